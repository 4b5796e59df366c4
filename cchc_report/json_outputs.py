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


class AuditJson(JsonOutput):
    """What `cchc audit --json` prints."""

    command: ClassVar[str] = "cchc audit TỆP --json"

    indicators: Annotated[dict[str, Number], Field(description="Các con số đọc được từ phụ lục, theo mã dòng")]
    diagnostics: Diagnostics
    summary: Summary


class ComparedJson(JsonOutput):
    """One indicator in two periods."""

    code: Annotated[str, Field(description="Mã dòng phụ lục")]
    label: Annotated[str, Field(description="Tên gọi")]
    unit: Annotated[str, Field(description="Đơn vị tính")]
    before: Annotated[Number, Field(description="Kỳ thứ nhất; null là chưa biết")]
    after: Annotated[Number, Field(description="Kỳ thứ hai; null là chưa biết")]
    change: Annotated[Number, Field(description="Tăng, giảm bao nhiêu")]
    percent: Annotated[Number, Field(description="Tăng, giảm bao nhiêu phần trăm; null khi không tính được")]
    mark: Annotated[str | None, Field(description="Dấu hiệu cần xem lại; null hoặc trống khi không có")]


class CompareJson(JsonOutput):
    """What `cchc compare --json` prints."""

    command: ClassVar[str] = "cchc compare KỲ KỲ --json"

    periods: Annotated[list[str], Field(min_length=2, max_length=2, description="Hai kỳ được so sánh")]
    indicators: Annotated[list[ComparedJson], Field(description="Các dòng của phụ lục, theo thứ tự in")]


class CommuneJson(JsonOutput):
    """One commune of a batch."""

    path: Annotated[str, Field(description="Thư mục của xã, tính từ thư mục gốc")]
    name: Annotated[str, Field(description="Tên xã; trống khi không đọc được")]
    status: Annotated[
        Literal["ok", "errors", "failed"], Field(description="Đã lập báo cáo, số liệu còn lỗi, hoặc không đọc được")
    ]
    outputs: Paths
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
    | type[AuditJson]
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
        "compare": CompareJson,
        "audit": AuditJson,
        "batch": BatchJson,
        "doctor": DoctorJson,
    }
)
