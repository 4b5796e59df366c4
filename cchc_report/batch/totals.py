"""The figures of all communes together: counts are added, percentages computed anew from the sums, never averaged.

Only communes whose report was made are counted; what some of them do not know is the sum of the others, and `known` says of how many.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc_report.batch.results import CommuneResult, Number, Values
from cchc_report.figures import Figure, FigureKind, Figures, count
from cchc_report.form import Form, Indicator, Indicators, Source
from cchc_report.form.pack import FigureFormula, Row, RowKind, ShareFormula
from cchc_report.numbers import percent
from cchc_report.periods import Period
from cchc_report.tables.workspace_tables import Tables


@dataclass(frozen=True)
class Totals:
    """The figures and indicators of the communes that reported, and how many of them know each indicator."""

    figures: Figures
    indicators: Indicators
    known: dict[str, int]

    @property
    def values(self) -> Values:
        """The numbers of the figures by name."""
        return {name: _number(figure) for name, figure in self.figures.items() if figure.kind is not FigureKind.LIST}


def add_up(communes: Iterable[CommuneResult], form: Form, period: Period) -> Totals:
    """Return the totals of the communes that reported."""
    reported = [one for one in communes if one.status == "ok"]
    unknown = count(Tables(), period, denominator=form.on_time_denominator)
    figures = Figures.of(_total_figure(figure, reported) for figure in unknown.values())
    indicators: dict[str, Indicator] = {}
    for row in form.rows:
        value = _total_row(row, reported, figures, form)
        indicators[row.code] = Indicator(row, value, _source(row.code, value, reported))
    known = {row.code: sum(one.indicators.get(row.code) is not None for one in reported) for row in form.rows}
    return Totals(figures, Indicators(indicators), known)


def _total_figure(figure: Figure, communes: Sequence[CommuneResult]) -> Figure:
    match figure.kind:
        case FigureKind.COUNT:
            return replace(figure, value=_sum(one.figures.get(figure.name) for one in communes))
        case FigureKind.RATE:
            part, whole = figure.operands
            return replace(figure, value=_share((one.figures.get(part), one.figures.get(whole)) for one in communes))
        case FigureKind.LIST:
            return figure


def _total_row(row: Row, communes: Sequence[CommuneResult], figures: Figures, form: Form) -> Number | None:
    """Return a row's total: a share of sums, the sum of counts, of a choice the number of communes that chose other than 0."""
    values = [one.indicators.get(row.code) for one in communes]
    match row.kind:
        case RowKind.PERCENT:
            return _total_percent(row, communes, figures, form)
        case RowKind.CHOICE:
            known = [value for value in values if value is not None]
            return sum(value > 0 for value in known) if known else None
        case RowKind.COUNT | RowKind.HEADING | RowKind.GROUP:
            return _sum(values)


def _total_percent(row: Row, communes: Sequence[CommuneResult], figures: Figures, form: Form) -> Number | None:
    """Compute a percentage anew; one that was entered has no parts to compute it from and stays unknown."""
    match row.formula:
        case ShareFormula(share=share):
            return _share((_value(share.part, one, form), _value(share.whole, one, form)) for one in communes)
        case FigureFormula(figure=name) if name in figures and row.code not in _entered(communes):
            return _number(figures[name])
        case _:
            return None


def _value(name: str, commune: CommuneResult, form: Form) -> Number | None:
    """Return a commune's indicator or figure by name."""
    return commune.indicators.get(name) if name in form.by_code else commune.figures.get(name)


def _entered(communes: Iterable[CommuneResult]) -> set[str]:
    return {code for one in communes for code in one.entered}


def _sum(values: Iterable[Number | None]) -> Number | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _share(pairs: Iterable[tuple[Number | None, Number | None]]) -> Number | None:
    """Return the share of the sums of the communes that know both part and whole."""
    known = [(part, whole) for part, whole in pairs if part is not None and whole is not None]
    return percent(sum(part for part, _ in known), sum(whole for _, whole in known)) if known else None


def _source(code: str, value: Number | None, communes: Sequence[CommuneResult]) -> Source:
    """Tell where a total comes from: entered where any commune entered its part of it."""
    if value is None:
        return Source.EMPTY
    return Source.ENTERED if code in _entered(communes) else Source.COMPUTED


def _number(figure: Figure) -> Number | None:
    return figure.value if isinstance(figure.value, int | Decimal) else None
