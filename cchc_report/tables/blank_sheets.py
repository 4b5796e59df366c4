"""Turns the declared sheets into the description of a blank workbook: the same headers, notes and choices that are validated.

Knows neither how a workbook is written nor the form; the rows that the form asks for come in as values.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, NamedTuple, Union, get_args, get_origin

from cchc_report.tables.column import Field, SheetModel, fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.documents import Direction, DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.sheets.dossiers import Channel, DossierRow, Level
from cchc_report.tables.sheets.entered import EnteredIndicator, NarrativeParagraph
from cchc_report.tables.sheets.procedures import Mechanism, Procedure, ProcedureStatus
from cchc_report.tables.sheets.staffing import Person, PoliticalTheory, Qualification, StaffGroup
from cchc_report.tables.sheets.tasks import Task, TaskSource
from cchc_report.tables.values import Choice
from cchc_report.workbook.blank_sheet import BlankColumn, BlankSheet, CellKind
from cchc_report.workbook.sheet import Cell

YES, NO = "Có", "Không"
_KINDS: Mapping[type, CellKind] = {
    date: CellKind.DATE,
    datetime: CellKind.DATE,
    Decimal: CellKind.NUMBER,
    int: CellKind.COUNT,
}


class WantedIndicator(NamedTuple):
    """A row of the form's appendix that no log yields, to be entered by hand."""

    code: str
    label: str
    unit: str
    choices: tuple[str, ...] = ()  # the only numbers allowed


@dataclass(frozen=True)
class BlankWanted:
    """What the form asks for: its sections, and the indicators to be entered by hand."""

    sections: tuple[str, ...] = ()
    indicators: tuple[WantedIndicator, ...] = ()


def blank_sheets(
    year: int, wanted: BlankWanted, filled: Mapping[type[SheetModel], Sequence[SheetModel]] | None = None
) -> tuple[BlankSheet, ...]:
    """Return the description of each declared sheet; those in `filled` have rows already, the others an example row."""
    examples = {type(example): example for example in _examples(year)}
    return tuple(_described(model, wanted, examples.get(model), (filled or {}).get(model, ())) for model in SHEETS)


def _described(
    model: type[SheetModel], wanted: BlankWanted, example: SheetModel | None, rows: Sequence[SheetModel]
) -> BlankSheet:
    info = model.info
    sheet = BlankSheet(
        title=info.title,
        purpose=_purpose(model),
        columns=tuple(_column(model, declared, wanted) for declared in _shown(model).values()),
        rows=tuple(map(_cells, rows)),
        example=() if rows or example is None else _cells(example),
        upright=model is Commune,
    )
    return _with_indicators(sheet, wanted) if model is EnteredIndicator else sheet


def _shown(model: type[SheetModel]) -> dict[str, Field]:
    """Return the fields that have a column in the blank workbook."""
    return {name: declared for name, declared in fields_of(model).items() if declared.column.in_blank}


def _purpose(model: type[SheetModel]) -> str:
    """Say in a sentence what a sheet holds and what depends on it."""
    info = model.info
    row = "Mỗi dòng một mục: tên mục ở cột A, nội dung ở cột B." if model is Commune else f"Mỗi dòng một {info.noun}."
    if info.required:
        return f"{row} Trang bắt buộc."
    return f"{row} Không có thì để trống" + (f": {info.feeds} sẽ để trống trong báo cáo." if info.feeds else ".")


def _column(model: type[SheetModel], declared: Field, wanted: BlankWanted) -> BlankColumn:
    kind = cell_type(model, declared.name)
    column = BlankColumn(
        header=declared.column.header, kind=CellKind.TEXT, note=declared.column.note, required=declared.required
    )
    if issubclass(kind, Choice):
        return replace(column, kind=CellKind.CHOICE, choices=tuple(member.value for member in kind))
    if issubclass(kind, bool):
        return replace(column, kind=CellKind.CHOICE, choices=(YES, NO))
    if declared.name == "sections":
        return replace(column, choices=wanted.sections, closed=False)  # a cell may name several
    return replace(column, kind=_KINDS.get(kind, CellKind.TEXT))


def cell_type(model: type[SheetModel], name: str) -> type:
    """Return the Python type of a field's value, without what may be missing and how it is checked."""
    kind: object = model.model_fields[name].annotation
    while not isinstance(kind, type):
        if get_origin(kind) in (Union, UnionType):
            (kind,) = (argument for argument in get_args(kind) if argument is not NoneType)
        elif get_origin(kind) is Annotated:
            kind = get_args(kind)[0]
        else:
            kind = get_origin(kind)
    return kind


def _cells(row: SheetModel) -> tuple[Cell | None, ...]:
    """Return a row as a clerk would type it."""
    return tuple(_cell(getattr(row, name, None)) for name in _shown(type(row)))


def _cell(value: object) -> Cell | None:
    match value:
        case None:
            return None
        case bool():
            return YES if value else NO
        case tuple():
            return "\n".join(map(str, value))
        case Choice():
            return value.value
        case datetime() if value.time() == datetime.min.time():
            return value.date()
        case str() | int() | date():
            return value
        case _:
            return float(str(value))  # a Decimal


def _with_indicators(sheet: BlankSheet, wanted: BlankWanted) -> BlankSheet:
    """List the indicators to be entered, each with what it counts; the added columns are for reading only."""
    code, *others = sheet.columns
    label = BlankColumn(header="Tên chỉ tiêu", kind=CellKind.TEXT, note="Để tra cứu; chương trình không đọc cột này.")
    unit = BlankColumn(header="Đơn vị tính", kind=CellKind.TEXT, note="Để tra cứu; chương trình không đọc cột này.")
    blank = (None,) * len(others)
    rows = tuple((one.code, one.label, one.unit, *blank) for one in wanted.indicators)
    first, *rest = sheet.example
    return replace(
        sheet,
        columns=(code, label, unit, *others),
        rows=rows,
        example=(first, "Tên chỉ tiêu như trong phụ lục", "Đơn vị tính", *rest),
        own_choices={(row, 3): one.choices for row, one in enumerate(wanted.indicators) if one.choices},
    )


def _examples(year: int) -> tuple[SheetModel, ...]:
    """Return a row for each sheet of rows that shows how it is filled in."""
    return (
        DossierRow.model_construct(
            code=f"H56.33.24-{year % 100:02}0305-0001",
            procedure="Đăng ký khai sinh",
            procedure_code="1.001193",
            field="Hộ tịch",
            received_on=date(year, 3, 5),
            due_at=datetime(year, 3, 7),  # noqa: DTZ001  # a day has no zone
            finished_at=datetime(year, 3, 6),  # noqa: DTZ001
            channel=Channel.ONLINE,
            level=Level.FULL,
            returned_by=Channel.DIRECT,
            published=True,
            apologised=False,
        ),
        Person.model_construct(
            name="Họ và tên",
            group=StaffGroup.CIVIL_SERVANT,
            title="Công chức Văn phòng - Thống kê",
            qualification=Qualification.UNIVERSITY,
            political_theory=PoliticalTheory.INTERMEDIATE,
            leader=False,
            disciplined=False,
            started_on=date(year - 3, 1, 1),
        ),
        IssuedDocument.model_construct(
            symbol="01/KH-UBND",
            kind="Kế hoạch",
            issued_on=date(year, 1, 5),
            subject=f"về cải cách hành chính năm {year}",
            sending=Sending.ELECTRONIC,
            steering=True,
            sections=("I.1",),
        ),
        DocumentTotal.model_construct(direction=Direction.OUTGOING, kind="Công văn", number=125),
        Procedure.model_construct(
            code="1.001193",
            name="Đăng ký khai sinh",
            field="Hộ tịch",
            mechanism=Mechanism.ONE_STOP,
            interlinked_same_level=False,
            interlinked_across_levels=False,
            iso=True,
            digitised=True,
            location_free=False,
            online_payment=True,
            level=Level.FULL,
            status=ProcedureStatus.IN_FORCE,
        ),
        Task.model_construct(
            content="Tổ chức tuyên truyền về dịch vụ công trực tuyến",
            source=TaskSource.PLAN,
            due_on=date(year, 6, 30),
            finished_on=date(year, 6, 15),
        ),
        EnteredIndicator.model_construct(code="1.2.1", number=Decimal(3), note="Ghi chú in vào phụ lục, nếu cần"),
        NarrativeParagraph.model_construct(
            sections=("I.1",), text="Đoạn văn của xã, thay cho đoạn có sẵn ở mục này của báo cáo."
        ),
    )
