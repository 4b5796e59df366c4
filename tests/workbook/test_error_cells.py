"""A cell in error is known by its address in every binary and open format, and nothing else is taken for one."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_report.tables.header import find_header
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.validate import validate_sheet
from cchc_report.workbook.broken.error_cells import error_cells
from cchc_report.workbook.read import read_sheets
from tests.tables.texts import told
from tests.workbook.compound_files import (
    xlsb_file,
    xlsb_record,
    xlsb_row,
)

FILES = Path(__file__).parent / "files"
NAMES = ["o-loi.xls", "o-loi.ods"]
# Column G is “Ngày trả kết quả”, I a note that no one reads; G7 is a good formula, I6 to I8 are truth values.
SHOWN = {
    "o-loi.xls": {(5, 7): "#DIV/0!", (5, 9): "#DIV/0!", (6, 7): "#N/A", (9, 7): "#VALUE!", (10, 7): "#N/A"},
    "o-loi.ods": {(5, 7): "#DIV/0!", (5, 9): "#DIV/0!", (6, 7): "#N/A", (9, 7): "Err:502", (10, 7): "#N/A"},
}
DIVIDED, TRUE_RESULT = b"\x02\0\x07\0\0\0\xff\xff", b"\x01\0\x01\0\0\0\xff\xff"


@pytest.mark.parametrize("name", NAMES)
def test_a_dossier_whose_finish_is_an_error_is_told_and_not_counted_as_unfinished(name: str) -> None:
    (sheet, _), problems = read_sheets((FILES / name).read_bytes(), name)
    header = find_header(sheet, DossierRow)
    assert header is not None
    (part,), found, _ = validate_sheet(sheet, DossierRow, header)
    assert [("CC210", "G5"), ("CC210", "G6"), ("CC210", "G9"), ("CC210", "G10")] == told(found)
    assert ((), ["H3", "H4", "H7"]) == (problems, part.column("code", str))


@pytest.mark.parametrize("name", NAMES)
def test_error_cells_are_known_by_sheet_row_and_column(name: str) -> None:
    (log, other), _ = read_sheets((FILES / name).read_bytes(), name)
    assert SHOWN[name] == log.broken
    assert [(3, 3), (3, 4)] == list(other.broken)


def test_errors_of_an_xlsb_are_found() -> None:
    head = struct.pack("<II", 2, 0)
    content = xlsb_file(
        "Hồ sơ",
        xlsb_row(4),
        xlsb_record(4, struct.pack("<II", 1, 0) + b"\1"),  # TRUE
        xlsb_record(3, head + b"\x2a"),
        xlsb_row(300),
        xlsb_record(3, b"\0" * 8),  # too short to be an error
        xlsb_record(8, struct.pack("<III", 1, 0, 150) + bytes(300 + 10)),  # a formula that is a long text
        xlsb_record(11, head + b"\x07" + bytes(10)),
        xlsb_record(10, struct.pack("<II", 3, 0) + b"\1" + bytes(10)),  # a formula that is TRUE
    )
    (sheet,), problems = read_sheets(content, "a.xlsb")
    assert ((), {(5, 3): "#N/A", (301, 3): "#DIV/0!"}) == (problems, sheet.broken)


SEEDS = [
    xlsb_file("Hồ sơ", xlsb_row(4), xlsb_record(3, struct.pack("<IIB", 2, 0, 0x2A))),
]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 600),
)
def test_a_damaged_file_has_error_cells_or_none(seed: bytes, flips: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(seed)
    for position, value in flips:
        content[position % len(content)] = value
    found = error_cells(bytes(content[: len(content) - cut]))
    assert all(row >= 1 and column >= 1 for cells in found.values() for row, column in cells)
