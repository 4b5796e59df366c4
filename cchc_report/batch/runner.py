"""Hands out jobs to any `concurrent.futures.Executor` and gives back their results as they come.

A job never harms another: each thread works in a process of its own (`children`). What an executor itself loses, because one of
its machines died, is handed out again.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from typing import TypeAlias

from cchc_report.batch.children import end_children, work_in_child
from cchc_report.batch.job import Job, failed
from cchc_report.batch.results import CommuneResult

Work: TypeAlias = Callable[[Job], CommuneResult]
Announce: TypeAlias = Callable[[str], None]  # takes the path of a commune whose work begins

_PATIENCE = 0.5  # seconds: Windows hears Ctrl-C only between two waits
_LOST = "Máy tính làm xã này nhiều lần bị dừng đột ngột. Hãy chạy riêng: cchc validate --data với thư mục của xã."


@dataclass(frozen=True)
class Began:
    """The work on a commune has begun."""

    path: str


Event: TypeAlias = Began | CommuneResult


class Engine:
    """Where jobs run: any executor, made for a number of workers. What it runs must be able to start processes."""

    def __init__(self, make_executor: Callable[[int], Executor] = ThreadPoolExecutor) -> None:
        self._make_executor = make_executor

    def start(self, workers: int, announce: Announce) -> tuple[Executor, Work]:  # noqa: ARG002  # some can tell what begins
        """Return a fresh executor and what it is to do with each job. Raises MachineError where there can be none."""
        return self._make_executor(workers), work_in_child

    def heed(self) -> None:
        """Raise KeyboardInterrupt where one came and was dropped on the way; asked before each event."""

    def check(self) -> None:
        """Raise MachineError where no result can come any more; asked twice a second."""

    def recover(self) -> None:
        """Raise MachineError where nothing more can be run; asked after an executor lost jobs."""

    def stop(self, executor: Executor) -> None:
        """End an executor whose work is done or cancelled."""
        end_children()
        executor.shutdown()


class LocalEngine(Engine):
    """Runs on this machine: a thread for each worker, and a process for each thread."""

    def start(self, workers: int, announce: Announce) -> tuple[Executor, Work]:
        """Return a pool of threads that tell what they begin."""
        return ThreadPoolExecutor(workers), partial(_announced, announce)


def run_jobs(jobs: Sequence[Job], workers: int, engine: Engine) -> Iterator[Event]:
    """Yield what begins, where the engine can tell, and each result as it comes; the order is that of their ending.

    Leaving early (Ctrl-C) cancels what has not begun and ends what has. Raises MachineError where the engine gives up.
    """
    left = list(jobs)
    while left:
        lost = yield from _run_together(left, min(workers, len(left)), engine)
        if lost:
            engine.recover()
        if len(lost) == len(left):  # no headway: these end whatever works on them
            yield from (failed(job, _LOST) for job in lost)
            return
        left = lost


def _run_together(jobs: Sequence[Job], workers: int, engine: Engine) -> Generator[Event, None, list[Job]]:
    """Run jobs on a fresh executor; return those that it lost, in their order."""
    events: SimpleQueue[str | Future[CommuneResult]] = SimpleQueue()
    executor, task = engine.start(workers, events.put)
    lost: set[Job] = set()
    waiting: dict[Future[CommuneResult], Job] = {}
    try:
        for job in jobs:
            try:
                future = executor.submit(task, job)
            except BrokenExecutor:
                lost.add(job)
                continue
            waiting[future] = job
            future.add_done_callback(events.put)
        while waiting:
            match _next(events, engine):
                case str(path):
                    yield Began(path)
                case future:
                    job = waiting.pop(future)
                    result = _result_of(future)
                    if result is None:
                        lost.add(job)
                    else:
                        yield result
    finally:
        for future in waiting:
            future.cancel()
        engine.stop(executor)
    return [job for job in jobs if job in lost]


def _next(events: "SimpleQueue[str | Future[CommuneResult]]", engine: Engine) -> "str | Future[CommuneResult]":
    while True:
        engine.heed()
        try:
            return events.get(timeout=_PATIENCE)
        except Empty:
            engine.check()


def _result_of(future: Future[CommuneResult]) -> CommuneResult | None:
    """Return a job's result; None where the executor lost it, whose own exceptions are of any kind."""
    try:
        return future.result()
    except (Exception, CancelledError):
        return None


def _announced(announce: Announce, job: Job) -> CommuneResult:
    announce(job.path)
    return work_in_child(job)
