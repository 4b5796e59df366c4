"""One block of a sheet: the rows below one header, read as typed columns a chunk at a time.

A log's columns hold few distinct values, so each distinct value goes through its check once and the answer is kept; the
address of a bad cell is the column's letter and the row's number. Rows that are no data are told apart only where a cell is
blank or bad, so that good rows cost nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Generic

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.column_reader import UNCOUNTED, ColumnReader, Refused, as_typed
from cchc_report.tables.group_rows import GroupValues
from cchc_report.tables.header import Header
from cchc_report.tables.ledger import Fate, LedgerColumn
from cchc_report.tables.row_kinds import DOUBTFUL, RowLook, SheetRowKind, counts_columns, shape_of, sort_row
from cchc_report.tables.row_problems import columns_differ, data_passed_over, row_problems, total_differs
from cchc_report.tables.row_words import stated_total
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.stated_sums import sum_told
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.ticks import ticked_cells
from cchc_report.tables.unread_columns import UnreadColumns
from cchc_report.tables.vocabulary import NOT_COUNTED, Vocabulary, settings_hint
from cchc_report.workbook.marks import is_example
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow

_SHAPES = 200  # good keys whose shape is remembered
_WIDE = 3  # columns under one cell, from which it heads what is below
_ENDS = frozenset({SheetRowKind.TOTAL, SheetRowKind.NOTE, SheetRowKind.SIGNATURE})


@dataclass
class _Rival:
    """Another column that fits a field: where its values first differ from those that are read."""

    reader: ColumnReader
    has_values: bool = False
    differs_at: int | None = None


@dataclass(kw_only=True)
class SheetBlock(Generic[Model]):
    """The rows below one header so far."""

    sheet: Sheet
    header: Header
    vocabulary: Vocabulary
    book: SheetBook
    part: SheetPart[Model]
    readers: list[ColumnReader]
    rivals: list[_Rival]
    groups: GroupValues[Model]
    unread: UnreadColumns
    diagnostics: list[Diagnostic] = field(default_factory=list)
    passed: defaultdict[SheetRowKind, list[int]] = field(default_factory=lambda: defaultdict(list))
    has_begun: bool = False
    rejected: int = 0
    above: int = 0  # good rows of the block above the row that is looked at
    in_blocks_above: int = 0  # good rows of the sheet's earlier blocks
    marks: set[int] = field(default_factory=set)  # how many good rows were above each total and each group row
    ended: bool = False  # the last rows ended the table: what follows without data is signed or remarked
    shapes: set[str] = field(default_factory=set)

    @classmethod
    def below(
        cls, sheet: Sheet, model: type[Model], header: Header, vocabulary: Vocabulary, book: SheetBook
    ) -> "SheetBlock[Model]":
        """Open the block below a header."""
        declared = fields_of(model)

        def reader(name: str, index: int) -> ColumnReader:
            words = vocabulary.values_of(declared[name].column.header)
            return ColumnReader(declared=declared[name], index=index, words=words, days_late=sheet.days_late)

        readers = [
            *(reader(name, index) for name, index in header.columns.items()),
            *(reader(name, min(ticks)) for name, ticks in header.ticked.items()),
        ]
        part: SheetPart[Model] = SheetPart(
            model=model,
            file=sheet.file,
            sheet=sheet.name,
            columns={one.declared.name: [] for one in readers},
            rows=[],
            positions={one.declared.name: sheet.left + one.index for one in readers},
        )
        return cls(
            sheet=sheet,
            header=header,
            vocabulary=vocabulary,
            book=book,
            part=part,
            readers=readers,
            rivals=[_Rival(reader(name, index)) for name, found in header.rivals.items() for index in found],
            groups=GroupValues(model, frozenset(part.columns)),
            unread=UnreadColumns.below(sheet, model, header, vocabulary.headers_of(model.info.title)),
            in_blocks_above=book.fates[Fate.COUNTED],
        )

    def take(self, first: int, found: Sequence[SheetRow], columns: Sequence[Sequence[Cell]] | None = None) -> None:
        """Read rows, the first of which has the number `first`; `columns` are the same cells by column, where at hand."""
        rows = self._without_examples(first, self._without_marks(found))
        cells = columns if columns is not None and rows is found else list(zip_longest(*rows, fillvalue=""))
        read = [reader.read(self._cells(reader, cells, len(rows)), first) for reader in self.readers]
        suspects = self._suspects(read, first, len(rows))
        self._learn_shapes(read, suspects)
        before, so_far = -1, len(self.part.rows)
        for position, index in enumerate(suspects):
            self.ended &= index == before + 1
            before, self.above = index, so_far + index - position
            if rows[index].count("") != len(rows[index]) or self._is_broken(first + index):
                self._sort(first + index, rows[index], [values[index] for values in read])
        self.ended &= before == len(rows) - 1
        self._extend(read, first, len(rows), set(suspects))
        self._compare(cells, read, first, set(suspects))
        self._note_untitled(cells)
        self.unread.take(first, cells)
        self.book.enter(Fate.COUNTED, len(rows) - len(suspects))

    def finish(self) -> SheetPart[Model]:
        """Return the good rows; what is wrong with the block as a whole is told."""
        self.diagnostics += self._rivals_told()
        self.diagnostics += self.unread.told(self.part.rows)
        self.groups.fill(self.part)
        numbered = {
            reader.declared.name: {as_typed(number): tuple(rows) for number, rows in reader.numbered.items()}
            for reader in self.readers
            if reader.numbered
        }
        part = replace(self.part, numbered=numbered) if numbered else self.part
        return self._without_mute(part)

    def _cells(self, reader: ColumnReader, cells: Sequence[Sequence[Cell]], count: int) -> Sequence[Cell]:
        def column(index: int) -> Sequence[Cell]:
            return cells[index] if index < len(cells) else ("",) * count

        ticks = self.header.ticked.get(reader.declared.name)
        if ticks is None:
            return column(reader.index)
        return ticked_cells([(label, column(index)) for index, label in ticks.items()])

    def _without_marks(self, rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
        """Return the rows with the first one emptied where it counts the columns: that is a line of the header."""
        if self.has_begun:
            return rows
        self.has_begun = True
        if not counts_columns(rows[0]):
            return rows
        self.book.enter(Fate.HEADER)
        return [["" for _ in rows[0]], *rows[1:]]

    def _note_untitled(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Enter columns that have values and no header."""
        for index, column in enumerate(cells):
            if index not in self.header.texts and column.count("") != len(column):
                number = self.sheet.left + index
                self.book.columns.setdefault(number, LedgerColumn(number, "", None))

    def _without_examples(self, first: int, rows: Sequence[SheetRow]) -> Sequence[SheetRow]:
        """Return the rows with those emptied that only show how to fill in the sheet; their first cell says so."""
        leftmost = min(reader.index for reader in self.readers)
        if "(" not in "\n".join(str(row[leftmost]) for row in rows if leftmost < len(row)):
            return rows
        examples = {
            index
            for index, row in enumerate(rows)
            if leftmost < len(row) and type(cell := row[leftmost]) is str and "(" in cell[:4] and is_example(cell)
        }
        for index in sorted(examples):
            self.book.pass_over(first + index, "ví dụ mẫu")
        return [["" for _ in row] if index in examples else row for index, row in enumerate(rows)]

    def _suspects(self, read: list[list[object]], first: int, count: int) -> list[int]:
        """Return the rows of a chunk that are not plainly good data."""
        found = {index for one, values in zip(self.readers, read, strict=True) for index in one.suspects(values)}
        if self.sheet.broken:
            columns = {self.sheet.left + one.index for one in self.readers}
            found |= {
                row - first for row, column in self.sheet.broken if first <= row < first + count and column in columns
            }
        return sorted(found)

    def _is_broken(self, row: int) -> bool:
        return bool(self.sheet.broken) and any(row == broken for broken, _ in self.sheet.broken)

    def _learn_shapes(self, read: list[list[object]], suspects: Sequence[int]) -> None:
        """Remember how the keys of good rows look, where a row is to be held against them."""
        if not suspects or len(self.shapes) >= _SHAPES:
            return
        bad = set(suspects)
        for reader, values in zip(self.readers, read, strict=True):
            if reader.declared.name in self.part.model.info.key:
                good = (str(value) for index, value in enumerate(values[: _SHAPES * 2]) if index not in bad)
                self.shapes.update(map(shape_of, good))

    def _sort(self, row: int, cells: SheetRow, values: list[object]) -> None:
        """Enter a row that is not plainly good as what it is."""
        if any(value is UNCOUNTED for value in values):
            self.book.enter(Fate.OUTSIDE)
            return
        look = self._look(row, cells, values)
        kind = sort_row(look)
        self.ended |= kind in _ENDS
        self.passed[kind].append(row)
        if kind is SheetRowKind.DATA:
            self.rejected += 1
            self.book.enter(Fate.REJECTED)
            self.diagnostics += row_problems(self.sheet, self.readers, values, row)
            return
        self.book.pass_over(row, kind.value)
        if sums := [*sum_told(self.sheet, row, cells, self.part.model.info.noun)]:
            self.diagnostics += sums
        elif kind in DOUBTFUL and look.evidence:
            columns = sorted(self.part.positions[name] for name in look.evidence)
            self.diagnostics.append(data_passed_over(self.sheet, row, columns, kind))
        elif kind is SheetRowKind.GROUP:
            self.groups.head(self.above, look.texts)
            self.marks.add(self.above)
        elif kind is SheetRowKind.TOTAL:
            self.diagnostics += self._total_told(row, look.texts)

    def _look(self, row: int, cells: SheetRow, values: list[object]) -> RowLook:
        mapped = {reader.index for reader in self.readers}
        return RowLook(
            model=self.part.model,
            cells={one.declared.name: cells[one.index] for one in self.readers if one.index < len(cells)},
            others=[cell for index, cell in enumerate(cells) if index not in mapped],
            good=frozenset(
                one.declared.name
                for one, value in zip(self.readers, values, strict=True)
                if value is not None and type(value) is not Refused
            ),
            is_wide=any(area[0] == row and area[3] - area[1] + 1 >= _WIDE for area in self.sheet.merged),
            is_below=self.ended,
            shapes=frozenset(self.shapes),
        )

    def _total_told(self, row: int, texts: Sequence[str]) -> Iterator[Diagnostic]:
        """Say where a total states another number of rows than there are above it, in the block or since the last total."""
        noun = self.part.model.info.noun
        stated = stated_total(texts, noun)
        above = self.above + self.rejected
        right = {above, above + self.in_blocks_above, *(above - mark for mark in self.marks)}
        self.marks.add(self.above)
        if stated is not None and stated not in right:
            yield total_differs(self.sheet, row, stated, noun, above)

    def _extend(self, read: list[list[object]], first: int, count: int, dropped: set[int]) -> None:
        """Append the rows of a chunk that were not dropped."""
        columns = [self.part.columns[reader.declared.name] for reader in self.readers]
        if not dropped:
            self.part.rows.extend(range(first, first + count))
            for column, values in zip(columns, read, strict=True):
                column.extend(values)
            return
        kept = [index for index in range(count) if index not in dropped]
        self.part.rows.extend(first + index for index in kept)
        for column, values in zip(columns, read, strict=True):
            column.extend([values[index] for index in kept])

    def _compare(self, cells: Sequence[Sequence[Cell]], read: list[list[object]], first: int, bad: set[int]) -> None:
        """Note where another column that fits a field holds another value than the one that is read."""
        values = {one.declared.name: found for one, found in zip(self.readers, read, strict=True)}
        for rival in self.rivals:
            count = len(read[0])
            column = cells[rival.reader.index] if rival.reader.index < len(cells) else ("",) * count
            others, mine = rival.reader.read(column, first), values[rival.reader.declared.name]
            rival.has_values |= any(value is not None for value in others)
            if rival.differs_at is None and others != mine:
                pairs = enumerate(zip(mine, others, strict=True))
                rival.differs_at = next(
                    (first + index for index, (one, other) in pairs if one != other and index not in bad), None
                )

    def _rivals_told(self) -> Iterator[Diagnostic]:
        for rival in self.rivals:
            if not rival.has_values or rival.differs_at is None:
                continue
            declared, index = rival.reader.declared, rival.reader.index
            mine = self.part.positions[declared.name] - self.sheet.left
            told = columns_differ(self.sheet, self.header, (mine, index), declared.column.header, rival.differs_at)
            texts = self.header.texts
            if fold(texts[index]) != fold(texts.get(mine, "")):
                line = settings_hint("columns", self.part.model.info.title, texts[index], NOT_COUNTED)
                told = replace(told, hint=f"{told.hint} {line} (để đọc cột “{texts.get(mine, '')}”).")
            yield told

    def _without_mute(self, part: SheetPart[Model]) -> SheetPart[Model]:
        """Leave out rows that say nothing yet, as a blank workbook brings them: they count for nothing and repeat nobody."""
        says = part.model.info.says
        if not says:
            return part
        columns = [part.columns.get(name) or [None] * len(part) for name in says]
        speaks = [any(value is not None for value in values) for values in zip(*columns, strict=True)]
        mute = [row for row, kept in zip(part.rows, speaks, strict=True) if not kept]
        self.book.take_back(mute, SheetRowKind.BLANK.value)
        return part.keep(speaks) if mute else part
