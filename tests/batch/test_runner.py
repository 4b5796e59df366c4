"""Real worker processes: what one commune does to its worker stops no other."""

import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from cchc_report.batch.job import Job
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.runner import Began, Engine, LocalEngine, run_jobs
from tests.batch.processes import NO_PROC, PROC, children_of, is_running
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune

FATAL = "chet"  # a folder that no worker survives opening a file of
# What a worker does first of all; OPENED counts how often it died.
DEADLY = """
import os, sys
def die(event, arguments):
    if event == "open" and f"{os.sep}chet{os.sep}" in str(arguments[0]) and str(arguments[0]).endswith(".csv"):
        if int(os.environ["DEATHS"]) > sum(1 for _ in os.scandir(os.environ["OPENED"])):
            os.close(os.open(os.path.join(os.environ["OPENED"], str(os.getpid())), os.O_CREAT))
            os._exit(9)
sys.addaudithook(die)
"""


def results(jobs: Sequence[Job], engine: Engine | None = None) -> dict[str, CommuneResult]:
    return {one.path: one for one in run_jobs(jobs, 2, engine or LocalEngine()) if isinstance(one, CommuneResult)}


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make workers die when they open a workbook of the fatal commune, as often as DEATHS says."""
    for name in ("site", "opened"):
        (tmp_path / name).mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    monkeypatch.setenv("OPENED", str(tmp_path / "opened"))
    monkeypatch.setenv("DEATHS", "99")


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


def test_a_commune_that_kills_its_worker_each_time_is_named_and_the_others_are_done(
    tmp_path: Path, deadly: None
) -> None:
    jobs = [write_commune(tmp_path, path, ON_TIME) for path in ("a", FATAL, "c", "d")]
    found = results(jobs)
    assert {"a": "ok", FATAL: "failed", "c": "ok", "d": "ok"} == {path: one.status for path, one in found.items()}
    assert "2 lần bị dừng đột ngột" in found[FATAL].message
    assert 2 == len(list((tmp_path / "opened").iterdir()))


def test_a_worker_that_died_once_costs_its_commune_nothing(
    tmp_path: Path, deadly: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEATHS", "1")
    found = results([write_commune(tmp_path, path, ON_TIME) for path in ("a", FATAL)])
    assert {"a": "ok", FATAL: "ok"} == {path: one.status for path, one in found.items()}
    assert 1 == len(list((tmp_path / "opened").iterdir()))


@pytest.mark.parametrize(
    "make",
    [ThreadPoolExecutor, partial(ProcessPoolExecutor, mp_context=get_context("spawn"))],
    ids=["threads", "processes"],
)
def test_any_executor_will_do_and_gives_the_same_results(make: type[Executor], tmp_path: Path) -> None:
    jobs = [replace(write_commune(tmp_path, path, ON_TIME, LATE), force=True) for path in ("a", "b", "c")]
    assert results(jobs) == results(jobs, Engine(make))


class Mortal(ThreadPoolExecutor):
    """An executor that loses the last job it is given, the first time, as one does whose machine died."""

    lost = 0

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]  # the base's types are of no use here
        future = super().submit(fn, *args, **kwargs)
        if args[0].path == FATAL and Mortal.lost < 1:
            Mortal.lost += 1
            future = super().submit(_break)
        return future


def _break() -> None:
    raise RuntimeError("the machine died")


def test_what_an_executor_loses_is_handed_out_again(tmp_path: Path) -> None:
    Mortal.lost = 0
    found = results([write_commune(tmp_path, path, ON_TIME) for path in ("a", FATAL)], Engine(Mortal))
    assert ({"a": "ok", FATAL: "ok"}, 1) == ({path: one.status for path, one in found.items()}, Mortal.lost)


def test_what_an_executor_loses_again_and_again_is_named(tmp_path: Path) -> None:
    Mortal.lost = -1
    found = results([write_commune(tmp_path, path, ON_TIME) for path in ("a", FATAL)], Engine(Mortal))
    assert {"a": "ok", FATAL: "failed"} == {path: one.status for path, one in found.items()}
    assert "nhiều lần bị dừng đột ngột" in found[FATAL].message


def test_each_beginning_is_told_before_its_end(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, path, ON_TIME) for path in ("a", "b")]
    told = [(type(one), one.path) for one in run_jobs(jobs, 1, LocalEngine())]
    assert [(Began, "a"), (CommuneResult, "a"), (Began, "b"), (CommuneResult, "b")] == told


@pytest.mark.skipif(not PROC, reason=NO_PROC)
def test_a_worker_killed_in_the_middle_loses_nothing_and_none_is_left_at_the_end(tmp_path: Path) -> None:
    jobs = [write_commune(tmp_path, f"xa-{number}", *[ON_TIME] * 3) for number in range(12)]
    killed: list[int] = []

    def kill() -> None:
        while not (found := children_of(os.getpid(), "cchc_report.batch.worker")):
            time.sleep(0.005)
        time.sleep(0.05)
        assert hasattr(signal, "SIGKILL")
        os.kill(found[0], signal.SIGKILL)
        killed.extend(found)

    killer = threading.Thread(target=kill)
    killer.start()
    found = results(jobs)
    killer.join()
    assert {"ok"} == {one.status for one in found.values()}
    assert (12, True) == (len(found), bool(killed))
    assert [] == [one for one in killed if is_running(one)]


def test_a_workspace_that_cannot_be_opened_is_told_in_its_own_words(tmp_path: Path) -> None:
    job = write_commune(tmp_path, "a", ON_TIME)
    (job.folder / "cchc.toml").write_text("form = ", encoding="utf-8")
    found = results([job])["a"]
    assert "failed" == found.status
    assert "cchc.toml: sai cú pháp ở cuối tệp" in found.message
