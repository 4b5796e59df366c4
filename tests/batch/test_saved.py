"""Resuming a batch: only what changed is done again."""

from dataclasses import replace
from pathlib import Path

import pytest

from cchc_report.batch.job import Job, work_on
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.saved import SAVED_FILE
from cchc_report.ground.codes import Code, Severity
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune


def twice(job: Job) -> CommuneResult:
    work_on(job)
    return work_on(job)


@pytest.mark.parametrize("dossiers", [(ON_TIME, LATE), (ON_TIME, UNREADABLE)], ids=["a report", "errors"])
def test_a_second_run_recalls_the_whole_result(dossiers: tuple[str, ...], tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", *dossiers)
    first = work_on(job)
    assert replace(first, unchanged=True) == work_on(job)


def test_a_changed_workbook_is_read_again(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    work_on(job)
    log = job.folder / "2023" / "Hồ sơ.csv"
    log.write_text(log.read_text(encoding="utf-8") + LATE.format("a") + "\n", encoding="utf-8")
    again = work_on(job)
    assert (False, 2) == (again.unchanged, again.figures["dossiers.total"])


def test_changed_settings_are_followed(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    work_on(job)
    (job.folder / "cchc.toml").write_text('year_start = "state"\n', encoding="utf-8")
    assert not work_on(job).unchanged


def test_a_document_that_is_gone_is_made_again(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    report = job.folder / work_on(job).outputs[0]
    report.unlink()
    assert not work_on(job).unchanged
    assert report.is_file()


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"key": 1}'])
def test_a_spoilt_memory_counts_as_none(spoilt: bytes, tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    work_on(job)
    (job.folder / "out" / "2023" / SAVED_FILE).write_bytes(spoilt)
    assert (False, "ok") == ((again := work_on(job)).unchanged, again.status)


def test_earlier_periods_come_from_the_history_of_the_commune_even_where_nothing_is_done_again(
    tmp_path: Path,
) -> None:
    job = write_commune(tmp_path, "a", ON_TIME, LATE)
    work_on(replace(job, period="2023-Q1"))
    counts = {
        "dossiers.on_time": 1,
        "dossiers.total": 2,
        "dossiers.finished": 2,
        "dossiers.due": 2,
        "dossiers.in_time": 1,
    }
    for unchanged in (False, True):
        again = work_on(replace(job, period="2023-Q2"))
        assert (unchanged, {"2023-Q1": counts}) == (again.unchanged, again.previous)


def test_a_record_that_was_deleted_is_written_again(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    work_on(job)
    record = job.folder / "out" / "2023" / "bao-cao-2023.json"
    record.unlink()
    assert (False, True) == (work_on(job).unchanged, record.is_file())
    assert work_on(job).unchanged


def test_a_broken_old_history_is_told_on_each_run_until_it_is_moved_away(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    (job.folder / "out").mkdir()
    history = job.folder / "out" / "lich-su.sqlite"
    history.write_bytes(b"no database" * 100)
    for _ in range(2):
        assert ("ok", 1) == ((told := work_on(job)).status, told.counts[Severity.WARNING, Code.HISTORY_UNUSABLE])
    history.rename(history.with_suffix(".cu"))
    assert (Severity.WARNING, Code.HISTORY_UNUSABLE) not in work_on(job).counts


def test_force_does_it_again(tmp_path: Path) -> None:
    assert not twice(replace(write_commune(tmp_path, "a", ON_TIME), force=True)).unchanged


def test_checking_alone_writes_nothing(tmp_path: Path) -> None:
    job = replace(write_commune(tmp_path, "a", ON_TIME), write=False)
    assert ("ok", ()) == ((found := twice(job)).status, found.outputs)
    assert not (job.folder / "out").exists()
