"""Counts laid out for charts: dossiers by month, field and channel, staff by qualification, this period beside last year's.

Each breakdown adds up to figures that the report prints, or repeats them: no dossier is judged here by a rule of its own.
Knows nothing of drawing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import NamedTuple

from cchc_report.figures.dossier_kinds import Outcome
from cchc_report.figures.dossiers import counted
from cchc_report.figures.figure import Figures, FigureValue
from cchc_report.figures.staffing import Group
from cchc_report.ground.json_output import JsonNumber
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, fold, sort_key
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.staffing import Qualification
from cchc_report.tables.table import Table
from cchc_report.tables.workspace_tables import Tables

FIELDS_AT_MOST = 12
_OUTCOMES = (
    ("dossiers.on_time", "Giải quyết đúng hẹn", frozenset({Outcome.EARLY, Outcome.EXACT})),
    ("dossiers.overdue", "Giải quyết quá hạn", frozenset({Outcome.OVERDUE})),
    ("dossiers.pending_in_time", "Đang giải quyết, trong hạn", frozenset({Outcome.PENDING_IN_TIME})),
    ("dossiers.pending_overdue", "Đang giải quyết, đã quá hạn", frozenset({Outcome.PENDING_OVERDUE})),
)
_CHANNELS = (
    ("dossiers.received_direct", "Trực tiếp"),
    ("dossiers.received_postal", "Bưu chính công ích"),
    ("dossiers.received_online", "Trực tuyến"),
)
_COMPARED = (
    ("dossiers.received", "Tiếp nhận trong kỳ"),
    ("dossiers.on_time", "Giải quyết đúng hẹn"),
    ("dossiers.overdue", "Giải quyết quá hạn"),
    ("dossiers.pending", "Đang giải quyết"),
)
_EARLIER, _REST, _NOT_SAID = "Kỳ trước", "Các lĩnh vực còn lại", "Không ghi hình thức"
_POPULATION = "Hồ sơ tiếp nhận trong kỳ hoặc từ kỳ trước chuyển sang"


class Axis(Enum):
    """What the categories of a breakdown are."""

    TIME = "time"
    NAMES = "names"


@dataclass(frozen=True)
class Series:
    """A count for each category of a breakdown; None where it is unknown."""

    name: str
    counts: tuple[int | None, ...]

    @property
    def total(self) -> int:
        """The sum of the counts that are known."""
        return sum(count or 0 for count in self.counts)


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Counts by category, in one or several series that each have a count for every category."""

    id: str
    title: str
    rule: str  # what is counted, in Vietnamese sentences
    unit: str
    category: str  # what a category is: "Tháng tiếp nhận"
    axis: Axis
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    adds_up: bool = False  # whether the counts are parts of one whole

    @property
    def rows(self) -> tuple[tuple[str, tuple[int | None, ...]], ...]:
        """Each category with its counts, series by series."""
        counts = zip(*(one.counts for one in self.series), strict=True)
        return tuple(zip(self.categories, counts, strict=True))

    def json_ready(self) -> dict[str, dict[str, JsonNumber]]:
        """Return the counts by category and series as JSON takes them."""
        names = [one.name for one in self.series]
        return {category: dict(zip(names, counts, strict=True)) for category, counts in self.rows}


class _Month(NamedTuple):
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.number:02}/{self.year}"

    def name_in(self, year: int) -> str:
        """Return the name as short as a chart needs it, with the year only where it is another."""
        return f"T{self.number}" if self.year == year else f"T{self.number}/{self.year}"


_ByMonth = Counter[tuple[_Month | None, Outcome]]
_ByField = Counter[tuple[str, Outcome]]


def break_down(
    tables: Tables, period: Period, figures: Figures, last_year: Mapping[str, FigureValue] | None = None
) -> tuple[Breakdown, ...]:
    """Return every breakdown of which all counts are known; `last_year` has the figures of the same period a year before."""
    found = (
        *_by_outcome(tables.dossiers, period, figures),
        _by_channel(period, figures),
        _beside_last_year(period, figures, last_year or {}),
        _by_qualification(period, figures),
    )
    return tuple(one for one in found if one is not None)


def _by_outcome(table: Table[DossierRow], period: Period, figures: Figures) -> Iterator[Breakdown]:
    """Yield the outcomes by month of receipt and by field, where there are dossiers and their outcomes are known."""
    if not figures["dossiers.total"].value or any(figures[name].value is None for name, _, _ in _OUTCOMES):
        return
    by_month, by_field, spellings = _ByMonth(), _ByField(), Counter[str]()
    for part in table.parts:
        for facts, kind, count in counted(part, period):
            month = None if kind.carried_over else _month(facts.received_on)
            by_month[month, kind.outcome] += count
            by_field[fold(facts.field), kind.outcome] += count
            spellings[clean(facts.field)] += count
    yield _months(period, by_month, _reach(table))
    yield _fields(period, by_field, spellings)


def _months(period: Period, counts: _ByMonth, reach: tuple[_Month, _Month]) -> Breakdown:
    """Return the outcomes by month of receipt; a month that the log does not reach is unknown."""
    within = tuple(_months_between(period.start, period.cutoff))
    unknown = frozenset(month for month in within if not reach[0] <= month <= reach[1])
    is_earlier = None in {month for month, _ in counts}
    months: tuple[_Month | None, ...] = (None, *within) if is_earlier else within

    def count(month: _Month | None, outcomes: frozenset[Outcome]) -> int | None:
        return None if month in unknown else sum(counts[month, outcome] for outcome in outcomes)

    gap = f" Sổ hồ sơ không có số liệu của tháng {', '.join(map(str, sorted(unknown)))}." if unknown else ""
    return Breakdown(
        id="dossiers.by_month",
        title=f"Kết quả giải quyết hồ sơ theo tháng tiếp nhận, {period.name}",
        rule=f"{_POPULATION}, xếp theo tháng tiếp nhận; kết quả tính đến {_day(period.cutoff)}.{gap}",
        unit="hồ sơ",
        category="Tháng tiếp nhận",
        axis=Axis.TIME,
        categories=tuple(_EARLIER if month is None else month.name_in(period.year) for month in months),
        series=tuple(Series(name, tuple(count(month, chosen) for month in months)) for _, name, chosen in _OUTCOMES),
        adds_up=True,
    )


def _months_between(start: date, end: date) -> Iterator[_Month]:
    month = _month(start)
    while month <= _month(end):
        yield month
        month = _Month(month.year + month.number // 12, month.number % 12 + 1)


def _month(day: date) -> _Month:
    return _Month(day.year, day.month)


def _reach(table: Table[DossierRow]) -> tuple[_Month, _Month]:
    """Return the first and the last month in which the log says that anything was received or finished."""
    days: set[date] = set()
    for part in table.parts:
        days.update(day for day in part.column("received_on", date) if day is not None)
        days.update(moment.date() for moment in part.column("finished_at", datetime) if moment is not None)
    return _month(min(days)), _month(max(days))


def _fields(period: Period, counts: _ByField, spellings: Counter[str]) -> Breakdown:
    """Return the outcomes by field, the largest first; the spellings of one field are one, the smallest fields together."""
    names: dict[str, str] = {}
    for spelling in sorted(spellings, key=lambda text: (-spellings[text], sort_key(text))):
        names.setdefault(fold(spelling), spelling)
    sizes = Counter[str]()
    for (field, _), count in counts.items():
        sizes[field] += count
    ordered = sorted(sizes, key=lambda field: (-sizes[field], sort_key(names[field])))
    groups: list[tuple[str, tuple[str, ...]]] = [(names[field], (field,)) for field in ordered]
    if len(groups) > FIELDS_AT_MOST:
        groups = [*groups[: FIELDS_AT_MOST - 1], (_REST, tuple(ordered[FIELDS_AT_MOST - 1 :]))]
    return Breakdown(
        id="dossiers.by_field",
        title=f"Kết quả giải quyết hồ sơ theo lĩnh vực, {period.name}",
        rule=f"{_POPULATION}, xếp theo cột Lĩnh vực; kết quả tính đến {_day(period.cutoff)}.",
        unit="hồ sơ",
        category="Lĩnh vực",
        axis=Axis.NAMES,
        categories=tuple(name for name, _ in groups),
        series=tuple(
            Series(name, tuple(sum(counts[field, o] for field in fields for o in chosen) for _, fields in groups))
            for _, name, chosen in _OUTCOMES
        ),
        adds_up=True,
    )


def _by_channel(period: Period, figures: Figures) -> Breakdown | None:
    """Return the dossiers received by channel; those of which no channel is written stand apart."""
    received = _count(figures, "dossiers.received")
    known = [(name, _count(figures, figure)) for figure, name in _CHANNELS]
    if not received or any(count is None for _, count in known):
        return None
    not_said = received - sum(count or 0 for _, count in known)
    shown = [*known, *([(_NOT_SAID, not_said)] if not_said else [])]
    return Breakdown(
        id="dossiers.by_channel",
        title=f"Hồ sơ theo hình thức tiếp nhận, {period.name}",
        rule="Hồ sơ tiếp nhận trong kỳ, xếp theo cột Hình thức tiếp nhận.",
        unit="hồ sơ",
        category="Hình thức tiếp nhận",
        axis=Axis.NAMES,
        categories=tuple(name for name, _ in shown),
        series=(Series("Số hồ sơ", tuple(count for _, count in shown)),),
        adds_up=True,
    )


def _beside_last_year(period: Period, figures: Figures, last_year: Mapping[str, FigureValue]) -> Breakdown | None:
    """Return this period's dossiers beside those of the same period a year before, where both are known."""
    known = [
        (label, before, now)
        for name, label in _COMPARED
        if isinstance(before := last_year.get(name), int) and (now := _count(figures, name)) is not None
    ]
    if not known:
        return None
    return Breakdown(
        id="dossiers.beside_last_year",
        title=f"Hồ sơ {period.name} so với cùng kỳ năm {period.year - 1}",
        rule=f"Số liệu của báo cáo {period.name} bên cạnh số liệu cùng kỳ năm {period.year - 1}.",
        unit="hồ sơ",
        category="Số liệu",
        axis=Axis.NAMES,
        categories=tuple(label for label, _, _ in known),
        series=(
            Series(f"Năm {period.year - 1}", tuple(before for _, before, _ in known)),
            Series(f"Năm {period.year}", tuple(now for _, _, now in known)),
        ),
    )


def _by_qualification(period: Period, figures: Figures) -> Breakdown | None:
    """Return the staff of each group by professional qualification, the highest first."""
    held = _qualifications(figures)
    levels = [level.value for level in Qualification if any(level.value in counts for counts in held.values())]
    if not levels:
        return None
    return Breakdown(
        id="staffing.by_qualification",
        title=f"Trình độ chuyên môn của cán bộ, công chức, {period.name}",
        rule=f"Người đang làm việc {_day(period.cutoff)}, xếp theo cột Trình độ chuyên môn.",
        unit="người",
        category="Trình độ chuyên môn",
        axis=Axis.NAMES,
        categories=tuple(levels),
        series=tuple(Series(name, tuple(counts.get(level, 0) for level in levels)) for name, counts in held.items()),
        adds_up=True,
    )


def _qualifications(figures: Figures) -> dict[str, dict[str, int]]:
    """Return how many people of each group have each qualification that occurs in it."""
    groups = figures["staffing.groups"].value
    found = [group for group in groups if isinstance(group, Group)] if isinstance(groups, tuple) else []
    return {group.name: {share.name: share.count for share in group.qualifications} for group in found}


def _count(figures: Figures, name: str) -> int | None:
    value = figures[name].value
    return value if isinstance(value, int) else None


def _day(day: date) -> str:
    return f"ngày {day:%d/%m/%Y}"
