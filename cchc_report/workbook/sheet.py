"""A sheet as it was read: cells with addresses, whatever file format they came from. Knows no spreadsheet library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TypeAlias

# An empty cell is the empty text, as the reader gives it: no conversion on the hot path.
Cell: TypeAlias = str | int | float | bool | date | datetime | time | timedelta
SheetRow: TypeAlias = list[Cell]
Area: TypeAlias = tuple[int, int, int, int]  # first row, first column, last row, last column, counted from 1


class SheetUnreadable(Exception):  # noqa: N818  # said of a sheet, told as a diagnostic
    """The rest of a sheet's rows cannot be read; the pass over them ends here."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet of one file.

    `iterate` starts a new pass over its rows, each a list of cells beginning in column `left`; the first has the number `top`.
    `broken` maps (row, column) to what Excel shows there, for error cells and formulas that were never calculated.
    """

    file: str
    name: str
    iterate: Callable[[], Iterator[SheetRow]]
    top: int = 1
    left: int = 1
    hidden: bool = False
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: tuple[Area, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    struck_rows: tuple[int, ...] = ()  # every filled cell of them is struck out
    days_late: int = 0  # what a bare day number must be moved by: 1462 where the workbook counts from 1904
    height: int = 0  # rows from `top` to the last, 0 where the format does not tell

    @classmethod
    def of_rows(cls, file: str, name: str, rows: list[SheetRow]) -> "Sheet":
        """Make a sheet of rows held in memory, the first of them row 1."""
        return cls(file=file, name=name, iterate=lambda: iter(rows), height=len(rows))

    def merge_around(self, row: int, column: int) -> Area | None:
        """Return the merged range that covers a cell without starting at it."""
        for area in self.merged:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3] and (row, column) != area[:2]:
                return area
        return None

    def head(self, count: int) -> list[SheetRow]:
        """Return the first rows, for finding the header."""
        return list(islice(self.iterate(), count))

    def chunks(self, size: int, skip: int = 0) -> Iterator[tuple[int, list[SheetRow]]]:
        """Yield runs of rows after the first `skip`, each with the number of its first row."""
        rows = islice(self.iterate(), skip, None)
        number = self.top + skip
        while chunk := list(islice(rows, size)):
            yield number, chunk
            number += len(chunk)
