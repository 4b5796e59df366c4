"""The tables of a PDF page: lines that hang together, and the letters between them. Knows pypdfium2's shapes, no text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from cchc_report.audit.pdf_text import PdfLetter, lines_of
from cchc_report.audit.written_blocks import Grid
from cchc_report.ground.text import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_LINES = 3_000  # drawn on a page
_THIN = 3.0  # points: a rectangle as narrow as this is a line
_SHORTEST = 4.0
_NEAR = 3.0  # ends of lines that meet
_FRAME = 0.4  # of the page: lines around so much that no other line touches are a frame


@dataclass(frozen=True)
class Stroke:
    """A line drawn on the page, along one axis: where it stands on the other, from where to where."""

    at: float
    start: float
    end: float

    def covers(self, where: float) -> bool:
        """Tell whether it passes a point of its axis."""
        return self.start - _NEAR <= where <= self.end + _NEAR


@dataclass
class PdfTable:
    """Lines that hang together."""

    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where it begins on the page; y grows upwards."""
        return max(stroke.at for stroke in self.across)


@dataclass(frozen=True)
class Filled:
    """A table's texts, with the places of the lines between its columns."""

    columns: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def grid(self) -> Grid:
        """The table as a report's table."""
        return Grid(self.rows)

    def goes_on(self, other: "Filled") -> bool:
        """Tell whether a table on the next page is the rest of this one: it stands between the same margins."""
        edges = ((self.columns[0], other.columns[0]), (self.columns[-1], other.columns[-1]))
        return all(abs(one - two) <= _NEAR for one, two in edges)

    def joined(self, other: "Filled") -> "Filled":
        """Return both as one table with the columns of both: a cell that is one in one of them may be several in the other."""
        columns = tuple(_places([*self.columns, *other.columns]))
        return Filled(columns, tuple(row for one in (self, other) for row in one.spread(columns)))

    def spread(self, columns: Sequence[float]) -> Iterator[tuple[str, ...]]:
        """Yield the rows over more columns: a text stands in the first of those its cell takes up."""
        homes = [min(range(len(columns)), key=lambda index: abs(columns[index] - left)) for left in self.columns[:-1]]
        for row in self.rows:
            cells = dict(zip(homes, row, strict=True))
            yield tuple(cells.get(index, "") for index in range(len(columns) - 1))


def tables_of(page: "PdfPage") -> list[PdfTable]:
    """Return the tables of a page from top to bottom: lines that touch, at least two across and two down."""
    across, down = _strokes(page)
    tables: list[PdfTable] = []
    for stroke in across:
        joined = PdfTable([stroke], [other for other in down if _meet(stroke, other)])
        for one in [one for one in tables if any(_meet(stroke, other) for other in one.down)]:
            _join(joined, one)
            tables.remove(one)
        tables.append(joined)
    width, height = page.get_size()
    return sorted((one for one in tables if _is_table(one, width * height)), key=lambda table: -table.top)


def _is_table(table: PdfTable, paper: float) -> bool:
    return len(table.across) > 1 and len(table.down) > 1 and not _is_frame(table, paper)


def _join(table: PdfTable, other: PdfTable) -> None:
    table.across += other.across
    table.down += [one for one in other.down if one not in table.down]


def _is_frame(table: PdfTable, paper: float) -> bool:
    """Tell whether lines are but a frame round the page, or the background that browsers draw."""
    sides, ends = (_places([stroke.at for stroke in strokes]) for strokes in (table.down, table.across))
    is_one_cell = len(sides) == len(ends) == 2
    return is_one_cell and (sides[-1] - sides[0]) * (ends[-1] - ends[0]) > _FRAME * paper


def _strokes(page: "PdfPage") -> tuple[list[Stroke], list[Stroke]]:
    """Return the lines across and down: thin rectangles, and the sides of wide ones."""
    from pypdfium2 import raw

    across: list[Stroke] = []
    down: list[Stroke] = []
    width, height = page.get_size()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        is_paper = right - left > 0.95 * width and top - bottom > 0.95 * height
        if not is_paper:
            across += _sides(left, right, bottom, top)
            down += _sides(bottom, top, left, right)
        if len(across) + len(down) > _MOST_LINES:
            return [], []
    return across, down


def _sides(start: float, end: float, low: float, high: float) -> list[Stroke]:
    """Return the lines that a rectangle draws one way: itself where it is thin, two sides where it is wide."""
    length, breadth = end - start, high - low
    if length > _THIN and breadth > _THIN:
        return [Stroke(low, start, end), Stroke(high, start, end)]
    is_line = breadth <= _THIN < length and length > _SHORTEST
    return [Stroke((low + high) / 2, start, end)] if is_line else []


def _meet(across: Stroke, down: Stroke) -> bool:
    return down.covers(across.at) and across.covers(down.at)


def fill(table: PdfTable, letters: Sequence[PdfLetter]) -> tuple[Filled | None, set[PdfLetter]]:
    """Return a table's texts, and the letters that stand in it."""
    columns = _places([stroke.at for stroke in table.down])
    rows = _places([stroke.at for stroke in table.across])[::-1]  # from the top
    if len(columns) < 2 or len(rows) < 2:
        return None, set()
    cells = _letters_of_cells(letters, columns, rows, _homes(table, columns, rows))
    texts = {home: clean(" ".join(line.text for line in lines_of(found))) for home, found in cells.items()}
    grid = (tuple(texts.get((row, at), "") for at in range(len(columns) - 1)) for row in range(len(rows) - 1))
    return Filled(tuple(columns), tuple(grid)), set(chain.from_iterable(cells.values()))


def _letters_of_cells(
    letters: Sequence[PdfLetter],
    columns: Sequence[float],
    rows: Sequence[float],
    homes: Mapping[tuple[int, int], tuple[int, int]],
) -> dict[tuple[int, int], list[PdfLetter]]:
    """Return the letters by the cell their middle stands in, the first of merged ones."""
    cells: dict[tuple[int, int], list[PdfLetter]] = {}
    for letter in letters:
        column = _between(columns, (letter.left + letter.right) / 2)
        row = _between([-at for at in rows], -(letter.base + 0.25 * letter.size))
        if column is not None and row is not None:
            cells.setdefault(homes[row, column], []).append(letter)
    return cells


def _places(found: Sequence[float]) -> list[float]:
    """Return the distinct places of lines, in order: a border drawn twice is one."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places


def _between(places: Sequence[float], where: float) -> int | None:
    return next((index for index, (low, high) in enumerate(pairwise(places)) if low <= where < high), None)


def _homes(table: PdfTable, columns: Sequence[float], rows: Sequence[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell the first of those it is merged with: no line is drawn between them."""
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            is_open_left = column > 0 and not _drawn(table.down, left, (top + bottom) / 2)
            is_open_above = row > 0 and not _drawn(table.across, top, (left + right) / 2)
            home = homes[row - 1, column] if is_open_above else (row, column)
            homes[row, column] = homes[row, column - 1] if is_open_left else home
    return homes


def _drawn(strokes: Sequence[Stroke], at: float, where: float) -> bool:
    return any(abs(stroke.at - at) <= _NEAR and stroke.start <= where <= stroke.end for stroke in strokes)
