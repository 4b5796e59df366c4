"""What the rows behind a figure say, for a list that may be handed on: their cells, but never a person's name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from cchc_report.ground.numbers import format_number
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.table import RowReference, SheetPart, Table
from cchc_report.tables.workspace_tables import Tables

RowContent = str | int | Decimal | date | None
_PLACE = ("Tệp", "Trang", "Dòng")


@dataclass(frozen=True)
class RowList:
    """Rows of one kind of sheet: the headers, the place of each row first, and the cells below them."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[RowContent, ...], ...]


def contents_of(tables: Tables, rows: Iterable[RowReference]) -> tuple[RowList, ...]:
    """Return the rows' cells, a list for each kind of sheet; columns that hold persons are left out."""
    wanted: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        wanted[row.file, row.sheet].append(row.row)
    return tuple(
        RowList(table.model.info.title, _headers(table), found)
        for table in _tables(tables)
        if (found := tuple(_cells(table, wanted)))
    )


def show_row(row: tuple[RowContent, ...]) -> str:
    """Return a row's place and cells between tabs; its number is no quantity and has no dot for thousands."""
    place, cells = row[: len(_PLACE)], row[len(_PLACE) :]
    return "\t".join((*map(str, place), *map(show_cell, cells)))


def show_cell(cell: RowContent) -> str:
    """Return a cell as a clerk would have typed it."""
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}" if (cell.hour, cell.minute) != (0, 0) else f"{cell:%d/%m/%Y}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case int() | Decimal():
            return format_number(cell)
        case str():
            return cell


def _tables(tables: Tables) -> Iterator[Table[SheetModel]]:
    return (found for each in fields(tables) if isinstance(found := getattr(tables, each.name), Table))


def _shown_fields(table: Table[SheetModel]) -> list[str]:
    present = {name for part in table.parts for name in part.columns}
    return [name for name, declared in fields_of(table.model).items() if name in present and not declared.column.person]


def _headers(table: Table[SheetModel]) -> tuple[str, ...]:
    declared = fields_of(table.model)
    return (*_PLACE, *(declared[name].column.header for name in _shown_fields(table)))


def _cells(table: Table[SheetModel], wanted: dict[tuple[str, str], list[int]]) -> Iterator[tuple[RowContent, ...]]:
    shown = _shown_fields(table)
    for part in table.parts:
        chosen = set(wanted.get((part.file, part.sheet), ()))
        for index, number in enumerate(part.rows if chosen else ()):
            if number in chosen:
                yield (part.file, part.sheet, number, *(_cell(part, name, index) for name in shown))


def _cell(part: SheetPart[SheetModel], name: str, index: int) -> RowContent:
    column: Sequence[object] = part.columns.get(name, ())
    value = column[index] if column else None
    match value:
        case bool():
            return "Có" if value else "Không"
        case tuple():
            return ", ".join(map(str, value))
        case None | int() | Decimal() | date():
            return value
        case _:
            return str(value)
