"""How far a long run has come, told to whoever wants to know. Knows neither files nor screens."""

from typing import Protocol


class Progress(Protocol):
    """Hears of a run's steps, in this order; each call must be cheap and change nothing of the result."""

    def opening(self, file: str) -> None:
        """Hear that a file is about to be read: of a large one this takes as long as checking its rows."""

    def checked(self, file: str, rows: int, total: int) -> None:
        """Hear that so many rows of a sheet of a file are checked; the total is the sheet's height, 0 where nobody knows."""

    def counting(self) -> None:
        """Hear that all files are read: what remains is to unite, count and compare."""


class _Silence:
    """Hears everything and tells nobody."""

    def opening(self, file: str) -> None:
        """Ignore it."""

    def checked(self, file: str, rows: int, total: int) -> None:
        """Ignore it."""

    def counting(self) -> None:
        """Ignore it."""


SILENCE: Progress = _Silence()
