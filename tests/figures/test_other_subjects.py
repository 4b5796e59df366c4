"""The figures of procedures, staff, documents and tasks, each by an example of the office."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_report.figures import Figures, OutgoingLog
from cchc_report.figures.cited_documents import Citations
from cchc_report.figures.document_totals import Named, check_totals
from cchc_report.figures.documents import DocumentSheets, document_figures, tally_documents
from cchc_report.figures.procedures import procedure_figures, tally_procedures
from cchc_report.figures.staffing import Group, Share, staffing_figures, tally_staff
from cchc_report.figures.tasks import tally_tasks, task_figures
from cchc_report.ground.periods import parse_period
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Model, Table
from tests.tables.test_unite import part_of
from tests.tables.texts import told

YEAR = parse_period("2023")
TOTALS = """
    Chiều | Loại | Số lượng
    Đi | Quyết định | ~118
    Đi | Báo cáo | ~488
    Đi | Tổng số | ~706
    Đến | Môi trường điện tử | ~1652
    Đến | BCCI | ~64
"""
ISSUED = """
    Số ký hiệu | Loại | Ngày ban hành | Trích yếu | Hình thức gửi | Chỉ đạo CCHC | Mục báo cáo
    06/KH-UBND | Kế hoạch | 07/01/2023 | về tự kiểm tra | Điện tử | Có | I.1, I.2
    01/KH-UBND | Kế hoạch | 03/01/2023 | về cải cách hành chính | Điện tử | Có | I.1
    05/QĐ-UBND | Quyết định | 10/01/2023 | ban hành quy chế | Điện tử và giấy | Không | II.5
    07/BC-UBND | KẾ HOẠCH | 05/01/2024 | của năm sau | Điện tử | Có | I.3
"""


def table(model: type[Model], text: str) -> Table[Model]:
    """Make a table of one sheet written as text."""
    return Table(model, (part_of(model, text),))


def procedures(table: Table[Procedure]) -> Figures:
    return Figures.of(procedure_figures(tally_procedures(table), YEAR.cutoff, table))


def staffing(table: Table[Person], cutoff: date) -> Figures:
    period = replace(YEAR, cutoff=cutoff)
    return Figures.of(staffing_figures(tally_staff(table, period), period, table))


def documents(issued: Table[IssuedDocument], totals: Table[DocumentTotal], log: OutgoingLog) -> Figures:
    sheets = DocumentSheets(issued, totals, log)
    return Figures.of(document_figures(tally_documents(sheets, YEAR), YEAR, sheets))


def tasks(table: Table[Task], cutoff: date) -> Figures:
    return Figures.of(task_figures(tally_tasks(table, cutoff), cutoff, table))


def values(figures: Figures, *names: str) -> list[object]:
    """Return the values of figures."""
    return [figures[name].value for name in names]


def test_procedures_in_force_are_all_but_the_abolished() -> None:
    found = procedures(
        table(
            Procedure,
            """
                Mã thủ tục | Tên thủ tục | Lĩnh vực | Cơ chế | Quy trình ISO | Tình trạng | Mức độ DVC
                1.1 | A | Hộ tịch | Một cửa | Có | | 4
                1.2 | B | Hộ tịch | Một cửa liên thông | Không | Công bố mới | 3
                1.3 | C | Hộ tịch | Một cửa | Có | Bãi bỏ | 4
                """,
        )
    )
    names = (
        "total",
        "one_stop",
        "interlinked",
        "new",
        "abolished",
        "online_3",
        "online_4",
        "iso_rate",
        "digitised_rate",
        "location_free",
    )
    assert [2, 1, 1, 1, 1, 1, 1, Decimal(50), None, None] == values(found, *(f"procedures.{name}" for name in names))
    assert [2, 3] == [reference.row for reference in found.rows("procedures.total")]


def test_staff_are_those_in_service_at_the_cut_off() -> None:
    found = staffing(
        table(
            Person,
            """
                Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Lãnh đạo | Kỷ luật | Ngày bắt đầu | Ngày kết thúc
                A | Cán bộ | Đại học | Trung cấp | Có | Có | |
                B | Công chức | Trung cấp | Trung cấp | Không | Không | 01/01/2020 | 31/12/2023
                C | Công chức | Đại học | Cao cấp | Không | Có | | 30/12/2023
                D | Công chức | Đại học | Trung cấp | Không | Không | 01/01/2024 |
                E | Công chức | Thạc sĩ | Chưa qua | Không | Có | 31/12/2023 |
                """,
        ),
        date(2023, 12, 31),
    )
    assert [3, 1, 2, 1, 2] == values(
        found,
        *(
            f"staffing.{name}"
            for name in ("total", "officials", "civil_servants", "disciplined_leaders", "disciplined_civil_servants")
        ),
    )
    half, whole = Decimal(50), Decimal(100)
    assert (
        Group("Cán bộ", 1, (Share("Đại học", 1, whole),), (Share("Trung cấp", 1, whole),)),
        Group(
            "Công chức",
            2,
            (Share("Thạc sĩ", 1, half), Share("Trung cấp", 1, half)),
            (Share("Trung cấp", 1, half), Share("Chưa qua", 1, half)),
        ),
    ) == found["staffing.groups"].value


def test_a_full_log_counts_its_documents_of_the_period() -> None:
    found = documents(table(IssuedDocument, ISSUED), table(DocumentTotal, TOTALS), OutgoingLog.FULL)
    assert [3, 2] == values(found, "documents.issued", "documents.steering")
    assert (Named("Kế hoạch", 2), Named("Quyết định", 1)) == found["documents.issued_by_type"].value
    electronic = found["documents.issued_electronic_rate"].value
    assert Decimal("66.67") == (electronic.quantize(Decimal("0.01")) if isinstance(electronic, Decimal) else None)


def test_an_extract_leaves_the_number_of_documents_to_the_stated_total() -> None:
    found = documents(table(IssuedDocument, ISSUED), table(DocumentTotal, TOTALS), OutgoingLog.EXTRACT)
    assert [706, 2, 1716, None] == values(
        found, "documents.issued", "documents.steering", "documents.incoming", "documents.issued_electronic_rate"
    )


def test_documents_are_cited_by_section_in_order_of_date() -> None:
    found = documents(table(IssuedDocument, ISSUED), Table(DocumentTotal), OutgoingLog.FULL)
    cited = found["documents.cited"].value
    assert isinstance(cited, Citations)
    symbols = {section: [document.symbol for document in cited[section]] for section in ("I.1", "I.2", "I.3", "V")}
    assert {"I.1": ["01/KH-UBND", "06/KH-UBND"], "I.2": ["06/KH-UBND"], "I.3": [], "V": []} == symbols


def test_without_log_and_totals_documents_are_unknown() -> None:
    found = documents(Table(IssuedDocument), Table(DocumentTotal), OutgoingLog.FULL)
    assert [None] * 5 == values(
        found,
        *(f"documents.{name}" for name in ("issued", "issued_by_type", "steering", "incoming", "incoming_by_channel")),
    )


def test_parts_that_do_not_add_up_to_the_stated_total_are_told_at_its_cell() -> None:
    problems = list(check_totals(Table(IssuedDocument), table(DocumentTotal, TOTALS), None, OutgoingLog.FULL))
    assert [("CC403", "C4")] == told(problems)
    assert "Tổng số văn bản đi ghi 706, các loại cộng lại là 606, chênh 100" == problems[0].message


def test_a_full_log_that_differs_from_the_stated_total_is_told() -> None:
    problems = list(check_totals(table(IssuedDocument, ISSUED), table(DocumentTotal, TOTALS), YEAR, OutgoingLog.FULL))
    assert [("CC403", "C4"), ("CC404", "C4")] == told(problems)


def stated_against_log(totals: str, period: str) -> list[tuple[str, str | None]]:
    """Return what is told of stated totals beside a log of two decisions in March and a plan in May."""
    log = """
        Số ký hiệu | Loại | Ngày ban hành | Trích yếu
        01/QĐ | Quyết định | 03/03/2023 | a
        02/QĐ | Quyết định | 04/03/2023 | b
        01/KH | Kế hoạch | 05/05/2023 | c
    """
    issued, stated = table(IssuedDocument, log), table(DocumentTotal, totals)
    return told(tuple(check_totals(issued, stated, parse_period(period), OutgoingLog.FULL)))


@pytest.mark.parametrize("period", ["2023", "2023-Q1", "2023-Q2", "2023-6M"])
def test_the_stated_totals_of_the_year_hold_in_a_part_of_it(period: str) -> None:
    totals = """
        Chiều | Loại | Số lượng
        Đi | Quyết định | 2
        Đi | Kế hoạch | 1
        Đi | Tổng số | 3
    """
    assert [] == stated_against_log(totals, period)
    assert [("CC403", "C4"), ("CC404", "C4")] == stated_against_log(
        totals.replace("Tổng số | 3", "Tổng số | 4"), period
    )


def test_a_stated_number_of_one_type_is_held_against_the_log() -> None:
    totals = """
        Chiều | Loại | Số lượng
        Đi | Quyết định | 1
        Đi | Kế hoạch | 2
        Đi | Tổng số | 3
    """
    assert [("CC404", "C2"), ("CC404", "C3")] == stated_against_log(totals, "2023")


def test_in_a_report_the_forms_rule_adds_up_the_stated_total_that_is_printed() -> None:
    assert [] == list(
        check_totals(table(IssuedDocument, ISSUED), table(DocumentTotal, TOTALS), YEAR, OutgoingLog.EXTRACT)
    )


@pytest.mark.parametrize(("cutoff", "expected"), [(date(2023, 12, 31), [3, 1, 1]), (date(2023, 6, 30), [3, 1, 0])])
def test_tasks_are_on_time_late_or_open(cutoff: date, expected: list[int]) -> None:
    text = """
        Nội dung | Nguồn giao | Hạn hoàn thành | Ngày hoàn thành
        A | Cấp trên giao | 31/03/2023 | 31/03/2023
        B | Cấp trên giao | 31/03/2023 | 01/07/2023
        C | Cấp trên giao | 31/12/2023 |
    """
    found = tasks(table(Task, text), cutoff)
    assert [*expected, None, None] == values(
        found,
        *(f"tasks.{name}" for name in ("assigned", "assigned_on_time", "assigned_late", "planned", "planned_done")),
    )


def test_a_template_sees_figures_as_attributes_and_nothing_else() -> None:
    namespace = tasks(Table(Task), date(2023, 12, 31)).namespace("tasks")
    assert namespace.planned is None
    with pytest.raises(AttributeError):
        _ = namespace.items
