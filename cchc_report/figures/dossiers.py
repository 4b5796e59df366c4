"""The figures of dossiers: a Counter of kinds counts them, the rows of those kinds explain them.

One pass reduces the log to a Counter of kinds; those of quarters, communes and provinces add up.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import chain
from typing import cast

from cchc_report.figures.dossier_kinds import Dimension, DossierKind, Facts, Outcome, kind_of
from cchc_report.figures.dossier_selections import RATES_OF_TOTAL, SELECTIONS
from cchc_report.figures.figure import Figure, Rows
from cchc_report.figures.selection import Chooses, Population, Rate, figures_of
from cchc_report.figures.tally import Tally
from cchc_report.ground.periods import Period
from cchc_report.tables.sheets.dossiers import Channel, DossierRow
from cchc_report.tables.table import SheetPart, Table

RowsByKind = list[tuple[SheetPart[DossierRow], dict[DossierKind, list[int]]]]  # of each part, by index
NO_LOG: Table[DossierRow] = Table(DossierRow)


class Denominator(Enum):
    """How the on-time rate is worked out; offices use all of these, so a form names its own. None exceeds 100 %."""

    TOTAL = "total"  # of all dossiers of the period: the published report of 2023
    FINISHED = "finished"  # of those finished: the province's one-stop software; "resolved" is read as it
    DUE = "due"  # of those whose day has come: finished or overdue
    INDEX = "index"  # those on time and those still within their time, of all: Quyết định 766/QĐ-TTg

    @classmethod
    def _missing_(cls, value: object) -> "Denominator | None":
        return cls.FINISHED if value == "resolved" else None

    @property
    def part(self) -> str:
        """The figure that the rate is a share of another with."""
        return "dossiers.in_time" if self is Denominator.INDEX else "dossiers.on_time"

    @property
    def whole(self) -> str:
        """The figure that the rate is a share of."""
        return "dossiers.total" if self is Denominator.INDEX else f"dossiers.{self.value}"


@dataclass(frozen=True)
class DossierCounts:
    """How many dossiers there are of each kind, and which dimensions the log does not know."""

    kinds: Counter[DossierKind]
    unknown: frozenset[Dimension]

    def __add__(self, other: "DossierCounts") -> "DossierCounts":
        """Add the counts of two logs; what one does not know, the sum does not know."""
        return DossierCounts(self.kinds + other.kinds, self.unknown | other.unknown)

    @property
    def tally(self) -> Tally[DossierKind]:
        """The counts as those of other communes are added to them."""
        return Tally.of(self.kinds, self.unknown)


def count_dossiers(table: Table[DossierRow], period: Period) -> DossierCounts:
    """Reduce the log to its counts of kinds."""
    counts = DossierCounts(Counter(), frozenset())
    for part, rows in rows_by_kind(table, period):
        kinds = Counter({kind: len(indexes) for kind, indexes in rows.items()})
        counts += DossierCounts(kinds, frozenset(_unknown(part, kinds)))
    return counts


def rows_by_kind(table: Table[DossierRow], period: Period) -> RowsByKind:
    """Return the rows of each kind that a period counts: one pass over the log, whoever asks."""
    return table.once(("rows by kind", period), lambda: [(part, _rows_of_kinds(part, period)) for part in table.parts])


def _rows_of_kinds(part: SheetPart[DossierRow], period: Period) -> dict[DossierKind, list[int]]:
    found: dict[DossierKind, list[int]] = {}
    for index, facts in enumerate(facts_of(part)):
        kind = kind_of(facts, period)
        if kind is not None:
            found.setdefault(kind, []).append(index)
    return found


def counted(part: SheetPart[DossierRow], period: Period) -> Iterator[tuple[Facts, DossierKind, int]]:
    """Yield the distinct dossiers that a period counts, each with its kind and how many there are of it."""
    for facts, count in Counter(facts_of(part)).items():
        kind = kind_of(facts, period)
        if kind is not None:
            yield facts, kind, count


def facts_of(part: SheetPart[DossierRow]) -> Iterator[Facts]:
    """Yield what the kinds of a log's dossiers depend on, row by row."""
    make = cast("Callable[[tuple[object, ...]], Facts]", partial(tuple.__new__, Facts))  # in C, for every row of a log
    return map(make, zip(*(part.column(name, object) for name in Facts._fields), strict=True))


def _unknown(part: SheetPart[DossierRow], kinds: Counter[DossierKind]) -> Iterator[Dimension]:
    """Yield the dimensions of which a log has no value at all although the question arises for some of its dossiers."""
    finished = any(kind.outcome.is_finished for kind in kinds)
    online = any(kind.channel is Channel.ONLINE for kind in kinds)
    has_finish = part.has("finished_at") or part.has("status")
    if kinds and not has_finish:
        yield Dimension.FINISH
    asked = {
        Dimension.CHANNEL: (("channel",), any(not kind.carried_over for kind in kinds)),
        Dimension.LEVEL: (("level",), online),
        Dimension.RETURN: (("returned_by",), finished),
        Dimension.PUBLISHED: (("published", "published_on"), finished),
        Dimension.APOLOGISED: (("apologised", "apologised_on"), bool(kinds)),
    }
    for dimension, (fields, arises) in asked.items():
        if arises and not any(map(part.has_values, fields)):
            yield dimension


def overdue_by_field(table: Table[DossierRow], period: Period) -> dict[str, int]:
    """Return how many dossiers are overdue at the cut-off, finished or not, by their Lĩnh vực as it is written."""
    overdue: Counter[str] = Counter()
    for part, rows in rows_by_kind(table, period):
        fields = part.column("field", str)
        for kind, indexes in rows.items():
            if kind.outcome in (Outcome.OVERDUE, Outcome.PENDING_OVERDUE):
                overdue.update(fields[index] or "" for index in indexes)
    return dict(sorted(overdue.items()))


def tally_dossiers(table: Table[DossierRow], period: Period) -> Tally[DossierKind]:
    """Return the kinds of a commune's dossiers; without a log all is unknown."""
    return count_dossiers(table, period).tally if table else Tally()


def dossier_figures(
    tally: Tally[DossierKind], denominator: Denominator, period: Period, table: Table[DossierRow] = NO_LOG
) -> list[Figure]:
    """Return the figures of a tally, of one commune's log or of many; the rows are looked for in the table."""
    on_time_rate = Rate(
        name="dossiers.on_time_rate",
        label="Tỷ lệ hồ sơ đúng hẹn",
        part=denominator.part,
        whole=denominator.whole,
    )
    population = Population(
        tally=tally,
        find_rows=partial(_chosen, table, period),
        day=period.cutoff,
        sheets=tuple((part.file, part.sheet) for part in table.parts),
    )
    return figures_of((*SELECTIONS, on_time_rate, *RATES_OF_TOTAL), population)


def _chosen(table: Table[DossierRow], period: Period, chooses: Chooses[DossierKind]) -> Rows:
    """Return the rows whose kind is chosen, as they stand in the log."""
    return tuple(
        part.reference(index)
        for part, by_kind in rows_by_kind(table, period)
        for index in sorted(chain.from_iterable(rows for kind, rows in by_kind.items() if chooses(kind)))
    )
