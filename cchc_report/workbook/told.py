"""What every reader gives back, and what it says of a file that cannot be read."""

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.workbook.sheet import Sheet

SheetsRead = tuple[tuple[Sheet, ...], tuple[Diagnostic, ...]]

RESAVE = "Mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx); nếu không mở được, hãy xuất lại tệp từ phần mềm."
UNLOCK = "Mở tệp bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ tính > Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại."


def refused(code: Code, place: Place, message: str, hint: str = RESAVE) -> SheetsRead:
    """Return no sheet, and why."""
    return (), (Diagnostic.of(code, place, message, hint),)


def emptied(text: str, name: str) -> SheetsRead:
    """Return no sheet of a text in which a damaged disk or a broken download has left zeros."""
    place = Place(file=name, label=f"dòng {text.count(chr(10), 0, text.index(chr(0))) + 1}")
    return refused(Code.WORKBOOK_UNREADABLE, place, "Tệp bị hỏng: có đoạn mất nội dung (byte 0)")


def locked(name: str) -> SheetsRead:
    """Return no sheet of a workbook that has a password."""
    return refused(Code.WORKBOOK_ENCRYPTED, Place(file=name), "Tệp đặt mật khẩu nên không đọc được", UNLOCK)
