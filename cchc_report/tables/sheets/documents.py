"""The sheets of documents: `Văn bản đi`, one row an issued document, and `Tổng hợp văn bản`, totals instead of the log."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from cchc_report.ground.codes import Severity
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.values import Choice, Count, Day, Sections, Text, YesNo, one_of, read_text

# The abbreviations of Nghị định 30/2020/NĐ-CP, Phụ lục III, that a commune's log may give instead of the type; and CV, which all use.
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "nq": "Nghị quyết",
        "qđ": "Quyết định",
        "ct": "Chỉ thị",
        "qc": "Quy chế",
        "qyđ": "Quy định",
        "tb": "Thông báo",
        "hd": "Hướng dẫn",
        "ctr": "Chương trình",
        "kh": "Kế hoạch",
        "pa": "Phương án",
        "đa": "Đề án",
        "bc": "Báo cáo",
        "bb": "Biên bản",
        "ttr": "Tờ trình",
        "hđ": "Hợp đồng",
        "gm": "Giấy mời",
        "cv": "Công văn",
    }
)


def read_document_type(value: object) -> str:
    """Read a cell as a type of document, its abbreviation in full: reports print the type and count by it."""
    text = read_text(value)
    return _TYPES.get(text.rstrip(".").lower(), text)


DocumentType = Annotated[str, BeforeValidator(read_document_type)]


class Sending(Choice):
    """How a document was sent."""

    ELECTRONIC = "Điện tử", "Gửi điện tử", "Bản điện tử", "Hoàn toàn điện tử", "Qua mạng"
    PARALLEL = "Điện tử và giấy", "Song song", "Điện tử + giấy", "Giấy và điện tử", "Điện tử, giấy"
    PAPER = "Giấy", "Bản giấy", "Văn bản giấy"


class Direction(Choice):
    """Whether a total is of issued or of incoming documents."""

    OUTGOING = "Đi", "Văn bản đi", "VB đi"
    INCOMING = "Đến", "Văn bản đến", "VB đến"


class IssuedDocument(SheetModel):
    """A document the commune issued."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Văn bản đi",
        noun="văn bản",
        synonyms=("Sổ văn bản đi", "Văn bản phát hành", "Công văn đi", "Sổ công văn đi", "VB đi"),
        feeds="văn bản viện dẫn và số văn bản chỉ đạo cải cách hành chính",
    )

    symbol: Annotated[
        Text,
        Column(
            header="Số ký hiệu",
            synonyms=("Số, ký hiệu", "Số/Ký hiệu", "Số hiệu", "Số văn bản", "Số và ký hiệu", "Số hiệu văn bản"),
            note="Ví dụ: 01/KH-UBND.",
        ),
    ]
    kind: Annotated[
        DocumentType,
        Column(
            header="Loại",
            synonyms=("Loại văn bản", "Thể loại", "Tên loại"),
            note="Quyết định, Báo cáo, Kế hoạch, Tờ trình, Công văn, Thông báo…",
        ),
    ]
    issued_on: Annotated[
        Day,
        Column(
            header="Ngày ban hành",
            synonyms=("Ngày văn bản", "Ngày ký", "Ngày phát hành", "Ngày tháng"),
            note="Ngày/tháng/năm.",
        ),
    ]
    subject: Annotated[
        Text,
        Column(
            header="Trích yếu",
            synonyms=("Trích yếu nội dung", "Nội dung trích yếu", "Nội dung", "Về việc"),
            note="Ví dụ: về cải cách hành chính năm 2023.",
        ),
    ]
    issuer: Annotated[
        Text | None,
        Column(header="Cơ quan ban hành", synonyms=("Nơi ban hành", "Đơn vị ban hành"), note="Trống nghĩa là UBND xã."),
    ] = None
    sending: Annotated[
        Sending | None,
        one_of(Sending),
        Column(
            header="Hình thức gửi",
            synonyms=("Hình thức phát hành", "Cách gửi", "Hình thức"),
            note="Điện tử, Điện tử và giấy, hoặc Giấy.",
            feeds="tỷ lệ văn bản gửi điện tử",
            absent=Severity.NOTE,
        ),
    ] = None
    steering: Annotated[
        YesNo | None,
        Column(
            header="Chỉ đạo CCHC",
            synonyms=("Văn bản chỉ đạo CCHC", "Chỉ đạo cải cách hành chính"),
            note="Có hoặc Không.",
            feeds="số văn bản chỉ đạo cải cách hành chính",
            absent=Severity.NOTE,
        ),
    ] = None
    sections: Annotated[
        Sections | None,
        Column(
            header="Mục báo cáo",
            synonyms=("Mục", "Viện dẫn tại mục"),
            note="Mục của báo cáo nêu văn bản này: I.1, I.2, I.3, II.5; nhiều mục cách nhau dấu phẩy.",
        ),
    ] = None


class DocumentTotal(SheetModel):
    """A stated number of documents of one type or channel; the type `Tổng số` is the stated total."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Tổng hợp văn bản",
        noun="số liệu",
        synonyms=("Tổng hợp VB", "Số lượng văn bản", "Thống kê văn bản"),
        feeds="tổng số văn bản đi, văn bản đến",
        key=("direction", "kind"),
        totals_are_rows=True,
    )

    direction: Annotated[
        Direction,
        one_of(Direction),
        Column(header="Chiều", synonyms=("Đi/Đến", "Chiều văn bản", "Hướng"), note="Đi hoặc Đến."),
    ]
    kind: Annotated[
        DocumentType,
        Column(
            header="Loại",
            synonyms=("Loại văn bản", "Nội dung", "Hình thức"),
            note="Loại văn bản hoặc hình thức đến; dòng Tổng số ghi tổng đã công bố.",
        ),
    ]
    number: Annotated[Count, Column(header="Số lượng", synonyms=("Số văn bản", "SL", "Tổng"), note="Số nguyên.")]
