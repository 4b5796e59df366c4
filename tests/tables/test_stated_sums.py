"""A number carried over as a line of a log is told, wherever the line stands; titles, dates and documents are none."""

import pytest

from cchc_report.tables.header import find_header
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.stated_sums import stated_sum
from cchc_report.tables.validate import validate_sheet
from cchc_report.workbook.sheet import Cell
from tests.tables.texts import DOSSIER_HEADER, sheet_of, told


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Tồn năm 2022 chuyển sang: 12"], 12),
        (["Tồn năm 2022: 12 hồ sơ"], 12),
        (["", "Hồ sơ kỳ trước chuyển sang", "", 7.0], 7),
        (["Số hồ sơ tồn đến ngày 31/12/2022 là 1.205 hồ sơ"], 1205),
        (["Còn lại chưa giải quyết: 3"], 3),
        (["Tồn năm 2022: 0"], None),
        (["Danh sách hồ sơ tiếp nhận năm 2022"], None),
        (["Hồ sơ tồn năm 2022 chuyển sang"], None),
        (["Kèm theo công văn số 12 ngày 05/01/2023"], None),
        (["Sổ hồ sơ quý 1 năm 2023"], None),
        (["Các hồ sơ còn lại của quý 2"], None),
    ],
)
def test_a_number_carried_over_is_found_in_a_line(cells: list[Cell], expected: int | None) -> None:
    assert expected == stated_sum(cells)


@pytest.mark.parametrize("place", ["A1", "A3"])
def test_such_a_line_is_told_above_and_below_the_header(place: str) -> None:
    line = "Tồn năm 2022 chuyển sang: 12 | | | | | | |"
    rows = [f"STT | {DOSSIER_HEADER}", "1 | H1 | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | | BCCI"]
    rows.insert(0 if place == "A1" else 2, line)
    sheet = sheet_of("\n".join(rows))
    header = find_header(sheet, DossierRow)
    assert header is not None
    assert [("CC339", place)] == told(validate_sheet(sheet, DossierRow, header).problems)
