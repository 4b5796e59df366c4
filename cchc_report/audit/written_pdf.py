"""The text layer of a PDF as paragraphs and tables, page after page: a table that goes on over a page's end is one.

A page without letters is a picture, and that is said. Alone opens pypdfium2.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_report.audit.pdf_tables import Filled, fill, tables_of
from cchc_report.audit.pdf_text import PdfLetter, PdfLine, letters_of, lines_of, paragraphs_of, without_page_number
from cchc_report.audit.written_blocks import Block, UnreadableReportError, UnreadPages

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 300
_FEW = 20  # letters on a page that is a picture all the same: a page number, a stamp
_SCAN_HINT = "Đây là bản chụp (scan). Hãy kiểm tra tệp Word gốc, hoặc lưu lại PDF từ Word (File > Save As > PDF)."


def read_pdf(path: Path) -> Iterator[Block]:
    """Yield the paragraphs and tables of all pages; raises UnreadableReportError."""
    try:
        import pypdfium2
    except ImportError:
        hint = "Kiểm tra tệp Word gốc, hoặc nhờ bộ phận kỹ thuật chạy: pip install “cchc-report[pdf]”."
        raise UnreadableReportError("là PDF, mà máy này chưa cài phần đọc PDF", hint) from None
    try:
        document = pypdfium2.PdfDocument(path.read_bytes())
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableReportError(
                "đặt mật khẩu", "Lưu một bản PDF không có mật khẩu rồi kiểm tra bản đó."
            ) from None
        raise UnreadableReportError("bị hỏng, không mở được", "Lưu lại PDF từ tệp Word gốc.") from None
    try:
        yield from _read_pages(document)
    except pypdfium2.PdfiumError:
        raise UnreadableReportError("có trang bị hỏng", "Lưu lại PDF từ tệp Word gốc.") from None
    finally:
        document.close()


@dataclass
class _Flow:
    """What the pages so far have said and is not yet handed on: lines of a paragraph, or a table that may go on."""

    lines: list[PdfLine] = field(default_factory=list)
    table: Filled | None = None

    def add_lines(self, lines: list[PdfLine]) -> Iterator[Block]:
        """Take the lines between two tables."""
        if lines:
            yield from self.end_table()
            self.lines += lines

    def add_table(self, table: Filled) -> Iterator[Block]:
        """Take a table, as the rest of the one before where nothing stands between them."""
        if self.table is not None and self.table.goes_on(table):
            self.table = self.table.joined(table)
            return
        yield from self.end_table()
        yield from paragraphs_of(self.lines)
        self.lines, self.table = [], table

    def end_table(self) -> Iterator[Block]:
        """Hand on the table that is open."""
        if self.table is not None:
            yield self.table.grid
        self.table = None

    def end(self) -> Iterator[Block]:
        """Hand on everything."""
        yield from self.end_table()
        yield from paragraphs_of(self.lines)


def _read_pages(document: "PdfDocument") -> Iterator[Block]:
    if len(document) > _MOST_PAGES:
        raise UnreadableReportError(f"có hơn {_MOST_PAGES} trang", "Kiểm tra lại có đúng tệp báo cáo không.")
    flow = _Flow()
    pictures: list[int] = []
    has_letters = False
    for number, page in enumerate(document, start=1):
        letters = tuple(letters_of(page))
        has_letters = has_letters or bool(letters)
        if len(letters) <= _FEW and _has_picture(page):
            pictures.append(number)
        yield from _read_page(page, letters, flow)
    yield from flow.end()
    if not has_letters or len(pictures) == len(document):
        raise UnreadableReportError("không có lớp chữ", _SCAN_HINT)
    if pictures:
        yield UnreadPages(tuple(pictures))


def _read_page(page: "PdfPage", letters: tuple[PdfLetter, ...], flow: _Flow) -> Iterator[Block]:
    """Take the lines and tables of a page from top to bottom."""
    tables: list[tuple[float, Filled]] = []
    inside: set[PdfLetter] = set()
    for table in tables_of(page):
        filled, taken = fill(table, letters)
        if filled is not None:
            tables.append((table.top, filled))
            inside |= taken
    lines = without_page_number(lines_of([letter for letter in letters if letter not in inside]))
    for top, filled in tables:
        yield from flow.add_lines([line for line in lines if line.base > top])
        yield from flow.add_table(filled)
        lines = [line for line in lines if line.base <= top]
    yield from flow.add_lines(lines)


def _has_picture(page: "PdfPage") -> bool:
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None
