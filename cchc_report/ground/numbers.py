"""Numbers as Vietnamese text has them: read exactly, rounded half up, printed with a decimal comma.

Knows nothing of cells, figures or documents. Every value is an `int` or a `Decimal`; a float is taken at the digits it shows.
"""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from cchc_report.ground.text import clean

Number: TypeAlias = int | Decimal

_HUNDRED = Decimal(100)
_SIGN = re.compile(r"[+\-−]\s*")
_GROUPED_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_GROUPED_BY_SPACES = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?")
_UNCLEAR = re.compile(r"[1-9]\d{0,2},\d{3}")  # thousands in English, three decimals in Vietnamese
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_MOST_DIGITS = 24  # sums and roundings of longer numbers would lose digits: a Decimal computes with 28

_BEYOND = Decimal(f"1e{_MOST_DIGITS}")


def parse_number(text: str) -> Decimal | None:
    """Read a number in Vietnamese notation: `1.603` is 1603, `99,06` is 99.06; None for no number, or one no figure is.

    `1,603,000` and `1,603.5` can only be English notation and are read so. A percent sign at the end is dropped.
    """
    bare = clean(text).removesuffix("%").rstrip()
    sign = -1 if bare.startswith(("-", "−")) else 1
    bare = _SIGN.sub("", bare, count=1) if _SIGN.match(bare) else bare
    if not bare.isascii():
        return None
    if _GROUPED_BY_DOTS.fullmatch(bare):
        digits = bare.replace(".", "").replace(",", ".")
    elif _GROUPED_BY_COMMAS.fullmatch(bare):
        digits = bare.replace(",", "")
    elif _GROUPED_BY_SPACES.fullmatch(bare) or _PLAIN.fullmatch(bare):
        digits = bare.replace(" ", "").replace(",", ".")
    else:
        return None
    return sign * Decimal(digits) if len(digits) <= _MOST_DIGITS else None


def is_unclear(text: str) -> bool:
    """Tell whether a text is a number in two notations: `1,000` is a thousand in English and one in Vietnamese."""
    return _UNCLEAR.fullmatch(clean(text).removesuffix("%").rstrip().lstrip("+-−").lstrip()) is not None


def is_plausible(number: int | Decimal) -> bool:
    """Tell whether a number from a file may be a figure: finite, and short enough to be computed with exactly."""
    return Decimal(number).is_finite() and -_BEYOND < Decimal(number) < _BEYOND


def exact(number: float) -> Decimal:
    """Return a cell's number at the digits it shows: 0.1 is 0.1, not the binary fraction behind it."""
    return Decimal(repr(number)) if isinstance(number, float) else Decimal(number)


def as_count(number: Decimal) -> int | Decimal:
    """Return a number without decimals as an integer; one that is written with them keeps them."""
    return int(number) if number == number.to_integral_value() and number.as_tuple().exponent == 0 else number


def percent(part: int | Decimal | None, whole: int | Decimal | None) -> Decimal | None:
    """Return part of whole in percent, unrounded; None where either is unknown or the whole is zero."""
    if part is None or not whole:
        return None
    return _HUNDRED * Decimal(part) / Decimal(whole)


def points(after: int | Decimal | None, before: int | Decimal | None) -> Decimal | None:
    """Return how many percentage points lie between two rates, as printed with two decimals; None where either is unknown.

    Whoever subtracts the printed rates gets this number; the difference of the unrounded ones may be 0,01 beside it.
    """
    if after is None or before is None:
        return None
    return round_half_up(Decimal(after), 2) - round_half_up(Decimal(before), 2)


def round_half_up(number: Decimal, places: int) -> Decimal:
    """Round to a number of decimal places, a half away from zero, as the printed reports do."""
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_number(number: int | Decimal, places: int | None = None, *, thousands: str = ".") -> str:
    """Print a number with a decimal comma and grouped thousands; without `places`, with the decimals it has."""
    value = Decimal(number)
    if places is not None:
        value = round_half_up(value, places)
    elif value == value.to_integral_value():
        value = value.quantize(Decimal(1))
    whole, _, decimals = f"{value:,f}".partition(".")
    return whole.replace(",", thousands) + (f",{decimals}" if decimals else "")


def format_trimmed(number: int | Decimal, places: int) -> str:
    """Print with at most `places` decimals and no trailing zero: 91.66… with one is `91,7`, 100 is `100`."""
    printed = format_number(number, places)
    return printed.rstrip("0").rstrip(",") if "," in printed else printed
