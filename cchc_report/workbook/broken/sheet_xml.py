"""Reads a sheet's XML however it is written: any prefix, order of attributes, quotes or encoding; cells may lack addresses.

Knows XML and the names of SpreadsheetML, not archives.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate

_ADDRESS = re.compile(r"([A-Za-z]+)(\d+)")
_ODD_CELL = re.compile(rb'<c(?! r="|ol)')  # <col> and <cols> are no cells
_UNUSUAL_CELL = re.compile(rb'<c(?! r="[A-Z]\d{1,6}"|ol)')  # odd, or beyond column Z or row 999.999
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


def read_sheet(content: bytes) -> "SheetContents":
    """Return what a sheet's XML tells besides its values; raises ExpatError."""
    found = SheetContents()
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

    broken: dict[tuple[int, int], str] = field(default_factory=dict)  # an error as shown, "=" a formula without a value
    hidden_rows: list[int] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0
    row: int = 0
    column: int = 0
    kind: str = ""
    has_formula: bool = False
    value: str = ""
    in_value: bool = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        match _local(tag):
            case "row":
                number = attributes.get("r", "")
                self.row = int(number[:12]) if number.isascii() and number.isdigit() else self.row + 1
                self.column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self.hidden_rows.append(self.row)
            case "c":
                self.column += 1
                if address := _ADDRESS.fullmatch(attributes.get("r", "")):
                    self.column, self.row = _column(address[1]), int(address[2][:12])
                self.last_row = min(max(self.last_row, self.row), _FURTHEST)
                self.last_column = min(max(self.last_column, self.column), _FURTHEST)
                self.kind, self.has_formula, self.value = attributes.get("t", ""), False, ""
            case "f":
                self.has_formula = True
            case "v":
                self.in_value = True

    def text(self, text: str) -> None:
        """Take the text of a value."""
        if self.in_value:
            self.value += text

    def end(self, tag: str) -> None:
        """Close an element."""
        match _local(tag):
            case "v":
                self.in_value = False
            case "c" if self.kind == "e":
                self.broken[self.row, self.column] = self.value or "#?"
            case "c" if self.has_formula and not self.value:
                self.broken[self.row, self.column] = "="


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _column(letters: str) -> int:
    """Return the number of a column; of more letters than any has, one beyond all."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + ord(letter) - 64
    return number
