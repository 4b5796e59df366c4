"""Writes the guide of a blank workbook: what to do, which sheets there are, and what goes into each column."""

from collections.abc import Sequence

from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook import looks
from cchc_report.workbook.blank_sheet import BlankSheet

_WIDTHS = (22, 30, 12, 78)  # characters
_HEADERS = ("Trang", "Cột", "Bắt buộc", "Ghi gì")
_LETTERS = 100  # that fit the merged width of a step, by a cautious count


def write_guide(worksheet: Worksheet, sheets: Sequence[BlankSheet], steps: Sequence[str]) -> None:
    """Write the steps, one a line, and below them every column of every sheet with its note."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        worksheet.column_dimensions[letter].width = width
    worksheet.append(["Hướng dẫn nhập số liệu"])
    worksheet["A1"].font = looks.TITLE
    for number, step in enumerate(steps, start=1):
        worksheet.append([f"{number}. {step}"])
        row = worksheet.max_row
        worksheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=4)
        worksheet.cell(row, 1).font, worksheet.cell(row, 1).alignment = looks.PLAIN, looks.TOP_WRAPPED
        worksheet.row_dimensions[row].height = (looks.LINE + 2) * (1 + len(step) // _LETTERS)
    worksheet.append([])
    _write_row(worksheet, _HEADERS, header=True)
    top = worksheet.max_row
    for sheet in sheets:
        _write_sheet(worksheet, sheet)
    worksheet.print_title_rows = f"{top}:{top}"
    worksheet.sheet_view.showGridLines = False
    looks.set_up_page(worksheet, landscape=True)


def _write_sheet(worksheet: Worksheet, sheet: BlankSheet) -> None:
    """Write a line on the sheet with a link to it, then a line a column."""
    _write_row(worksheet, (sheet.title, "", "", sheet.purpose))
    row = worksheet.max_row
    for cell in worksheet[row]:
        cell.fill, cell.font = looks.OPTIONAL_FILL, looks.ON_PALE
    worksheet.cell(row, 1).hyperlink = Hyperlink(f"A{row}", location=f"'{sheet.title}'!A1")
    worksheet.cell(row, 1).font = looks.LINK
    for column in sheet.columns:
        note = column.full_note.removeprefix("Bắt buộc.").strip().replace("\n", " ")
        _write_row(worksheet, ("", column.header, "x" if column.required else "", note))
        if column.required:
            worksheet.cell(worksheet.max_row, 2).font = looks.BOLD


def _write_row(worksheet: Worksheet, texts: Sequence[str], *, header: bool = False) -> None:
    worksheet.append(list(texts))
    row = worksheet.max_row
    for cell in worksheet[row]:
        cell.font, cell.border = looks.ON_DARK if header else looks.PLAIN, looks.BOX
        cell.alignment = looks.MIDDLE_WRAPPED if header or cell.column == 3 else looks.TOP_WRAPPED
        if header:
            cell.fill = looks.REQUIRED_FILL
    looks.fit_row(worksheet, row, dict(zip("ABCD", texts, strict=True)))
