"""The figures of staff in service at the cut-off: how many, in which groups, with which qualifications."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure, FigureInList, FigureKind
from cchc_report.figures.selection import (
    Chooses,
    Population,
    Rate,
    Selection,
    every,
    figures_of,
    lacking,
    rows_of_kinds,
    tally_of,
)
from cchc_report.figures.tally import Tally
from cchc_report.ground.numbers import percent
from cchc_report.ground.periods import Period
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
    present: bool = True  # in service on the last day counted; else the person left before it, within the period


NOBODY: Table[Person] = Table(Person)


def _selection(name: str, label: str, rule: str, chooses: Chooses[PersonKind]) -> Selection[PersonKind]:
    return Selection(
        name=f"staffing.{name}",
        label=label,
        rule=f"Người đang làm việc {{day}}{rule}",
        chooses=lambda person: person.present and chooses(person),
    )


def _in_period(name: str, label: str, rule: str, chooses: Chooses[PersonKind], *needs: str) -> Selection[PersonKind]:
    """Declare how many there were of those who worked in the period, also who left before its last day."""
    return Selection(
        name=f"staffing.{name}",
        label=label,
        rule=f"Người làm việc trong kỳ, tính đến {{day}}{rule}",
        chooses=chooses,
        needs=frozenset(needs),
    )


STAFF: tuple[Selection[PersonKind], ...] = (
    _selection("total", "Tổng số cán bộ, công chức", "", every),
    _selection("officials", "Cán bộ", ", nhóm Cán bộ", lambda person: person.group is StaffGroup.OFFICIAL),
    _selection(
        "civil_servants", "Công chức", ", nhóm Công chức", lambda person: person.group is StaffGroup.CIVIL_SERVANT
    ),
    _in_period(
        "disciplined",
        "Cán bộ, công chức bị kỷ luật",
        ", cột Kỷ luật ghi Có",
        lambda person: person.disciplined,
        "disciplined",
    ),
    _in_period(
        "officials_in_period",
        "Cán bộ làm việc trong kỳ",
        ", nhóm Cán bộ",
        lambda person: person.group is StaffGroup.OFFICIAL,
    ),
    _in_period(
        "civil_servants_in_period",
        "Công chức làm việc trong kỳ",
        ", nhóm Công chức",
        lambda person: person.group is StaffGroup.CIVIL_SERVANT,
    ),
    _in_period(
        "disciplined_leaders",
        "Lãnh đạo bị kỷ luật",
        ", cột Lãnh đạo và cột Kỷ luật ghi Có",
        lambda person: person.leader and person.disciplined,
        "leader",
        "disciplined",
    ),
    _in_period(
        "disciplined_civil_servants",
        "Công chức bị kỷ luật",
        ", nhóm Công chức, cột Kỷ luật ghi Có",
        lambda person: person.group is StaffGroup.CIVIL_SERVANT and person.disciplined,
        "disciplined",
    ),
)


def tally_staff(table: Table[Person], period: Period) -> Tally[PersonKind]:
    """Return the kinds of the persons in service in the period; without the sheet all is unknown."""
    return tally_of(table, partial(person_kind, period), partial(lacking, table, ("leader", "disciplined")))


def person_kind(period: Period, person: Person) -> PersonKind | None:
    """Return a person's kind, None for one who left before the period or came after its last day."""
    left, came = person.ended_on, person.started_on
    if (left is not None and left < period.start) or (came is not None and came > period.cutoff):
        return None
    return PersonKind(
        person.group,
        person.qualification,
        person.political_theory,
        bool(person.leader),
        bool(person.disciplined),
        left is None or left >= period.cutoff,
    )


def staffing_figures(tally: Tally[PersonKind], period: Period, table: Table[Person] = NOBODY) -> list[Figure]:
    """Return the figures of a tally, of one commune's staff or of many; the rows are looked for in the table."""
    find_rows = partial(rows_of_kinds, table, partial(person_kind, period))
    population = Population(tally=tally, find_rows=find_rows, day=period.cutoff)
    groups, counts = groups_of(tally), figures_of(STAFF, population)
    present = counts[0]
    by_group = Figure(
        name="staffing.groups",
        label="Cán bộ, công chức theo nhóm",
        value=groups,
        rule=present.rule,
        kind=FigureKind.LIST,
        find_rows=present.find_rows,
        find_parts=partial(_parts, groups or (), population),
    )
    return [*counts, by_group]


def groups_of(tally: Tally[PersonKind]) -> tuple[Group, ...] | None:
    """Return the groups that have anyone in service, None where staff is unknown."""
    kinds = tally.kinds()
    return None if kinds is None else tuple(group for name in StaffGroup if (group := _group(name, kinds)).count)


def _group(name: StaffGroup, kinds: Counter[PersonKind]) -> Group:
    people = [(kind, count) for kind, count in kinds.items() if kind.present and kind.group is name]
    whole = sum(count for _, count in people)
    return Group(
        name.value,
        whole,
        _shares(Qualification, ((kind.qualification, count) for kind, count in people), whole),
        _shares(PoliticalTheory, ((kind.political_theory, count) for kind, count in people), whole),
    )


def _parts(groups: tuple[Group, ...], population: Population[PersonKind]) -> tuple[FigureInList, ...]:
    """Return the numbers in the groups: people of each, and of each level with their share."""
    return tuple(part for group in groups for part in _parts_of(group, population))


def _parts_of(group: Group, population: Population[PersonKind]) -> Iterator[FigureInList]:
    whole = _selection(f"groups[{group.name}]", group.name, f", nhóm {group.name}", partial(_is_in, group.name))
    levels = tuple(_levels_of(group, whole))
    declared = (whole, *(one for _, selection, share in levels for one in (selection, share)))
    found = {figure.name: figure for figure in figures_of(declared, population)}
    yield FigureInList(group, "count", found[whole.name])
    for level, selection, share in levels:
        yield FigureInList(level, "count", found[selection.name])
        yield FigureInList(level, "share", found[share.name])


def _levels_of(group: Group, whole: Selection[PersonKind]) -> Iterator[tuple[Share, Selection[PersonKind], Rate]]:
    """Yield each level that occurs in a group, with the selection of its people and the rate they are of the group."""
    for listed, field, levels, column in (
        ("qualifications", "qualification", group.qualifications, "Trình độ chuyên môn"),
        ("political_theory", "political_theory", group.political_theory, "Lý luận chính trị"),
    ):
        for level in levels:
            selection = _selection(
                f"groups[{group.name}].{listed}[{level.name}]",
                f"{group.name}, {column[0].lower()}{column[1:]} {level.name}",
                f", nhóm {group.name}, {column} {level.name}",
                partial(_has_level, group.name, field, level.name),
            )
            share = Rate(
                name=f"{selection.name}.share", label=f"Tỷ lệ {selection.label}", part=selection.name, whole=whole.name
            )
            yield level, selection, share


def _is_in(group: str, person: PersonKind) -> bool:
    return person.group.value == group


def _has_level(group: str, field: str, level: str, person: PersonKind) -> bool:
    found: Choice = getattr(person, field)
    return _is_in(group, person) and found.value == level


def _shares(levels: type[Choice], found: Iterable[tuple[Choice, int]], whole: int) -> tuple[Share, ...]:
    counts: Counter[Choice] = Counter()
    for level, count in found:
        counts[level] += count
    return tuple(Share(level.value, counts[level], percent(counts[level], whole)) for level in levels if counts[level])
