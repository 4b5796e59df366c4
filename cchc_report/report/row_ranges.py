"""Rows of workbooks as a short text: "2023/ho-so.xlsx, trang Hồ sơ: 5-120, 122"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cchc_report.tables.table import RowReference

MOST_RANGES = 40  # of one sheet; beyond, a list of all of them helps nobody


@dataclass(frozen=True)
class SheetRows:
    """Rows of one sheet: their numbers as ranges, and how many they are."""

    file: str
    sheet: str
    ranges: str
    count: int


def rows_by_sheet(rows: Iterable[RowReference], most: int = MOST_RANGES) -> list[SheetRows]:
    """Return the rows of each sheet; after `most` ranges the number of rows left out."""
    by_sheet: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        by_sheet[row.file, row.sheet].append(row.row)
    return [
        SheetRows(file, sheet, _ranges(sorted(set(numbers)), most), len(set(numbers)))
        for (file, sheet), numbers in by_sheet.items()
    ]


def format_rows(rows: Iterable[RowReference], most: int = MOST_RANGES) -> str:
    """Return the sheets and, of each, the row numbers as ranges; after `most` ranges the number of rows left out."""
    return "; ".join(f"{found.file}, trang {found.sheet}: {found.ranges}" for found in rows_by_sheet(rows, most))


def _ranges(numbers: list[int], most: int) -> str:
    found = list(_runs(numbers))
    shown = ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in found[:most])
    left = sum(last - first + 1 for first, last in found[most:])
    return f"{shown} … và {left} dòng khác" if left else shown


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each unbroken run."""
    first = last = -1
    for number in numbers:
        if number != last + 1 or first < 0:
            if first >= 0:
                yield first, last
            first = number
        last = number
    if first >= 0:
        yield first, last
