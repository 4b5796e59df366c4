"""Tells which declared sheet a sheet is, by its name or its headers, and what its header lacks."""

from collections.abc import Container, Iterator, Mapping, Sequence

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold, nearest
from cchc_report.tables.column import Field, SheetModel, fields_of
from cchc_report.tables.header import Header, find_header
from cchc_report.tables.read_commune import is_commune_sheet
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.vocabulary import NOT_COUNTED, Vocabulary, settings_hint
from cchc_report.workbook.sheet import Sheet

_ALMOST = 0.85  # how like an optional header a text must be before it is asked about: exports have columns of all kinds
_MANY = 4  # needed columns: a sheet may have all but one of fewer by chance
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


def likeliest(
    sheet: Sheet, logs: Sequence[type[SheetModel]], vocabulary: Vocabulary
) -> tuple[type[SheetModel] | None, float]:
    """Return the declared sheet of which a sheet has most of the needed columns, of those that need many, and the share."""
    many = [model for model in logs if sum(one.absence is Severity.ERROR for one in fields_of(model).values()) >= _MANY]
    scores = [(likeness(sheet, model, vocabulary), model) for model in many]
    share, model = max(scores, key=lambda one: one[0])
    return (model, share) if share else (None, 0.0)


def check_header(
    sheet: Sheet, model: type[SheetModel], header: Header, given: Container[str] = ()
) -> Iterator[Diagnostic]:
    """Yield what is wrong with a header: absent columns with the nearest text found, and columns that no word tells apart.

    `given` are the fields that group rows give a value.
    """
    yield from _unclear(sheet, model, header)
    asked: set[int] = set()
    for name, declared in fields_of(model).items():
        if name in header.columns or name in header.ticked or name in given or _stands_under_unclear(declared, header):
            continue
        index = _near(declared, {index: text for index, text in header.unmatched.items() if index not in asked})
        if index is not None:
            asked.add(index)
        yield from _absent(sheet, model, header, declared, index)


def _absent(
    sheet: Sheet, model: type[SheetModel], header: Header, declared: Field, index: int | None
) -> Iterator[Diagnostic]:
    """Say that a column is absent, with the column that may be meant as a question."""
    column, absence = declared.column, declared.absence
    near = None if index is None else header.texts[index]
    place = Place(
        file=sheet.file,
        sheet=sheet.name,
        row=sheet.top + header.row,
        column=None if index is None else sheet.left + index,
    )
    hint = _rename(model, declared, near, header if absence is Severity.ERROR else None)
    if absence is Severity.ERROR:
        yield Diagnostic.of(Code.COLUMN_MISSING, place, f"Thiếu cột “{column.header}”", hint)
    elif absence is not None:
        message = f"Không có cột “{column.header}”: {column.feeds} sẽ để trống"
        severity = absence if near is None else Severity.WARNING
        yield Diagnostic.of(Code.COLUMN_UNKNOWN, place, message, hint, severity)
    elif near is not None:
        message = f"Cột “{near}” không được đọc; trang này chưa có cột “{column.header}”"
        yield Diagnostic.of(Code.COLUMNS_UNCLEAR, place, message, hint, Severity.WARNING)


def _near(declared: Field, unmatched: Mapping[int, str]) -> int | None:
    """Return the column that may be meant: by likeness, or because its text holds one of the column's headers."""
    likeness = 0.6 if declared.absence is Severity.ERROR else _ALMOST
    near = nearest(declared.column.header, unmatched.values(), likeness)
    wanted = [f" {key} " for key in declared.column.keys if " " in key]
    return next(
        (index for index, text in unmatched.items() if text == near or any(key in f" {fold(text)} " for key in wanted)),
        None,
    )


def _stands_under_unclear(declared: Field, header: Header) -> bool:
    return any(fold(text).startswith(declared.column.keys) for text in header.unclear.values())


def _unclear(sheet: Sheet, model: type[SheetModel], header: Header) -> Iterator[Diagnostic]:
    """Ask which of several columns under one heading is meant."""
    if not header.unclear:
        return
    first = min(header.unclear)
    names = ", ".join(f"“{text}”" for text in header.unclear.values())
    text = header.unclear[first]
    yield Diagnostic.of(
        Code.COLUMNS_UNCLEAR,
        Place(file=sheet.file, sheet=sheet.name, row=sheet.top + header.row, column=sheet.left + first),
        f"Dưới một tiêu đề có nhiều cột, chưa rõ đọc cột nào: {names}",
        "Đặt cho mỗi cột một tiêu đề riêng. "
        + settings_hint("columns", model.info.title, text, NOT_COUNTED)
        + " (hoặc tên cột đúng thay cho “không tính”).",
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
        if name not in header.columns and name not in header.ticked and declared.absence is Severity.ERROR
    ]


def _rename(model: type[SheetModel], declared: Field, near: str | None, header: Header | None) -> str:
    if near is not None:
        question = f"Cột “{near}” có phải là “{declared.column.header}” không? Nếu phải, hãy đổi tiêu đề cột thành “{declared.column.header}”."
        return f"{question} {settings_hint('columns', model.info.title, near, declared.column.header)}"
    if header is None:
        return f"Thêm cột “{declared.column.header}” nếu có số liệu. {declared.column.note}"
    found = ", ".join(f"“{text}”" for text in header.texts.values())
    return f"Thêm cột “{declared.column.header}” vào dòng tiêu đề. Các cột tìm thấy: {found}."
