"""What one open page works on: a folder, the reports already counted for it, the work going on, and who listens."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc_report.app.jobs import JobProgress, Jobs, PageJob
from cchc_report.audit.audit import Audit
from cchc_report.ground.periods import Period
from cchc_report.ground.progress import Progress
from cchc_report.report.build import Report, build_report
from cchc_report.workspace.intake import KEPT_FOLDER
from cchc_report.workspace.workspace import Workspace, open_workspace

_UNREAD = {"out", KEPT_FOLDER}  # folders of a workspace whose changes change no figure
_KEPT = 8  # counted reports held at once
Stamp = tuple[tuple[str, int, int], ...]


class Desk:
    """A folder as the page sees it. A report is counted once for each state of the files and kept until they change."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.jobs = Jobs(self.tell)
        self.notes: list[str] = []  # what the next page says once
        self.audits: dict[str, Audit] = {}  # of dropped reports, by name
        self._reports: dict[str, tuple[Stamp, Report]] = {}
        self._lock = threading.Lock()
        self._listeners: set[asyncio.Queue[str]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def workspace(self) -> Workspace:
        """The workspace as its settings say now; raises UsageError where these are wrong."""
        return open_workspace(self.folder)

    def report(self, period: Period, progress: Progress) -> Report:
        """Return the counted period; raises what `build_report` does."""
        stamp = self.stamp()
        with self._lock:
            kept = self._reports.get(period.id)
            if kept is not None and kept[0] == stamp:
                return kept[1]
        report = build_report(self.workspace, period, progress)
        with self._lock:
            self._reports[period.id] = stamp, report
            while len(self._reports) > _KEPT:
                del self._reports[next(iter(self._reports))]
        return report

    def counted(self, period: Period) -> Report | None:
        """Return the counted period if that was done and nothing has changed since."""
        kept = self._reports.get(period.id)
        return kept[1] if kept is not None and kept[0] == self.stamp() else None

    def counting(self, period: Period) -> PageJob:
        """Return the job that counts a period: the one going on, or a new one."""
        title = f"Đang đọc và kiểm tra số liệu {period.name}"
        running = self.jobs.going_on(title)
        return running or self.jobs.start(title, lambda progress: self._count(period, progress))

    def _count(self, period: Period, progress: JobProgress) -> str:
        self.report(period, progress)
        return ""  # back to where it was asked for

    def stamp(self) -> Stamp:
        """Return what changes when a file that figures may come from changes: names, times, sizes."""
        return tuple(sorted(_stamps(self.workspace.root)))

    # ---- who listens
    def listen_on(self, loop: asyncio.AbstractEventLoop) -> None:
        """Tell which loop the listeners wait in."""
        self._loop = loop

    @property
    def listeners(self) -> int:
        """How many pages are open."""
        return len(self._listeners)

    @contextmanager
    def listening(self) -> Iterator["asyncio.Queue[str]"]:
        """Hear everything that is told, for as long as a page is open."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def tell(self, kind: str, said: dict[str, object]) -> None:
        """Tell every open page; may be called from any thread."""
        event = f"event: {kind}\ndata: {json.dumps(said, ensure_ascii=False)}\n\n"
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._spread, event)

    def _spread(self, event: str) -> None:
        for queue in self._listeners:
            queue.put_nowait(event)

    def take_notes(self) -> list[str]:
        """Return what is still to be said, once."""
        said, self.notes = self.notes, []
        return said


def _stamps(root: Path) -> Iterator[tuple[str, int, int]]:
    for path in root.rglob("*"):
        inside = path.relative_to(root)
        if inside.parts[0] not in _UNREAD and not path.name.startswith((".", "~$")) and path.is_file():
            state = path.stat()
            yield inside.as_posix(), state.st_mtime_ns, state.st_size
