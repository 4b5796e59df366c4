"""An .xls is read as its cells show themselves, from its first record to its last, or told as torn."""

import io
import struct
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
import xlwt  # type: ignore[import-untyped]  # ships no types
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlrd.compdoc import CompDoc

from cchc_report.workbook.broken.xls_records import TornRecords, walk_sheets
from cchc_report.workbook.read import read_sheets
from cchc_report.workbook.sheet import Sheet
from tests.workbook.compound_files import compound_file, xls_formula, xls_record, xls_stream, xls_truth

DIVIDED = b"\x02\0\x07\0\0\0\xff\xff"
RECORDS = (
    xls_truth(0, 0, 1, is_error=False),
    xls_truth(1, 2, 0x2A, is_error=True),
    xls_formula(2, 3, DIVIDED),
    xls_formula(4, 3, struct.pack("<d", 0.5)),
)


def made(fill: Callable[[xlwt.Worksheet], None], *, from_1904: bool = False) -> bytes:
    """Make an .xls of one sheet."""
    book = xlwt.Workbook()
    book.dates_1904 = from_1904
    fill(book.add_sheet("Hồ sơ"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> Sheet:
    """Read the one sheet of a good .xls."""
    (sheet,), problems = read_sheets(content, "a.xls")
    assert () == problems
    return sheet


def style(*, form: str = "General", font: str = "") -> xlwt.XFStyle:
    """Make a cell's style."""
    return xlwt.easyxf(font, num_format_str=form)


def test_cells_are_read_as_they_are_shown() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, "Mã")
        sheet.write(0, 1, 0.955, style(form="0.0%"))
        sheet.write(0, 2, datetime(2023, 3, 5), style(form="dd/mm/yyyy"))
        sheet.write(0, 3, datetime(2023, 3, 5, 14, 30), style(form="dd/mm/yyyy hh:mm"))
        sheet.write(0, 4, 44990.5, style(form="[h]:mm"))
        sheet.write(0, 5, time(8, 15), style(form="hh:mm"))
        sheet.write(0, 6, True)
        sheet.write(0, 7, 1603)

    assert [
        [
            "Mã",
            "95,5%",
            date(2023, 3, 5),
            datetime(2023, 3, 5, 14, 30),
            datetime(2023, 3, 5, 12),
            time(8, 15),
            True,
            1603.0,
        ]
    ] == list(read(made(fill)).iterate())


def test_merged_hidden_and_struck_cells_are_known() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        struck = style(font="font: struck_out on")
        for row in range(4):
            sheet.write(row, 0, f"H{row}", struck if row == 1 else style())
            sheet.write(row, 1, row, struck if row in (1, 2) else style())
        sheet.merge(2, 3, 2, 2)
        sheet.write(2, 2, "gộp")
        sheet.row(3).hidden = True
        sheet.col(1).hidden = True

    sheet = read(made(fill))
    assert ((3, 3, 4, 3),) == sheet.merged
    assert ((4,), (2,), (2,)) == (sheet.hidden_rows, sheet.hidden_columns, sheet.struck_rows)


def test_superscripts_and_struck_out_digits_join_no_number() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        raised = xlwt.easyfont("escapement superscript")
        struck = xlwt.easyfont("struck_out on")
        sheet.write_rich_text(0, 0, ["118", ("1", raised)])
        sheet.write_rich_text(0, 1, [("117", struck), "118"])

    assert [["118¹", "118"]] == list(read(made(fill)).iterate())


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, 43528, style(form="dd/mm/yyyy"))
        sheet.write(0, 1, 43528)

    sheet = read(made(fill, from_1904=True))
    assert (1462, [[date(2023, 3, 5), 43528.0]]) == (sheet.days_late, list(sheet.iterate()))


def test_formulas_that_no_program_calculated_are_no_results() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(0, 0, xlwt.Formula("1+1"))
        sheet.write(1, 1, 5)

    assert {(1, 1): "="} == read(made(fill)).broken


@pytest.mark.parametrize(
    ("result", "options", "before", "expected"),
    [
        (bytes(8), 0, b"", {(3, 4): "="}),
        (bytes(8), 0, xls_record(0x01C1, bytes(8)), {}),
        (bytes(8), 2, xls_record(0x01C1, bytes(8)), {(3, 4): "="}),
        (b"\x03" + bytes(5) + b"\xff\xff", 0, xls_record(0x01C1, bytes(8)), {}),
        (b"\x03" + bytes(5) + b"\xff\xff", 0, b"", {(3, 4): "="}),
        (struct.pack("<d", 2.0), 0, b"", {}),
    ],
)
def test_a_zero_is_a_result_where_the_writer_calculates(
    result: bytes, options: int, before: bytes, expected: dict[tuple[int, int], str]
) -> None:
    formula = xls_record(0x0006, struct.pack("<HHH", 2, 3, 0) + result + struct.pack("<HI", options, 0) + bytes(2))
    content = compound_file("Workbook", xls_stream(0x0600, b"\x02\0So", formula, before=before))

    assert expected == read(content).broken


@pytest.mark.parametrize("filling", [0, 400])
@pytest.mark.parametrize(
    ("stream", "version", "name"),
    [("Book", 0x0500, b"\x02So"), ("Workbook", 0x0600, b"\x02\0So"), ("Workbook", 0x0600, b"\x02\x01S\0\xd5\x1e")],
    ids=["Excel 95", "Excel 97", "wide name"],
)
def test_errors_are_found_in_small_and_large_streams(stream: str, version: int, name: bytes, filling: int) -> None:
    numbers = [xls_record(0x0203, struct.pack("<HHHd", 9 + row, 0, 0, 1.5)) for row in range(filling)]
    assert {(2, 3): "#N/A", (3, 4): "#DIV/0!"} == read(compound_file(stream, xls_stream(version, name, *RECORDS, *numbers))).broken  # fmt: skip


@pytest.mark.parametrize(("version", "name"), [(0x0500, b"\x02So"), (0x0600, b"\x02\0So")])
def test_records_without_a_container_are_read(version: int, name: bytes) -> None:
    assert "So" == read(xls_stream(version, name, *RECORDS)).name


def test_a_chart_within_a_sheet_has_no_cells() -> None:
    chart = xls_record(0x0809, struct.pack("<HHIII", 0x0600, 0x20, 0, 0, 0)) + xls_record(0x000A)
    assert [(2, 3), (3, 4)] == list(read(compound_file("Workbook", xls_stream(0x0600, b"\x02\0So", chart, *RECORDS))).broken)  # fmt: skip


def test_a_sheet_near_the_limit_of_the_format_is_asked_about() -> None:
    last = xls_record(0x0203, struct.pack("<HHHd", 65_535, 0, 0, 1.5))
    _, (problem,) = read_sheets(compound_file("Workbook", xls_stream(0x0600, b"\x02\0So", *RECORDS, last)), "a.xls")
    assert ("CC050", "warning", 65_536) == (problem.code.identifier, problem.severity, problem.place.row)


def log(rows: int = 300) -> bytes:
    """Make a log of some thousand bytes."""

    def fill(sheet: xlwt.Worksheet) -> None:
        for row in range(rows):
            for column in range(6):
                sheet.write(row, column, f"{column}" if column else f"HS-{row:05}")

    return made(fill)


LOG = log()


def records_of(content: bytes) -> tuple[int, list[int]]:
    """Return where the records begin in a file whose stream is in one piece, and where each of them begins in it."""
    memory, start, length = CompDoc(content, logfile=io.StringIO()).locate_named_stream("Workbook")
    assert memory == content
    found, at = [], 0
    while at < length:
        kind, size = struct.unpack_from("<HH", content, start + at)
        if not kind:
            break
        found.append(at)
        at += 4 + size
    return start, found


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_a_sector_of_zeros_is_told_with_the_row_before_it(share: float) -> None:
    start, found = records_of(LOG)
    at = start + (found[int(len(found) * share)] // 512) * 512
    sheets, (problem,) = read_sheets(LOG[:at] + bytes(512) + LOG[at + 512 :], "a.xls")

    assert ((), "CC002", "Hồ sơ") == (sheets, problem.code.identifier, problem.place.sheet)
    assert "chuỗi bản ghi bị đứt" in problem.message
    assert 0 < (problem.place.row or 0) < 300


@settings(max_examples=60, deadline=None, derandomize=True)
@example(8269, 23)
@given(st.integers(0, 10**6), st.integers(0, 31))
def test_a_bit_that_is_flipped_in_a_records_head_loses_no_row_in_silence(place: int, bit: int) -> None:
    start, found = records_of(LOG)
    content = bytearray(LOG)
    content[start + found[place % len(found)] + bit // 8] ^= 1 << bit % 8
    sheets, problems = read_sheets(bytes(content), "a.xls")

    assert problems or 300 == sum(any(cell != "" for cell in row) for sheet in sheets for row in sheet.iterate())


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_a_file_that_was_cut_off_is_told(keep: float) -> None:
    sheets, (problem,) = read_sheets(LOG[: int(len(LOG) * keep)], "a.xls")
    assert ((), "CC002") == (sheets, problem.code.identifier)


@pytest.mark.parametrize(
    "stream",
    [
        b"",
        xls_record(0x0203, bytes(14)),
        xls_stream(0x0600, b"\x02\0So", *RECORDS)[:-4],
        xls_stream(0x0600, b"\x02\0So", *RECORDS)[:-4] + b"\x0a\0\2\0\0\0",
        xls_stream(0x0600, b"\x02\0So", xls_record(0x0200, struct.pack("<IIHHH", 0, 90, 0, 4, 0)), *RECORDS),
        xls_stream(0x0600, b"\x02\0So", xls_record(0x0203, bytes(9000)), *RECORDS),
    ],
    ids=["nothing", "no beginning", "no end", "an end of some length", "fewer rows than stated", "too long a record"],
)
def test_records_that_contradict_themselves_are_torn(stream: bytes) -> None:
    with pytest.raises(TornRecords):
        walk_sheets(stream)
