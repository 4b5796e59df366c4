"""How a sheet is declared: a pydantic model with one `Column` a field. Knows nothing of files or cells.

The reader, the validator, the blank workbook, the schema and the diagnostics all read this declaration.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Annotated, ClassVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, TypeAdapter
from pydantic.fields import FieldInfo

from cchc_report.ground.codes import Severity
from cchc_report.ground.text import fold


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column as its user sees it: the header, other headers that mean the same, and what to write below it."""

    header: str
    synonyms: tuple[str, ...] = ()
    note: str = ""
    feeds: str = ""  # what is left empty in the report where the column is absent
    absent: Severity | None = None  # how grave its absence is; by default an error for a required field
    person: bool = False  # holds a person's name: its values are never quoted
    in_blank: bool = True  # stands in the blank workbook; else only exports have it
    notes_numbers: bool = False  # remembers which of its choices were given as a number, since that may have two senses

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The folded header and its folded synonyms, the header's own first."""
        return tuple(dict.fromkeys(map(fold, (self.header, *self.synonyms))))


@dataclass(frozen=True, kw_only=True)
class SheetInfo:
    """What a sheet is called, what one of its rows is called, and how its rows are told apart."""

    title: str
    noun: str  # a row in Vietnamese: "hồ sơ", "thủ tục"
    synonyms: tuple[str, ...] = ()
    required: bool = False
    feeds: str = ""  # what stays empty where the sheet is absent
    when_empty: str = "Trang trống được coi như chưa có số liệu."  # what the report does without its rows
    key: tuple[str, ...] = ()  # the fields that identify a row within one sheet
    says: tuple[str, ...] = ()  # a row with none of these fields filled says nothing yet
    totals_are_rows: bool = False  # a row "Tổng số" is data and not a footer

    @cached_property
    def keys(self) -> frozenset[str]:
        """The folded names that identify the sheet."""
        return frozenset(map(fold, (self.title, *self.synonyms)))


class SheetModel(BaseModel):
    """A row of a sheet; subclasses declare `info` and one annotated field a column."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    info: ClassVar[SheetInfo]


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a sheet model: its name, its column, and the check for one non-empty cell."""

    name: str
    column: Column
    required: bool
    holds_dates: bool
    adapter: TypeAdapter[list[object]]

    @property
    def absence(self) -> Severity | None:
        """How grave it is that no column of the sheet is this one."""
        if self.column.absent is not None:
            return self.column.absent
        return Severity.ERROR if self.required else None


@cache
def fields_of(model: type[SheetModel]) -> dict[str, Field]:
    """Return the model's fields by name, in the order declared."""
    return {name: _field(name, info) for name, info in model.model_fields.items()}


def _field(name: str, info: FieldInfo) -> Field:
    annotation, extras = _without_none(info.annotation), list(info.metadata)
    while get_origin(annotation) is Annotated:
        annotation, *inner = get_args(annotation)
        extras = [*inner, *extras]
    column = next(extra for extra in extras if isinstance(extra, Column))
    checks = tuple(extra for extra in extras if not isinstance(extra, Column))
    kind = Annotated[annotation, *checks] if checks else annotation
    holds_dates = annotation in (date, datetime)
    adapter = TypeAdapter(list[kind])  # type: ignore[valid-type]  # a type made at run time
    return Field(name=name, column=column, required=info.is_required(), holds_dates=holds_dates, adapter=adapter)


def _without_none(annotation: object) -> object:
    """Return the type inside `X | None`: an empty cell is None before any check runs."""
    if get_origin(annotation) in (Union, UnionType):
        (kind,) = (argument for argument in get_args(annotation) if argument is not NoneType)
        return kind
    return annotation
