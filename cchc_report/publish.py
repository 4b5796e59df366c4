"""From a report to its files: which documents there are, what they are called, and the record kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_report import __version__
from cchc_report.built import built_period, hash_inputs
from cchc_report.context import report_context
from cchc_report.diagnostics import Diagnostic, has_errors
from cchc_report.document import Templates, compile_templates, convert_to_pdf
from cchc_report.document.chart_annex import appended, chart_annex, written
from cchc_report.document.package import Package
from cchc_report.errors import DataError
from cchc_report.figures.breakdowns import Breakdown, break_down
from cchc_report.figures.figure import Value
from cchc_report.form import FORM_FILE
from cchc_report.history import keep, read_history
from cchc_report.outputs import OutputFolder, digest
from cchc_report.periods import Period
from cchc_report.report import Report, build_report
from cchc_report.text import fold
from cchc_report.workspace import Workspace, is_year


@dataclass(frozen=True)
class Wanted:
    """Which documents are wanted of a report, and under which conditions."""

    split: bool = False  # body and appendix as two files
    draft: bool = False  # in spite of errors, marked on each page
    force: bool = False  # over documents that were edited
    pdf: bool = False  # each as a PDF too
    charts: bool = False  # with an annex of charts


def write_report(report: Report, workspace: Workspace, wanted: Wanted) -> tuple[Path, ...]:
    """Write a report's documents into the workspace and return their paths.

    Raises DataError while there are errors and no draft is wanted, or where a template fails; UsageError where a document was
    edited since it was built and `force` is not given; MachineError where the disk or LibreOffice fails.
    """
    if has_errors(report.diagnostics) and not wanted.draft:
        raise DataError(
            "Chưa lập báo cáo vì số liệu còn lỗi. Hãy sửa các lỗi ở trên rồi chạy lại, hoặc thêm --draft để lập bản dự thảo."
        )
    form_folder = workspace.form_folder(report.period)
    charts = _charts(report, workspace) if wanted.charts else ()
    documents = render_documents(report, compile_templates(form_folder), wanted, charts)
    stem = _stem(report, wanted)
    folder = OutputFolder(workspace.output_folder(report.period), f"{stem}.json")
    written = folder.write(documents, _record(report, form_folder, charts), force=wanted.force)
    return (*written, *convert_to_pdf(written)) if wanted.pdf else written


def render_documents(
    report: Report, templates: Templates, wanted: Wanted, charts: Sequence[Breakdown] = ()
) -> dict[str, bytes]:
    """Return the documents by file name: one with the appendix and the charts at its end, or each in a file of its own."""
    context = {
        **report_context(
            report.tables.commune,
            report.period,
            report.figures,
            report.indicators,
            addressed=report.form.addressee,
        ),
        "narrative": report.narrative,
        "charts": tuple(chart.title for chart in charts),
    }
    stem = _stem(report, wanted)
    annex = _annex(report, templates.render_appendix(context, draft=wanted.draft), charts) if charts else None
    if not wanted.split:
        document = templates.render(context, draft=wanted.draft)
        return {f"{stem}.docx": document if annex is None else appended(document, annex)}
    body, appendix = templates.render_split(context, draft=wanted.draft)
    ending = f"{stem.removeprefix('bao-cao')}.docx"
    documents = {f"{stem}.docx": body, f"{fold(report.form.appendix_name).replace(' ', '-')}{ending}": appendix}
    return documents if annex is None else {**documents, f"bieu-do{ending}": written(annex)}


def _annex(report: Report, appendix: bytes, charts: Sequence[Breakdown]) -> Package:
    """Return the annex of charts: numbered after an appendix that has no number of the state's own (Phụ lục I, III.1.a)."""
    name = "Phụ lục II" if report.form.appendix_name == "Phụ lục" else "Phụ lục biểu đồ"
    return chart_annex(appendix, name, f"Biểu đồ kết quả công tác cải cách hành chính {report.period.name}", charts)


def _charts(report: Report, workspace: Workspace) -> tuple[Breakdown, ...]:
    """Return what is drawn of a report; raises DataError where nothing is known that could be."""
    found = break_down(report.tables, report.period, report.figures, _year_before(report.period, workspace))
    if not found:
        raise DataError(
            "Chưa có số liệu để vẽ biểu đồ. Hãy bổ sung trang Hồ sơ hoặc trang Nhân sự rồi chạy lại, hoặc bỏ --charts."
        )
    return found


def _year_before(period: Period, workspace: Workspace) -> Mapping[str, Value]:
    """Return the figures of the same period a year before: by its workbooks where they have no errors, else as it was built."""
    year = str(period.year - 1)
    if not is_year(year):
        return {}
    before = workspace.parse_period(period.id.replace(str(period.year), year, 1))
    if year in workspace.years():
        report = build_report(workspace, before)
        if not has_errors(report.diagnostics):
            return {name: figure.value for name, figure in report.figures.items()}
    built = (one for one in read_history(workspace.history_file) if (one.id, one.cutoff) == (before.id, before.cutoff))
    return next((one.figure_values for one in built), {})


def keep_history(report: Report, workspace: Workspace) -> tuple[Diagnostic, ...]:
    """Keep a built period's numbers in the workspace's history; return a warning where that cannot be done."""
    inputs = hash_inputs(report.inputs)
    built = built_period(report.period, report.form, report.figures, report.indicators, inputs)
    return keep(workspace.history_file, built)


def _stem(report: Report, wanted: Wanted) -> str:
    return f"bao-cao-{report.period.id}" + ("-du-thao" if wanted.draft else "")


def _record(report: Report, form_folder: Path, charts: Sequence[Breakdown]) -> Mapping[str, object]:
    """Return what is kept of a report so that a printed number can be checked years later."""
    return {
        "cchc": __version__,
        "form": {"id": report.form.id, "sha256": digest((form_folder / FORM_FILE).read_bytes())},
        "period": {
            "id": report.period.id,
            "from": report.period.start.isoformat(),
            "to": report.period.cutoff.isoformat(),
        },
        "inputs": {name: digest(path.read_bytes()) for path, name in report.inputs},
        "figures": report.figures_json(),
        "indicators": report.indicators_json(),
        **({"charts": {chart.id: chart.json_ready() for chart in charts}} if charts else {}),
    }
