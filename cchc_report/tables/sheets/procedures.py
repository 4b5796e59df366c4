"""The sheet `Thủ tục`: one row an administrative procedure in the commune's competence."""

from typing import Annotated, ClassVar

from cchc_report.ground.codes import Severity
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.sheets.dossiers import Level
from cchc_report.tables.values import Choice, Text, YesNo, one_of


class Mechanism(Choice):
    """How a procedure is handled: Nghị định 61/2018/NĐ-CP."""

    ONE_STOP = "Một cửa", "1 cửa", "Cơ chế một cửa", "MC"
    INTERLINKED = "Một cửa liên thông", "1 cửa liên thông", "Liên thông", "Cơ chế một cửa liên thông", "MCLT"


class ProcedureStatus(Choice):
    """Whether a procedure is in force."""

    IN_FORCE = "Đang áp dụng", "Còn hiệu lực", "Áp dụng", "Đang thực hiện"
    NEW = "Công bố mới", "Mới", "Mới ban hành", "Mới công bố"
    ABOLISHED = "Bãi bỏ", "Đã bãi bỏ", "Thay thế", "Hết hiệu lực", "Bị bãi bỏ", "Bãi bỏ, thay thế"


class Procedure(SheetModel):
    """An administrative procedure."""

    info: ClassVar[SheetInfo] = SheetInfo(
        "Thủ tục",
        "thủ tục",
        synonyms=("Thủ tục hành chính", "TTHC", "Danh mục TTHC", "Danh mục thủ tục", "Danh mục thủ tục hành chính"),
        feeds="số liệu thủ tục hành chính (mục II.2, chỉ tiêu 3.1, 3.2)",
        key=("code",),
    )

    code: Annotated[
        Text,
        Column(
            "Mã thủ tục",
            ("Mã TTHC", "Mã số TTHC", "Mã thủ tục hành chính", "Mã số"),
            "Mã trên Cơ sở dữ liệu quốc gia về TTHC, không trùng.",
        ),
    ]
    name: Annotated[
        Text,
        Column("Tên thủ tục", ("Tên thủ tục hành chính", "Tên TTHC", "Thủ tục hành chính"), "Tên thủ tục hành chính."),
    ]
    field: Annotated[Text, Column("Lĩnh vực", ("Tên lĩnh vực", "Lĩnh vực TTHC"), "Ví dụ: Hộ tịch.")]
    mechanism: Annotated[
        Mechanism,
        one_of(Mechanism),
        Column("Cơ chế", ("Cơ chế thực hiện", "Cơ chế giải quyết"), "Một cửa hoặc Một cửa liên thông."),
    ]
    interlinked_same_level: Annotated[
        YesNo | None,
        Column(
            "Liên thông cùng cấp",
            ("LT cùng cấp",),
            "Có hoặc Không.",
            feeds="số thủ tục liên thông cùng cấp",
            absent=Severity.NOTE,
        ),
    ] = None
    interlinked_across_levels: Annotated[
        YesNo | None,
        Column(
            "Liên thông các cấp",
            ("Liên thông giữa các cấp", "LT các cấp", "Liên thông khác cấp", "Liên thông giữa các cấp chính quyền"),
            "Có hoặc Không.",
            feeds="số thủ tục liên thông các cấp",
            absent=Severity.NOTE,
        ),
    ] = None
    iso: Annotated[
        YesNo | None,
        Column(
            "Quy trình ISO",
            ("ISO", "Quy trình nội bộ", "Quy trình nội bộ ISO"),
            "Có hoặc Không.",
            feeds="tỷ lệ thủ tục có quy trình ISO",
            absent=Severity.NOTE,
        ),
    ] = None
    digitised: Annotated[
        YesNo | None,
        Column(
            "Điện tử hóa",
            ("Đã điện tử hóa", "Quy trình điện tử"),
            "Có hoặc Không.",
            feeds="tỷ lệ quy trình điện tử hóa",
            absent=Severity.NOTE,
        ),
    ] = None
    location_free: Annotated[
        YesNo | None,
        Column(
            "Phi địa giới",
            ("Không phụ thuộc địa giới", "Phi địa giới hành chính"),
            "Có hoặc Không.",
            feeds="số thủ tục phi địa giới",
            absent=Severity.NOTE,
        ),
    ] = None
    online_payment: Annotated[
        YesNo | None,
        Column(
            "Thanh toán trực tuyến",
            ("TT trực tuyến", "Có thanh toán trực tuyến"),
            "Có hoặc Không.",
            feeds="số thủ tục thanh toán trực tuyến",
            absent=Severity.NOTE,
        ),
    ] = None
    level: Annotated[
        Level | None,
        one_of(Level),
        Column(
            "Mức độ DVC",
            ("Mức độ", "Mức độ dịch vụ công", "Mức độ DVCTT"),
            "Một phần (mức độ 3) hoặc Toàn trình (mức độ 4).",
            feeds="số thủ tục trực tuyến theo mức độ",
            notes_numbers=True,
            absent=Severity.NOTE,
        ),
    ] = None
    status: Annotated[
        ProcedureStatus | None,
        one_of(ProcedureStatus),
        Column(
            "Tình trạng",
            ("Trạng thái", "Hiệu lực"),
            "Đang áp dụng (hoặc trống), Công bố mới, Bãi bỏ.",
            feeds="số thủ tục công bố mới, bãi bỏ",
            absent=Severity.NOTE,
        ),
    ] = None
