"""The process that works on communes, one after the other: `python -m cchc_report.batch.worker`.

Takes jobs from its standard input and answers on its standard output, each pickled by the very same program. Ends when its
standard input does, so that it never outlives whoever started it.
"""

import faulthandler
import os
import pickle
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from cchc_report.batch.job import Job, work_on

_GRACE = 10  # seconds past a job's time limit after which the process ends itself, if nobody is left who would end it


def main() -> None:
    """Work until there are no more jobs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who hands out
    with os.fdopen(os.dup(1), "wb") as answers, Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # whatever a library prints must not get among the answers
        jobs: SimpleQueue[Job] = SimpleQueue()
        Thread(target=_receive, args=(jobs,), daemon=True).start()
        while True:
            job = jobs.get()
            if job.timeout:
                faulthandler.dump_traceback_later(job.timeout + _GRACE, exit=True, file=nowhere)
            answer = work_on(job)
            faulthandler.cancel_dump_traceback_later()
            pickle.dump(answer, answers)
            answers.flush()


def _receive(jobs: "SimpleQueue[Job]") -> None:
    """Take jobs as they come; the end of the standard input is the end of the process, also in the middle of a job."""
    while True:
        try:
            jobs.put(pickle.load(sys.stdin.buffer))  # noqa: S301  # from our own parent
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)


if __name__ == "__main__":
    main()
