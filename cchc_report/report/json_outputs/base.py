"""What the JSON outputs have in common: strict models, numbers that may be unknown, diagnostics and their summary."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

JsonNumber: TypeAlias = int | float | None  # null is unknown, never 0
JsonCount: TypeAlias = Annotated[int, Field(ge=0)]


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

    error: Annotated[JsonCount, Field(description="Số lỗi")]
    warning: Annotated[JsonCount, Field(description="Số cảnh báo")]
    note: Annotated[JsonCount, Field(description="Số ghi chú")]
    rows: Annotated[dict[str, JsonCount], Field(description="Số dòng dùng được của mỗi trang")]


Diagnostics: TypeAlias = Annotated[
    list[DiagnosticJson], Field(description="Mọi vấn đề tìm thấy, không gộp, xếp theo tệp, trang, dòng")
]
JsonSummary: TypeAlias = Annotated[SummaryJson, Field(description="Số vấn đề theo mức độ và số dòng của mỗi trang")]
JsonFigures: TypeAlias = Annotated[
    dict[str, JsonValue], Field(description="Số liệu theo tên (dossiers.received); null là chưa biết")
]
Paths: TypeAlias = Annotated[list[str], Field(description="Các tệp đã ghi")]
