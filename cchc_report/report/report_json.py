"""What checking and building a report prints with `--json`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field

from cchc_report.form.compute import IndicatorJson
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.json_output import (
    Diagnostics,
    JsonFigures,
    JsonOutput,
    JsonSummary,
    Paths,
    SummaryJson,
    diagnostics_json,
)
from cchc_report.report.build import Report
from cchc_report.tables.ledger import Ledger, rows_by_sheet
from cchc_report.tables.ledger_json import LedgerJson, ledger_json


class CheckingJson(JsonOutput):
    """What checking anything prints, a form for one."""

    diagnostics: Diagnostics
    summary: JsonSummary

    @classmethod
    def of(cls, diagnostics: Sequence[Diagnostic]) -> "CheckingJson":
        """Return what checking a thing without rows came to."""
        return CheckingJson(diagnostics=diagnostics_json(diagnostics), summary=SummaryJson.of(diagnostics, {}))


class ValidateJson(CheckingJson):
    """What `cchc validate --format json` prints."""

    command: ClassVar[str] = "cchc validate --format json"

    ledger: LedgerJson

    @classmethod
    def of_ledger(cls, diagnostics: Sequence[Diagnostic], ledger: Ledger) -> "ValidateJson":
        """Return what checking workbooks came to."""
        return cls(
            diagnostics=diagnostics_json(diagnostics),
            summary=SummaryJson.of(diagnostics, rows_by_sheet(ledger)),
            ledger=ledger_json(ledger),
        )


class BuildJson(JsonOutput):
    """What `cchc build --json` prints."""

    command: ClassVar[str] = "cchc build KỲ --json"

    outputs: Paths
    figures: JsonFigures
    indicators: Annotated[dict[str, IndicatorJson], Field(description="Các dòng của phụ lục theo mã (3.3.2)")]
    diagnostics: Diagnostics
    summary: JsonSummary
    ledger: LedgerJson

    @classmethod
    def of(cls, report: Report, written: Iterable[Path], late: Iterable[Diagnostic]) -> "BuildJson":
        """Return what building came to; the paths are absolute, so that a script's own folder does not matter."""
        told = (*report.diagnostics, *late)
        return cls(
            outputs=[str(path.absolute()) for path in written],
            figures=report.figures.json_ready(),
            indicators=report.indicators.to_json(),
            diagnostics=diagnostics_json(told),
            summary=SummaryJson.of(told, report.rows),
            ledger=ledger_json(report.ledger),
        )
