"""The record beside a report: every figure with its source, and the hashes of all that the report was made of.

With it a printed number can be checked years later; `cchc schema record` describes it. Knows nothing of how it is written.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import JsonValue

from cchc_report import __version__
from cchc_report.document import Unit, template_files
from cchc_report.figures.figure import FigureKind
from cchc_report.form import FORM_FILE, Source
from cchc_report.form.pack import base_folders
from cchc_report.ground.outputs import digest
from cchc_report.report.build import Report
from cchc_report.report.explain import Explanation, explain
from cchc_report.report.record_json import (
    RECORD_VERSION,
    JsonCharts,
    RecordFormJson,
    RecordJson,
    RecordPeriodJson,
    SourceJson,
    SourceRowsJson,
)
from cchc_report.report.row_ranges import rows_by_sheet
from cchc_report.tables.ledger_json import ledger_json
from cchc_report.workspace.workspace import Workspace

# A figure counted from more rows names only its sheets: the rows follow from its rule and the inputs, and the record stays small.
_MOST_ROWS = 200
_MARK = 8  # hexadecimal digits that tell one paragraph from another


def record_of(
    report: Report, workspace: Workspace, charts: JsonCharts | None = None, most_rows: int = _MOST_ROWS
) -> RecordJson:
    """Return what is kept of a report before its documents are written; of a figure with more rows only the sheets."""
    form_folder = workspace.form_folder(report.period)
    period = report.period
    return RecordJson(
        record=RECORD_VERSION,
        cchc=__version__,
        form=RecordFormJson(id=report.form.id, files=form_hashes(form_folder)),
        period=RecordPeriodJson(
            id=period.id, start=period.start.isoformat(), cutoff=period.cutoff.isoformat(), end=period.end.isoformat()
        ),
        settings=settings_json(workspace),
        inputs=input_hashes(report),
        ledger=ledger_json(report.ledger, kept_only=True),
        year_before=report.previous.json_ready() if report.previous.asked else {},
        figures=report.figures.json_ready(),
        indicators=report.indicators.to_json(),
        sources={name: _source(report, name, most_rows) for name in (*report.figures, *report.indicators)},
        charts=charts or {},
        outputs={},
        documents={},
    )


def form_hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file of a form pack that a report is made with, and of the forms it is based on; raises OSError."""
    below = {f"{base.name}/{FORM_FILE}": digest((base / FORM_FILE).read_bytes()) for base in base_folders(folder)}
    return {name: digest((folder / name).read_bytes()) for name in (FORM_FILE, *template_files(folder))} | below


def input_hashes(report: Report) -> dict[str, str]:
    """Return the hash of each workbook by its name; raises OSError."""
    return dict(report.digests)


def settings_json(workspace: Workspace) -> dict[str, JsonValue]:
    """Return the settings that a report depends on; where the workbooks are does not matter."""
    return workspace.settings.model_dump(mode="json", by_alias=True, exclude={"data"})


def marks_of(units: Iterable[Unit]) -> str:
    """Return a short mark for each paragraph and table row of a document, which tells whether it was edited."""
    return " ".join(digest("\t".join(unit.cells).encode())[:_MARK] for unit in units)


def _source(report: Report, name: str, most_rows: int) -> SourceJson:
    """Return where a figure comes from; the rows of a computed row of the appendix are told with its operands."""
    explanation = explain(report, name)
    is_named = name in report.figures or explanation.formula == Source.ENTERED.value
    return SourceJson(
        label=explanation.label,
        formula=explanation.formula,
        operands=list(explanation.operands),
        rule=explanation.reason,
        rows=list(_places(report, explanation, most_rows)) if is_named else [],
    )


def _places(report: Report, explanation: Explanation, most_rows: int) -> Iterator[SourceRowsJson]:
    name = explanation.code
    if name in report.figures and _count(report, name) > most_rows:
        for file, sheet in report.figures.sheets(name):
            yield SourceRowsJson(file=file, sheet=sheet, rows="", count=None)
        return
    for found in rows_by_sheet(explanation.rows):
        yield SourceRowsJson(file=found.file, sheet=found.sheet, rows=found.ranges, count=found.count)


def _count(report: Report, name: str) -> int:
    """Return how many rows a figure counts, for a rate those of its part; 0 where that is no number."""
    figure = report.figures[name]
    if figure.kind is FigureKind.RATE and figure.operands:
        return _count(report, figure.operands[0])
    return figure.value if isinstance(figure.value, int) else 0
