"""The record beside a report: that a printed number can be checked with it years later."""

import json
from pathlib import Path

from cchc_report import __version__
from cchc_report.ground.outputs import digest
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.report.record import record_of
from cchc_report.report.record_json import RecordJson
from cchc_report.workspace.workspace import Workspace


def read(folder: Path) -> RecordJson:
    """Return the record as its schema has it."""
    text = (folder / "out" / "2023" / "bao-cao-2023.json").read_text(encoding="utf-8")
    return RecordJson.model_validate_json(text, strict=True)


def test_it_names_version_form_inputs_and_settings(workspace: Workspace, report: Report) -> None:
    write_report(report, workspace, WantedDocuments())
    found = read(workspace.root)
    form = workspace.form_folder(report.period)
    assert (2, __version__, "thanh-hoa-2023") == (found.record, found.cchc, found.form.id)
    assert {name: digest((form / name).read_bytes()) for name in ("form.toml", "bao_cao.docx", "phu_luc_01b.docx")} == (
        found.form.files
    )
    inputs = {f"2023/{path.name}": digest(path.read_bytes()) for path in (workspace.root / "2023").iterdir()}
    assert inputs == found.inputs
    assert {"outgoing_log": "extract"} == found.settings["documents"]
    assert ("2023", "2023-01-01", "2023-12-31") == (found.period.id, found.period.start, found.period.cutoff)


def test_every_figure_and_row_has_its_source(workspace: Workspace, report: Report) -> None:
    write_report(report, workspace, WantedDocuments())
    found = read(workspace.root)
    assert {*report.figures, *report.indicators} == found.sources.keys()
    apologised = found.sources["dossiers.apologised"]
    assert [("2023/ho-so-2023.xlsx", "Hồ sơ", "150, 211, 219, 248, 471, 637, 642, 649, 735, 1094, 1198", 11)] == [
        (one.file, one.sheet, one.rows, one.count) for one in apologised.rows
    ]
    assert ("procedures.one_stop + procedures.interlinked", ["procedures.one_stop", "procedures.interlinked"], []) == (
        (one := found.sources["3.2.1"]).formula,
        one.operands,
        one.rows,
    )
    entered = found.sources["3.4.3"]
    assert ("entered", "Số nhập tay ở 2023/so-lieu-2023.xlsx, trang Chỉ tiêu, ô B8", "8") == (
        entered.formula,
        entered.rule,
        entered.rows[0].rows,
    )


def test_documents_built_with_other_options_are_one_set(workspace: Workspace, report: Report) -> None:
    write_report(report, workspace, WantedDocuments(trace=True))
    first = read(workspace.root)
    assert first.documents["bao-cao-2023-doi-chieu.docx"].marks.startswith(first.documents["bao-cao-2023.docx"].marks)
    write_report(report, workspace, WantedDocuments(split=True))
    found = read(workspace.root)
    assert {"bao-cao-2023.docx": True, "phu-luc-01b-2023.docx": True} == {
        name: document.made_with["split"] for name, document in found.documents.items()
    }
    assert found.documents.keys() == found.outputs.keys()
    assert {*found.outputs, "bao-cao-2023.json"} == {path.name for path in (workspace.root / "out" / "2023").iterdir()}


def test_it_is_the_same_on_every_run_and_holds_no_person_s_name(workspace: Workspace, report: Report) -> None:
    write_report(report, workspace, WantedDocuments())
    text = (workspace.root / "out" / "2023" / "bao-cao-2023.json").read_text(encoding="utf-8")
    again = build_report(workspace, workspace.parse_period("2023"))
    assert record_of(report, workspace) == record_of(again, workspace)
    names = [person.name for _, person in report.tables.staffing.records()]
    assert 23 == len(names)
    assert not [name for name in names if name in text]
    assert "bao-cao-2023.docx" in json.loads(text)["outputs"]


def test_of_very_large_workbooks_the_sheets_are_kept_alone(workspace: Workspace, report: Report) -> None:
    sources = record_of(report, workspace, most_rows=100).sources
    (found,) = sources["dossiers.received"].rows
    assert ("2023/ho-so-2023.xlsx", "Hồ sơ", "", None) == (found.file, found.sheet, found.rows, found.count)
    assert "8" == sources["3.4.3"].rows[0].rows
