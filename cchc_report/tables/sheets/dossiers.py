"""The sheet `Hồ sơ`: one row a dossier received at the one-stop desk. The rules between its columns are in `dossier_rules`."""

from typing import Annotated, ClassVar

from cchc_report.ground.codes import Severity
from cchc_report.tables.code_cells import CodeText
from cchc_report.tables.column import Column, SheetInfo, SheetModel
from cchc_report.tables.values import Choice, Day, Moment, Text, YesNo, one_of


class Channel(Choice):
    """How a dossier was handed in, or its result handed back."""

    DIRECT = (
        "Trực tiếp",
        "Tại bộ phận một cửa",
        "Nộp trực tiếp",
        "Trả trực tiếp",
        "Nhận trực tiếp",
        "Tiếp nhận trực tiếp",
    )
    POSTAL = "BCCI", "Bưu chính công ích", "Qua BCCI", "Qua bưu chính công ích", "Bưu chính", "Bưu điện", "Qua bưu điện", "Dịch vụ bưu chính công ích", "Dịch vụ BCCI", "Qua bưu chính", "Tiếp nhận qua BCCI", "Trả qua BCCI"  # fmt: skip
    ONLINE = "Trực tuyến", "Online", "Qua mạng", "Nộp trực tuyến", "Dịch vụ công trực tuyến", "DVCTT", "Nhận trực tuyến", "Trả trực tuyến", "Tiếp nhận trực tuyến", "Điện tử", "Bản điện tử", "Qua cổng dịch vụ công", "Cổng dịch vụ công"  # fmt: skip


class Level(Choice):
    """The level of an online public service: Nghị định 42/2022/NĐ-CP renamed levels 3 and 4."""

    PARTIAL = "Một phần", "3", "Mức 3", "Mức độ 3", "DVCTT một phần", "Trực tuyến một phần", "Dịch vụ công trực tuyến một phần", "DVC trực tuyến một phần", "DVC một phần", "MĐ3", "Trực tuyến mức độ 3", "DVC mức độ 3", "DVCTT mức độ 3"  # fmt: skip
    FULL = "Toàn trình", "4", "Mức 4", "Mức độ 4", "DVCTT toàn trình", "Trực tuyến toàn trình", "Dịch vụ công trực tuyến toàn trình", "DVC trực tuyến toàn trình", "DVC toàn trình", "MĐ4", "Trực tuyến mức độ 4", "DVC mức độ 4", "DVCTT mức độ 4"  # fmt: skip


class Status(Choice):
    """Where a dossier stands, as the province's one-stop software names it."""

    NEW = "Mới đăng ký", "Mới nộp", "Chờ tiếp nhận"
    REFUSED = "Không được tiếp nhận", "Từ chối tiếp nhận", "Không tiếp nhận"
    ACCEPTED = "Được tiếp nhận", "Đã tiếp nhận", "Tiếp nhận"
    IN_WORK = "Đang xử lý", "Đang giải quyết", "Chưa giải quyết"
    PAYMENT = "Yêu cầu thực hiện nghĩa vụ tài chính", "Chờ thực hiện nghĩa vụ tài chính", "Thực hiện nghĩa vụ tài chính", "Chờ nộp nghĩa vụ tài chính", "Chờ thanh toán"  # fmt: skip
    SUPPLEMENT = "Yêu cầu bổ sung", "Yêu cầu bổ sung giấy tờ", "Chờ bổ sung", "Bổ sung hồ sơ"
    STOPPED = "Dừng xử lý", "Tạm dừng", "Tạm dừng xử lý", "Đang tạm dừng"
    WITHDRAWN = "Công dân yêu cầu rút hồ sơ", "Rút hồ sơ", "Xin rút", "Đã rút", "Công dân rút hồ sơ"
    FINISHED = "Đã xử lý xong", "Đã giải quyết", "Đã xử lý", "Hoàn thành", "Đã hoàn thành", "Đã có kết quả"
    RETURNED = "Đã trả kết quả", "Đã trả", "Đã trả KQ", "Đã trả kết quả cho công dân"

    @property
    def is_counted(self) -> bool:
        """Tell whether the dossier was accepted at all."""
        return self not in _NOT_COUNTED

    @property
    def is_finished(self) -> bool:
        """Tell whether the desk has done its work on it."""
        return self in _FINISHED

    @property
    def is_waiting(self) -> bool:
        """Tell whether the dossier waits for the applicant: no day is missed meanwhile."""
        return self in _WAITING


_NOT_COUNTED = frozenset({Status.NEW, Status.REFUSED})
_WAITING = frozenset({Status.PAYMENT, Status.SUPPLEMENT, Status.STOPPED})
_FINISHED = frozenset({Status.WITHDRAWN, Status.FINISHED, Status.RETURNED})


class DossierRow(SheetModel):
    """A dossier."""

    info: ClassVar[SheetInfo] = SheetInfo(
        title="Hồ sơ",
        noun="hồ sơ",
        synonyms=("Danh sách hồ sơ", "Sổ hồ sơ", "Sổ theo dõi hồ sơ", "Hồ sơ TTHC", "DS hồ sơ", "Hồ sơ một cửa"),
        required=True,
        key=("code",),
    )

    code: Annotated[
        CodeText,
        Column(
            header="Mã hồ sơ",
            synonyms=("Số hồ sơ", "Mã HS", "Mã số hồ sơ", "Số biên nhận", "Mã biên nhận", "Số HS"),
            note="Mỗi hồ sơ một mã, không trùng.",
        ),
    ]
    procedure: Annotated[
        Text,
        Column(
            header="Tên thủ tục",
            synonyms=(
                "Tên thủ tục hành chính",
                "Thủ tục hành chính",
                "Tên TTHC",
                "TTHC",
                "Thủ tục",
                "Nội dung hồ sơ",
                "Loại hồ sơ",
            ),
            note="Tên thủ tục hành chính.",
        ),
    ]
    procedure_code: Annotated[
        CodeText | None,
        Column(
            header="Mã thủ tục",
            synonyms=("Mã TTHC", "Mã thủ tục hành chính"),
            note="Mã thủ tục trên Cơ sở dữ liệu quốc gia, nếu có.",
        ),
    ] = None
    field: Annotated[
        Text,
        Column(
            header="Lĩnh vực",
            synonyms=("Tên lĩnh vực", "Lĩnh vực TTHC", "Lĩnh vực thủ tục"),
            note="Ví dụ: Hộ tịch, Chứng thực, Đất đai.",
        ),
    ]
    received_on: Annotated[
        Day,
        Column(
            header="Ngày tiếp nhận",
            synonyms=(
                "Ngày nhận",
                "Ngày nhận hồ sơ",
                "Ngày tiếp nhận hồ sơ",
                "Thời gian tiếp nhận",
                "Ngày tiếp nhận HS",
                "Ngày nhận HS",
            ),
            note="Ngày/tháng/năm, ví dụ 05/03/2023.",
        ),
    ]
    due_at: Annotated[
        Moment | None,
        Column(
            header="Ngày hẹn trả",
            synonyms=(
                "Ngày hẹn",
                "Hạn trả",
                "Ngày hẹn trả kết quả",
                "Hạn xử lý",
                "Hạn giải quyết",
                "Ngày hẹn trả KQ",
                "Hạn trả kết quả",
                "Thời hạn giải quyết",
            ),
            note="Ngày/tháng/năm, không trước ngày tiếp nhận.",
            absent=Severity.ERROR,
        ),
    ] = None
    finished_at: Annotated[
        Moment | None,
        Column(
            header="Ngày trả kết quả",
            synonyms=(
                "Ngày trả",
                "Ngày kết thúc xử lý",
                "Ngày hoàn thành",
                "Ngày trả KQ",
                "Ngày kết thúc",
                "Ngày có kết quả",
                "Ngày giải quyết xong",
                "Ngày trả kết quả thực tế",
            ),
            note="Để trống khi chưa giải quyết xong.",
            feeds="số hồ sơ đã giải quyết, đúng hẹn, quá hạn, đang giải quyết và các tỷ lệ",
            absent=Severity.WARNING,
        ),
    ] = None
    channel: Annotated[
        Channel,
        one_of(Channel),
        Column(
            header="Hình thức tiếp nhận",
            synonyms=(
                "Kênh tiếp nhận",
                "Hình thức nộp",
                "Hình thức nhận",
                "Hình thức nộp hồ sơ",
                "Hình thức tiếp nhận hồ sơ",
                "Kênh nộp",
                "Cách thức nộp",
            ),
            note="Trực tiếp, BCCI hoặc Trực tuyến.",
            feeds="số hồ sơ tiếp nhận trực tiếp, qua BCCI và trực tuyến",
            absent=Severity.WARNING,
        ),
    ]
    level: Annotated[
        Level | None,
        one_of(Level),
        Column(
            header="Mức độ DVC",
            synonyms=(
                "Mức độ",
                "Mức độ dịch vụ công",
                "Mức độ DVCTT",
                "Mức độ DVC trực tuyến",
                "Loại dịch vụ công",
                "Mức độ dịch vụ công trực tuyến",
            ),
            note="Chỉ ghi cho hồ sơ trực tuyến: Một phần (mức độ 3) hoặc Toàn trình (mức độ 4).",
            feeds="số hồ sơ trực tuyến theo mức độ",
            notes_numbers=True,
            absent=Severity.WARNING,
        ),
    ] = None
    returned_by: Annotated[
        Channel | None,
        one_of(Channel),
        Column(
            header="Hình thức trả",
            synonyms=(
                "Hình thức trả kết quả",
                "Hình thức nhận kết quả",
                "Kênh trả kết quả",
                "Hình thức trả KQ",
                "Cách thức trả",
            ),
            note="Trực tiếp, BCCI hoặc Trực tuyến.",
            feeds="số hồ sơ đúng hẹn theo hình thức trả",
            absent=Severity.NOTE,
        ),
    ] = None
    published: Annotated[
        YesNo | None,
        Column(
            header="Công khai",
            synonyms=("Công khai kết quả", "Đã công khai", "Công khai kết quả giải quyết"),
            note="Có hoặc Không.",
            feeds="số hồ sơ đã công khai kết quả",
            absent=Severity.NOTE,
        ),
    ] = None
    apologised: Annotated[
        YesNo | None,
        Column(
            header="Xin lỗi",
            synonyms=("Thư xin lỗi", "Công khai xin lỗi", "Có xin lỗi", "Đã xin lỗi"),
            note="Có hoặc Không.",
            feeds="số trường hợp đã xin lỗi",
            absent=Severity.NOTE,
        ),
    ] = None
    apologised_on: Annotated[
        Day | None,
        Column(
            header="Ngày xin lỗi",
            synonyms=("Ngày có văn bản xin lỗi", "Ngày gửi thư xin lỗi", "Ngày công khai xin lỗi"),
            note="Không bắt buộc; khi có, thư xin lỗi được tính theo ngày này.",
        ),
    ] = None
    published_on: Annotated[
        Day | None,
        Column(
            header="Ngày công khai",
            synonyms=("Ngày công khai kết quả",),
            note="Không bắt buộc; khi có, việc công khai kết quả được tính theo ngày này.",
        ),
    ] = None
    status: Annotated[
        Status | None,
        one_of(Status),
        Column(
            header="Trạng thái",
            synonyms=("Tình trạng", "Trạng thái hồ sơ", "Tình trạng hồ sơ"),
            note="Không bắt buộc; khi có, trạng thái quyết định hồ sơ đã xong hay chưa.",
        ),
    ] = None
    unit: Annotated[
        Text | None,
        Column(
            header="Đơn vị tiếp nhận",
            synonyms=("Cơ quan tiếp nhận", "Nơi tiếp nhận", "Đơn vị tiếp nhận hồ sơ", "Cơ quan tiếp nhận hồ sơ"),
            note="Chỉ có trong tệp xuất của nhiều xã; dòng của xã khác không được tính.",
            in_blank=False,
        ),
    ] = None
