"""How our workbooks look: fonts, fills and borders, and notes sized to their text. Needs openpyxl."""

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

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
TOP_WRAPPED = Alignment(vertical="top", wrap_text=True)
MIDDLE_WRAPPED = Alignment(horizontal="center", vertical="center", wrap_text=True)

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
