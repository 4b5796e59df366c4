"""The figures of administrative procedures: those in force, how they are handled, and what changed."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure, rate
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


def tally_procedures(table: Table[Procedure]) -> Tally[ProcedureKind]:
    """Return the kinds of a commune's procedures; a column nobody filled is unknown."""
    if not table:
        return Tally()
    kinds = Counter(kind_of(procedure) for _, procedure in table.records())
    return Tally.of(kinds, (field for field in ("code", *ProcedureKind._fields) if not table.has(field)))


def kind_of(procedure: Procedure) -> ProcedureKind:
    """Return a procedure's kind."""
    return ProcedureKind(*(getattr(procedure, name) for name in ProcedureKind._fields))


def procedure_figures(tally: Tally[ProcedureKind], table: Table[Procedure] = NO_PROCEDURES) -> list[Figure]:
    """Return the figures of a tally, of one commune's procedures or of many; the rows are looked for in the table."""

    def figure(
        name: str, label: str, rule: str, chooses: Callable[[ProcedureKind], bool], needs: str = "code"
    ) -> Figure:
        rows = partial(table.rows_where, lambda row: chooses(kind_of(row)))
        return Figure(
            name=f"procedures.{name}", label=label, value=tally.count(chooses, (needs,)), rule=rule, find_rows=rows
        )

    def in_force(name: str, label: str, field: str, value: object, header: str) -> Figure:
        shown = "Có" if value is True else str(value)
        return figure(
            name,
            label,
            f"{_IN_FORCE}, cột {header} ghi {shown}",
            lambda row: is_in_force(row) and getattr(row, field) == value,
            field,
        )

    def whole_of(part: str) -> int | None:
        return tally.count(is_in_force, ("code", part))

    total = figure("total", "Thủ tục đang áp dụng", _IN_FORCE, is_in_force)
    iso = in_force("iso", "Thủ tục có quy trình ISO", "iso", True, "Quy trình ISO")
    digitised = in_force("digitised", "Thủ tục đã điện tử hóa quy trình", "digitised", True, "Điện tử hóa")
    return [
        total,
        in_force("one_stop", "Thủ tục theo cơ chế một cửa", "mechanism", Mechanism.ONE_STOP, "Cơ chế"),
        in_force("interlinked", "Thủ tục theo cơ chế một cửa liên thông", "mechanism", Mechanism.INTERLINKED, "Cơ chế"),
        in_force(
            "interlinked_same_level",
            "Thủ tục liên thông cùng cấp",
            "interlinked_same_level",
            True,
            "Liên thông cùng cấp",
        ),
        in_force(
            "interlinked_across_levels",
            "Thủ tục liên thông các cấp",
            "interlinked_across_levels",
            True,
            "Liên thông các cấp",
        ),
        iso,
        rate("procedures.iso_rate", "Tỷ lệ thủ tục có quy trình ISO", iso, total, whole_of("iso")),
        digitised,
        rate("procedures.digitised_rate", "Tỷ lệ quy trình đã điện tử hóa", digitised, total, whole_of("digitised")),
        in_force("location_free", "Thủ tục phi địa giới hành chính", "location_free", True, "Phi địa giới"),
        in_force("online_payment", "Thủ tục thanh toán trực tuyến", "online_payment", True, "Thanh toán trực tuyến"),
        in_force("online_3", "Thủ tục trực tuyến mức độ 3 (một phần)", "level", Level.PARTIAL, "Mức độ DVC"),
        in_force("online_4", "Thủ tục trực tuyến mức độ 4 (toàn trình)", "level", Level.FULL, "Mức độ DVC"),
        figure(
            "new",
            "Thủ tục công bố mới",
            "Thủ tục có tình trạng Công bố mới",
            lambda row: row.status is ProcedureStatus.NEW,
            "status",
        ),
        figure(
            "abolished",
            "Thủ tục bãi bỏ, thay thế",
            "Thủ tục có tình trạng Bãi bỏ",
            lambda row: row.status is ProcedureStatus.ABOLISHED,
            "status",
        ),
    ]


def is_in_force(procedure: ProcedureKind) -> bool:
    """Tell whether a procedure applies: every one does that is not marked as abolished."""
    return procedure.status is not ProcedureStatus.ABOLISHED
