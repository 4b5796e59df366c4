"""A commune's report in small: every name the templates see, with the figures of the published report of 2023."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from cchc_report.ground.numbers import percent
from cchc_report.ground.periods import parse_period
from cchc_report.ground.text import parted
from cchc_report.report.recipients import listed

TEMPLATES = Path(__file__).parents[2] / "templates" / "thanh-hoa-2023"
SECTIONS = ("I.1", "I.2", "I.3", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "III.1", "III.2", "IV", "V")
NAMED_ROWS = ("1.2.1", "1.2.2", "1.2.3", "2.2", "2.3", "2.4")  # that the text of the form speaks of


@dataclass(frozen=True)
class Issued:
    """A document the report cites."""

    kind: str
    symbol: str
    issued_on: date
    subject: str
    issuer: str | None = None


@dataclass(frozen=True)
class Counted:
    """A named number, and its share of a group."""

    name: str
    count: int
    share: Decimal | None = None


@dataclass(frozen=True)
class Group:
    """Officials or civil servants."""

    name: str
    count: int
    qualifications: tuple[Counted, ...]
    political_theory: tuple[Counted, ...]


@dataclass(frozen=True)
class Row:
    """A row of the appendix."""

    printed_code: str
    label: str
    unit_lines: tuple[str, ...] = ()
    text: str = ""
    note: str = ""
    is_group: bool = False
    is_heading: bool = False


PLAN = Issued("Kế hoạch", "01/KH-UBND", date(2023, 1, 3), "Cải cách hành chính năm 2023")
INSPECTION = Issued("Kế hoạch", "06/KH-UBND", date(2023, 1, 7), "về tự kiểm tra cải cách hành chính năm 2023")
SPENDING = Issued("Quyết định", "05/QĐ-UBND", date(2023, 1, 10), "Về việc ban hành Quy chế chi tiêu nội bộ")

COMMUNE = {
    "name": "Hoằng Trường",
    "kind": "xã",
    "district": "Hoằng Hóa",
    "province": "Thanh Hóa",
    "recipient": "UBND huyện Hoằng Hóa",
    "report_number": "5",
    "report_date": date(2024, 2, 5),
    "signer_title": "Phó Chủ tịch",
    "signs_for": "KT. CHỦ TỊCH",
    "signer": "Nguyễn Văn Mẫu",
    "recipients": ("UBND huyện (b/c)", "Đảng ủy, HĐND xã (b/c);", "- Lưu: VT."),
}
DOSSIERS = {
    "received": 1603,
    "carried_over": 0,
    "total": 1603,
    "on_time": 1588,
    "overdue": 11,
    "pending_in_time": 4,
    "pending_overdue": 0,
    "on_time_rate": percent(1588, 1603),
    "overdue_rate": percent(11, 1603),
    "received_online": 1014,
    "finished": 1599,
}
GROUPS = (
    Group(
        "Cán bộ",
        11,
        (Counted("Đại học", 11, Decimal(100)),),
        (Counted("Đại học", 1, percent(1, 11)), Counted("Trung cấp", 10, percent(10, 11))),
    ),
)
APPENDIX = (
    Row("1", "Công tác chỉ đạo điều hành CCHC", is_group=True),
    Row("1.1", "Kế hoạch CCHC", text="1", is_heading=True),
    Row("1.4.2", "Hình thức khảo sát", ("Trực tuyến = 0", "Phát phiếu = 1"), "1", "Đã khảo sát"),
)


def report(
    period: str = "2023",
    *,
    commune: Mapping[str, object] | None = None,
    dossiers: Mapping[str, object] | None = None,
    narrative: Mapping[str, tuple[str, ...]] | None = None,
    appendix: tuple[Row, ...] = APPENDIX,
) -> dict[str, object]:
    """Return a context, some values of it replaced."""
    cited = {"I.1": (PLAN, INSPECTION), "I.2": (INSPECTION,), "II.5": (SPENDING,)}
    named = SimpleNamespace(**{**COMMUNE, **(commune or {})})
    return {
        "commune": named,
        "addressees": parted(named.recipient),
        "period": parse_period(period),
        "dossiers": SimpleNamespace(**{**DOSSIERS, **(dossiers or {})}),
        "procedures": SimpleNamespace(total=189, one_stop=114, interlinked=75),
        "staffing": SimpleNamespace(total=23, groups=GROUPS, disciplined=None),
        "documents": SimpleNamespace(
            issued=706,
            issued_by_type=(Counted("Quyết định", 118), Counted("Báo cáo", 127)),
            incoming=1716,
            incoming_by_channel=(Counted("Điện tử", 1652), Counted("BCCI", 64)),
            issued_electronic_rate=None,
            cited={section: cited.get(section, ()) for section in SECTIONS},
        ),
        "tasks": SimpleNamespace(planned=None, planned_done=None),
        "indicators": {code: SimpleNamespace(value=None, text="") for code in NAMED_ROWS},
        "recipients": listed(named.recipients, parted(named.recipient)),
        "on_time_denominator": "total",
        "appendix": appendix,
        "charts": (),
        "narrative": {
            section: (narrative or {}).get(section, ()) for plain in SECTIONS for section in (plain, f"{plain}+")
        },
    }


def unknown_report() -> dict[str, object]:
    """Return a context in which no figure is known and nothing is cited."""
    context = report(
        commune={
            "report_number": None,
            "report_date": None,
            "signer_title": None,
            "signs_for": None,
            "recipients": (),
        },
        dossiers=dict.fromkeys(DOSSIERS),
    )
    return context | {
        "procedures": SimpleNamespace(total=None, one_stop=None, interlinked=None),
        "staffing": SimpleNamespace(total=None, groups=None, disciplined=None),
        "documents": SimpleNamespace(
            issued=None,
            issued_by_type=None,
            incoming=None,
            incoming_by_channel=None,
            issued_electronic_rate=None,
            cited=dict.fromkeys(SECTIONS, ()),
        ),
    }
