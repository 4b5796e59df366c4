"""Columns that are not read but whose values look as if they decided figures: quantities, states, units, rows crossed out.

Looks at distinct values only, so that a long log costs next to nothing; the rows that do not count are left out at the end.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.ground.text import clean, fold
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.header import Header
from cchc_report.tables.not_one import cancels
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow, Status
from cchc_report.tables.sheets.procedures import Procedure, ProcedureStatus
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.values import Choice
from cchc_report.tables.vocabulary import NOT_COUNTED, Words, settings_hint
from cchc_report.workbook.sheet import Cell, Sheet

_DISTINCT = 1000  # of a column; one with more is no column of states or quantities
_WATCHED = frozenset({DossierRow, IssuedDocument, Procedure, Person, Task})
_QUANTITY = re.compile(
    r"(?:tong )?(?:so luong|sl|so bo|so ban|so ho so|so van ban|so nguoi|so luot)(?: (?:ho so|hs|van ban|vb|nguoi|bo|ban|thu tuc|nhiem vu|tiep nhan|phat hanh))*"
)
_UNIT = re.compile(r"\b(?:ubnd|ủy ban|uỷ ban)?\s*(?:xã|phường|thị trấn)\s+\S", re.IGNORECASE)
# States that decide whether and how a row counts; other choices that are not there leave their figures empty.
_STATES: Mapping[type[SheetModel], tuple[str, type[Choice]]] = {
    DossierRow: ("status", Status),
    Procedure: ("status", ProcedureStatus),
}
_MOSTLY = 0.8


@dataclass
class _Seen:
    values: dict[Cell, int] = field(default_factory=dict)  # each distinct value, with its first row
    is_full: bool = False

    def take(self, first: int, column: Sequence[Cell]) -> set[Cell]:
        """Remember new values, while there are few, and return them."""
        fresh = set(column).difference(self.values)
        fresh.discard("")
        self.is_full |= len(fresh) + len(self.values) > _DISTINCT
        if not self.is_full:
            self.values |= {value: first + column.index(value) for value in fresh}
        return fresh


@dataclass(kw_only=True)
class UnreadColumns:
    """What the columns of a block that no field claims have held so far."""

    sheet: Sheet
    model: type[SheetModel]
    header: Header
    seen: dict[int, _Seen] = field(default_factory=dict)
    crossed: set[Cell] = field(default_factory=set)  # the words that cross out
    cancelled: dict[int, tuple[int, str]] = field(default_factory=dict)  # by row, the column and the words

    @classmethod
    def below(cls, sheet: Sheet, model: type[SheetModel], header: Header, words: Words) -> "UnreadColumns":
        """Watch the columns of a header, but for those that the workspace says are not to be counted."""
        left_out = {key for key, said in words.items() if fold(said) == fold(NOT_COUNTED)}
        unread = [index for index, text in header.unmatched.items() if text and fold(text) not in left_out]
        return cls(
            sheet=sheet,
            model=model,
            header=header,
            seen={index: _Seen() for index in unread} if model in _WATCHED else {},
        )

    def take(self, first: int, cells: Sequence[Sequence[Cell]]) -> None:
        """Look at the next rows."""
        for index, seen in self.seen.items():
            column = cells[index] if index < len(cells) else ()
            crossed = {value for value in seen.take(first, column) if type(value) is str and cancels(value)}
            self.crossed |= crossed
            if self.crossed:
                self.cancelled |= {
                    first + number: (index, str(cell)) for number, cell in enumerate(column) if cell in self.crossed
                }

    def told(self, counted: Collection[int]) -> Iterator[Diagnostic]:
        """Yield what is asked of the columns, given the rows that count."""
        if not self.seen:
            return
        rows = frozenset(counted)
        for index, seen in self.seen.items():
            text = self.header.texts[index]
            kept = {value: row for value, row in seen.values.items() if row in rows}
            if found := next((one for one in self._looks_like(text, kept, is_full=seen.is_full)), None):
                yield found_in(self.sheet, self.header, index, *found)
        noun = self.model.info.noun
        for row, (index, text) in sorted(self.cancelled.items()):
            if row in rows:
                yield Diagnostic.of(
                    Code.ROW_CANCELLED,
                    Place(file=self.sheet.file, sheet=self.sheet.name, row=row, column=self.sheet.left + index),
                    f"Dòng ghi {quote(text)} nhưng vẫn được tính là một {noun}",
                    "Nếu là dòng bỏ thì xóa khỏi sổ; nếu không thì bỏ chữ ấy đi.",
                )

    def _looks_like(self, text: str, values: Mapping[Cell, int], *, is_full: bool) -> Iterator[tuple[str, str]]:
        """Yield what a column seems to hold, and what to do about it."""
        title, noun = self.model.info.title, self.model.info.noun
        ignore = settings_hint("columns", title, text, NOT_COUNTED)
        several = next((row for value, row in values.items() if _number(value) > 1), None)
        if _QUANTITY.fullmatch(fold(text)) and several:
            yield (
                f"Cột “{clean(text)}” không được đọc: mỗi dòng tính là một {noun}, nhưng dòng {several} ghi nhiều hơn một",
                f"Tách ra mỗi {noun} một dòng. {ignore}",
            )
        elif not is_full and (asked := self._state(values)):
            yield (
                f"Cột “{clean(text)}” không được đọc, nhưng giá trị giống cột “{asked}”",
                settings_hint("columns", title, text, asked),
            )
        elif not is_full and self.model is DossierRow and self._names_units(values):
            header = fields_of(DossierRow)["unit"].column.header
            yield (
                f"Cột “{clean(text)}” không được đọc, nhưng ghi nhiều xã, phường: dòng của xã khác đang được tính",
                settings_hint("columns", title, text, header),
            )

    def _state(self, values: Mapping[Cell, int]) -> str:
        """Return the header of the state that a column seems to hold, empty where it does not."""
        name, choices = _STATES.get(self.model, ("", None))
        texts = [value for value in values if type(value) is str]
        if choices is None or name in self.header.columns or not texts:
            return ""
        known = {fold(one) for member in choices for one in (member.value, *member.synonyms)}
        likely = sum(fold(text) in known for text in texts)
        return fields_of(self.model)[name].column.header if likely >= _MOSTLY * len(texts) else ""

    def _names_units(self, values: Mapping[Cell, int]) -> bool:
        """Tell whether most values name a commune, and not all the same one: no address, that has numbers and commas."""
        texts = [value for value in values if type(value) is str]
        named = [text for text in texts if _UNIT.match(clean(text)) and "," not in text]
        return "unit" not in self.header.columns and len(named) > 1 and len(named) >= _MOSTLY * len(texts)


def _number(value: Cell) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    return float(value) if isinstance(value, str) and value.strip().isascii() and value.strip().isdecimal() else 0.0


def found_in(sheet: Sheet, header: Header, index: int, message: str, hint: str) -> Diagnostic:
    """Say at a column's header what is asked of it."""
    place = Place(file=sheet.file, sheet=sheet.name, row=sheet.top + header.row, column=sheet.left + index)
    letter = column_letters(sheet.left + index)
    return Diagnostic.of(Code.COLUMN_UNREAD_MATTERS, place, f"{message} (cột {letter})", hint)
