"""The line at the bottom of the terminal while a batch runs: the commune in work, how many are done, how fast, how long still."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cchc_report.cli.show import plain
from cchc_report.cli.terminal import print_notice
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from rich.progress import Progress

    from cchc_report.batch.results import CommuneResult
    from cchc_report.batch.runner import Began, Event

_WIDTH = 24  # columns of the bar
_NAME = 36  # columns of the commune in work


class BatchProgress:
    """Hears of each commune's beginning and end, and shows it where there is a screen to."""

    def __init__(self, total: int, screen: "Progress | None" = None) -> None:
        self.total, self.done = total, 0
        self._begun: dict[str, None] = {}  # the communes in work, the earliest first
        self._start = time.monotonic()
        self._screen = screen
        self._task = screen.add_task("Đang bắt đầu", total=total, rate="") if screen else None

    def __call__(self, event: "Began | CommuneResult") -> None:
        """Take in what happened."""
        from cchc_report.batch.runner import Began

        match event:
            case Began(path=path):
                self._begun[path] = None
            case _:
                self._begun.pop(event.path, None)
                self.done += 1
        if self._screen and self._task is not None:
            minutes = (time.monotonic() - self._start) / 60
            rate = f"{format_number(round(self.done / minutes))} xã/phút" if self.done and minutes else ""
            self._screen.update(self._task, completed=self.done, description=self._in_work(event), rate=rate)

    def _in_work(self, event: "Event") -> str:
        """Return the commune that has been in work the longest, and how many others are."""
        if not self._begun:
            return _short(event.path)  # the engine does not tell what begins: the last one that ended
        others = len(self._begun) - 1
        first = _short(next(iter(self._begun)))
        return f"{first} và {format_number(others)} xã khác" if others else first


def _short(path: str) -> str:
    """Return the end of a path, which tells communes apart, with nothing in it that commands a terminal."""
    name = plain(path)
    return name if len(name) <= _NAME else f"…{name[1 - _NAME :]}"


@contextmanager
def shown_batch(total: int, *, quiet: bool) -> Iterator[BatchProgress]:
    """Show on a terminal how far the batch inside is; say what is done where it is stopped half-way."""
    progress = BatchProgress(total)
    try:
        if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield progress
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(_WIDTH),
            MofNCompleteColumn(),
            TextColumn("xã {task.fields[rate]}, còn"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True, highlight=False), transient=True) as screen:
            progress = BatchProgress(total, screen)
            yield progress
    except KeyboardInterrupt:
        print_notice(
            f"Đã dừng: xong {format_number(progress.done)}/{format_number(total)} xã. Chạy lại lệnh này sẽ chỉ làm các xã còn lại."
        )
        raise
