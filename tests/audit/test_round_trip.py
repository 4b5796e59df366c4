"""What `cchc build` prints, an audit reads back: every number of the appendix, every figure of the sentences."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_report.audit.audit import Audit
from cchc_report.document import convert_to_pdf
from cchc_report.figures.document_totals import Named
from cchc_report.figures.staffing import Group, Share
from cchc_report.form.rules import ListEntry
from cchc_report.ground.numbers import format_trimmed, percent
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import Workspace, open_workspace
from tests import needs
from tests.audit.reports import audited

SAMPLE = Path(__file__).parent.parent.parent / "sample_data" / "hoang-truong"
CONSISTENT = SAMPLE.with_name("hoang-lam")
PERIODS = ["2023", "2023-Q1", "2023-Q4", "2023-6M", "2023-9M"]


def printed(value: object, places: int = 2) -> str:
    """Return a number as the report prints it; a list as its entries."""
    match value:
        case tuple():
            return "; ".join(printed(entry) for entry in value)
        case ListEntry() | Share() | Named():
            return f"{value.name.lower()} {value.count} {printed(getattr(value, 'share', None), 1)}"
        case int() | Decimal():
            return format_trimmed(value, places)
    return ""


SAID = (
    "documents.issued", "documents.issued_by_type", "documents.incoming", "documents.incoming_by_channel",
    "procedures.total", "procedures.one_stop", "procedures.interlinked",
    "dossiers.received", "dossiers.on_time", "dossiers.on_time_rate", "dossiers.overdue", "dossiers.overdue_rate",
    "dossiers.pending_in_time", "staffing.total", "staffing.officials", "staffing.civil_servants",
)  # fmt: skip
SAID_WHERE_THERE_ARE_ANY = ("dossiers.carried_over", "dossiers.pending_overdue")


def expected_figures(report: Report) -> dict[str, str]:
    """Return each figure that the sentences of the template print, as it is printed."""
    values = {name: report.figures[name].value for name in (*SAID, *SAID_WHERE_THERE_ARE_ANY)}
    found = {name: printed(value) for name, value in values.items() if value or (value == 0 and name in SAID)}
    total = report.figures["dossiers.total"].value
    assert isinstance(total, int)
    for name in ("dossiers.pending_in_time", "dossiers.pending_overdue"):
        part = values[name]
        if name in found and isinstance(part, int):
            found[f"{name}_rate"] = printed(percent(part, total))
    found["dossiers.on_time_rate_repeated"] = printed(report.figures["dossiers.on_time_rate"].value)
    groups = report.figures["staffing.groups"].value
    for group, key in zip(groups if isinstance(groups, tuple) else (), ("officials", "civil_servants"), strict=True):
        assert isinstance(group, Group)
        found[f"staffing.{key}.qualifications"] = printed(group.qualifications)
        found[f"staffing.{key}.political_theory"] = printed(group.political_theory)
    return found


def assert_reads_back(report: Report, audit: Audit) -> None:
    wanted = {code: indicator.text for code, indicator in report.indicators.items()}
    assert wanted == {code: printed(value) for code, value in audit.appendix.values.items()}
    said = {name: printed(one.value) for name, one in audit.body.figures.items()}
    said.pop("dossiers.overdue_repeated", None)  # in the sample's own words, whatever the period
    assert expected_figures(report) == said
    assert report.period == audit.period


@pytest.mark.parametrize("period", PERIODS)
def test_every_figure_of_a_built_report_is_read_back(workspace: Workspace, period: str) -> None:
    report = build_report(workspace, workspace.parse_period(period))
    (path,) = write_report(report, workspace, WantedDocuments())
    assert_reads_back(report, audited(path, report.form))


@pytest.mark.parametrize("period", ["2023", "2023-Q2", "2023-6M"])
def test_a_report_and_its_appendix_in_two_files_are_one_report(workspace: Workspace, period: str) -> None:
    report = build_report(workspace, workspace.parse_period(period))
    body, appendix = write_report(report, workspace, WantedDocuments(split=True))
    assert_reads_back(report, audited(body, report.form, appendix=appendix))


@pytest.mark.parametrize("period", ["2023", "2023-Q3"])
@needs.soffice
def test_every_figure_of_a_report_in_pdf_is_read_back(workspace: Workspace, period: str) -> None:
    report = build_report(workspace, workspace.parse_period(period))
    (pdf,) = convert_to_pdf(write_report(report, workspace, WantedDocuments()))
    assert_reads_back(report, audited(pdf, report.form))


@pytest.mark.parametrize("period", ["2023", "2023-6M", "2023-9M"])
def test_a_report_whose_figures_agree_raises_no_alarm(tmp_path: Path, period: str) -> None:
    shutil.copytree(CONSISTENT / "2023", tmp_path / "2023")
    shutil.copy(CONSISTENT / "cchc.toml", tmp_path)
    workspace = open_workspace(tmp_path)
    report = build_report(workspace, workspace.parse_period(period))
    (path,) = write_report(report, workspace, WantedDocuments())
    audit = audited(path, report.form)
    assert_reads_back(report, audit)
    told = [(one.code.identifier, one.place.cell, one.severity.value) for one in audit.diagnostics]
    # The form's own numbers.
    assert [("CC604", "1.2.2", "note"), ("CC604", "1.2.3", "note")] == sorted(told)


def test_one_half_of_a_split_report_is_audited_by_itself(workspace: Workspace) -> None:
    report = build_report(workspace, workspace.parse_period("2023"))
    body, appendix = write_report(report, workspace, WantedDocuments(split=True))
    alone = audited(appendix, report.form)
    assert {"CC601", "CC602", "CC603", "CC604", "CC010"} == {one.code.identifier for one in alone.diagnostics}
    assert report.period == alone.period
    without = audited(body, report.form)
    assert {"CC601", "CC607", "CC608", "CC010"} == {one.code.identifier for one in without.diagnostics}
    assert "thêm --appendix" in next(one.hint for one in without.diagnostics if one.code.identifier == "CC010")
