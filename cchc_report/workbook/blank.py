"""Writes a blank workbook from the description of its sheets: headers, notes, drop-downs, formats and example rows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook import looks
from cchc_report.workbook.blank_sheet import BlankColumn, BlankSheet, CellKind
from cchc_report.workbook.guide import write_guide
from cchc_report.workbook.marks import EXAMPLE_MARK, GUIDE_SHEET
from cchc_report.workbook.package import to_bytes
from cchc_report.workbook.sheet import Cell

LONGEST_LIST = 255  # characters: with more of them in one drop-down Excel calls the file damaged
_LAST_ROW = 1_048_576
_NARROWEST, _WIDEST = 11, 60  # characters
_LIST_LINES = 5  # lines for the last value of an upright sheet, which may be a list
# Codes are text: 1.10 must not become the number 1.1, nor 3-4 a date.
_FORMATS = {CellKind.TEXT: "@", CellKind.DATE: "dd/mm/yyyy", CellKind.COUNT: "0"}
_EARLIEST, _LATEST, _LARGEST = "32874", "73050", "999999999999"  # 1/1/1990, 31/12/2099, what the validator takes
_BOUNDS: dict[CellKind, tuple[Literal["date", "decimal", "whole"], str, str]] = {
    CellKind.DATE: ("date", _LATEST, "Gõ ngày/tháng/năm, ví dụ 05/03/2023."),
    CellKind.NUMBER: ("decimal", _LARGEST, "Chỉ gõ số, không âm, ví dụ 1603 hoặc 99,06."),
    CellKind.COUNT: ("whole", _LARGEST, "Chỉ gõ số nguyên, không âm, ví dụ 1603."),
}


def blank_workbook(sheets: Sequence[BlankSheet], steps: Sequence[str]) -> bytes:
    """Return a workbook with a guide that has these steps, then the sheets; the same input gives the same bytes."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    write_guide(workbook.create_sheet(GUIDE_SHEET), sheets, steps)
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.title)
        (_write_upright if sheet.upright else _write_table)(worksheet, sheet)
        looks.set_up_page(worksheet, landscape=not sheet.upright)
    return to_bytes(workbook)


def _write_table(worksheet: Worksheet, sheet: BlankSheet) -> None:
    """Write the headers across the first row, below them the example and the rows."""
    example = [_marked(sheet.example)] if sheet.example else []
    first_row = 2 + len(example)
    for index, column in enumerate(sheet.columns):
        _write_header(looks.cell_at(worksheet, 1, index + 1), column)
        values = [row[index] for row in (*example, *sheet.rows)]
        _dress_column(worksheet, get_column_letter(index + 1), column, values)
        _check_column(worksheet, sheet, index, first_row)
    for number, row in enumerate((*example, *sheet.rows), start=2):
        for index, value in enumerate(row):
            _write_value(
                looks.cell_at(worksheet, number, index + 1), sheet.columns[index], value, example=number < first_row
            )
        texts = {get_column_letter(index + 1): value for index, value in enumerate(row) if isinstance(value, str)}
        looks.fit_row(worksheet, number, texts)
    worksheet.row_dimensions[1].height = 36
    worksheet.freeze_panes = "B2"
    worksheet.print_title_rows = "1:1"


def _check_column(worksheet: Worksheet, sheet: BlankSheet, index: int, first_row: int) -> None:
    """Put the drop-downs and checks on a column, those that a row has for itself first."""
    letter = get_column_letter(index + 1)
    own = {first_row + row: choices for (row, at), choices in sheet.own_choices.items() if at == index}
    for number, choices in own.items():
        _add_check(worksheet, _drop_down(choices), [f"{letter}{number}"])
    _add_check(worksheet, _check(sheet.columns[index]), _ranges(letter, first_row, own))


def _write_upright(worksheet: Worksheet, sheet: BlankSheet) -> None:
    """Write the headers down the first column, their values beside them; the last may go on in the lines below."""
    (values,) = sheet.rows or ((None,) * len(sheet.columns),)
    worksheet.column_dimensions["A"].width, worksheet.column_dimensions["B"].width = 24, _WIDEST
    for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True), start=1):
        _write_header(looks.cell_at(worksheet, number, 1), column)
        _write_value(looks.cell_at(worksheet, number, 2), column, value)
        check = _check(column) or DataValidation(allow_blank=True)
        check.promptTitle, check.prompt, check.showInputMessage = column.header, column.full_note, True
        _add_check(worksheet, check, [f"B{number}"])
        looks.cell_at(worksheet, number, 1).alignment = looks.TOP_WRAPPED
    last, column = len(sheet.columns), sheet.columns[-1]
    lines = str(values[-1] or "").split("\n")
    for offset in range(max(_LIST_LINES, len(lines))):
        _write_value(looks.cell_at(worksheet, last + offset, 2), column, lines[offset] if offset < len(lines) else None)
    worksheet.freeze_panes = "B1"


def _marked(example: tuple[Cell | None, ...]) -> tuple[Cell | None, ...]:
    """Return an example row whose first cell says that it is one."""
    first, *others = example
    return (f"{EXAMPLE_MARK} {first}", *others)


def _write_header(cell: SheetCell, column: BlankColumn) -> None:
    cell.value = column.header
    cell.font = looks.ON_DARK if column.required else looks.ON_PALE
    cell.fill = looks.REQUIRED_FILL if column.required else looks.OPTIONAL_FILL
    cell.border, cell.alignment = looks.BOX, looks.MIDDLE_WRAPPED
    if column.full_note:
        cell.comment = looks.note(column.full_note)


def _dress_column(worksheet: Worksheet, letter: str, column: BlankColumn, values: Iterable[Cell | None]) -> None:
    """Give a whole column its width and the format of its cells, those still empty too."""
    texts = [*column.choices, *(value for value in values if isinstance(value, str))]
    longest = max(len(column.header) * 3 // 4, *map(len, texts)) if texts else len(column.header)
    dimension = worksheet.column_dimensions[letter]
    dimension.width = min(max(longest * 1.15 + 2, _NARROWEST), _WIDEST)
    dimension.number_format = _FORMATS.get(column.kind, "General")
    dimension.font, dimension.alignment = looks.PLAIN, looks.TOP_WRAPPED


def _write_value(cell: SheetCell, column: BlankColumn, value: Cell | None, *, example: bool = False) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula
    cell.number_format = _FORMATS.get(column.kind, "General")
    cell.font, cell.alignment, cell.border = looks.EXAMPLE if example else looks.PLAIN, looks.TOP_WRAPPED, looks.BOX
    if example:
        cell.fill = looks.EXAMPLE_FILL


def _check(column: BlankColumn) -> DataValidation | None:
    """Return what Excel checks in a column's cells as they are typed; it warns and never forbids, the validator decides."""
    if column.choices:
        return _drop_down(column.choices, closed=column.closed)
    if column.kind not in _BOUNDS:
        return None
    kind, most, advice = _BOUNDS[column.kind]
    least = _EARLIEST if column.kind is CellKind.DATE else "0"
    check = DataValidation(kind, operator="between", formula1=least, formula2=most, allow_blank=True)
    return _warning(check, advice)


def _drop_down(choices: Sequence[str], *, closed: bool = True) -> DataValidation | None:
    """Return a drop-down with the choices in it, for a list on another sheet is lost; None where they do not fit."""
    listed = ",".join(choices)
    if len(listed) > LONGEST_LIST or any("," in choice for choice in choices):
        return None
    check = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
    return _warning(check, f"Chọn một trong: {', '.join(choices)}.") if closed else check


def _warning(check: DataValidation, advice: str) -> DataValidation:
    check.errorStyle, check.showErrorMessage = "warning", True
    check.errorTitle, check.error = "Kiểm tra lại", advice[:225]  # the longest text Excel takes there
    return check


def _ranges(letter: str, first_row: int, without: Iterable[int]) -> Iterator[str]:
    """Yield the ranges of a column from its first row down that leave out some rows."""
    for row in sorted(without):
        if row > first_row:
            yield f"{letter}{first_row}:{letter}{row - 1}"
        first_row = row + 1
    yield f"{letter}{first_row}:{letter}{_LAST_ROW}"


def _add_check(worksheet: Worksheet, check: DataValidation | None, ranges: Iterable[str]) -> None:
    if check is not None:
        for cells in ranges:
            check.add(cells)
        worksheet.add_data_validation(check)
