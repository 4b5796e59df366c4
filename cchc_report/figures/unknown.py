"""What some sheets do not know and others do: the figure is printed of those who know, and the others are counted in a warning.

Nothing is said where the unknown could not change a figure, nor where nobody knows: then the figure is empty.
"""

from collections.abc import Callable, Iterator, Mapping

from cchc_report.figures.documents import unsaid_sendings
from cchc_report.figures.dossier_kinds import DossierKind, Outcome
from cchc_report.figures.dossiers import rows_by_kind
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period
from cchc_report.tables.column import fields_of
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.dossiers import Channel, DossierRow
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.workspace_tables import Tables

_Matters = Callable[[DossierKind], bool]
_OVERDUE = (Outcome.OVERDUE, Outcome.PENDING_OVERDUE)
# Of which dossiers a column that is not there could tell something that a figure counts.
_ABSENT: Mapping[str, _Matters] = {
    "finished_at": lambda _: True,
    "channel": lambda kind: not kind.carried_over,
    "level": lambda kind: kind.channel in (None, Channel.ONLINE),
    "returned_by": lambda kind: kind.outcome.is_on_time,
    "published": lambda kind: kind.outcome.is_finished,
    "apologised": lambda kind: kind.outcome in _OVERDUE,
}
_SAID_TOO_BY = {"finished_at": "status", "published": "published_on", "apologised": "apologised_on"}
_BLANK = ("returned_by", "published")  # a column left wholly blank, though others fill theirs, was forgotten


def check_unknown(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield a warning for each sheet that lacks a column others have, where it could change a figure."""
    for part, by_kind in rows_by_kind(tables.dossiers, period):
        for field, matters in _ABSENT.items():
            if _is_forgotten(tables.dossiers, part, field):
                rows = sum(len(indexes) for kind, indexes in by_kind.items() if matters(kind))
                yield from _told(part, field, rows)
    yield from _lacking(tables.staffing, ("leader", "disciplined"))
    yield from _lacking(tables.procedures, _optional(tables.procedures))
    yield from _lacking(tables.tasks, ("due_on", "finished_on"))
    yield from _lacking(tables.issued, ("steering",))
    yield from _unsaid(tables.issued, period)


def _is_forgotten(table: Table[DossierRow], part: SheetPart[DossierRow], field: str) -> bool:
    """Tell whether a log is silent on what others say, and no other column of it says as much."""
    is_said = part.has_values(field) or part.has_values(_SAID_TOO_BY.get(field, field))
    if field not in table.filled or is_said:
        return False
    return not part.has(field) or field in _BLANK


def _optional(table: Table[Model]) -> tuple[str, ...]:
    fields = fields_of(table.model)
    return tuple(name for name, declared in fields.items() if not declared.required and declared.column.feeds)


def _lacking(table: Table[Model], fields: tuple[str, ...]) -> Iterator[Diagnostic]:
    for part in table.parts:
        for field in fields:
            if field in table.filled and not part.has(field):
                yield from _told(part, field, len(part))


def _told(part: SheetPart[Model], field: str, rows: int) -> Iterator[Diagnostic]:
    if rows:
        column, noun = fields_of(part.model)[field].column, part.model.info.noun
        what = "không có cột" if not part.has(field) else "để trống cả cột"
        yield Diagnostic.of(
            Code.COLUMN_PARTLY_KNOWN,
            Place(file=part.file, sheet=part.sheet, column=part.positions.get(field)),
            f"Trang này {what} “{column.header}” mà sổ khác có: {format_number(rows)} {noun} chưa rõ, {column.feeds or 'số liệu'} chỉ tính theo các sổ có ghi",
            f"Thêm cột “{column.header}” và điền cho các {noun} ấy nếu biết.",
        )


def _unsaid(issued: Table[IssuedDocument], period: Period) -> Iterator[Diagnostic]:
    """Yield a warning where some documents say how they were sent and others do not: a share of all is then unknown."""
    unsaid = unsaid_sendings(issued, period) if "sending" in issued.filled else 0
    if unsaid:
        part = next(part for part in issued.parts if not part.has("sending") or None in part.columns["sending"])
        yield Diagnostic.of(
            Code.SHARE_UNKNOWN,
            Place(file=part.file, sheet=part.sheet, column=part.positions.get("sending")),
            f"Hình thức gửi: {format_number(unsaid)} văn bản trong kỳ chưa ghi, nên tỷ lệ văn bản gửi điện tử để trống",
            "Ghi hình thức gửi cho mọi văn bản trong kỳ, hoặc xóa cột nếu không theo dõi.",
        )
