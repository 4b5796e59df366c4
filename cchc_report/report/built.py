"""What of a counted period is kept and compared: its numbers with what they are called, as plain values.

Lists (documents by type, staff by group) are no numbers and stay with the report; notes and names never get here.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_report import __version__
from cchc_report.figures import Figure, FigureKind, Figures
from cchc_report.form import Indicators, Source
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.numbers import Number
from cchc_report.ground.outputs import digest
from cchc_report.ground.periods import Period
from cchc_report.report.history import BuiltPeriod, KeptNumber, NumberKind

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
