"""Long work beside the pages: a thread does it, the page shows how far it has come, and an error is a sentence."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from cchc_report.ground.failures import describe_failure
from cchc_report.ground.numbers import format_number

Tell = Callable[[str, dict[str, object]], None]  # the kind of event, and what it says
_KEPT = 20  # finished jobs whose result can still be looked at


@dataclass(kw_only=True)
class PageJob:
    """One piece of long work; `result` is where the browser goes when it is done, `failure` why it could not be done."""

    id: str
    title: str
    said: str = ""
    share: float | None = None  # done of all, None where nobody knows
    result: str | None = None
    failure: str | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    def json_ready(self) -> dict[str, object]:
        """Return what the page is told of it."""
        return {"id": self.id, "said": self.said, "share": self.share, "done": self.ended.is_set()}


class JobProgress:
    """Hears how far the reading of workbooks has come (`ground.progress.Progress`) and tells the page."""

    def __init__(self, job: PageJob, tell: Tell) -> None:
        self._job, self._tell = job, tell

    def say(self, said: str, share: float | None = None) -> None:
        """Tell the page one line, and how much of the work is done."""
        self._job.said, self._job.share = said, share
        self._tell("progress", self._job.json_ready())

    def opening(self, file: str) -> None:
        """Hear that a file is about to be read."""
        self.say(f"Đang đọc {file}")

    def checked(self, file: str, rows: int, total: int) -> None:
        """Hear that so many rows are checked."""
        self.say(f"Đang kiểm tra {file}: {format_number(rows)} dòng", rows / total if total else None)

    def counting(self) -> None:
        """Hear that all files are read."""
        self.say("Đang tính số liệu và đối chiếu")


class Jobs:
    """The work that runs or has ended not long ago."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._jobs: dict[str, PageJob] = {}

    @property
    def running(self) -> bool:
        """Tell whether any work is going on."""
        return any(not job.ended.is_set() for job in self._jobs.values())

    def find(self, job_id: str) -> PageJob | None:
        """Return a job by its id."""
        return self._jobs.get(job_id)

    def going_on(self, title: str) -> PageJob | None:
        """Return the work of this title that has not ended yet."""
        return next((job for job in self._jobs.values() if job.title == title and not job.ended.is_set()), None)

    def start(self, title: str, work: Callable[[JobProgress], str]) -> PageJob:
        """Start work in a thread of its own; it returns the address of its result."""
        job = PageJob(id=secrets.token_hex(8), title=title)
        ended = [key for key, one in self._jobs.items() if one.ended.is_set()]
        for key in ended[:-_KEPT]:
            del self._jobs[key]
        self._jobs[job.id] = job
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def _run(self, job: PageJob, work: Callable[[JobProgress], str]) -> None:
        try:
            job.result = work(JobProgress(job, self._tell))
        except BaseException as error:
            job.failure = describe_failure(error).message
        finally:
            job.ended.set()
            self._tell("progress", job.json_ready())
