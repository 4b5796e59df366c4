"""Real worker processes: what one commune does to its worker stops no other."""

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from cchc_report.batch.job import Job
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.runner import MakeExecutor, run_jobs
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune

FATAL = "chet"  # a folder that no worker survives opening a file of


def results(jobs: Sequence[Job], make_executor: MakeExecutor | None = None) -> dict[str, CommuneResult]:
    return {one.path: one for one in run_jobs(jobs, 2, make_executor)}


def mortal_pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, get_context("spawn"), _be_mortal)


def _be_mortal() -> None:
    sys.addaudithook(_die)


def _die(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and f"{os.sep}{FATAL}{os.sep}" in str(arguments[0]):
        os._exit(9)


def test_each_commune_gets_its_report_or_its_errors(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, "a", ON_TIME, LATE), write_commune(tmp_path, "b", ON_TIME, UNREADABLE)]
    found = results(jobs)
    assert ("ok", ("out/2023/bao-cao-2023.docx",)) == (
        found["a"].status,
        tuple(name for name in found["a"].outputs if name.endswith(".docx")),
    )
    assert ("errors", ()) == (found["b"].status, found["b"].outputs)
    assert (2, 1) == (found["a"].figures["dossiers.total"], found["a"].figures["dossiers.on_time"])
    assert {"Hộ tịch": 1} == found["a"].overdue_by_field


def test_a_commune_that_takes_too_long_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, path, ON_TIME) for path in ("a", "b", "c")]
    found = results([replace(jobs[0], timeout=0.001), *jobs[1:]])
    assert ["failed", "ok", "ok"] == [found[path].status for path in ("a", "b", "c")]
    assert found["a"].message.startswith("Quá 0.001 giây chưa xong")


def test_a_commune_that_kills_its_worker_is_named_and_the_others_are_done(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, path, ON_TIME) for path in ("a", FATAL, "c", "d")]
    found = results(jobs, mortal_pool)
    assert {"a": "ok", FATAL: "failed", "c": "ok", "d": "ok"} == {path: one.status for path, one in found.items()}
    assert "bị dừng đột ngột" in found[FATAL].message


def test_any_executor_will_do_and_gives_the_same_results(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, path, ON_TIME, LATE) for path in ("a", "b", "c")]
    by_processes = results([replace(job, force=True) for job in jobs])
    by_threads = results([replace(job, force=True) for job in jobs], ThreadPoolExecutor)
    assert by_processes == by_threads


def test_a_workspace_that_cannot_be_opened_is_told_in_its_own_words(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    (job.folder / "cchc.toml").write_text("form = ", encoding="utf-8")
    found = results([job])["a"]
    assert "failed" == found.status
    assert "cchc.toml: sai cú pháp ở cuối tệp" in found.message
