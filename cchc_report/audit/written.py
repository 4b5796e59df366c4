"""A report that somebody typed, as plain paragraphs and tables in their order, whatever the file: Word, or PDF with a text layer.

Knows where a text stands on the page, not what it means.
"""

from pathlib import Path

from cchc_report.audit.tabbed import with_tabbed_tables
from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadableReportError, UnreadPages
from cchc_report.audit.written_word import SAVE_AS_WORD, read_word
from cchc_report.ground.regular_file import NotRegularFileError, read_regular
from cchc_report.workbook.formats import is_workbook_by_itself

READABLE = (".docx", ".docm", ".pdf", ".doc", ".odt", ".rtf")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.text"
_MIMETYPE_ENDS = 120  # bytes from the start of an OpenDocument file, whose first part says what it is
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of .doc, and of a .docx with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_LETTERS = 2_000_000  # of a report; a long one has 50,000
_CHOOSE = "Chọn tệp báo cáo Word (.docx) hoặc PDF."


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
    elif other := _of_another_writer(content):
        from cchc_report.audit.written_office import read_by_office
        from cchc_report.document.pdf.programs import find_soffice

        blocks = with_tabbed_tables(tuple(read_by_office(content, *other, find_soffice())))
    elif head.startswith(b"PK"):
        blocks = with_tabbed_tables(tuple(read_word(path)))
    else:
        raise UnreadableReportError("không phải là tệp Word (.docx, .doc), .odt, .rtf hay PDF", SAVE_AS_WORD)
    if sum(map(_length, blocks)) > _MOST_LETTERS:
        raise UnreadableReportError("quá dài để là một báo cáo", "Kiểm tra lại có đúng tệp báo cáo không.")
    return blocks


def _of_another_writer(content: bytes) -> tuple[str, str] | None:
    """Return the ending of a file that is no Word file of today, and what it is; None where it is none of them."""
    if content.startswith(_OLD_OFFICE):
        return ".doc", "là tệp Word kiểu cũ (.doc)"
    if content.startswith(b"{\\rtf"):
        return ".rtf", "là tệp .rtf"
    if content.startswith(b"PK") and _OPEN_DOCUMENT in content[:_MIMETYPE_ENDS]:
        return ".odt", "là tệp OpenDocument (.odt)"
    return None


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
        case UnreadPages():
            return 0
