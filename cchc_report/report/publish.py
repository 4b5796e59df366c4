"""From a report to its files: which documents there are, what they are called, and the record kept beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from cchc_report.document import Notes, Package, Templates, compile_templates, convert_to_pdf, to_package, units_of
from cchc_report.document.chart_annex import appended, chart_annex, written_alone
from cchc_report.figures.breakdowns import Breakdown
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import has_errors
from cchc_report.ground.errors import DataError
from cchc_report.ground.outputs import OutputFolder
from cchc_report.ground.text import fold
from cchc_report.report.build import Report
from cchc_report.report.context import Context
from cchc_report.report.record import marks_of, record_of
from cchc_report.workspace.workspace import Workspace

TRACED = "-doi-chieu"  # at the end of the names of copies with comments


@dataclass(frozen=True, kw_only=True)
class WantedDocuments:
    """Which documents are wanted of a report, and under which conditions."""

    split: bool = False  # body and appendix as two files
    draft: bool = False  # in spite of errors, marked on each page
    force: bool = False  # over documents that were edited
    pdf: bool = False  # each as a PDF too
    trace: bool = False  # a copy of each with the source of every figure as a comment, and the appendix as a workbook
    charts: bool = False  # with an annex of charts


def write_report(report: Report, workspace: Workspace, wanted: WantedDocuments) -> tuple[Path, ...]:
    """Write a report's documents into the workspace and return their paths.

    Raises DataError while there are errors and no draft is wanted, or where a template fails; UsageError where a document was
    edited since it was built and `force` is not given; MachineError where the disk or LibreOffice fails.
    """
    if any(diagnostic.code is Code.WORKBOOK_MISSING for diagnostic in report.diagnostics):
        raise DataError(f"Chưa lập báo cáo vì {report.period.name} chưa có sổ tính nào.")  # not even a draft
    if has_errors(report.diagnostics) and not wanted.draft:
        raise DataError(
            "Chưa lập báo cáo vì số liệu còn lỗi. Hãy sửa các lỗi ở trên rồi chạy lại, hoặc thêm --draft để lập bản dự thảo."
        )
    templates = compile_templates(workspace.form_folder(report.period))
    documents = render_documents(report, templates, wanted)
    companions = _companions(report, templates, wanted) if wanted.trace else {}
    record = record_of(report, workspace, {chart.id: chart.json_ready() for chart in _charts(report, wanted)})
    folder = _folder(report, workspace, wanted)
    written = folder.write(
        documents | companions,
        record.json_ready(),
        force=wanted.force,
        details=_details(documents | companions, wanted),
    )
    if not wanted.draft:  # a report takes the place of its draft
        _folder(report, workspace, replace(wanted, draft=True)).discard()
    if not wanted.pdf:
        return written
    pdfs = convert_to_pdf(written[: len(documents)])  # Word prints comments into a PDF: the traced copies have none
    folder.add(pdfs)
    return (*written, *pdfs)


def left_by_others(report: Report, workspace: Workspace, wanted: WantedDocuments) -> tuple[str, ...]:
    """Return the files of earlier builds that were edited since, and so were left beside the new ones."""
    drafts = (wanted.draft,) if wanted.draft else (False, True)
    folders = (_folder(report, workspace, replace(wanted, draft=draft)) for draft in drafts)
    return tuple(name for folder in folders for name in folder.edited)


def _folder(report: Report, workspace: Workspace, wanted: WantedDocuments) -> OutputFolder:
    return OutputFolder(workspace.output_folder(report.period), f"{_stem(report, wanted)}.json")


def _details(written: Mapping[str, bytes], wanted: WantedDocuments) -> dict[str, object]:
    """Return what the record keeps of each document: how it was made, and a mark of each paragraph."""
    made = {one.name: getattr(wanted, one.name) for one in fields(wanted) if one.name not in {"force", "pdf", "trace"}}
    return {
        name: {"made_with": made, "marks": marks_of(units_of(to_package(name, content)))}
        for name, content in written.items()
        if name.endswith(".docx")
    }


def render_documents(report: Report, templates: Templates, wanted: WantedDocuments) -> dict[str, bytes]:
    """Return the documents by file name: one with the appendix and the charts at its end, or each in a file of its own."""
    return _render(report, templates, wanted, {**report.names(), "narrative": report.narrative})


def render_traced(
    report: Report, templates: Templates, wanted: WantedDocuments, *, names_only: bool = False
) -> dict[str, bytes]:
    """Return the documents as `render_documents` does, each figure with a comment on its source, or with its name alone."""
    from cchc_report.report.tracing import trace  # noqa: PLC0415  # only who asks for it pays for the tracing sandbox

    context, notes = trace(report, names_only=names_only)
    return _render(report, templates, wanted, context, notes)


def _render(
    report: Report, templates: Templates, wanted: WantedDocuments, names: Context, notes: Notes | None = None
) -> dict[str, bytes]:
    charts = _charts(report, wanted)
    context = {**names, "charts": tuple(chart.title for chart in charts)}
    annex = _annex(report, templates.render_appendix(context, draft=wanted.draft), charts) if charts else None
    if not wanted.split:
        document = templates.render(context, draft=wanted.draft, notes=notes)
        contents: tuple[bytes, ...] = (document if annex is None else appended(document, annex),)
    else:
        both = templates.render_split(context, draft=wanted.draft, notes=notes)
        contents = both if annex is None else (*both, written_alone(annex))
    return dict(zip(document_names(report, wanted), contents, strict=True))


def _annex(report: Report, appendix: bytes, charts: Sequence[Breakdown]) -> Package:
    """Return the annex of charts: numbered after an appendix that has no number of the state's own (Phụ lục I, III.1.a)."""
    name = "Phụ lục II" if report.form.appendix_name == "Phụ lục" else "Phụ lục biểu đồ"
    return chart_annex(appendix, name, f"Biểu đồ kết quả công tác cải cách hành chính {report.period.name}", charts)


def _charts(report: Report, wanted: WantedDocuments) -> tuple[Breakdown, ...]:
    """Return what is drawn of a report; raises DataError where nothing is known that could be."""
    if not wanted.charts:
        return ()
    if not report.breakdowns:
        raise DataError(
            "Chưa có số liệu để vẽ biểu đồ. Hãy bổ sung trang Hồ sơ hoặc trang Nhân sự rồi chạy lại, hoặc bỏ --charts."
        )
    return report.breakdowns


def document_names(report: Report, wanted: WantedDocuments) -> tuple[str, ...]:
    """Return the names of the documents: the report, and the appendix and the charts where they are files of their own."""
    stem = _stem(report, wanted)
    if not wanted.split:
        return (f"{stem}.docx",)
    charts = (f"bieu-do{stem.removeprefix('bao-cao')}.docx",) if wanted.charts else ()
    return (f"{stem}.docx", f"{_appendix_stem(report, wanted)}.docx", *charts)


def _companions(report: Report, templates: Templates, wanted: WantedDocuments) -> dict[str, bytes]:
    """Return what is written beside the documents to check them: copies with comments, the appendix as a workbook."""
    from cchc_report.report.appendix_table import appendix_workbook  # noqa: PLC0415  # only who asks for it pays for openpyxl

    copies = render_traced(report, templates, wanted)
    return {
        **{f"{name.removesuffix('.docx')}{TRACED}.docx": content for name, content in copies.items()},
        f"{_appendix_stem(report, wanted)}.xlsx": appendix_workbook(report),
    }


def _appendix_stem(report: Report, wanted: WantedDocuments) -> str:
    return fold(report.form.appendix_name).replace(" ", "-") + _stem(report, wanted).removeprefix("bao-cao")


def _stem(report: Report, wanted: WantedDocuments) -> str:
    return f"bao-cao-{report.period.id}" + ("-du-thao" if wanted.draft else "")
