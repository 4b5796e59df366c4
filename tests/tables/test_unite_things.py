"""Documents are one by number, kind and day, tasks by content and source; statements of staff and procedures are states."""

from datetime import date

import pytest

from cchc_report.tables.ledger import Fate
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.state_rules import PROCEDURES, STAFF
from cchc_report.tables.table import SheetPart
from cchc_report.tables.unite import unite
from cchc_report.tables.unite_states import unite_states
from cchc_report.tables.unite_things import DOCUMENTS, TASKS, unite_things
from tests.tables.parts import part_of, values
from tests.tables.texts import told


def documents(file: str, *rows: str) -> SheetPart[IssuedDocument]:
    header = "Số ký hiệu | Loại | Ngày ban hành | Trích yếu | Hình thức gửi"
    return part_of(IssuedDocument, "\n".join([header, *rows]), file)


def tasks(file: str, *rows: str) -> SheetPart[Task]:
    return part_of(Task, "\n".join(["Nội dung | Nguồn giao | Hạn hoàn thành | Ngày hoàn thành", *rows]), file)


def staff(file: str, *rows: str, sheet: str | None = None) -> SheetPart[Person]:
    header = "Họ và tên | Nhóm | Chức vụ | Trình độ chuyên môn | Lý luận chính trị | Ngày bắt đầu | Ngày kết thúc"
    return part_of(Person, "\n".join([header, *rows]), file, sheet)


def person(name: str, title: str = "", start: str = "", end: str = "", *, group: str = "Công chức") -> str:
    return f"{name} | {group} | {title} | Đại học | Trung cấp | {start} | {end}"


def test_a_document_twice_in_one_sheet_counts_once_with_a_warning_that_names_it() -> None:
    united = unite_things(
        DOCUMENTS,
        [
            documents(
                "2023.xlsx",
                "01/KH-UBND | Kế hoạch | 05/01/2023 | về A | ",
                "1/KH–UBND | KH | 05/01/2023 | Về việc A | Giấy",
                "01/KH-UBND | Kế hoạch | 06/01/2023 | về B | ",
                "01/QĐ-UBND | Quyết định | 05/01/2023 | về A | ",
            )
        ],
    )
    assert [("CC330", "A3")] == told(united.diagnostics)
    assert 3 == len(united.table)
    assert (Sending.PAPER, date(2023, 1, 5)) in values(united.table, "sending", "issued_on")


def test_a_document_of_two_workbooks_counts_once_with_a_note() -> None:
    rows = ("01/KH-UBND | Kế hoạch | 05/01/2023 | về A | Giấy", "02/KH-UBND | Kế hoạch | 06/01/2023 | về B | Giấy")
    united = unite_things(DOCUMENTS, [documents("q1.xlsx", *rows), documents("6-thang.xlsx", *rows)])
    assert (2, ["CC332"], []) == (
        len(united.table),
        [one.code.identifier for one in united.diagnostics],
        told(united.diagnostics),
    )
    assert 2 == list(united.fates.values()).count(Fate.REPEATED)


def test_documents_that_contradict_each_other_name_both_cells() -> None:
    row = "01/KH-UBND | Kế hoạch | 05/01/2023 | về A |"
    united = unite_things(DOCUMENTS, [documents("q1.xlsx", f"{row} Giấy"), documents("q2.xlsx", f"{row} Điện tử")])
    assert [("CC331", "E2")] == told(united.diagnostics)


@pytest.mark.parametrize("reverse", [False, True])
def test_a_finished_task_beats_an_unfinished_one(*, reverse: bool) -> None:
    parts = [
        tasks("q1.xlsx", "Rà soát thủ tục | Cấp trên giao | 30/06/2023 | "),
        tasks(
            "q2.xlsx", "Rà soát thủ tục. | Cấp trên giao | | 20/06/2023", "Rà soát thủ tục | Kế hoạch | 30/06/2023 |"
        ),
    ]
    united = unite_things(TASKS, parts[::-1] if reverse else parts)
    assert [(date(2023, 6, 30), date(2023, 6, 20)), (date(2023, 6, 30), None)] == values(
        united.table, "due_on", "finished_on"
    )


def test_statements_that_share_nobody_are_parts() -> None:
    united = unite_states(STAFF, [staff("a.xlsx", person("Lê Văn A")), staff("b.xlsx", person("Lê Văn B"))])
    assert (2, ()) == (len(united.table), united.diagnostics)


@pytest.mark.parametrize("reverse", [False, True])
def test_of_versions_the_one_of_the_later_name_counts_and_the_differences_are_named(*, reverse: bool) -> None:
    parts = [
        staff("quy-2.xlsx", person("Lê Văn A"), person("Lê Văn C")),
        staff("quy-1.xlsx", person("Lê Văn A"), person("Lê Văn B")),
    ]
    united = unite_states(STAFF, parts[::-1] if reverse else parts)
    assert [("Lê Văn A",), ("Lê Văn C",)] == values(united.table, "name")
    assert [("CC334", "2:2"), ("CC335", "A3"), ("CC335", "A3")] == told(united.diagnostics)
    assert "kỳ muộn hơn" in united.diagnostics[0].message
    assert not any("Lê Văn" in one.message for one in united.diagnostics)
    assert [Fate.REPEATED, Fate.SUPERSEDED] == list(united.fates.values())


def test_versions_that_say_the_same_are_no_warning() -> None:
    rows = (person("Lê Văn A"), person("Lê Văn B"))
    united = unite_states(STAFF, [staff("quy-1.xlsx", *rows), staff("quy-2.xlsx", *rows)])
    assert (2, []) == (len(united.table), told(united.diagnostics))


def test_who_came_or_went_with_a_day_is_no_warning() -> None:
    united = unite_states(
        STAFF,
        [
            staff("quy-1.xlsx", person("Lê Văn A"), person("Lê Văn B", end="31/03/2023")),
            staff("quy-2.xlsx", person("Lê Văn A"), person("Lê Văn C", start="01/04/2023")),
        ],
    )
    assert (2, []) == (len(united.table), told(united.diagnostics))


def test_parts_of_one_later_time_count_together_against_an_older_whole() -> None:
    whole = staff("quy-1.xlsx", person("Lê Văn A", group="Cán bộ"), person("Lê Văn B"))
    parts = [
        staff("quy-2.xlsx", person("Lê Văn A", group="Cán bộ"), sheet="Cán bộ"),
        staff("quy-2.xlsx", person("Lê Văn B"), sheet="Công chức"),
    ]
    assert 2 == len(unite_states(STAFF, [whole, *parts]).table)


def test_two_persons_of_one_name_are_two_with_a_note_and_one_person_twice_is_one_with_a_warning() -> None:
    two = unite_states(STAFF, [staff("a.xlsx", person("Lê Văn A", "Địa chính"), person("Lê Văn A", "Văn phòng"))])
    assert (2, ["CC333"], []) == (
        len(two.table),
        [one.code.identifier for one in two.diagnostics],
        told(two.diagnostics),
    )
    one = unite_states(STAFF, [staff("a.xlsx", person("Lê Văn A", "Địa chính"), person("Lê Văn A", "Địa chính"))])
    assert (1, [("CC307", "A3")]) == (len(one.table), told(one.diagnostics))


def test_one_person_with_two_qualifications_in_one_sheet_is_an_error() -> None:
    other = "Lê Văn A | Công chức | | Cao đẳng | Trung cấp | |"
    united = unite_states(STAFF, [staff("a.xlsx", person("Lê Văn A"), other)])
    assert [("CC303", "D3")] == told(united.diagnostics)


PROCEDURE_HEADER = "Mã thủ tục | Tên thủ tục | Lĩnh vực | Cơ chế"


def test_a_procedure_twice_with_another_content_is_an_error() -> None:
    rows = "1.000001 | Khai sinh | Hộ tịch | Một cửa\n1.000001 | Khai tử | Hộ tịch | Một cửa liên thông"
    united = unite_states(PROCEDURES, [part_of(Procedure, f"{PROCEDURE_HEADER}\n{rows}")])
    assert [("CC303", "D3")] == told(united.diagnostics)
    assert 1 == len(united.table)


def test_a_later_list_of_procedures_without_a_column_keeps_what_the_earlier_one_knows_of_it() -> None:
    first = part_of(Procedure, f"{PROCEDURE_HEADER} | Quy trình ISO\n1.000001 | A | Hộ tịch | Một cửa | Có", "q1.xlsx")
    later = part_of(Procedure, f"{PROCEDURE_HEADER}\n1.000001.000.00.00.H56 | A | Hộ tịch | Một cửa", "q2.xlsx")
    united = unite_states(PROCEDURES, [first, later])
    assert [("1.000001.000.00.00.H56", True)] == values(united.table, "code", "iso")


def test_an_indicator_without_a_number_is_no_copy_of_one_that_has_it() -> None:
    parts = [
        part_of(EnteredIndicator, f"Mã | Số liệu\n1.2.1 | {number}\n1.4.1 | ", file)
        for number, file in (("", "q1.xlsx"), ("3", "q2.xlsx"))
    ]
    united = unite(EnteredIndicator, parts)
    assert [("1.2.1", 3)] == (values(united.table, "code", "number"))
    assert () == united.diagnostics


def test_a_stated_number_of_two_workbooks_that_differ_is_an_error() -> None:
    parts = [
        part_of(DocumentTotal, f"Chiều | Loại | Số lượng\nĐi | Báo cáo | {number}", file)
        for number, file in (("3", "q1.xlsx"), ("4", "q2.xlsx"))
    ]
    assert [("CC314", "B2")] == told(unite(DocumentTotal, parts).diagnostics)
