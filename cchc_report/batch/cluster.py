"""Runs a batch on an existing Dask cluster whose machines see the same files. Alone knows Dask; brings no scheduler of its own.

On a worker a commune is worked on as it is here, in a process of its own (`children`): what ends that process leaves the worker
standing, and a worker that dies is Dask's affair, which gives its communes to others.
"""

import logging
import re
import signal
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from cchc_report import __version__
from cchc_report.batch.children import work_in_child
from cchc_report.batch.job import Job, failed
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.runner import Announce, Engine, Work
from cchc_report.ground.errors import MachineError, UsageError

if TYPE_CHECKING:
    from distributed import Client

_CONNECTING = 5  # seconds for the scheduler to answer
_ARRIVING = 30  # seconds for a first worker to be there
_WITHOUT_WORKERS = 60  # seconds in which new workers may take the place of the last ones that went
_ADDRESS = re.compile(r"(?P<scheme>tcp|tls)://(?P<host>\S+):(?P<port>\d{1,5})")
_INSTALL = 'pip install "cchc-report[cluster]"'


@contextmanager
def cluster_engine(address: str, root: Path) -> Iterator[Engine]:
    """Connect to a scheduler, such as tcp://10.0.0.5:8786, whose workers all see the folder `root`.

    Raises UsageError where Dask is not installed or the address is none, MachineError where the scheduler or its workers do not
    answer or do not fit.
    """
    with remembered_interrupt() as interrupted, _connected(address) as client:
        _check_workers(client, address, root)
        yield _ClusterEngine(client, address, interrupted)


@contextmanager
def remembered_interrupt() -> Iterator[threading.Event]:
    """Remember a Ctrl-C: where it falls into a callback of Dask or of the garbage collector, Python drops what it raises."""
    interrupted = threading.Event()
    usual = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(usual):
        yield interrupted
        return

    def remember(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        usual(number, frame)

    signal.signal(signal.SIGINT, remember)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, usual)


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    logging.disable(logging.CRITICAL)  # Dask and what it stands on speak English
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(f"Muốn dùng --scheduler phải cài thêm Dask. Hãy gõ: {_INSTALL}") from error
        try:
            _knock(address)
            client = Client(address, timeout=_CONNECTING, set_as_default=False)
        except (OSError, TimeoutError) as error:
            raise MachineError(
                f"Bộ điều phối {address} không trả lời trong {_CONNECTING} giây. Hãy kiểm tra địa chỉ và xem “dask scheduler” có đang chạy không."
            ) from error
        try:
            yield client
        finally:
            with suppress(OSError, TimeoutError):
                client.close(timeout=_CONNECTING)


def _knock(address: str) -> None:
    """See that a scheduler answers: Dask's own client may wait for minutes where none does. Raises UsageError, OSError."""
    parts = _ADDRESS.fullmatch(address)
    if parts is None:
        raise UsageError(f"Địa chỉ “{address}” của --scheduler không dùng được. Viết như sau: tcp://10.0.0.5:8786.")
    with socket.create_connection((parts["host"], int(parts["port"])), timeout=_CONNECTING) as line:
        if parts["scheme"] == "tcp" and not line.recv(1):  # it speaks first
            raise ConnectionError


def _check_workers(client: "Client", address: str, root: Path) -> None:
    """See that there are workers, that each has this version of the program, and that each sees the folder."""
    try:
        client.wait_for_workers(1, timeout=_ARRIVING)
    except TimeoutError as error:
        raise MachineError(
            f"Bộ điều phối {address} chưa có máy nào làm việc. Hãy chạy “dask worker {address}” trên từng máy."
        ) from error
    for worker, found in sorted(client.run(_look_at, str(root), on_error="return").items()):
        match found:
            case (str(version), True) if version == __version__:
                continue
            case (str(version), bool(sees)):
                told = (
                    f"không thấy thư mục {root}. Mọi máy phải dùng chung một ổ đĩa, gắn vào cùng một chỗ."
                    if version == __version__ and not sees
                    else _other_version(version, __version__)
                )
                raise MachineError(f"Máy {worker} {told}")
            case _:
                raise MachineError(f"Máy {worker} chưa cài cchc. Hãy cài trên máy đó: {_INSTALL}")


def _other_version(theirs: str, ours: str) -> str:
    return f"chạy cchc bản {theirs}, máy ra lệnh chạy bản {ours}. Hãy cài cùng một bản cho mọi máy."


def _look_at(root: str) -> tuple[str, bool]:
    """Return this worker's version of the program and whether it sees a folder."""
    return __version__, Path(root).is_dir()


class _ClusterEngine(Engine):
    """A connected cluster."""

    def __init__(self, client: "Client", address: str, interrupted: threading.Event) -> None:
        self._client, self._address, self._interrupted = client, address, interrupted
        self._seen = time.monotonic()  # when there was a worker last

    def start(self, workers: int, announce: Announce) -> tuple[Executor, Work]:  # noqa: ARG002  # the cluster has its own number
        """Return an executor on the cluster; its workers tell what they begin by way of the scheduler."""
        topic = f"cchc-{self._client.id}"
        self._client.subscribe_topic(topic, lambda event: announce(str(event[1])))
        # Not pure: a second batch must not get the answers of the first.
        return self._client.get_executor(pure=False), partial(_work, __version__, topic)

    def heed(self) -> None:
        """Raise KeyboardInterrupt where Ctrl-C was pressed, whatever became of it since."""
        if self._interrupted.is_set():
            raise KeyboardInterrupt

    def check(self) -> None:
        """Raise MachineError where the scheduler is gone, or all workers for a while."""
        if self._client.status not in {"running", "connecting"}:
            raise self._lost()
        if self._client.scheduler_info(n_workers=1)["workers"]:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _WITHOUT_WORKERS:
            raise MachineError(
                f"Bộ điều phối {self._address} không còn máy nào làm việc. Hãy chạy lại “dask worker”, rồi chạy lại lệnh này: các xã đã xong không phải làm lại."
            )

    def recover(self) -> None:
        """Give the connection time to come back; raise MachineError where it does not."""
        end = time.monotonic() + _CONNECTING
        while self._client.status != "running" and time.monotonic() < end:
            time.sleep(0.1)
        if self._client.status != "running":
            raise self._lost()
        try:
            _knock(self._address)
        except OSError as error:
            raise self._lost() from error

    def stop(self, executor: Executor) -> None:
        """Cancel what is left; a commune in work is finished by its worker and kept beside its documents."""
        executor.shutdown(wait=False)

    def _lost(self) -> MachineError:
        return MachineError(
            f"Mất liên lạc với bộ điều phối {self._address}. Khi nó chạy lại, hãy chạy lại lệnh này: các xã đã xong không phải làm lại."
        )


def _work(version: str, topic: str, job: Job) -> CommuneResult:
    """Work on a commune on a worker, which may have come later than the others."""
    from distributed import get_worker

    worker = get_worker()
    if version != __version__:
        return failed(job, f"Máy {worker.address} {_other_version(__version__, version)}")
    worker.log_event(topic, job.path)
    return work_in_child(job)
