"""Reads a file of any spreadsheet format into sheets; what a file cannot give is told as a diagnostic, never raised."""

from pathlib import Path

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.ground.errors import MachineError
from cchc_report.ground.regular_file import NotRegularFileError, read_regular
from cchc_report.workbook.default_password import unlocked
from cchc_report.workbook.delimited import read_delimited
from cchc_report.workbook.excel import read_excel
from cchc_report.workbook.formats import FileKind, kind_of
from cchc_report.workbook.html import read_html
from cchc_report.workbook.ods import read_ods
from cchc_report.workbook.told import RESAVE, UNLOCK, SheetsRead, refused
from cchc_report.workbook.web_archive import read_web_archive
from cchc_report.workbook.xls import read_xls


def read_workbook(path: Path, name: str) -> SheetsRead:
    """Return the sheets of a file and what is wrong with it; `name` is what diagnostics call it.

    Raises MachineError where the file cannot be opened at all.
    """
    return read_sheets(read_content(path, name), name)


def read_content(path: Path, name: str) -> bytes | FileKind:
    """Return what is in a file, or why nothing of it is read. Raises MachineError where it cannot be opened."""
    try:
        return read_regular(path)
    except FileNotFoundError:
        return FileKind.MISSING
    except NotRegularFileError:
        return FileKind.NOT_REGULAR
    except OSError as error:
        raise MachineError(
            f"Không mở được tệp {name}. Nếu tệp đang mở trong Excel, hãy đóng tệp đó; nếu không, hãy kiểm tra quyền đọc."
        ) from error


def read_sheets(content: bytes | FileKind, name: str) -> SheetsRead:
    """Return the sheets in a file's content and what is wrong with it, as `read_content` gave it."""
    kind = kind_of(content) if isinstance(content, bytes) else content
    if isinstance(content, bytes):
        if kind is FileKind.ENCRYPTED and (opened := unlocked(content)) is not None and opened != content:
            return read_sheets(opened, name)
        if reader := _READERS.get(kind):
            return reader(content, name)
    code, message, hint = _REFUSALS[kind]
    return refused(code, Place(file=name), message, hint)


_CHOOSE = "Chọn tệp Excel (.xlsx, .xls), .ods hoặc .csv."
_READERS = {
    FileKind.EXCEL: read_excel,
    FileKind.XLS: read_xls,
    FileKind.ODS: read_ods,
    FileKind.HTML: read_html,
    FileKind.WEB_ARCHIVE: read_web_archive,
    FileKind.TEXT: read_delimited,
}
_REFUSALS = {
    FileKind.ENCRYPTED: (Code.WORKBOOK_ENCRYPTED, "Tệp đặt mật khẩu nên không đọc được", UNLOCK),
    FileKind.BROKEN_ZIP: (Code.WORKBOOK_UNREADABLE, "Tệp bị hỏng hoặc tải về chưa đủ", RESAVE),
    FileKind.XML_TABLE: (
        Code.WORKBOOK_UNREADABLE,
        "Bảng tính dạng XML (Excel 2003 hoặc .fods), dạng này không đọc được",
        "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại dạng Excel Workbook (.xlsx).",
    ),
    FileKind.EMPTY: (
        Code.NOT_A_WORKBOOK,
        "Tệp rỗng (0 byte)",
        "Chép lại hoặc xuất lại tệp từ phần mềm; nếu không cần tệp này, hãy chuyển nó đi nơi khác.",
    ),
    FileKind.OTHER: (Code.NOT_A_WORKBOOK, "Tệp không phải là bảng tính", _CHOOSE),
    FileKind.MISSING: (Code.WORKBOOK_MISSING, "Không thấy tệp", "Kiểm tra lại tên tệp và thư mục."),
    FileKind.NOT_REGULAR: (
        Code.NOT_A_WORKBOOK,
        "Đây là thiết bị hoặc đường ống của máy, không phải tệp, nên không đọc",
        _CHOOSE,
    ),
}
