"""The figures of staff in service at the cut-off: how many, in which groups, with which qualifications."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure, FigureKind
from cchc_report.figures.tally import Tally
from cchc_report.numbers import percent
from cchc_report.tables.staffing import Person, PoliticalTheory, Qualification, StaffGroup
from cchc_report.tables.table import Table
from cchc_report.tables.values import Choice


@dataclass(frozen=True)
class Share:
    """How many of a group have one level of something, and the percentage of the group that is."""

    name: str
    count: int
    share: Decimal | None


@dataclass(frozen=True)
class Group:
    """A group of staff, with the levels that occur in it, the highest first."""

    name: str
    count: int
    qualifications: tuple[Share, ...]
    political_theory: tuple[Share, ...]


class PersonKind(NamedTuple):
    """All that the figures ask of a person: nobody's name."""

    group: StaffGroup
    qualification: Qualification
    political_theory: PoliticalTheory
    leader: bool
    disciplined: bool


NOBODY: Table[Person] = Table(Person)


def tally_staff(table: Table[Person], cutoff: date) -> Tally[PersonKind]:
    """Return the kinds of the persons in service at the cut-off; without the sheet all is unknown."""
    if not table:
        return Tally()
    present = Counter(kind_of(person) for _, person in table.records() if is_in_service(person, cutoff))
    return Tally.of(present, (field for field in ("leader", "disciplined") if not table.has(field)))


def kind_of(person: Person) -> PersonKind:
    """Return a person's kind."""
    return PersonKind(
        person.group, person.qualification, person.political_theory, bool(person.leader), bool(person.disciplined)
    )


def staffing_figures(tally: Tally[PersonKind], cutoff: date, table: Table[Person] = NOBODY) -> list[Figure]:
    """Return the figures of a tally, of one commune's staff or of many; the rows are looked for in the table."""

    def figure(name: str, label: str, rule: str, chooses: Callable[[PersonKind], bool], *needs: str) -> Figure:
        rows = partial(table.rows_where, lambda person: is_in_service(person, cutoff) and chooses(kind_of(person)))
        return Figure(f"staffing.{name}", label, tally.count(chooses, needs), rule, find_rows=rows)

    present = f"Người đang làm việc ngày {cutoff:%d/%m/%Y}"
    return [
        figure("total", "Tổng số cán bộ, công chức", present, lambda _: True),
        figure("officials", "Cán bộ", f"{present}, nhóm Cán bộ", lambda person: person.group is StaffGroup.OFFICIAL),
        figure(
            "civil_servants",
            "Công chức",
            f"{present}, nhóm Công chức",
            lambda person: person.group is StaffGroup.CIVIL_SERVANT,
        ),
        figure(
            "disciplined_leaders",
            "Lãnh đạo bị kỷ luật",
            f"{present}, cột Lãnh đạo và cột Kỷ luật ghi Có",
            lambda person: person.leader and person.disciplined,
            "leader",
            "disciplined",
        ),
        figure(
            "disciplined_civil_servants",
            "Công chức bị kỷ luật",
            f"{present}, nhóm Công chức, cột Kỷ luật ghi Có",
            lambda person: person.group is StaffGroup.CIVIL_SERVANT and person.disciplined,
            "disciplined",
        ),
        Figure(
            "staffing.groups",
            "Cán bộ, công chức theo nhóm",
            groups_of(tally),
            present,
            FigureKind.LIST,
            find_rows=partial(table.rows_where, lambda person: is_in_service(person, cutoff)),
        ),
    ]


def is_in_service(person: Person, day: date) -> bool:
    """Tell whether a person works for the commune on a day; the last day of service counts."""
    return (person.started_on is None or person.started_on <= day) and (
        person.ended_on is None or person.ended_on >= day
    )


def groups_of(tally: Tally[PersonKind]) -> tuple[Group, ...] | None:
    """Return the groups that have anyone in service, None where staff is unknown."""
    kinds = tally.kinds()
    return None if kinds is None else tuple(group for name in StaffGroup if (group := _group(name, kinds)).count)


def _group(name: StaffGroup, kinds: Counter[PersonKind]) -> Group:
    people = [(kind, count) for kind, count in kinds.items() if kind.group is name]
    whole = sum(count for _, count in people)
    return Group(
        name.value,
        whole,
        _shares(Qualification, ((kind.qualification, count) for kind, count in people), whole),
        _shares(PoliticalTheory, ((kind.political_theory, count) for kind, count in people), whole),
    )


def _shares(levels: type[Choice], found: Iterable[tuple[Choice, int]], whole: int) -> tuple[Share, ...]:
    counts: Counter[Choice] = Counter()
    for level, count in found:
        counts[level] += count
    return tuple(Share(level.value, counts[level], percent(counts[level], whole)) for level in levels if counts[level])
