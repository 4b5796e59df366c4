"""Tells what a file is by its first bytes and its parts, never by the ending of its name."""

import io
import zipfile
from enum import Enum

from cchc_report.workbook.broken.xlsx_parts import UNREADABLE

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RECORDS = (b"\x09\x08\x08\x00\x00\x05", b"\x09\x08\x10\x00\x00\x06")  # how a bare .xls begins: Excel 95, Excel 97
_BINARY = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"MZ",
    b"\x7fELF",
    b"SQLite format 3",
)
_ENCRYPTED, _EXCEL_STREAM, _WORD_STREAM = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "WordDocument")
)
_OPEN_SPREADSHEET = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
_XML_MARKS = (
    b'progid="excel.sheet"',
    b'<workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"',
    b"<ss:workbook",
    b"<office:document ",
)
_HTML_MARKS = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body")


class FileKind(Enum):
    """What a file's content says it is."""

    EXCEL = "excel"  # a workbook calamine opens: xlsx, xlsm, xlsb
    ODS = "ods"
    XLS = "xls"  # in its container or as bare records
    HTML = "html"
    WEB_ARCHIVE = "web archive"
    XML_TABLE = "xml table"  # the XML of Excel 2003, or a flat .fods
    TEXT = "text"  # comma, semicolon or tab separated
    ENCRYPTED = "encrypted"
    BROKEN_ZIP = "broken zip"
    EMPTY = "empty"  # not one byte
    OTHER = "other"
    MISSING = "missing"  # there is no such file
    NOT_REGULAR = "not regular"  # a device or a pipe


def kind_of(content: bytes) -> FileKind:
    """Return what a file is."""
    if not content:
        return FileKind.EMPTY
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if content.startswith(_OLE2):
        return FileKind.ENCRYPTED if _ENCRYPTED in content else FileKind.XLS
    if content.startswith(_RECORDS):
        return FileKind.XLS
    if not content.strip() or content.startswith(_BINARY):
        return FileKind.OTHER
    return _kind_of_text(content)


def _kind_of_text(content: bytes) -> FileKind:
    start = content[:4096].replace(b"\x00", b"").lower()
    if any(mark in start for mark in _XML_MARKS):
        return FileKind.XML_TABLE
    if b"multipart/related" in start and start.lstrip().startswith((b"mime-version", b"from:", b"content-type")):
        return FileKind.WEB_ARCHIVE
    if any(mark in start for mark in _HTML_MARKS):
        return FileKind.HTML
    return FileKind.TEXT if _is_text(content[:65536]) else FileKind.OTHER


def _kind_of_zip(content: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if (
                "META-INF/manifest.xml" in names
                and b"encryption-data" in archive.read("META-INF/manifest.xml")[:1_000_000]
            ):
                return FileKind.ENCRYPTED
    except UNREADABLE:
        return FileKind.BROKEN_ZIP
    if any(name.lower().replace("\\", "/").lstrip("/").startswith("xl/workbook") for name in names):
        return FileKind.EXCEL
    return FileKind.ODS if "content.xml" in names and "mimetype" in names else FileKind.OTHER


def is_workbook_by_itself(content: bytes) -> bool:
    """Tell whether a file is surely a workbook, and no text document in a container of the same kind."""
    if content.startswith(_OLE2):
        return _EXCEL_STREAM in content and _WORD_STREAM not in content
    if not content.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            is_excel = any(name.lower().startswith("xl/workbook") for name in archive.namelist())
    except UNREADABLE:
        return False
    return is_excel or _OPEN_SPREADSHEET in content[:200]  # that format keeps its name at the start


def _is_text(start: bytes) -> bool:
    """Tell whether a file's start reads as text: no control characters but white space, in UTF-16 none but its zeros."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if not start.strip(b"\x00"):
        return False
    if b"\x00" in start:
        return start[1::2].count(0) * 2 > len(start) // 2 or start[::2].count(0) * 2 > len(start) // 2
    return sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in start) * 100 <= len(start)
