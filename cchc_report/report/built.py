"""What of a counted period is kept and compared: its numbers with what they are called, as plain values.

Lists (documents by type, staff by group) are no numbers and stay with the report; notes and names never get here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cchc_report import __version__
from cchc_report.figures import Figure, FigureKind, Figures
from cchc_report.form import Indicators, Source
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.numbers import Number, exact
from cchc_report.ground.outputs import digest
from cchc_report.ground.periods import Period
from cchc_report.report.record_json import RecordJson


class NumberKind(StrEnum):
    """How a number is read: a count, a percentage, or the number of a choice, which is no amount."""

    COUNT = "count"
    RATE = "rate"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNumber:
    """A figure or indicator as it was built; a value of None was unknown then. `source` is computed, entered or empty."""

    value: Number | None
    source: str
    label: str
    unit: str
    kind: NumberKind = NumberKind.COUNT


@dataclass(frozen=True, kw_only=True)
class BuiltPeriod:
    """A period's numbers as they were built last: figures by full name, indicators by code, both in the form's order."""

    id: str  # 2023-Q1
    start: date
    cutoff: date
    form: str  # the form's id
    version: str  # of cchc
    inputs: str  # SHA-256 over the workbooks it was counted from
    figures: Mapping[str, KeptNumber]
    indicators: Mapping[str, KeptNumber]

    @property
    def figure_values(self) -> dict[str, Number | None]:
        """The figures' values by full name: dossiers.received."""
        return {name: kept.value for name, kept in self.figures.items()}

    @property
    def indicator_values(self) -> dict[str, Number | None]:
        """The indicators' values by code: 3.3.1."""
        return {code: kept.value for code, kept in self.indicators.items()}


_KINDS = {RowKind.PERCENT: NumberKind.RATE, RowKind.CHOICE: NumberKind.CHOICE}


def built_period(period: Period, form: str, figures: Figures, indicators: Indicators, inputs: str) -> BuiltPeriod:
    """Return a period's numbers as they are kept; `form` is the form's id, `inputs` is the hash of the workbooks they were counted from."""
    return BuiltPeriod(
        id=period.id,
        start=period.start,
        cutoff=period.cutoff,
        form=form,
        version=__version__,
        inputs=inputs,
        figures=dict(_kept_figures(figures)),
        indicators=dict(_kept_indicators(indicators)),
    )


def hash_inputs(digests: Mapping[str, str]) -> str:
    """Return one hash over the names of workbooks and the hashes of their contents, whatever their order."""
    lines = sorted(f"{hashed}  {name}" for name, hashed in digests.items())
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def kept_figure(figure: Figure, value: Number | None, source: str) -> KeptNumber:
    """Return a number with what the figure behind it is called."""
    is_rate = figure.kind is FigureKind.RATE
    kind = NumberKind.RATE if is_rate else NumberKind.COUNT
    return KeptNumber(value=value, source=source, label=figure.label, unit="%" if is_rate else "", kind=kind)


def kept_row(row: FormRow, value: Number | None, source: str) -> KeptNumber:
    """Return a number with what its row of the appendix is called."""
    return KeptNumber(
        value=value,
        source=source,
        label=row.label,
        unit="; ".join(row.unit_lines),
        kind=_KINDS.get(row.kind, NumberKind.COUNT),
    )


def _kept_figures(figures: Figures) -> Iterator[tuple[str, KeptNumber]]:
    for name, figure in figures.items():
        if figure.kind is not FigureKind.LIST:
            value = figure.value if isinstance(figure.value, int | Decimal) else None
            yield name, kept_figure(figure, value, Source.EMPTY if value is None else Source.COMPUTED)


def _kept_indicators(indicators: Indicators) -> Iterator[tuple[str, KeptNumber]]:
    """Yield the rows that may hold a number; the name of a group holds none."""
    for code, one in indicators.items():
        if not one.is_group:
            yield code, kept_row(one.row, one.value, one.source)


def built_of_record(record: RecordJson) -> BuiltPeriod:
    """Return the numbers that a record keeps; their units and kinds are the form's to say. Raises ValueError."""
    values: dict[str, object] = {code: one.value for code, one in record.indicators.items()}
    return BuiltPeriod(
        id=record.period.id,
        start=date.fromisoformat(record.period.start),
        cutoff=date.fromisoformat(record.period.cutoff),
        form=record.form.id,
        version=record.cchc,
        inputs=hash_inputs(record.inputs) if record.inputs else "",
        figures=dict(_kept(record, record.figures)),
        indicators=dict(_kept(record, values)),
    )


def _kept(record: RecordJson, values: Mapping[str, object]) -> Iterator[tuple[str, KeptNumber]]:
    """Yield the numbers and the unknown ones; the lists among the figures are none."""
    for name, value in values.items():
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            source = Source.EMPTY if value is None else Source.COMPUTED
            if name in record.indicators:
                source = record.indicators[name].source
            label = record.sources[name].label if name in record.sources else ""
            number = None if value is None else value if isinstance(value, int) else exact(value)
            yield name, KeptNumber(value=number, source=source, label=label, unit="")
