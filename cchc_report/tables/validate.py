"""From cells to typed columns: every cell of a sheet is checked by its column's declaration, a column at a time.

A log's columns hold few distinct values, so each distinct value goes through its check once and the answer is kept; the
address of a bad cell is the column's letter and the row's number. Rows that are no data are told apart only where a cell is
blank or bad, so that good rows cost nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.ground.numbers import format_number
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.tables.column import fields_of
from cchc_report.tables.column_doubts import told_of_columns
from cchc_report.tables.column_reader import ColumnReader, Refused, as_typed
from cchc_report.tables.header import Header
from cchc_report.tables.ledger import Fate
from cchc_report.tables.look_notes import told_of_looks
from cchc_report.tables.row_kinds import SheetRowKind, sort_row
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.vocabulary import Vocabulary
from cchc_report.workbook.marks import is_example
from cchc_report.workbook.merges import fill_merges
from cchc_report.workbook.sheet import Sheet, SheetRow

_CHUNK = 8192  # rows: large enough to amortise a call, small enough to stay in the cache
_MOST_BAD_ROWS = 50_000  # of one sheet: beyond, it is the wrong sheet or a wrong export, and not 50,000 slips


def validate_sheet(
    sheet: Sheet,
    model: type[Model],
    header: Header,
    vocabulary: Vocabulary | None = None,
    progress: Progress = SILENCE,
    book: SheetBook | None = None,
) -> tuple[SheetPart[Model], list[Diagnostic]]:
    """Return the good rows below the header as typed columns, and everything that is wrong with the others.

    What became of every row is entered in the sheet's `book`.
    """
    book = book or SheetBook.of_sheet(sheet, model)
    words, declared = vocabulary or Vocabulary(), fields_of(model)
    readers = [
        ColumnReader(
            declared=declared[name],
            index=index,
            words=words.values_of(declared[name].column.header),
            days_late=sheet.days_late,
        )
        for name, index in header.columns.items()
    ]
    part: SheetPart[Model] = SheetPart(
        model=model,
        file=sheet.file,
        sheet=sheet.name,
        columns={reader.declared.name: [] for reader in readers},
        rows=[],
        positions={reader.declared.name: sheet.left + reader.index for reader in readers},
    )
    diagnostics: list[Diagnostic] = []
    passed_over: dict[SheetRowKind, list[int]] = defaultdict(list)
    leftmost = min(reader.index for reader in readers)
    broken = {row for row, _ in sheet.broken}
    merges = fill_merges(sheet, sheet.top + header.row)
    for first, found in merges.sheet.chunks(_CHUNK, skip=header.row + 1):
        rows, examples = _without_examples(found, leftmost)
        for index in examples:
            book.pass_over(first + index, "ví dụ mẫu")
        cells = list(zip_longest(*rows, fillvalue=""))
        read = [
            reader.read(cells[reader.index] if reader.index < len(cells) else ("",) * len(rows), first)
            for reader in readers
        ]
        suspects = _suspects(sheet, readers, read, first, len(rows))
        for index in suspects:
            if rows[index].count("") == len(rows[index]) and first + index not in broken:
                continue  # formatted but empty: a sheet may hold a million of them
            kind = _kind(model, readers, rows[index], [values[index] for values in read])
            passed_over[kind].append(first + index)
            if kind is not SheetRowKind.DATA:
                book.pass_over(first + index, kind.value)
            else:
                book.enter(Fate.REJECTED)
                diagnostics += _row_problems(sheet, readers, [values[index] for values in read], first + index)
        _extend(part, read, first, len(rows), set(suspects))
        book.enter(Fate.COUNTED, len(rows) - len(suspects))
        progress.checked(sheet.file, first + len(rows) - sheet.top, sheet.height)
        if len(passed_over[SheetRowKind.DATA]) > _MOST_BAD_ROWS:
            diagnostics.append(_too_many(sheet, first + len(rows)))
            break
    diagnostics += told_of_columns(sheet, readers)
    diagnostics += told_of_looks(sheet, readers, set(part.rows) if sheet.struck_rows else (), merges.areas)
    diagnostics += _told(sheet, passed_over)
    numbered = {
        reader.declared.name: {as_typed(number): tuple(rows) for number, rows in reader.numbered.items()}
        for reader in readers
        if reader.numbered
    }
    return (replace(part, numbered=numbered) if numbered else part), diagnostics


def _without_examples(rows: Sequence[SheetRow], leftmost: int) -> tuple[Sequence[SheetRow], list[int]]:
    """Return the rows with those emptied that only show how to fill in the sheet, and which: their first cell says so."""
    if "(" not in "\n".join(str(row[leftmost]) for row in rows if leftmost < len(row)):
        return rows, []
    examples = [
        index
        for index, row in enumerate(rows)
        if leftmost < len(row) and type(cell := row[leftmost]) is str and "(" in cell[:4] and is_example(cell)
    ]
    if not examples:
        return rows, []
    return [["" for _ in row] if index in examples else row for index, row in enumerate(rows)], examples


def _too_many(sheet: Sheet, row: int) -> Diagnostic:
    hint = "Kiểm tra lại tệp xuất ra có đúng loại và đúng cột không, sửa các lỗi đầu tiên rồi chạy lại."
    return Diagnostic.of(
        Code.TOO_MANY_PROBLEMS,
        Place(file=sheet.file, sheet=sheet.name, row=row),
        f"Hơn {format_number(_MOST_BAD_ROWS)} dòng sai, dừng kiểm tra trang này từ dòng {row}",
        hint,
    )


def _suspects(sheet: Sheet, readers: list[ColumnReader], read: list[list[object]], first: int, count: int) -> list[int]:
    """Return the rows of a chunk that are not plainly good data."""
    found = {index for reader, values in zip(readers, read, strict=True) for index in reader.suspects(values)}
    if sheet.broken:
        columns = {sheet.left + reader.index for reader in readers}
        found |= {row - first for row, column in sheet.broken if first <= row < first + count and column in columns}
    return sorted(found)


def _kind(model: type[Model], readers: list[ColumnReader], row: SheetRow, values: list[object]) -> SheetRowKind:
    cells = {reader.declared.name: row[reader.index] for reader in readers if reader.index < len(row)}
    mapped = {reader.index for reader in readers}
    others = [cell for index, cell in enumerate(row) if index not in mapped]
    good = frozenset(
        reader.declared.name
        for reader, value in zip(readers, values, strict=True)
        if value is not None and type(value) is not Refused
    )
    return sort_row(model, cells, others, good)


def _row_problems(sheet: Sheet, readers: list[ColumnReader], values: list[object], row: int) -> Iterator[Diagnostic]:
    """Yield what is wrong with each cell of a row of data."""
    for reader, value in zip(readers, values, strict=True):
        place = Place(file=sheet.file, sheet=sheet.name, row=row, column=sheet.left + reader.index)
        header = reader.declared.column.header
        if (shown := sheet.broken.get((row, sheet.left + reader.index))) is not None:
            yield Diagnostic.of(Code.CELL_BROKEN, place, *_broken(shown, header))
        elif type(value) is Refused:
            yield Diagnostic.of(value.code, place, f"{header}: {value.message}", value.hint)
        elif (
            value is None and reader.declared.required and (area := sheet.merge_around(row, sheet.left + reader.index))
        ):
            first = f"{column_letters(area[1])}{area[0]}"
            yield Diagnostic.of(
                Code.CELL_MERGED,
                place,
                f"{header}: ô bị gộp với ô {first}",
                "Bỏ gộp ô (Unmerge Cells) rồi điền đủ từng dòng.",
            )
        elif value is None and reader.declared.required:
            yield Diagnostic.of(Code.VALUE_MISSING, place, f"Thiếu “{header}”", reader.declared.column.note)


def _broken(shown: str, header: str) -> tuple[str, str]:
    if shown.startswith("="):
        return (
            f"{header}: công thức chưa được tính",
            "Mở tệp bằng Excel, bấm F9 rồi lưu lại, hoặc gõ giá trị thay cho công thức.",
        )
    return f"{header}: ô báo lỗi {shown}", "Sửa công thức hoặc gõ giá trị thay cho công thức."


def _extend(part: SheetPart[Model], read: list[list[object]], first: int, count: int, dropped: set[int]) -> None:
    """Append the rows of a chunk that were not dropped."""
    if not dropped:
        part.rows.extend(range(first, first + count))
        for column, values in zip(part.columns.values(), read, strict=True):
            column.extend(values)
        return
    kept = [index for index in range(count) if index not in dropped]
    part.rows.extend(first + index for index in kept)
    for column, values in zip(part.columns.values(), read, strict=True):
        column.extend([values[index] for index in kept])


def _told(sheet: Sheet, passed_over: dict[SheetRowKind, list[int]]) -> Iterator[Diagnostic]:
    """Say which rows were not taken for data, blank ones aside."""
    for kind, rows in passed_over.items():
        if kind not in (SheetRowKind.DATA, SheetRowKind.BLANK):
            shown = ", ".join(map(str, rows[:5])) + ("…" if len(rows) > 5 else "")
            yield Diagnostic.of(
                Code.ROWS_PASSED_OVER,
                Place(file=sheet.file, sheet=sheet.name, row=rows[0]),
                f"Bỏ qua {len(rows)} dòng không phải số liệu ({kind.value}): dòng {shown}",
            )
