"""What one workbook does not know makes nothing unknown that others know; the unknown is counted where it could change a figure."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_report.figures import check_unknown, count
from cchc_report.figures.document_totals import is_total
from cchc_report.ground.periods import parse_period
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Model, Table
from cchc_report.tables.workspace_tables import Tables
from tests.tables.parts import part_of
from tests.tables.texts import told

YEAR = parse_period("2023")
DOSSIERS = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận"


def table(model: type[Model], *texts: str) -> Table[Model]:
    return Table(model, tuple(part_of(model, text, f"q{number}.xlsx") for number, text in enumerate(texts, 1)))


def dossiers(header: str, *rows: str) -> str:
    """Return a log of rows `finish day | more cells`, due on 10 March."""
    lines = [
        f"H{len(header)}{number} | Khai sinh | Hộ tịch | 01/03/2023 | 10/03/2023 | {row.split('|')[0]} | Trực tiếp | {row.partition('|')[2]}"
        for number, row in enumerate(rows)
    ]
    return "\n".join([f"{DOSSIERS} | {header}".rstrip(" |"), *lines])


def figure(tables: Tables, name: str) -> object:
    return count(tables, YEAR)[name].value


def test_a_column_that_one_log_lacks_is_counted_of_the_others_with_a_warning_that_counts_the_unknown() -> None:
    logs = table(DossierRow, dossiers("Công khai", "09/03/2023 | Có"), dossiers("", "09/03/2023 |", "11/03/2023 |"))
    tables = Tables(dossiers=logs)
    assert 1 == figure(tables, "dossiers.published")
    (problem,) = check_unknown(tables, YEAR)
    assert ("CC342", "q2.xlsx") == (problem.code.identifier, problem.place.file)
    assert "2 hồ sơ chưa rõ" in problem.message


@pytest.mark.parametrize(("finish", "expected"), [("09/03/2023", []), ("11/03/2023", ["CC342"]), ("", ["CC342"])])
def test_a_lacking_apology_is_asked_about_only_where_there_was_a_delay(finish: str, expected: list[str]) -> None:
    logs = table(DossierRow, dossiers("Xin lỗi", "11/03/2023 | Có"), dossiers("", f"{finish} |"))
    tables = Tables(dossiers=logs)
    assert 1 == figure(tables, "dossiers.apologised")
    assert expected == [code for code, _ in told(list(check_unknown(tables, YEAR)))]


def test_blank_apologies_of_one_quarter_are_none_beside_those_of_another() -> None:
    logs = table(DossierRow, dossiers("Xin lỗi", "11/03/2023 | Có"), dossiers("Xin lỗi ", "09/03/2023 |"))
    tables = Tables(dossiers=logs)
    assert (1, []) == (figure(tables, "dossiers.apologised"), list(check_unknown(tables, YEAR)))


def test_a_column_of_publication_left_wholly_blank_beside_a_filled_one_is_told() -> None:
    logs = table(DossierRow, dossiers("Công khai", "09/03/2023 | Có"), dossiers("Công khai ", "09/03/2023 |"))
    assert [("CC342", "H:H")] == told(list(check_unknown(Tables(dossiers=logs), YEAR)))


def test_a_log_without_rows_in_the_period_knows_nothing_for_the_others() -> None:
    late = dossiers("Công khai", "09/03/2023 | Có").replace("/03/2023", "/03/2024")
    assert figure(Tables(dossiers=table(DossierRow, late, dossiers("", "09/03/2023 |"))), "dossiers.published") is None


def documents(*sendings: str) -> Tables:
    rows = [
        f"{number:02}/KH-UBND | Kế hoạch | 05/01/2023 | về A | {sending}" for number, sending in enumerate(sendings, 1)
    ]
    header = "Số ký hiệu | Loại | Ngày ban hành | Trích yếu | Hình thức gửi"
    return Tables(issued=table(IssuedDocument, "\n".join([header, *rows])))


def test_a_share_is_of_all_documents_and_unknown_while_some_do_not_say() -> None:
    some = documents("Điện tử", "", "")
    assert figure(some, "documents.issued_electronic_rate") is None
    assert 1 == figure(some, "documents.issued_electronic")
    (problem,) = check_unknown(some, YEAR)
    assert ("CC343", "E:E") == (problem.code.identifier, problem.place.cell)
    assert "2 văn bản" in problem.message


def test_a_share_of_documents_that_all_say_it_is_printed() -> None:
    every = documents("Điện tử", "Giấy")
    assert (50, []) == (figure(every, "documents.issued_electronic_rate"), list(check_unknown(every, YEAR)))


def test_a_log_in_which_nobody_says_it_is_no_question() -> None:
    assert [] == list(check_unknown(documents("", ""), YEAR))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Nội dung | Nguồn giao | Hạn hoàn thành | Ngày hoàn thành", [1, 0, 0, 1]),
        ("Nội dung | Nguồn giao | Hạn hoàn thành", [1, None, None, None]),
        ("Nội dung | Nguồn giao", [1, None, None, None]),
    ],
)
def test_a_figure_whose_column_is_not_there_is_empty_and_never_0(header: str, expected: list[int | None]) -> None:
    tables = Tables(tasks=table(Task, f"{header}\nA | Cấp trên giao\nB | Kế hoạch"))
    names = ("assigned", "assigned_on_time", "planned_done", "assigned_open")
    assert expected == [figure(tables, f"tasks.{name}") for name in names]


def test_who_was_disciplined_and_left_within_the_period_is_counted_and_not_among_the_staff() -> None:
    header = "Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Kỷ luật | Ngày kết thúc"
    rows = ["A | Công chức | Đại học | Trung cấp | Không |", "B | Công chức | Đại học | Trung cấp | Có | 01/06/2023"]
    tables = Tables(staffing=table(Person, "\n".join([header, *rows])))
    names = ("staffing.total", "staffing.disciplined_civil_servants")
    assert [1, 1] == [figure(tables, name) for name in names]
    later = replace(YEAR, start=date(2023, 7, 1))
    assert [1, 0] == [count(tables, later)[name].value for name in names]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Tổng số", True),
        ("TỔNG CỘNG VĂN BẢN ĐI", True),
        ("Tổng số văn bản đến", True),
        ("Cộng", True),
        ("Tong cong", True),
        ("Total", True),
        ("Công văn", False),
        ("Công văn đi", False),
        ("cong van", False),
        ("Tổng hợp báo cáo", False),
        ("Tổng cục Thuế", False),
    ],
)
def test_a_total_is_known_in_any_words_and_official_letters_are_none(kind: str, *, expected: bool) -> None:
    assert expected is is_total(kind)
