"""The figures of dossiers: a Counter of kinds counts them, the rows of those kinds explain them.

One pass reduces the log to a Counter of kinds; those of quarters, communes and provinces add up.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from enum import Enum
from functools import partial
from itertools import chain
from typing import cast

from cchc_report.figures.domains import Domain
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


def questions(kinds: Collection[DossierKind]) -> dict[Dimension, tuple[str, ...]]:
    """Return what is asked of dossiers of some kinds, each with the columns that tell it."""
    asked = {
        Dimension.CHANNEL: (("channel",), any(not kind.carried_over for kind in kinds)),
        Dimension.FIELD: (("field",), bool(kinds)),
        Dimension.LEVEL: (("level",), any(kind.channel is Channel.ONLINE for kind in kinds)),
        Dimension.RETURN: (("returned_by",), any(kind.outcome.is_finished for kind in kinds)),
        Dimension.PUBLISHED: (("published", "published_on"), any(kind.outcome.is_finished for kind in kinds)),
        Dimension.APOLOGISED: (("apologised", "apologised_on"), bool(kinds)),
    }
    return {dimension: fields for dimension, (fields, arises) in asked.items() if arises}


def unknown_of(
    table: Table[DossierRow], part: SheetPart[DossierRow], asked: Mapping[Dimension, tuple[str, ...]]
) -> set[Dimension]:
    """Return the dimensions that one log of several does not know: its columns are not there, or nobody fills them."""
    unknown = {
        dimension for dimension, fields in asked.items() if not any(table.knows(part, field) for field in fields)
    }
    if asked and not (part.has("finished_at") or part.has("status")):
        unknown.add(Dimension.FINISH)
    return unknown


def unclear_domains(kinds: Collection[DossierKind]) -> set[Dimension]:
    """Return the domains that some dossiers may belong to, whatever log they stand in."""
    domains = {kind.domain for kind in kinds}
    asked = {
        Dimension.LAND: {Domain.MAYBE_LAND, Domain.MAYBE_EITHER},
        Dimension.CONSTRUCTION: {Domain.MAYBE_CONSTRUCTION, Domain.MAYBE_EITHER},
    }
    return {dimension for dimension, maybe in asked.items() if maybe & domains}


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
    """Return the kinds of a commune's dossiers, apart for what each log does not know; without a log all is unknown."""
    found = [
        (part, Counter({kind: len(indexes) for kind, indexes in rows.items()}))
        for part, rows in rows_by_kind(table, period)
    ]
    all_kinds = frozenset(chain.from_iterable(kinds for _, kinds in found))
    asked, unclear = questions(all_kinds), unclear_domains(all_kinds)
    return Tally.of_sheets((kinds, unknown_of(table, part, asked) | unclear) for part, kinds in found)


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
