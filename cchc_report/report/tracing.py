"""The traced copy of a report: the same text, with a comment on each figure that says how it came about.

Knows which objects of a template's names are figures; how a value is followed through a template, `document/` knows.
"""

from collections.abc import Iterator
from functools import cache

from cchc_report.document import Notes, Trace, TracedText, render_text
from cchc_report.figures.figure import Figure, Namespace, figure_behind
from cchc_report.form import Indicator
from cchc_report.report.build import Report
from cchc_report.report.context import Context, Narrative, read_narrative
from cchc_report.report.explain import explain
from cchc_report.report.explanation_text import sayings_of, title_of

_MOST_RANGES = 12  # of rows in a comment: it stands in a margin
_PRINTED = ("text", "value")  # what a row of the appendix is printed by


class Origins:
    """Tells of each attribute that a template reads which figure it is, if any."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._parts = {(id(part.record), part.attribute): part.figure.name for part in report.figures.parts}

    def __call__(self, owner: object, attribute: str) -> str | None:
        """Return the full name of a figure or the code of a row."""
        match owner:
            case Namespace():
                figure = figure_behind(owner, attribute)
                return self._name(figure) if figure else None
            case Indicator():
                return self._name(owner) if attribute in _PRINTED else None
            case _:
                return self._parts.get((id(owner), attribute))

    def _name(self, number: Figure | Indicator) -> str | None:
        match number:
            case Figure(name=name) if self._report.figures.get(name) is number:
                return name
            case Indicator(row=row) if self._report.indicators.get(row.code) is number:
                return row.code
            case _:
                return self._report.previous.name_of(number)


def trace(report: Report, *, names_only: bool = False) -> tuple[Context, Notes]:
    """Return what the templates see in a traced printing, and what its comments say: all of it, or the figures' names."""
    found = Trace(Origins(report))
    names = report.names()

    @cache
    def explained(sources: tuple[str, ...]) -> tuple[str, ...]:
        joined = (f"Tính từ {' và '.join(sources)}",) if len(sources) > 1 else ()
        return (*joined, *(line for name in sources for line in _lines(report, name)))

    context = {**names, "narrative": _narrative(report, names, found)}
    date = f"{report.period.cutoff.isoformat()}T00:00:00Z"
    return context, Notes(found, tuple if names_only else explained, date)


def _narrative(report: Report, names: Context, found: Trace) -> Narrative:
    """Return the commune's own paragraphs, whose figures are traced too."""
    narrative, _ = read_narrative(
        report.tables.narrative, report.form, names, lambda text, names, place: render_text(text, names, place, found)
    )
    return {section: tuple(TracedText.of(found.pieces(line)) for line in lines) for section, lines in narrative.items()}


def _lines(report: Report, name: str) -> Iterator[str]:
    explanation = explain(report, name)
    yield title_of(explanation)
    for saying in sayings_of(explanation, report, _MOST_RANGES):
        first, *rest = saying.lines
        yield f"{saying.about}: {first}".rstrip()
        yield from rest
