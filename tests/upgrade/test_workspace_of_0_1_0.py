"""A workspace that version 0.1.0 (commit a32026d) left behind opens in this one: every key, its own form, its history, its records.

It was made by that program and is never made anew: two periods with documents, and the year 2022 that only its history knows.
"""

import shutil
from pathlib import Path

import pytest

from cchc_report.compare.sides import find_side
from cchc_report.compare.verify import verify
from cchc_report.ground.codes import Severity
from cchc_report.report.build import Report, build_report
from cchc_report.workspace.workspace import Workspace, open_workspace

KEPT = Path(__file__).parent / "workspace_of_0_1_0"


@pytest.fixture
def old(tmp_path: Path) -> Workspace:
    """Return a copy of the old workspace, opened by the settings beside it."""
    shutil.copytree(KEPT, tmp_path / "xa")
    return open_workspace(tmp_path / "xa")


@pytest.fixture
def built(old: Workspace) -> Report:
    """Return its year 2023, counted now."""
    return build_report(old, old.parse_period("2023"))


def test_every_key_of_its_settings_is_understood(old: Workspace) -> None:
    settings = old.settings
    assert {"xa-rieng", "state", "extract"} == {settings.form, settings.year_start, settings.documents.outgoing_log}
    assert "Lê Văn Mẫu" == settings.body.signer
    assert {"Nhận bằng": "Hình thức tiếp nhận", "Ngày giao kết quả": "Ngày trả kết quả"} == settings.columns["Hồ sơ"]
    assert {"Mạng": "Trực tuyến"} == settings.choices["Hình thức tiếp nhận"]
    assert "2021-12-15" == old.parse_period("2022").start.isoformat()


def test_its_own_copy_of_a_form_makes_a_report_without_an_error(built: Report) -> None:
    assert [] == [one.message for one in built.diagnostics if one.severity is Severity.ERROR]
    assert ("xa-rieng", 4, 3, 1) == (
        built.form.id,
        built.figures["dossiers.received"].value,
        built.figures["dossiers.on_time"].value,
        built.figures["dossiers.overdue"].value,
    )


def test_the_year_that_only_its_history_knows_is_compared(old: Workspace) -> None:
    found = find_side("2022", old)
    received, on_time = (found.side.figures[f"dossiers.{name}"].value for name in ("received", "on_time"))
    assert (3, 2) == (received, on_time)


def test_its_report_is_verified_without_an_accusation(old: Workspace) -> None:
    found = verify(old.root / "out" / "2023" / "bao-cao-2023.docx")
    assert ("0.1.0", (), True) == (found.recorded.content.cchc, found.edits, found.is_same_file)
    assert {"same"} == {one.state for one in (*found.rebuilt.inputs, *found.rebuilt.form)}
