"""Work on communes in processes of our own making, one for each thread, so that nothing a commune does can harm the others.

Native code that hangs, crashes or eats all memory ends its process and nothing else; a fresh one takes its place. It keeps to
no library's pool, so that it serves wherever threads do: on this machine, and inside the workers of a cluster.
"""

import os
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from enum import Enum

from cchc_report.batch.job import Job, failed
from cchc_report.batch.results import CommuneResult
from cchc_report.ground.machine import end_program, memory_of, memory_size
from cchc_report.ground.numbers import format_number

_TRIES = (
    2  # a process may also die of what is not its commune's fault: someone ended it, or the system wanted its memory
)
_WATCH = 0.1  # seconds between two looks at a process
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "cchc_report.batch.worker")
_MB = 1 << 20
_LEAST_MEMORY, _MOST_MEMORY = 512 * _MB, 4096 * _MB  # a million dossiers take 900
_OWN_GROUP: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)  # on Windows, so that Ctrl-C reaches us alone


class Ending(Enum):
    """Why a process ended before it had answered."""

    TIME = "time"
    MEMORY = "memory"
    DEATH = "death"
    LEFT = "left"  # by us: nobody waits for the answer any more


class _EndedError(Exception):
    def __init__(self, ending: Ending) -> None:
        self.ending = ending


def fair_memory(workers: int) -> int:
    """Return the bytes of memory each of so many communes at once may take: its share of most of this machine's, within limits."""
    share = (memory_size() or _MOST_MEMORY * workers) * 3 // 4 // workers
    return max(_LEAST_MEMORY, min(_MOST_MEMORY, share))


def work_in_child(job: Job) -> CommuneResult:
    """Work on a commune in this thread's process; where that ends without an answer, say why.

    Raises CancelledError after `end_children`.
    """
    for _ in range(_TRIES):
        try:
            return _children.mine().ask(job)
        except _EndedError as ended:
            match ended.ending:
                case Ending.TIME:
                    return failed(
                        job,
                        f"Quá {job.timeout:g} giây chưa xong nên bị dừng. Hãy kiểm tra sổ tính, hoặc tăng --timeout.",
                    )
                case Ending.MEMORY:
                    return failed(
                        job,
                        f"Dùng quá {format_number(job.memory // _MB)} MB bộ nhớ nên bị dừng. Hãy tách sổ tính thành nhiều tệp, hoặc tăng --memory.",
                    )
                case Ending.LEFT:
                    raise CancelledError from ended
                case Ending.DEATH:
                    continue
    return failed(
        job,
        f"Chương trình đọc sổ tính của xã này {_TRIES} lần bị dừng đột ngột, có thể vì tệp hỏng nặng hoặc máy hết bộ nhớ. Hãy chạy riêng: cchc validate --data với thư mục của xã.",
    )


def end_children() -> None:
    """End all processes at once, idle or not; what one of them was writing is then not written."""
    _children.end()


class _Child:
    """A process that works on communes, seen from the thread that it works for."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",  # the same elsewhere
            creationflags=_OWN_GROUP,
        )
        self._ending = Ending.DEATH
        self._lock = threading.Lock()
        self._in_use = threading.Lock()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, job: Job) -> CommuneResult:
        """Hand over a job and wait for its result. Raises _EndedError."""
        over = threading.Event()
        watch = threading.Thread(target=self._watch, args=(job, over), daemon=True)
        watch.start()
        try:
            with self._in_use:
                return self._exchange(job)
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.end(self._ending)
            raise _EndedError(self._ending) from error
        finally:
            over.set()
            watch.join()

    def end(self, ending: Ending) -> None:
        """End the process for a reason; the first one counts."""
        with self._lock:
            if self._ending is Ending.DEATH:
                self._ending = ending
            end_program(self._process)

    def _exchange(self, job: Job) -> CommuneResult:
        if self._process.stdin is None or self._process.stdout is None:
            raise EOFError
        pickle.dump(job, self._process.stdin)
        self._process.stdin.flush()
        answer = pickle.load(self._process.stdout)  # noqa: S301  # from our own child
        if isinstance(answer, CommuneResult):
            return answer
        raise EOFError

    def _watch(self, job: Job, over: threading.Event) -> None:
        """End the process once a job takes more time or memory than it may."""
        deadline = time.monotonic() + job.timeout
        while not over.wait(_WATCH):
            if job.timeout and time.monotonic() > deadline:
                self.end(Ending.TIME)
                return
            if job.memory and (memory_of(self._process.pid) or 0) > job.memory:
                self.end(Ending.MEMORY)
                return

    def close(self) -> None:
        """Let go of the pipes of a process that has ended, once nobody waits at them any more."""
        with self._in_use:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()


class _Children:
    """The processes of all threads."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._all: set[_Child] = set()
        self._lock = threading.Lock()

    def mine(self) -> _Child:
        """Return this thread's process, a fresh one where it has none that lives."""
        child: _Child | None = getattr(self._own, "child", None)
        if child is not None and child.is_alive:
            return child
        with self._lock:
            if child is not None:
                child.close()
                self._all.discard(child)
            self._own.child = child = _Child()
            self._all.add(child)
        return child

    def end(self) -> None:
        with self._lock:
            children, self._all = self._all, set()
        for child in children:
            child.end(Ending.LEFT)
            child.close()


_children = _Children()
