"""From cells to typed columns: every cell of a sheet is checked by its column's declaration, a column at a time.

A log's columns hold few distinct values, so each distinct value goes through its check once and the answer is kept; the
address of a bad cell is the column's letter and the row's number. Rows that are no data are told apart only where a cell is
blank or bad, so that good rows cost nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from pydantic import ValidationError

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic, Place, column_letters
from cchc_report.numbers import format_number
from cchc_report.progress import SILENCE, Progress
from cchc_report.tables.column import Field, fields_of
from cchc_report.tables.header import Header
from cchc_report.tables.quoting import reads_like_a_name
from cchc_report.tables.row_kinds import RowKind, sort_row
from cchc_report.tables.table import Model, Part
from cchc_report.tables.vocabulary import Vocabulary, Words, settings_hint
from cchc_report.text import fold, is_blank
from cchc_report.workbook.marks import is_example
from cchc_report.workbook.sheet import Cell, Row, Sheet

_CHUNK = 8192  # rows: large enough to amortise a call, small enough to stay in the cache
_MOST_BAD_ROWS = 50_000  # of one sheet: beyond, it is the wrong sheet or a wrong export, and not 50,000 slips
_REMEMBERED = 100_000  # distinct values; a column of codes or times would otherwise be kept twice
_SPELT: dict[Cell, Cell] = {True: "TRUE", False: "FALSE"}  # as values of a set True and 1 are one, the texts are not


@dataclass(frozen=True, slots=True)
class _Bad:
    """A value that its column's check refused."""

    code: Code
    message: str
    hint: str
    month_first: bool = False  # a date with the month before the day


@dataclass
class _ColumnReader:
    """Checks the cells of one column and remembers what it made of each distinct value."""

    declared: Field
    index: int  # within the sheet's rows
    words: Words  # of the workspace for values of this column
    known: dict[Cell, object] = field(default_factory=lambda: {"": None})
    refuses: bool = False
    dates: dict[str, int] = field(default_factory=dict)  # the first row of a real date and of a date as text
    numbered: dict[Cell, list[int]] = field(
        default_factory=dict
    )  # the rows of each value that gives a choice as a number

    def read(self, cells: Sequence[Cell], first_row: int) -> list[object]:
        """Return the typed values in order, None for an empty cell and `_Bad` for a refused one."""
        values = (
            [_SPELT[cell] if type(cell) is bool else cell for cell in cells] if bool in set(map(type, cells)) else cells
        )
        with suppress(KeyError):  # most chunks of most columns hold nothing new
            found = list(map(self.known.__getitem__, values))
            self._note_numbers(values, first_row)
            return found
        if len(self.known) > _REMEMBERED:
            self.known = {"": None}
        fresh = set(values).difference(self.known)
        self._learn(fresh)
        if self.declared.holds_dates:
            self._note_dates(fresh, values, first_row)
        if self.declared.column.notes_numbers:
            self.numbered |= {value: [] for value in fresh if self._gives_a_number(value)}
            self._note_numbers(values, first_row)
        return list(map(self.known.__getitem__, values))

    def suspects(self, values: list[object]) -> Iterator[int]:
        """Yield the indexes of refused values, and of empty ones in a required column."""
        if self.declared.required and None in values:
            yield from (index for index, value in enumerate(values) if value is None)
        if self.refuses:
            yield from (index for index, value in enumerate(values) if type(value) is _Bad)

    def _learn(self, fresh: set[Cell]) -> None:
        self.known.update(dict.fromkeys(fresh))
        filled = [value for value in fresh if not isinstance(value, str) or not is_blank(value)]
        meant = [self.words.get(_key_of(value), value) for value in filled] if self.words else filled
        try:
            checked = self.declared.adapter.validate_python(meant)
        except ValidationError as failure:
            refused = {
                (index := int(error["loc"][0])): self._refusal(error.get("ctx", {}), filled[index])
                for error in failure.errors(include_url=False)
            }
            self.refuses = True
            self.known.update((filled[index], bad) for index, bad in refused.items())
            filled = [value for index, value in enumerate(filled) if index not in refused]
            checked = self.declared.adapter.validate_python(
                [value for index, value in enumerate(meant) if index not in refused]
            )
        self.known.update(zip(filled, checked, strict=True))

    def _refusal(self, context: dict[str, object], cell: Cell) -> _Bad:
        column, code, hint = self.declared.column, Code[str(context["code"])], str(context["hint"])
        if context.get("unlike") and not reads_like_a_name(str(cell)):
            hint = f"{hint} {settings_hint('choices', column.header, str(cell), '…')}"
        message = "Giá trị không hợp lệ" if column.person else str(context["message"])
        return _Bad(code, message, hint, bool(context.get("month_first")))

    def _gives_a_number(self, cell: Cell) -> bool:
        """Tell whether a cell names its choice by a number; a word that cchc.toml explains has one sense only."""
        return any(map(str.isdigit, str(cell))) and _key_of(cell) not in self.words

    def _note_numbers(self, values: Sequence[Cell], first_row: int) -> None:
        for number, rows in self.numbered.items():
            rows += [first_row + index for index, value in enumerate(values) if value == number]

    def _note_dates(self, fresh: set[Cell], values: Sequence[Cell], first_row: int) -> None:
        """Remember the first row of each kind of date that is met for the first time."""
        for kind, is_of_kind in _DATE_KINDS.items():
            if kind not in self.dates and any(is_of_kind(value, self.known[value]) for value in fresh):
                index = next(index for index, value in enumerate(values) if is_of_kind(value, self.known[value]))
                self.dates[kind] = first_row + index


def _key_of(cell: Cell) -> str:
    """Return the key of a cell as a word."""
    return fold(_spelt(cell))


def _spelt(cell: Cell) -> str:
    """Return a cell as it was typed: a whole number has no `.0`."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _is_real(cell: Cell, value: object) -> bool:
    return isinstance(value, date) and not isinstance(cell, str)


def _is_text(cell: Cell, value: object) -> bool:
    return isinstance(value, date) and isinstance(cell, str)


def _is_month_first(_: Cell, value: object) -> bool:
    return isinstance(value, _Bad) and value.month_first


_DATE_KINDS = {"real": _is_real, "text": _is_text, "month first": _is_month_first}


def validate_sheet(
    sheet: Sheet,
    model: type[Model],
    header: Header,
    vocabulary: Vocabulary | None = None,
    progress: Progress = SILENCE,
) -> tuple[Part[Model], list[Diagnostic]]:
    """Return the good rows below the header as typed columns, and everything that is wrong with the others."""
    words, declared = vocabulary or Vocabulary(), fields_of(model)
    readers = [
        _ColumnReader(declared[name], index, words.values_of(declared[name].column.header))
        for name, index in header.columns.items()
    ]
    part: Part[Model] = Part(
        model,
        sheet.file,
        sheet.name,
        {reader.declared.name: [] for reader in readers},
        [],
        {reader.declared.name: sheet.left + reader.index for reader in readers},
    )
    diagnostics: list[Diagnostic] = []
    passed_over: dict[RowKind, list[int]] = defaultdict(list)
    leftmost = min(reader.index for reader in readers)
    for first, found in sheet.chunks(_CHUNK, skip=header.row + 1):
        rows = _without_examples(found, leftmost)
        cells = list(zip_longest(*rows, fillvalue=""))
        read = [
            reader.read(cells[reader.index] if reader.index < len(cells) else ("",) * len(rows), first)
            for reader in readers
        ]
        suspects = _suspects(sheet, readers, read, first, len(rows))
        for index in suspects:
            if rows[index].count("") == len(rows[index]):
                continue  # formatted but empty: a sheet may hold a million of them
            kind = _kind(model, readers, rows[index], [values[index] for values in read])
            passed_over[kind].append(first + index)
            if kind is RowKind.DATA:
                diagnostics += _row_problems(sheet, readers, [values[index] for values in read], first + index)
        _extend(part, read, first, len(rows), set(suspects))
        progress.checked(sheet.file, first + len(rows) - sheet.top, sheet.height)
        if len(passed_over[RowKind.DATA]) > _MOST_BAD_ROWS:
            diagnostics.append(_too_many(sheet, first + len(rows)))
            break
    diagnostics += _mixed_dates(sheet, readers)
    diagnostics += _told(sheet, passed_over)
    numbered = {
        reader.declared.name: {_spelt(number): tuple(rows) for number, rows in reader.numbered.items()}
        for reader in readers
        if reader.numbered
    }
    return (replace(part, numbered=numbered) if numbered else part), diagnostics


def _without_examples(rows: Sequence[Row], leftmost: int) -> Sequence[Row]:
    """Return the rows with those emptied that only show how to fill in the sheet; their first cell says so."""
    examples = [
        index
        for index, row in enumerate(rows)
        if leftmost < len(row) and type(cell := row[leftmost]) is str and "(" in cell[:4] and is_example(cell)
    ]
    if not examples:
        return rows
    return [["" for _ in row] if index in examples else row for index, row in enumerate(rows)]


def _too_many(sheet: Sheet, row: int) -> Diagnostic:
    hint = "Kiểm tra lại tệp xuất ra có đúng loại và đúng cột không, sửa các lỗi đầu tiên rồi chạy lại."
    return Diagnostic.of(
        Code.TOO_MANY_PROBLEMS,
        Place(sheet.file, sheet.name, row),
        f"Hơn {format_number(_MOST_BAD_ROWS)} dòng sai, dừng kiểm tra trang này từ dòng {row}",
        hint,
    )


def _suspects(
    sheet: Sheet, readers: list[_ColumnReader], read: list[list[object]], first: int, count: int
) -> list[int]:
    """Return the rows of a chunk that are not plainly good data."""
    found = {index for reader, values in zip(readers, read, strict=True) for index in reader.suspects(values)}
    if sheet.broken:
        columns = {sheet.left + reader.index for reader in readers}
        found |= {row - first for row, column in sheet.broken if first <= row < first + count and column in columns}
    return sorted(found)


def _kind(model: type[Model], readers: list[_ColumnReader], row: Row, values: list[object]) -> RowKind:
    cells = {reader.declared.name: row[reader.index] for reader in readers if reader.index < len(row)}
    mapped = {reader.index for reader in readers}
    others = [cell for index, cell in enumerate(row) if index not in mapped]
    good = frozenset(
        reader.declared.name
        for reader, value in zip(readers, values, strict=True)
        if value is not None and type(value) is not _Bad
    )
    return sort_row(model, cells, others, good)


def _row_problems(sheet: Sheet, readers: list[_ColumnReader], values: list[object], row: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with each cell of a row of data."""
    for reader, value in zip(readers, values, strict=True):
        place = Place(sheet.file, sheet.name, row, sheet.left + reader.index)
        header = reader.declared.column.header
        if (shown := sheet.broken.get((row, sheet.left + reader.index))) is not None:
            yield Diagnostic.of(Code.CELL_BROKEN, place, *_broken(shown, header))
        elif type(value) is _Bad:
            yield Diagnostic.of(value.code, place, f"{header}: {value.message}", value.hint)
        elif (
            value is None and reader.declared.required and (area := sheet.merge_around(row, sheet.left + reader.index))
        ):
            first = f"{column_letters(area[1])}{area[0]}"
            yield Diagnostic.of(
                Code.CELL_MERGED,
                place,
                f"{header}: ô bị gộp với ô {first}",
                "Bỏ gộp ô (Unmerge Cells) rồi điền đủ từng dòng.",
            )
        elif value is None and reader.declared.required:
            yield Diagnostic.of(Code.VALUE_MISSING, place, f"Thiếu “{header}”", reader.declared.column.note)


def _broken(shown: str, header: str) -> tuple[str, str]:
    if shown.startswith("="):
        return (
            f"{header}: công thức chưa được tính",
            "Mở tệp bằng Excel, bấm F9 rồi lưu lại, hoặc gõ giá trị thay cho công thức.",
        )
    return f"{header}: ô báo lỗi {shown}", "Sửa công thức hoặc gõ giá trị thay cho công thức."


def _extend(part: Part[Model], read: list[list[object]], first: int, count: int, dropped: set[int]) -> None:
    """Append the rows of a chunk that were not dropped."""
    if not dropped:
        part.rows.extend(range(first, first + count))
        for column, values in zip(part.columns.values(), read, strict=True):
            column.extend(values)
        return
    kept = [index for index in range(count) if index not in dropped]
    part.rows.extend(first + index for index in kept)
    for column, values in zip(part.columns.values(), read, strict=True):
        column.extend([values[index] for index in kept])


def _mixed_dates(sheet: Sheet, readers: list[_ColumnReader]) -> Iterator[Diagnostic]:
    """Warn of a column whose days and months may be swapped: re-saved under a foreign locale, or typed month first."""
    for reader in readers:
        column = sheet.left + reader.index
        cells = {kind: f"{column_letters(column)}{row}" for kind, row in reader.dates.items()}
        place, header = Place(sheet.file, sheet.name, None, column), reader.declared.column.header
        if {"real", "text"} <= cells.keys():
            yield Diagnostic.of(
                Code.DATES_MIXED,
                place,
                f"{header}: có ô là ngày thật ({cells['real']}) và ô là chữ ({cells['text']})",
                "Tệp có thể đã lưu lại trên máy đặt kiểu ngày nước ngoài: các ngày từ 1 đến 12 có thể bị đảo ngày với tháng. Đối chiếu với sổ gốc, nên xuất lại tệp từ phần mềm.",
            )
        if {"text", "month first"} <= cells.keys():
            yield Diagnostic.of(
                Code.MONTH_FIRST,
                place,
                f"{header}: ô {cells['month first']} ghi tháng trước ngày, các ô khác (như {cells['text']}) đang được đọc là ngày trước tháng",
                "Kiểm tra cả cột: nếu tệp ghi tháng trước ngày, hãy xuất lại theo dạng ngày/tháng/năm.",
            )


def _told(sheet: Sheet, passed_over: dict[RowKind, list[int]]) -> Iterator[Diagnostic]:
    """Say which rows were not taken for data, blank ones aside."""
    for kind, rows in passed_over.items():
        if kind not in (RowKind.DATA, RowKind.BLANK):
            shown = ", ".join(map(str, rows[:5])) + ("…" if len(rows) > 5 else "")
            yield Diagnostic.of(
                Code.ROWS_PASSED_OVER,
                Place(sheet.file, sheet.name, rows[0]),
                f"Bỏ qua {len(rows)} dòng không phải số liệu ({kind.value}): dòng {shown}",
            )
