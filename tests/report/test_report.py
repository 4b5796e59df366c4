"""The whole way from workbooks to figures: the sample commune, and a workbook with twenty different mistakes."""

import csv
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cchc_report.ground.periods import parse_period
from cchc_report.report.build import Report, build_report, validate_files, validate_workspace
from cchc_report.tables.ledger import rows_by_sheet
from cchc_report.workspace.workspace import Workspace, open_workspace
from tests.tables.texts import told

ROOT = Path(__file__).parents[2]
REFERENCE = Path(__file__).parents[1] / "form" / "phu-luc-01b-2023.tsv"


@pytest.fixture(scope="module")
def sample() -> Report:
    workspace = open_workspace(ROOT)
    return build_report(workspace, workspace.parse_period("2023"))


def test_the_sample_reproduces_every_published_figure_but_the_two_that_its_log_counts_as_none(sample: Report) -> None:
    with REFERENCE.open(encoding="utf-8", newline="") as file:
        published = {
            row["code"]: int(row["value_2023"]) if row["value_2023"] else None
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        }
    assert 81 == len(published)
    published |= {"3.3.3": 0, "3.3.5": 0}  # no dossier on land or construction: 0, where the report was left empty
    assert published == {code: indicator.value for code, indicator in sample.indicators.items()}


def test_the_samples_warnings_name_the_published_contradictions_and_nothing_else(sample: Report) -> None:
    expected = [
        ("CC306", "Hồ sơ", "J211"),
        ("CC306", "Hồ sơ", "J911"),
        ("CC306", "Hồ sơ", "J1198"),
        ("CC306", "Hồ sơ", "J1373"),
        ("CC306", "Hồ sơ", "J1431"),
        ("CC601", "Hồ sơ", "3.3.1"),  # 581 + 2 + 525 + 489 of 1603
        ("CC601", "Tổng hợp văn bản", "C9"),  # 606 of 706
        ("CC602", "Chỉ tiêu", "B8"),  # 1599 procedures where 189 exist
        ("CC607", "Thuyết minh", "B12"),  # nine months in a report of the year
    ]
    found = [
        (problem.code.identifier, problem.place.sheet, problem.place.cell)
        for problem in sample.diagnostics
        if problem.severity != "note"
    ]
    assert set(expected) <= set(found)
    assert len(expected) + 1 == len(found)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dossiers.received", 1603),
        ("dossiers.received_online", 1020),
        ("dossiers.on_time", 1588),
        ("dossiers.overdue", 11),
        ("dossiers.pending", 4),
        ("procedures.total", 189),
        ("procedures.one_stop", 114),
        ("procedures.interlinked", 75),
        ("staffing.total", 23),
        ("staffing.officials", 11),
        ("staffing.civil_servants", 12),
        ("documents.issued", 706),
        ("documents.incoming", 1716),
        ("documents.steering", 17),
        ("tasks.assigned", 12),
        ("tasks.planned", None),
    ],
)
def test_the_samples_figures_are_the_published_ones(sample: Report, name: str, value: int | None) -> None:
    assert value == sample.figures.json_ready()[name]


def test_every_counted_figure_of_the_sample_has_its_rows(sample: Report) -> None:
    for name in (
        "dossiers.on_time",
        "dossiers.overdue",
        "procedures.interlinked",
        "staffing.civil_servants",
        "tasks.assigned_late",
        "documents.steering",
    ):
        assert sample.figures[name].value == len(sample.figures.rows(name))


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Write a workbook; underscores in a sheet's name stand for spaces."""
    book = openpyxl.Workbook()
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    book.save(path)
    return path


UNIT: list[list[object]] = [
    ["Tên xã", "Hoằng Trường"],
    ["Cơ quan nhận", "UBND huyện Hoằng Hóa"],
    ["Người ký", "Lê Văn Mẫu"],
]
HEADER = [
    "Mã hồ sơ",
    "Tên thủ tục",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả kết quả",
    "Hình thức tiếp nhận",
    "Mức độ DVC",
    "Hình thức trả",
    "Công khai",
    "Xin lỗi",
]


def dossier(code: object, **changes: object) -> list[object]:
    """Make a good row of a dossier log with some cells changed; the names are the columns' letters."""
    row: list[object] = [
        code,
        "Khai sinh",
        "Hộ tịch",
        "01/03/2023",
        "05/03/2023",
        "04/03/2023",
        "Trực tiếp",
        None,
        "Trực tiếp",
        "Có",
        "Không",
    ]
    for letter, value in changes.items():
        row[ord(letter) - ord("A")] = value
    return row


def test_twenty_different_mistakes_are_each_named_with_their_cell(tmp_path: Path) -> None:
    """One run names every mistake; rows that are right are still counted."""
    path = workbook(
        tmp_path / "2023.xlsx",
        Đơn_vị=[
            ["Tên xã", "Hoằng Trường"],
            ["Loại", "thôn"],
            ["Ngày báo cáo", "32/01/2024"],
            ["Cơ quan nhận", "UBND huyện"],
            ["Người ký", None],
        ],
        Hồ_sơ=[
            HEADER,
            dossier("H1"),
            dossier("H2", D="31/02/2023"),
            dossier("H3", D="03/25/2023"),
            dossier("H4", E="hôm sau"),
            dossier(None),
            dossier("H6", B=None),
            dossier("H7", G="Trực tuyn"),
            dossier("H8", E="28/02/2023"),
            dossier("H9", F="28/02/2023"),
            dossier("H10", J="có lẽ"),
            dossier("H11", H="Mức 7"),
            dossier("H12", D="01/03/1023"),
            dossier("H1", B="Khai tử"),
            dossier("H14", G="Trùc tiÕp"),
        ],
        Nhân_sự=[
            ["Họ và tên", "Nhóm", "Trình độ chuyên môn", "Lý luận chính trị", "Ngày bắt đầu", "Ngày kết thúc"],
            ["Lê Thị Mẫu", "Viên chức", "Đại học", "Trung cấp", None, None],
            ["Lê Thị Mẫu", "Cán bộ", "Đại hc", "Trung cấp", "01/02/2023", "01/01/2023"],
        ],
        Chỉ_tiêu=[["Mã", "Số liệu"], ["1.4.1", "ba mươi"], ["9.9.9", 1], ["1.5", 3], ["5.4.2", 120]],
        Thuyết_minh=[["Mục", "Nội dung"], ["VI", "…"], ["V", "{{ dossiers.recieved }}"]],
    )
    validation = validate_workspace(Workspace(path.parent), parse_period("2023"))
    found = {
        (problem.place.sheet, problem.place.cell, problem.code.identifier)
        for problem in validation.diagnostics
        if problem.severity == "error"
    }
    assert {
        ("Đơn vị", "B2", "CC203"), ("Đơn vị", "B3", "CC202"), ("Đơn vị", "B5", "CC201"),
        ("Hồ sơ", "D3", "CC202"), ("Hồ sơ", "D4", "CC202"), ("Hồ sơ", "E5", "CC202"), ("Hồ sơ", "A6", "CC201"), ("Hồ sơ", "B7", "CC201"),
        ("Hồ sơ", "G8", "CC203"), ("Hồ sơ", "E9", "CC301"), ("Hồ sơ", "F10", "CC302"), ("Hồ sơ", "J11", "CC205"), ("Hồ sơ", "H12", "CC203"),
        ("Hồ sơ", "D13", "CC207"), ("Hồ sơ", "A14", "CC303"), ("Hồ sơ", "G15", "CC211"),
        ("Nhân sự", "B2", "CC203"), ("Nhân sự", "C3", "CC203"),
        ("Chỉ tiêu", "B2", "CC204"), ("Chỉ tiêu", "A3", "CC402"), ("Chỉ tiêu", "B4", "CC405"), ("Chỉ tiêu", "B5", "CC208"),
        ("Thuyết minh", "A2", "CC406"), ("Thuyết minh", "B3", "CC503"),
    } == found  # fmt: skip
    assert "Lê" not in " ".join(problem.message + problem.hint for problem in validation.diagnostics)


def test_a_missing_sheet_a_missing_column_and_an_empty_log_are_told(tmp_path: Path) -> None:
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT)
    assert [("CC101", None)] == told(validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics)
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[[*HEADER[:3], "Ngày tiêp nhân", *HEADER[4:]], dossier("H1")])
    problems = validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics
    assert [] == told(problems)
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[[*HEADER[:3], "Ngày tiếp nhậm", *HEADER[4:]], dossier("H1")])
    (problem,) = [
        one
        for one in validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics
        if one.severity == "error"
    ]
    assert ("CC102", "D1") == (problem.code.identifier, problem.place.cell)
    assert "Cột “Ngày tiếp nhậm” có phải là “Ngày tiếp nhận” không?" in problem.hint
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[HEADER])
    assert [("CC106", None)] == told(validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics)


@pytest.mark.parametrize(
    ("sheet", "header", "hint"),
    [
        ("Thuyết_minh", ["Mục", "Nội dung"], "Trang trống thì mọi mục của báo cáo dùng lời văn có sẵn của biểu mẫu."),
        ("Nhiệm_vụ", ["Nội dung", "Nguồn giao"], "Trang trống được coi như chưa có số liệu."),
    ],
)
def test_an_optional_sheet_without_rows_is_told_with_what_the_report_does(
    tmp_path: Path, sheet: str, header: list[object], hint: str
) -> None:
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[HEADER, dossier("H1")], **{sheet: [header]})
    found = validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics
    assert [hint] == [one.hint for one in found if one.code.identifier == "CC106"]


def test_a_log_and_its_staff_may_stand_in_any_number_of_workbooks(tmp_path: Path) -> None:
    (tmp_path / "2023").mkdir()
    workbook(tmp_path / "2023" / "q1.xlsx", Hồ_sơ=[HEADER, dossier("H1", F=None), dossier("H2")])
    workbook(tmp_path / "2023" / "q2.xlsx", Sheet1=[HEADER, dossier("H1"), dossier("H3", F="06/03/2023")])
    workbook(tmp_path / "2023" / "chung.xlsx", Đơn_vị=UNIT)
    report = build_report(Workspace(tmp_path), parse_period("2023"))
    names = ("received", "finished", "on_time", "overdue", "pending")
    assert [3, 3, 2, 1, 0] == [report.figures.json_ready()[f"dossiers.{name}"] for name in names]
    assert {"Hồ sơ": 3, "Đơn vị": 3} == report.rows


def test_a_log_alone_may_be_checked_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "xuat-tu-mot-cua.xls"
    rows = "".join(
        f"<tr>{''.join(f'<td>{cell or str()}</td>' for cell in row)}</tr>" for row in (HEADER, dossier("H1"))
    )
    path.write_text(
        f"<html><body><table><tr><td colspan=9></td></tr><tr><td colspan=8></td></tr>{rows}</table></body></html>",
        encoding="utf-8",
    )
    validation = validate_files([path], Workspace(tmp_path))
    assert [] == told(validation.diagnostics)
    assert {"Hồ sơ": 1} == rows_by_sheet(validation.ledger)


def test_two_sources_for_a_year_are_an_error(tmp_path: Path) -> None:
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[HEADER, dossier("H1")])
    (tmp_path / "2023").mkdir()
    assert ["CC006"] == [
        code for code, _ in told(validate_workspace(Workspace(tmp_path), parse_period("2023")).diagnostics)
    ][:1]


def test_a_dossier_outside_the_year_is_told_and_not_counted(tmp_path: Path) -> None:
    workbook(
        tmp_path / "2023.xlsx",
        Đơn_vị=UNIT,
        Hồ_sơ=[
            HEADER,
            dossier("H1"),
            dossier("H2", D="01/03/2024", E="05/03/2024", F=None, J="Không"),
            dossier("H3", D="01/03/2022", E="05/03/2022", F="04/03/2022"),
        ],
    )
    report = build_report(Workspace(tmp_path), parse_period("2023"))
    assert [("CC315", "D3"), ("CC315", "D4")] == told(report.diagnostics)
    assert 1 == report.figures.json_ready()["dossiers.total"]


def test_numbers_without_a_date_are_told_in_a_part_of_a_year_and_not_in_the_whole(tmp_path: Path) -> None:
    totals: list[list[object]] = [["Chiều", "Loại", "Số lượng"], ["Đi", "Tổng số", 706]]
    workbook(tmp_path / "2023.xlsx", Đơn_vị=UNIT, Hồ_sơ=[HEADER, dossier("H1")], Tổng_hợp_văn_bản=totals)
    said = {
        period: [
            (one.place.sheet, one.message)
            for one in build_report(Workspace(tmp_path), parse_period(period)).diagnostics
            if one.code.identifier == "CC609"
        ]
        for period in ("2023-Q1", "2023")
    }
    message = "Số ở trang này không có ngày: báo cáo quý I năm 2023 in nguyên như đã ghi"
    assert {"2023-Q1": [("Tổng hợp văn bản", message)], "2023": []} == said


def test_the_published_rate_is_exact_until_it_is_printed(sample: Report) -> None:
    rate = sample.figures["dossiers.on_time_rate"].value
    assert isinstance(rate, Decimal)
    assert Decimal("99.0642545228") == rate.quantize(Decimal("1e-10"))
