"""A second reader checks the first: the cells of every workbook here, and of generated ones, as another library gives them."""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
import xlwt  # type: ignore[import-untyped]  # ships no types
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf import opendocument, table, teletype  # type: ignore[import-untyped]  # ships no types

from cchc_report.workbook.read import read_sheets

ROOT = Path(__file__).parents[2]
FILES = Path(__file__).parent / "files"
XLSX = sorted([*(ROOT / "sample_data").rglob("*.xlsx"), *FILES.glob("*.xlsx")])
Plain = list[list[object]]


def plain(value: object) -> object:
    """Return a value as any reader may have given it: whole numbers as such, midnights as days, nothing as the empty text."""
    match value:
        case None:
            return ""
        case bool():
            return value
        case float() if value.is_integer():
            return int(value)
        case datetime():
            moment = (value + timedelta(milliseconds=500)).replace(microsecond=0)
            return moment if moment.time() != time() else moment.date()
        case str():
            return value.replace("\r\n", "\n").strip()
        case _:
            return value


def trimmed(rows: Sequence[Sequence[object]]) -> Plain:
    """Return rows without what is empty at their ends."""
    found: Plain = []
    for row in rows:
        cells = [plain(value) for value in row]
        while cells and cells[-1] == "":
            cells.pop()
        found.append(cells)
    while found and not found[-1]:
        found.pop()
    return found


def ours(content: bytes) -> dict[str, Plain]:
    """Return the cells of each sheet as we read them, from A1."""
    sheets, problems = read_sheets(content, "a")
    assert [] == [one for one in problems if one.severity == "error"]
    return {
        sheet.name: trimmed([*[[]] * (sheet.top - 1), *([""] * (sheet.left - 1) + row for row in sheet.iterate())])
        for sheet in sheets
    }


def by_openpyxl(content: bytes) -> dict[str, Plain]:
    """Return the cells of an .xlsx as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: trimmed([[cell.value for cell in row] for row in sheet.iter_rows()]) for sheet in book.worksheets
    }


def by_calamine(content: bytes) -> dict[str, Plain]:
    """Return the cells of an .xls as calamine reads them."""
    book = python_calamine.load_workbook(io.BytesIO(content))
    return {name: trimmed(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names}


def by_odfpy(content: bytes) -> dict[str, list[list[str]]]:
    """Return the texts of an .ods as odfpy reads them."""
    book = opendocument.load(io.BytesIO(content))
    found: dict[str, list[list[str]]] = {}
    for sheet in book.spreadsheet.getElementsByType(table.Table):
        rows: list[list[str]] = []
        for row in sheet.getElementsByType(table.TableRow):
            cells: list[str] = []
            for cell in row.childNodes:
                times = int(cell.getAttribute("numbercolumnsrepeated") or 1)
                cells += [teletype.extractText(cell).strip()] * min(times, 50)
            rows += [cells] * min(int(row.getAttribute("numberrowsrepeated") or 1), 50)
        found[str(sheet.getAttribute("name"))] = rows
    return found


@pytest.mark.parametrize("path", XLSX, ids=lambda path: path.name)
def test_every_xlsx_here_is_read_as_openpyxl_reads_it(path: Path) -> None:
    content = path.read_bytes()
    assert by_openpyxl(content) == ours(content)


@pytest.mark.parametrize("path", sorted(FILES.glob("*.xls")), ids=lambda path: path.name)
def test_every_xls_here_is_read_as_calamine_reads_it(path: Path) -> None:
    content = path.read_bytes()
    assert by_calamine(content) == ours(content)


@pytest.mark.parametrize("path", sorted(FILES.glob("so*.ods")), ids=lambda path: path.name)
def test_every_ods_here_has_the_texts_that_odfpy_reads(path: Path) -> None:
    content = path.read_bytes()
    theirs, found = by_odfpy(content), ours(content)
    assert list(theirs) == list(found)
    for name, rows in found.items():
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    assert theirs[name][number][column] == value


CELLS = st.one_of(
    st.none(),
    st.text(
        st.characters(
            min_codepoint=33, max_codepoint=0x1EF9, exclude_categories=["Cs", "Cc", "Cf", "Cn", "Zs", "Zl", "Zp"]
        ),
        min_size=1,
        max_size=12,
    ).filter(lambda text: text[0] not in "=<>{@"),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda number: round(number, 6)),
    st.booleans(),
    st.dates(date(1960, 1, 1), date(2099, 12, 31)),
    st.datetimes(datetime(1960, 1, 1), datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=8), min_size=1, max_size=12)


def written_by_openpyxl(rows: list[list[object]]) -> bytes:
    """Write an .xlsx with openpyxl."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def written_by_xlsxwriter(rows: list[list[object]]) -> bytes:
    """Write an .xlsx with XlsxWriter."""
    buffer = io.BytesIO()
    options = {"default_date_format": "dd/mm/yyyy hh:mm:ss", "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def written_by_xlwt(rows: list[list[object]]) -> bytes:
    """Write an .xls with xlwt."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sổ")
    moment = xlwt.easyxf(num_format_str="dd/mm/yyyy hh:mm:ss")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(number, column, value, moment if isinstance(value, date) else xlwt.Style.default_style)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WRITERS: dict[str, tuple[Callable[[list[list[object]]], bytes], Callable[[bytes], dict[str, Plain]]]] = {
    "openpyxl": (written_by_openpyxl, by_openpyxl),
    "XlsxWriter": (written_by_xlsxwriter, by_openpyxl),
    "xlwt": (written_by_xlwt, by_calamine),
}


@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS)
def test_generated_workbooks_are_read_alike(writer: str, rows: list[list[object]]) -> None:
    write, read = WRITERS[writer]
    content = write(rows)
    assert read(content) == ours(content)
