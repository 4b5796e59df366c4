"""Finds the cells in error in the binary records of an .xlsb."""

import struct
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath

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
_ROW, _CELL_ERROR, _FORMULA_ERROR, _BUNDLED_SHEET = 0, 3, 11, 156  # records of an .xlsb


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
