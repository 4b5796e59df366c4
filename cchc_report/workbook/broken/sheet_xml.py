"""Reads a sheet's XML however it is written: any prefix, order of attributes, quotes or encoding; cells may lack addresses.

Knows XML and the names of SpreadsheetML, not archives.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate

from cchc_report.workbook.broken.facts import SheetFacts, as_percent
from cchc_report.workbook.broken.xlsx_marks import CellMarks, RichText
from cchc_report.workbook.sheet import Cell

_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_ODD_CELL = re.compile(rb'<c(?! r="|ol)')  # <col> and <cols> are no cells
_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]\d{1,6}"|ol)')  # odd, or beyond column Z or row 999.999
_FURTHEST_COLUMN = 500  # that can be a table's
_FURTHEST = 10**10  # rows or columns: where a cell stands beyond, no more digits are needed


def is_as_excel_writes(content: bytes) -> bool:
    """Tell whether every cell of a sheet begins with `<c r="`, so that it can be searched without being parsed."""
    return not _ODD_CELL.search(content) and _has_rows_and_double_quotes(content)


def is_usual(content: bytes) -> bool:
    """Tell whether a sheet is as Excel writes it and ends before column AA and row 1.000.000, as nearly all do: one look for both."""
    return not _UNUSUAL_CELL.search(content) and _has_rows_and_double_quotes(content)


def _has_rows_and_double_quotes(content: bytes) -> bool:
    if b"<row" not in content or b":c" in content:
        return False
    return b"'" not in content or b"='" not in content  # the first look is the quicker one


def read_tags(content: bytes, name: str) -> list[Mapping[str, str]]:
    """Return the attributes of every element of a name, all names without their prefixes; raises ExpatError."""
    found: list[Mapping[str, str]] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if _local(tag) == name:
            found.append({_local(key): value for key, value in attributes.items()})

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)  # pyexpat takes no keywords
    return found


def read_sheet(content: bytes, marks: CellMarks) -> "SheetContents":
    """Return what a sheet's XML tells besides its values; raises ExpatError."""
    found = SheetContents(marks=marks)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.Parse(content, True)  # pyexpat takes no keywords
    return found


@dataclass(kw_only=True)
class SheetContents:
    """What the elements of a sheet tell; a cell or row without an address stands next to the one before."""

    marks: CellMarks
    broken: dict[tuple[int, int], str] = field(default_factory=dict)  # an error as shown, "=" a formula without a value
    shown: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    struck_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    row: int = 0
    column: int = 0
    kind: str = ""
    style: str = ""
    has_formula: bool = False
    value: str = ""
    in_value: bool = False
    inline: RichText | None = None
    filled: int = 0  # cells of the row that hold something, and those of them that are struck out
    struck: int = 0

    @property
    def facts(self) -> SheetFacts:
        """What was found."""
        return SheetFacts(
            broken=self.broken,
            shown=self.shown,
            hidden_rows=tuple(self.hidden_rows),
            hidden_columns=tuple(self.hidden_columns),
            struck_rows=tuple(self.struck_rows),
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name = _local(tag)
        if self.inline is not None:
            self.inline.start(name, attributes)
            return
        match name:
            case "row":
                self._open_row(attributes)
            case "col":
                self.hidden_columns += hidden_columns(attributes)
            case "c":
                self._open_cell(attributes)
            case "f":
                self.has_formula = True
            case "v":
                self.in_value = True
            case "is":
                self.inline = RichText()

    def text(self, text: str) -> None:
        """Take the text of a value."""
        if self.inline is not None:
            self.inline.take(text)
        elif self.in_value:
            self.value += text

    def end(self, tag: str) -> None:
        """Close an element."""
        name = _local(tag)
        if self.inline is not None and name != "is":
            self.inline.end(name)
            return
        match name:
            case "v":
                self.in_value = False
            case "is" if self.inline is not None:
                self._close_inline(self.inline)
            case "c":
                self._close_cell()
            case "row" if 0 < self.filled == self.struck:
                self.struck_rows.append(self.row)

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number[:12]) if number.isascii() and number.isdigit() else self.row + 1
        self.column = self.filled = self.struck = 0
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.append(self.row)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self.column += 1
        if address := _ADDRESS.fullmatch(attributes.get("r", "")):
            self.column, self.row = _column(address[1]), int(address[2][:12])
        self.last_row = min(max(self.last_row, self.row), _FURTHEST)
        self.last_column = min(max(self.last_column, self.column), _FURTHEST)
        self.kind, self.style = attributes.get("t", ""), attributes.get("s", "")
        self.has_formula, self.value = False, ""

    def _close_inline(self, text: RichText) -> None:
        self.inline, self.value = None, text.read()
        if text.is_marked:
            self._show(self.value)

    def _close_cell(self) -> None:
        if self.value:
            self.filled += 1
            self.struck += self.style in self.marks.struck
        if self.kind == "e":
            self.broken[self.row, self.column] = self.value or "#?"
        elif self.has_formula and is_uncalculated(self.kind, self.value, self.marks):
            self.broken[self.row, self.column] = "="
        elif self.kind == "s":
            if (
                self.marks.texts
                and self.value.isdigit()
                and (text := self.marks.texts.get(int(self.value))) is not None
            ):
                self._show(text)
        elif self.kind in ("", "n") and self.value and self.style in self.marks.percent:
            with suppress(ValueError, ArithmeticError):
                self._show(as_percent(float(self.value)))

    def _show(self, value: Cell) -> None:
        self.shown.setdefault(self.row, {})[self.column] = value


def is_uncalculated(kind: str, value: str, marks: CellMarks) -> bool:
    """Tell whether a formula was never calculated: without a value that is no text, or with a 0 put there meanwhile."""
    return (not value and kind != "str") or (value == "0" and not marks.is_calculated)


def hidden_columns(attributes: Mapping[str, str]) -> list[int]:
    """Return the numbers of the columns that an element says are hidden; those beyond any table aside."""
    if attributes.get("hidden") not in ("1", "true"):
        return []
    first, last = (attributes.get(name, "") for name in ("min", "max"))
    if not (first.isdigit() and last.isdigit()):
        return []
    return list(range(int(first[:6]), min(int(last[:6]), _FURTHEST_COLUMN) + 1))


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _column(letters: str) -> int:
    """Return the number of a column; of more letters than any has, one beyond all."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + ord(letter) - 64
    return number
