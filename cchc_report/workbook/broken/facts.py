"""What a sheet tells beside the values that the reader gives, in whatever format it was written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_report.ground.numbers import exact, format_number
from cchc_report.workbook.sheet import Area, Cell

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_UNCLEAR_DECIMALS = 3  # behind a comma they read as thousands


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """Rows and columns are counted from 1. `shown` holds what a cell shows, by row and column, where the reader gives another value.

    `broken` maps (row, column) to what an error cell shows; "=" stands for a formula that was never calculated.
    """

    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: Mapping[int, Mapping[int, Cell]] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()  # every filled cell of them is struck out


NOTHING = SheetFacts()


def as_percent(number: float) -> str:
    """Return a number as a cell in percent shows it, with all its digits: 0.955 is 95,5%."""
    shown = format_number((exact(number) * 100).normalize() + Decimal(0))
    _, comma, decimals = shown.partition(",")
    return f"{shown}0%" if comma and len(decimals) == _UNCLEAR_DECIMALS else f"{shown}%"


def raised(text: str) -> str:
    """Return a superscript in letters that are no digits: a note mark must not join the number before it."""
    return text.translate(_RAISED)


def is_percent_format(code: str) -> bool:
    """Tell whether a number format shows hundredths: a percent sign outside quotes, brackets and escapes."""
    bare, quoted, skipped = [], False, False
    for character in code:
        if skipped:
            skipped = False
        elif character == '"':
            quoted = not quoted
        elif not quoted and character in "\\_*":
            skipped = True
        elif not quoted:
            bare.append(character)
    return "%" in bare
