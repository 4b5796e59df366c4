"""From cells to typed columns: a sheet is one block of rows below a header, or several, each read by its own header.

Where a header stands is looked for in columns that hold few distinct values, so that rows of data are never gone through
one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, zip_longest
from typing import Generic, NamedTuple

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.tables.block import SheetBlock
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.column_doubts import told_of_columns
from cchc_report.tables.header import Header, header_at
from cchc_report.tables.header_match import header_keys
from cchc_report.tables.header_words import wordings
from cchc_report.tables.ledger import Fate, LedgerColumn
from cchc_report.tables.look_notes import told_of_looks
from cchc_report.tables.recognise import check_header
from cchc_report.tables.row_kinds import SheetRowKind, is_header_row
from cchc_report.tables.row_problems import told_of_passed
from cchc_report.tables.row_words import is_group, is_title
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.stated_sums import sum_told
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.vocabulary import Vocabulary, Words
from cchc_report.workbook.merges import FilledMerges, fill_merges
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow

_CHUNK = 8192  # rows: large enough to amortise a call, small enough to stay in the cache
_MOST_BAD_ROWS = 50_000  # of one sheet: beyond, it is the wrong sheet or a wrong export, and not 50,000 slips
_FEW = 200  # distinct values of a column in which a header is looked for
_COLUMNS = 6  # of a long sheet, in which a header is looked for
_TITLES = 3  # rows above a later header that may name its block


def validate_sheet(
    sheet: Sheet,
    model: type[Model],
    header: Header,
    vocabulary: Vocabulary | None = None,
    progress: Progress = SILENCE,
    book: SheetBook | None = None,
) -> "SheetRead[Model]":
    """Return the good rows of each block as typed columns, and everything that is wrong with the others.

    What became of every row is entered in the sheet's `book`.
    """
    merges = fill_merges(sheet, sheet.top + header.row)
    reader = _SheetReader(
        sheet=sheet,
        model=model,
        vocabulary=vocabulary or Vocabulary(),
        book=book or SheetBook.of_sheet(sheet, model),
        merges=merges,
    )
    reader.open(header)
    for row, cells in enumerate(sheet.head(header.first), sheet.top):
        reader.stopped += sum_told(sheet, row, cells, model.info.noun)
    for first, rows in merges.sheet.chunks(_CHUNK, skip=header.row + 1):
        reader.take(first, rows)
        progress.checked(sheet.file, first + len(rows) - sheet.top, sheet.height)
        if reader.rejected > _MOST_BAD_ROWS:
            reader.give_up(first + len(rows))
            break
    return reader.finish()


class SheetRead(NamedTuple, Generic[Model]):
    """What a sheet came to: its blocks, what is wrong with their rows, and what is wrong with their headers."""

    parts: tuple[SheetPart[Model], ...]
    problems: list[Diagnostic]
    header_problems: list[Diagnostic]


@dataclass(kw_only=True)
class _SheetReader(Generic[Model]):
    """The blocks of a sheet so far, the last of which goes on."""

    sheet: Sheet
    model: type[Model]
    vocabulary: Vocabulary
    book: SheetBook
    merges: FilledMerges
    blocks: list[SheetBlock[Model]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    stopped: list[Diagnostic] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        """How many rows are in error."""
        return sum(block.rejected for block in self.blocks)

    def open(self, header: Header, heading: str = "") -> None:
        """Begin a block."""
        self.blocks.append(SheetBlock.below(self.sheet, self.model, header, self.vocabulary, self.book))
        self.headings.append(heading)
        _enter_columns(self.book, self.sheet, header, self.model)

    def take(self, first: int, rows: Sequence[SheetRow]) -> None:
        """Read a run of rows; where a header stands in it, a new block begins."""
        cells = list(zip_longest(*rows, fillvalue=""))
        headers = self._headers_in(rows, cells)
        if not headers:
            self.blocks[-1].take(first, rows, cells)
            return
        start = 0
        for index in headers:
            if index < start:
                continue  # the second line of a header
            row = first + index
            header = header_at(self.sheet, rows[index : index + 2], row - self.sheet.top, self.model, self._words)
            if header is None or header.known * 2 <= self.blocks[-1].header.known:
                continue
            heading = _heading(rows[max(start, index - _TITLES) : index])
            self._read(first + start, rows[start:index])
            start = index + header.lines
            if header.is_like(self.blocks[-1].header) and not heading:
                for line in range(header.lines):
                    self.book.pass_over(row + line, SheetRowKind.HEADER.value)
            else:
                self.book.enter(Fate.HEADER, header.lines)
                self.open(header, heading)
        self._read(first + start, rows[start:])

    def give_up(self, row: int) -> None:
        """Tell that the rest of the sheet is not looked at: too much of it is wrong."""
        rest = sum(
            any(cell != "" for cell in cells)
            for _, run in self.sheet.chunks(_CHUNK, row - self.sheet.top)
            for cells in run
        )
        self.book.enter(Fate.REJECTED, rest)
        hint = "Kiểm tra lại tệp xuất ra có đúng loại và đúng cột không, sửa các lỗi đầu tiên rồi chạy lại."
        self.stopped.append(
            Diagnostic.of(
                Code.TOO_MANY_PROBLEMS,
                Place(file=self.sheet.file, sheet=self.sheet.name, row=row),
                f"Hơn {format_number(_MOST_BAD_ROWS)} dòng sai, dừng kiểm tra trang này từ dòng {row}",
                hint,
            )
        )

    def finish(self) -> "SheetRead[Model]":
        """Return the parts and everything that is told of the sheet."""
        parts = [
            replace(block.finish(), heading=heading) for block, heading in zip(self.blocks, self.headings, strict=True)
        ]
        told = [*chain.from_iterable(block.diagnostics for block in self.blocks), *self.stopped]
        headers: list[Diagnostic] = []
        for number, (block, part) in enumerate(zip(self.blocks, parts, strict=True)):
            problems = check_header(self.sheet, self.model, block.header, part.columns)
            headers += [problem for problem in problems if number == 0 or problem.severity is Severity.ERROR]
            told += told_of_columns(self.sheet, block.readers)
            told += told_of_passed(self.sheet, block.passed)
        readers = [reader for block in self.blocks for reader in block.readers]
        counted = {row for part in parts for row in part.rows} if self.sheet.struck_rows else set[int]()
        told += told_of_looks(self.sheet, readers, counted, self.merges.areas)
        return SheetRead(tuple(part for part in parts if len(part) or part is parts[0]), told, headers)

    @property
    def _words(self) -> Words:
        return self.vocabulary.headers_of(self.model.info.title)

    def _read(self, first: int, rows: Sequence[SheetRow]) -> None:
        if rows:
            self.blocks[-1].take(first, rows)

    def _headers_in(self, rows: Sequence[SheetRow], cells: Sequence[Sequence[Cell]]) -> list[int]:
        """Return the rows that may be headers: their cells in columns of few distinct values name columns."""
        keys = header_keys(self.model)
        found: set[int] = set()
        for index in self._looked_at(len(rows)):
            column = cells[index] if index < len(cells) else ()
            distinct = set(column)
            if len(distinct) <= _FEW or len(rows) < _CHUNK:
                names = {cell for cell in distinct if type(cell) is str and cell and _names_column(cell, keys)}
                if names:
                    found.update(number for number, cell in enumerate(column) if cell in names)
        return [index for index in sorted(found) if is_header_row(self.model, rows[index])]

    def _looked_at(self, count: int) -> list[int]:
        """Return the columns in which a header is looked for: all of a short sheet, a few of a long one."""
        readers = self.blocks[-1].readers
        if count < _CHUNK:
            return sorted({reader.index for reader in readers})
        key = self.model.info.key
        plain = (one for one in readers if not one.declared.holds_dates and one.declared.name not in key)
        return [reader.index for reader in plain][:_COLUMNS]


def _names_column(cell: str, keys: frozenset[str]) -> bool:
    return any(key in keys for key in wordings(cell))


def _heading(rows: Sequence[SheetRow]) -> str:
    """Return what stands alone in the rows above a later header: it names the block."""
    found = []
    for row in rows:
        texts = list(dict.fromkeys(str(cell) for cell in row if cell != ""))
        if len(texts) in (1, 2) and any(is_title(text) or is_group(text) or len(texts) == 1 for text in texts):
            found.append(" ".join(texts))
    return " ".join(found)


def _enter_columns(book: SheetBook, sheet: Sheet, header: Header, model: type[SheetModel]) -> None:
    """Enter the columns of a header in a sheet's books; what one block reads is read."""
    fields = fields_of(model)
    read_as = {index: fields[name].column.header for name, index in header.columns.items()}
    read_as |= {index: fields[name].column.header for name, ticks in header.ticked.items() for index in ticks}
    for index, text in header.texts.items():
        column = sheet.left + index
        known = book.columns.get(column)
        if known is None or known.read_as is None:
            book.columns[column] = LedgerColumn(column, text, read_as.get(index))
