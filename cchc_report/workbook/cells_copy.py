"""Makes a plain .xlsx workbook of the cells of any other format, each at the address it was read from."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook import looks
from cchc_report.workbook.sheet import Cell, Sheet, SheetUnreadable

_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_LONGEST_TITLE = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LOOKED_AT = 200  # rows from which a column's width is taken
_NARROWEST, _WIDEST = 9, 50  # characters


def copy_cells(sheets: Sequence[Sheet]) -> tuple[Workbook, Mapping[str, str]]:
    """Return a workbook with the sheets' values, and by each sheet's name the title it got there."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    titles = {}
    for sheet in sheets:
        worksheet = workbook.create_sheet(_title(sheet.name))  # a number is added where the title is taken
        titles[sheet.name] = worksheet.title
        _copy(sheet, worksheet)
    return workbook, titles


def _copy(sheet: Sheet, worksheet: Worksheet) -> None:
    widths: dict[int, int] = {}
    try:
        for row, cells in enumerate(sheet.iterate(), start=sheet.top):
            if row > _MOST_ROWS:
                break
            for column, value in enumerate(cells[: _MOST_COLUMNS - sheet.left + 1], start=sheet.left):
                if value == "":
                    continue
                _write(worksheet, row, column, value)
                if row <= sheet.top + _LOOKED_AT:
                    widths[column] = max(widths.get(column, 0), len(str(value)))
    except SheetUnreadable:
        pass  # told already; what could be read is there
    for column, width in widths.items():
        worksheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, _NARROWEST), _WIDEST)


def _write(worksheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = worksheet.cell(row, column)
    match value:
        case str():
            cell.value = looks.printable(value)
            cell.data_type = "s"  # a text that begins with = is no formula
        case float() if not isfinite(value):
            cell.value = str(value)
        case date() if value.year < 1900:
            cell.value = f"{value:%d/%m/}{value.year:04}"
        case datetime():
            cell.value = value.replace(tzinfo=None)
            cell.number_format = "dd/mm/yyyy hh:mm" if value.time() != time() else "dd/mm/yyyy"
        case date():
            cell.value, cell.number_format = value, "dd/mm/yyyy"
        case time() | timedelta():
            cell.value = value
        case _:
            cell.value = value


def _title(name: str) -> str:
    """Return a name as Excel takes it for a sheet."""
    return looks.printable(name).translate(_FORBIDDEN).strip().strip("'")[:_LONGEST_TITLE] or "Sheet"
