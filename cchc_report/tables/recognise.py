"""Tells which declared sheet a sheet is, by its name or its headers, and what its header lacks."""

from collections.abc import Iterator, Sequence

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.ground.text import fold, nearest
from cchc_report.tables.column import Field, SheetModel, fields_of
from cchc_report.tables.header import Header, find_header
from cchc_report.tables.read_commune import is_commune_sheet
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.vocabulary import Vocabulary, settings_hint
from cchc_report.workbook.sheet import Sheet

_ALMOST = 0.85  # how like an optional header a text must be before it is asked about: exports have columns of all kinds
_LIKELY = 0.5  # the share of needed headers from which a nameless sheet is taken for a log with headers missing


def recognise(sheet: Sheet, logs: Sequence[type[SheetModel]], vocabulary: Vocabulary) -> tuple[type[SheetModel], ...]:
    """Return the model a sheet's name says it is, else the one whose needed headers it has all of.

    None where it is like no declared sheet; several where its headers fit them equally well, and only its name can tell.
    """
    key = fold(sheet.name)
    models: tuple[type[SheetModel], ...] = (Commune, *logs)
    for model in models:
        if key in model.info.keys:
            return (model,)
    fitting = [
        (len(header.columns), model)
        for model, header in _headers(sheet, logs, vocabulary)
        if not _lacking(model, header)
    ]
    if fitting:
        most = max(count for count, _ in fitting)
        return tuple(model for count, model in fitting if count == most)
    return (Commune,) if is_commune_sheet(sheet) else ()


def likeness(sheet: Sheet, model: type[SheetModel], vocabulary: Vocabulary) -> float:
    """Return the share of a model's needed headers that a sheet has, 0 below the share that makes it likely at all."""
    header = find_header(sheet, model, vocabulary.headers_of(model.info.title))
    if header is None:
        return 0.0
    needed = [declared for declared in fields_of(model).values() if declared.absence is Severity.ERROR]
    share = 1 - len(_lacking(model, header)) / len(needed)
    return share if share >= _LIKELY else 0.0


def check_header(sheet: Sheet, model: type[SheetModel], header: Header) -> Iterator[Diagnostic]:
    """Yield what is wrong with a header: absent columns with the nearest text found, and texts that mean the same column."""
    row = sheet.top + header.row
    unmatched = dict(header.unmatched)
    for name, declared in fields_of(model).items():
        if name in header.twice:
            yield _twice(sheet, row, declared, header.twice[name])
        if name in header.columns:
            continue
        near = nearest(
            declared.column.header, unmatched.values(), 0.6 if declared.absence is Severity.ERROR else _ALMOST
        )
        index = next((index for index, text in unmatched.items() if text == near), None)
        place = Place(file=sheet.file, sheet=sheet.name, row=row, column=None if index is None else sheet.left + index)
        if declared.absence is Severity.ERROR:
            yield Diagnostic.of(
                Code.COLUMN_MISSING,
                place,
                f"Thiếu cột “{declared.column.header}”",
                _rename(model, declared, near, header),
            )
        elif declared.absence is not None:
            message = f"Không có cột “{declared.column.header}”: {declared.column.feeds} sẽ để trống"
            yield Diagnostic.of(
                Code.COLUMN_UNKNOWN, place, message, _rename(model, declared, near, None), declared.absence
            )


def _headers(
    sheet: Sheet, logs: Sequence[type[SheetModel]], vocabulary: Vocabulary
) -> Iterator[tuple[type[SheetModel], Header]]:
    for model in logs:
        header = find_header(sheet, model, vocabulary.headers_of(model.info.title))
        if header is not None:
            yield model, header


def _lacking(model: type[SheetModel], header: Header) -> list[Field]:
    return [
        declared
        for name, declared in fields_of(model).items()
        if name not in header.columns and declared.absence is Severity.ERROR
    ]


def _rename(model: type[SheetModel], declared: Field, near: str | None, header: Header | None) -> str:
    if near is not None:
        question = f"Cột “{near}” có phải là “{declared.column.header}” không? Nếu phải, hãy đổi tiêu đề cột thành “{declared.column.header}”."
        return f"{question} {settings_hint('columns', model.info.title, near, declared.column.header)}"
    if header is None:
        return f"Thêm cột “{declared.column.header}” nếu có số liệu. {declared.column.note}"
    found = ", ".join(f"“{text}”" for text in header.texts.values())
    return f"Thêm cột “{declared.column.header}” vào dòng tiêu đề. Các cột tìm thấy: {found}."


def _twice(sheet: Sheet, row: int, declared: Field, indexes: tuple[int, int]) -> Diagnostic:
    first, second = (f"{column_letters(sheet.left + index)}{row}" for index in indexes)
    return Diagnostic.of(
        Code.COLUMN_TWICE,
        Place(file=sheet.file, sheet=sheet.name, row=row, column=sheet.left + indexes[1]),
        f"Hai cột cùng là “{declared.column.header}”: ô {first} và ô {second}",
        "Giữ một cột, đổi tiêu đề hoặc xóa cột còn lại.",
    )
