"""What each command prints with `--json`, declared once: `cchc schema` prints these models, tests hold the real output to them.

Knows the names and kinds of values a script relies on, not how they come about. The models are strict: a key more or less,
or a number written as text, is a break of the promise made to scripts.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Number: TypeAlias = int | float | None  # null is unknown, never 0
Count: TypeAlias = Annotated[int, Field(ge=0)]


class JsonOutput(BaseModel):
    """Base of the declarations: no other keys, no conversion of kinds."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DiagnosticJson(JsonOutput):
    """One problem and where it is."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str | None, Field(description="Trang tính; null khi nói về cả tệp")]
    cell: Annotated[
        str | None, Field(description="Ô (C7), cả dòng (7:7), cả cột (C:C); null khi nói về cả tệp hoặc trang")
    ]
    code: Annotated[str, Field(pattern=r"^CC\d{3}$", description="Mã lỗi, không đổi giữa các phiên bản")]
    severity: Annotated[Literal["error", "warning", "note"], Field(description="Lỗi, cảnh báo hoặc ghi chú")]
    message: Annotated[str, Field(description="Sai ở chỗ nào")]
    hint: Annotated[str, Field(description="Sửa thế nào; có thể trống")]


class SummaryJson(JsonOutput):
    """How many problems there are."""

    error: Annotated[Count, Field(description="Số lỗi")]
    warning: Annotated[Count, Field(description="Số cảnh báo")]
    note: Annotated[Count, Field(description="Số ghi chú")]
    rows: Annotated[dict[str, Count], Field(description="Số dòng dùng được của mỗi trang")]


Diagnostics: TypeAlias = Annotated[
    list[DiagnosticJson], Field(description="Mọi vấn đề tìm thấy, không gộp, xếp theo tệp, trang, dòng")
]
Summary: TypeAlias = Annotated[SummaryJson, Field(description="Số vấn đề theo mức độ và số dòng của mỗi trang")]
Figures: TypeAlias = Annotated[
    dict[str, JsonValue], Field(description="Số liệu theo tên (dossiers.received); null là chưa biết")
]
Paths: TypeAlias = Annotated[list[str], Field(description="Các tệp đã ghi")]


class ValidateJson(JsonOutput):
    """What `cchc validate --format json` prints."""

    command: ClassVar[str] = "cchc validate --format json"

    diagnostics: Diagnostics
    summary: Summary


class IndicatorJson(JsonOutput):
    """A row of the appendix."""

    value: Annotated[Number, Field(description="Con số được in; null là để trống")]
    source: Annotated[
        Literal["computed", "entered", "empty"], Field(description="Tính từ sổ, nhập ở trang Chỉ tiêu, hoặc để trống")
    ]


class BuildJson(JsonOutput):
    """What `cchc build --json` prints."""

    command: ClassVar[str] = "cchc build KỲ --json"

    outputs: Paths
    figures: Figures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    diagnostics: Diagnostics
    summary: Summary


class RowJson(JsonOutput):
    """A row of a workbook."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str, Field(description="Trang tính")]
    row: Annotated[int, Field(ge=1, description="Số dòng như Excel đánh")]


class RuleJson(JsonOutput):
    """A rule of consistency."""

    id: Annotated[str, Field(description="Tên quy tắc trong form.toml")]
    says: Annotated[str, Field(description="Quy tắc đòi hỏi điều gì")]


class ExplainJson(JsonOutput):
    """What `cchc explain --json` prints."""

    command: ClassVar[str] = "cchc explain KỲ MÃ --json"

    code: Annotated[str, Field(description="Mã dòng phụ lục hoặc tên số liệu")]
    label: Annotated[str, Field(description="Tên gọi")]
    value: Annotated[JsonValue, Field(description="Giá trị; null là chưa biết")]
    formula: Annotated[str, Field(description="Công thức, viết bằng tên các số liệu")]
    operands: Annotated[dict[str, JsonValue], Field(description="Các số liệu trong công thức, theo tên")]
    rule: Annotated[str, Field(description="Đếm những dòng nào, hoặc nhập ở ô nào")]
    rows: Annotated[list[RowJson], Field(description="Các dòng được đếm")]
    checked_by: Annotated[list[RuleJson], Field(description="Các quy tắc đối chiếu có dùng số liệu này")]


Hash: TypeAlias = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 của tệp")]


class RecordFormJson(JsonOutput):
    """The form pack a report was made with."""

    id: Annotated[str, Field(description="Tên biểu mẫu")]
    files: Annotated[dict[str, Hash], Field(description="Các tệp của biểu mẫu")]


class RecordPeriodJson(JsonOutput):
    """The period of a report."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True)

    id: Annotated[str, Field(description="Tên kỳ, ví dụ 2023-Q1")]
    start: Annotated[str, Field(alias="from", description="Ngày đầu kỳ")]
    cutoff: Annotated[str, Field(alias="to", description="Ngày chốt số liệu")]


class SourceRowsJson(JsonOutput):
    """The rows of one sheet that a figure was counted from."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str, Field(description="Trang tính")]
    rows: Annotated[
        str,
        Field(
            description="Số dòng, viết gọn thành khoảng: 4-149, 151; trống khi quá nhiều dòng, xem bằng cchc explain"
        ),
    ]
    count: Annotated[Count | None, Field(description="Có bao nhiêu dòng; null khi quá nhiều dòng")]


class SourceJson(JsonOutput):
    """How a figure came about."""

    label: Annotated[str, Field(description="Tên gọi")]
    formula: Annotated[str, Field(description="Công thức, viết bằng tên các số liệu")]
    operands: Annotated[list[str], Field(description="Các số liệu trong công thức")]
    rule: Annotated[str, Field(description="Đếm những dòng nào, hoặc nhập ở ô nào")]
    rows: Annotated[
        list[SourceRowsJson],
        Field(description="Các dòng được đếm; của dòng phụ lục thì xem các số liệu trong công thức"),
    ]


class RecordedDocumentJson(JsonOutput):
    """How a document was made, and a mark of each of its paragraphs and table rows."""

    made_with: Annotated[dict[str, bool], Field(description="Các tùy chọn khi lập")]
    marks: Annotated[str, Field(description="Dấu của từng đoạn và dòng bảng, để biết chỗ nào đã sửa tay")]


class RecordJson(JsonOutput):
    """The record kept beside a report."""

    command: ClassVar[str] = "out/KỲ/bao-cao-KỲ.json"

    record: Annotated[int, Field(ge=1, description="Phiên bản của cấu trúc tệp này")]
    cchc: Annotated[str, Field(description="Phiên bản của cchc")]
    form: Annotated[RecordFormJson, Field(description="Biểu mẫu")]
    period: Annotated[RecordPeriodJson, Field(description="Kỳ báo cáo")]
    settings: Annotated[dict[str, JsonValue], Field(description="Các cài đặt trong cchc.toml có ảnh hưởng tới số liệu")]
    inputs: Annotated[dict[str, Hash], Field(description="Các sổ tính đã đọc")]
    figures: Figures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    sources: Annotated[dict[str, SourceJson], Field(description="Nguồn của từng số liệu và từng dòng phụ lục")]
    outputs: Annotated[dict[str, Hash], Field(description="Các tệp đã ghi, như lúc lập")]
    documents: Annotated[dict[str, RecordedDocumentJson], Field(description="Các văn bản Word trong số đó")]
    year_before: Annotated[
        dict[str, JsonValue], Field(description="Kỳ trước mà lời văn so sánh với; chỉ có khi lời văn có so sánh")
    ] = {}
    charts: Annotated[
        dict[str, dict[str, dict[str, Number]]], Field(description="Số liệu của các biểu đồ; chỉ có khi lập biểu đồ")
    ] = {}


class InputStateJson(JsonOutput):
    """One of the files that a report was made of."""

    name: Annotated[str, Field(description="Tên tệp")]
    state: Annotated[
        Literal["same", "changed", "missing", "new"], Field(description="Còn nguyên, đã đổi, không còn, hoặc mới có")
    ]


class ChangedFigureJson(JsonOutput):
    """A figure that is another one now."""

    code: Annotated[str, Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    label: Annotated[str, Field(description="Tên gọi")]
    recorded: Annotated[JsonValue, Field(description="Giá trị lúc lập")]
    now: Annotated[JsonValue, Field(description="Giá trị tính lại bây giờ")]


class EditedFigureJson(JsonOutput):
    """A figure that someone has overwritten in the document."""

    codes: Annotated[list[str], Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    built: Annotated[str, Field(description="Con số đã in")]
    found: Annotated[str, Field(description="Đang ghi")]


class EditJson(JsonOutput):
    """A place that was edited in the document since it was built."""

    place: Annotated[str, Field(description="Đoạn nào, hoặc bảng, dòng, cột nào")]
    kind: Annotated[Literal["changed", "added", "removed"], Field(description="Đã sửa, thêm vào, hoặc xóa đi")]
    built: Annotated[str | None, Field(description="Văn bản lúc lập; null khi không còn biết, hoặc có tên người ký")]
    found: Annotated[str | None, Field(description="Văn bản đang có; null khi đã xóa, hoặc có tên người ký")]
    figures: Annotated[list[EditedFigureJson], Field(description="Các con số bị sửa trong chỗ ấy")]


class OutdatedJson(JsonOutput):
    """A place that would read otherwise if the report were built now."""

    place: Annotated[str, Field(description="Đoạn nào, hoặc bảng, dòng nào")]
    built: Annotated[str | None, Field(description="Văn bản lúc lập; null khi không còn biết, hoặc có tên người ký")]
    now: Annotated[str | None, Field(description="Lập lại bây giờ; null khi không còn chỗ ấy, hoặc có tên người ký")]


class VerifyJson(JsonOutput):
    """What `cchc verify --json` prints."""

    command: ClassVar[str] = "cchc verify BÁO_CÁO.docx --json"

    document: Annotated[str, Field(description="Tệp được kiểm tra")]
    record: Annotated[str, Field(description="Tệp .json ghi lại lúc lập")]
    name: Annotated[str, Field(description="Tên của văn bản lúc lập")]
    period: Annotated[str, Field(description="Kỳ báo cáo")]
    agrees: Annotated[bool, Field(description="Còn khớp với các sổ tính và chưa bị sửa tay")]
    same_file: Annotated[
        bool, Field(description="Đúng từng byte như lúc lập; false mà không có chỗ sửa là chỉ khác định dạng")
    ]
    rebuilt: Annotated[bool, Field(description="Đã lập lại được để so sánh")]
    obstacle: Annotated[str, Field(description="Vì sao không lập lại được; trống khi lập lại được")]
    errors: Annotated[Count, Field(description="Số lỗi hiện có trong các sổ tính")]
    versions: Annotated[dict[str, str], Field(description="Phiên bản cchc lúc lập (recorded) và bây giờ (now)")]
    inputs: Annotated[list[InputStateJson], Field(description="Các sổ tính")]
    form: Annotated[list[InputStateJson], Field(description="Các tệp của biểu mẫu")]
    settings: Annotated[list[str], Field(description="Các cài đặt đã đổi")]
    figures: Annotated[list[ChangedFigureJson], Field(description="Các số liệu tính lại ra khác")]
    edits: Annotated[list[EditJson], Field(description="Những chỗ bị sửa tay")]
    outdated: Annotated[list[OutdatedJson], Field(description="Những chỗ lập lại sẽ ghi khác")]


class AuditJson(JsonOutput):
    """What `cchc audit --json` prints."""

    command: ClassVar[str] = "cchc audit TỆP --json"

    period: Annotated[str | None, Field(description="Kỳ của báo cáo (2023-Q1); null khi báo cáo không nói rõ")]
    indicators: Annotated[
        dict[str, Number], Field(description="Các con số đọc được từ phụ lục, theo mã dòng; null là ô trống")
    ]
    figures: Annotated[
        dict[str, JsonValue],
        Field(description="Các số liệu đọc được từ lời văn, theo tên; không có nghĩa là không thấy"),
    ]
    diagnostics: Diagnostics
    summary: Summary


class AuditedJson(AuditJson):
    """One report of a folder."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục được kiểm tra")]


class AuditFolderJson(JsonOutput):
    """What `cchc audit --json` prints for a folder."""

    command: ClassVar[str] = "cchc audit THƯ_MỤC --json"

    reports: Annotated[list[AuditedJson], Field(description="Từng báo cáo, xếp theo tên tệp")]


class ComparedJson(JsonOutput):
    """One indicator in two periods."""

    code: Annotated[str, Field(description="Mã dòng phụ lục hoặc tên số liệu")]
    label: Annotated[str, Field(description="Tên gọi")]
    unit: Annotated[str, Field(description="Đơn vị tính")]
    before: Annotated[Number, Field(description="Kỳ thứ nhất; null là chưa biết")]
    after: Annotated[Number, Field(description="Kỳ thứ hai; null là chưa biết")]
    change: Annotated[
        Number, Field(description="Tăng, giảm bao nhiêu; với tỷ lệ là số điểm phần trăm; null với lựa chọn")
    ]
    percent: Annotated[
        Number, Field(description="Tăng, giảm bao nhiêu phần trăm; null với tỷ lệ và khi không tính được")
    ]
    mark: Annotated[str | None, Field(description="Vì sao cần xem lại: gấp 10 lần, về 0…; null khi không có gì lạ")]
    only_in: Annotated[
        Literal[1, 2] | None,
        Field(description="1 hoặc 2: dòng chỉ có trong biểu của kỳ thứ nhất hoặc thứ hai; null khi cả hai đều có"),
    ]


class SideJson(JsonOutput):
    """One of the two periods that are compared."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True)

    name: Annotated[str, Field(description="Tên kỳ (năm 2022), hoặc tên tệp khi tệp không nói kỳ nào")]
    period: Annotated[str | None, Field(description="Kỳ báo cáo (2022); null khi không biết")]
    start: Annotated[str | None, Field(alias="from", description="Ngày đầu kỳ")]
    cutoff: Annotated[str | None, Field(alias="to", description="Ngày cuối kỳ")]
    source: Annotated[str, Field(description="Lấy từ đâu: sổ tính, lịch sử, hoặc tên tệp")]
    form: Annotated[str | None, Field(description="Biểu mẫu; null khi không biết")]


class CompareJson(JsonOutput):
    """What `cchc compare --json` prints."""

    command: ClassVar[str] = "cchc compare KỲ KỲ --json"

    periods: Annotated[list[str], Field(min_length=2, max_length=2, description="Hai kỳ được so sánh")]
    sides: Annotated[
        list[SideJson], Field(min_length=2, max_length=2, description="Mỗi kỳ là gì và lấy số liệu từ đâu")
    ]
    indicators: Annotated[list[ComparedJson], Field(description="Các dòng của phụ lục, theo thứ tự in")]
    figures: Annotated[list[ComparedJson], Field(description="Các số liệu có tên; trống nếu không có --figures")]
    warnings: Annotated[list[str], Field(description="Điều khiến hai kỳ không so thẳng với nhau được")]


class CommuneJson(JsonOutput):
    """One commune of a batch."""

    path: Annotated[str, Field(description="Thư mục của xã, tính từ thư mục gốc")]
    name: Annotated[str, Field(description="Tên xã; trống khi không đọc được")]
    status: Annotated[
        Literal["ok", "errors", "failed"], Field(description="Đã lập báo cáo, số liệu còn lỗi, hoặc không đọc được")
    ]
    unchanged: Annotated[bool, Field(description="Không có gì đổi từ lần chạy trước, nên giữ kết quả cũ")]
    outputs: Paths
    diagnostics: Annotated[
        list[DiagnosticJson], Field(max_length=100, description="Các vấn đề, nặng nhất trước khi cắt ở 100, không gộp")
    ]
    summary: Summary
    message: Annotated[str | None, Field(description="Vì sao không xử lý được; null khi xử lý được")]


class TotalsJson(JsonOutput):
    """The figures of all communes together."""

    figures: Figures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]


class BatchJson(JsonOutput):
    """What `cchc batch --json` prints."""

    command: ClassVar[str] = "cchc batch KỲ THƯ_MỤC --json"

    communes: Annotated[list[CommuneJson], Field(description="Từng xã")]
    totals: Annotated[TotalsJson, Field(description="Số liệu tổng hợp")]
    outputs: Paths


class CheckJson(JsonOutput):
    """One line of the doctor."""

    id: Annotated[str, Field(description="Tên mục kiểm tra, không đổi giữa các phiên bản")]
    title: Annotated[str, Field(description="Mục kiểm tra, bằng tiếng Việt")]
    status: Annotated[
        Literal["ok", "warning", "error"], Field(description="OK, chú ý, hoặc lỗi làm cchc không chạy được")
    ]
    concerns: Annotated[Literal["machine", "workspace"], Field(description="Thuộc về máy hay về thư mục làm việc")]
    message: Annotated[str, Field(description="Tình trạng")]
    hint: Annotated[str, Field(description="Nên làm gì; trống khi không phải làm gì")]


class DoctorSummaryJson(JsonOutput):
    """How many lines of the doctor say what."""

    ok: Annotated[Count, Field(description="Số mục tốt")]
    warning: Annotated[Count, Field(description="Số mục cần chú ý")]
    error: Annotated[Count, Field(description="Số mục lỗi")]


class DoctorJson(JsonOutput):
    """What `cchc doctor --json` prints."""

    command: ClassVar[str] = "cchc doctor --json"

    version: Annotated[str, Field(description="Phiên bản của cchc")]
    checks: Annotated[list[CheckJson], Field(description="Các mục đã kiểm tra")]
    summary: Annotated[DoctorSummaryJson, Field(description="Số mục theo tình trạng")]


Output: TypeAlias = (
    type[ValidateJson]
    | type[BuildJson]
    | type[ExplainJson]
    | type[RecordJson]
    | type[VerifyJson]
    | type[AuditJson]
    | type[AuditFolderJson]
    | type[CompareJson]
    | type[BatchJson]
    | type[DoctorJson]
)

# By the command that prints it, in the order of its help page.
OUTPUTS: Mapping[str, Output] = MappingProxyType(
    {
        "validate": ValidateJson,
        "build": BuildJson,
        "explain": ExplainJson,
        "record": RecordJson,
        "verify": VerifyJson,
        "compare": CompareJson,
        "audit": AuditJson,
        "audit folder": AuditFolderJson,
        "batch": BatchJson,
        "doctor": DoctorJson,
    }
)
