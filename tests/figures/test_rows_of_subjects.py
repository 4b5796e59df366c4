"""Which rows each figure of procedures, staff, documents and tasks counts, the numbers in lists as well."""

from datetime import date
from typing import TypeVar

import pytest

from cchc_report.figures import Figures, OutgoingLog, Tallies, count, figures_of, tally
from cchc_report.figures.cited_documents import Citations, CitedDocument
from cchc_report.ground.periods import parse_period
from cchc_report.tables.column import SheetModel
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Table
from cchc_report.tables.workspace_tables import Tables
from tests.tables.test_unite import part_of

Sheet_ = TypeVar("Sheet_", bound=SheetModel)
YEAR = parse_period("2023")
LOG = """
    Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả
    H1 | Khai sinh | Hộ tịch | 05/03/2023 | 10/03/2023 | 09/03/2023
    H2 | Khai sinh | Hộ tịch | 05/03/2023 | 10/03/2023 | 11/03/2023
"""
PROCEDURES = """
    Mã thủ tục | Tên thủ tục | Lĩnh vực | Cơ chế | Liên thông cùng cấp | Liên thông các cấp | Quy trình ISO | Điện tử hóa | Phi địa giới | Thanh toán trực tuyến | Mức độ DVC | Tình trạng
    1.1 | A | Hộ tịch | Một cửa | Không | Không | Có | Có | Không | Có | 4 |
    1.2 | B | Hộ tịch | Một cửa liên thông | Có | Không | Không | Có | Có | Không | 3 | Công bố mới
    1.3 | C | Hộ tịch | Một cửa liên thông | Không | Có | Có | Không | Không | Không | | Đang áp dụng
    1.4 | D | Hộ tịch | Một cửa | Có | Có | Có | Có | Có | Có | 4 | Bãi bỏ
"""
STAFF = """
    Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Lãnh đạo | Kỷ luật | Ngày kết thúc
    A | Cán bộ | Đại học | Trung cấp | Có | Có |
    B | Công chức | Trung cấp | Trung cấp | Không | Không |
    C | Công chức | Đại học | Cao cấp | Có | Không |
    D | Công chức | Đại học | Trung cấp | Không | Có |
    E | Công chức | Đại học | Trung cấp | Có | Có | 30/12/2023
"""
ISSUED = """
    Số ký hiệu | Loại | Ngày ban hành | Trích yếu | Hình thức gửi | Chỉ đạo CCHC | Mục báo cáo
    06/KH-UBND | Kế hoạch | 01/01/2023 | a | Điện tử | Có | I.1
    05/QĐ-UBND | Quyết định | 31/12/2023 | b | Điện tử và giấy | Không |
    07/KH-UBND | KẾ HOẠCH | 05/03/2023 | c | | Không |
    08/BC-UBND | Báo cáo | 05/03/2023 | d | Giấy | Không |
    09/BC-UBND | Báo cáo | 01/01/2024 | e | Điện tử | Có | I.1
    10/BC-UBND | Báo cáo | 31/12/2022 | f | Điện tử | Có | I.2
"""
TOTALS = """
    Chiều | Loại | Số lượng
    Đi | Quyết định | 118
    Đi | Kế hoạch | 12
    Đến | Môi trường điện tử | 1652
    Đến | BCCI | 64
    Đi | Tổng số | 706
"""
TASKS = """
    Nội dung | Nguồn giao | Hạn hoàn thành | Ngày hoàn thành
    A | Cấp trên giao | 31/03/2023 | 31/03/2023
    B | Cấp trên giao | 31/03/2023 | 01/07/2023
    C | Cấp trên giao | 31/12/2023 |
    D | Cấp trên giao | 31/12/2023 | 01/01/2024
    E | Kế hoạch CCHC | | 31/12/2023
    F | Kế hoạch CCHC | |
"""


def table(model: type[Sheet_], text: str) -> Table[Sheet_]:
    return Table(model, (part_of(model, text),))


def commune() -> Tables:
    """Return the tables of a commune that keeps all of them."""
    return Tables(
        dossiers=table(DossierRow, LOG),
        procedures=table(Procedure, PROCEDURES),
        staffing=table(Person, STAFF),
        issued=table(IssuedDocument, ISSUED),
        totals=table(DocumentTotal, TOTALS),
        tasks=table(Task, TASKS),
    )


FIGURES = count(commune(), YEAR)
EXTRACT = count(commune(), YEAR, outgoing_log=OutgoingLog.EXTRACT)


def rows(figures: Figures, name: str) -> list[int]:
    """Return the numbers of the rows that a figure, or a number in a list, counts."""
    return [reference.row for reference in figures.rows(name)]


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ([2, 3, 4], "procedures.total"),
        ([2], "procedures.one_stop"),
        ([3, 4], "procedures.interlinked"),
        ([3], "procedures.interlinked_same_level"),
        ([4], "procedures.interlinked_across_levels"),
        ([2, 4], "procedures.iso"),
        ([2, 4], "procedures.iso_rate"),
        ([2, 3], "procedures.digitised"),
        ([3], "procedures.location_free"),
        ([2], "procedures.online_payment"),
        ([3], "procedures.online_3"),
        ([2], "procedures.online_4"),
        ([3], "procedures.new"),
        ([5], "procedures.abolished"),
        ([2, 3, 4, 5], "staffing.total"),
        ([2], "staffing.officials"),
        ([3, 4, 5], "staffing.civil_servants"),
        ([2, 6], "staffing.disciplined_leaders"),
        ([5, 6], "staffing.disciplined_civil_servants"),
        ([2, 3, 4, 5], "staffing.groups"),
        ([3, 4, 5], "staffing.groups[Công chức]"),
        ([4, 5], "staffing.groups[Công chức].qualifications[Đại học]"),
        ([4, 5], "staffing.groups[Công chức].qualifications[Đại học].share"),
        ([2], "staffing.groups[Cán bộ].political_theory[Trung cấp]"),
        ([3, 5], "staffing.groups[Công chức].political_theory[Trung cấp]"),
        ([2, 3, 4, 5], "documents.issued"),
        ([2, 3, 4, 5], "documents.issued_by_type"),
        ([2, 4], "documents.issued_by_type[Kế hoạch]"),
        ([5], "documents.issued_by_type[Báo cáo]"),
        ([2, 3, 5], "documents.sent"),
        ([2], "documents.issued_electronic"),
        ([2], "documents.issued_electronic_rate"),
        ([3], "documents.issued_parallel"),
        ([2], "documents.steering"),
        ([4, 5], "documents.incoming"),
        ([4, 5], "documents.incoming_by_channel"),
        ([5], "documents.incoming_by_channel[BCCI]"),
        ([2, 7], "documents.cited"),
        ([6, 7], "tasks.planned"),
        ([6], "tasks.planned_done"),
        ([2, 3, 4, 5], "tasks.assigned"),
        ([2], "tasks.assigned_on_time"),
        ([3], "tasks.assigned_late"),
        ([4, 5], "tasks.assigned_open"),
    ],
)
def test_a_figure_lists_the_rows_it_counts(expected: list[int], name: str) -> None:
    assert expected == rows(FIGURES, name)
    figure = FIGURES.find(name)
    assert figure is not None
    if isinstance(figure.value, int) and not name.startswith("documents.incoming"):
        assert len(expected) == figure.value


@pytest.mark.parametrize(
    ("expected", "value", "name"),
    [
        ([6], 706, "documents.issued"),
        ([2, 3], None, "documents.issued_by_type"),
        ([2], 118, "documents.issued_by_type[Quyết định]"),
        ([3], 12, "documents.issued_by_type[Kế hoạch]"),
        ([4, 5], 1716, "documents.incoming"),
        ([4], 1652, "documents.incoming_by_channel[Môi trường điện tử]"),
    ],
)
def test_beside_an_extract_the_stated_numbers_have_rows_of_their_own(
    expected: list[int], value: int | None, name: str
) -> None:
    found = EXTRACT.find(name)
    assert found is not None
    assert expected == rows(EXTRACT, name)
    assert value == (found.value if isinstance(found.value, int) else None)


def test_the_numbers_in_a_list_hang_on_its_records() -> None:
    told = [(part.attribute, getattr(part.record, part.attribute), part.figure.value) for part in FIGURES.parts]
    assert [] == [one for one in told if one[1] != one[2]]
    assert 19 == len(told)


def test_a_number_in_a_list_is_said_to_be_of_its_list() -> None:
    found = {part.figure.name: part.figure for part in (*FIGURES.parts, *EXTRACT.parts)}
    share = found["staffing.groups[Công chức].qualifications[Đại học].share"]
    assert "Tỷ lệ Công chức, trình độ chuyên môn Đại học" == share.label
    assert ("staffing.groups[Công chức].qualifications[Đại học]", "staffing.groups[Công chức]") == share.operands
    assert "Các dòng chiều Đi ở trang Tổng hợp văn bản, cột Loại ghi Quyết định" == (
        found["documents.issued_by_type[Quyết định]"].rule
    )
    assert "Văn bản đến: BCCI" == found["documents.incoming_by_channel[BCCI]"].label


def test_the_rules_say_the_day_and_where_the_number_stands() -> None:
    assert "Người đang làm việc ngày 31/12/2023, nhóm Cán bộ" == FIGURES["staffing.officials"].rule
    assert "Nhiệm vụ có nguồn giao Kế hoạch CCHC, hoàn thành đến ngày 31/12/2023" == FIGURES["tasks.planned_done"].rule
    assert "Thủ tục có tình trạng khác Bãi bỏ, cột Quy trình ISO ghi Có" == FIGURES["procedures.iso"].rule
    assert "Thủ tục có tình trạng khác Bãi bỏ, cột Mức độ DVC ghi Một phần" == FIGURES["procedures.online_3"].rule
    assert "Tổng số ghi ở trang Tổng hợp văn bản" == EXTRACT["documents.issued"].rule
    assert "Cộng các dòng ở trang Tổng hợp văn bản" == EXTRACT["documents.incoming"].rule


def test_a_cited_document_is_cited_as_the_log_has_it() -> None:
    cited = FIGURES["documents.cited"].value
    assert isinstance(cited, Citations)
    assert (["I.1", "I.2"], 2) == (list(cited), len(cited))
    assert (
        CitedDocument(kind="Kế hoạch", symbol="06/KH-UBND", issued_on=date(2023, 1, 1), subject="a", issuer=None),
    ) == cited["I.1"]


def test_the_counts_of_two_communes_are_twice_those_of_one() -> None:
    one = tally(commune(), YEAR)
    both = figures_of(Tallies.sum([one, one]), YEAR)
    counts = {name: figure.value for name, figure in FIGURES.items() if isinstance(figure.value, int)}
    rates = {name: figure.value for name, figure in FIGURES.items() if figure.kind.value == "rate"}
    assert {name: 2 * value for name, value in counts.items()} == {name: both[name].value for name in counts}
    assert rates == {name: both[name].value for name in rates}
    assert () == both.rows("tasks.assigned")


def test_packed_counts_are_unpacked_as_they_were() -> None:
    one = tally(commune(), YEAR)
    assert one == Tallies.unpacked(one.packed())
    assert {"staffing.groups", "documents.issued_by_type", "documents.incoming_by_channel"} == one.known_lists
    assert frozenset() == Tallies().known_lists


def test_without_any_sheet_every_figure_is_unknown_but_the_citations() -> None:
    nothing = count(Tables(), YEAR)
    assert ["documents.cited"] == [name for name, figure in nothing.items() if figure.value is not None]
