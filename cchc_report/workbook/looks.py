"""How our workbooks look: fonts, fills and borders, and notes sized to their text. Needs openpyxl."""

from copy import copy

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "cchc"
FONT = "Times New Roman"

PLAIN = Font(name=FONT, size=12)
BOLD = Font(name=FONT, size=12, bold=True)
TITLE = Font(name=FONT, size=16, bold=True, color="FF1F4E78")
LINK = Font(name=FONT, size=12, color="FF0563C1", underline="single")
EXAMPLE = Font(name=FONT, size=12, italic=True, color="FF7F7F7F")
ON_DARK = Font(name=FONT, size=12, bold=True, color="FFFFFFFF")
ON_PALE = Font(name=FONT, size=12, bold=True, color="FF1F3864")

REQUIRED_FILL = PatternFill("solid", fgColor="FF1F4E78")  # dark, told from the pale ones in black and white too
OPTIONAL_FILL = PatternFill("solid", fgColor="FFDDEBF7")
EXAMPLE_FILL = PatternFill("solid", fgColor="FFF2F2F2")

_LINE = Side(style="thin", color="FFBFBFBF")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
TOP = Alignment(vertical="top")
TOP_WRAPPED = Alignment(vertical="top", wrap_text=True)
MIDDLE_WRAPPED = Alignment(horizontal="center", vertical="center", wrap_text=True)

_LONGEST_TEXT = 32_767  # letters in a cell
LINE = 16.5  # points, of text in our font
_NOTE_WIDTH = 320  # pixels
_NOTE_LINE = 46  # letters of the note's font that fit the width
_LINE_HEIGHT = 18  # pixels


def note(text: str) -> Comment:
    """Make a note of ours that is large enough for its text."""
    return sized(Comment(text, AUTHOR))


def sized(comment: Comment) -> Comment:
    """Return a note made as large as its text asks for."""
    lines = sum(1 + len(line) // _NOTE_LINE for line in comment.text.splitlines())
    comment.width, comment.height = _NOTE_WIDTH, _LINE_HEIGHT * (lines + 1)
    return comment


def set_up_page(worksheet: Worksheet, *, landscape: bool) -> None:
    """Make a sheet print on A4 pages as wide as the paper."""
    worksheet.page_setup.paperSize = 9  # A4
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    worksheet.page_setup.fitToHeight = 0


def fit_row(worksheet: Worksheet, row: int, texts: dict[str, str]) -> None:
    """Make a row as high as its wrapped texts need, each given by its column's letter: no program does it on opening."""
    lines = [
        sum(1 + int(len(line) / 1.1 / (worksheet.column_dimensions[letter].width or 8)) for line in text.splitlines())
        for letter, text in texts.items()
    ]
    worksheet.row_dimensions[row].height = LINE * max(1, *lines)


def printable(text: str) -> str:
    """Return text that a cell can hold: no control characters or broken letters, no more than Excel takes."""
    whole = text.encode("utf-8", "replace").decode("utf-8")  # a folder's name may hold bytes that are no text
    return ILLEGAL_CHARACTERS_RE.sub(" ", whole)[:_LONGEST_TEXT]


def cell_at(worksheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell of a sheet of ours, none of which is hidden by a merged one. Raises TypeError for such."""
    cell = worksheet.cell(row, column)
    if isinstance(cell, MergedCell):
        raise TypeError(cell.coordinate)
    return cell


def dress_like(cell: Cell, dressed: Cell) -> None:
    """Give a cell the whole look of another one of its workbook: openpyxl has no public way that is as fast."""
    cell._style = copy(dressed._style)  # type: ignore[attr-defined]  # private
