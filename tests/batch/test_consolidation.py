"""The province's workbook as a spreadsheet program opens it: order, formulas and the values they have, looks, charts."""

import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from cchc_report.batch.consolidation import render_consolidation
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.totals import add_up
from tests import needs

from .communes import wrong_choice
from .test_totals import FORM, LATE, ON_TIME, OPEN, YEAR, commune

ISO = "A | Hộ tịch | Một cửa | Có | 3 | "
NO_ISO = "B | Hộ tịch | Một cửa | Không | 3 | "
COMMUNES = (
    commune("=Đặng Xá", dossiers=[ON_TIME, LATE, LATE], procedures=[ISO, NO_ISO, NO_ISO]),
    commune("Dương Hòa", dossiers=[ON_TIME] * 1200 + [OPEN], procedures=[ISO], entered=["1.4.2 | ~2", "1.5 | ~1"]),
    commune("Ân Phú", entered=["3.3.1 | ~7", "1.4.2 | ~0", "1.5 | ~0", "1.2.2 | ~3", "1.2.3 | ~5"]),
    commune("An Phú", dossiers=[ON_TIME] * 3, procedures=["C | Hộ tịch | Một cửa |  | 3 | "]),
    CommuneResult(path="b/lỗi", name="Lỗi", status="errors", diagnostics=(wrong_choice(7),)),
    CommuneResult(path="b/hỏng", name="", status="failed", message="Không đọc được sổ tính."),
    replace(commune("Khác"), form="/forms/xa-2025"),
)


def content(communes: tuple[CommuneResult, ...] = COMMUNES) -> bytes:
    assert FORM is not None
    return render_consolidation(YEAR, communes, add_up(communes, FORM, YEAR), FORM)


@pytest.fixture(scope="module")
def formulas() -> Workbook:
    return load_workbook(BytesIO(content()))


@pytest.fixture(scope="module")
def values() -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(content()))


def rows(workbook: CalamineWorkbook, sheet: str) -> list[list[object]]:
    return [list(row) for row in workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)]


def line(workbook: CalamineWorkbook, code: str, sheet: str = "Chỉ tiêu") -> list[list[object]]:
    """Return number of communes, total, and the communes' numbers of the lines of a code."""
    return [row[3:] for row in rows(workbook, sheet) if row[0] == code]


def formula(workbook: Workbook, sheet: str, code: str, column: str = "E") -> object:
    worksheet = workbook[sheet]
    row = next(cell.row for cell in worksheet["A"] if cell.value == code)
    return worksheet[f"{column}{row}"].value


def test_communes_stand_in_vietnamese_order_and_a_name_is_no_formula(values: CalamineWorkbook) -> None:
    names = [row[1] for row in rows(values, "Hồ sơ")[3:7]]
    assert ["An Phú", "Ân Phú", "Dương Hòa", "=Đặng Xá"] == names
    assert names == rows(values, "Chỉ tiêu")[2][5:]


def test_the_totals_of_dossiers_are_formulas_with_their_values(formulas: Workbook, values: CalamineWorkbook) -> None:
    assert "=SUM(E4:E7)" == formulas["Hồ sơ"]["E8"].value
    assert '=IF(N(E8)=0,"",F8/E8*100)' == formulas["Hồ sơ"]["K8"].value
    total = rows(values, "Hồ sơ")[7]
    assert ["Tổng cộng", 1206.0, 1.0, 1207.0, 1204.0, 2.0, 1.0, 0.0] == total[1:9]
    assert pytest.approx(100 * 1204 / 1207) == total[10]


def test_a_count_is_a_sum_of_those_who_know(formulas: Workbook, values: CalamineWorkbook) -> None:
    row = next(cell.row for cell in formulas["Chỉ tiêu"]["A"] if cell.value == "3.3.1")
    assert (f"=COUNT(F{row}:I{row})", f"=SUM(F{row}:I{row})") == (
        formula(formulas, "Chỉ tiêu", "3.3.1", "D"),
        formula(formulas, "Chỉ tiêu", "3.3.1"),
    )
    assert [[4.0, 1213.0, 3.0, 7.0, 1200.0, 3.0]] == line(values, "3.3.1")


def test_a_percentage_is_computed_from_the_sums_of_its_parts(formulas: Workbook, values: CalamineWorkbook) -> None:
    """An Phú does not know its procedures' ISO, Ân Phú has no procedures: neither is in the parts."""
    assert [[2.0, 50.0]] == [row[:2] for row in line(values, "3.2.4")]
    part, whole = line(values, "3.2.4", "Tử số, mẫu số")
    assert ([2.0, 2.0, "", "", 1.0, 1.0], [2.0, 4.0, "", "", 1.0, 3.0]) == (part, whole)
    row = next(cell.row for cell in formulas["Tử số, mẫu số"]["A"] if cell.value == "3.2.4")
    total = f"'Tử số, mẫu số'!E{row}", f"'Tử số, mẫu số'!E{row + 1}"
    assert f'=IF(N({total[1]})=0,"",{total[0]}/{total[1]}*100)' == formula(formulas, "Chỉ tiêu", "3.2.4")


def test_choices_are_counted(formulas: Workbook, values: CalamineWorkbook) -> None:
    assert [[2.0, 1.0]] == [row[:2] for row in line(values, "1.5")]
    assert str(formula(formulas, "Chỉ tiêu", "1.5")).startswith("=COUNTIF(F")
    assert [[2.0, "Trực tuyến: 1; Phát phiếu: 0; Kết hợp: 1"]] == [row[:2] for row in line(values, "1.4.2")]


def test_what_nobody_knows_is_empty(values: CalamineWorkbook) -> None:
    assert [[0.0, "", "", "", "", ""]] == line(values, "2.1")


def test_the_ranking_goes_by_the_rates_of_the_first_sheet(formulas: Workbook, values: CalamineWorkbook) -> None:
    ranked = rows(values, "Xếp hạng")[3:]
    assert [[1.0, "An Phú", 100.0], [1.0, "Dương Hòa"], [3.0, "=Đặng Xá"]] == [
        ranked[0][:3],
        ranked[1][:2],
        ranked[2][:2],
    ]
    assert ("='Hồ sơ'!L4", "=RANK(C4,C$4:C$6)") == tuple(formulas["Xếp hạng"][f"{column}4"].value for column in "CA")


def test_who_did_not_report_is_named_with_the_reason(values: CalamineWorkbook) -> None:
    told = [row[1:5] for row in rows(values, "Chưa báo cáo")[3:]]
    assert ["b/hỏng", "b/hỏng", "Không xử lý được", "Không đọc được sổ tính."] in told
    assert ["Lỗi", "b/lỗi", "Có lỗi số liệu"] in [one[:3] for one in told]
    assert "Lập theo biểu mẫu xa-2025" in str(next(one[3] for one in told if one[0] == "Khác"))


def test_totals_that_contradict_each_other_are_told(values: CalamineWorkbook) -> None:
    (found,) = rows(values, "Đối chiếu")[3:]
    assert "1.2.3" == found[1]
    assert "5 > 3" in str(found[2])


@pytest.mark.parametrize(
    ("sheet", "frozen"),
    [("Hồ sơ", "C4"), ("Chỉ tiêu", "F4"), ("Tử số, mẫu số", "F4"), ("Xếp hạng", "C4"), ("Chưa báo cáo", "C4")],
)
def test_headers_and_names_stay_in_sight_and_on_each_page(sheet: str, frozen: str, formulas: Workbook) -> None:
    worksheet: Worksheet = formulas[sheet]
    assert (frozen, "$3:$3") == (worksheet.freeze_panes, worksheet.print_title_rows)


def test_a_row_is_as_high_as_a_long_name_needs() -> None:
    assert FORM is not None
    long = replace(COMMUNES[0], path="x", name="Xã có tên rất dài mà một dòng của cột không chứa hết được")
    workbook = load_workbook(BytesIO(content((*COMMUNES, long))))
    for sheet in (workbook["Hồ sơ"], workbook["Xếp hạng"]):
        heights = {
            str(cells[1]): sheet.row_dimensions[row].height
            for row, cells in enumerate(sheet.iter_rows(min_row=4, values_only=True), start=4)
        }
        assert heights[COMMUNES[0].title] < heights[long.title]


def test_numbers_have_their_formats(formulas: Workbook) -> None:
    dossiers = formulas["Hồ sơ"]
    assert ["#,##0", "0.00", "#,##0", "0.00"] == [dossiers[cell].number_format for cell in ("C4", "K4", "C8", "L8")]
    row = next(cell.row for cell in formulas["Chỉ tiêu"]["A"] if cell.value == "3.2.4")
    assert ["0.00", "0.00"] == [formulas["Chỉ tiêu"][f"{column}{row}"].number_format for column in "EI"]


def charts(workbook: bytes) -> list[str]:
    """Return the text of each chart in the file."""
    with zipfile.ZipFile(BytesIO(workbook)) as parts:
        return [parts.read(name).decode() for name in sorted(parts.namelist()) if name.startswith("xl/charts/chart")]


def test_charts_are_native_and_show_outcomes_and_rates() -> None:
    outcomes, rates = charts(content())
    assert "<f>'Hồ sơ'!$F$8:$H$8</f>" in outcomes
    assert "<f>'Xếp hạng'!$C$4:$C$6</f>" in rates


def test_of_many_units_charts_name_the_best_and_the_lowest() -> None:
    many = tuple(commune(f"Xã {number}", dossiers=[ON_TIME] * number + [LATE]) for number in range(1, 71))
    _, best, lowest = charts(content(many))
    assert ("'Xếp hạng'!$B$4:$B$63" in best, "'Xếp hạng'!$B$54:$B$73" in lowest) == (True, True)


def test_a_batch_in_which_nobody_reported_has_its_workbook_too() -> None:
    found = CalamineWorkbook.from_filelike(BytesIO(content(COMMUNES[4:6])))
    assert 2 == len(rows(found, "Chưa báo cáo")[3:])


def test_the_same_communes_give_the_same_bytes_in_any_order() -> None:
    assert content() == content(COMMUNES[::-1])


def test_where_no_percentage_is_known_the_sheet_of_parts_says_so(values: CalamineWorkbook) -> None:
    none_known = CalamineWorkbook.from_filelike(
        BytesIO(content((CommuneResult(path="b/lỗi", name="Lỗi", status="errors"),)))
    )
    said = "Chưa tính được tỷ lệ nào: chưa có đơn vị nào biết cả tử số và mẫu số."
    assert [["", said, "", "", ""]] == rows(none_known, "Tử số, mẫu số")[3:]
    assert said not in [cell for row in rows(values, "Tử số, mẫu số") for cell in row]


@needs.soffice
def test_another_program_computes_the_values_we_wrote(tmp_path: Path, values: CalamineWorkbook) -> None:
    load_workbook(BytesIO(content())).save(tmp_path / "tong-hop.xlsx")  # without the values we wrote
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    arguments = ["--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "tong-hop.xlsx")]
    subprocess.run(["soffice", profile, *arguments], check=True, timeout=120, capture_output=True)
    computed = CalamineWorkbook.from_path(str(tmp_path / "tong-hop.ods"))
    for sheet in ("Hồ sơ", "Chỉ tiêu", "Tử số, mẫu số", "Xếp hạng"):
        for ours, theirs in zip(rows(values, sheet), rows(computed, sheet), strict=True):
            for one, other in zip(ours, theirs, strict=True):
                assert (pytest.approx(one) if isinstance(one, float) else one) == other, (sheet, ours[:2])
