"""What “mức độ 3” and “mức độ 4” mean on a day: from 1 July 2026, Nghị định 224/2026/NĐ-CP uses the words for something else."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.periods import Period
from cchc_report.tables.column import fields_of
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import Level
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.vocabulary import settings_hint
from cchc_report.tables.workspace_tables import Tables

NEW_SENSE_FROM = date(2026, 7, 1)
_FIELD = "level"
_NUMBERS = {Level.PARTIAL: "3", Level.FULL: "4"}


def ask_about_levels(tables: Tables, period: Period | None) -> tuple[Tables, tuple[Diagnostic, ...]]:
    """Return the tables without the levels given as a bare number since then, and a question for each of these cells.

    A dossier's day is that of its receipt; a procedure has none, so the period's cut-off is taken.
    """
    in_new_sense = period is not None and period.cutoff >= NEW_SENSE_FROM
    dossiers, asked = _without_numbers(tables.dossiers, _is_received_since)
    procedures, more = _without_numbers(tables.procedures, lambda part: [in_new_sense] * len(part))
    found = (*asked, *more)
    return (replace(tables, dossiers=dossiers, procedures=procedures) if found else tables), found


def _is_received_since(part: SheetPart[Model]) -> list[bool]:
    return [day is not None and day >= NEW_SENSE_FROM for day in part.column("received_on", date)]


def _without_numbers(
    table: Table[Model], is_new: Callable[[SheetPart[Model]], list[bool]]
) -> tuple[Table[Model], list[Diagnostic]]:
    """Return a table with the levels cleared that a number names in its new sense."""
    parts: list[SheetPart[Model]] = []
    found: list[Diagnostic] = []
    for part in table.parts:
        spellings = {row: word for word, rows in part.numbered.get(_FIELD, {}).items() for row in rows}
        new = is_new(part) if spellings else []
        asked = {
            index: spellings[part.rows[index]]
            for index, holds in enumerate(new)
            if holds and part.rows[index] in spellings
        }
        found += _questions(part, asked)
        parts.append(_cleared(part, asked) if asked else part)
    return replace(table, parts=tuple(parts)), found


def _cleared(part: SheetPart[Model], rows: Iterable[int]) -> SheetPart[Model]:
    levels = list(part.columns[_FIELD])
    for index in rows:
        levels[index] = None
    return replace(part, columns={**part.columns, _FIELD: levels})


def _questions(part: SheetPart[Model], asked: Mapping[int, str]) -> Iterator[Diagnostic]:
    """Yield a question for each row of the part, given with the word in its cell."""
    header = fields_of(part.model)[_FIELD].column.header
    levels = part.column(_FIELD, Level)
    for index, word in asked.items():
        if (level := levels[index]) is None:
            continue
        message = (
            f"{header}: {quote(word)} hiểu được hai cách từ {NEW_SENSE_FROM:%d/%m/%Y}: {level.value.lower()}, hoặc dịch vụ công "
            f"trực tuyến chủ động mức độ {_NUMBERS[level]} (Nghị định 224/2026/NĐ-CP)"
        )
        hint = (
            f"Gõ “{level.value}” nếu đúng ý, không thì xóa ô này. "
            f"{settings_hint('choices', header, word, level.value)} (khi cả cột cùng một nghĩa)."
        )
        yield Diagnostic.of(Code.LEVEL_UNCLEAR, part.place(index, _FIELD), message, hint)
