"""Opens the formats of Excel and LibreOffice through calamine, the Rust reader, from bytes in memory."""

import io
from typing import TYPE_CHECKING

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic, Place
from cchc_report.workbook.sheet import Sheet
from cchc_report.workbook.xlsx_parts import XlsxParts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

RESAVE = "Mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx); nếu không mở được, hãy xuất lại tệp từ phần mềm."
UNLOCK = "Mở tệp bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ tính > Mã hóa bằng mật khẩu, xóa mật khẩu rồi lưu lại."


def read_excel(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Diagnostic, ...]]:
    """Return every worksheet; what the reader refuses is told, and so is a size that would exhaust the machine."""
    from python_calamine import PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    parts = XlsxParts.of(content)
    sheets: list[Sheet] = []
    try:
        if absurd := parts.absurd_sheet():
            hint = (
                f"Xóa các ô thừa ở xa vùng số liệu (bấm Ctrl+End trong trang “{absurd}” để thấy ô cuối), rồi lưu lại."
            )
            return (), (
                Diagnostic.of(Code.WORKBOOK_TOO_LARGE, Place(name, absurd), "Trang lớn quá mức đọc được", hint),
            )
        workbook = load_workbook(io.BytesIO(content))
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheet = workbook.get_sheet_by_name(meta.name)
                sheets.append(
                    _as_sheet(
                        sheet,
                        name,
                        hidden=meta.visible != SheetVisibleEnum.Visible,
                        broken=parts.broken_cells(meta.name),
                    )
                )
    except PasswordError:
        return (), (Diagnostic.of(Code.WORKBOOK_ENCRYPTED, Place(name), "Tệp đặt mật khẩu nên không đọc được", UNLOCK),)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the Rust reader is no Exception; whatever it is, the file is at fault
        return tuple(sheets), (
            Diagnostic.of(Code.WORKBOOK_UNREADABLE, Place(name), "Tệp bị hỏng, không đọc được hết", RESAVE),
        )
    return tuple(sheets), ()


def _as_sheet(sheet: "CalamineSheet", name: str, *, hidden: bool, broken: dict[tuple[int, int], str]) -> Sheet:
    left = sheet.start[1] + 1 if sheet.start else 1  # the reader leaves out empty first columns, but not rows
    merged = tuple(
        (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in sheet.merged_cell_ranges or ()
    )
    return Sheet(name, sheet.name, sheet.iter_rows, 1, left, hidden, broken, merged)
