"""What of a counted period is kept and compared: its numbers with what they are called, as plain values.

Lists (documents by type, staff by group) are no numbers and stay with the report; notes and names never get here.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

from cchc_report import __version__
from cchc_report.figures import FigureKind, Figures
from cchc_report.form import Form, Indicators, Source
from cchc_report.form.pack import RowKind
from cchc_report.history import BuiltPeriod, KeptNumber, NumberKind
from cchc_report.outputs import digest
from cchc_report.periods import Period

_KINDS = {RowKind.PERCENT: NumberKind.RATE, RowKind.CHOICE: NumberKind.CHOICE}


def built_period(period: Period, form: Form, figures: Figures, indicators: Indicators, inputs: str) -> BuiltPeriod:
    """Return a period's numbers as they are kept; `inputs` is the hash of the workbooks they were counted from."""
    return BuiltPeriod(
        period.id,
        period.start,
        period.cutoff,
        form.id,
        __version__,
        inputs,
        figures=dict(_kept_figures(figures)),
        indicators=dict(_kept_indicators(indicators)),
    )


def hash_inputs(workbooks: Iterable[tuple[Path, str]]) -> str:
    """Return one hash over the names and contents of workbooks, whatever their order. Raises OSError."""
    lines = sorted(f"{digest(path.read_bytes())}  {name}" for path, name in workbooks)
    return digest("\n".join(lines).encode("utf-8", "surrogateescape"))


def _kept_figures(figures: Figures) -> Iterator[tuple[str, KeptNumber]]:
    for name, figure in figures.items():
        if figure.kind is FigureKind.LIST:
            continue
        is_rate = figure.kind is FigureKind.RATE
        value = figure.value if isinstance(figure.value, int | Decimal) else None
        source = Source.EMPTY if value is None else Source.COMPUTED
        kind = NumberKind.RATE if is_rate else NumberKind.COUNT
        yield name, KeptNumber(value, source, figure.label, "%" if is_rate else "", kind)


def _kept_indicators(indicators: Indicators) -> Iterator[tuple[str, KeptNumber]]:
    """Yield the rows that may hold a number; the name of a group holds none."""
    for code, one in indicators.items():
        if not one.is_group:
            kind = _KINDS.get(one.row.kind, NumberKind.COUNT)
            yield code, KeptNumber(one.value, one.source, one.label, " | ".join(one.unit_lines), kind)
