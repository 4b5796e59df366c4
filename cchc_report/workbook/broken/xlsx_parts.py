"""Looks into the parts of an .xlsx for what the reader does not tell: cells in error, and a size that would exhaust the machine.

Sheets as Excel writes them are searched as bytes, which is quick; any other XML that says the same is parsed (`sheet_xml`).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from xml.parsers.expat import ExpatError

from cchc_report.workbook.broken.sheet_xml import SheetContents, is_as_excel_writes, is_usual, read_sheet, read_tags

_LARGEST_PART = 1_200_000_000  # bytes unpacked: a sheet of a million rows and thirteen columns has some 800 million
_LARGEST_SHEET = 60_000_000  # cells from A1 to the last: the reader lays out every one of them, filled or not
_SCANNED = 40_000_000  # bytes unpacked up to which every cell's address is looked at; above, the sheet's own dimension is believed
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
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"')
_BAD_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)(?<!/)>(.*?)</c>', re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<row (?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_VALUE = re.compile(rb"<v(?: [^>]*)?>([^<]*)</v>")


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

    def absurd_sheet(self) -> str | None:
        """Return the name of a sheet too large to be laid out in memory."""
        if self.archive is None:
            return None
        for name, path in self.paths.items():
            size = self.archive.getinfo(path).file_size
            if size > _LARGEST_PART or self._cells(path, size) > _LARGEST_SHEET:
                return name
        return None

    def broken_cells(self, sheet: str) -> dict[tuple[int, int], str]:
        """Return what error cells show and which formulas have no value, by row and column counted from 1."""
        path = self.paths.get(sheet, "")
        if parsed := self._odd(path):
            return parsed.broken
        content = self._content(path)
        return dict(_broken(content)) if b't="e"' in content or b"<f" in content else {}

    def hidden_rows(self, sheet: str) -> tuple[int, ...]:
        """Return the numbers of the rows that a filter or the user has hidden."""
        path = self.paths.get(sheet, "")
        if parsed := self._odd(path):
            return tuple(parsed.hidden_rows)
        content = self._content(path)
        return tuple(int(number) for number in _HIDDEN_ROW.findall(content)) if b"hidden=" in content else ()

    def _content(self, path: str) -> bytes:
        """Return a part; nothing of one that is too large to be looked through."""
        if self.archive is None or not path or self.archive.getinfo(path).file_size > _SCANNED:
            return b""
        if path not in self._unpacked:
            content = self.archive.read(path)
            if sum(map(len, self._unpacked.values())) + len(content) > _SCANNED:
                self._unpacked.clear()
            self._unpacked[path] = content
        return self._unpacked[path]

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
                None if not content or self._is_usual(path) or is_as_excel_writes(content) else read_sheet(content)
            )
        return self._parsed[path]

    def _cells(self, path: str, size: int) -> int:
        """Return how many cells there are from A1 to the last one, filled or not; 0 where they are too few to matter."""
        if self.archive is None:
            return 0
        if size > _SCANNED:
            with self.archive.open(path) as part:
                found = _DIMENSION.search(part.read(4096))
            return column_number(found[1]) * int(found[2]) if found else 0
        if self._is_usual(path):
            return 0
        if parsed := self._odd(path):
            return parsed.last_row * parsed.last_column
        addresses = set(_ADDRESS.findall(self._content(path)))
        columns = max((column_number(letters) for letters, _ in addresses), default=0)
        return columns * max((int(row) for _, row in addresses), default=0)


def _broken(content: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for letters, row, attributes, inside in _BAD_CELL.findall(content):
        value = _VALUE.search(inside)
        if b't="e"' in attributes:
            yield (int(row), column_number(letters)), value[1].decode("utf-8", "replace") if value else "#?"
        elif b"<f" in inside and (value is None or not value[1]):
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
