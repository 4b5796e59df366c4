"""Columns that are ticked: one choice a row, given by which of several columns holds a mark."""

from collections.abc import Sequence

from cchc_report.ground.text import fold
from cchc_report.workbook.sheet import Cell

_MARKS = frozenset({"x", "v", "1", "co", "dung", "true", "yes"})
_SIGNS = frozenset("✓✔√☑●•+*×✗")
_NONE = frozenset({"", "0", "khong", "false", "no"})


def ticked_cells(columns: Sequence[tuple[str, Sequence[Cell]]]) -> list[Cell]:
    """Return the label of the column that is ticked in each row; of several, or another cell than a tick, all that stands there.

    What is no single tick is refused later, as any choice that is none.
    """
    labels = [label for label, _ in columns]
    known: dict[tuple[Cell, ...], Cell] = {}
    found: list[Cell] = []
    for row in zip(*(cells for _, cells in columns), strict=True):
        value = known.get(row)
        if value is None:
            value = known[row] = _choice(labels, row)
        found.append(value)
    return found


def _choice(labels: Sequence[str], row: tuple[Cell, ...]) -> Cell:
    said = [_said(label, cell) for label, cell in zip(labels, row, strict=True)]
    return ", ".join(filter(None, said))


def _said(label: str, cell: Cell) -> str:
    text = ("1" if cell else "0") if isinstance(cell, bool) else str(cell).strip().removesuffix(".0")
    if text in _SIGNS or fold(text) in _MARKS:
        return label
    return "" if fold(text) in _NONE and text not in _SIGNS else f"{label}: {text}"
