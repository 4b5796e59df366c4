"""Builds by hand what no library here can write: an OLE2 file with one stream, and the records of an .xls and an .xlsb."""

import io
import struct
import zipfile

NO_SECTOR, END_OF_CHAIN, TABLE_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(name: str, stream: bytes) -> bytes:
    """Make an OLE2 file of sectors of 512 bytes; a stream below 4096 bytes lies in small sectors of 64."""
    is_small = len(stream) < 4096
    count = -(-len(stream) // 512)
    chain = [*range(1, count), END_OF_CHAIN]
    small_count = -(-len(stream) // 64) if is_small else 0
    # The sectors: the stream's, the directory, the table of small sectors, the table of sectors.
    table = [*chain, END_OF_CHAIN, END_OF_CHAIN, TABLE_SECTOR]
    root = directory_entry("Root Entry", 5, 0 if is_small else END_OF_CHAIN, small_count * 64, child=1)
    entries = root + directory_entry(name, 2, 0, len(stream))
    small_table = [*range(1, small_count), END_OF_CHAIN] if is_small else []
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<IIIIIII", header, 48, count, 0, 4096, count + 1, 1, END_OF_CHAIN, 0)
    struct.pack_into("<109I", header, 76, count + 2, *[NO_SECTOR] * 108)
    body = stream.ljust(count * 512, b"\0") + entries.ljust(512, b"\0")
    return bytes(header) + body + numbers(small_table) + numbers(table)


def directory_entry(name: str, kind: int, start: int, size: int, child: int = NO_SECTOR) -> bytes:
    """Make an entry of an OLE2 directory."""
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(text), kind, 1, NO_SECTOR, NO_SECTOR, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def numbers(values: list[int]) -> bytes:
    """Make a sector of a table."""
    return struct.pack("<128I", *values, *[NO_SECTOR] * (128 - len(values)))


def xls_record(kind: int, content: bytes = b"") -> bytes:
    """Make a record of an .xls."""
    return struct.pack("<HH", kind, len(content)) + content


def xls_stream(version: int, name: bytes, *records: bytes, before: bytes = b"") -> bytes:
    """Make a workbook of one sheet; `version` is 0x0500 (Excel 95) or 0x0600, `before` are records of the whole workbook."""
    begin = xls_record(0x0809, struct.pack("<HHHHII", version, 0x05, 0, 0, 0, 0)[: 8 if version == 0x0500 else 16])
    begin_sheet = xls_record(
        0x0809, struct.pack("<HHHHII", version, 0x10, 0, 0, 0, 0)[: 8 if version == 0x0500 else 16]
    )
    style = xls_record(0x00E0, bytes(16 if version == 0x0500 else 20))
    code_page = xls_record(0x0042, struct.pack("<H", 1252)) + style + before
    start = len(begin) + len(code_page) + len(xls_record(0x0085, bytes(6) + name)) + 4
    bound = xls_record(0x0085, struct.pack("<IH", start, 0) + name)
    return begin + code_page + bound + xls_record(0x000A) + begin_sheet + b"".join(records) + xls_record(0x000A)


def xls_truth(row: int, column: int, value: int, *, is_error: bool) -> bytes:
    """Make a constant that is a truth value or an error."""
    return xls_record(0x0205, struct.pack("<HHHBB", row, column, 0, value, is_error))


def xls_formula(row: int, column: int, result: bytes) -> bytes:
    """Make a formula with its result of eight bytes."""
    return xls_record(0x0006, struct.pack("<HHH", row, column, 0) + result + bytes(8))


def xlsb_record(kind: int, content: bytes = b"") -> bytes:
    """Make a record of an .xlsb, its length below 2^14."""
    encoded = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length = bytes([len(content)]) if len(content) < 0x80 else bytes([len(content) & 0x7F | 0x80, len(content) >> 7])
    return encoded + length + content


def wide(text: str) -> bytes:
    """Make a text of an .xlsb."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_file(name: str, *records: bytes) -> bytes:
    """Make a workbook of one sheet."""
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="rId1" Type="{main}/worksheet" Target="worksheets/sheet1.bin"/>'
    book = xlsb_record(131) + xlsb_record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name)) + xlsb_record(144)
    book += xlsb_record(157) + xlsb_record(132)
    sheet = (
        xlsb_record(129)
        + xlsb_record(148, struct.pack("<IIII", 0, 9, 0, 9))
        + xlsb_record(145)
        + b"".join(records)
        + xlsb_record(146)
        + xlsb_record(130)
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{links}">{link}</Relationships>')
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return buffer.getvalue()


def xlsb_row(number: int) -> bytes:
    """Make the beginning of a row."""
    return xlsb_record(0, struct.pack("<I", number) + bytes(13))
