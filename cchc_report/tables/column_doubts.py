"""What only a whole column shows: dates that may be swapped or moved to the day before, cells that repeat the one above."""

from collections.abc import Iterator, Sequence
from datetime import time

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.tables.column_reader import ColumnReader
from cchc_report.workbook.sheet import Sheet

_MIDNIGHT_IN_UTC = frozenset({time(17)})  # a Vietnamese midnight, as a program that counts in UTC writes it
_FEW_DAYS = 3  # different ones: fewer may well have been received at the end of a day
_SHOWN = 5  # rows


def told_of_columns(sheet: Sheet, readers: Sequence[ColumnReader]) -> Iterator[Diagnostic]:
    """Yield what is to be asked or told of each column that was read."""
    for reader in readers:
        place, header = (
            Place(file=sheet.file, sheet=sheet.name, column=sheet.left + reader.index),
            reader.declared.column.header,
        )
        if reader.dates:
            yield from _swapped(reader, place, header)
        if reader.dittos:
            rows = ", ".join(map(str, reader.dittos[:_SHOWN])) + ("…" if len(reader.dittos) > _SHOWN else "")
            message = f"{header}: {len(reader.dittos)} ô ghi “như trên” được lấy giá trị ở trên: dòng {rows}"
            yield Diagnostic.of(Code.DITTO, place, message)
    yield from _shifted(sheet, readers)


def _swapped(reader: ColumnReader, place: Place, header: str) -> Iterator[Diagnostic]:
    """Ask about a column whose days and months may be swapped: re-saved under a foreign locale, or typed month first."""
    cells = {kind: f"{column_letters(place.column or 1)}{row}" for kind, row in reader.dates.items()}
    if {"real", "text"} <= cells.keys():
        yield Diagnostic.of(
            Code.DATES_MIXED,
            place,
            f"{header}: có ô là ngày thật ({cells['real']}) và ô là chữ ({cells['text']})",
            "Tệp có thể đã lưu lại trên máy đặt kiểu ngày nước ngoài: các ngày từ 1 đến 12 có thể bị đảo ngày với tháng. Đối chiếu với sổ gốc, nên xuất lại tệp từ phần mềm.",
        )
    if {"text", "month first"} <= cells.keys():
        yield Diagnostic.of(
            Code.MONTH_FIRST,
            place,
            f"{header}: ô {cells['month first']} ghi tháng trước ngày, các ô khác (như {cells['text']}) đang được đọc là ngày trước tháng",
            "Kiểm tra cả cột: nếu tệp ghi tháng trước ngày, hãy xuất lại theo dạng ngày/tháng/năm.",
        )
    if {"half day", "half day after day"} <= cells.keys():
        yield Diagnostic.of(
            Code.MONTH_FIRST,
            place,
            f"{header}: ô {cells['half day after day']} ghi ngày trước tháng, còn ô {cells['half day']} có AM hoặc PM nên được đọc là tháng trước ngày",
            "Cả cột phải ghi một kiểu: xuất lại theo dạng ngày/tháng/năm, giờ từ 00:00 đến 23:59.",
            Severity.ERROR,
        )


def _shifted(sheet: Sheet, readers: Sequence[ColumnReader]) -> Iterator[Diagnostic]:
    """Ask about days of receipt that all are at 17:00, while no other date has another time: offices do not work so."""
    received = next((reader for reader in readers if reader.declared.name == "received_on"), None)
    if received is None or received.times != _MIDNIGHT_IN_UTC or len(received.known) <= _FEW_DAYS:
        return
    if any(reader.times - _MIDNIGHT_IN_UTC - {time()} for reader in readers):
        return
    header = received.declared.column.header
    yield Diagnostic.of(
        Code.TIME_SHIFTED,
        Place(file=sheet.file, sheet=sheet.name, column=sheet.left + received.index),
        f"{header}: mọi ô đều ghi 17:00, có thể là 0 giờ của ngày hôm sau theo giờ quốc tế (UTC)",
        "Đối chiếu vài hồ sơ với phần mềm. Nếu lệch một ngày, hãy xuất lại theo giờ Việt Nam; nếu đúng ngày, hãy bỏ giờ ở cột này (chỉ giữ ngày/tháng/năm).",
    )
