"""Reads the sheets of an .ods element by element, as LibreOffice shows them, also where one cell or row stands for many."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from cchc_report.workbook.broken.facts import as_percent, raised
from cchc_report.workbook.broken.ods_styles import OdsStyles
from cchc_report.workbook.sheet import Area, Cell, SheetRow

_MOST_CELLS = 30_000_000  # of one file: one cell may say that it stands for 16.384 times 1.048.576
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_ERROR = re.compile(r"Err:\d+|#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A)")
_DURATION = re.compile(r"PT(\d{1,9})H(\d{1,2})M(\d{1,2})(?:[.,]\d+)?S")
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_DAYS_TO_1904 = 1462


class TooManyCells(Exception):  # noqa: N818  # said of a file, told as a diagnostic
    """The cells of a file stand for more than there can be."""


@dataclass(kw_only=True)
class OdsSheet:
    """A sheet as it was found; rows and columns are counted from 1."""

    name: str
    is_hidden: bool = False
    rows: list[SheetRow] = field(default_factory=list)
    broken: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    struck_rows: list[int] = field(default_factory=list)


@dataclass(kw_only=True)
class _OpenCell:
    """A cell whose end has not been read."""

    attributes: Mapping[str, str]
    depth: int
    lines: list[list[str]] = field(default_factory=list)
    all_lines: list[list[str]] = field(default_factory=list)  # with what is struck out

    def take(self, text: str, *, is_struck: bool) -> None:
        """Add text to the last paragraph."""
        if self.lines:
            self.all_lines[-1].append(text)
            if not is_struck:
                self.lines[-1].append(text)

    def text(self) -> str:
        """Return the text as it is shown, without what is struck out unless that is all."""
        shown = [
            "\n".join(_plain("".join(line)) for line in lines).strip("\n") for lines in (self.lines, self.all_lines)
        ]
        return shown[0] or shown[1]


@dataclass(kw_only=True)
class OdsContent:
    """Takes the elements of content.xml one after another."""

    sheets: list[OdsSheet] = field(default_factory=list)
    styles: OdsStyles = field(default_factory=OdsStyles)
    days_late: int = 0
    tables: int = 0  # a table may stand within a cell or a drawing of another: that one is not the sheet's
    depth: int = 0
    row: SheetRow = field(default_factory=list)
    row_attributes: Mapping[str, str] = field(default_factory=dict)
    errors: list[tuple[int, str]] = field(default_factory=list)  # of the row, by column
    struck: int = 0
    cell: _OpenCell | None = None
    hidden_groups: int = 0
    groups: list[bool] = field(default_factory=list)
    annotations: int = 0
    spans: list[str] = field(default_factory=list)
    column: int = 0  # of the columns that have been declared
    cells: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        self.depth += 1
        if tag == "table:table":
            self._open_table(attributes)
        elif self.cell is not None:
            self._open_in_cell(tag, attributes, self.cell)
        elif self.tables == 1:
            self._open_in_table(tag, attributes)
        elif tag == "table:null-date" and attributes.get("table:date-value", "").startswith("1904"):
            self.days_late = _DAYS_TO_1904
        else:
            self.styles.start(tag, attributes)

    def take(self, text: str) -> None:
        """Take some characters."""
        if self.cell is not None and not self.annotations and self.tables == 1:
            self._take(text, self.cell)

    def end(self, tag: str) -> None:
        """Close an element."""
        if tag == "table:table":
            self.tables -= 1
        elif self.tables == 1:
            match tag:
                case "text:span" if self.spans:
                    self.spans.pop()
                case "office:annotation":
                    self.annotations -= 1
                case "table:table-row":
                    self._close_row()
                case "table:table-row-group" if self.groups:
                    self.hidden_groups -= self.groups.pop()
                case _ if tag in _CELLS and self.cell is not None and self.cell.depth == self.depth:
                    self._close_cell(self.cell)
        self.depth -= 1

    def _open_table(self, attributes: Mapping[str, str]) -> None:
        self.tables += 1
        if self.tables == 1:
            is_hidden = attributes.get("table:style-name") in self.styles.hidden
            self.sheets.append(OdsSheet(name=attributes.get("table:name", ""), is_hidden=is_hidden))
            self.column = 0

    def _open_in_table(self, tag: str, attributes: Mapping[str, str]) -> None:
        match tag:
            case "table:table-column":
                count = _count(attributes.get("table:number-columns-repeated"), _MOST_COLUMNS)
                if attributes.get("table:visibility") in ("collapse", "filter"):
                    self.sheets[-1].hidden_columns += range(self.column + 1, min(self.column + count, 500) + 1)
                self.column += count
            case "table:table-row-group":
                self.groups.append(attributes.get("table:display") == "false")
                self.hidden_groups += self.groups[-1]
            case "table:table-row":
                self.row, self.row_attributes, self.errors, self.struck = [], attributes, [], 0
            case _ if tag in _CELLS:
                self.cell = _OpenCell(attributes=attributes, depth=self.depth)

    def _open_in_cell(self, tag: str, attributes: Mapping[str, str], cell: _OpenCell) -> None:
        match tag:
            case "office:annotation":
                self.annotations += 1
            case "text:p" if not self.annotations and self.tables == 1:
                cell.lines.append([])
                cell.all_lines.append([])
            case "text:span":
                self.spans.append(attributes.get("text:style-name", ""))
            case "text:s":
                self._take(" " * _count(attributes.get("text:c"), 100), cell)
            case "text:tab":
                self._take(" ", cell)
            case "text:line-break" if not self.annotations and self.tables == 1:
                cell.lines.append([])
                cell.all_lines.append([])

    def _take(self, text: str, cell: _OpenCell) -> None:
        is_raised = any(span in self.styles.raised for span in self.spans)
        is_struck = any(span in self.styles.struck for span in self.spans)
        cell.take(raised(text) if is_raised else text, is_struck=is_struck)

    def _close_cell(self, cell: _OpenCell) -> None:
        self.cell, self.spans = None, []
        value = _value(cell)
        times = _count(cell.attributes.get("table:number-columns-repeated"), _MOST_COLUMNS)
        column = len(self.row) + 1
        if shown := _error(cell, value):
            value = ""
            self.errors += [(number, shown) for number in range(column, min(column + times, _MOST_COLUMNS + 1))]
        across = _count(cell.attributes.get("table:number-columns-spanned"), _MOST_COLUMNS)
        down = _count(cell.attributes.get("table:number-rows-spanned"), _MOST_ROWS)
        if across > 1 or down > 1:
            top = len(self.sheets[-1].rows) + 1
            self.sheets[-1].merged.append((top, column, top + down - 1, column + across - 1))
        if value != "" and cell.attributes.get("table:style-name") in self.styles.struck:
            self.struck += times
        self.row += [value] * max(min(times, _MOST_COLUMNS - len(self.row)), 0)

    def _close_row(self) -> None:
        sheet, row = self.sheets[-1], self.row
        while row and row[-1] == "":
            row.pop()
        times = _count(self.row_attributes.get("table:number-rows-repeated"), _MOST_ROWS)
        times = min(times, _MOST_ROWS - len(sheet.rows))
        self.cells += times * (len(row) + len(self.errors) + 1) if row or self.errors else 0
        if self.cells > _MOST_CELLS:
            raise TooManyCells
        first = len(sheet.rows) + 1
        if row or self.errors:
            numbers = range(first, first + times)
            if self.hidden_groups or self.row_attributes.get("table:visibility") in ("collapse", "filter"):
                sheet.hidden_rows += numbers
            if self.struck and self.struck == sum(cell != "" for cell in row):
                sheet.struck_rows += numbers
            sheet.broken.update({(number, column): shown for number in numbers for column, shown in self.errors})
        sheet.rows += [[*row] for _ in range(times)] if times < _MOST_ROWS // 2 or row or self.errors else []


def _value(cell: _OpenCell) -> Cell:
    attributes = cell.attributes
    kind = attributes.get("office:value-type") or attributes.get("calcext:value-type")
    try:
        match kind:
            case "float" | "currency":
                return float(attributes["office:value"])
            case "percentage":
                return as_percent(float(attributes["office:value"]))
            case "date":
                return _moment(attributes["office:date-value"])
            case "time" if found := _DURATION.fullmatch(attributes.get("office:time-value", "")):
                hours, minutes, seconds = map(int, found.groups())
                return time(hours, minutes, seconds) if hours < 24 else timedelta(hours=hours, minutes=minutes, seconds=seconds)  # fmt: skip
            case "boolean":
                return attributes.get("office:boolean-value") == "true"
    except (KeyError, ValueError, ArithmeticError):
        return cell.text()
    return attributes.get("office:string-value") or cell.text()


def _moment(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return moment if moment.time() != time() else moment.date()


def _error(cell: _OpenCell, value: Cell) -> str:
    """Return what a cell in error shows; "=" for a formula that was never calculated, nothing for any other cell."""
    attributes = cell.attributes
    has_formula = "table:formula" in attributes
    shown = cell.text().strip()
    if attributes.get("calcext:value-type") == "error" or (has_formula and _ERROR.fullmatch(shown)):
        return shown or "#?"
    is_empty = value == "" and "office:value-type" not in attributes and not cell.lines
    return "=" if has_formula and is_empty else ""


def _plain(text: str) -> str:
    """Return a paragraph with the white space of a pretty-printed file as single spaces."""
    return " ".join(text.split(" ")).strip() if "\n" not in text and "\t" not in text else " ".join(text.split())


def _count(repeated: str | None, most: int) -> int:
    """Return how many times a cell or row stands; 1 where no number says."""
    if not repeated or not (repeated.isascii() and repeated.isdigit()):
        return 1
    return max(1, min(int(repeated[:8]), most))
