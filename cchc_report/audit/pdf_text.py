"""The text of a PDF page: letters by where they stand, lines of letters, paragraphs of lines. Alone asks pypdfium2 for letters."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from cchc_report.audit.written_blocks import Paragraph
from cchc_report.ground.text import clean

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_SPACE, _COLUMN = 0.13, 2.5  # gaps between letters, in font sizes, from which they are two words, two columns
_HYPHENS = {2: "-", 0xFFFE: "-", 0xAD: "-"}  # at the end of a line PDFium gives a hyphen so
_SMALL = 0.75  # of the size of the letter before: a note mark
_INDENT = 10.0  # a line that begins so far from the margin begins a paragraph
_HYPHENATED = re.compile(r"\w-$")
_BEGINS = re.compile(
    r"(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)]\s+[^\W\d_]|(?:PHẦN|Phần|MỤC|Mục)\s+[IVX\d]|[a-zđ]\)\s|[-+*•–]\s"
)


class PdfLetter(NamedTuple):
    """A letter and the box it takes up; y grows upwards."""

    text: str
    left: float
    right: float
    base: float
    size: float


class PdfLine(NamedTuple):
    """A run of text on one line of the page."""

    text: str
    left: float
    right: float
    base: float


def letters_of(page: "PdfPage") -> Iterator[PdfLetter]:
    """Yield the letters of a page, but not the note marks that stand raised beside them."""
    before: PdfLetter | None = None
    for letter in _all_letters(page):
        if before is not None and _is_note_mark(letter, before):
            continue
        before = letter
        yield letter


def _is_note_mark(letter: PdfLetter, before: PdfLetter) -> bool:
    """Tell whether a small raised digit or star stands right after a letter."""
    is_small = letter.size < _SMALL * before.size and (letter.text.isdigit() or letter.text in "*()")
    rise, gap = letter.base - before.base, letter.left - before.right
    return is_small and 0.15 * before.size < rise < before.size and -1 < gap < before.size


def _all_letters(page: "PdfPage") -> Iterator[PdfLetter]:
    from pypdfium2 import raw

    text = page.get_textpage()
    for index in range(text.count_chars()):
        letter = _HYPHENS.get(code := raw.FPDFText_GetUnicode(text, index), chr(code))
        if letter.isspace() or letter == "\x00" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        left, bottom, right, top = text.get_charbox(index, loose=True)
        size = raw.FPDFText_GetFontSize(text, index)
        yield PdfLetter(letter, left, right, _base(text, index, bottom), size if size > 1 else max(top - bottom, 1.0))


def _base(text: object, index: int, bottom: float) -> float:
    """Return the height of the line that a letter stands on."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    x, y = c_double(), c_double()
    return y.value if raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y)) else bottom


def lines_of(letters: Sequence[PdfLetter]) -> list[PdfLine]:
    """Return the lines of text from top to bottom, each from left to right; what stands far apart is several."""
    rows: list[list[PdfLetter]] = []
    for letter in sorted(letters, key=lambda one: -one.base):
        if rows and rows[-1][0].base - letter.base <= 0.35 * letter.size:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [line for row in rows for line in _runs(sorted(row, key=lambda one: one.left))]


def _runs(row: Sequence[PdfLetter]) -> Iterator[PdfLine]:
    text, left = row[0].text, row[0].left
    for before, letter in pairwise(row):
        gap = (letter.left - before.right) / letter.size
        if gap > _COLUMN:
            yield PdfLine(text, left, before.right, row[0].base)
            text, left = letter.text, letter.left
        else:
            text += (" " if gap > _SPACE else "") + letter.text
    yield PdfLine(text, left, row[-1].right, row[0].base)


def without_page_number(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines of a page but the first or last that is a mere number."""
    ends = {0, len(lines) - 1}
    return [line for number, line in enumerate(lines) if number not in ends or not line.text.strip(" -").isdigit()]


def paragraphs_of(lines: Sequence[PdfLine]) -> Iterator[Paragraph]:
    """Join the lines of each paragraph: a new one is indented or begins as headings do, or the line above it has room left."""
    if not lines:
        return
    margin, right = min(line.left for line in lines), max(line.right for line in lines)
    text = lines[0].text
    for above, line in pairwise(lines):
        if line.left > margin + _INDENT or _begins_anew(above, line, right):
            yield Paragraph(clean(text))
            text = line.text
        else:
            text += line.text if _HYPHENATED.search(text) else f" {line.text}"
    yield Paragraph(clean(text))


def _begins_anew(above: PdfLine, line: PdfLine, right: float) -> bool:
    is_beside = abs(above.base - line.base) < 1 and above.right < line.left
    return is_beside or _has_room(above, line, right) or _BEGINS.match(line.text) is not None


def _has_room(above: PdfLine, line: PdfLine, right: float) -> bool:
    """Tell whether the first word of a line would have stood in the line above: somebody began a new one."""
    letter = (line.right - line.left) / max(len(line.text), 1)
    return right - above.right > (len(line.text.split(" ", 1)[0]) + 2) * letter
