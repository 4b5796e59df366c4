"""Random communes whose books are kept rightly are built without a word: no rule may cry wolf."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.periods import parse_period
from cchc_report.report.build import report_of
from cchc_report.tables.column import SheetModel
from cchc_report.tables.header import find_header
from cchc_report.tables.read import Reading
from cchc_report.tables.rules import run_rules
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.dossier_rules import DOSSIER_RULES, DossierFacts
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Table
from cchc_report.tables.validate import validate_sheet
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workspace.workspace import Workspace
from tests.tables.texts import sheet_of

FIRST, LAST = date(2022, 11, 1), date(2023, 12, 31)
PERIODS = ("2023", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2023-6M", "2023-9M")
FIELDS = ("Hộ tịch", "Chứng thực", "Đất đai", "Xây dựng", "Bảo trợ xã hội")
KINDS = ("Quyết định", "Báo cáo", "Kế hoạch", "Tờ trình", "Công văn")
YES, NO = "Có", "Không"
Row = tuple[object, ...]

days = st.dates(date(2023, 1, 1), LAST)
yes_or_no = st.sampled_from([YES, NO])


@dataclass(frozen=True)
class Books:
    """The sheets of a commune."""

    dossiers: Sequence[Row]
    procedures: Sequence[Row]
    staff: Sequence[Row]
    issued: Sequence[Row]
    totals: Sequence[Row]
    tasks: Sequence[Row]
    entered: Sequence[Row]


@st.composite
def dossier_rows(draw: st.DrawFn, number: int) -> Row:
    """A dossier as the log has it at the end of the year; one from the year before was not finished in it."""
    received = draw(st.dates(FIRST, LAST))
    due = received + timedelta(days=draw(st.integers(0, 40)))
    finished = None if draw(st.integers(0, 9)) == 0 else received + timedelta(days=draw(st.integers(0, 60)))
    if finished is not None and received.year < 2023:
        finished = max(finished, date(2023, 1, 1))
    if finished is not None and finished > LAST:
        finished = None
    is_late = due < (finished or LAST)
    channel = draw(st.sampled_from(["Trực tiếp", "BCCI", "Trực tuyến"]))
    level = draw(st.sampled_from(["Một phần", "Toàn trình"])) if channel == "Trực tuyến" else None
    returned = draw(st.sampled_from(["Trực tiếp", "BCCI", "Trực tuyến"])) if finished else None
    published = draw(yes_or_no) if finished else NO
    field = draw(st.sampled_from(FIELDS))
    return (
        f"HS-{number}",
        "Thủ tục",
        field,
        received,
        due,
        finished,
        channel,
        level,
        returned,
        published,
        YES if is_late else NO,
    )


@st.composite
def procedure_rows(draw: st.DrawFn, number: int) -> Row:
    """A procedure; an interlinked one is so at one level at least, and what is digitised has its process."""
    mechanism = draw(st.sampled_from(["Một cửa", "Một cửa liên thông"]))
    same, across = (
        draw(st.sampled_from([(YES, NO), (NO, YES), (YES, YES)])) if mechanism.endswith("thông") else (NO, NO)
    )
    iso, digitised = draw(st.sampled_from([(YES, YES), (YES, NO), (NO, NO)]))
    level = draw(st.sampled_from(["Một phần", "Toàn trình", None]))
    status = draw(st.sampled_from(["Đang áp dụng", "Công bố mới", "Bãi bỏ"]))
    marks = draw(st.tuples(yes_or_no, yes_or_no))
    return (f"TT-{number}", "Tên", "Hộ tịch", mechanism, same, across, iso, digitised, *marks, level, status)


@st.composite
def person_rows(draw: st.DrawFn, number: int) -> Row:
    """A person; leaders are officials."""
    group = draw(st.sampled_from(["Cán bộ", "Công chức"]))
    leader = draw(yes_or_no) if group == "Cán bộ" else NO
    started = draw(st.one_of(st.none(), st.dates(date(2010, 1, 1), LAST)))
    ended = draw(st.one_of(st.none(), st.dates(started or date(2023, 1, 1), date(2024, 6, 30))))
    theory = draw(st.sampled_from(["Cao cấp", "Trung cấp", "Sơ cấp", "Chưa qua"]))
    qualification = draw(st.sampled_from(["Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp"]))
    return (f"Người {number}", group, qualification, theory, leader, draw(yes_or_no), started, ended)


@st.composite
def books(draw: st.DrawFn) -> Books:
    """A commune's books, each right by itself and all of them together."""
    issued_days = draw(st.lists(st.tuples(st.sampled_from(KINDS), days), min_size=1, max_size=12))
    sending = st.sampled_from(["Điện tử", "Điện tử và giấy", "Giấy"])
    issued = [
        (f"{number}/X", kind, day, "về việc", draw(sending), draw(yes_or_no))
        for number, (kind, day) in enumerate(issued_days, 1)
    ]
    incoming = draw(st.tuples(st.integers(0, 900), st.integers(0, 90)))
    stated = [("Đi", kind, sum(kind == one for one, _ in issued_days)) for kind in KINDS]
    totals = [*[row for row in stated if row[2]], ("Đi", "Tổng số", len(issued))]
    totals += [("Đến", "Điện tử", incoming[0]), ("Đến", "BCCI", incoming[1]), ("Đến", "Tổng số", sum(incoming))]
    staff = [draw(person_rows(number)) for number in range(draw(st.integers(1, 8)))]
    online = [
        ("TT-A", "Tên", "Hộ tịch", "Một cửa", NO, NO, YES, YES, NO, NO, level, "Đang áp dụng")
        for level in ("Một phần",)
    ]
    online += [("TT-B", "Tên", "Hộ tịch", "Một cửa", NO, NO, YES, NO, NO, NO, "Toàn trình", "Đang áp dụng")]
    source = st.sampled_from(["Kế hoạch CCHC", "Cấp trên giao"])
    return Books(
        [draw(dossier_rows(number)) for number in range(draw(st.integers(1, 25)))],
        [*online, *[draw(procedure_rows(number)) for number in range(draw(st.integers(0, 8)))]],
        staff,
        issued,
        totals,
        [("Việc", draw(source), draw(days), draw(st.one_of(st.none(), days))) for _ in range(draw(st.integers(0, 6)))],
        [("1.1", 1), ("4.1.1", len(staff)), ("7.2.1", 1), ("7.4.1", 1), *draw(checked_matters())],
    )


@st.composite
def checked_matters(draw: st.DrawFn) -> list[Row]:
    """Entered numbers that hang together: what was inspected, found and mended; what was reviewed and put right."""
    found, reviewed = draw(st.integers(0, 9)), draw(st.integers(0, 30))
    asked = draw(st.integers(0, reviewed))
    reduced = draw(st.integers(0, 1))
    return [
        ("1.2", 1), ("1.2.1", draw(st.integers(1, 9))), ("1.2.2", found), ("1.2.3", draw(st.integers(0, found))),
        ("2.2", 0), ("2.3", reviewed), ("2.4", asked), ("2.5", draw(st.integers(0, asked))),
        ("4.1.3", reduced), ("4.1.4", f"{draw(st.integers(reduced, 100))}%"),
    ]  # fmt: skip


HEADERS: dict[str, tuple[type[SheetModel], str]] = {
    "dossiers": (
        DossierRow,
        "Mã hồ sơ|Tên thủ tục|Lĩnh vực|Ngày tiếp nhận|Ngày hẹn trả|Ngày trả kết quả|Hình thức tiếp nhận|Mức độ DVC|"
        "Hình thức trả|Công khai|Xin lỗi",
    ),
    "procedures": (
        Procedure,
        "Mã thủ tục|Tên thủ tục|Lĩnh vực|Cơ chế|Liên thông cùng cấp|Liên thông các cấp|Quy trình ISO|Điện tử hóa|"
        "Phi địa giới|Thanh toán trực tuyến|Mức độ DVC|Tình trạng",
    ),
    "staff": (
        Person,
        "Họ và tên|Nhóm|Trình độ chuyên môn|Lý luận chính trị|Lãnh đạo|Kỷ luật|Ngày bắt đầu|Ngày kết thúc",
    ),
    "issued": (IssuedDocument, "Số ký hiệu|Loại|Ngày ban hành|Trích yếu|Hình thức gửi|Chỉ đạo CCHC"),
    "totals": (DocumentTotal, "Chiều|Loại|Số lượng"),
    "tasks": (Task, "Nội dung|Nguồn giao|Hạn hoàn thành|Ngày hoàn thành"),
    "entered": (EnteredIndicator, "Mã|Số liệu"),
}


def told_of(made: Books, period: str, folder: Path) -> list[Diagnostic]:
    """Return what is said of some books, notes aside."""
    found: list[Diagnostic] = []
    tables: dict[str, Table[SheetModel]] = {}
    for name, (model, header) in HEADERS.items():
        rows: Sequence[Row] = getattr(made, name)
        sheet = sheet_of("\n".join([header, *["|".join(map(_cell, row)) for row in rows]]), model.info.title)
        located = find_header(sheet, model)
        assert located is not None
        (part,), problems, _ = validate_sheet(sheet, model, located)
        found += problems
        if name == "dossiers":
            found += [problem for _, problem in run_rules(part, DossierFacts, DOSSIER_RULES)]
        tables["staffing" if name == "staff" else name] = Table(model, (part,) if rows else ())
    workspace = Workspace(folder)
    reading = Reading(tables=Tables(**tables), ledger=(), diagnostics=(), digests={})  # type: ignore[arg-type]  # each under the name of its own model
    report = report_of(reading, workspace, parse_period(period), ())
    return [one for one in (*found, *report.diagnostics) if one.severity is not Severity.NOTE]


def _cell(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(made=books(), period=st.sampled_from(PERIODS))
def test_books_that_are_kept_rightly_are_not_spoken_of(made: Books, period: str, tmp_path: Path) -> None:
    assert [] == [f"{one.code.identifier} {one.message}" for one in told_of(made, period, tmp_path)]
