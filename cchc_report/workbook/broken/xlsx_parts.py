"""Looks once into the parts of an .xlsx for what the reader does not tell, and for a size that would exhaust the machine.

Sheets as Excel writes them are searched as bytes, which is quick; any other XML that says the same is parsed (`sheet_xml`).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import join, normpath
from xml.parsers.expat import ExpatError

from cchc_report.workbook.broken.facts import NOTHING, SheetFacts
from cchc_report.workbook.broken.sheet_xml import (
    SheetContents,
    hidden_columns,
    is_as_excel_writes,
    is_uncalculated,
    is_usual,
    read_sheet,
    read_tags,
)
from cchc_report.workbook.broken.xlsx_marks import CellMarks, read_styles, read_texts

_LARGEST_PART = 1_200_000_000  # bytes unpacked: a sheet of a million rows and thirteen columns has some 800 million
_LARGEST_SHEET = 60_000_000  # cells from A1 to the last: the reader lays out every one of them, filled or not
_LARGEST_BOOK = 150_000_000  # cells of all sheets together, laid out one beside the other
_LARGEST_SHARED = 400_000_000  # bytes unpacked of a part that all sheets share: texts, styles
_SCANNED = (
    40_000_000  # bytes unpacked up to which every cell's address is looked at; above, only for those that are far
)
_CHUNK, _OVERLAP = 1 << 22, 64
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of any sheet
_FAR_CELL = re.compile(rb'r="([A-Z]{2,3})(\d{1,7})"')
_ROW = re.compile(rb'<row [^>]*?r="(\d{1,7})"')
_KEPT = 40_000_000  # bytes of unpacked sheets that are kept for the second look
_DAYS_TO_1904 = 1462
# What unpacking a damaged archive may raise.
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ExpatError,
)
_ADDRESS = re.compile(rb'<c r="([A-Za-z]+)(\d+)"')
_BAD_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_COLUMN = re.compile(rb"<col [^>]*>")
_ATTRIBUTE = re.compile(rb'(\w+)="(\w*)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")


class TornPart(Exception):  # noqa: N818  # said of a file, told as a diagnostic
    """A part of a workbook is not as it was packed: its checksum differs, or it ends too early."""


@dataclass(kw_only=True)
class XlsxParts:
    """The sheet parts of an .xlsx by the sheets' names; empty for every other format."""

    archive: zipfile.ZipFile | None = None
    paths: dict[str, str] = field(default_factory=dict)
    # Each part is looked at several times: what was unpacked last, as much as is scanned of one, is kept.
    _unpacked: dict[str, bytes] = field(default_factory=dict)
    _usual: dict[str, bool] = field(default_factory=dict)
    _parsed: dict[str, SheetContents | None] = field(default_factory=dict)  # None where it is as Excel writes it

    @classmethod
    def of(cls, content: bytes) -> "XlsxParts":
        """Open the parts; what cannot be opened has none, and the reader will say what is wrong with it."""
        if not content.startswith(b"PK"):
            return cls()
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            return cls(archive=archive, paths=_sheet_paths(archive))
        except UNREADABLE:
            return cls()

    def absurd_part(self) -> str | None:
        """Return the name of a sheet, or the path of a part, too large to be laid out in memory."""
        if self.archive is None:
            return None
        for shared in ("sharedstrings.xml", "styles.xml"):
            path = self._names.get(f"xl/{shared}")
            if path and self.archive.getinfo(path).file_size > _LARGEST_SHARED:
                return path
        cells = 0
        for name, path in self.paths.items():
            size = self.archive.getinfo(path).file_size
            found = _LARGEST_SHEET + 1 if size > _LARGEST_PART else self._cells(path, size)
            cells += found
            if found > _LARGEST_SHEET or cells > _LARGEST_BOOK:
                return name
        return None

    def all_facts(self) -> dict[str, SheetFacts]:
        """Return what each sheet tells besides its values; raises TornPart."""
        return {name: self.facts(name) for name in self.paths}

    def facts(self, sheet: str) -> SheetFacts:
        """Return what a sheet tells besides its values; raises TornPart."""
        path = self.paths.get(sheet, "")
        if not path:
            return NOTHING
        content = self._content(path)
        if (parsed := self._odd(path)) is not None:
            return parsed.facts
        if self.marks.concern(content):
            return read_sheet(content, self.marks).facts
        has_hidden = b"hidden=" in content
        return SheetFacts(
            broken=dict(_broken(content, self.marks)) if b't="e"' in content or b"<f" in content else {},
            hidden_rows=tuple(map(int, _HIDDEN_ROW.findall(content))) if has_hidden else (),
            hidden_columns=tuple(_hidden_columns(content)) if has_hidden else (),
        )

    @cached_property
    def marks(self) -> CellMarks:
        """What the parts that all sheets share say of cells."""
        styles, texts = self._shared("styles.xml"), self._shared("sharedstrings.xml")
        percent, struck = read_styles(styles) if styles else (frozenset(), frozenset())
        waits = "xl/calcchain.xml" not in self._names and self._book_says("calcPr", "fullCalcOnLoad")
        return CellMarks(percent, struck, read_texts(texts), not waits)

    @property
    def days_late(self) -> int:
        """By how much bare day numbers must be moved: some workbooks count from 1904."""
        return _DAYS_TO_1904 if self._book_says("workbookPr", "date1904") else 0

    @cached_property
    def _names(self) -> dict[str, str]:
        return {_plain(name): name for name in self.archive.namelist()} if self.archive else {}

    def _shared(self, part: str) -> bytes:
        path = self._names.get(f"xl/{part}")
        return self._read(path) if path else b""

    def _book_says(self, element: str, attribute: str) -> bool:
        book = self._shared("workbook.xml")
        return bool(book) and any(tag.get(attribute) in ("1", "true") for tag in read_tags(book, element))

    def _content(self, path: str) -> bytes:
        """Return a part, unpacked and its checksum compared."""
        if self.archive is None:
            return b""
        if path not in self._unpacked:
            content = self._read(path)
            if sum(map(len, self._unpacked.values())) + len(content) > _KEPT:
                self._unpacked.clear()
            self._unpacked[path] = content
        return self._unpacked[path]

    def _read(self, path: str) -> bytes:
        """Return a part; raises TornPart where it is not as it was packed."""
        assert self.archive is not None  # noqa: S101  # whoever has a path has an archive
        try:
            return self.archive.read(path)
        except UNREADABLE as error:
            raise TornPart(path) from error

    def _is_usual(self, path: str) -> bool:
        """Tell whether a part needs no closer look: as Excel writes it, and not wide or long."""
        if path not in self._usual:
            self._usual[path] = is_usual(self._content(path))
        return self._usual[path]

    def _odd(self, path: str) -> SheetContents | None:
        """Return what a part tells that is not as Excel writes it, None of one that is."""
        if path not in self._parsed:
            content = self._content(path)
            self._parsed[path] = (
                None if self._is_usual(path) or is_as_excel_writes(content) else read_sheet(content, self.marks)
            )
        return self._parsed[path]

    def _cells(self, path: str, size: int) -> int:
        """Return how many cells there are from A1 to the last one, filled or not; 0 where they are too few to matter."""
        if self.archive is None:
            return 0
        if size > _SCANNED:
            return self._cells_of_large(path)
        if self._is_usual(path):
            return 0
        if parsed := self._odd(path):
            return parsed.last_row * parsed.last_column
        addresses = set(_ADDRESS.findall(self._content(path)))
        columns = max((column_number(letters) for letters, _ in addresses), default=0)
        return columns * max((int(row) for _, row in addresses), default=0)

    def _cells_of_large(self, path: str) -> int:
        """Return how many cells a large sheet has at the most; what it says of its own size may be false or missing."""
        assert self.archive is not None  # noqa: S101  # whoever has a path has an archive
        columns, rows, before = 26, 0, b""
        try:
            with self.archive.open(path) as part:
                while chunk := part.read(_CHUNK):
                    text = before + chunk
                    for letters, row in _FAR_CELL.findall(text):
                        columns, rows = max(columns, column_number(letters)), max(rows, int(row))
                    last = _ROW.findall(text[-_CHUNK // 8 :])
                    rows = max(rows, int(last[-1])) if last else rows
                    before = text[-_OVERLAP:]
        except UNREADABLE as error:
            raise TornPart(path) from error
        return min(columns, _LAST_COLUMN) * min(rows, _LAST_ROW)


def _hidden_columns(content: bytes) -> Iterator[int]:
    for element in _COLUMN.findall(content):
        yield from hidden_columns({name.decode(): value.decode() for name, value in _ATTRIBUTE.findall(element)})


def _broken(content: bytes, marks: CellMarks) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, row, attributes, inside in _BAD_CELL.findall(content):
        value = _VALUE.search(inside)
        if b't="e"' in attributes:
            yield (int(row), column_number(letters)), value[1].decode("utf-8", "replace") if value else "#?"
        elif b"<f" in inside and is_uncalculated(
            "str" if b't="str"' in attributes else "", value[1].decode("ascii", "replace") if value else "", marks
        ):
            yield (int(row), column_number(letters)), "="


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters: A is 1, AB is 28."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name, by way of the workbook's relationships."""
    names = {_plain(name): name for name in archive.namelist()}
    targets = {
        link.get("Id"): _plain(normpath(join("/xl", link.get("Target", "").replace("\\", "/"))))
        for link in read_tags(archive.read(names["xl/_rels/workbook.xml.rels"]), "Relationship")
    }
    paths = {}
    for sheet in read_tags(archive.read(names["xl/workbook.xml"]), "sheet"):
        path = targets.get(sheet.get("id"), "")
        if path in names:
            paths[sheet.get("name", "")] = names[path]
    return paths


def _plain(name: str) -> str:
    """Return a part's name as the reader looks for it: whatever the case and the slashes."""
    return name.replace("\\", "/").lstrip("/").lower()
