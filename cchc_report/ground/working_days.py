"""The law's working days: weekends, holidays, and the days that were moved, with the document that moved them.

Weekends and holidays come from the library `holidays`, loaded when a day is judged; what it does not know yet stands in a small
table here. Years of which the calendar is not settled, or was never held against the official announcements, are not judged.
"""

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_COVERED, LAST_COVERED = 2019, 2026
_SATURDAY = 5
_MOVED = "12729/VPCP-KGVX ngày 25/12/2025"
# Days that the library has otherwise: what the day is, by the document that says so. None is a working day.
CORRECTIONS: dict[date, str | None] = {
    date(2026, 1, 2): f"ngày nghỉ hoán đổi theo văn bản {_MOVED}",
    date(2026, 1, 10): None,  # worked for 02/01/2026, by the same document
}


def day_off(day: date) -> str | None:
    """Say in Vietnamese what keeps a day from being a working day; None of a working day and of a year that is not covered."""
    if not FIRST_COVERED <= day.year <= LAST_COVERED:
        return None
    if day in CORRECTIONS:
        return CORRECTIONS[day]
    calendar = _calendar(day.year)
    if day in calendar:
        return f"ngày nghỉ ({calendar[day]})"
    if day.weekday() < _SATURDAY or day in calendar.weekend_workdays:
        return None
    return "thứ Bảy" if day.weekday() == _SATURDAY else "Chủ nhật"


@lru_cache(maxsize=8)
def _calendar(year: int) -> "HolidayBase":
    from holidays import country_holidays  # noqa: PLC0415  # 0.1 s that only a cited document costs

    return country_holidays("VN", years=year, language="vi")
