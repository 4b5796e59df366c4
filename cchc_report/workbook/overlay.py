"""Lays what a sheet tells of its cells over the rows that the reader gives: one sheet out of both."""

from collections.abc import Callable, Iterator, Mapping

from cchc_report.workbook.broken.facts import SheetFacts
from cchc_report.workbook.merges import without_covered
from cchc_report.workbook.sheet import Cell, SheetRow

_FURTHEST = 2000  # columns right of the last one the reader knows that a shown value may add


def overlaid(
    iterate: Callable[[], Iterator[SheetRow]], facts: SheetFacts, top: int, left: int
) -> Callable[[], Iterator[SheetRow]]:
    """Return what starts a pass over the rows as they are shown; the reader's own passes where nothing is to be changed."""
    passes = iterate
    if facts.shown:
        shown = facts.shown
        passes = lambda: _with_shown(iterate(), shown, top, left)  # noqa: E731  # the passes of a sheet are a function
    if not facts.merged:
        return passes
    return lambda: without_covered(passes(), facts.merged, top, left)


def _with_shown(
    rows: Iterator[SheetRow], shown: Mapping[int, Mapping[int, Cell]], top: int, left: int
) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, start=top):
        for column, value in shown.get(number, {}).items():
            index = column - left
            if 0 <= index < len(row):
                row[index] = value
            elif 0 <= index < len(row) + _FURTHEST:
                row += [*[""] * (index - len(row)), value]
        yield row
