"""Reads the table of a web archive (.mht), which some programs save under the name of an Excel file."""

from collections.abc import Iterator
from email import message_from_bytes

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.workbook.delimited import decode
from cchc_report.workbook.html import read_page
from cchc_report.workbook.told import SheetsRead, refused


def read_web_archive(content: bytes, name: str) -> SheetsRead:
    """Return the sheets of the pages within an archive; what is wrong with one of them is told."""
    pages = [page for page in _pages(content) if "<table" in page.lower()]
    if not pages:
        hint = "Mở tệp bằng Excel rồi lưu lại dạng Excel Workbook (.xlsx)."
        return refused(Code.NOT_A_WORKBOOK, Place(file=name), "Tệp lưu trữ web (MHT) này không có bảng nào", hint)
    read = [read_page(page, name) for page in pages]
    return tuple(sheet for sheets, _ in read for sheet in sheets), tuple(one for _, told in read for one in told)


def _pages(content: bytes) -> Iterator[str]:
    for part in message_from_bytes(content).walk():
        if part.get_content_type() == "text/html" and "tabstrip" not in (part["Content-Location"] or ""):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield decode(payload)
