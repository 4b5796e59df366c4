"""Takes one stream out of an OLE2 compound file, the container of an .xls; knows nothing of what is in it."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_ENTRY, _MINI, _MINI_LIMIT = 128, 64, 4096  # bytes: a directory entry, a small sector, a stream in larger ones
_NO_SECTOR = 0xFFFFFFFA  # this number and those above stand for no sector
_STREAM, _ROOT = 2, 5  # kinds of directory entry


def read_stream(content: bytes, names: Sequence[str], most: int) -> bytes:
    """Return the first stream found by one of the names; nothing where there is none or it has more than `most` bytes.

    Raises ValueError or struct.error where the file contradicts itself.
    """
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise ValueError(shift)
    sectors = _Sectors(content, 1 << shift, 1 << shift)
    table = _numbers(sectors.joined(_table_sectors(sectors)))
    entries = _entries(sectors.joined(_chain(table, struct.unpack_from("<I", content, 48)[0])))
    found = next((entry for name in names for entry in entries if entry.kind == _STREAM and entry.name == name), None)
    if found is None or found.size > min(most, len(content)):
        return b""
    if found.size >= _MINI_LIMIT:
        return sectors.joined(_chain(table, found.start))[: found.size]
    root = next(entry for entry in [*entries, _Entry("", _ROOT, _NO_SECTOR, 0)] if entry.kind == _ROOT)
    small = _Sectors(sectors.joined(_chain(table, root.start)), _MINI, 0)
    small_table = _numbers(sectors.joined(_chain(table, struct.unpack_from("<I", content, 60)[0])))
    return small.joined(_chain(small_table, found.start))[: found.size]


@dataclass(frozen=True)
class _Sectors:
    """Pieces of one size after the first bytes of a content."""

    content: bytes
    size: int
    first: int

    def joined(self, numbers: list[int]) -> bytes:
        """Return the sectors in the order given, the last of a file filled up where it was cut short."""
        starts = [self.first + number * self.size for number in numbers]
        if any(start >= len(self.content) for start in starts):
            raise ValueError
        return b"".join(self.content[start : start + self.size].ljust(self.size, b"\0") for start in starts)


@dataclass(frozen=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


def _table_sectors(sectors: _Sectors) -> list[int]:
    """Return where the sector table itself lies: 109 numbers in the header, more in a chain of sectors."""
    numbers = list(struct.unpack_from("<109I", sectors.content, 76))
    following = struct.unpack_from("<I", sectors.content, 68)[0]
    seen: set[int] = set()
    while following < _NO_SECTOR:
        if following in seen:
            raise ValueError(following)
        seen.add(following)
        *more, following = _numbers(sectors.joined([following]))
        numbers += more
    found = [number for number in numbers if number < _NO_SECTOR]
    if len(found) != len(set(found)):
        raise ValueError
    return found


def _chain(table: Sequence[int], number: int) -> list[int]:
    """Return the sectors from a first one to the end; raises ValueError where they go in circles or beyond the table."""
    found: list[int] = []
    while number < _NO_SECTOR:
        if number >= len(table) or len(found) >= len(table):
            raise ValueError(number)
        found.append(number)
        number = table[number]
    return found


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content)


def _entries(directory: bytes) -> list[_Entry]:
    found = []
    for start in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, kind = struct.unpack_from("<HB", directory, start + 64)
        name = directory[start : start + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        found.append(_Entry(name, kind, *struct.unpack_from("<II", directory, start + 116)))
    return found
