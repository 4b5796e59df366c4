"""From a report to its files: which documents there are, what they are called, and the record kept beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cchc_report import __version__
from cchc_report.built import built_period, hash_inputs
from cchc_report.context import report_context
from cchc_report.diagnostics import Diagnostic, has_errors
from cchc_report.document import Templates, compile_templates, convert_to_pdf
from cchc_report.errors import DataError
from cchc_report.form import FORM_FILE
from cchc_report.history import keep
from cchc_report.outputs import OutputFolder, digest
from cchc_report.report import Report
from cchc_report.text import fold
from cchc_report.workspace import Workspace


@dataclass(frozen=True)
class Wanted:
    """Which documents are wanted of a report, and under which conditions."""

    split: bool = False  # body and appendix as two files
    draft: bool = False  # in spite of errors, marked on each page
    force: bool = False  # over documents that were edited
    pdf: bool = False  # each as a PDF too


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
    documents = render_documents(report, compile_templates(form_folder), wanted)
    stem = _stem(report, wanted)
    folder = OutputFolder(workspace.output_folder(report.period), f"{stem}.json")
    written = folder.write(documents, _record(report, form_folder), force=wanted.force)
    return (*written, *convert_to_pdf(written)) if wanted.pdf else written


def render_documents(report: Report, templates: Templates, wanted: Wanted) -> dict[str, bytes]:
    """Return the documents by file name: one with the appendix at its end, or two."""
    context = {
        **report_context(report.tables.commune, report.period, report.figures, report.indicators),
        "narrative": report.narrative,
    }
    stem = _stem(report, wanted)
    if not wanted.split:
        return {f"{stem}.docx": templates.render(context, draft=wanted.draft)}
    body, appendix = templates.render_split(context, draft=wanted.draft)
    appendix_stem = fold(report.form.appendix_name).replace(" ", "-")
    return {f"{stem}.docx": body, f"{appendix_stem}{stem.removeprefix('bao-cao')}.docx": appendix}


def keep_history(report: Report, workspace: Workspace) -> tuple[Diagnostic, ...]:
    """Keep a built period's numbers in the workspace's history; return a warning where that cannot be done."""
    inputs = hash_inputs(report.inputs)
    built = built_period(report.period, report.form, report.figures, report.indicators, inputs)
    return keep(workspace.history_file, built)


def _stem(report: Report, wanted: Wanted) -> str:
    return f"bao-cao-{report.period.id}" + ("-du-thao" if wanted.draft else "")


def _record(report: Report, form_folder: Path) -> Mapping[str, object]:
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
    }
