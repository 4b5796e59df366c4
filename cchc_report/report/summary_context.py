"""What the templates of a consolidated report see: who reports on how many units, and the names of their summed figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_report.figures import Denominator, Figures
from cchc_report.form import Indicators
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period
from cchc_report.ground.text import parted
from cchc_report.report.context import SUBJECTS
from cchc_report.report.recipients import listed
from cchc_report.workspace.reporting_body import ReportingBody

_RANKED = 30  # units: more are shown as the best and the lowest
_SHOWN = 10
_ABSENT = 200  # units that a report can name


@dataclass(frozen=True, kw_only=True)
class RankedUnit:
    """A unit by its on-time rate; those of one rate share their rank."""

    rank: int
    name: str
    on_time: int | None
    whole: int | None  # what the rate is a share of
    rate: Decimal


@dataclass(frozen=True)
class AbsentUnit:
    """A unit that is in no total, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class Units:
    """The units of a consolidated report, the best first."""

    counted: int
    ranked: tuple[RankedUnit, ...] = field(default=())
    absent: tuple[AbsentUnit, ...] = field(default=())
    known: Mapping[str, int] = field(default_factory=dict)  # of how many units a figure is the sum

    @property
    def all(self) -> int:
        """How many units there are."""
        return self.counted + len(self.absent)

    @property
    def shows_all(self) -> bool:
        """Tell whether the ranking is printed whole."""
        return len(self.ranked) <= _RANKED

    @property
    def best(self) -> tuple[RankedUnit, ...]:
        """The units at the top, or all where they are few."""
        return self.ranked if self.shows_all else self.ranked[:_SHOWN]

    @property
    def lowest(self) -> tuple[RankedUnit, ...]:
        """The units at the end, where not all are printed."""
        return () if self.shows_all else self.ranked[-_SHOWN:]

    @property
    def named_absent(self) -> tuple[AbsentUnit, ...]:
        """The units in no total that the report names."""
        return self.absent[:_ABSENT]

    @property
    def unnamed_absent(self) -> int:
        """How many more there are."""
        return len(self.absent[_ABSENT:])


def _of_some(known: int, counted: int) -> str:
    """Say of how many units a sum is where it is not of all."""
    return f" (số liệu của {format_number(known)}/{format_number(counted)} đơn vị)" if 0 < known < counted else ""


def rank(units: Sequence[tuple[str, int | None, int | None, Decimal]]) -> tuple[RankedUnit, ...]:
    """Return units of (name, on time, whole, rate) by their rates; those of one rate stay in the order given."""
    found: list[RankedUnit] = []
    for name, on_time, whole, rate in sorted(units, key=lambda unit: -unit[3]):
        place = found[-1].rank if found and found[-1].rate == rate else len(found) + 1
        found.append(RankedUnit(rank=place, name=name, on_time=on_time, whole=whole, rate=rate))
    return tuple(found)


def summary_context(
    body: ReportingBody,
    units: Units,
    period: Period,
    figures: Figures,
    indicators: Indicators,
    on_time: Denominator = Denominator.TOTAL,
) -> dict[str, object]:
    """Return the names that the templates of a form that sums another one may use."""
    named = body.with_room
    return {
        "body": named,
        "recipients": listed(body.recipients, parted(body.recipient or "")),
        "on_time_denominator": on_time.value,
        "known_by": {name: _of_some(units.known.get(name, 0), units.counted) for name in figures},
        "units": units,
        "period": period,
        "indicators": indicators,
        "appendix": tuple(indicators.values()),
        **{subject: figures.namespace(subject) for subject in SUBJECTS},
    }
