"""Everything a report's running text says in numbers: section by section, what each is, and which figures follow.

The sentences of the form come first; what they leave is understood by its words. A figure is what is said of it most clearly, and
first; another number said of it as clearly is a contradiction.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from cchc_report.audit.sayings import NumberSaid, TextReader
from cchc_report.form import Form
from cchc_report.form.rule_kinds import ComingYear
from cchc_report.form.rules import ListEntry
from cchc_report.ground.numbers import as_count
from cchc_report.ground.periods import Period
from cchc_report.ground.text import plain_letters

PLANNED = "việc sắp tới"
_RATE = "_rate"
_RECEIVED, _CARRIED, _TOTAL = "dossiers.received", "dossiers.carried_over", "dossiers.total"


class InSection(NamedTuple):
    """A number of a text, and the section it stands in."""

    section: str
    said: NumberSaid


def understand(
    texts: Mapping[str, str], form: Form, period: Period | None, read: Mapping[str, Mapping[int, str]]
) -> tuple[InSection, ...]:
    """Return every number of the texts; `read` are the figures that sentences of the form have read, by section and position."""
    own = plain_letters(period.name) if period else ""
    reader = TextReader(form.phrases, period.year if period else None, own)
    to_come = {section for rule in form.rules if isinstance(rule.check, ComingYear) for section in rule.check.sections}
    found = [
        InSection(section, replace(said, figure=None, why=PLANNED) if section in to_come else said)
        for section, text in texts.items()
        for said in reader.read(text, read.get(section))
    ]
    return tuple(_summed(list(_alone(found, form))))


def _alone(found: Sequence[InSection], form: Form) -> Iterator[InSection]:
    """Yield the numbers, those renamed that are another figure where the one beside them is not said."""
    said = {one.said.figure for one in found}
    names = {one.figure: one.means for one in form.phrases.alone if one.without not in said}
    names |= {f"{figure}{_RATE}": f"{means}{_RATE}" for figure, means in names.items()}
    for one in found:
        figure = one.said.figure
        yield one._replace(said=replace(one.said, figure=names[figure])) if figure in names else one


def _summed(found: Sequence[InSection]) -> Iterator[InSection]:
    """Yield the numbers; one received that is another received and what was carried over is the total of both."""
    values = {
        name: [one.said.number.value for one in found if one.said.figure == name] for name in (_RECEIVED, _CARRIED)
    }
    sums = {new + old for new in values[_RECEIVED] for old in values[_CARRIED] if old}
    for one in found:
        is_sum = one.said.figure == _RECEIVED and one.said.number.value in sums and len(set(values[_RECEIVED])) > 1
        yield one._replace(said=replace(one.said, figure=_TOTAL)) if is_sum else one


def clearest(found: Sequence[InSection]) -> Mapping[str, InSection]:
    """Return for each figure that is one number the saying to go by: the clearest, of several the first."""
    chosen: dict[str, InSection] = {}
    for one in sorted(found, key=lambda one: (one.said.is_weak, not one.said.is_clear)):
        if one.said.figure and not one.said.entry:
            chosen.setdefault(one.said.figure, one)
    return chosen


def lists(found: Sequence[InSection]) -> Mapping[str, tuple[str, tuple[ListEntry, ...]]]:
    """Return the lists by name, each with its section and its entries."""
    gathered: dict[str, tuple[str, tuple[ListEntry, ...]]] = {}
    for section, said in found:
        if not said.figure or not said.entry:
            continue
        where, entries = gathered.get(said.figure, (section, ()))
        if said.is_share and entries:
            entries = (*entries[:-1], replace(entries[-1], share=said.number.value))
        elif not said.is_share:
            entries = (*entries, ListEntry(said.entry, as_count(said.number.value)))
        gathered[said.figure] = where, entries
    return gathered


def contradictions(found: Sequence[InSection], values: Mapping[str, int | Decimal]) -> Iterator[InSection]:
    """Yield what is said of a figure as clearly as the number it goes by, and is another number."""
    for one in found:
        figure = one.said.figure or ""
        is_clear = one.said.is_clear and not one.said.entry
        if is_clear and figure in values and Decimal(values[figure]) != one.said.number.value:
            yield one
