"""Runs jobs in worker processes so that nothing one commune does can stop another.

Native code that hangs, crashes or eats all memory ends its worker, and with it the pool; what was under way is then told by
its mark, and each of those suspects gets a worker of its own. Any `concurrent.futures.Executor` will do.
"""

import multiprocessing
import os
import signal
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path

from cchc_report.batch.job import Job, failed, work_on
from cchc_report.batch.results import CommuneResult

MakeExecutor = Callable[[int], Executor]  # from the number of workers

_TIMED_OUT = "Timeout"  # the first word the time limit writes into a mark
_MEMORY = 4 << 30  # bytes of address space a worker may take


def run_jobs(jobs: Sequence[Job], workers: int, make_executor: MakeExecutor | None = None) -> Iterator[CommuneResult]:
    """Yield the result of each job as it comes; the order is that of their ending.

    Leaving early (Ctrl-C) cancels what has not begun.
    """
    make = make_executor or process_pool
    with tempfile.TemporaryDirectory(prefix="cchc-batch-", ignore_cleanup_errors=True) as folder:
        marks = Path(folder)
        remaining = list(jobs)
        while remaining:
            left = yield from _run_pool(remaining, workers, marks, make)
            suspects = [job for job in left if (marks / job.mark).exists()]
            for job in suspects or left[:1]:  # a pool that broke without a mark must not be tried for ever
                yield from _run_alone(job, marks, make)
                left.remove(job)
            remaining = left


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Return a pool of fresh processes that end with this one and leave Ctrl-C to it."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _settle_worker)


def _run_pool(
    jobs: Sequence[Job], workers: int, marks: Path, make: MakeExecutor
) -> Generator[CommuneResult, None, list[Job]]:
    """Run the jobs together; return those that a broken pool left undone, in their order."""
    executor = make(min(workers, len(jobs)))
    undone = set(jobs)
    try:
        futures = {}
        with suppress(BrokenProcessPool):  # while still handing out: what is handed out will say so too
            for job in jobs:
                futures[executor.submit(work_on, job, marks)] = job
        for future in as_completed(futures):
            with suppress(BrokenProcessPool):
                result = future.result()
                undone.remove(futures[future])
                yield result
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
    return [job for job in jobs if job in undone]


def _run_alone(job: Job, marks: Path, make: MakeExecutor) -> Iterator[CommuneResult]:
    """Run one job in a worker of its own, unless its time is over already; if that worker dies, the job is what killed it."""
    mark = marks / job.mark
    if _is_timed_out(mark):
        yield _too_slow(job, mark)
        return
    with make(1) as executor:
        try:
            yield executor.submit(work_on, job, marks).result()
        except BrokenProcessPool:
            if _is_timed_out(mark):
                yield _too_slow(job, mark)
                return
            _remove(mark)
            yield failed(
                job,
                "Chương trình đọc sổ tính của xã này bị dừng đột ngột, có thể vì hết bộ nhớ hoặc tệp hỏng nặng. Hãy chạy riêng: cchc validate --data với thư mục của xã.",
            )


def _too_slow(job: Job, mark: Path) -> CommuneResult:
    _remove(mark)
    return failed(job, f"Quá {job.timeout:g} giây chưa xong nên bị dừng. Hãy kiểm tra sổ tính, hoặc tăng --timeout.")


def _is_timed_out(mark: Path) -> bool:
    try:
        return mark.read_text(encoding="utf-8", errors="replace").startswith(_TIMED_OUT)
    except OSError:
        return False


def _remove(mark: Path) -> None:
    with suppress(OSError):
        mark.unlink()


def _settle_worker() -> None:
    """Make a new worker fit for its work: deaf to Ctrl-C, bounded in memory, gone when its parent is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ImportError, OSError, ValueError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    parent = multiprocessing.parent_process()
    if parent is not None:

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()
