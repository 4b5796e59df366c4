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


class WhyJson(JsonOutput):
    """Why something was not read."""

    code: Annotated[str, Field(pattern=r"^CC\d{3}$", description="Mã trong danh mục mã lỗi")]
    text: Annotated[str, Field(description="Lý do, bằng tiếng Việt")]


class LedgerColumnJson(JsonOutput):
    """A non-empty column of a sheet that was read."""

    column: Annotated[str, Field(pattern="^[A-Z]+$", description="Chữ cái của cột")]
    header: Annotated[str, Field(description="Tiêu đề cột như trong trang; trống khi cột không có tiêu đề")]
    read_as: Annotated[str | None, Field(description="Cột khai báo mà cột này được đọc thành; null là không đọc")]


class LedgerRowsJson(JsonOutput):
    """How many rows of a sheet ended up where; the places add up to the non-empty rows."""

    non_empty: Annotated[JsonCount, Field(description="Số dòng có ít nhất một ô có giá trị")]
    header: Annotated[JsonCount, Field(description="Dòng tiêu đề cột")]
    counted: Annotated[JsonCount, Field(description="Dòng được tính")]
    superseded: Annotated[JsonCount, Field(description="Bản cũ của thứ đã tính ở dòng khác")]
    repeated: Annotated[JsonCount, Field(description="Dòng lặp lại y hệt")]
    outside: Annotated[JsonCount, Field(description="Dòng ngoài kỳ, hoặc không thuộc diện tính")]
    passed_over: Annotated[JsonCount, Field(description="Dòng không phải số liệu: tên bảng, tổng, ghi chú, chữ ký…")]
    rejected: Annotated[JsonCount, Field(description="Dòng có lỗi")]


class PassedOverJson(JsonOutput):
    """Rows passed over for one reason."""

    rows: Annotated[str, Field(description="Số dòng như Excel đánh: 1-3, 9")]
    why: WhyJson


class LedgerEntryJson(JsonOutput):
    """What became of a sheet, or of a file that was not read."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str | None, Field(description="Trang tính; null khi nói về cả tệp")]
    year: Annotated[
        int | None,
        Field(description="Năm của sổ, chỉ có ở sổ năm trước còn hồ sơ chuyển sang; không cộng vào sổ năm nay"),
    ] = None
    read_as: Annotated[str | None, Field(description="Trang khai báo mà trang này được đọc thành; null là không đọc")]
    columns: Annotated[list[LedgerColumnJson], Field(description="Mọi cột có giá trị của trang được đọc")]
    rows: LedgerRowsJson
    passed_over: Annotated[list[PassedOverJson], Field(description="Các dòng bỏ qua, theo lý do")]
    not_read: Annotated[WhyJson | None, Field(description="Vì sao cả tệp hoặc trang không được đọc; null khi được đọc")]


LedgerJson: TypeAlias = Annotated[
    list[LedgerEntryJson], Field(description="Sổ kê: mỗi tệp, mỗi trang và mỗi dòng có giá trị đã đi đâu")
]
Diagnostics: TypeAlias = Annotated[
    list[DiagnosticJson], Field(description="Mọi vấn đề tìm thấy, không gộp, xếp theo tệp, trang, dòng")
]
JsonSummary: TypeAlias = Annotated[SummaryJson, Field(description="Số vấn đề theo mức độ và số dòng của mỗi trang")]
JsonFigures: TypeAlias = Annotated[
    dict[str, JsonValue], Field(description="Số liệu theo tên (dossiers.received); null là chưa biết")
]
Paths: TypeAlias = Annotated[list[str], Field(description="Các tệp đã ghi")]
