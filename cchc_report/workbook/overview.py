"""Writes the first sheet of an annotated copy: every problem with its place, and a link to the cell."""

from collections.abc import Mapping, Sequence

from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, count_by_severity
from cchc_report.ground.numbers import format_number
from cchc_report.workbook import looks
from cchc_report.workbook.marking import COLOURS, WORDS

MOST_LISTED = 30_000  # rows: Excel takes 65,530 links on a sheet, and a list longer than this serves nobody
_COLUMNS = {"Mức độ": 12, "Mã": 9, "Trang": 18, "Ô": 10, "Vấn đề": 60, "Cách sửa": 70}  # header to width in characters
_LINK = 3  # the index of the column with the links
_LETTERS = 180  # that fit the width of the sheet in one line


def write_overview(
    worksheet: Worksheet, title: str, told: Sequence[str], diagnostics: Sequence[Diagnostic], titles: Mapping[str, str]
) -> None:
    """List the problems below a title and a few sentences; `titles` has the copy's name of each sheet.

    A place whose sheet the copy does not have is named without a link.
    """
    listed = sorted(diagnostics, key=lambda one: _order(one, list(titles)))[:MOST_LISTED]
    top = _write_head(worksheet, title, [_summary(diagnostics), *told, *_left_out(len(diagnostics))])
    dressed: dict[Severity, list[SheetCell]] = {}  # the first row of each severity, whose look the others take
    for row, diagnostic in enumerate(listed, start=top + 1):
        cells = _write_row(worksheet, row, diagnostic)
        _dress_row(cells, dressed.setdefault(diagnostic.severity, cells), diagnostic.severity)
        _link(cells[_LINK], diagnostic.place, titles)
    worksheet.freeze_panes = f"A{top + 1}"
    worksheet.auto_filter.ref = f"A{top}:F{top + len(listed)}"
    worksheet.print_title_rows = f"{top}:{top}"
    worksheet.sheet_view.showGridLines = False
    looks.set_up_page(worksheet, landscape=True)


def _write_head(worksheet: Worksheet, title: str, sentences: Sequence[str]) -> int:
    """Write what stands above the list and the list's header; return the header's row."""
    worksheet.cell(1, 1, looks.printable(title)).font = looks.TITLE
    for row, sentence in enumerate(sentences, start=2):
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_COLUMNS))
        cell = worksheet.cell(row, 1, looks.printable(sentence))
        cell.font, cell.alignment = looks.BOLD if row == 2 else looks.PLAIN, looks.TOP_WRAPPED
        worksheet.row_dimensions[row].height = (looks.LINE + 2) * (1 + len(sentence) // _LETTERS)
    top = len(sentences) + 3
    for column, (header, width) in enumerate(_COLUMNS.items(), start=1):
        cell = worksheet.cell(top, column, header)
        cell.font, cell.fill, cell.border = looks.ON_DARK, looks.REQUIRED_FILL, looks.BOX
        cell.alignment = looks.MIDDLE_WRAPPED
        worksheet.column_dimensions[get_column_letter(column)].width = width
    worksheet.row_dimensions[top].height = 24
    return top


def _write_row(worksheet: Worksheet, row: int, diagnostic: Diagnostic) -> list[SheetCell]:
    place = diagnostic.place
    texts = (
        WORDS[diagnostic.severity],
        diagnostic.code.identifier,
        place.sheet or "",
        _spot(place),
        diagnostic.message,
        diagnostic.hint,
    )
    cells = [looks.cell_at(worksheet, row, column) for column in range(1, len(texts) + 1)]
    for cell, text in zip(cells, texts, strict=True):
        cell.value = looks.printable(text)
        cell.data_type = "s"  # a message that begins with = is no formula
    looks.fit_row(worksheet, row, {"C": texts[2], "E": texts[4], "F": texts[5]})
    return cells


def _dress_row(cells: Sequence[SheetCell], first: Sequence[SheetCell], severity: Severity) -> None:
    """Give a row its look; taking it from a row dressed before is ten times as fast as setting it anew."""
    for cell, dressed in zip(cells, first, strict=True):
        if cell is dressed:
            cell.font, cell.alignment, cell.border = looks.PLAIN, looks.TOP_WRAPPED, looks.BOX
        else:
            looks.dress_like(cell, dressed)
    if cells is first:
        cells[0].fill = PatternFill("solid", fgColor=COLOURS[severity])
        cells[_LINK].font = looks.LINK


def _link(cell: SheetCell, place: Place, titles: Mapping[str, str]) -> None:
    """Lead from a place's name to the place, if the copy has its sheet."""
    title = titles.get(place.sheet or "")
    if title is not None:
        quoted = title.replace("'", "''")
        cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{quoted}'!{place.cell or 'A1'}")
    elif cell.value:
        cell.font = looks.PLAIN


def _spot(place: Place) -> str:
    """Name a place within its sheet as a clerk would."""
    if place.row is None and place.column is None:
        return place.label or ("cả trang" if place.sheet else "")
    if place.column is None:
        return f"dòng {place.row}"
    return place.cell or "" if place.row is not None else f"cột {(place.cell or '').partition(':')[0]}"


def _summary(diagnostics: Sequence[Diagnostic]) -> str:
    counts = count_by_severity(diagnostics)
    return ", ".join(f"{format_number(count)} {WORDS[severity].lower()}" for severity, count in counts.items())


def _left_out(count: int) -> list[str]:
    if count <= MOST_LISTED:
        return []
    return [
        f"Danh sách dưới đây chỉ có {format_number(MOST_LISTED)} vấn đề đầu tiên. Sửa các ô này rồi kiểm tra lại để thấy phần còn lại."
    ]


def _order(diagnostic: Diagnostic, sheets: Sequence[str]) -> tuple[int, str, int, int, str]:
    """Sort by the workbook's order of sheets, then by row and column; what concerns the whole file comes first."""
    place = diagnostic.place
    number = -1 if place.sheet is None else sheets.index(place.sheet) if place.sheet in sheets else len(sheets)
    return number, place.sheet or "", place.row or 0, place.column or 0, diagnostic.code.identifier
