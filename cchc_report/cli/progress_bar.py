"""A line at the bottom of the terminal that says how far a long run is, and goes when the run ends.

Only on a terminal, and only once the run has lasted a second: rich is not loaded before.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, NamedTuple

from cchc_report.ground.numbers import format_number
from cchc_report.ground.progress import SILENCE, Progress

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

_PATIENCE = 1.0  # seconds without any sign of life that nobody minds
_WIDTH = 30  # columns of the bar


class _Step(NamedTuple):
    """What goes on now; a total of 0 is unknown, and the bar only shows that something moves."""

    text: str
    done: int = 0
    total: int = 0


class _Bar:
    """Keeps the step a run is at, and shows it when its time has come."""

    def __init__(self) -> None:
        self._step = _Step("Đang chuẩn bị")
        self._live: Live | None = None
        self._is_over = False
        self._lock = Lock()  # the timer may go off while the run ends
        # A descriptor of our own: the reader of workbooks leads the standard error nowhere while it works.
        self._screen = os.fdopen(os.dup(sys.stderr.fileno()), "w", encoding="utf-8", errors="backslashreplace")
        self._timer = Timer(_PATIENCE, self._show)
        self._timer.daemon = True

    def opening(self, file: str) -> None:
        """Say which file is read."""
        self._step = _Step(f"Đang đọc {file}")

    def checked(self, file: str, rows: int, total: int) -> None:
        """Say how many of a file's rows are checked."""
        self._step = _Step(f"Đang kiểm tra {file}", rows, total)

    def counting(self) -> None:
        """Say that the figures are next."""
        self._step = _Step("Đang đối chiếu và tính số liệu")

    def start(self) -> None:
        """Begin to wait."""
        self._timer.start()

    def stop(self) -> None:
        """Take the line from the screen, or never show it."""
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._live:
                self._live.stop()
        self._screen.close()

    def _show(self) -> None:
        from rich.console import Console
        from rich.live import Live

        with self._lock:
            if not self._is_over:
                console = Console(file=self._screen, highlight=False)
                self._live = Live(
                    get_renderable=self._line,
                    console=console,
                    refresh_per_second=8,
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._live.start()

    def _line(self) -> "Table":
        from rich.progress_bar import ProgressBar
        from rich.table import Table
        from rich.text import Text

        step = self._step
        line = Table.grid(padding=(0, 1))
        bar = ProgressBar(total=step.total or None, completed=min(step.done, step.total), width=_WIDTH)
        count = f"{format_number(step.done)}/{format_number(step.total)} dòng" if step.total else ""
        line.add_row(Text(step.text, no_wrap=True, overflow="ellipsis"), bar, Text(count, no_wrap=True))
        return line


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Show how far the run inside has come, on a terminal and unless it is to be quiet."""
    if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield SILENCE
        return
    bar = _Bar()
    bar.start()
    try:
        yield bar
    finally:
        bar.stop()
