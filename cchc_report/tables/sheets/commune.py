"""The sheet `Đơn vị`: who reports to whom, in two columns, key and value."""

import re
from typing import Annotated, ClassVar

from cchc_report.ground.text import parted
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.values import Bodies, Choice, Day, LineList, Text, one_of


class CommuneKind(Choice):
    """The kinds of unit at commune level."""

    COMMUNE = "xã", "UBND xã"
    WARD = "phường", "UBND phường"
    TOWNSHIP = "thị trấn", "TT", "UBND thị trấn"
    SPECIAL_ZONE = "đặc khu", "UBND đặc khu"


_KIND_BEFORE_NAME = re.compile(
    rf"(?:(?:UBND|[UỦ][YỶ] ban nhân dân) )?({'|'.join(kind.value for kind in CommuneKind)}) (.+)", re.IGNORECASE
)


def part_name(written: str) -> tuple[CommuneKind | None, str]:
    """Return the kind that stands before a commune's name, if any, and the name proper: reports print the kind themselves.

    >>> part_name("UBND xã Hoằng Trường")
    (<CommuneKind.COMMUNE: 'xã'>, 'Hoằng Trường')
    """
    found = _KIND_BEFORE_NAME.fullmatch(written)
    return (CommuneKind(found[1].lower()), found[2]) if found else (None, written)


class Commune(SheetModel):
    """The reporting unit, its recipient and its signatory."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Đơn vị", noun="mục", synonyms=("Thông tin đơn vị", "Thông tin chung"), required=True
    )

    name: Annotated[
        Text,
        Column(
            header="Tên xã",
            synonyms=("Tên đơn vị", "Đơn vị", "Xã", "Tên phường", "Tên thị trấn", "Tên"),
            note="Chỉ tên riêng, ví dụ Hoằng Trường.",
        ),
    ]
    kind: Annotated[
        CommuneKind,
        one_of(CommuneKind),
        Column(header="Loại", synonyms=("Loại đơn vị", "Loại hình"), note="xã, phường, thị trấn hoặc đặc khu."),
    ] = CommuneKind.COMMUNE
    district: Annotated[
        Text | None,
        Column(
            header="Huyện",
            synonyms=("Tên huyện", "Quận/Huyện", "Huyện/Thị xã"),
            note="Ví dụ Hoằng Hóa; trống từ tháng 7/2025.",
        ),
    ] = None
    province: Annotated[
        Text | None, Column(header="Tỉnh", synonyms=("Tên tỉnh", "Tỉnh/Thành phố"), note="Ví dụ Thanh Hóa.")
    ] = None
    recipient: Annotated[
        Bodies,
        Column(
            header="Cơ quan nhận",
            synonyms=("Cơ quan nhận báo cáo", "Nơi gửi", "Kính gửi"),
            note="Ví dụ UBND huyện Hoằng Hóa; từ tháng 7/2025: UBND tỉnh Thanh Hóa. Từ hai nơi trở lên thì mỗi nơi một dòng, hoặc ngăn bằng dấu chấm phẩy.",
        ),
    ]
    report_number: Annotated[
        Text | None, Column(header="Số báo cáo", synonyms=("Số",), note="Số của báo cáo; trống khi chưa lấy số.")
    ] = None
    report_date: Annotated[
        Day | None,
        Column(
            header="Ngày báo cáo",
            synonyms=("Ngày ký", "Ngày lập báo cáo", "Ngày"),
            note="Ngày ký báo cáo; trống khi chưa có.",
        ),
    ] = None
    signer_title: Annotated[
        Text | None,
        Column(header="Chức vụ người ký", synonyms=("Chức vụ", "Chức danh người ký"), note="Ví dụ Phó Chủ tịch."),
    ] = None
    signs_for: Annotated[
        Text | None,
        Column(
            header="Ký thay",
            synonyms=("Quyền hạn ký", "Thẩm quyền ký"),
            note="KT. CHỦ TỊCH khi cấp phó ký; trống khi Chủ tịch ký.",
        ),
    ] = None
    signer: Annotated[
        Text,
        Column(
            header="Người ký",
            synonyms=("Họ tên người ký", "Họ và tên người ký"),
            note="Họ và tên, không ghi học hàm, học vị.",
            person=True,
        ),
    ]
    recipients: Annotated[
        LineList, Column(header="Nơi nhận", synonyms=("Nơi nhận báo cáo",), note="Mỗi nơi một dòng.")
    ] = ()

    @property
    def addressees(self) -> tuple[str, ...]:
        """The bodies that the report is addressed to."""
        return parted(self.recipient)
