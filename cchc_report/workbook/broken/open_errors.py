"""Finds the cells in error in the XML of an .ods, also where one cell or row stands for many."""

import re
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from cchc_report.workbook.broken.binary_errors import Cells

_LARGEST = 200_000_000  # bytes unpacked: a sheet of some 70.000 rows and thirteen columns
_PIECE, _OVERLAP = 1 << 20, 64  # bytes
_MOST_CELLS = 1_000_000  # told of one file: one cell may say that it stands for 16.384 times 1.048.576
_FURTHEST = 10**7  # rows or columns
_MAYBE_ERROR = re.compile(rb"value-type\s*=\s*[\"']error|>\s*(?:Err:\d|#[NDVR])")
_ERROR = re.compile(r"Err:\d+|#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)")


def ods_errors(archive: zipfile.ZipFile) -> dict[str, Cells]:
    """Return the error cells of each sheet by its name; raises what unpacking a damaged archive may."""
    if archive.getinfo("content.xml").file_size > _LARGEST or not _may_have_errors(archive):
        return {}
    found = _Contents()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.take
    with archive.open("content.xml") as part, suppress(ExpatError):
        parser.ParseFile(part)
    return found.sheets


def _may_have_errors(archive: zipfile.ZipFile) -> bool:
    before = b""
    with archive.open("content.xml") as part:
        while piece := part.read(_PIECE):
            if _MAYBE_ERROR.search(before + piece):
                return True
            before = piece[-_OVERLAP:]
    return False


@dataclass(kw_only=True)
class _Contents:
    """What the elements tell: where the next cell stands, and which of a row's cells are in error."""

    sheets: dict[str, Cells] = field(default_factory=dict)
    sheet: Cells = field(default_factory=dict)
    tables: int = 0  # a table may stand within a cell or a drawing of another: that one is not the sheet's
    depth: int = 0
    row: int = 0
    column: int = 0
    repeated_row: int = 1
    repeated_cell: int = 1
    row_errors: list[tuple[int, int, str]] = field(default_factory=list)  # first column, how many, what is shown
    cell_depth: int = 0
    in_error: bool = False
    has_formula: bool = False
    text: str = ""
    told: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self.depth += 1
        if tag == "table:table":
            self.tables += 1
            if self.tables == 1:
                self.sheet = self.sheets.setdefault(attributes.get("table:name", ""), {})
                self.row = 1
        elif self.tables == 1:
            match tag:
                case "table:table-row":
                    self.repeated_row = _count(attributes.get("table:number-rows-repeated"))
                    self.column, self.row_errors = 1, []
                case "table:table-cell" | "table:covered-table-cell":
                    self.cell_depth, self.text = self.depth, ""
                    self.repeated_cell = _count(attributes.get("table:number-columns-repeated"))
                    self.in_error = attributes.get("calcext:value-type") == "error"
                    self.has_formula = "table:formula" in attributes

    def take(self, text: str) -> None:
        """Take the text of a paragraph of the cell itself, not of its note."""
        if self.depth == self.cell_depth + 1 and len(self.text) < 64:
            self.text += text[:64]

    def end(self, tag: str) -> None:
        """Close an element."""
        self.depth -= 1
        if tag == "table:table":
            self.tables -= 1
        elif self.tables == 1:
            match tag:
                case "table:table-cell" | "table:covered-table-cell":
                    self._end_cell()
                case "table:table-row":
                    self._end_row()

    def _end_cell(self) -> None:
        shown = self.text.strip()
        if self.in_error or (self.has_formula and _ERROR.fullmatch(shown)):
            self.row_errors.append((self.column, self.repeated_cell, shown or "#?"))
        self.column = min(self.column + self.repeated_cell, _FURTHEST)
        self.in_error = self.has_formula = False
        self.cell_depth = 0

    def _end_row(self) -> None:
        for row in range(self.row, self.row + (self.repeated_row if self.row_errors else 0)):
            for first, count, shown in self.row_errors:
                taken = min(count, _MOST_CELLS - self.told)
                self.told += taken
                self.sheet.update(((row, column), shown) for column in range(first, first + taken))
            if self.told >= _MOST_CELLS:
                break
        self.row = min(self.row + self.repeated_row, _FURTHEST)


def _count(repeated: str | None) -> int:
    """Return how many times a cell or row stands; 1 where no number says."""
    if not repeated or not (repeated.isascii() and repeated.isdigit()):
        return 1
    return max(1, min(int(repeated[:8]), _FURTHEST))
