"""Writes tables as Excel workbooks, each with the same bytes on every run. Knows Excel files; must not know what the tables mean."""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

STAMP = datetime(2023, 12, 31, 17, 0, 0)  # noqa: DTZ001 - Excel's times have no zone
COMMUNE_SHEET = "Đơn vị"
CODE_HEADERS = {"Mã", "Mã hồ sơ", "Mã thủ tục", "Số ký hiệu", "Mục", "Mục báo cáo"}
FONT = "Calibri"  # the one of the cells that name none
WIDEST = 70  # characters; longer text wraps

Cell: TypeAlias = str | int | date | None
Row: TypeAlias = list[Cell]


@dataclass(frozen=True)
class Table:
    """A sheet's header and rows."""

    header: list[str]
    rows: list[Row]

    def records(self) -> Iterator[dict[str, Cell]]:
        """Yield each row as a mapping from header to cell."""
        for row in self.rows:
            yield dict(zip(self.header, row, strict=True))


def saved(tables: Mapping[str, Table], titles: tuple[str, ...] = ()) -> bytes:
    """Return a workbook with a sheet for each table, title rows above their headers."""
    workbook = Workbook()
    del workbook["Sheet"]
    for name, table in tables.items():
        write_sheet(workbook.create_sheet(name), table, titles)
    workbook.properties.creator = "Dữ liệu mẫu"
    workbook.properties.created = STAMP
    stream = BytesIO()
    workbook.save(stream)
    return without_clock(stream.getvalue())


def write_sheet(sheet: Worksheet, table: Table, titles: tuple[str, ...] = ()) -> None:
    """Write a table with a bold, frozen, filtered header, below any title rows."""
    for row, title in enumerate(titles, 1):
        sheet.cell(row, 1, title).font = Font(name=FONT, bold=True, size=14 if row == 1 else 11)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.header))
    top = len(titles) + 1
    for column, header in enumerate(table.header, 1):
        head = sheet.cell(top, column, header)
        head.font = Font(name=FONT, bold=True, size=11)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cells = [row[column - 1] for row in table.rows]
        _write_column(sheet, column, top + 1, cells, "@" if header in CODE_HEADERS else "General")
        sheet.column_dimensions[get_column_letter(column)].width = _width([header, *cells])
    sheet.freeze_panes = sheet.cell(top + 1, 1).coordinate
    if sheet.title != COMMUNE_SHEET:  # keys and values are nothing to filter
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table.header))}{top + len(table.rows)}"


def _write_column(sheet: Worksheet, column: int, top: int, cells: Iterable[Cell], number_format: str) -> None:
    for row, value in enumerate(cells, top):
        if value is None:
            continue
        cell = sheet.cell(row, column, value)
        cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else number_format
        is_long = isinstance(value, str) and _width([value]) >= WIDEST
        cell.alignment = Alignment(vertical="top", wrap_text=is_long or "\n" in str(value) or None)


def _width(cells: Iterable[Cell]) -> int:
    """Return a width in characters that shows the longest cell, within reason."""
    lengths = (10 if isinstance(cell, date) else len(str(cell)) for cell in cells if cell is not None)
    return min(max(lengths) + 4, WIDEST)


def without_clock(workbook: bytes) -> bytes:
    """Repack a saved workbook so that neither its parts' times, their order nor its properties depend on the clock."""
    stamp = f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as saved, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(saved.namelist()):
            part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, saved.read(name))
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(entry, part)
    return packed.getvalue()
