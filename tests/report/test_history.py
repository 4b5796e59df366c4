"""The numbers of the built periods, as their records keep them, and what becomes of a history of version 0.1."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cchc_report.report.history import read_history
from cchc_report.report.record_json import read_record
from cchc_report.workspace.workspace import Workspace, open_workspace

OLD = Path(__file__).parents[1] / "upgrade" / "workspace_of_0_1_0"


@pytest.fixture
def old(tmp_path: Path) -> Workspace:
    shutil.copytree(OLD, tmp_path / "xa")
    return open_workspace(tmp_path / "xa")


def test_periods_come_by_their_cut_off_the_part_before_the_whole(old: Workspace) -> None:
    shutil.copytree(old.root / "out" / "2023", old.root / "out" / "2023-Q4")
    record = old.root / "out" / "2023-Q4" / "bao-cao-2023.json"
    content = json.loads(record.read_text("utf-8"))
    content["period"] |= {"id": "2023-Q4", "from": "2023-10-01"}
    record.unlink()
    record.with_name("bao-cao-2023-Q4.json").write_text(json.dumps(content), "utf-8")
    assert ["2022", "2023-6M", "2023-Q4", "2023"] == [one.id for one in read_history(old).periods]


def test_what_only_the_old_history_knows_becomes_a_record_of_numbers_and_the_file_is_renamed(old: Workspace) -> None:
    out = old.root / "out"
    content = (out / "lich-su.sqlite").read_bytes()
    kept = {path: path.read_bytes() for path in out.glob("2023*/*.json")}
    built = read_history(old).find("2022")
    assert built is not None
    assert (3, 2, 1) == tuple(built.figures[f"dossiers.{name}"].value for name in ("received", "on_time", "overdue"))
    assert "xa-rieng" == built.form
    record = read_record(out / "2022" / "bao-cao-2022.json")
    assert (2, "0.1.0", {}, {}) == (record.record, record.cchc, record.documents, record.outputs)
    assert "Số lượng hồ sơ đã tiếp nhận" == record.sources["3.3.1"].label
    assert (False, content) == ((out / "lich-su.sqlite").exists(), (out / "lich-su-cu.sqlite").read_bytes())
    assert kept == {path: path.read_bytes() for path in kept}


@pytest.mark.parametrize("change", ["PRAGMA application_id = 7", "UPDATE number SET value = '1e99'", "UPDATE period SET id = '../x' WHERE id = '2022'", "DROP TABLE number"])  # fmt: skip
def test_an_old_history_that_was_tampered_with_is_told_and_left_as_it_is(old: Workspace, change: str) -> None:
    path = old.root / "out" / "lich-su.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(change)
    content = path.read_bytes()
    found = read_history(old)
    assert (None, ["CC007"]) == (found.find("2022"), [one.code for one in found.problems])
    assert content == path.read_bytes()


def test_a_record_that_is_none_is_told_and_hides_no_other(old: Workspace) -> None:
    (old.root / "out" / "2023" / "bao-cao-2023.json").write_text("{")
    found = read_history(old)
    assert ["2022", "2023-6M"] == [one.id for one in found.periods]
    assert [("CC007", "out/2023/bao-cao-2023.json")] == [(one.code, one.place.file) for one in found.problems]


def test_without_any_record_there_is_no_history_and_nothing_is_made(tmp_path: Path) -> None:
    assert ((), ()) == read_history(open_workspace(tmp_path))
    assert [] == list(tmp_path.iterdir())
