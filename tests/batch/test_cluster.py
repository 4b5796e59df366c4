"""A real Dask scheduler and real workers on this machine: the same results, and what dies on the way loses nobody's work."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from cchc_report.batch.cluster import remembered_interrupt
from tests import needs
from tests.batch.processes import NO_PROC, PROC
from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune
from tests.cli.cli_process import Ended, run
from tests.cli.test_batch_runs import contents, started, wait_until

pytestmark = [needs.cluster, pytest.mark.skipif(not PROC, reason=NO_PROC)]

FATAL = "chet"
# In every process of the cluster: a workbook takes a while to open, and one commune kills the Dask worker it is worked on by.
SITE = """
import os, signal, sys, time
def slow_or_fatal(event, arguments):
    if event == "open" and str(arguments[0]).endswith("csv"):
        time.sleep(0.2)
        if f"{os.sep}chet{os.sep}" in str(arguments[0]):
            os.kill(os.getppid(), signal.SIGKILL)
sys.addaudithook(slow_or_fatal)
"""
OTHER_VERSION = "import cchc_report\ncchc_report.__version__ = '0.0.1'\n"


def batch(root: Path, *options: str, **environment: str) -> Ended:
    return run("batch", "2023", ".", *options, folder=root, **environment)


@contextmanager
def dask(program: str, *arguments: str, **environment: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program of Dask, without its page."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments, "--no-dashboard"]
    settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0", "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        command,
        env={**os.environ, **settings, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


class Cluster:
    """A scheduler and its workers, each of one thread."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        file = folder / "scheduler.json"
        self._stack = stack
        self.scheduler = stack.enter_context(
            dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        )
        wait_until(lambda: file.exists() and file.read_text(encoding="utf-8").endswith("}"))
        self.address = str(json.loads(file.read_text(encoding="utf-8"))["address"])

    def add_worker(self, site: str, *, nanny: bool, folder: Path) -> "subprocess.Popen[bytes]":
        (folder / "sitecustomize.py").write_text(site, encoding="utf-8")
        kept = "--nanny" if nanny else "--no-nanny"
        arguments = (self.address, "--nthreads", "1", "--memory-limit", "0", "--local-directory", str(folder), kept)
        return self._stack.enter_context(dask("worker", *arguments, PYTHONPATH=str(folder)))


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with ExitStack() as stack:
        yield Cluster(stack, tmp_path_factory.mktemp("cluster"))


@pytest.fixture
def workers(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> list["subprocess.Popen[bytes]"]:
    """Start two workers; those that a nanny watches over come back when they die."""
    nanny = getattr(request, "param", False)
    return [cluster.add_worker(SITE, nanny=nanny, folder=tmp_path_factory.mktemp("worker")) for _ in range(2)]


def is_done(root: Path, path: str) -> bool:
    return (root / path / "out" / "2023" / ".cchc-batch.json").exists()


def test_a_cluster_gives_the_same_bytes_as_one_machine_though_a_worker_is_killed_in_the_middle(
    cluster: Cluster, workers: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    assert hasattr(signal, "SIGKILL")
    here, there = tmp_path / "here", tmp_path / "there"
    for root in (here, there):
        for number in range(8):
            write_commune(root, f"xa-{number}", ON_TIME, LATE, *([UNREADABLE] if number == 5 else []))
    alone = batch(here, "--json")
    with started(there, "--json", "--scheduler", cluster.address) as process:
        wait_until(lambda: any(is_done(there, f"xa-{number}") for number in range(8)))
        os.kill(workers[0].pid, signal.SIGKILL)
        out, _ = process.communicate(timeout=120)
    assert (1, 1) == (alone.code, process.returncode)
    # A commune may have been done when its worker died before it could say so: its second worker found it unchanged.
    assert [{**one, "unchanged": False} for one in json.loads(alone.out)["communes"]] == [
        {**one, "unchanged": False, "outputs": [path.removeprefix(f"{there}/") for path in one["outputs"]]}
        for one in json.loads(out)["communes"]
    ]
    assert contents(here) == contents(there)


@pytest.mark.parametrize("workers", [True], indirect=True)
def test_a_commune_that_kills_workers_again_and_again_is_named_and_the_others_are_done(
    cluster: Cluster, workers: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    for path in ("a", "b", FATAL, "d"):
        write_commune(tmp_path, path, ON_TIME)
    ended = batch(tmp_path, "--scheduler", cluster.address)
    assert (1, True) == (ended.code, "4 xã: 3 xong, 1 hỏng" in ended.out.splitlines())
    assert f"{FATAL}  hỏng" in ended.out
    assert "→ Máy tính làm xã này nhiều lần bị dừng đột ngột." in ended.out


def test_ctrl_c_and_a_scheduler_that_dies_end_the_batch_with_a_word_on_how_to_go_on(
    cluster: Cluster, workers: list["subprocess.Popen[bytes]"], tmp_path: Path
) -> None:
    assert hasattr(os, "killpg")
    for number in range(30):
        write_commune(tmp_path, f"xa-{number:02}", ON_TIME)
    with started(tmp_path, "--scheduler", cluster.address) as process:
        wait_until(lambda: is_done(tmp_path, "xa-00"))
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (130, "") == (process.returncode, out)
    assert err.startswith("Đã dừng: xong ")
    assert 1 == len(err.splitlines())
    with started(tmp_path, "--scheduler", cluster.address) as process:
        wait_until(lambda: is_done(tmp_path, "xa-12"))
        cluster.scheduler.kill()
        out, err = process.communicate(timeout=60)
    assert (3, "") == (process.returncode, out)
    assert err == (
        f"lỗi: Mất liên lạc với bộ điều phối {cluster.address}. Khi nó chạy lại, hãy chạy lại lệnh này: các xã đã xong không phải làm lại.\n"
    )


def test_a_worker_with_another_version_is_named(
    cluster: Cluster, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    cluster.add_worker(OTHER_VERSION, nanny=False, folder=tmp_path_factory.mktemp("worker"))
    write_commune(tmp_path, "a", ON_TIME)
    ended = batch(tmp_path, "--scheduler", cluster.address)
    assert (3, "") == (ended.code, ended.out)
    assert ended.err.startswith("lỗi: Máy tcp://127.0.0.1:")
    assert "chạy cchc bản 0.0.1, máy ra lệnh chạy bản " in ended.err


def test_a_scheduler_that_does_not_answer_is_told_after_a_while(tmp_path: Path) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        begun = time.monotonic()
        ended = batch(tmp_path, "--scheduler", address)
    assert (3, "") == (ended.code, ended.out)
    assert ended.err == (
        f"lỗi: Bộ điều phối {address} không trả lời trong 5 giây. Hãy kiểm tra địa chỉ và xem “dask scheduler” có đang chạy không.\n"
    )
    assert time.monotonic() - begun < 60


def test_without_dask_the_way_to_install_it_is_told(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text("import sys\nsys.modules['distributed'] = None\n", encoding="utf-8")
    ended = batch(tmp_path, "--scheduler", "tcp://127.0.0.1:8786", PYTHONPATH=str(site))
    assert (2, 'lỗi: Muốn dùng --scheduler phải cài thêm Dask. Hãy gõ: pip install "cchc-report[cluster]"\n') == (
        ended.code,
        ended.err,
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ("--scheduler", "10.0.0.5"),
            "Địa chỉ “10.0.0.5” của --scheduler không dùng được. Viết như sau: tcp://10.0.0.5:8786.",
        ),
        (("--scheduler", "tcp://10.0.0.5:8786", "--jobs", "2"), "Hãy bỏ --jobs."),
    ],
)
def test_wrong_use_is_told(options: tuple[str, ...], message: str, tmp_path: Path) -> None:
    write_commune(tmp_path, "a", ON_TIME)
    ended = batch(tmp_path, *options)
    assert (2, True) == (ended.code, message in ended.err)


class _Pressed:
    """Where it goes, Ctrl-C is pressed: Python drops what is raised there."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def test_a_ctrl_c_that_python_drops_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)
    usual = signal.getsignal(signal.SIGINT)
    with remembered_interrupt() as interrupted:
        assert not interrupted.is_set()
        _Pressed()
        assert interrupted.is_set()
    assert usual is signal.getsignal(signal.SIGINT)
