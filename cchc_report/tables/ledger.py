"""The ledger of what was read: every file, every sheet and every non-empty row of it stands in exactly one place.

Knows no cells and no diagnostics: `sheet_book` keeps the books while a sheet is read, the reader and the counter close them.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import column_letters
from cchc_report.tables.table import RowReference


class Fate(StrEnum):
    """Where a non-empty row ends up."""

    HEADER = "header"
    COUNTED = "counted"
    SUPERSEDED = "superseded"  # another copy of the same thing, or an older version of a state, is counted
    REPEATED = "repeated"  # identical to a row that is counted
    OUTSIDE = "outside"  # before or after the period, or of a status or unit that does not count
    PASSED_OVER = "passed_over"  # no row of data, with its reason
    REJECTED = "rejected"  # an error stands in it


Fates: TypeAlias = Mapping[RowReference, Fate]  # of the rows that were read well and are not counted


@dataclass(frozen=True)
class Why:
    """Why something is not read: a code of the catalogue, and a clerk's words."""

    code: Code
    text: str


@dataclass(frozen=True)
class PassedOver:
    """Rows passed over for one reason."""

    rows: tuple[int, ...]
    why: Why

    @property
    def ranges(self) -> str:
        """The rows as runs: `1-2, 9`."""
        runs = groupby(enumerate(self.rows), key=lambda pair: pair[1] - pair[0])
        found = [[row for _, row in run] for _, run in runs]
        return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found)


@dataclass(frozen=True)
class LedgerColumn:
    """A non-empty column of a sheet that is read; `read_as` is the header declared for it, None where it is not read."""

    column: int
    header: str
    read_as: str | None


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """The line of a sheet, or of a file of which no sheet is read; the rows by their fate add up to the non-empty ones."""

    file: str
    sheet: str | None = None
    read_as: str | None = None  # the title of the declared sheet
    columns: tuple[LedgerColumn, ...] = ()
    non_empty: int = 0
    rows: Mapping[Fate, int]
    passed_over: tuple[PassedOver, ...] = ()
    not_read: Why | None = None
    year: int | None = None  # of a workbook of the year before, which hands rows on; None: this year's
    kept: bool = True  # False: a lock or hidden file, which no record keeps

    @classmethod
    def of_file(cls, file: str, why: Why, *, kept: bool = True) -> "LedgerEntry":
        """Return the line of a file that is not read."""
        return cls(file=file, rows=Counter(), not_read=why, kept=kept)

    @property
    def counted(self) -> int:
        """How many rows count."""
        return self.rows.get(Fate.COUNTED, 0)

    @property
    def unread_columns(self) -> tuple[str, ...]:
        """The headers of the columns that are not read, the letter of one without a header."""
        return tuple(one.header or column_letters(one.column) for one in self.columns if one.read_as is None)

    def moved(self, number: int, fate: Fate) -> "LedgerEntry":
        """Return the line after rows that counted got another fate."""
        rows = Counter(self.rows)
        rows[Fate.COUNTED] -= number
        rows[fate] += number
        return replace(self, rows=rows)


Ledger: TypeAlias = tuple[LedgerEntry, ...]


def rows_by_sheet(ledger: Ledger) -> dict[str, int]:
    """Return how many rows of each declared sheet count, by its title; what the year before hands on is no row of this year's."""
    rows: dict[str, int] = {}
    for entry in ledger:
        if entry.read_as is not None and entry.year is None:
            rows[entry.read_as] = rows.get(entry.read_as, 0) + entry.counted
    return rows


def without_outside(ledger: Ledger, outside: Mapping[tuple[str, str], int]) -> Ledger:
    """Return the ledger of a period: so many good rows of each file and sheet are outside it."""
    return tuple(
        entry.moved(number, Fate.OUTSIDE) if (number := outside.get((entry.file, entry.sheet or ""), 0)) else entry
        for entry in ledger
    )


def counted_fates(fates: Fates) -> dict[tuple[str, str], Counter[Fate]]:
    """Return how many rows of each file and sheet have each fate."""
    found: defaultdict[tuple[str, str], Counter[Fate]] = defaultdict(Counter)
    for reference, fate in fates.items():
        found[reference.file, reference.sheet][fate] += 1
    return found
