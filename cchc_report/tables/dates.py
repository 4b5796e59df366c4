"""Reads a date as people type it: a strict parser, day before month, that names what is wrong instead of guessing.

Accepts 05/03/2023, 5-3-2023, 05.03.23, with a time before or after; ISO, a time with its zone moved to Vietnam's; "ngày 5
tháng 3 năm 2023", "05 Tháng Ba 2023", "5-Mar-2023"; a weekday beside any of them; Excel's day numbers. AM and PM say that the
month stands before the day.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from pydantic_core import PydanticCustomError

from cchc_report.ground.codes import Code
from cchc_report.ground.text import clean, fold
from cchc_report.tables.date_words import with_month_number, without_weekday
from cchc_report.tables.quoting import quote

# Excel counts days from 1899-12-30 for every date after February 1900.
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's date has no time zone
_FIRST_SERIAL, _LAST_SERIAL = 21916, 73050  # 1960-01-01 to 2099-12-31
_AHEAD_OF_UTC = timedelta(hours=7)  # Vietnam's time, all the year
_FIRST_SHORT = 60  # a year in two digits from here on is of the last century: nobody in service began before
# The form nearly every text date has; telling the others apart is slower.
_USUAL = re.compile(r"\d\d/\d\d/\d{4}(?: (?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?", re.ASCII)
_TIME = r"(?P<hour>\d{1,2})\s*(?::|h|gi[ờo])\s*(?:(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?)?\s*(?P<half>SA|CH|AM|PM)?"
_DAY = r"(?P<day>\d{1,2})\s*(?P<mark>[/.\-])\s*(?P<month>\d{1,2})\s*(?P=mark)\s*(?P<year>\d{4}|\d{2})"
_DAY_FIRST = re.compile(rf"{_DAY}(?:[\sT,]+{_TIME})?", re.IGNORECASE)
_TIME_FIRST = re.compile(rf"{_TIME}[\s,]+(?:ngày\s+)?{_DAY}", re.IGNORECASE)
_ISO = re.compile(
    rf"(?P<year>\d{{4}})[\-/.](?P<month>\d{{1,2}})[\-/.](?P<day>\d{{1,2}})(?:[\sT]+{_TIME}(?P<zone>Z|[+\-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:ngay )?(?P<day>\d{1,2}) thang (?P<month>\d{1,2}) nam (?P<year>\d{4})")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?", re.ASCII)
_HALF_DAY = re.compile(rf"(?:{_TIME}[\s,]+)?{_DAY}.*", re.IGNORECASE)
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
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
    bare, weekday = without_weekday(text)
    moment = _from_text(with_month_number(bare), value)
    if weekday is not None and moment.weekday() != weekday:
        message = f"{quote(value)} không phải {_WEEKDAYS[weekday]} mà là {_WEEKDAYS[moment.weekday()]}"
        raise _unreadable(message, f"Kiểm tra lại, có thể ngày và tháng bị đảo. {_HINT}")
    return moment


def month_first_by_half_day(text: str) -> bool | None:
    """Tell whether a date with AM or PM has the month before the day as such dates do; None where that makes no difference.

    False is a day that no month can be: 25/3/2023 8:00 AM.
    """
    if text[-1:] not in ("M", "m") or (match := _HALF_DAY.fullmatch(clean(text))) is None:
        return None
    first, second = int(match["day"]), int(match["month"])
    return None if first == second else first <= 12


def _from_text(text: str, value: str) -> datetime:
    if match := _ISO.fullmatch(text):
        return _here(_from_parts(match.groupdict(), value), match["zone"])
    match = _DAY_FIRST.fullmatch(text) or _TIME_FIRST.fullmatch(text)
    if match is not None:
        return _from_parts(_day_before_month(match.groupdict()), value)
    if (words := _WORDS.fullmatch(fold(text))) is None:
        raise _unreadable(f"{quote(value)} không phải là ngày", _HINT)
    return _from_parts(words.groupdict(), value)


def _here(moment: datetime, zone: str | None) -> datetime:
    """Move a time that names its zone to Vietnam's."""
    if zone is None or not 1900 < moment.year < 2100:  # beyond, it is refused as it stands
        return moment
    digits = zone[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2] or 0), minutes=int(digits[2:]))
    return moment - (-ahead if zone.startswith("-") else ahead) + _AHEAD_OF_UTC


def _day_before_month(parts: dict[str, str | None]) -> dict[str, str | None]:
    """Return a date's parts; with AM or PM it was written month first, unless no month has that number."""
    is_english = (parts.get("half") or "").upper() in ("AM", "PM")
    if is_english and int(parts["day"] or 0) <= 12:
        return {**parts, "day": parts["month"], "month": parts["day"]}
    return parts


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
    if len(parts["year"] or "") < 4:
        year = _whole_year(year, value)
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


def _whole_year(year: int, value: str | float) -> int:
    """Return the year that two digits mean: never one in the future, next year's due days aside."""
    if year >= _FIRST_SHORT:
        return 1900 + year
    if 2000 + year > date.today().year + 1:  # noqa: DTZ011  # a year is the same in all zones but for some hours
        raise _unreadable(f"{quote(value)} ghi năm hai chữ số, chưa rõ năm nào", f"{_HINT} Năm gõ đủ bốn chữ số.")
    return 2000 + year


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
