"""Every file of a year's folder: which are read, which are named and left out, and why.

Knows files by their names and first bytes; what is in a workbook is read elsewhere.
"""

import io
import os
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NoReturn

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import MachineError
from cchc_report.ground.regular_file import NotRegularFileError, read_regular
from cchc_report.ground.text import fold
from cchc_report.tables.ledger import Ledger, LedgerEntry, Why
from cchc_report.tables.vocabulary import NOT_COUNTED, settings_line
from cchc_report.workbook.formats import is_workbook_by_itself
from cchc_report.workbook.marks import is_annotated_copy

# Read, or refused with an error that says how to save them: whatever has rows.
WORKBOOK_SUFFIXES = (
    ".xlsx", ".xlsm", ".xltx", ".xls", ".xlt", ".xlsb", ".ods", ".ots", ".csv", ".tsv", ".html", ".htm",
    ".mht", ".mhtml", ".fods", ".et", ".numbers",
)  # fmt: skip
_BY_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
# What says that a folder holds copies; a file's name says it by fewer words, since it names what it is about.
_COPIES = re.compile(
    r"\b(?:cũ|sao lưu|sao luu|saoluu|back ?up|bak|old|nháp|nhap|draft|mẫu|mau|bản sao|ban sao|copy|lưu trữ|luu tru)\b|^cu$"
)
_COPY_FILES = re.compile(r"\b(?:sao lưu|sao luu|back ?up|nháp|bản sao|ban sao|copy)\b")
_BACKUPS = (".bak", ".xlk", ".tmp", "~")
_SPREADSHEET_XML = (b"office:spreadsheet", b"<table", b"<Table")
_WORKBOOKS_IN_ZIP = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
# Known not to hold rows, so that nobody looks.
_DOCUMENTS = frozenset(
    ".pdf .png .jpg .jpeg .gif .bmp .tif .tiff .webp .heic .doc .docx .odt .rtf .ppt .pptx .mp3 .mp4 .toml .json .md .log .lnk .url .css .js".split()
)
_LOOKED_AT = 65_536  # bytes of a text, to see whether it holds rows
_LARGEST = 100_000_000  # bytes of a file of no known ending that is looked into

_SYSTEM = Why(Code.FILE_LEFT_OUT, "tệp tạm, tệp ẩn hoặc tệp của hệ thống")
_OURS = Why(Code.FILE_LEFT_OUT, "bản do cchc ghi chú")
_DOCUMENT = Why(Code.FILE_LEFT_OUT, "không phải bảng tính")
_BY_SETTINGS = Why(Code.FILE_LEFT_OUT, "cchc.toml ghi là không tính")
_COPY = Why(Code.COPIES_LEFT_OUT, "tên ghi là bản sao, bản nháp hoặc mẫu")
_BACKUP = Why(Code.FILE_LEFT_OUT, "bản sao lưu của chương trình khác")


@dataclass(frozen=True)
class YearFiles:
    """What there is of a year: the workbooks with the names that diagnostics use, the files left out, what is wrong."""

    sources: tuple[tuple[Path, str], ...] = ()
    left_out: Ledger = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def files_below(folder: Path, root: Path, settings: Mapping[str, str]) -> YearFiles:
    """Return the files below a year's folder; `settings` says of patterns whether they count."""
    sources: list[tuple[Path, str]] = []
    left_out: list[LedgerEntry] = []
    diagnostics: list[Diagnostic] = []
    for path in _walk(folder):
        name, inside = path.relative_to(root).as_posix(), path.relative_to(folder).as_posix()
        why = _why_left_out(path, inside, _said(settings, name, inside))
        if why is None:
            sources.append((path, name))
            continue
        left_out.append(LedgerEntry.of_file(name, why, kept=why not in (_SYSTEM, _OURS)))
        if why.code is Code.COPIES_LEFT_OUT:
            diagnostics.append(_copy_told(name, inside))
        elif why.code is Code.ROWS_OUT_OF_REACH:
            hint = "Mở tệp bằng Excel rồi lưu lại dạng Excel Workbook (.xlsx) vào thư mục này; nếu không cần, hãy chuyển tệp đi."
            diagnostics.append(
                Diagnostic.of(why.code, Place(file=name), f"Tệp có số liệu nhưng không đọc được: {why.text}", hint)
            )
    return YearFiles(tuple(sources), tuple(left_out), tuple(diagnostics))


def _walk(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, by name; what a link points at is not gone into."""
    for current, folders, files in os.walk(folder, onerror=_refuse):
        folders.sort()
        yield from (Path(current) / name for name in sorted(files))


def _refuse(error: OSError) -> NoReturn:
    raise MachineError(
        f"Không có quyền đọc thư mục {error.filename}. Hãy kiểm tra quyền truy cập rồi chạy lại."
    ) from error


def _said(settings: Mapping[str, str], *names: str) -> bool | None:
    """Return what cchc.toml says of a file: whether it counts, None where it says nothing."""
    for pattern, said in settings.items():
        wanted = unicodedata.normalize("NFC", pattern)
        if any(fnmatchcase(unicodedata.normalize("NFC", name), wanted) for name in names):
            return fold(said) != fold(NOT_COUNTED)
    return None


def _why_left_out(path: Path, inside: str, said: bool | None) -> Why | None:
    """Return why a file is not read, None for one that is."""
    if _is_of_the_system(inside):
        return _SYSTEM
    if is_annotated_copy(path):
        return _OURS
    if said is not None:
        return None if said else _BY_SETTINGS
    suffix = path.suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        return _COPY if _is_copy(inside) else None
    return _why_not_a_workbook(path, suffix)


def _is_of_the_system(inside: str) -> bool:
    parts = inside.split("/")
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts) or parts[-1].lower() in _BY_THE_SYSTEM


def _is_copy(inside: str) -> bool:
    """Tell whether a folder above a file, or the file's own name, says that it is a copy."""
    *folders, name = (
        re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", part).lower()).strip() for part in inside.split("/")
    )
    return any(map(_COPIES.search, folders)) or _COPY_FILES.search(name) is not None


def _why_not_a_workbook(path: Path, suffix: str) -> Why | None:
    """Return why a file of another ending is not read, None for a text or web page that holds rows and can be read."""
    if path.name.lower().endswith(_BACKUPS):
        return _BACKUP
    if suffix in _DOCUMENTS:
        return _DOCUMENT
    try:
        content = read_regular(path) if path.stat().st_size <= _LARGEST else b""
    except (OSError, NotRegularFileError):
        return _DOCUMENT
    if suffix in (".txt", ".xml"):
        return None if _is_table(content[:_LOOKED_AT], suffix) else _DOCUMENT
    if is_workbook_by_itself(content):
        return Why(Code.ROWS_OUT_OF_REACH, f"bảng tính có đuôi “{suffix}”" if suffix else "bảng tính không có đuôi")
    if suffix in (".zip", ".rar", ".7z"):
        return _why_packed(content, suffix)
    return _DOCUMENT


def _is_table(start: bytes, suffix: str) -> bool:
    """Tell whether a text or an XML file holds the rows of a table."""
    return _has_rows(start) if suffix == ".txt" else any(mark in start for mark in _SPREADSHEET_XML)


def _has_rows(start: bytes) -> bool:
    """Tell whether a text is a table: three lines of as many tabs or semicolons."""
    lines = [line for line in start.splitlines()[:-1] or start.splitlines() if line.strip()]
    return any(
        len(lines) > 1 and len({line.count(mark) for line in lines[:50]}) == 1 and lines[0].count(mark) > 1
        for mark in (b"\t", b";", b"|")
    )


def _why_packed(content: bytes, suffix: str) -> Why:
    if suffix != ".zip":
        return Why(Code.ROWS_OUT_OF_REACH, f"tệp nén “{suffix}”, có thể chứa bảng tính")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            packed = any(name.lower().endswith(_WORKBOOKS_IN_ZIP) for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return _DOCUMENT
    return Why(Code.ROWS_OUT_OF_REACH, "tệp nén chứa bảng tính; hãy giải nén vào thư mục này") if packed else _DOCUMENT


def _copy_told(name: str, inside: str) -> Diagnostic:
    pattern = inside.rsplit("/", 1)[0] + "/*" if "/" in inside else inside
    hint = f"Nếu đúng là bản sao: {settings_line('files', pattern, NOT_COUNTED)} Nếu cần tính: ghi “tính” thay cho “{NOT_COUNTED}”."
    return Diagnostic.of(
        Code.COPIES_LEFT_OUT, Place(file=name), "Tệp này không được tính vì tên ghi là bản sao, bản nháp hoặc mẫu", hint
    )
