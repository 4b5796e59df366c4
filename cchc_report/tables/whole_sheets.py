"""What is said of a sheet as a whole: missing, empty, hidden, like no declared one or like two. Reads no cells."""

from collections.abc import Iterator, Sequence

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.vocabulary import NOT_COUNTED, settings_line
from cchc_report.workbook.sheet import Sheet


def missing(files: str, model: type[SheetModel], found: str) -> Diagnostic:
    """Say that no workbook has a required sheet, and which sheets there are."""
    title = model.info.title
    hint = f"Thêm trang “{title}” (lệnh cchc init tạo mẫu). Các trang tìm thấy: {found}."
    return Diagnostic.of(Code.SHEET_MISSING, Place(file=files), f"Thiếu trang bắt buộc “{title}”", hint)


def absent(files: str, model: type[SheetModel]) -> Diagnostic:
    """Say that no workbook has an optional sheet, and what stays empty for it."""
    info = model.info
    unless = "" if model is EnteredIndicator else f", trừ số đã nhập ở trang “{EnteredIndicator.info.title}”"
    message = f"Không có trang “{info.title}”: {info.feeds} để trống{unless}"
    return Diagnostic.of(Code.SHEET_ABSENT, Place(file=files), message)


def passed_over(sheet: Sheet, models: Sequence[type[SheetModel]]) -> Diagnostic:
    """Say that a sheet is like none of the declared ones."""
    known = ", ".join(model.info.title for model in models)
    return Diagnostic.of(
        Code.SHEET_PASSED_OVER,
        Place(file=sheet.file, sheet=sheet.name),
        "Không nhận ra trang này qua tên hay tiêu đề cột, bỏ qua",
        f"Nếu cần, đặt tên trang là một trong: {known}.",
    )


def not_counted(sheet: Sheet, model: type[SheetModel], why: str) -> Diagnostic:
    """Ask about a sheet that its headers say is a table and that is left out all the same."""
    title, name = model.info.title, f"{sheet.file.rsplit('/', 1)[-1]}/{sheet.name}"
    hint = f"Nếu phải tính: {settings_line('sheets', name, title)} Nếu không: ghi “{NOT_COUNTED}” thay cho “{title}”."
    return Diagnostic.of(
        Code.SHEET_NOT_COUNTED,
        Place(file=sheet.file, sheet=sheet.name),
        f"Trang này giống trang “{title}” nhưng không được tính: {why}",
        hint,
    )


def goes_on(sheet: Sheet, earlier: Sheet) -> Diagnostic:
    """Say that a sheet without a header is read as going on with another."""
    name = f"{sheet.file.rsplit('/', 1)[-1]}/{sheet.name}"
    return Diagnostic.of(
        Code.SHEET_GOES_ON,
        Place(file=sheet.file, sheet=sheet.name),
        f"Trang này không có dòng tiêu đề, được đọc nối tiếp trang “{earlier.name}”",
        f"Nếu không phải: {settings_line('sheets', name, NOT_COUNTED)}",
    )


def unclear(sheet: Sheet, models: Sequence[type[SheetModel]]) -> Diagnostic:
    """Say that a sheet's headers fit two declared ones equally well."""
    titles = " hay ".join(f"“{model.info.title}”" for model in models)
    return Diagnostic.of(
        Code.SHEET_UNCLEAR,
        Place(file=sheet.file, sheet=sheet.name),
        f"Chưa rõ trang này là {titles}",
        f"Đặt lại tên trang đúng với nội dung của nó. Hoặc {settings_line('sheets', f'{sheet.file}/{sheet.name}', models[0].info.title)}",
    )


def hidden(sheet: Sheet) -> Iterator[Diagnostic]:
    """Say what a reader of the sheet does not see and the report counts all the same."""
    if sheet.hidden:
        yield Diagnostic.of(
            Code.HIDDEN_ROWS,
            Place(file=sheet.file, sheet=sheet.name),
            "Trang đang ẩn, vẫn được đọc và tính",
            "Xóa trang nếu không dùng.",
        )
    if sheet.hidden_rows:
        message = f"{len(sheet.hidden_rows)} dòng đang ẩn (như dòng {sheet.hidden_rows[0]}), vẫn được đọc và tính"
        yield Diagnostic.of(
            Code.HIDDEN_ROWS,
            Place(file=sheet.file, sheet=sheet.name, row=sheet.hidden_rows[0]),
            message,
            "Bỏ lọc (Data > Clear) để thấy mọi dòng.",
        )


def header_missing(sheet: Sheet, model: type[SheetModel]) -> Diagnostic:
    """Say that a sheet has no header, and which columns one needs."""
    needed = ", ".join(
        f"“{declared.column.header}”" for declared in fields_of(model).values() if declared.absence is Severity.ERROR
    )
    return Diagnostic.of(
        Code.HEADER_MISSING,
        Place(file=sheet.file, sheet=sheet.name),
        "Không tìm thấy dòng tiêu đề của trang này",
        f"Trang “{model.info.title}” cần một dòng có các cột: {needed}.",
    )


def unreadable(sheet: Sheet) -> Diagnostic:
    """Say that the reader gave up in the midst of a sheet."""
    hint = "Mở tệp bằng Excel và lưu lại dạng Excel Workbook (.xlsx); nếu không mở được, hãy xuất lại tệp từ phần mềm."
    return Diagnostic.of(
        Code.WORKBOOK_UNREADABLE, Place(file=sheet.file, sheet=sheet.name), "Trang bị hỏng, không đọc được hết", hint
    )


def without_rows(sheet: Sheet, model: type[SheetModel]) -> Diagnostic:
    """Say that a sheet has a header and nothing below it."""
    info = model.info
    hint = f"Nhập ít nhất một {info.noun} dưới dòng tiêu đề." if info.required else info.when_empty
    severity = Severity.ERROR if info.required else Severity.NOTE
    return Diagnostic.of(
        Code.SHEET_EMPTY,
        Place(file=sheet.file, sheet=sheet.name),
        f"Trang “{info.title}” chưa có {info.noun} nào",
        hint,
        severity,
    )
