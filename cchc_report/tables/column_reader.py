"""Checks the cells of one column by its declaration and remembers the answer for each distinct value.

Notes on the way what only a whole column shows: dates of both kinds, choices given as numbers. Knows no rows and no diagnostics.
"""

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from pydantic import ValidationError

from cchc_report.ground.codes import Code
from cchc_report.ground.text import clean, fold, is_blank
from cchc_report.tables.column import Field
from cchc_report.tables.dates import month_first_by_half_day, parse_moment
from cchc_report.tables.quoting import reads_like_a_name
from cchc_report.tables.vocabulary import NOT_COUNTED, Words, settings_hint
from cchc_report.workbook.sheet import Cell

_REMEMBERED = 100_000  # distinct values; a column of codes or times would otherwise be kept twice
_SPELT: dict[Cell, Cell] = {True: "TRUE", False: "FALSE"}  # as values of a set True and 1 are one, the texts are not

_DITTO_WORDS = frozenset({"nt", "nhu tren"})
_DITTO_MARKS = frozenset({'"', "″", "“", "”", "〃", "''", "//"})
_DITTO_STARTS = frozenset("nN-– '\"/").union(_DITTO_MARKS)  # told first, since folding every text of a log is slow
_FEW_TIMES = 3  # times of day that are remembered of a column of dates

_WORDLESS = frozenset({Code.DATE_UNREADABLE, Code.NUMBER_UNREADABLE})


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that its column's check refused."""

    code: Code
    message: str
    hint: str
    month_first: bool = False  # a date with the month before the day


_AS_ABOVE = object()  # what a cell holds that repeats the value above it
_NOTHING_ABOVE = Refused(
    Code.VALUE_MISSING, "ghi “như trên” nhưng phía trên không có giá trị", "Gõ đủ giá trị vào ô này."
)


UNCOUNTED = Refused(Code.CHOICE_UNKNOWN, "", "")  # a value of which the workspace says that its rows do not count


@dataclass(kw_only=True)
class ColumnReader:
    """Checks the cells of one column and remembers what it made of each distinct value."""

    declared: Field
    index: int  # within the sheet's rows
    words: Words  # of the workspace for values of this column
    known: dict[Cell, object] = field(default_factory=lambda: {"": None})
    days_late: int = 0  # by which the day numbers of its dates are to be moved
    refuses: bool = False
    dates: dict[str, int] = field(default_factory=dict)  # the first row of a real date and of a date as text
    # the rows of each value that gives a choice as a number
    numbered: dict[Cell, list[int]] = field(default_factory=dict)
    times: set[time] = field(default_factory=set)  # the first few times of day that its dates have
    repeats: bool = False
    dittos: list[int] = field(default_factory=list)  # rows whose cell repeats the value above
    above: object = _NOTHING_ABOVE  # the last value, which a ditto mark repeats

    def read(self, cells: Sequence[Cell], first_row: int) -> list[object]:
        """Return the typed values in order, None for an empty cell and `Refused` for a refused one."""
        values = _spelt(cells) if _may_be_truth(self.known) else cells
        with suppress(KeyError):  # most chunks of most columns hold nothing new
            found = list(map(self.known.__getitem__, values))
            self._note_numbers(values, first_row)
            return self._as_above(found, first_row)
        if len(self.known) > _REMEMBERED:
            self.known = {"": None}
        distinct = set(values)
        if _may_be_truth(distinct):
            values = _spelt(cells)
            distinct = set(values)
        fresh = distinct.difference(self.known)
        self._learn(fresh)
        if self.declared.holds_dates:
            self._note_dates(fresh, values, first_row)
            self._note_times(fresh)
        if self.declared.column.notes_numbers:
            for value in filter(self._gives_a_number, fresh):
                self.numbered.setdefault(value, [])
            self._note_numbers(values, first_row)
        return self._as_above(list(map(self.known.__getitem__, values)), first_row)

    def suspects(self, values: list[object]) -> Iterator[int]:
        """Yield the indexes of refused values, and of empty ones in a required column."""
        if self.declared.required and None in values:
            yield from (index for index, value in enumerate(values) if value is None)
        if self.refuses:
            yield from (index for index, value in enumerate(values) if type(value) is Refused)

    def _learn(self, fresh: set[Cell]) -> None:
        self.known.update(dict.fromkeys(fresh))
        dittos = {value for value in fresh if type(value) is str and _is_ditto(value)}
        if dittos:
            self.repeats = True
            self.known.update(dict.fromkeys(dittos, _AS_ABOVE))
            fresh = fresh - dittos
        if uncounted := {value for value in fresh if self._is_uncounted(value)}:
            self.refuses = True
            self.known.update(dict.fromkeys(uncounted, UNCOUNTED))
            fresh = fresh - uncounted
        filled = [value for value in fresh if not isinstance(value, str) or not is_blank(value)]
        meant = [self.words.get(_key_of(value), value) for value in filled] if self.words else filled
        if self.days_late and self.declared.holds_dates:
            meant = [_later(value, self.days_late) for value in meant]
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

    def _is_uncounted(self, value: Cell) -> bool:
        """Tell whether the workspace says that rows of a value are not to be counted."""
        return bool(self.words) and fold(self.words.get(_key_of(value), "")) == fold(NOT_COUNTED)

    def _as_above(self, values: list[object], first_row: int) -> list[object]:
        """Give each cell with a ditto mark the value above it."""
        if not self.repeats:
            self.above = next((value for value in reversed(values) if value is not None), self.above)
            return values
        for index, value in enumerate(values):
            if value is _AS_ABOVE:
                values[index] = self.above
                self.dittos.append(first_row + index)
                self.refuses |= type(self.above) is Refused
            elif value is not None:
                self.above = value
        return values

    def _refusal(self, context: dict[str, object], cell: Cell) -> Refused:
        column, code, hint = self.declared.column, Code[str(context["code"])], str(context["hint"])
        if context.get("unlike") and not reads_like_a_name(str(cell)):
            hint = f"{hint} {settings_hint('choices', column.header, str(cell), '…')}"
        if not self.declared.required and code in _WORDLESS and not any(map(str.isdigit, str(cell))):
            hint = f"{hint} {column.note}"  # a word such as “chưa xong”: what an empty cell or a number would say
        message = "Giá trị không hợp lệ" if column.person else str(context["message"])
        return Refused(code, message, hint, bool(context.get("month_first")))

    def _gives_a_number(self, cell: Cell) -> bool:
        """Tell whether a cell names its choice by a number; a word that cchc.toml explains has one sense only."""
        is_choice = type(self.known[cell]) is not Refused and any(map(str.isdigit, str(cell)))
        return is_choice and _key_of(cell) not in self.words

    def _note_numbers(self, values: Sequence[Cell], first_row: int) -> None:
        for number, rows in self.numbered.items():
            rows += [first_row + index for index, value in enumerate(values) if value == number]

    def _note_times(self, fresh: set[Cell]) -> None:
        """Remember the times of day of a column's dates, until there are more than matter."""
        for value in fresh:
            if len(self.times) >= _FEW_TIMES:
                return
            if isinstance(self.known[value], date):
                self.times.add(_time_in(value))

    def _note_dates(self, fresh: set[Cell], values: Sequence[Cell], first_row: int) -> None:
        """Remember the first row of each kind of date that is met for the first time."""
        for kind, is_of_kind in _DATE_KINDS.items():
            if kind not in self.dates and any(is_of_kind(value, self.known[value]) for value in fresh):
                index = next(index for index, value in enumerate(values) if is_of_kind(value, self.known[value]))
                self.dates[kind] = first_row + index


def _is_ditto(text: str) -> bool:
    """Tell whether a text is a mark for “as above”: -nt-, như trên, ″."""
    if len(text) > len("- như trên -") or text[:1] not in _DITTO_STARTS:
        return False
    return fold(text) in _DITTO_WORDS or clean(text).strip("-– ") in _DITTO_MARKS


def _later(cell: Cell, days: int) -> Cell:
    """Move a day number; a real date has been counted from the right day already."""
    if isinstance(cell, timedelta):
        return cell + timedelta(days=days)
    return cell + days if isinstance(cell, int | float) else cell


def _time_in(cell: Cell) -> time:
    """Return the time of day in the cell of a readable date; midnight where there is none."""
    if isinstance(cell, str):
        return parse_moment(cell).time() if ":" in cell else time()
    return cell.time() if isinstance(cell, datetime) else time()


def _may_be_truth(values: Container[Cell]) -> bool:
    """Tell whether TRUE or FALSE may be among values: as keys they are the same as 1 and 0."""
    return 1 in values or 0 in values


def _spelt(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells with TRUE and FALSE as texts."""
    return [_SPELT[cell] if type(cell) is bool else cell for cell in cells]


def _key_of(cell: Cell) -> str:
    """Return the key of a cell as a word."""
    return fold(as_typed(cell))


def as_typed(cell: Cell) -> str:
    """Return a cell as it was typed: a whole number has no `.0`."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _is_real(cell: Cell, value: object) -> bool:
    return isinstance(value, date) and not isinstance(cell, str)


def _is_text(cell: Cell, value: object) -> bool:
    return isinstance(value, date) and isinstance(cell, str)


def _is_month_first(_: Cell, value: object) -> bool:
    return isinstance(value, Refused) and value.month_first


def _is_half_day(cell: Cell, _: object) -> bool:
    return isinstance(cell, str) and month_first_by_half_day(cell) is True


def _is_half_day_after_day(cell: Cell, _: object) -> bool:
    return isinstance(cell, str) and month_first_by_half_day(cell) is False


_DATE_KINDS = {
    "real": _is_real,
    "text": _is_text,
    "month first": _is_month_first,
    "half day": _is_half_day,
    "half day after day": _is_half_day_after_day,
}
