"""The figures of administrative procedures: those in force, how they are handled, and what changed."""

from datetime import date
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure
from cchc_report.figures.selection import Population, Rate, Selection, figures_of, lacking, rows_of_kinds, tally_of
from cchc_report.figures.tally import Tally
from cchc_report.tables.sheets.dossiers import Level
from cchc_report.tables.sheets.procedures import Mechanism, Procedure, ProcedureStatus
from cchc_report.tables.table import Table

_IN_FORCE = "Thủ tục có tình trạng khác Bãi bỏ"


class ProcedureKind(NamedTuple):
    """All that the figures ask of a procedure, by the names of its columns."""

    status: ProcedureStatus | None
    mechanism: Mechanism | None
    level: Level | None
    interlinked_same_level: bool | None
    interlinked_across_levels: bool | None
    iso: bool | None
    digitised: bool | None
    location_free: bool | None
    online_payment: bool | None


NO_PROCEDURES: Table[Procedure] = Table(Procedure)


def is_in_force(procedure: ProcedureKind) -> bool:
    """Tell whether a procedure applies: every one does that is not marked as abolished."""
    return procedure.status is not ProcedureStatus.ABOLISHED


def _is_in_force_with(field: str, value: object, procedure: ProcedureKind) -> bool:
    return is_in_force(procedure) and getattr(procedure, field) == value


def _in_force(name: str, label: str, field: str, header: str, value: object = True) -> Selection[ProcedureKind]:
    """Declare how many procedures in force have a value in a column."""
    return Selection(
        name=f"procedures.{name}",
        label=label,
        rule=f"{_IN_FORCE}, cột {header} ghi {'Có' if value is True else value}",
        chooses=partial(_is_in_force_with, field, value),
        needs=frozenset({field}),
    )


PROCEDURES: tuple[Selection[ProcedureKind] | Rate, ...] = (
    Selection(
        name="procedures.total",
        label="Thủ tục đang áp dụng",
        rule=_IN_FORCE,
        chooses=is_in_force,
        needs=frozenset({"code"}),
    ),
    _in_force("one_stop", "Thủ tục theo cơ chế một cửa", "mechanism", "Cơ chế", Mechanism.ONE_STOP),
    _in_force("interlinked", "Thủ tục theo cơ chế một cửa liên thông", "mechanism", "Cơ chế", Mechanism.INTERLINKED),
    _in_force("interlinked_same_level", "Thủ tục liên thông cùng cấp", "interlinked_same_level", "Liên thông cùng cấp"),
    _in_force(
        "interlinked_across_levels", "Thủ tục liên thông các cấp", "interlinked_across_levels", "Liên thông các cấp"
    ),
    _in_force("iso", "Thủ tục có quy trình ISO", "iso", "Quy trình ISO"),
    Rate(
        name="procedures.iso_rate",
        label="Tỷ lệ thủ tục có quy trình ISO",
        part="procedures.iso",
        whole="procedures.total",
    ),
    _in_force("digitised", "Thủ tục đã điện tử hóa quy trình", "digitised", "Điện tử hóa"),
    Rate(
        name="procedures.digitised_rate",
        label="Tỷ lệ quy trình đã điện tử hóa",
        part="procedures.digitised",
        whole="procedures.total",
    ),
    _in_force("location_free", "Thủ tục phi địa giới hành chính", "location_free", "Phi địa giới"),
    _in_force("online_payment", "Thủ tục thanh toán trực tuyến", "online_payment", "Thanh toán trực tuyến"),
    _in_force("online_3", "Thủ tục trực tuyến mức độ 3 (một phần)", "level", "Mức độ DVC", Level.PARTIAL),
    _in_force("online_4", "Thủ tục trực tuyến mức độ 4 (toàn trình)", "level", "Mức độ DVC", Level.FULL),
    Selection(
        name="procedures.new",
        label="Thủ tục công bố mới",
        rule="Thủ tục có tình trạng Công bố mới",
        chooses=lambda procedure: procedure.status is ProcedureStatus.NEW,
        needs=frozenset({"status"}),
    ),
    Selection(
        name="procedures.abolished",
        label="Thủ tục bãi bỏ, thay thế",
        rule="Thủ tục có tình trạng Bãi bỏ",
        chooses=lambda procedure: procedure.status is ProcedureStatus.ABOLISHED,
        needs=frozenset({"status"}),
    ),
)


def tally_procedures(table: Table[Procedure]) -> Tally[ProcedureKind]:
    """Return the kinds of a commune's procedures; a column nobody filled is unknown."""
    return tally_of(table, procedure_kind, partial(lacking, table, ("code", *ProcedureKind._fields)))


def procedure_kind(procedure: Procedure) -> ProcedureKind:
    """Return a procedure's kind."""
    return ProcedureKind(*(getattr(procedure, name) for name in ProcedureKind._fields))


def procedure_figures(
    tally: Tally[ProcedureKind], cutoff: date, table: Table[Procedure] = NO_PROCEDURES
) -> list[Figure]:
    """Return the figures of a tally, of one commune's procedures or of many; the rows are looked for in the table."""
    find_rows = partial(rows_of_kinds, table, procedure_kind)
    return figures_of(PROCEDURES, Population(tally=tally, find_rows=find_rows, day=cutoff))
