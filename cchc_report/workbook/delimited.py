"""Reads text tables: comma, semicolon or tab separated, in UTF-8, UTF-16 or the Vietnamese Windows code page."""

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.workbook.letters import spoiled_letters
from cchc_report.workbook.sheet import Sheet, SheetRow
from cchc_report.workbook.told import SheetsRead, emptied, refused

_ENCODINGS = ("utf-8-sig", "cp1258", "latin-1")
_DELIMITERS = ",;\t|"
_SAMPLE = 30  # lines
_WIDE = 4  # cells: a line within a cell that has as many is a row that a stray quote swallowed
_QUOTES = (
    "Mở tệp bằng phần mềm soạn văn bản (Notepad) và xóa dấu ngoặc kép thừa ở dòng ấy, hoặc xuất lại tệp dạng Excel."
)


class _TornQuotesError(Exception):
    """A quotation mark that opens a cell does not close where the cell ends; the argument is the line, from 1."""


def read_delimited(content: bytes, name: str) -> SheetsRead:
    """Return the one sheet of a text table, named after the file."""
    text = decode(content)
    if spoiled := spoiled_letters(text):
        return refused(Code.LETTERS_SPOILED, Place(file=name), *spoiled)
    if "\0" in text:
        return emptied(text, name)
    csv.field_size_limit(1 << 24)
    try:
        rows = list(_rows(text, find_delimiter(text)))
    except _TornQuotesError as torn:
        place, message = (
            Place(file=name, label=f"dòng {torn}"),
            "Dấu ngoặc kép mở ô mà không đóng: các dòng sau bị nuốt",
        )
        return refused(Code.WORKBOOK_UNREADABLE, place, message, _QUOTES)
    return (Sheet.of_rows(name, PurePath(name).stem, rows),), ()


def _rows(text: str, delimiter: str) -> Iterator[SheetRow]:
    """Yield the rows; raises _TornQuotesError where a quotation mark makes one of several."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    began = width = 0
    try:
        for row in reader:
            if reader.line_num > began + 1 and _swallowed(row, delimiter, width or len(row)):
                raise _TornQuotesError(began + 1)
            width = max(width, len(row))
            began = reader.line_num
            yield [*row]
    except csv.Error as error:
        raise _TornQuotesError(began + 1) from error


def _swallowed(row: list[str], delimiter: str, width: int) -> bool:
    """Tell whether a cell has a line of its own with as many cells as the rows have."""
    return width >= _WIDE and any(
        line.count(delimiter) >= width - 1 for cell in row if "\n" in cell for line in cell.splitlines()
    )


def decode(content: bytes) -> str:
    """Return the text of a file in the first encoding that fits; Latin-1 fits everything."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    head = content[:65536]
    if b"\x00" in head:
        return content.decode("utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be", "replace")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 decodes any bytes")


def find_delimiter(text: str) -> str:
    """Return the mark that cuts most of the first lines into the same number of cells, two at least."""
    lines = [line for line in text[:65536].splitlines()[:_SAMPLE] if line.strip()]

    def regularity(mark: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(lines, delimiter=mark) if len(row) > 1]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual), usual

    return max(_DELIMITERS, key=regularity)
