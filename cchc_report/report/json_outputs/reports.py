"""The JSON of what makes and checks reports: validate, build, explain, batch, doctor."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, JsonValue

from cchc_report.report.json_outputs.base import (
    DiagnosticJson,
    Diagnostics,
    JsonCount,
    JsonFigures,
    JsonNumber,
    JsonOutput,
    JsonSummary,
    LedgerJson,
    Paths,
)


class ValidateJson(JsonOutput):
    """What `cchc validate --format json` prints."""

    command: ClassVar[str] = "cchc validate --format json"

    diagnostics: Diagnostics
    summary: JsonSummary
    ledger: LedgerJson


class IndicatorJson(JsonOutput):
    """A row of the appendix."""

    value: Annotated[JsonNumber, Field(description="Con số được in; null là để trống")]
    source: Annotated[
        Literal["computed", "entered", "empty"], Field(description="Tính từ sổ, nhập ở trang Chỉ tiêu, hoặc để trống")
    ]


class BuildJson(JsonOutput):
    """What `cchc build --json` prints."""

    command: ClassVar[str] = "cchc build KỲ --json"

    outputs: Paths
    figures: JsonFigures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    diagnostics: Diagnostics
    summary: JsonSummary
    ledger: LedgerJson


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
    summary: JsonSummary
    message: Annotated[str | None, Field(description="Vì sao không xử lý được; null khi xử lý được")]


class TotalsJson(JsonOutput):
    """The figures of all communes together."""

    figures: JsonFigures
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

    ok: Annotated[JsonCount, Field(description="Số mục tốt")]
    warning: Annotated[JsonCount, Field(description="Số mục cần chú ý")]
    error: Annotated[JsonCount, Field(description="Số mục lỗi")]


class DoctorJson(JsonOutput):
    """What `cchc doctor --json` prints."""

    command: ClassVar[str] = "cchc doctor --json"

    version: Annotated[str, Field(description="Phiên bản của cchc")]
    checks: Annotated[list[CheckJson], Field(description="Các mục đã kiểm tra")]
    summary: Annotated[DoctorSummaryJson, Field(description="Số mục theo tình trạng")]
