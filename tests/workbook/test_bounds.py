"""What a file may cost is bounded by its bytes and cells, whatever it says of itself."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from openpyxl import Workbook

from cchc_report.ground.codes import Code
from cchc_report.workbook.broken.xlsx_parts import XlsxParts
from cchc_report.workbook.excel import read_excel


def workbook(sheets: int = 1, **cells: str) -> bytes:
    book = Workbook(write_only=False)
    for number in range(1, sheets + 1):
        sheet = book.create_sheet(f"Tháng {number}")
        sheet["A1"] = "Mã hồ sơ"
        for address, value in cells.items():
            sheet[address] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_parts(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changed)):
            new.writestr(name, changed[name] if name in changed else old.read(name))
    return out.getvalue()


def codes(content: bytes) -> list[Code]:
    return [one.code for one in read_excel(content, "so.xlsx")[1]]


def test_a_far_cell_in_a_large_sheet_that_hides_its_size_is_told() -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><!--'
        + b" " * 41_000_000
        + b"--><sheetData>"
        + far
        + b"</sheetData></worksheet>"
    )
    assert [Code.WORKBOOK_TOO_LARGE] == codes(with_parts(workbook(), {"xl/worksheets/sheet1.xml": sheet}))


def test_one_far_cell_is_read_and_the_same_in_every_month_is_too_much() -> None:
    assert [] == codes(workbook(M1048576=" "))
    assert "Tháng 12" == XlsxParts.of(workbook(12, M1048576=" ")).absurd_part()


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_shared_part_that_unpacks_to_hundreds_of_megabytes_is_told(part: str) -> None:
    bomb = with_parts(workbook(), {part: b"<sst>" + b" " * 400_000_001})
    assert [Code.WORKBOOK_TOO_LARGE] == codes(bomb)
