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
        "Đơn vị", "mục", synonyms=("Thông tin đơn vị", "Thông tin chung"), required=True
    )

    name: Annotated[
        Text,
        Column(
            "Tên xã",
            ("Tên đơn vị", "Đơn vị", "Xã", "Tên phường", "Tên thị trấn", "Tên"),
            "Chỉ tên riêng, ví dụ Hoằng Trường.",
        ),
    ]
    kind: Annotated[
        CommuneKind,
        one_of(CommuneKind),
        Column("Loại", ("Loại đơn vị", "Loại hình"), "xã, phường, thị trấn hoặc đặc khu."),
    ] = CommuneKind.COMMUNE
    district: Annotated[
        Text | None,
        Column("Huyện", ("Tên huyện", "Quận/Huyện", "Huyện/Thị xã"), "Ví dụ Hoằng Hóa; trống từ tháng 7/2025."),
    ] = None
    province: Annotated[Text | None, Column("Tỉnh", ("Tên tỉnh", "Tỉnh/Thành phố"), "Ví dụ Thanh Hóa.")] = None
    recipient: Annotated[
        Bodies,
        Column(
            "Cơ quan nhận",
            ("Cơ quan nhận báo cáo", "Nơi gửi", "Kính gửi"),
            "Ví dụ UBND huyện Hoằng Hóa; từ tháng 7/2025: UBND tỉnh Thanh Hóa. Từ hai nơi trở lên thì mỗi nơi một dòng, hoặc ngăn bằng dấu chấm phẩy.",
        ),
    ]
    report_number: Annotated[Text | None, Column("Số báo cáo", ("Số",), "Số của báo cáo; trống khi chưa lấy số.")] = (
        None
    )
    report_date: Annotated[
        Day | None,
        Column("Ngày báo cáo", ("Ngày ký", "Ngày lập báo cáo", "Ngày"), "Ngày ký báo cáo; trống khi chưa có."),
    ] = None
    signer_title: Annotated[
        Text | None, Column("Chức vụ người ký", ("Chức vụ", "Chức danh người ký"), "Ví dụ Phó Chủ tịch.")
    ] = None
    signs_for: Annotated[
        Text | None,
        Column("Ký thay", ("Quyền hạn ký", "Thẩm quyền ký"), "KT. CHỦ TỊCH khi cấp phó ký; trống khi Chủ tịch ký."),
    ] = None
    signer: Annotated[
        Text,
        Column(
            "Người ký", ("Họ tên người ký", "Họ và tên người ký"), "Họ và tên, không ghi học hàm, học vị.", person=True
        ),
    ]
    recipients: Annotated[LineList, Column("Nơi nhận", ("Nơi nhận báo cáo",), "Mỗi nơi một dòng.")] = ()

    @property
    def addressees(self) -> tuple[str, ...]:
        """The bodies that the report is addressed to."""
        return parted(self.recipient)
