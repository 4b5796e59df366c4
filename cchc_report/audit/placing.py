"""Tells which row of the form each printed row of an appendix is: by its label, its number and its order.

A label that is right decides by itself. A label with typing errors decides only together with the number or the order; what
remains in doubt stays unplaced, and is told. Knows no values.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from cchc_report.audit.columns import PrintedRow
from cchc_report.audit.headings import IN_FULL
from cchc_report.form import Form
from cchc_report.form.pack import FormRow
from cchc_report.ground.text import fold

_ALIKE = 0.9  # of the letters: a label with a typing error or two
_AKIN = 0.6  # a label cut short or put in other words; only with the right number
_MARGIN = 0.05  # by which the likeliest row must be likelier than the next
_MOST_PIECES = 4  # a row may be torn into
_DIGITS = re.compile(r"\d+")
_SAME = {**IN_FULL, "truc tuyen muc do 3": "truc tuyen mot phan", "truc tuyen muc do 4": "truc tuyen toan trinh"}
_Y_FOR_I = str.maketrans("y", "i")  # tỷ lệ, tỉ lệ


@dataclass(frozen=True)
class PlacedRow:
    """A printed row with the row of the form it is; None where that is in doubt."""

    printed: PrintedRow
    row: FormRow | None = None
    repeats: FormRow | None = None  # the row of the form that an earlier printed row is already

    @property
    def number(self) -> str:
        """The number it prints, without the dots after it; "" for `Trong đó` and the like."""
        number = self.printed.number.strip().rstrip(".")
        return number if number[:1].isdigit() else ""


def place_rows(rows: Iterable[PrintedRow], form: Form) -> tuple[PlacedRow, ...]:
    """Return the printed rows with the rows of the form they are; a row torn in two by a page break is one."""
    labels = _Labels(form)
    placed = [PlacedRow(row, labels.exact(row, None)) for row in _mended(list(rows), labels)]
    placed = _in_context(placed, labels)
    for index, one in enumerate(placed):
        if one.row is None:
            placed[index] = replace(one, row=_by_likeness(placed, index, labels))
    return tuple(_each_once(placed))


def _key(label: str) -> str:
    """Return what tells a label from others: its letters, with the abbreviations and the old names of what they name."""
    words = fold(label)
    for short, full in _SAME.items():
        words = words.replace(full, short)
    return words.replace(" ", "").translate(_Y_FOR_I)


class _Labels:
    """The rows of a form by what they are called."""

    def __init__(self, form: Form) -> None:
        self.rows = form.rows
        self.order = {row.code: index for index, row in enumerate(form.rows)}
        self.keys = {row.code: _key(row.label) for row in form.rows}
        self.by_key: dict[str, list[FormRow]] = {}
        for row in form.rows:
            self.by_key.setdefault(self.keys[row.code], []).append(row)

    def exact(self, printed: PrintedRow, after: int | None) -> FormRow | None:
        """Return the row with just this label; where several have it, the one with its number, or the next after a place."""
        rows = self.by_key.get(_key(printed.label), [])
        if len(rows) < 2:
            return next(iter(rows), None)
        numbered = [row for row in rows if _bears(row, printed.number)]
        if len(numbered) == 1 and printed.number[:1].isdigit():
            return numbered[0]
        return None if after is None else next((row for row in rows if self.order[row.code] > after), None)

    def likeness(self, row: FormRow, label: str) -> float:
        """Return how much of the letters of two labels agree, 0 where their digits do not: mức độ 3, mức độ 4."""
        mine = self.keys[row.code]
        if _DIGITS.findall(mine) != _DIGITS.findall(label):
            return 0.0
        matcher = SequenceMatcher(None, label, mine, autojunk=False)
        if matcher.real_quick_ratio() < _AKIN or matcher.quick_ratio() < _AKIN:
            return 0.0
        return matcher.ratio()


def _bears(row: FormRow, number: str) -> bool:
    """Tell whether a number is one that a row of the form may print."""
    bare = number.strip().rstrip(".")
    return bool(bare) and bare in {row.code, row.printed_code.rstrip(".")}


def _mended(rows: Sequence[PrintedRow], labels: _Labels) -> Iterator[PrintedRow]:
    """Yield the rows, the pieces of a torn one joined: together they make a label that the form has."""
    index = 0
    while index < len(rows):
        joined, used = rows[index], 1
        for count in range(2, _MOST_PIECES + 1):
            pieces = rows[index : index + count]
            if len(pieces) < count or any(piece.number for piece in pieces[1:]) or _values(pieces) > 1:
                break
            whole = _joined(pieces)
            if _completes(whole, pieces, labels):
                joined, used = whole, count
        yield joined
        index += used


def _values(pieces: Sequence[PrintedRow]) -> int:
    return sum(bool(piece.value) for piece in pieces)


def _joined(pieces: Sequence[PrintedRow]) -> PrintedRow:
    return PrintedRow(*(" ".join(filter(None, texts)) for texts in zip(*pieces, strict=True)))


def _completes(whole: PrintedRow, pieces: Sequence[PrintedRow], labels: _Labels) -> bool:
    """Tell whether pieces belong together: their labels make one of the form's, or only the unit is torn."""
    if not any(piece.label for piece in pieces[1:]):
        return not _values(pieces[1:])
    if _key(pieces[-1].label) in labels.by_key or _key(pieces[0].label) in labels.by_key:
        return False
    if _key(whole.label) in labels.by_key:
        return True
    near = [row for row in labels.rows if _bears(row, whole.number)]
    return any(labels.likeness(row, _key(whole.label)) >= _ALIKE for row in near)


def _in_context(placed: Sequence[PlacedRow], labels: _Labels) -> list[PlacedRow]:
    """Return the rows with those placed whose label stands in the form more than once: by what comes before."""
    result: list[PlacedRow] = []
    after: int | None = None
    for one in placed:
        found = one.row or labels.exact(one.printed, after)
        after = labels.order[found.code] if found else after
        result.append(replace(one, row=found))
    return result


def _by_likeness(placed: Sequence[PlacedRow], index: int, labels: _Labels) -> FormRow | None:
    """Return the one row of the form that a misspelt label can be, or None."""
    one, taken = placed[index], {other.row.code for other in placed if other.row}
    between = _between(placed, index, labels)
    label = _key(one.printed.label)
    if not label:
        return _by_number(one, [labels.rows[place] for place in between if labels.rows[place].code not in taken])
    found, likeness = _most_like(label, labels)
    if found is None or found.code in taken:
        return None
    is_it = _is_meant(one, found, likeness, in_order=labels.order[found.code] in between)
    return found if is_it else None


def _by_number(one: PlacedRow, rows: Sequence[FormRow]) -> FormRow | None:
    """Return the one of some rows that may print a row's number, or None."""
    bearing = [row for row in rows if _bears(row, one.number)]
    return bearing[0] if len(bearing) == 1 else None


def _between(placed: Sequence[PlacedRow], index: int, labels: _Labels) -> range:
    """Return the places in the form between the nearest rows above and below that are placed."""
    low = next((labels.order[other.row.code] for other in reversed(placed[:index]) if other.row), -1)
    high = next((labels.order[other.row.code] for other in placed[index + 1 :] if other.row), len(labels.rows))
    return range(low + 1, high)


def _most_like(label: str, labels: _Labels) -> tuple[FormRow | None, float]:
    """Return the row whose label is most like one, and how much; None where another is nearly as much."""
    scores = sorted(((labels.likeness(row, label), -labels.order[row.code]) for row in labels.rows), reverse=True)
    best, place = scores[0]
    second = scores[1][0] if len(scores) > 1 else 0.0
    return (labels.rows[-place] if best - second >= _MARGIN else None), best


def _is_meant(one: PlacedRow, row: FormRow, likeness: float, *, in_order: bool) -> bool:
    """Tell whether a label that is like a row's is that row's: the less it is like, the more else has to agree."""
    fits = _bears(row, one.number) if one.number else not row.printed_code[:1].isdigit()
    if likeness >= _ALIKE:
        return fits or in_order
    return likeness >= _AKIN and bool(one.number) and fits and in_order


def _each_once(placed: Iterable[PlacedRow]) -> Iterator[PlacedRow]:
    """Yield the rows; one that says again what an earlier one is has no place of its own."""
    seen: set[str] = set()
    for one in placed:
        if one.row is not None and one.row.code in seen:
            yield replace(one, row=None, repeats=one.row)
            continue
        if one.row is not None:
            seen.add(one.row.code)
        yield one
