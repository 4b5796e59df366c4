"""A sheet becomes typed columns, and each bad cell a diagnostic with its address."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import fold
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.header import Header, find_header
from cchc_report.tables.read import LOGS, SHEETS
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.dossiers import Channel, DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.table import SheetPart
from cchc_report.tables.validate import validate_sheet
from cchc_report.tables.vocabulary import Vocabulary
from cchc_report.workbook.sheet import Sheet
from tests.tables.texts import DOSSIER_HEADER, sheet_of, told


def validated(
    text: str, broken: dict[tuple[int, int], str] | None = None
) -> tuple[SheetPart[DossierRow], list[Diagnostic]]:
    """Validate a text table as a dossier log."""
    sheet = sheet_of(text)
    sheet.broken.update(broken or {})
    header = find_header(sheet, DossierRow)
    assert header is not None
    (part,), problems, _ = validate_sheet(sheet, DossierRow, header)
    return part, problems


def test_good_rows_become_typed_columns() -> None:
    part, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | @2023-03-06 | 06/03/2023 14:30 | TRỰC TUYẾN
        H2 | Khai tử   | Hộ tịch | 5-3-2023   | @2023-03-07 |                  | Trực tiếp
    """)
    assert ["H1", "H2"] == part.column("code", str)
    assert [date(2023, 3, 5), date(2023, 3, 5)] == part.column("received_on", date)
    assert [datetime(2023, 3, 6, 14, 30), None] == part.column("finished_at", datetime)
    assert [Channel.ONLINE, Channel.DIRECT] == part.column("channel", Channel)
    assert [2, 3] == part.rows
    assert [] == [problem for problem in problems if problem.severity == "error"]


def test_every_bad_cell_is_named_in_one_run() -> None:
    part, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 31/02/2023 | 06/03/2023 | | Trực tuyn
           | Khai sinh |         | 05/03/2023 | 06/03/2023 | | Trực tiếp
        H3 | Khai sinh | Hộ tịch | 05/03/2023 | ngày mai   | | Trực tiếp
        H4 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | | Trực tiếp
    """)
    assert [("CC202", "D2"), ("CC203", "G2"), ("CC201", "A3"), ("CC201", "C3"), ("CC202", "E4")] == told(problems)
    assert ["H4"] == part.column("code", str)


def test_the_header_is_found_below_titles_in_any_order_case_and_by_synonym() -> None:
    sheet = sheet_of("""
        ỦY BAN NHÂN DÂN XÃ

        SỔ THEO DÕI HỒ SƠ NĂM 2023
        STT | HẠN TRẢ | ngay nhan | Số hồ sơ | Hình thức nộp | LĨNH VỰC: | Tên TTHC
        ~1  | 06/03/2023 | 05/03/2023 | H1 | Trực tiếp | Hộ tịch | Khai sinh
    """)
    header = find_header(sheet, DossierRow)
    assert header is not None
    assert 3 == header.row
    assert {"due_at": 1, "received_on": 2, "code": 3, "channel": 4, "field": 5, "procedure": 6} == dict(
        sorted(header.columns.items(), key=lambda item: item[1])
    )


def test_a_two_line_header_is_read_as_one() -> None:
    sheet = sheet_of("""
        Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày      |         | Hình thức | Hình thức
                 |             |          | tiếp nhận | hẹn trả | tiếp nhận | trả
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | Trực tiếp | BCCI
    """)
    header = find_header(sheet, DossierRow)
    assert header is not None
    assert (1, 3, 4, 5, 6) == (
        header.row,
        *(header.columns[name] for name in ("received_on", "due_at", "channel", "returned_by")),
    )


def test_rows_that_are_no_data_are_passed_over() -> None:
    part, problems = validated(f"""
        {DOSSIER_HEADER}
        (1) | (2) | (3) | (4) | (5) | (6) | (7)
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | | Trực tiếp

        {DOSSIER_HEADER}
        H2 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | | Trực tiếp
        Tổng cộng | ~2
          |  | Người lập biểu | Hoằng Trường, ngày 31 tháng 12 năm 2023
    """)
    assert ["H1", "H2"] == part.column("code", str)
    assert [3, 6] == part.rows
    assert [] == told(problems)
    assert ["8:8"] == [problem.place.cell for problem in problems]


def test_a_dossier_whose_procedure_begins_like_a_total_is_data() -> None:
    _, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Tổng hợp hồ sơ người có công | Người có công | | 06/03/2023 | | Trực tiếp
    """)
    assert [("CC201", "D2")] == told(problems)


def test_blank_rows_and_blank_text_are_not_data() -> None:
    part, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | \u00a0 | Trực tiếp
        \u200b | \u00a0 | | | | |
    """)
    assert ["H1"] == part.column("code", str)
    assert [None] == part.column("finished_at", datetime)
    assert [] == problems


def test_a_column_of_real_and_text_dates_is_warned_of_with_a_cell_of_each_kind() -> None:
    _, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | @2023-05-03 | @2023-06-03 | | Trực tiếp
        H2 | Khai sinh | Hộ tịch | 15/03/2023 | @2023-04-03 | | Trực tiếp
    """)
    assert [("CC209", "D:D")] == told(problems)
    assert "(D2)" in problems[0].message
    assert "(D3)" in problems[0].message


def test_an_error_cell_and_an_uncalculated_formula_are_named() -> None:
    _, problems = validated(
        f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 |  | | Trực tiếp
        H2 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | |
        """,
        broken={(2, 5): "#N/A", (3, 7): "=A1"},
    )
    assert [("CC210", "E2"), ("CC210", "G3")] == told(problems)


def test_true_and_one_are_not_mistaken_for_each_other() -> None:
    sheet = Sheet.of_rows("a.xlsx", "Chỉ tiêu", [["Mã", "Số liệu"], ["1.5", 1.0], ["6.1", True]])
    header = find_header(sheet, EnteredIndicator)
    assert header is not None
    (part,), problems, _ = validate_sheet(sheet, EnteredIndicator, header)
    assert ["1.5"] == part.column("code", str)
    assert [("CC204", "B3")] == told(problems)


def test_a_name_in_the_wrong_column_is_not_printed() -> None:
    _, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | Nguyễn Văn An | 06/03/2023 | | Trực tiếp
    """)
    assert [("CC202", "D2")] == told(problems)
    assert "Nguyễn" not in problems[0].message


@given(st.permutations(range(7)))
def test_the_order_of_columns_makes_no_difference(order: list[int]) -> None:
    rows = [DOSSIER_HEADER.split(" | "), ["H1", "Khai sinh", "Hộ tịch", "05/03/2023", "06/03/2023", "", "BCCI"]]
    sheet = Sheet.of_rows("a.xlsx", "Hồ sơ", [[row[index] for index in order] for row in rows])
    header = find_header(sheet, DossierRow)
    assert header is not None
    (part,), _, _ = validate_sheet(sheet, DossierRow, header)
    assert (["H1"], [Channel.POSTAL], [datetime(2023, 3, 6)]) == (
        part.column("code", str),
        part.column("channel", Channel),
        part.column("due_at", datetime),
    )


@pytest.mark.parametrize("model", SHEETS)
def test_no_two_columns_of_a_sheet_share_a_header(model: type[SheetModel]) -> None:
    keys = [fold(declared.column.header) for declared in fields_of(model).values()]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("model", LOGS)
def test_a_sheets_own_header_is_recognised_as_it_is_declared(model: type[SheetModel]) -> None:
    headers = [declared.column.header for declared in fields_of(model).values()]
    header = find_header(Sheet.of_rows("a.xlsx", model.info.title, [list(headers)]), model)
    columns = {name: index for index, name in enumerate(fields_of(model))}
    assert Header(row=0, columns=columns, texts=dict(enumerate(headers))) == header


def test_a_synonym_does_not_take_the_column_another_header_names() -> None:
    sheet = Sheet.of_rows("a.xlsx", "Nhân sự", [["Họ tên", "Loại", "Trình độ", "Trình độ lý luận chính trị"]])
    header = find_header(sheet, Person)
    assert header is not None
    assert {"name": 0, "group": 1, "qualification": 2, "political_theory": 3} == header.columns


def test_a_cell_merged_with_its_neighbour_is_named_with_the_cell_that_holds_the_value() -> None:
    sheet = sheet_of(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | | Trực tiếp
        H2 | Khai sinh |         | 05/03/2023 | 06/03/2023 | | Trực tiếp
    """)
    merged = replace(sheet, merged=((3, 2, 3, 3),))
    header = find_header(merged, DossierRow)
    assert header is not None
    _, problems, _ = validate_sheet(merged, DossierRow, header)
    assert [("CC212", "C3")] == told(problems)
    assert "gộp với ô B3" in problems[0].message


def test_the_value_of_merged_cells_holds_for_each_row_with_cells_of_its_own() -> None:
    sheet = sheet_of(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | 06/03/2023 | Trực tiếp
        H2 | Khai tử   |         | 05/03/2023 | 07/03/2023 |            | Trực tiếp
           |           |         |            |            |            |
        H3 | Khai tử   | Đất đai | 05/03/2023 | 07/03/2023 |            | Trực tiếp
    """)
    merged = replace(sheet, merged=((2, 3, 4, 3), (2, 6, 5, 6), (4, 7, 4, 9), (1, 1, 3, 1)))
    header = find_header(merged, DossierRow)
    assert header is not None
    (part,), problems, _ = validate_sheet(merged, DossierRow, header)

    assert ["Hộ tịch", "Hộ tịch", "Đất đai"] == part.column("field", str)
    assert [6, 6, 6] == [moment.day for moment in part.column("finished_at", datetime) if moment]
    assert [("CC232", "C2")] == [(one.code.identifier, one.place.cell) for one in problems]
    assert "C2:C4, F2:F5" in problems[0].message


def test_a_date_with_the_month_first_casts_doubt_on_its_column() -> None:
    _, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 03/04/2023 | 06/04/2023 | | Trực tiếp
        H2 | Khai sinh | Hộ tịch | 03/25/2023 | 06/04/2023 | | Trực tiếp
    """)
    assert [("CC202", "D3"), ("CC213", "D:D")] == told(problems)


def test_a_value_of_the_workspaces_own_is_understood_once_taught() -> None:
    text = f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | | Zalo
    """
    sheet = sheet_of(text)
    header = find_header(sheet, DossierRow)
    assert header is not None
    _, problems, _ = validate_sheet(sheet, DossierRow, header)
    assert [("CC203", "G2")] == told(problems)
    assert 'choices."Hình thức tiếp nhận"."Zalo" = "…"' in problems[0].hint
    taught = Vocabulary.of_settings({}, {"Hình thức tiếp nhận": {"zalo": "Trực tuyến"}})
    (part,), problems, _ = validate_sheet(sheet, DossierRow, header, taught)
    assert ([Channel.ONLINE], []) == (part.column("channel", Channel), problems)


def test_a_header_typed_before_unicode_is_read() -> None:
    sheet = sheet_of("""
        M· hå s¬ | Tªn thñ tôc | LÜnh vùc | Ngµy tiÕp nhËn | Ngµy hÑn tr¶ | H×nh thøc tiÕp nhËn
        H1 | A | B | 05/03/2023 | 06/03/2023 | Trực tiếp
    """)
    header = find_header(sheet, DossierRow)
    assert header is not None
    assert {"code", "procedure", "field", "received_on", "due_at", "channel"} == header.columns.keys()


def test_a_total_row_whose_number_stands_in_the_code_column_is_no_dossier() -> None:
    _, problems = validated("""
        STT | Lĩnh vực | Tên thủ tục | Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả | Hình thức tiếp nhận
        ~1 | Hộ tịch | Khai sinh | H1 | 05/03/2023 | 06/03/2023 | Trực tiếp
        Tổng số |  |  | ~1 | | |
    """)
    assert [] == told(problems)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("KH", "Kế hoạch"),
        ("qđ", "Quyết định"),
        ("TTr.", "Tờ trình"),
        ("HD", "Hướng dẫn"),
        ("HĐ", "Hợp đồng"),
        ("Đề án", "Đề án"),
    ],
)
def test_a_type_of_document_given_by_its_abbreviation_is_written_out(written: str, expected: str) -> None:
    sheet = sheet_of(f"""
        Số ký hiệu | Loại | Ngày ban hành | Trích yếu
        01/UBND | {written} | 05/03/2023 | về cải cách
    """)
    header = find_header(sheet, IssuedDocument)
    assert header is not None
    (part,), _, _ = validate_sheet(sheet, IssuedDocument, header)
    assert [expected] == part.column("kind", str)


def test_a_word_where_an_empty_cell_was_meant_is_told_so() -> None:
    _, problems = validated(f"""
        {DOSSIER_HEADER}
        H1 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | chưa xong | Trực tiếp
        H2 | Khai sinh | Hộ tịch | 05/03/2023 | 06/03/2023 | 31/02/2023 | Trực tiếp
    """)
    hints = {problem.place.cell: problem.hint for problem in problems}
    assert hints["F2"].endswith("ví dụ 05/03/2023. Để trống khi chưa giải quyết xong.")
    assert "trống" not in hints["F3"]
