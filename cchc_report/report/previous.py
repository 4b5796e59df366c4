"""The same period a year earlier, as templates and paragraphs see it: `previous.dossiers.received`, `previous.period.name`.

Knows no workbook: how that year's numbers are found it is told as a function, which is called when a text asks for one of them
and not before. Numbers only; the lists of a year before are no part of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from pydantic import JsonValue

from cchc_report.figures import Figures
from cchc_report.figures.figure import Figure, Namespace
from cchc_report.form import Indicator, Indicators, Source
from cchc_report.form.pack import FormRow
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.periods import Period
from cchc_report.ground.text import fold
from cchc_report.report.built import BuiltPeriod

_PREFIX = "previous."
_ROW = re.compile(r'previous\.indicators\["([^"]+)"\]')


class Earlier(NamedTuple):
    """What is known of a year before: its numbers and where they were found, or why there are none."""

    built: BuiltPeriod | None = None
    problems: tuple[Diagnostic, ...] = ()
    is_counted: bool = False  # from the workbooks of that year; else kept by the history


Find = Callable[[], Earlier]


@dataclass(frozen=True)
class Previous:
    """The year before. True where its numbers are known; where they are not, each of them is None and prints empty."""

    period: Period
    figures: Figures = field(repr=False)  # of this year: they say which names there are
    rows: tuple[FormRow, ...] = field(repr=False)  # of this year's appendix
    find: Find = field(repr=False, compare=False)

    @cached_property
    def earlier(self) -> Earlier:
        """What is known; the first look finds it."""
        return self.find()

    @property
    def asked(self) -> bool:
        """Tell whether any text has asked for the year before."""
        return "earlier" in self.__dict__

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Why numbers that a text has asked for are not known; nothing while none has."""
        return self.earlier.problems if self.asked else ()

    def json_ready(self) -> dict[str, JsonValue]:
        """Return what the record of a report keeps of it: which numbers its texts were compared with."""
        built = self.earlier.built
        told = {"form": built.form, "inputs": built.inputs, "cchc": built.version} if built else {}
        return {"id": self.period.id, "known": built is not None, **told}

    def names(self) -> "PreviousNames":
        """Return what a template sees of it."""
        return PreviousNames(self)

    @cached_property
    def indicators(self) -> Indicators:
        """The rows of this year's appendix with the year before's values; a row that was another one then is unknown."""
        then = self.earlier.built.indicators if self.earlier.built else {}
        found: dict[str, Indicator] = {}
        for row in self.rows:
            kept = then.get(row.code)
            value = kept.value if kept and fold(kept.label) == fold(row.label) else None
            found[row.code] = Indicator(row=row, value=value, source=Source.EMPTY if value is None else Source.COMPUTED)
        return Indicators(found)

    @cached_property
    def known_figures(self) -> Figures:
        """The figures of this year with the values of the year before."""
        then = self.earlier.built.figures if self.earlier.built else {}
        return Figures(
            {
                name: replace(figure, value=then[name].value if name in then else None, find_rows=tuple)
                for name, figure in self.figures.items()
            }
        )

    def number(self, name: str) -> Figure | Indicator | None:
        """Return the year before's figure or row that a text calls by this name: previous.indicators["3.3.2"]."""
        if row := _ROW.fullmatch(name):
            return self.indicators.get(row[1])
        return self.known_figures.get(name.removeprefix(_PREFIX)) if name.startswith(_PREFIX) else None

    def name_of(self, number: Figure | Indicator) -> str | None:
        """Return the name by which a text calls a number of the year before; None of a number of another period."""
        match number:
            case Figure():
                name = f"{_PREFIX}{number.name}"
            case Indicator():
                name = f'{_PREFIX}indicators["{number.row.code}"]'
        return name if self.asked and self.number(name) is number else None


class PreviousNames:
    """The year before as a template sees it: its period, `indicators`, the subjects; true where it is known."""

    __slots__ = ("_previous",)

    def __init__(self, previous: Previous) -> None:
        self._previous = previous

    def __bool__(self) -> bool:
        """Tell whether anything is known of that year, so that a paragraph can be left out: `{% if previous %}`."""
        return self._previous.earlier.built is not None

    @property
    def period(self) -> Period:
        """The period: `previous.period.name` is "năm 2022"."""
        return self._previous.period

    @property
    def indicators(self) -> Indicators:
        """The rows of the appendix by code."""
        return self._previous.indicators

    def __getattr__(self, subject: str) -> Namespace:
        """Return the figures of a subject; another name is an AttributeError, which a template reports as an unknown tag."""
        if not any(name.startswith(f"{subject}.") for name in self._previous.figures):
            raise AttributeError(subject)
        return self._previous.known_figures.namespace(subject)

    def __dir__(self) -> list[str]:
        """List the names a template may use."""
        return sorted({"period", "indicators", *(name.partition(".")[0] for name in self._previous.figures)})
