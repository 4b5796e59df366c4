"""Reads a date as people type it: a strict parser, day before month, that names what is wrong instead of guessing.

Accepts 05/03/2023, 5-3-2023, 05.03.23, with a time before or after; ISO; "ngày 5 tháng 3 năm 2023"; Excel's day numbers.
"""

import re
from calendar import monthrange
from datetime import datetime, timedelta

from pydantic_core import PydanticCustomError

from cchc_report.ground.codes import Code
from cchc_report.ground.text import clean, fold
from cchc_report.tables.quoting import quote

# Excel counts days from 1899-12-30 for every date after February 1900.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's date has no time zone
_FIRST_SERIAL, _LAST_SERIAL = 32874, 73050  # 1990-01-01 to 2099-12-31
# The form nearly every text date has; telling the others apart is slower.
_USUAL = re.compile(r"\d\d/\d\d/\d{4}(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?", re.ASCII)
_TIME = r"(?P<hour>\d{1,2})\s*(?::|h|giờ)\s*(?:(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?)?\s*(?P<half>SA|CH|AM|PM)?"
_DAY = r"(?P<day>\d{1,2})\s*(?P<mark>[/.\-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2})"
_DAY_FIRST = re.compile(rf"{_DAY}(?:[\sT,]+{_TIME})?", re.IGNORECASE)
_TIME_FIRST = re.compile(rf"{_TIME}[\s,]+(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_ISO = re.compile(
    rf"(?P<year>\d{{4}})[\-/.](?P<month>\d{{1,2}})[\-/.](?P<day>\d{{1,2}})(?:[\sT]+{_TIME}(?:Z|[+\-]\d\d:?\d\d)?)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:ngay )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})")
_SERIAL = re.compile(r"[3-7]\d{4}(?:\.\d+)?", re.ASCII)
_HINT = "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2023."


def parse_moment(value: str | float) -> datetime:
    """Read a text or Excel's day number; midnight where no time of day is given.

    Raises PydanticCustomError (CC202) for anything else, with a hint that names the likely mistake.
    """
    if isinstance(value, int | float):
        return _from_serial(value, value)
    if (moment := _from_usual(value)) is not None:
        return moment
    text = clean(value).lstrip("'")
    if _SERIAL.fullmatch(text):
        return _from_serial(float(text), value)
    match = (
        _DAY_FIRST.fullmatch(text)
        or _ISO.fullmatch(text)
        or _TIME_FIRST.fullmatch(text)
        or _WORDS.fullmatch(fold(text))
    )
    if match is None:
        raise _unreadable(f"{quote(value)} không phải là ngày", _HINT)
    return _from_parts(match.groupdict(), value)


def _from_usual(text: str) -> datetime | None:
    """Read DD/MM/YYYY, with HH:MM or HH:MM:SS; None for any other form and for a day or time that does not exist."""
    if _USUAL.fullmatch(text) is None:
        return None
    try:
        return datetime.fromisoformat(f"{text[6:10]}-{text[3:5]}-{text[:2]}{text[10:]}")
    except ValueError:
        return None


def _from_serial(number: float, value: str | float) -> datetime:
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        raise _unreadable(f"{quote(value)} là một con số, không phải là ngày", _HINT)
    moment = _EXCEL_EPOCH + timedelta(days=number)
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)


def _from_parts(parts: dict[str, str | None], value: str | float) -> datetime:
    day, month, year = int(parts["day"] or 0), int(parts["month"] or 0), int(parts["year"] or 0)
    year += 2000 if year < 100 else 0
    if month > 12:
        swapped = (
            f" Có thể đã ghi tháng trước ngày: gõ {month:02}/{day:02}/{year}." if day <= 12 and month <= 31 else ""
        )
        raise _unreadable(
            f"{quote(value)} không phải là ngày: không có tháng {month}", f"{_HINT}{swapped}", month_first=bool(swapped)
        )
    if not (month and year) or not 1 <= day <= monthrange(year, month)[1]:
        last = f" (tháng {month} năm {year} có {monthrange(year, month)[1]} ngày)" if month and year else ""
        raise _unreadable(f"{quote(value)} không phải là ngày có thật{last}", "Kiểm tra lại ngày, tháng, năm đã gõ.")
    if parts.get("hour") is None:
        return datetime(year, month, day)  # noqa: DTZ001  # a cell's date has no time zone
    return datetime(year, month, day, *_time_of_day(parts, value))  # noqa: DTZ001  # a cell's date has no time zone


def _time_of_day(parts: dict[str, str | None], value: str | float) -> tuple[int, int, int]:
    """Return hour, minute and second; SA and CH are Windows' Vietnamese words for AM and PM."""
    hour, minute, second = int(parts["hour"] or 0), int(parts["minute"] or 0), int(parts["second"] or 0)
    half = (parts.get("half") or "").upper()
    hour += 12 if half in ("CH", "PM") and hour < 12 else 0
    hour -= 12 if half in ("SA", "AM") and hour == 12 else 0
    if hour > 23 or minute > 59 or second > 59:
        raise _unreadable(f"{quote(value)} có giờ không đúng", "Gõ giờ từ 00:00 đến 23:59, ví dụ 05/03/2023 14:30.")
    return hour, minute, second


def _unreadable(message: str, hint: str, *, month_first: bool = False) -> PydanticCustomError:
    """Make the refusal of a date; `month_first` where it would be one with the month before the day."""
    context = {"code": Code.DATE_UNREADABLE.name, "message": message, "hint": hint, "month_first": month_first}
    return PydanticCustomError("cell", "{message}", context)
