"""The sheet `Thủ tục`: one row an administrative procedure in the commune's competence."""

from typing import Annotated, ClassVar

from cchc_report.ground.codes import Severity
from cchc_report.tables.code_cells import CodeText
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
        title="Thủ tục",
        noun="thủ tục",
        synonyms=("Thủ tục hành chính", "TTHC", "Danh mục TTHC", "Danh mục thủ tục", "Danh mục thủ tục hành chính"),
        feeds="số liệu thủ tục hành chính (mục II.2, chỉ tiêu 3.1, 3.2)",
        key=("code",),
    )

    code: Annotated[
        CodeText,
        Column(
            header="Mã thủ tục",
            synonyms=("Mã TTHC", "Mã số TTHC", "Mã thủ tục hành chính", "Mã số"),
            note="Mã trên Cơ sở dữ liệu quốc gia về TTHC, không trùng.",
        ),
    ]
    name: Annotated[
        Text,
        Column(
            header="Tên thủ tục",
            synonyms=("Tên thủ tục hành chính", "Tên TTHC", "Thủ tục hành chính"),
            note="Tên thủ tục hành chính.",
        ),
    ]
    field: Annotated[
        Text, Column(header="Lĩnh vực", synonyms=("Tên lĩnh vực", "Lĩnh vực TTHC"), note="Ví dụ: Hộ tịch.")
    ]
    mechanism: Annotated[
        Mechanism,
        one_of(Mechanism),
        Column(
            header="Cơ chế", synonyms=("Cơ chế thực hiện", "Cơ chế giải quyết"), note="Một cửa hoặc Một cửa liên thông."
        ),
    ]
    interlinked_same_level: Annotated[
        YesNo | None,
        Column(
            header="Liên thông cùng cấp",
            synonyms=("LT cùng cấp",),
            note="Có hoặc Không.",
            feeds="số thủ tục liên thông cùng cấp",
            absent=Severity.NOTE,
        ),
    ] = None
    interlinked_across_levels: Annotated[
        YesNo | None,
        Column(
            header="Liên thông các cấp",
            synonyms=(
                "Liên thông giữa các cấp",
                "LT các cấp",
                "Liên thông khác cấp",
                "Liên thông giữa các cấp chính quyền",
            ),
            note="Có hoặc Không.",
            feeds="số thủ tục liên thông các cấp",
            absent=Severity.NOTE,
        ),
    ] = None
    iso: Annotated[
        YesNo | None,
        Column(
            header="Quy trình ISO",
            synonyms=("ISO", "Quy trình nội bộ", "Quy trình nội bộ ISO"),
            note="Có hoặc Không.",
            feeds="tỷ lệ thủ tục có quy trình ISO",
            absent=Severity.NOTE,
        ),
    ] = None
    digitised: Annotated[
        YesNo | None,
        Column(
            header="Điện tử hóa",
            synonyms=("Đã điện tử hóa", "Quy trình điện tử"),
            note="Có hoặc Không.",
            feeds="tỷ lệ quy trình điện tử hóa",
            absent=Severity.NOTE,
        ),
    ] = None
    location_free: Annotated[
        YesNo | None,
        Column(
            header="Phi địa giới",
            synonyms=("Không phụ thuộc địa giới", "Phi địa giới hành chính"),
            note="Có hoặc Không.",
            feeds="số thủ tục phi địa giới",
            absent=Severity.NOTE,
        ),
    ] = None
    online_payment: Annotated[
        YesNo | None,
        Column(
            header="Thanh toán trực tuyến",
            synonyms=("TT trực tuyến", "Có thanh toán trực tuyến"),
            note="Có hoặc Không.",
            feeds="số thủ tục thanh toán trực tuyến",
            absent=Severity.NOTE,
        ),
    ] = None
    level: Annotated[
        Level | None,
        one_of(Level),
        Column(
            header="Mức độ DVC",
            synonyms=("Mức độ", "Mức độ dịch vụ công", "Mức độ DVCTT"),
            note="Một phần (mức độ 3) hoặc Toàn trình (mức độ 4).",
            feeds="số thủ tục trực tuyến theo mức độ",
            notes_numbers=True,
            absent=Severity.NOTE,
        ),
    ] = None
    status: Annotated[
        ProcedureStatus | None,
        one_of(ProcedureStatus),
        Column(
            header="Tình trạng",
            synonyms=("Trạng thái", "Hiệu lực"),
            note="Đang áp dụng (hoặc trống), Công bố mới, Bãi bỏ.",
            feeds="số thủ tục công bố mới, bãi bỏ",
            absent=Severity.NOTE,
        ),
    ] = None
