"""The appendix as a plain workbook, read as another program would."""

import io
from pathlib import Path

import openpyxl
import pytest

from cchc_report.report.appendix_table import HEADERS, appendix_workbook
from cchc_report.report.build import Report, build_report
from cchc_report.workspace.workspace import open_workspace

SAMPLE = Path(__file__).parents[2] / "sample_data" / "hoang-truong"


@pytest.fixture(scope="module")
def sample() -> Report:
    workspace = open_workspace(SAMPLE)
    return build_report(workspace, workspace.parse_period("2023"))


def test_it_has_one_header_and_a_row_for_each_row_of_the_form_in_order(sample: Report) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(appendix_workbook(sample))).worksheets[0]
    assert ("Phụ lục 01b", (82, 6), []) == (
        sheet.title,
        (sheet.max_row, sheet.max_column),
        list(sheet.merged_cells.ranges),
    )
    rows = list(sheet.iter_rows(values_only=True))
    assert HEADERS == rows[0]
    assert [row.code for row in sample.form.rows] == [row[0] for row in rows[1:]]
    assert ("1.2.2", "1.1.2", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề", None, None) == rows[8]
    assert ("3.3.1", "3.3.1", "Số lượng hồ sơ đã tiếp nhận", "Số lượng hồ sơ", 1603, None) == rows[37]


def test_codes_stay_text_and_numbers_stay_numbers(sample: Report) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(appendix_workbook(sample))).worksheets[0]
    assert {("s", "@")} == {(cell.data_type, cell.number_format) for cell in sheet["A"][1:]}
    assert ("n", "#,##0", 1603) == (sheet["E38"].data_type, sheet["E38"].number_format, sheet["E38"].value)
    assert [one.value is None for one in sample.indicators.values()] == [cell.value is None for cell in sheet["E"][1:]]


def test_the_same_report_gives_the_same_bytes(sample: Report) -> None:
    assert appendix_workbook(sample) == appendix_workbook(sample)
