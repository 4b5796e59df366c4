"""Colours and notes on the cells of a workbook that hold problems, and takes off what an earlier run put there.

The colour a cell had is kept as the second colour of our solid fill, which nothing shows: so it moves with the cell and comes
back when the mark is taken off. A note that was there is kept below ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.workbook import looks
from cchc_report.workbook.marks import OVERVIEW_SHEET

WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo", Severity.NOTE: "Ghi chú"}
COLOURS = {Severity.ERROR: "FFFFC9CE", Severity.WARNING: "FFFFEDAD", Severity.NOTE: "FFCFE2F8"}
MOST_NOTES = 2000  # on a sheet: with many more, Excel takes minutes to open it
_GRAVEST_FIRST = tuple(WORDS)
_HEAD = "KẾT QUẢ KIỂM TRA"  # begins every note of ours, and tells it from others
_KEPT = "\n\nGHI CHÚ CÓ SẴN\n"  # parts ours from the note that was there
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384

Spot = tuple[int, int]  # row, column


def mark_cells(worksheet: Worksheet, diagnostics: Iterable[Diagnostic]) -> bool:
    """Mark the cells that the diagnostics name; return whether all of them got their note."""
    by_cell = _by_cell(worksheet, list(diagnostics))
    dressed: dict[tuple[int, Severity], SheetCell] = {}  # by the look before: many cells share it
    for number, ((row, column), found) in enumerate(sorted(by_cell.items())):
        cell = worksheet.cell(row, column)
        if isinstance(cell, MergedCell):
            continue  # hidden in an area too large to be looked through
        severity = min((one.severity for one in found), key=_GRAVEST_FIRST.index)
        like = dressed.setdefault((cell.style_id, severity), cell)
        if like is cell:
            _tint(cell, severity)
        else:
            looks.dress_like(cell, like)
        if number < MOST_NOTES:
            _annotate(cell, found)
    return len(by_cell) <= MOST_NOTES


def _by_cell(worksheet: Worksheet, diagnostics: Sequence[Diagnostic]) -> dict[Spot, list[Diagnostic]]:
    """Return the diagnostics of each cell that can be marked; a merged area is its first cell."""
    found: dict[Spot, list[Diagnostic]] = {}
    merged: Mapping[Spot, Spot] = _anchors(worksheet)
    firsts = _first_columns(worksheet, diagnostics)
    for diagnostic in diagnostics:
        row, column = diagnostic.place.row, diagnostic.place.column
        if row is not None and 0 < row <= _MOST_ROWS and (column or 1) <= _MOST_COLUMNS:
            spot = (row, column or firsts.get(row, 1))
            found.setdefault(merged.get(spot, spot), []).append(diagnostic)
    return found


def clear_marks(workbook: Workbook, *, colours_known: bool = True) -> None:
    """Take off the overview, the colours and the notes of an earlier run; everything else stays as it is.

    Without `colours_known` the second colours are not those we wrote, and a cell is left without colour.
    """
    if OVERVIEW_SHEET in workbook.sheetnames:
        del workbook[OVERVIEW_SHEET]
    tinted: dict[int, bool] = {}  # by the number of the style, which many cells share
    for cell in _cells(workbook):
        comment = cell.comment
        if comment is not None:
            cell.comment = _without_ours(comment)
        if cell.has_style:
            if cell.style_id not in tinted:
                tinted[cell.style_id] = _is_tinted(cell)
            if tinted[cell.style_id]:
                cell.fill = _fill_before(cell) if colours_known else PatternFill()


def _cells(workbook: Workbook) -> Iterator[SheetCell]:
    """Yield the cells that there are; the public way would make every one between the first and the last."""
    for worksheet in workbook.worksheets:
        yield from [cell for cell in worksheet._cells.values() if not isinstance(cell, MergedCell)]


def _anchors(worksheet: Worksheet) -> dict[Spot, Spot]:
    """Map each cell hidden by a merged one to the cell that shows for it."""
    return {
        spot: (area.min_row, area.min_col)
        for area in worksheet.merged_cells.ranges
        if area.size["rows"] * area.size["columns"] <= _MOST_COLUMNS
        for spot in area.cells
    }


def _first_columns(worksheet: Worksheet, diagnostics: Sequence[Diagnostic]) -> dict[int, int]:
    """Return the first filled column of each row that a diagnostic names as a whole."""
    rows = {one.place.row for one in diagnostics if one.place.row is not None and one.place.column is None}
    filled: dict[int, int] = {}
    for (row, column), cell in worksheet._cells.items() if rows else ():
        if row in rows and cell.value is not None:
            filled[row] = min(column, filled.get(row, column))
    return filled


def _tint(cell: SheetCell, severity: Severity) -> None:
    """Colour a cell; one with a pattern or a gradient keeps it, for that could not be brought back."""
    pattern = cell.fill.fill_type
    if pattern in (None, "solid"):
        before = copy(cell.fill.fgColor) if pattern else Color(indexed=64)
        cell.fill = PatternFill("solid", fgColor=COLOURS[severity], bgColor=before)


def _is_tinted(cell: SheetCell) -> bool:
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in COLOURS.values()


def _fill_before(cell: SheetCell) -> PatternFill:
    before = copy(cell.fill.bgColor)
    return PatternFill() if before.type == "indexed" else PatternFill("solid", fgColor=before)


def _annotate(cell: SheetCell, found: Sequence[Diagnostic]) -> None:
    """Put the problems of a cell into one note, above the note it has."""
    text = "\n".join([_HEAD, *(line for one in found for line in _lines(one))])
    before = cell.comment
    if before is None:
        cell.comment = looks.note(text)
    else:
        cell.comment = looks.sized(Comment(f"{text}{_KEPT}{before.text}", before.author))


def _lines(diagnostic: Diagnostic) -> Iterator[str]:
    yield f"{WORDS[diagnostic.severity]} {diagnostic.code.identifier}: {looks.printable(diagnostic.message)}"
    if diagnostic.hint:
        yield f"→ {looks.printable(diagnostic.hint)}"


def _without_ours(comment: Comment) -> Comment | None:
    """Return what a note was before ours, None where there was none."""
    if not comment.text.startswith(_HEAD):
        return looks.sized(Comment(comment.text, comment.author))  # its size was lost when it was loaded
    before = comment.text.partition(_KEPT)[2]
    return looks.sized(Comment(before, comment.author)) if before else None
