"""Finds the cells in error in the binary records of an .xls and an .xlsb."""

import re
import struct
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

from cchc_report.workbook.broken.compound_file import read_stream
from cchc_report.workbook.broken.sheet_xml import read_tags

Cells = dict[tuple[int, int], str]

_LARGEST = 40_000_000  # bytes of records that are looked through, of all sheets together
_SHOWN = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
_FORMULA, _END, _SHEET, _TRUTH_OR_ERROR, _BEGIN = 0x0006, 0x000A, 0x0085, 0x0205, 0x0809  # records of an .xls
_ERROR_RESULT = 2  # in a formula's first byte of the result, where its last two are FFFF
# A record that may be an error, a constant or a formula's: an .xls without one need not be walked through.
_MAYBE_ERROR = re.compile(rb"\x05\x02.{9}\x01|\x06\x00.{8}\x02.{5}\xff\xff", re.DOTALL)
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLED_SHEET = 0, 3, 11, 156  # records of an .xlsb


def xls_errors(content: bytes, sheets: list[str]) -> dict[str, Cells]:
    """Return the error cells of each sheet of an .xls; its sheets are named in their order.

    Raises ValueError or struct.error where the file contradicts itself.
    """
    stream = read_stream(content, ("Workbook", "Book"), _LARGEST)
    if not _MAYBE_ERROR.search(stream):
        return {}
    starts = [
        struct.unpack_from("<I", stream, at)[0]
        for kind, at, length in _xls_records(stream, 0, len(stream))
        if kind == _SHEET and length >= 4
    ]
    found: dict[str, Cells] = {}
    left = len(stream)  # the sheets lie one after the other: together they are no longer than the stream
    for name, start in zip(sheets, starts, strict=False):
        found[name], end = _xls_cells(stream, start, start + left)
        left -= end - start
    return found


def _xls_cells(stream: bytes, start: int, end: int) -> tuple[Cells, int]:
    """Return the error cells of the sheet that starts at a place, and where its last record ends."""
    found: Cells = {}
    reached = start
    for kind, at, length in _xls_records(stream, start, end):
        reached = at + length
        if kind in (_FORMULA, _TRUTH_OR_ERROR) and (code := _xls_error(stream, kind, at, length)) is not None:
            row, column = struct.unpack_from("<HH", stream, at)
            found[row + 1, column + 1] = _SHOWN.get(code, "#?")
    return found, reached


def _xls_records(stream: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records from a beginning to its end, without those of charts within."""
    depth = 0
    end = min(end, len(stream))
    unpack = struct.Struct("<HH").unpack_from
    while at + 4 <= end:
        kind, length = unpack(stream, at)
        at += 4
        if at + length > end:
            return
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth <= 1:
            yield kind, at, length
        at += length


def _xls_error(stream: bytes, kind: int, at: int, length: int) -> int | None:
    """Return the code of an error, None of a truth value or any other result of a formula."""
    if kind == _TRUTH_OR_ERROR:
        return stream[at + 6] if length >= 8 and stream[at + 7] == 1 else None
    is_error = length >= 14 and stream[at + 6] == _ERROR_RESULT and stream[at + 12 : at + 14] == b"\xff\xff"
    return stream[at + 8] if is_error else None


def xlsb_errors(archive: zipfile.ZipFile) -> dict[str, Cells]:
    """Return the error cells of each sheet of an .xlsb by the sheet's name; raises what unpacking a damaged archive may."""
    left = _LARGEST
    found: dict[str, Cells] = {}
    for name, path in _xlsb_paths(archive).items():
        left -= archive.getinfo(path).file_size
        if left < 0:
            break
        found[name] = _xlsb_cells(archive.read(path))
    return found


def _xlsb_cells(part: bytes) -> Cells:
    found: Cells = {}
    row = 0
    for kind, at, length in _xlsb_records(part):
        if kind == _ROW and length >= 4:
            row = struct.unpack_from("<I", part, at)[0]
        elif kind in (_CELL_ERROR, _FORMULA_ERROR) and length >= 9:
            column, _, code = struct.unpack_from("<IIB", part, at)
            found[row + 1, column + 1] = _SHOWN.get(code, "#?")
    return found


def _xlsb_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    links = read_tags(archive.read("xl/_rels/workbook.bin.rels"), "Relationship")
    targets = {link.get("Id", ""): normpath(join("/xl", link.get("Target", ""))).lstrip("/") for link in links}
    if archive.getinfo("xl/workbook.bin").file_size > _LARGEST:
        return {}
    book, paths = archive.read("xl/workbook.bin"), {}
    for kind, at, length in _xlsb_records(book):
        if kind == _BUNDLED_SHEET:
            link, following = _wide_text(book, at + 8, at + length)
            name, _ = _wide_text(book, following, at + length)
            if targets.get(link) in archive.namelist():
                paths[name] = targets[link]
    return paths


def _wide_text(part: bytes, at: int, end: int) -> tuple[str, int]:
    """Return a text and where it ends; raises struct.error or ValueError where it has no end in its record."""
    count = struct.unpack_from("<I", part, at)[0]
    following = at + 4 + 2 * (0 if count == 0xFFFFFFFF else count)
    if following > end:
        raise ValueError(following)
    return part[at + 4 : following].decode("utf-16-le", "replace"), following


def _xlsb_records(part: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records: both numbers in bytes of seven bits, the high one saying there are more."""
    at, end = 0, len(part)
    try:
        while at < end:
            kind = part[at]
            at += 1
            if kind & 0x80:
                kind = (kind & 0x7F) | (part[at] & 0x7F) << 7
                at += 1
            length = 0
            for shift in (0, 7, 14, 21):
                byte = part[at]
                at += 1
                length |= (byte & 0x7F) << shift
                if byte < 0x80:
                    break
            if at + length > end:
                return
            yield kind, at, length
            at += length
    except IndexError:  # cut short within a record
        return
