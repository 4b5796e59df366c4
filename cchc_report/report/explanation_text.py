"""An explanation in a clerk's words: what `cchc explain` prints and what the comments of a traced report say. One home for both."""

from collections.abc import Iterator
from dataclasses import dataclass

from cchc_report.figures import FigureKind
from cchc_report.form import Source
from cchc_report.ground.numbers import format_number
from cchc_report.report.build import Report
from cchc_report.report.explain import Explanation, printed
from cchc_report.report.row_ranges import MOST_RANGES, format_rows

_FORMULAS = {"entered": "nhập tay", "empty": "để trống"}


@dataclass(frozen=True)
class Saying:
    """One thing that is said of a figure: what about it, and the lines that say it."""

    about: str
    lines: tuple[str, ...]


def title_of(explanation: Explanation) -> str:
    """Return the line that names the figure."""
    return f"{explanation.code}  {explanation.label}"


def sayings_of(explanation: Explanation, report: Report, most_ranges: int = MOST_RANGES) -> Iterator[Saying]:
    """Yield how a figure came about, in the order a reader asks: how much, how reckoned, which rows, where they stand."""
    yield Saying("Số liệu", (printed(explanation.value, is_rate=explanation.is_rate),))
    formula = _FORMULAS.get(explanation.formula, explanation.formula)
    if formula != explanation.code:
        yield Saying("Công thức", (formula, *(f"{name} = {_operand(report, name)}" for name in explanation.operands)))
    yield Saying("Cách tính", (explanation.reason,))
    if explanation.rows and explanation.formula != Source.ENTERED.value:
        yield Saying("Số dòng", (format_number(len(explanation.rows)),))
        yield Saying("Từ", (format_rows(explanation.rows, most_ranges),))


def checks_of(explanation: Explanation) -> Iterator[Saying]:
    """Yield the rules of consistency that look at the figure, if any."""
    if explanation.rules:
        yield Saying("Đối chiếu", ("", *(f"{rule.id}: {rule.says}" for rule in explanation.rules)))


def _operand(report: Report, name: str) -> str:
    """Return an operand's value and what it is called."""
    if name in report.indicators:
        indicator = report.indicators[name]
        return f"{printed(indicator.value, is_rate=indicator.row.is_rate)} ({indicator.label})"
    figure = report.figures.find(name)
    assert figure is not None, name  # noqa: S101 - an explanation names only what there is
    return f"{printed(figure.value, is_rate=figure.kind is FigureKind.RATE)} ({figure.label})"
