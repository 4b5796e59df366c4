"""Walks the records of an .xls from first to last: the library that reads them takes a torn chain for a shorter sheet.

A sheet must begin and end with the records that say so, no record may be longer than there can be or lie beyond the end, and
the last row must be the one that the sheet's own dimensions name.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_BEGIN, _END, _SHEET, _ROW, _DIMENSIONS, _RECALCULATED = 0x0809, 0x000A, 0x0085, 0x0208, 0x0200, 0x01C1
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
# Records of cells, their row in the first two bytes: blank, number, text, truth or error, several of them.
_CELLS = _FORMULAS | {0x0201, 0x0203, 0x0204, 0x0205, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x027E}
_LENGTHS = {
    0x0201: 6,
    0x0203: 14,
    0x0205: 8,
    0x00FD: 10,
    0x027E: 10,
    _ROW: 16,
}  # bytes, since Excel 97: no more, no less
_LONGEST = 8228  # bytes
_WORKSHEET, _WORKSHEET_BEGINS, _EXCEL_97 = 0, 0x0010, 0x0600
_NO_VALUE = frozenset({bytes(8), b"\x03" + bytes(5) + b"\xff\xff"})  # 0, and the empty text, of a formula
_ON_LOAD = 2  # of a formula's options: calculate when the file is opened


class TornRecords(Exception):  # noqa: N818  # said of a file, told as a diagnostic
    """The records of a sheet break off; `sheet` counts the worksheets from 0, `row` is the last that was reached, from 1."""

    def __init__(self, sheet: int, row: int) -> None:
        super().__init__(sheet, row)
        self.sheet, self.row = sheet, row


@dataclass(kw_only=True)
class WalkedSheet:
    """What the records of a sheet tell; rows and columns are counted from 1."""

    last_row: int = 0
    stated_rows: int = 0
    end: int = 0  # of its records in the stream
    formulas: set[tuple[int, int]] = field(default_factory=set)  # whose stored result is no value
    waiting: set[tuple[int, int]] = field(default_factory=set)  # those of them that ask to be calculated on opening
    has_results: bool = False  # some formula has a result


def walk_sheets(stream: bytes) -> list[WalkedSheet]:
    """Return what the records of each worksheet tell, in their order; raises TornRecords."""
    starts, end, was_calculated = _bound_sheets(stream)
    sheets = [_walk(stream, start, number) for number, start in enumerate(starts)]
    if not starts or any(_is_unbound_sheet(stream, at, starts) for at in (end, *(sheet.end for sheet in sheets))):
        raise TornRecords(0, 0)  # a sheet that the list of sheets has lost
    if not was_calculated and not any(sheet.has_results for sheet in sheets):
        return [replace(sheet, waiting=sheet.formulas) for sheet in sheets]
    return sheets


def _bound_sheets(stream: bytes) -> tuple[list[int], int, bool]:
    """Return where the worksheets begin, where their list ends, and whether the program that wrote the workbook calculated it."""
    starts: list[int] = []
    was_calculated, end = False, 0
    for kind, at, length in _records(stream, 0, TornRecords(0, 0)):
        if kind == _SHEET and length >= 6:
            start, _, sort = struct.unpack_from("<IBB", stream, at)
            if sort == _WORKSHEET:
                starts.append(start)
        was_calculated |= kind == _RECALCULATED
        end = at + length
    return starts, end, was_calculated


def _is_unbound_sheet(stream: bytes, at: int, starts: list[int]) -> bool:
    """Tell whether a worksheet begins at a place where none is known to."""
    head = stream[at : at + 8]
    return len(head) == 8 and struct.unpack("<HHHH", head)[::3] == (_BEGIN, _WORKSHEET_BEGINS) and at not in starts


def _walk(stream: bytes, start: int, number: int) -> WalkedSheet:
    found, torn = WalkedSheet(), TornRecords(number, 0)
    is_new = _is_new(stream, start)
    for kind, at, length in _records(stream, start, torn):
        _require_length(kind, length, torn, is_new=is_new)
        if kind in _CELLS and length >= 6:
            torn.row = found.last_row = max(found.last_row, int.from_bytes(stream[at : at + 2], "little") + 1)
            if kind in _FORMULAS and length >= 16:
                _note_formula(found, stream, at)
        elif kind == _ROW and length >= 2:
            found.last_row = max(found.last_row, int.from_bytes(stream[at : at + 2], "little") + 1)
        elif kind == _END:
            found.end = at
        elif kind == _DIMENSIONS and length >= 8:
            found.stated_rows = struct.unpack_from("<II" if is_new else "<HH", stream, at)[1]
    if found.last_row < found.stated_rows <= 0x10000:
        raise torn
    return found


def _require_length(kind: int, length: int, torn: TornRecords, *, is_new: bool) -> None:
    """Raise `torn` for a record that is longer or shorter than its kind ever is: it swallows those behind it."""
    if is_new and _LENGTHS.get(kind, length) != length:
        raise torn


def _note_formula(found: WalkedSheet, stream: bytes, at: int) -> None:
    row, column, _, result, options = struct.unpack_from("<HHH8sH", stream, at)
    if result not in _NO_VALUE:
        found.has_results = True
        return
    found.formulas.add((row + 1, column + 1))
    if options & _ON_LOAD and result == bytes(8):
        found.waiting.add((row + 1, column + 1))


def _is_new(stream: bytes, start: int) -> bool:
    return stream[start + 4 : start + 6] == _EXCEL_97.to_bytes(2, "little")


def _records(stream: bytes, start: int, torn: TornRecords) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place and length of the records of a part, without those of charts within; raises `torn` where they break off."""
    at, end, depth = start, len(stream), 0
    unpack = struct.Struct("<HH").unpack_from
    while at + 4 <= end:
        kind, length = unpack(stream, at)
        at += 4
        if not kind or length > _LONGEST or at + length > end or (not depth and kind != _BEGIN):
            raise torn
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
            if length:
                raise torn
            if not depth:
                yield kind, at, length
                return
        elif depth == 1:
            yield kind, at, length
        at += length
    raise torn
