"""Keeps the books of one sheet while it is read: which rows are what, and which columns are read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cchc_report.ground.codes import Code
from cchc_report.tables.column import SheetModel
from cchc_report.tables.ledger import Fate, LedgerColumn, LedgerEntry, PassedOver, Why
from cchc_report.workbook.sheet import Sheet


@dataclass(kw_only=True)
class SheetBook:
    """What has become of the rows of a sheet so far."""

    file: str
    sheet: str
    model: type[SheetModel] | None = None
    non_empty: int = 0
    fates: Counter[Fate] = field(default_factory=Counter)
    passed: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))  # by what they are
    columns: dict[int, LedgerColumn] = field(default_factory=dict)
    not_read: Why | None = None

    @classmethod
    def of_sheet(cls, sheet: Sheet, model: type[SheetModel] | None = None) -> "SheetBook":
        """Open the books of a sheet."""
        return cls(file=sheet.file, sheet=sheet.name, model=model)

    def enter(self, fate: Fate, number: int = 1) -> None:
        """Enter non-empty rows with what became of them."""
        self.non_empty += number
        self.fates[fate] += number

    def pass_over(self, row: int, what: str) -> None:
        """Enter a row that is no data, with what it is."""
        self.enter(Fate.PASSED_OVER)
        self.passed[what].append(row)

    def take_back(self, rows: Sequence[int], what: str) -> None:
        """Enter rows that were counted as passed over after all."""
        self.fates[Fate.COUNTED] -= len(rows)
        self.fates[Fate.PASSED_OVER] += len(rows)
        if rows:
            self.passed[what] += rows

    def refuse(self, sheet: Sheet, why: Why, *, passed: bool) -> None:
        """Close the books of a sheet of which no row is read: all its rows are passed over, or in error."""
        self.not_read = why
        self.passed.clear()
        self.fates.clear()
        rows = [sheet.top + index for index, row in enumerate(sheet.iterate()) if any(cell != "" for cell in row)]
        self.non_empty = len(rows)
        self.fates[Fate.PASSED_OVER if passed else Fate.REJECTED] = len(rows)
        if passed and rows:
            self.passed[why.text] = rows

    def close(self, later: Mapping[Fate, int]) -> LedgerEntry:
        """Return the sheet's line in the ledger; `later` tells the rows that got another fate after the sheet was read."""
        rows = Counter(self.fates)
        rows.update(later)
        rows[Fate.COUNTED] -= sum(later.values())
        code = self.not_read.code if self.not_read and not self.model else Code.ROWS_PASSED_OVER
        return LedgerEntry(
            file=self.file,
            sheet=self.sheet,
            read_as=self.model.info.title if self.model else None,
            columns=tuple(self.columns[column] for column in sorted(self.columns)),
            non_empty=self.non_empty,
            rows=rows,
            passed_over=tuple(PassedOver(tuple(found), Why(code, what)) for what, found in self.passed.items()),
            not_read=self.not_read,
        )


def close_books(
    books: Iterable[SheetBook], later: Mapping[tuple[str, str], Mapping[Fate, int]]
) -> tuple[LedgerEntry, ...]:
    """Return the ledger of all sheets, in the order they were read."""
    return tuple(book.close(later.get((book.file, book.sheet), {})) for book in books)
