"""The figures of staff in service at the cut-off: how many, in which groups, with which qualifications."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from cchc_report.figures.figure import Figure, FigureKind
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


def staffing_figures(table: Table[Person], cutoff: date) -> list[Figure]:
    """Return the figures of staff, all unknown where there is no such sheet."""

    def figure(name: str, label: str, rule: str, chooses: Callable[[Person], bool], *needs: str) -> Figure:
        known = bool(table) and all(map(table.has, needs))
        rows = partial(table.rows_where, lambda person: is_in_service(person, cutoff) and chooses(person))
        return Figure(f"staffing.{name}", label, len(rows()) if known else None, rule, find_rows=rows)

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
            lambda person: bool(person.leader and person.disciplined),
            "leader",
            "disciplined",
        ),
        figure(
            "disciplined_civil_servants",
            "Công chức bị kỷ luật",
            f"{present}, nhóm Công chức, cột Kỷ luật ghi Có",
            lambda person: person.group is StaffGroup.CIVIL_SERVANT and bool(person.disciplined),
            "disciplined",
        ),
        Figure(
            "staffing.groups",
            "Cán bộ, công chức theo nhóm",
            groups_of(table, cutoff) if table else None,
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


def groups_of(table: Table[Person], cutoff: date) -> tuple[Group, ...]:
    """Return the groups that have anyone in service."""
    present = [person for _, person in table.records() if is_in_service(person, cutoff)]
    by_group = {group: [person for person in present if person.group is group] for group in StaffGroup}
    return tuple(
        Group(
            group.value,
            len(people),
            _shares(Qualification, (person.qualification for person in people), len(people)),
            _shares(PoliticalTheory, (person.political_theory for person in people), len(people)),
        )
        for group, people in by_group.items()
        if people
    )


def _shares(levels: type[Choice], found: Iterable[Choice], whole: int) -> tuple[Share, ...]:
    counts = Counter(found)
    return tuple(Share(level.value, counts[level], percent(counts[level], whole)) for level in levels if counts[level])
