"""Copies of one thing in several places, and how the tables are put together again when one row stands for all of them.

Knows which rows are copies only by the keys it is given, and nothing of what a thing is.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from typing import Generic

from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.tables.column import fields_of
from cchc_report.tables.ledger import Fate, Fates
from cchc_report.tables.table import Model, RowReference, SheetPart, Table


@dataclass(frozen=True, eq=False)
class RowCopy(Generic[Model]):
    """One row of a thing that stands in several places."""

    part: SheetPart[Model]
    number: int  # of the part
    index: int

    def value(self, field: str) -> object:
        """Return what stands in a column of the row, None where nothing does."""
        column = self.part.columns.get(field)
        return column[self.index] if column is not None else None

    def place(self, field: str) -> Place:
        """Return the cell of a field."""
        return self.part.place(self.index, field)

    @property
    def reference(self) -> RowReference:
        """The row of the workbook."""
        return self.part.reference(self.index)

    @property
    def row(self) -> tuple[object, ...]:
        """The whole row, for comparison."""
        return tuple(self.value(field) for field in fields_of(self.part.model))

    def is_beside(self, other: "RowCopy[Model]") -> bool:
        """Tell whether both stand in one block of one sheet."""
        return self.number == other.number


@dataclass(frozen=True)
class MergedRow(Generic[Model]):
    """The copy that is kept, the others, and what of their cells the kept one lacks or is told by them."""

    kept: RowCopy[Model]
    others: tuple[RowCopy[Model], ...]
    values: Mapping[str, object] = attribute(default_factory=dict)  # by field, where they are not the kept row's own

    @property
    def fates(self) -> Fates:
        """What becomes of the other rows: identical ones are repeated, the rest superseded."""
        mine = self.kept.row
        return {
            copy.reference: Fate.REPEATED if copy.row == mine else Fate.SUPERSEDED
            for copy in self.others
            if copy.reference != self.kept.reference
        }


@dataclass(frozen=True)
class United(Generic[Model]):
    """One table of the parts, what is said of what stood more often, and what became of the rows left out."""

    table: Table[Model]
    diagnostics: tuple[Diagnostic, ...] = ()
    fates: Fates = attribute(default_factory=dict)


def copies_by_key(parts: Sequence[SheetPart[Model]], keys: Sequence[Sequence[Hashable]]) -> list[list[RowCopy[Model]]]:
    """Return the copies of each key that stands more than once, without an object for those that do not."""
    once: set[Hashable] = set()
    again: set[Hashable] = set()
    for column in keys:
        distinct = set(column)
        again |= distinct & once
        if len(distinct) < len(column):
            again |= _repeated(column)
        once |= distinct
    if not again:
        return []
    copies: dict[Hashable, list[RowCopy[Model]]] = defaultdict(list)
    for number, (part, column) in enumerate(zip(parts, keys, strict=True)):
        for index, key in enumerate(column):
            if key in again:
                copies[key].append(RowCopy(part, number, index))
    return list(copies.values())


def _repeated(column: Iterable[Hashable]) -> set[Hashable]:
    seen: set[Hashable] = set()
    again: set[Hashable] = set()
    for key in column:
        (again if key in seen else seen).add(key)
    return again


def put_together(parts: Sequence[SheetPart[Model]], merged: Iterable[MergedRow[Model]]) -> tuple[SheetPart[Model], ...]:
    """Return the parts without the rows that other copies stand for, the kept rows with what the others know.

    A kept row that gains a column its sheet lacks goes into a part of its own, of the same sheet: what the sheet does not
    know of its other rows stays unknown.
    """
    gone: defaultdict[int, set[int]] = defaultdict(set)
    gains: defaultdict[int, dict[int, Mapping[str, object]]] = defaultdict(dict)
    for one in merged:
        for copy in one.others:
            gone[copy.number].add(copy.index)
        if one.values:
            gains[one.kept.number][one.kept.index] = one.values
    found: list[SheetPart[Model]] = []
    for number, part in enumerate(parts):
        if number in gone or number in gains:
            found += _rebuilt(part, gone[number], gains[number])
        else:
            found.append(part)
    return tuple(found)


def _rebuilt(
    part: SheetPart[Model], gone: set[int], gains: Mapping[int, Mapping[str, object]]
) -> Iterator[SheetPart[Model]]:
    wider: defaultdict[frozenset[str], list[int]] = defaultdict(list)
    for index, values in gains.items():
        wider[frozenset(values).difference(part.columns)].append(index)
    wider.pop(frozenset(), None)  # gains in columns that the sheet has
    patched = replace(part, columns=_patched(part.columns, gains)) if gains else part
    out = gone.union(*wider.values())
    yield patched.keep([index not in out for index in range(len(part))])
    for fields, indexes in sorted(wider.items(), key=lambda item: sorted(item[0])):
        yield _widened(patched, fields, sorted(indexes), gains)


def _patched(columns: Mapping[str, list[object]], gains: Mapping[int, Mapping[str, object]]) -> dict[str, list[object]]:
    """Return the columns with what some rows gain in them."""
    found = {name: list(values) for name, values in columns.items()}
    for index, values in gains.items():
        for field in values.keys() & found.keys():
            found[field][index] = values[field]
    return found


def _widened(
    part: SheetPart[Model], fields: frozenset[str], indexes: list[int], gains: Mapping[int, Mapping[str, object]]
) -> SheetPart[Model]:
    chosen = set(indexes)
    narrow = part.keep([index in chosen for index in range(len(part))])
    more = {field: [gains[index][field] for index in indexes] for field in sorted(fields)}
    return replace(narrow, columns=narrow.columns | more)
