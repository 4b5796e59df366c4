"""A figure is a named selection of rows: one predicate on their kinds counts them, lists them and adds up over communes.

Knows no subject: each declares its figures as data, and tells how its rows become kinds.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Generic, TypeAlias, TypeVar

from cchc_report.figures.figure import Figure, Rows, rate
from cchc_report.figures.tally import Kind, Tally
from cchc_report.tables.column import SheetModel
from cchc_report.tables.table import SheetPart, Table

_Row = TypeVar("_Row", bound=SheetModel)
Chooses: TypeAlias = Callable[[Kind], bool]


@dataclass(frozen=True, kw_only=True)
class Selection(Generic[Kind]):
    """A figure that counts the rows of some kinds."""

    name: str  # its full name: "dossiers.on_time"
    label: str
    rule: str  # which rows it counts, in Vietnamese; {day} stands for the last day counted
    chooses: Chooses[Kind]
    needs: frozenset[str] = frozenset()  # what a commune has to know of its rows to be counted

    def count(self, tally: Tally[Kind]) -> int | None:
        """Return how many rows there are, None where nobody knows what is asked for."""
        return tally.count(self.chooses, self.needs)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """A figure that is one selection's share of another, in percent, over the communes that know both."""

    name: str
    label: str
    part: str
    whole: str
    needs: frozenset[str] = frozenset()  # what a commune has to know beside what the two selections need


@dataclass(frozen=True, kw_only=True)
class Population(Generic[Kind]):
    """What a subject's figures are selected from: the counts of kinds, and the way to the rows behind them."""

    tally: Tally[Kind]
    find_rows: Callable[[Chooses[Kind]], Rows]
    day: date  # the last day counted
    sheets: tuple[tuple[str, str], ...] = ()  # file and sheet of the rows, where they are many and slow to find


def figures_of(declared: Iterable[Selection[Kind] | Rate], population: Population[Kind]) -> list[Figure]:
    """Return the declared figures in order; a rate comes after its part and whole."""
    selections: dict[str, Selection[Kind]] = {}
    found: dict[str, Figure] = {}
    for one in declared:
        if isinstance(one, Rate):
            found[one.name] = _share(one, selections, found, population.tally)
        else:
            selections[one.name] = one
            found[one.name] = _selected(one, population)
    return list(found.values())


def _selected(selection: Selection[Kind], population: Population[Kind]) -> Figure:
    return Figure(
        name=selection.name,
        label=selection.label,
        value=selection.count(population.tally),
        rule=selection.rule.format(day=f"ngày {population.day:%d/%m/%Y}"),
        find_rows=partial(population.find_rows, selection.chooses),
        sheets=population.sheets,
    )


def _share(
    wanted: Rate, selections: Mapping[str, Selection[Kind]], found: Mapping[str, Figure], tally: Tally[Kind]
) -> Figure:
    part, whole = selections[wanted.part], selections[wanted.whole]
    needs = part.needs | whole.needs | wanted.needs
    counted = replace(found[part.name], value=tally.count(part.chooses, needs))
    return rate(wanted.name, wanted.label, counted, found[whole.name], tally.count(whole.chooses, needs))


def tally_of(
    table: Table[_Row],
    kind_of: Callable[[_Row], Kind | None],
    unknown: Callable[[SheetPart[_Row]], Iterable[str]],
) -> Tally[Kind]:
    """Return how many rows of a table are of each kind, apart for what each sheet does not know of its rows."""
    return Tally.of_sheets((kinds_in(part, kind_of), unknown(part)) for part in table.parts)


def kinds_in(part: SheetPart[_Row], kind_of: Callable[[_Row], Kind | None]) -> Counter[Kind]:
    """Return how many rows of a sheet are of each kind; a row that is of none is not counted."""
    return Counter(kind for _, row in part.records() if (kind := kind_of(row)) is not None)


def lacking(table: Table[_Row], fields: Iterable[str], part: SheetPart[_Row]) -> tuple[str, ...]:
    """Return the columns of which a sheet does not know its rows' values: it lacks them, or nobody fills them."""
    return tuple(field for field in fields if not table.knows(part, field))


def rows_of_kinds(table: Table[_Row], kind_of: Callable[[_Row], Kind | None], chooses: Chooses[Kind]) -> Rows:
    """Return the rows of a table whose kind is chosen."""
    return table.rows_where(lambda row: (kind := kind_of(row)) is not None and chooses(kind))


def every(_kind: object) -> bool:
    """Choose every row that is counted."""
    return True
