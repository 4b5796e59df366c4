"""What merged cells hold: their first cell's value alone, which then stands for every row that they cover."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cchc_report.workbook.sheet import Area, Cell, Sheet, SheetRow

_MOST_AT_ONCE = 1000  # merged cells over one row: more are no table's


def without_covered(
    rows: Iterator[SheetRow], merged: Sequence[Area], top: int = 1, left: int = 1
) -> Iterator[SheetRow]:
    """Empty the cells under a merge, which no program shows; `top` and `left` are the first row and column of the rows."""
    for number, row, areas in _with_areas(rows, merged, top):
        for first_row, first_column, _, last_column in areas:
            last = min(last_column - left, len(row) - 1)
            for index in range(max(first_column - left, 0), last + 1):
                if (number, index + left) != (first_row, first_column):
                    row[index] = ""
        yield row


@dataclass(frozen=True)
class FilledMerges:
    """A sheet whose merged cells hold their value in every row that they cover, and which of them mattered."""

    sheet: Sheet
    areas: set[Area] = field(default_factory=set)  # complete when the rows have been gone through


def fill_merges(sheet: Sheet, header_row: int) -> FilledMerges:
    """Give rows below a header the values of the cells merged over them.

    A row without a cell of its own is no row: it only makes the one above higher.
    """
    areas = [area for area in sheet.merged if area[0] > header_row and area[2] > area[0]]
    if not areas:
        return FilledMerges(sheet)
    used: set[Area] = set()
    return FilledMerges(replace(sheet, iterate=lambda: _filled(sheet, areas, used)), used)


def _filled(sheet: Sheet, areas: Sequence[Area], used: set[Area]) -> Iterator[SheetRow]:
    values: dict[Area, Cell] = {}
    for number, row, over in _with_areas(sheet.iterate(), areas, sheet.top):
        is_row = any(cell != "" for cell in row)
        changed = row
        for area in over:
            index = area[1] - sheet.left
            if number == area[0]:
                values[area] = row[index] if 0 <= index < len(row) else ""
            elif is_row and index >= 0 and (value := values.get(area, "")) != "":
                changed = list(row) + [""] * (index + 1 - len(row)) if changed is row else changed
                changed += [""] * (index + 1 - len(changed))
                changed[index] = value
                used.add(area)
        yield changed


def _with_areas(
    rows: Iterator[SheetRow], merged: Sequence[Area], top: int
) -> Iterator[tuple[int, SheetRow, Sequence[Area]]]:
    """Yield each row with its number and the merged cells that lie over it."""
    waiting = sorted(merged, reverse=True)
    active: list[Area] = []
    for number, row in enumerate(rows, start=top):
        if active:
            active = [area for area in active if area[2] >= number]
        while waiting and waiting[-1][0] <= number:
            area = waiting.pop()
            if area[2] >= number and len(active) < _MOST_AT_ONCE:
                active.append(area)
        yield number, row, active
