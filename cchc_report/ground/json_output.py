"""What the JSON outputs have in common: strict models, numbers that may be unknown, diagnostics and their summary.

Each output is declared beside what makes it, and such a model is what is printed and what `cchc schema` describes. The models
are strict: a key more or less, or a number written as text, is a break of the promise made to scripts.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity, reading_order
from cchc_report.ground.numbers import Number

JsonNumber: TypeAlias = int | float | None  # null is unknown, never 0
JsonCount: TypeAlias = Annotated[int, Field(ge=0)]


class JsonOutput(BaseModel):
    """Base of the declarations: no other keys, no conversion of kinds; built when it is first used."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, populate_by_name=True, defer_build=True)

    command: ClassVar[str] = ""  # that prints it; a part of an output has none

    def json_ready(self) -> dict[str, JsonValue]:
        """Return it as a JSON encoder takes it, with the keys that scripts know."""
        return self.model_dump(mode="json", by_alias=True)


class DiagnosticJson(JsonOutput):
    """One problem and where it is."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str | None, Field(description="Trang tính; null khi nói về cả tệp")]
    cell: Annotated[
        str | None, Field(description="Ô (C7), cả dòng (7:7), cả cột (C:C); null khi nói về cả tệp hoặc trang")
    ]
    code: Annotated[str, Field(pattern=r"^CC\d{3}$", description="Mã lỗi, không đổi giữa các phiên bản")]
    severity: Annotated[Severity, Field(description="Lỗi, cảnh báo hoặc ghi chú")]
    message: Annotated[str, Field(description="Sai ở chỗ nào")]
    hint: Annotated[str, Field(description="Sửa thế nào; có thể trống")]

    @classmethod
    def of(cls, one: Diagnostic) -> "DiagnosticJson":
        """Return a diagnostic as scripts see it."""
        return cls(
            file=one.place.file,
            sheet=one.place.sheet,
            cell=one.place.cell,
            code=one.code.value,
            severity=one.severity,
            message=one.message,
            hint=one.hint,
        )


class SummaryJson(JsonOutput):
    """How many problems there are."""

    error: Annotated[JsonCount, Field(description="Số lỗi")]
    warning: Annotated[JsonCount, Field(description="Số cảnh báo")]
    note: Annotated[JsonCount, Field(description="Số ghi chú")]
    rows: Annotated[dict[str, JsonCount], Field(description="Số dòng dùng được của mỗi trang")]

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic], rows: Mapping[str, int]) -> "SummaryJson":
        """Count problems of each severity, beside the rows of each sheet."""
        return cls(**count_by_severity(diagnostics), rows=dict(rows))


Diagnostics: TypeAlias = Annotated[
    list[DiagnosticJson], Field(description="Mọi vấn đề tìm thấy, không gộp, xếp theo tệp, trang, dòng")
]
JsonSummary: TypeAlias = Annotated[SummaryJson, Field(description="Số vấn đề theo mức độ và số dòng của mỗi trang")]
JsonFigures: TypeAlias = Annotated[
    dict[str, JsonValue], Field(description="Số liệu theo tên (dossiers.received); null là chưa biết")
]
Paths: TypeAlias = Annotated[list[str], Field(description="Các tệp đã ghi")]


def diagnostics_json(diagnostics: Iterable[Diagnostic]) -> list[DiagnosticJson]:
    """Return all diagnostics as scripts see them, in the order of the files."""
    return [DiagnosticJson.of(one) for one in sorted(diagnostics, key=reading_order)]


def number_json(value: Number | None) -> JsonNumber:
    """Return a number as JSON takes it, a whole one as an integer; unknown is null."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)
