"""A plain workbook of tables for people and programs to read on: a header, rows, readable widths; no formulas."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook.looks import MIDDLE_WRAPPED, TOP, TOP_WRAPPED, cell_at, fit_row, printable, set_up_page
from cchc_report.workbook.package import to_bytes

_HEADER = PatternFill("solid", start_color="D9E2F3")
_LEAST_WIDTH, _MOST_WIDTH = 8, 60
_LOOKED_AT = 200  # rows that the width of a column is judged by
_MOST_UPRIGHT = 4  # columns on an upright page
_TITLE_LENGTH = 31  # Excel's limit for the name of a sheet
_FORM_FORMATS: dict[type, str] = {str: "@", int: "#,##0", float: "#,##0.00"}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


Content = str | int | Decimal | date | None


class PlainTable(NamedTuple):
    """A sheet: its name, its headers, its rows; in a form, a code stays text and a number shows its thousands."""

    title: str
    headers: Sequence[str]
    rows: Iterable[Sequence[Content]]
    is_form: bool = False


def write_tables(tables: Iterable[PlainTable]) -> bytes:
    """Return an .xlsx with a sheet for each table; the same tables give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        sheet = workbook.create_sheet(table.title.translate(_FORBIDDEN)[:_TITLE_LENGTH])
        _fill(sheet, table)
    return to_bytes(workbook)


def _fill(sheet: Worksheet, table: PlainTable) -> None:
    rows = [list(map(_plain, row)) for row in table.rows]
    sheet.append(list(table.headers))
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEADER, MIDDLE_WRAPPED
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            _fill_cell(cell_at(sheet, number, column), value, is_form=table.is_form)
    for column, header in enumerate(table.headers):
        longest = max([len(header), *(len(str(row[column])) for row in rows[:_LOOKED_AT] if row[column] is not None)])
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(max(longest + 2, _LEAST_WIDTH), _MOST_WIDTH)
    for number, row in enumerate(rows, start=2):
        _fit(sheet, number, row)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, landscape=len(table.headers) > _MOST_UPRIGHT)


def _fill_cell(cell: Cell, value: str | float | date | None, *, is_form: bool) -> None:
    cell.value = value
    cell.alignment = TOP_WRAPPED if isinstance(value, str) else TOP
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is a text
    if is_form:
        cell.number_format = _FORM_FORMATS.get(type(value), cell.number_format)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"


def _fit(sheet: Worksheet, number: int, row: Sequence[object]) -> None:
    """Make a row whose texts take several lines high enough for them."""
    letters = map(get_column_letter, range(1, len(row) + 1))
    texts = {letter: value for letter, value in zip(letters, row, strict=True) if isinstance(value, str)}
    if any("\n" in text or len(text) > sheet.column_dimensions[letter].width for letter, text in texts.items()):
        fit_row(sheet, number, texts)


def _plain(value: Content) -> str | int | float | date | None:
    """Return a value as a cell takes it: a whole Decimal as an integer; unknown is an empty cell."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case str():
            return printable(value)
        case _:
            return value
