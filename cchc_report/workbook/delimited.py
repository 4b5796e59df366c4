"""Reads text tables: comma, semicolon or tab separated, in UTF-8, UTF-16 or the Vietnamese Windows code page."""

import csv
import io
from pathlib import PurePath

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.workbook.sheet import Sheet

_ENCODINGS = ("utf-8-sig", "cp1258", "latin-1")
_DELIMITERS = ",;\t|"
_SAMPLE = 30  # lines


def read_delimited(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Diagnostic, ...]]:
    """Return the one sheet of a text table, named after the file."""
    text = decode(content)
    csv.field_size_limit(1 << 24)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text)))
    except csv.Error:
        hint = "Mở tệp bằng Excel, kiểm tra các dấu ngoặc kép, rồi lưu lại dạng Excel Workbook (.xlsx)."
        return (), (
            Diagnostic.of(Code.WORKBOOK_UNREADABLE, Place(file=name), "Tệp văn bản không chia được thành cột", hint),
        )
    return (Sheet.of_rows(name, PurePath(name).stem, [list(row) for row in rows]),), ()


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
