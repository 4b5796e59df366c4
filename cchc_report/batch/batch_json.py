"""What a batch prints with `--json`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from cchc_report.batch.results import CommuneResult, CommuneStatus
from cchc_report.batch.run import Batch
from cchc_report.form.compute import IndicatorJson
from cchc_report.ground.json_output import (
    DiagnosticJson,
    JsonFigures,
    JsonOutput,
    JsonSummary,
    Paths,
    SummaryJson,
    diagnostics_json,
)


class CommuneJson(JsonOutput):
    """One commune of a batch."""

    path: Annotated[str, Field(description="Thư mục của xã, tính từ thư mục gốc")]
    name: Annotated[str, Field(description="Tên xã; trống khi không đọc được")]
    status: Annotated[CommuneStatus, Field(description="Đã lập báo cáo, số liệu còn lỗi, hoặc không đọc được")]
    unchanged: Annotated[bool, Field(description="Không có gì đổi từ lần chạy trước, nên giữ kết quả cũ")]
    outputs: Paths
    diagnostics: Annotated[
        list[DiagnosticJson], Field(max_length=100, description="Các vấn đề, nặng nhất trước khi cắt ở 100, không gộp")
    ]
    summary: JsonSummary
    message: Annotated[str | None, Field(description="Vì sao không xử lý được; null khi xử lý được")]

    @classmethod
    def of(cls, root: Path, one: CommuneResult) -> "CommuneJson":
        """Return a commune below the root."""
        return cls(
            path=one.path,
            name=one.name,
            status=one.status,
            unchanged=one.unchanged,
            outputs=[str(root / one.path / output) for output in one.outputs],
            diagnostics=diagnostics_json(one.diagnostics),
            summary=SummaryJson(**one.summary, rows=dict(one.rows)),
            message=one.message or None,
        )


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

    @classmethod
    def of(cls, root: Path, done: Batch, shown: Iterable[CommuneResult], written: Iterable[Path]) -> "BatchJson":
        """Return the communes that are shown and the totals of all."""
        totals = done.totals
        return cls(
            communes=[CommuneJson.of(root, one) for one in shown],
            totals=TotalsJson(figures=totals.figures.json_ready(), indicators=totals.indicators.to_json()),
            outputs=list(map(str, written)),
        )
