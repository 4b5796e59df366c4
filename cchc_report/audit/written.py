"""A report that somebody typed, as plain paragraphs and tables in their order, whatever the file: Word, or PDF with a text layer.

Knows where a text stands on the page, not what it means.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from lxml import etree

from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadableReportError
from cchc_report.document.package import DOCUMENT, PackageError, open_package, parse_xml
from cchc_report.document.wordml import w
from cchc_report.ground.regular_file import NotRegularFileError, read_regular
from cchc_report.ground.text import clean_lines
from cchc_report.workbook.formats import is_workbook_by_itself

READABLE = (".docx", ".docm", ".pdf")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of a .docx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNSEEN = (w("moveFrom"), w("del"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): " ", w("noBreakHyphen"): "-"}
_MOST_LETTERS = 2_000_000  # of a report; a long one has 50,000
_MOST_COLUMNS = 63  # as many as Word allows
_MOST_CELLS = 2_000_000  # of a table
_CHOOSE = "Chọn tệp báo cáo Word (.docx) hoặc PDF."
SAVE_AS_WORD = "Mở tệp bằng Word, chọn Lưu thành (Save As), kiểu Word Document (*.docx), rồi kiểm tra tệp mới."


def read_written(path: Path) -> tuple[Block, ...]:
    """Return a report's paragraphs and tables; raises UnreadableReportError."""
    content = _content_of(path)
    head = content[:8]
    if head == _OLD_OFFICE and _ENCRYPTED in content:
        raise UnreadableReportError("đặt mật khẩu", "Mở tệp bằng Word, bỏ mật khẩu rồi lưu lại.")
    if is_workbook_by_itself(content):
        raise UnreadableReportError("là sổ tính, không phải báo cáo", "Sổ tính thì kiểm tra bằng lệnh “cchc validate”.")
    if head.startswith(b"%PDF"):
        from cchc_report.audit.written_pdf import read_pdf

        blocks = tuple(read_pdf(path))
    elif head == _OLD_OFFICE:
        raise UnreadableReportError("là tệp Word kiểu cũ (.doc)", SAVE_AS_WORD)
    elif head.startswith(b"PK"):
        blocks = tuple(_read_word(path))
    else:
        raise UnreadableReportError("không phải là tệp Word (.docx) hay PDF", SAVE_AS_WORD)
    if sum(map(_length, blocks)) > _MOST_LETTERS:
        raise UnreadableReportError("quá dài để là một báo cáo", "Kiểm tra lại có đúng tệp báo cáo không.")
    return blocks


def _content_of(path: Path) -> bytes:
    try:
        return read_regular(path)
    except NotRegularFileError:
        raise UnreadableReportError("là thiết bị hoặc đường ống của máy, không phải tệp", _CHOOSE) from None
    except OSError:
        raise UnreadableReportError("không mở được", "Đóng tệp trong Word rồi chạy lại.") from None


def _length(block: Block) -> int:
    match block:
        case Paragraph(text=text):
            return len(text)
        case Grid(rows=rows):
            return sum(len(cell) for row in rows for cell in row)


def _read_word(path: Path) -> Iterator[Block]:
    try:
        root = parse_xml(open_package(path).parts[DOCUMENT])
    except PackageError as error:
        raise UnreadableReportError(error.reason, error.hint or SAVE_AS_WORD) from None
    except etree.XMLSyntaxError:
        raise UnreadableReportError("bị hỏng", SAVE_AS_WORD) from None
    body = root.find(w("body"))
    if body is None:
        hint = "Mở tệp bằng Word, chọn Lưu thành, kiểu Word Document (*.docx), không chọn Strict."
        raise UnreadableReportError("không phải tệp Word thông thường", hint)
    yield from _blocks(body)


def _blocks(parent: etree._Element) -> Iterator[Block]:
    """Yield paragraphs and tables in order, those inside content controls and the like as if they stood there by themselves."""
    for element in parent:
        if element.tag == w("p"):
            yield Paragraph(_text(element))
        elif element.tag == w("tbl"):
            yield Grid(tuple(_rows(element)))
        elif element.tag not in _UNSEEN and element.tag != w("sectPr"):
            yield from _blocks(element)


def _text(element: etree._Element) -> str:
    """Return what is seen of a paragraph: insertions, but not deletions nor a picture's stand-in for old programs."""
    parts: list[str] = []
    for node in element:
        if node.tag == w("t"):
            parts.append(node.text or "")
        elif node.tag in _BREAKS:
            parts.append(_BREAKS[node.tag])
        elif node.tag == w("p"):  # in a text box
            parts.append(f"\n{_text(node)}\n")
        elif node.tag not in _UNSEEN and isinstance(node.tag, str):
            parts.append(_text(node))
    return "".join(parts)


def _rows(table: etree._Element) -> Iterator[tuple[str, ...]]:
    rows = [list(islice(_cells(row), _MOST_COLUMNS)) for row in _own(table, "tr")]
    width = max(map(len, rows), default=0)
    if len(rows) * width > _MOST_CELLS:
        raise UnreadableReportError("có bảng quá lớn", "Kiểm tra lại có đúng tệp báo cáo không.")
    for row in rows:
        yield tuple(row + [""] * (width - len(row)))


def _cells(row: etree._Element) -> Iterator[str]:
    """Yield a cell for each column: a cell over several columns or rows is followed by empty ones."""
    yield from [""] * _number(row, "trPr", "gridBefore")
    for cell in _own(row, "tc"):
        merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        is_continued = merged is not None and merged.get(w("val"), "continue") == "continue"
        texts = () if is_continued else (_text(each) for each in cell.iter(w("p")))
        yield clean_lines("\n".join(texts))
        yield from [""] * (_number(cell, "tcPr", "gridSpan") - 1)


def _own(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or cells of a row, those in content controls too, but not those of a table inside."""
    for element in parent:
        if element.tag == w(name):
            yield element
        elif element.tag in {w("sdt"), w("sdtContent"), w("ins")}:
            yield from _own(element, name)


def _number(element: etree._Element, properties: str, name: str) -> int:
    found = element.find(f"{w(properties)}/{w(name)}")
    value = found.get(w("val"), "0") if found is not None else "0"
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 0
