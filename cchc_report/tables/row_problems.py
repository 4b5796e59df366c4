"""What is said of rows: which cells of a row of data are wrong, and which rows passed over seem to hold data."""

from collections.abc import Iterator, Mapping, Sequence

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.tables.column_reader import ColumnReader, Refused
from cchc_report.tables.header import Header
from cchc_report.tables.row_kinds import DOUBTFUL, SheetRowKind
from cchc_report.workbook.sheet import Sheet

_SHOWN = 5


def row_problems(sheet: Sheet, readers: Sequence[ColumnReader], values: list[object], row: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with each cell of a row of data."""
    for reader, value in zip(readers, values, strict=True):
        place = Place(file=sheet.file, sheet=sheet.name, row=row, column=sheet.left + reader.index)
        header = reader.declared.column.header
        if (shown := sheet.broken.get((row, sheet.left + reader.index))) is not None:
            yield Diagnostic.of(Code.CELL_BROKEN, place, *_broken(shown, header))
        elif type(value) is Refused:
            yield Diagnostic.of(value.code, place, f"{header}: {value.message}", value.hint)
        elif value is None and reader.declared.required:
            yield _missing(sheet, place, header, reader.declared.column.note)


def _missing(sheet: Sheet, place: Place, header: str, note: str) -> Diagnostic:
    """Say that a required cell is empty, by itself or because it is merged with another."""
    area = sheet.merge_around(place.row or 0, place.column or 0)
    if area is None:
        return Diagnostic.of(Code.VALUE_MISSING, place, f"Thiếu “{header}”", note)
    first = f"{column_letters(area[1])}{area[0]}"
    hint = "Bỏ gộp ô (Unmerge Cells) rồi điền đủ từng dòng."
    return Diagnostic.of(Code.CELL_MERGED, place, f"{header}: ô bị gộp với ô {first}", hint)


def _broken(shown: str, header: str) -> tuple[str, str]:
    if shown.startswith("="):
        return (
            f"{header}: công thức chưa được tính",
            "Mở tệp bằng Excel, bấm F9 rồi lưu lại, hoặc gõ giá trị thay cho công thức.",
        )
    return f"{header}: ô báo lỗi {shown}", "Sửa công thức hoặc gõ giá trị thay cho công thức."


def told_of_passed(sheet: Sheet, passed_over: Mapping[SheetRowKind, Sequence[int]]) -> Iterator[Diagnostic]:
    """Name the rows that are remarks and not of the table; totals, group rows and headers stand in the ledger alone."""
    for kind, rows in passed_over.items():
        if kind in DOUBTFUL and kind is not SheetRowKind.BLANK:
            shown = ", ".join(map(str, rows[:_SHOWN])) + ("…" if len(rows) > _SHOWN else "")
            yield Diagnostic.of(
                Code.ROWS_PASSED_OVER,
                Place(file=sheet.file, sheet=sheet.name, row=rows[0]),
                f"Bỏ qua {len(rows)} dòng không phải số liệu ({kind.value}): dòng {shown}",
            )


def data_passed_over(sheet: Sheet, row: int, columns: Sequence[int], kind: SheetRowKind) -> Diagnostic:
    """Ask about a row passed over that holds what only data have."""
    cells = ", ".join(f"{column_letters(column)}{row}" for column in columns)
    return Diagnostic.of(
        Code.DATA_PASSED_OVER,
        Place(file=sheet.file, sheet=sheet.name, row=row, column=columns[0]),
        f"Dòng này được coi là {kind.value} và không tính, nhưng có số liệu ở ô {cells}",
        "Nếu là dòng số liệu, hãy điền đủ các cột bắt buộc; nếu không phải, hãy chuyển dòng ra ngoài bảng.",
    )


def total_differs(sheet: Sheet, row: int, stated: int, noun: str, counted: int) -> Diagnostic:
    """Say that a line of totals states another number than there are rows above it."""
    return Diagnostic.of(
        Code.TOTAL_ROW_DIFFERS,
        Place(file=sheet.file, sheet=sheet.name, row=row),
        f"Dòng tổng ghi {stated} {noun}, nhưng phía trên đọc được {counted} dòng",
        "Kiểm tra xem có dòng nào bị thiếu, bị ẩn hoặc ghi lặp; sửa dòng tổng nếu nó cũ.",
    )


def columns_differ(sheet: Sheet, header: Header, columns: tuple[int, int], meaning: str, row: int) -> Diagnostic:
    """Ask which of two columns of one meaning is to be read; `columns` are indexes, the one that is read first."""
    number = sheet.top + header.row
    texts = [header.texts.get(index, "") for index in columns]
    named = [
        f"“{text}” ({column_letters(sheet.left + index)}{number})" for text, index in zip(texts, columns, strict=True)
    ]
    return Diagnostic.of(
        Code.COLUMN_TWICE,
        Place(file=sheet.file, sheet=sheet.name, row=number, column=sheet.left + columns[1]),
        f"Hai cột cùng là “{meaning}” mà giá trị khác nhau (như dòng {row}): {named[0]} và {named[1]}",
        "Giữ một cột, đổi tiêu đề cột kia.",
    )
