"""The text layer of a PDF as paragraphs and tables: letters by where they stand, tables by the lines drawn around their cells.

Alone knows pypdfium2. A scanned page has no letters, and that is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadableReportError
from cchc_report.ground.text import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 300
_MOST_LINES = 3_000  # drawn on a page
_THIN = 3.0  # points: a rectangle as narrow as this is a line
_SHORTEST = 4.0
_NEAR = 3.0  # ends of lines that meet
_SPACE, _COLUMN = 0.13, 2.5  # gaps between letters, in font sizes, from which they are two words, two columns
_INDENT = 10.0  # a line that begins so far from the margin begins a paragraph
_SHORT = 60.0  # a line that ends so far from the margin ends one
_SCAN_HINT = "Đây là bản chụp (scan). Hãy kiểm tra tệp Word gốc, hoặc lưu lại PDF từ Word (File > Save As > PDF)."


class _Letter(NamedTuple):
    """A letter and the box it takes up; y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float


class _Line(NamedTuple):
    """A run of text on one line of the page."""

    text: str
    left: float
    right: float


class _Stroke(NamedTuple):
    """A line drawn on the page, along one axis: where it stands on the other, from where to where."""

    at: float
    start: float
    end: float

    def covers(self, where: float) -> bool:
        """Tell whether it passes a point of its axis."""
        return self.start - _NEAR <= where <= self.end + _NEAR


@dataclass
class _Table:
    """Lines that hang together."""

    across: list[_Stroke] = field(default_factory=list)
    down: list[_Stroke] = field(default_factory=list)


def read_pdf(path: Path) -> Iterator[Block]:
    """Yield the paragraphs and tables of all pages; raises UnreadableReportError."""
    try:
        import pypdfium2
    except ImportError:
        hint = "Kiểm tra tệp Word gốc, hoặc nhờ bộ phận kỹ thuật chạy: pip install “cchc-report[pdf]”."
        raise UnreadableReportError("là PDF, mà máy này chưa cài phần đọc PDF", hint) from None
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReportError(
                "đặt mật khẩu", "Lưu một bản PDF không có mật khẩu rồi kiểm tra bản đó."
            ) from None
        raise UnreadableReportError("bị hỏng, không mở được", "Lưu lại PDF từ tệp Word gốc.") from None
    try:
        yield from _read_pages(document)
    except pypdfium2.PdfiumError:
        raise UnreadableReportError("có trang bị hỏng", "Lưu lại PDF từ tệp Word gốc.") from None
    finally:
        document.close()


def _read_pages(document: "PdfDocument") -> Iterator[Block]:
    if len(document) > _MOST_PAGES:
        raise UnreadableReportError(f"có hơn {_MOST_PAGES} trang", "Kiểm tra lại có đúng tệp báo cáo không.")
    lines: list[_Line] = []
    has_letters = False
    for page in document:
        letters = tuple(_letters(page))
        has_letters = has_letters or bool(letters)
        inside: set[_Letter] = set()
        grids: list[Grid] = []
        for table in _tables(page):
            grid, taken = _fill(table, letters)
            grids += [grid] if grid else []
            inside |= taken
        lines += _without_page_number(_lines([letter for letter in letters if letter not in inside]))
        if grids:
            yield from _paragraphs(lines)
            lines = []
            yield from grids
    yield from _paragraphs(lines)
    if not has_letters:
        raise UnreadableReportError("không có lớp chữ", _SCAN_HINT)


def _letters(page: "PdfPage") -> Iterator[_Letter]:
    from pypdfium2 import raw

    text = page.get_textpage()
    for index in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, index))
        if letter.isspace() or letter == "\x00" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        size = raw.FPDFText_GetFontSize(text, index)
        yield _Letter(letter, left, right, _base(text, index, bottom), size if size > 1 else max(top - bottom, 1.0))


def _base(text: object, index: int, bottom: float) -> float:
    """Return the height of the line that a letter stands on."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    return y.value if raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y)) else bottom


def _lines(letters: Sequence[_Letter]) -> list[_Line]:
    """Return the lines of text from top to bottom, each from left to right; what stands far apart is several."""
    rows: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if rows and rows[-1][0].base - letter.base <= 0.35 * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows for line in _runs(sorted(row, key=lambda one: one.left))]


def _runs(row: Sequence[_Letter]) -> Iterator[_Line]:
    text, left = row[0].text, row[0].left
    for before, letter in pairwise(row):
        gap = (letter.left - before.right) / letter.size
        if gap > _COLUMN:
            yield _Line(text, left, before.right)
            text, left = letter.text, letter.left
        else:
            text += (" " if gap > _SPACE else "") + letter.text
    yield _Line(text, left, row[-1].right)


def _without_page_number(lines: list[_Line]) -> list[_Line]:
    ends = {0, len(lines) - 1}
    return [line for number, line in enumerate(lines) if number not in ends or not line.text.strip(" -").isdigit()]


def _paragraphs(lines: Sequence[_Line]) -> Iterator[Paragraph]:
    """Join the lines of each paragraph: a new one is indented, or the line above it ends early."""
    if not lines:
        return
    margin, right = min(line.left for line in lines), max(line.right for line in lines)
    text = lines[0].text
    for above, line in pairwise(lines):
        is_ended = above.text.endswith((".", ";", ":")) and above.right < right - _SHORT
        if line.left > margin + _INDENT or is_ended:
            yield Paragraph(clean(text))
            text = line.text
        else:
            text = f"{text} {line.text}"
    yield Paragraph(clean(text))


def _tables(page: "PdfPage") -> list[_Table]:
    """Return the tables of a page from top to bottom: lines that touch, at least two across and two down."""
    across, down = _strokes(page)
    tables: list[_Table] = []
    for stroke in across:
        touched = [one for one in tables if any(_meet(stroke, other) for other in one.down)]
        joined = _Table([stroke], [other for other in down if _meet(stroke, other)])
        for one in touched:
            joined.across += one.across
            joined.down += [other for other in one.down if other not in joined.down]
            tables.remove(one)
        tables.append(joined)
    return sorted(
        (table for table in tables if len(table.across) > 1 and len(table.down) > 1),
        key=lambda table: -max(stroke.at for stroke in table.across),
    )


def _strokes(page: "PdfPage") -> tuple[list[_Stroke], list[_Stroke]]:
    """Return the lines across and down: thin rectangles, and the sides of wide ones."""
    from pypdfium2 import raw

    across: list[_Stroke] = []
    down: list[_Stroke] = []
    width, height = page.get_size()
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3):
        left, bottom, right, top = shape.get_bounds()
        wide, tall = right - left, top - bottom
        if wide > 0.95 * width and tall > 0.95 * height:
            continue  # the paper
        if tall <= _THIN < wide and wide > _SHORTEST:
            across.append(_Stroke((bottom + top) / 2, left, right))
        elif wide <= _THIN < tall and tall > _SHORTEST:
            down.append(_Stroke((left + right) / 2, bottom, top))
        elif wide > _THIN and tall > _THIN:
            across += [_Stroke(bottom, left, right), _Stroke(top, left, right)]
            down += [_Stroke(left, bottom, top), _Stroke(right, bottom, top)]
        if len(across) + len(down) > _MOST_LINES:
            return [], []
    return across, down


def _meet(across: _Stroke, down: _Stroke) -> bool:
    return down.covers(across.at) and across.covers(down.at)


def _fill(table: _Table, letters: Sequence[_Letter]) -> tuple[Grid | None, set[_Letter]]:
    """Return a table's texts, and the letters that stand in it."""
    columns = _places([stroke.at for stroke in table.down])
    rows = _places([stroke.at for stroke in table.across])[::-1]  # from the top
    if len(columns) < 2 or len(rows) < 2:
        return None, set()
    homes = _homes(table, columns, rows)
    cells: dict[tuple[int, int], list[_Letter]] = {}
    for letter in letters:
        column = _between(columns, (letter.left + letter.right) / 2)
        row = _between([-at for at in rows], -(letter.base + 0.25 * letter.size))
        if column is not None and row is not None:
            cells.setdefault(homes[row, column], []).append(letter)
    texts = {home: clean(" ".join(line.text for line in _lines(found))) for home, found in cells.items()}
    grid = tuple(
        tuple(texts.get((row, column), "") for column in range(len(columns) - 1)) for row in range(len(rows) - 1)
    )
    return Grid(grid), {letter for found in cells.values() for letter in found}


def _places(found: Sequence[float]) -> list[float]:
    """Return the distinct places of lines, in order: a border drawn twice is one."""
    places: list[float] = []
    for place in sorted(found):
        if not places or place - places[-1] > _NEAR:
            places.append(place)
    return places


def _between(places: Sequence[float], where: float) -> int | None:
    return next((index for index, (low, high) in enumerate(pairwise(places)) if low <= where < high), None)


def _homes(table: _Table, columns: Sequence[float], rows: Sequence[float]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each cell the first of those it is merged with: no line is drawn between them."""
    homes: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (top, bottom) in enumerate(pairwise(rows)):
        for column, (left, right) in enumerate(pairwise(columns)):
            is_open_left = column > 0 and not _drawn(table.down, left, (top + bottom) / 2)
            is_open_above = row > 0 and not _drawn(table.across, top, (left + right) / 2)
            home = homes[row - 1, column] if is_open_above else (row, column)
            homes[row, column] = homes[row, column - 1] if is_open_left else home
    return homes


def _drawn(strokes: Sequence[_Stroke], at: float, where: float) -> bool:
    return any(abs(stroke.at - at) <= _NEAR and stroke.start <= where <= stroke.end for stroke in strokes)
