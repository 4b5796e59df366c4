"""The sheet `Nhân sự`: one row a person in the commune's service. Names are never quoted."""

import re
from datetime import date
from typing import Annotated, ClassVar, NamedTuple

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.text import fold
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.quoting import quote
from cchc_report.tables.rules import Finding, RowRule, RowRules
from cchc_report.tables.values import Choice, ServiceDay, Text, YesNo, one_of


class StaffGroup(Choice):
    """Elected officials and appointed civil servants: Luật Cán bộ, công chức 2008, Điều 4 khoản 3."""

    OFFICIAL = "Cán bộ", "CB"
    CIVIL_SERVANT = "Công chức", "CC"


class Qualification(Choice):
    """The highest professional qualification."""

    DOCTOR = "Tiến sĩ", "TS", "Tiến sỹ"
    MASTER = "Thạc sĩ", "ThS", "Thạc sỹ", "Cao học"
    UNIVERSITY = "Đại học", "ĐH", "Cử nhân", "Kỹ sư"
    COLLEGE = "Cao đẳng", "CĐ"
    SECONDARY = "Trung cấp", "TC", "Trung học chuyên nghiệp"
    ELEMENTARY = "Sơ cấp", "SC"
    NONE = "Chưa đào tạo", "Chưa qua đào tạo", "Không", "Chưa"


class PoliticalTheory(Choice):
    """The level of political theory."""

    UNIVERSITY = "Đại học", "ĐH", "Cử nhân"
    ADVANCED = "Cao cấp", "CC", "Cao cấp lý luận chính trị", "Cao cấp LLCT"
    INTERMEDIATE = "Trung cấp", "TC", "Trung cấp lý luận chính trị", "Trung cấp LLCT"
    ELEMENTARY = "Sơ cấp", "SC", "Sơ cấp lý luận chính trị"
    NONE = "Chưa qua", "Chưa qua đào tạo", "Chưa đào tạo", "Không", "Chưa"


class Person(SheetModel):
    """A person in the commune's service."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Nhân sự",
        noun="người",
        synonyms=("Cán bộ, công chức", "Danh sách cán bộ công chức", "CBCC", "Biên chế"),
        feeds="số liệu cán bộ, công chức (mục II.4, chỉ tiêu 4.1.2, 5.4.5, 5.4.6)",
    )

    name: Annotated[
        Text,
        Column(
            header="Họ và tên",
            synonyms=("Họ tên", "Tên", "Họ và tên cán bộ, công chức"),
            note="Họ và tên đầy đủ; không in ra báo cáo.",
            person=True,
        ),
    ]
    group: Annotated[
        StaffGroup,
        one_of(StaffGroup),
        Column(
            header="Nhóm",
            synonyms=("Loại", "Nhóm đối tượng", "Cán bộ/Công chức", "Đối tượng"),
            note="Cán bộ hoặc Công chức.",
        ),
    ]
    title: Annotated[
        Text | None,
        Column(
            header="Chức vụ", synonyms=("Chức danh", "Chức vụ, chức danh"), note="Ví dụ: Công chức Tư pháp - Hộ tịch."
        ),
    ] = None
    qualification: Annotated[
        Qualification,
        one_of(Qualification),
        Column(
            header="Trình độ chuyên môn",
            synonyms=("Chuyên môn", "TĐCM", "Trình độ", "Trình độ đào tạo"),
            note="Trình độ chuyên môn cao nhất.",
        ),
    ]
    political_theory: Annotated[
        PoliticalTheory,
        one_of(PoliticalTheory),
        Column(
            header="Lý luận chính trị",
            synonyms=("Trình độ lý luận chính trị", "LLCT", "Trình độ LLCT", "Lý luận CT"),
            note="Trình độ lý luận chính trị.",
        ),
    ]
    leader: Annotated[
        YesNo | None,
        Column(
            header="Lãnh đạo",
            synonyms=("Là lãnh đạo", "Lãnh đạo xã"),
            note="Có nếu là lãnh đạo cấp xã.",
            feeds="số lãnh đạo cấp xã bị kỷ luật",
            absent=Severity.NOTE,
        ),
    ] = None
    disciplined: Annotated[
        YesNo | None,
        Column(
            header="Kỷ luật",
            synonyms=("Bị kỷ luật", "Xử lý kỷ luật"),
            note="Có nếu bị kỷ luật trong kỳ.",
            feeds="số người bị kỷ luật",
            absent=Severity.NOTE,
        ),
    ] = None
    started_on: Annotated[
        ServiceDay | None,
        Column(
            header="Ngày bắt đầu",
            synonyms=("Từ ngày", "Ngày vào", "Ngày nhận công tác"),
            note="Ngày bắt đầu làm việc tại xã; trống nghĩa là từ trước.",
        ),
    ] = None
    ended_on: Annotated[
        ServiceDay | None,
        Column(
            header="Ngày kết thúc",
            synonyms=("Đến ngày", "Ngày nghỉ", "Ngày thôi việc"),
            note="Ngày làm việc cuối cùng; trống nghĩa là còn làm việc.",
        ),
    ] = None


class ServiceFacts(NamedTuple):
    """The bounds of a person's service."""

    started_on: date | None
    ended_on: date | None
    group: StaffGroup | None
    title: str | None


def ended_not_before_started(service: ServiceFacts) -> Finding | None:
    """Service does not end before it starts."""
    if service.started_on is None or service.ended_on is None or service.started_on <= service.ended_on:
        return None
    return Finding(
        Code.ENDED_BEFORE_STARTED,
        "ended_on",
        f"Ngày kết thúc {quote(service.ended_on)} trước ngày bắt đầu {quote(service.started_on)}",
        "Kiểm tra lại hai ngày.",
    )


# The titles of elected officials: Luật Cán bộ, công chức 2008, Điều 61 khoản 2.
_OFFICIAL_TITLES = re.compile(r"^(pho )?(bi thu|chu tich)\b")


def group_fits_title(service: ServiceFacts) -> Finding | None:
    """Secretaries and chairmen are officials; what they are called is no person's name."""
    if service.group is not StaffGroup.CIVIL_SERVANT or not _OFFICIAL_TITLES.search(fold(service.title or "")):
        return None
    return Finding(
        Code.GROUP_AGAINST_TITLE,
        "group",
        f"Nhóm {quote(service.group)} nhưng chức vụ {quote(service.title)} là của cán bộ",
        "Sửa cột Nhóm thành Cán bộ, hoặc sửa chức vụ.",
    )


PERSON_RULES: RowRules[ServiceFacts] = RowRules(
    (
        RowRule(ended_not_before_started, needs=("started_on", "ended_on")),
        RowRule(group_fits_title, needs=("title",)),
    )
)
