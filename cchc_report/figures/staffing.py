"""The figures of staff in service at the cut-off: how many, in which groups, with which qualifications."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure, FigureInList, FigureKind, Rows, rate
from cchc_report.figures.tally import Tally
from cchc_report.ground.numbers import percent
from cchc_report.tables.sheets.staffing import Person, PoliticalTheory, Qualification, StaffGroup
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
        return Figure(
            name=f"staffing.{name}", label=label, value=tally.count(chooses, needs), rule=rule, find_rows=rows
        )

    groups = groups_of(tally)
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
            name="staffing.groups",
            label="Cán bộ, công chức theo nhóm",
            value=groups,
            rule=present,
            kind=FigureKind.LIST,
            find_rows=partial(table.rows_where, lambda person: is_in_service(person, cutoff)),
            find_parts=partial(_parts, groups or (), table, cutoff),
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


def _parts(groups: tuple[Group, ...], table: Table[Person], cutoff: date) -> tuple[FigureInList, ...]:
    """Return the numbers in the groups: people of each, and of each level with their share."""
    return tuple(part for group in groups for part in _parts_of(group, table, cutoff))


def _parts_of(group: Group, table: Table[Person], cutoff: date) -> Iterator[FigureInList]:
    name, present = f"staffing.groups[{group.name}]", f"Người đang làm việc ngày {cutoff:%d/%m/%Y}, nhóm {group.name}"

    def rows(chooses: Callable[[Person], bool]) -> Callable[[], Rows]:
        return partial(
            table.rows_where,
            lambda person: is_in_service(person, cutoff) and person.group.value == group.name and chooses(person),
        )

    whole = Figure(name=name, label=group.name, value=group.count, rule=present, find_rows=rows(lambda _: True))
    yield FigureInList(group, "count", whole)
    for listed, levels, column, field in (
        (f"{name}.qualifications", group.qualifications, "Trình độ chuyên môn", "qualification"),
        (f"{name}.political_theory", group.political_theory, "Lý luận chính trị", "political_theory"),
    ):
        for level in levels:
            has_level = partial(_has_level, field, level.name)
            rule = f"{present}, {column} {level.name}"
            label = f"{group.name}, {column[0].lower()}{column[1:]} {level.name}"
            found = Figure(
                name=f"{listed}[{level.name}]", label=label, value=level.count, rule=rule, find_rows=rows(has_level)
            )
            yield FigureInList(level, "count", found)
            yield FigureInList(level, "share", rate(f"{found.name}.share", f"Tỷ lệ {label}", found, whole))


def _has_level(field: str, level: str, person: Person) -> bool:
    found: Choice = getattr(person, field)
    return found.value == level


def _shares(levels: type[Choice], found: Iterable[tuple[Choice, int]], whole: int) -> tuple[Share, ...]:
    counts: Counter[Choice] = Counter()
    for level, count in found:
        counts[level] += count
    return tuple(Share(level.value, counts[level], percent(counts[level], whole)) for level in levels if counts[level])
