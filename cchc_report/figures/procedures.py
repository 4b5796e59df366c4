"""The figures of administrative procedures: those in force, how they are handled, and what changed."""

from collections.abc import Callable
from functools import partial

from cchc_report.figures.figure import Figure, rate
from cchc_report.tables.dossiers import Level
from cchc_report.tables.procedures import Mechanism, Procedure, ProcedureStatus
from cchc_report.tables.table import Table

_IN_FORCE = "Thủ tục có tình trạng khác Bãi bỏ"


def procedure_figures(table: Table[Procedure]) -> list[Figure]:
    """Return the figures of procedures; a figure whose column nobody filled is unknown."""

    def figure(name: str, label: str, rule: str, chooses: Callable[[Procedure], bool], needs: str = "code") -> Figure:
        known = table.has(needs)
        rows = partial(table.rows_where, chooses)
        return Figure(f"procedures.{name}", label, len(rows()) if known else None, rule, find_rows=rows)

    def in_force(name: str, label: str, field: str, value: object, header: str) -> Figure:
        shown = "Có" if value is True else str(value)
        return figure(
            name,
            label,
            f"{_IN_FORCE}, cột {header} ghi {shown}",
            lambda row: is_in_force(row) and getattr(row, field) == value,
            field,
        )

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
        rate("procedures.iso_rate", "Tỷ lệ thủ tục có quy trình ISO", iso, total),
        digitised,
        rate("procedures.digitised_rate", "Tỷ lệ quy trình đã điện tử hóa", digitised, total),
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


def is_in_force(procedure: Procedure) -> bool:
    """Tell whether a procedure applies: every one does that is not marked as abolished."""
    return procedure.status is not ProcedureStatus.ABOLISHED
