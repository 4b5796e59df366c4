"""Tables for people and programs to read on, as openpyxl reads them again."""

import io

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook.plain_table import Content, PlainTable, write_tables


def written(*rows: tuple[Content, ...]) -> Worksheet:
    """Write a sheet of two columns and read it again."""
    content = write_tables([PlainTable("Bảng", ("Chỉ tiêu", "Số liệu"), rows)])
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def test_a_row_is_as_high_as_its_longest_text_and_its_number_stands_beside_the_first_line() -> None:
    sheet = written(("Ngắn", 1), ("Một tên chỉ tiêu dài " * 9, 2), ("Dòng một\nDòng hai\nDòng ba", 3))
    heights = [sheet.row_dimensions[row].height for row in (2, 3, 4)]
    assert [None, 49.5, 49.5] == heights
    assert ["top", "top"] == [sheet.cell(3, column).alignment.vertical for column in (1, 2)]


def test_a_sign_that_no_cell_can_hold_is_a_space() -> None:
    assert "Mục 1" == written(("Mục\x0b1", None))["A2"].value
