"""What a province's programmer would write today for all communes: a loop of openpyxl, pydantic and docxtpl.

Generous to it: the figures it prints are handed to it, so that it only checks each log and fills each commune's two documents.
"""

from collections.abc import Mapping
from pathlib import Path

from docxtpl import DocxTemplate
from jinja2 import Environment

from benchmarks.naive import check_log
from cchc_report.document.words import FILTERS, FUNCTIONS
from cchc_report.report.build import build_report
from cchc_report.report.context import report_context
from cchc_report.workspace.workspace import Workspace, open_workspace

_DOCUMENTS = ("bao_cao.docx", "phu_luc_01b.docx")


def write_reports(workbooks: list[Path], output: Path) -> int:
    """Check the log of each workbook and fill its documents; return how many were written."""
    workspace = open_workspace(workbooks[0].parent)
    context, templates = _figures(workspace, workbooks[0].stem)
    environment = Environment(autoescape=True)
    environment.filters.update({name: word.function for name, word in FILTERS.items()})
    for number, workbook in enumerate(workbooks):
        checked = check_log(workbook)
        if checked.problems:
            raise SystemExit(f"{workbook}: {checked.problems[0]}")
        for name in _DOCUMENTS:
            document = DocxTemplate(templates / name)
            document.render(context, environment)
            document.save(output / f"{number:03}-{name}")
    return len(workbooks) * len(_DOCUMENTS)


def _figures(workspace: Workspace, year: str) -> tuple[Mapping[str, object], Path]:
    """Return the names that the documents print, counted once for all communes, and the folder of the documents."""
    report = build_report(workspace, workspace.parse_period(year))
    context = report_context(report.tables.commune, report.period, report.figures, report.indicators, report.previous)
    functions = {name: word.function for name, word in FUNCTIONS.items()}
    return {**context, "narrative": report.narrative, **functions}, workspace.form_folder(report.period)
