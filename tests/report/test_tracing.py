"""The traced copy of the sample's report: `CCHC_UPDATE_GOLDEN=1 pytest tests/test_tracing.py` accepts a change of its comments."""

import io
import os
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from cchc_report.document import Unit, compile_templates, printed_text, to_package, units_of
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, render_documents, render_traced, write_report
from cchc_report.report.tracing import Origins
from cchc_report.workspace.workspace import Workspace

GOLDEN = Path(__file__).parent / "golden" / "doi-chieu-2023.txt"


def appendix_figures(units: tuple[Unit, ...]) -> list[tuple[str, str]]:
    """Return the names and texts of the figures in the last table."""
    table = units[-1].place.partition(",")[0]
    return [
        (name, figure.text)
        for unit in units
        if unit.place.partition(",")[0] == table
        for figure in unit.figures
        for name in figure.sources
    ]


def test_every_comment_reads_as_it_was_approved(workspace: Workspace, report: Report) -> None:
    traced = render_traced(report, compile_templates(workspace.form_folder(report.period)), WantedDocuments())[
        "bao-cao-2023.docx"
    ]
    said = [comment.text for comment in docx.Document(io.BytesIO(traced)).comments]
    text = "\n\n".join(said) + "\n"
    if os.environ.get("CCHC_UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == text


def test_every_row_with_a_value_has_exactly_one_comment_and_no_other_row_has_any(
    workspace: Workspace, report: Report
) -> None:
    templates = compile_templates(workspace.form_folder(report.period))
    traced = render_traced(report, templates, WantedDocuments(), names_only=True)["bao-cao-2023.docx"]
    found = appendix_figures(units_of(to_package("a.docx", traced)))
    assert [(code, one.text) for code, one in report.indicators.items() if one.value is not None] == found
    assert {1} == set(Counter(code for code, _ in found).values())


def test_the_body_names_every_figure_it_prints(workspace: Workspace, report: Report) -> None:
    templates = compile_templates(workspace.form_folder(report.period))
    body, _ = render_traced(report, templates, WantedDocuments(split=True), names_only=True).values()
    found = [(*one.sources, one.text) for unit in units_of(to_package("a.docx", body)) for one in unit.figures]
    assert ("documents.issued", "706") in found
    assert ("documents.issued_by_type[Thông báo]", "62") in found
    assert ("dossiers.overdue_rate", "0,69%") in found
    assert ("dossiers.pending_in_time", "dossiers.total", "0,25%") in found
    assert ("staffing.groups[Công chức].qualifications[Đại học]", "11") in found
    assert ("staffing.groups[Công chức].qualifications[Đại học].share", "91,7%") in found
    assert ("staffing.groups[Cán bộ].qualifications[Đại học].share", "100%") in found


@pytest.mark.parametrize("period", ["2023", "2023-Q1", "2023-6M"])
@pytest.mark.parametrize(
    "wanted", [WantedDocuments(), WantedDocuments(split=True), WantedDocuments(draft=True)], ids=str
)
def test_the_copy_says_what_the_report_says(workspace: Workspace, period: str, wanted: WantedDocuments) -> None:
    report = build_report(workspace, workspace.parse_period(period))
    templates = compile_templates(workspace.form_folder(report.period))
    plain, traced = render_documents(report, templates, wanted), render_traced(report, templates, wanted)
    assert {name: printed_text(content) for name, content in plain.items()} == {
        name: printed_text(content) for name, content in traced.items()
    }
    assert plain != traced


def test_tags_in_the_commune_s_own_paragraphs_are_traced(workspace: Workspace) -> None:
    (workspace.root / "2023" / "loi.csv").write_text(
        'Mục,Nội dung\nII.6,"Đã trả đúng hẹn {{ dossiers.on_time | so }} hồ sơ, {{ staffing.groups | length }} nhóm."\n',
        encoding="utf-8",
    )
    report = build_report(workspace, workspace.parse_period("2023"))
    templates = compile_templates(workspace.form_folder(report.period))
    traced = render_traced(report, templates, WantedDocuments(), names_only=True)["bao-cao-2023.docx"]
    (unit,) = [one for one in units_of(to_package("a.docx", traced)) if one.cells[0].startswith("Đã trả đúng hẹn")]
    assert "Đã trả đúng hẹn 1.588 hồ sơ, 2 nhóm." == unit.cells[0]
    assert [(("dossiers.on_time",), "1.588"), (("staffing.groups",), "2")] == [
        (figure.sources, figure.text) for figure in unit.figures
    ]


def test_the_report_is_the_same_with_and_without_its_copy_and_both_always_the_same(
    workspace: Workspace, report: Report
) -> None:
    (plain,) = write_report(report, workspace, WantedDocuments())
    content = plain.read_bytes()
    first = {path.name: path.read_bytes() for path in write_report(report, workspace, WantedDocuments(trace=True))}
    assert ["bao-cao-2023.docx", "bao-cao-2023-doi-chieu.docx", "phu-luc-01b-2023.xlsx"] == list(first)
    again = build_report(workspace, workspace.parse_period("2023"))
    assert first == {
        path.name: path.read_bytes() for path in write_report(again, workspace, WantedDocuments(trace=True))
    }
    assert content == first["bao-cao-2023.docx"]
    with zipfile.ZipFile(plain) as archive:
        assert not [name for name in archive.namelist() if "comments" in name]


def test_split_gives_each_of_the_two_its_copy(workspace: Workspace, report: Report) -> None:
    written = write_report(report, workspace, WantedDocuments(split=True, trace=True))
    assert [
        "bao-cao-2023.docx",
        "phu-luc-01b-2023.docx",
        "bao-cao-2023-doi-chieu.docx",
        "phu-luc-01b-2023-doi-chieu.docx",
        "phu-luc-01b-2023.xlsx",
    ] == [path.name for path in written]
    both = [docx.Document(str(path)).comments for path in written[2:4]]
    whole = render_traced(report, compile_templates(workspace.form_folder(report.period)), WantedDocuments())[
        "bao-cao-2023.docx"
    ]
    assert len(list(docx.Document(io.BytesIO(whole)).comments)) == sum(len(list(comments)) for comments in both)


def test_comments_bear_no_clock_and_no_person_s_name(workspace: Workspace, report: Report) -> None:
    traced = render_traced(report, compile_templates(workspace.form_folder(report.period)), WantedDocuments())[
        "bao-cao-2023.docx"
    ]
    comments = list(docx.Document(io.BytesIO(traced)).comments)
    assert {("cchc", "cchc", "2023-12-31 00:00:00+00:00")} == {
        (one.author, one.initials, str(one.timestamp)) for one in comments
    }
    people = [person.name for _, person in report.tables.staffing.records()]
    assert 23 == len(people)
    said = "\n".join(one.text for one in comments)
    assert not [
        name for name in [*people, report.tables.commune.signer if report.tables.commune else ""] if name in said
    ]


def test_a_figure_of_another_period_is_none_of_this_report(workspace: Workspace, report: Report) -> None:
    quarter = build_report(workspace, workspace.parse_period("2023-Q1"))
    origin = Origins(report)
    assert ("3.3.2", None) == (origin(report.indicators["3.3.2"], "text"), origin(quarter.indicators["3.3.2"], "text"))
    assert ("dossiers.on_time", None) == (
        origin(report.figures.namespace("dossiers"), "on_time"),
        origin(quarter.figures.namespace("dossiers"), "on_time"),
    )
    assert None is origin(report.indicators["3.3.2"], "label")
