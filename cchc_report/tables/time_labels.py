"""The part of a year that a file's or a sheet's name speaks of: which of two statements is the later one."""

import re
from typing import TypeAlias

from cchc_report.ground.text import fold
from cchc_report.tables.table import Model, SheetPart

TimeLabel: TypeAlias = tuple[int, int]  # month and day up to which a name speaks
_WHOLE_MONTH = 99
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01]) (0?[1-9]|1[0-2]) 20\d\d\b")
_ISO_DAY = re.compile(r"\b20\d\d (0[1-9]|1[0-2]) (0[1-9]|[12]\d|3[01])\b")
_MONTHS_SO_FAR = re.compile(r"\b([369]|12) ?(?:thang|t|m)\b")
_MONTH = re.compile(r"\b(?:thang|t) ?(1[0-2]|0?[1-9])\b")
_QUARTER = re.compile(r"\bq(?:uy)? ?(iv|iii|ii|i|[1-4])\b")
_YEAR = re.compile(r"\b(?:ca nam|cuoi nam)\b")


def time_label(*names: str) -> TimeLabel | None:
    """Return up to when a statement speaks, by the first of its names that says so: its block's, its sheet's, its file's.

    >>> time_label("Hồ sơ", "2023/so-quy-2.xlsx"), time_label("Tháng 3", "nhan-su.xlsx")
    ((6, 99), (3, 99))
    """
    return next(filter(None, (_label(fold(name)) for name in names)), None)


def label_of(part: SheetPart[Model]) -> TimeLabel | None:
    """Return up to when a block of a sheet speaks."""
    return time_label(part.heading, part.sheet, part.file)


def _label(key: str) -> TimeLabel | None:
    if found := _ISO_DAY.search(key):
        return int(found[1]), int(found[2])
    if found := _DAY.search(key):
        return int(found[2]), int(found[1])
    if found := _QUARTER.search(key):
        return 3 * _QUARTERS.get(found[1], 0) or 3 * int(found[1]), _WHOLE_MONTH
    if found := _MONTHS_SO_FAR.search(key) or _MONTH.search(key):
        return int(found[1]), _WHOLE_MONTH
    return (12, _WHOLE_MONTH) if _YEAR.search(key) else None
