"""Every figure of dossiers that is a count: a name, its rule in Vietnamese, and the predicate on kinds that is the rule."""

from cchc_report.figures.domains import Domain
from cchc_report.figures.dossier_kinds import Dimension, DossierKind, Outcome
from cchc_report.figures.selection import Chooses, Rate, Selection, every
from cchc_report.tables.sheets.dossiers import Channel, Level

_F, _C, _L = Dimension.FINISH, Dimension.CHANNEL, Dimension.LEVEL


def _selection(
    name: str,
    label: str,
    rule: str,
    chooses: Chooses[DossierKind],
    *needs: Dimension,
) -> Selection[DossierKind]:
    return Selection(
        name=f"dossiers.{name}",
        label=label,
        rule=f"Hồ sơ {rule}",
        chooses=chooses,
        needs=frozenset(needs),
    )


RECEIVED = "tiếp nhận trong kỳ"
POPULATION = "tiếp nhận trong kỳ hoặc từ kỳ trước chuyển sang"
ON_TIME = f"{POPULATION}, giải quyết xong trước hoặc đúng ngày hẹn trả (không có ngày hẹn cũng tính là đúng hẹn)"
SELECTIONS: tuple[Selection[DossierKind], ...] = (
    _selection("received", "Hồ sơ tiếp nhận", RECEIVED, lambda kind: not kind.carried_over, Dimension.RECEIPT),
    _selection(
        "carried_over",
        "Hồ sơ kỳ trước chuyển sang",
        "tiếp nhận trước kỳ và chưa giải quyết xong trước kỳ",
        lambda kind: kind.carried_over,
        _F,
    ),
    _selection("total", "Tổng số hồ sơ phải giải quyết", POPULATION, every, _F),
    _selection(
        "received_direct",
        "Hồ sơ tiếp nhận trực tiếp",
        f"{RECEIVED}, hình thức Trực tiếp",
        lambda kind: not kind.carried_over and kind.channel is Channel.DIRECT,
        _C,
    ),
    _selection(
        "received_postal",
        "Hồ sơ tiếp nhận qua BCCI",
        f"{RECEIVED}, hình thức BCCI",
        lambda kind: not kind.carried_over and kind.channel is Channel.POSTAL,
        _C,
    ),
    _selection(
        "received_online",
        "Hồ sơ tiếp nhận trực tuyến",
        f"{RECEIVED}, hình thức Trực tuyến",
        lambda kind: not kind.carried_over and kind.channel is Channel.ONLINE,
        _C,
    ),
    _selection(
        "received_online_3",
        "Hồ sơ trực tuyến mức độ 3 (một phần)",
        f"{RECEIVED}, Trực tuyến, mức độ Một phần",
        lambda kind: not kind.carried_over and kind.channel is Channel.ONLINE and kind.level is Level.PARTIAL,
        _C,
        _L,
    ),
    _selection(
        "received_online_4",
        "Hồ sơ trực tuyến mức độ 4 (toàn trình)",
        f"{RECEIVED}, Trực tuyến, mức độ Toàn trình",
        lambda kind: not kind.carried_over and kind.channel is Channel.ONLINE and kind.level is Level.FULL,
        _C,
        _L,
    ),
    _selection(
        "finished",
        "Hồ sơ đã giải quyết",
        f"{POPULATION}, giải quyết xong đến ngày chốt số liệu",
        lambda kind: kind.outcome.is_finished,
        _F,
    ),
    _selection(
        "early",
        "Hồ sơ giải quyết trước hạn",
        f"{POPULATION}, giải quyết xong trước ngày hẹn trả",
        lambda kind: kind.outcome is Outcome.EARLY,
        _F,
    ),
    _selection(
        "exact",
        "Hồ sơ giải quyết đúng hạn",
        f"{POPULATION}, giải quyết xong đúng ngày hẹn trả hoặc không có ngày hẹn",
        lambda kind: kind.outcome is Outcome.EXACT,
        _F,
    ),
    _selection("on_time", "Hồ sơ giải quyết đúng hẹn", ON_TIME, lambda kind: kind.outcome.is_on_time, _F),
    _selection(
        "in_time",
        "Hồ sơ đúng hẹn và đang giải quyết còn trong hạn",
        f"{ON_TIME}; hoặc chưa xong và chưa đến ngày hẹn trả",
        lambda kind: kind.outcome.is_on_time or kind.outcome is Outcome.PENDING_IN_TIME,
        _F,
    ),
    _selection(
        "overdue",
        "Hồ sơ giải quyết quá hạn",
        f"{POPULATION}, giải quyết xong sau ngày hẹn trả",
        lambda kind: kind.outcome is Outcome.OVERDUE,
        _F,
    ),
    _selection(
        "pending",
        "Hồ sơ đang giải quyết",
        f"{POPULATION}, chưa giải quyết xong đến ngày chốt số liệu",
        lambda kind: not kind.outcome.is_finished,
        _F,
    ),
    _selection(
        "pending_in_time",
        "Hồ sơ đang giải quyết trong hạn",
        f"{POPULATION}, chưa xong và ngày hẹn trả từ ngày chốt số liệu trở đi",
        lambda kind: kind.outcome is Outcome.PENDING_IN_TIME,
        _F,
    ),
    _selection(
        "due",
        "Hồ sơ đã đến hạn",
        f"{POPULATION}, đã giải quyết xong hoặc đã qua ngày hẹn trả",
        lambda kind: kind.outcome is not Outcome.PENDING_IN_TIME,
        _F,
    ),
    _selection(
        "pending_overdue",
        "Hồ sơ đang giải quyết quá hạn",
        f"{POPULATION}, chưa xong và đã qua ngày hẹn trả",
        lambda kind: kind.outcome is Outcome.PENDING_OVERDUE,
        _F,
    ),
    _selection(
        "on_time_returned_direct",
        "Hồ sơ đúng hẹn trả trực tiếp",
        f"{ON_TIME}, hình thức trả Trực tiếp",
        lambda kind: kind.outcome.is_on_time and kind.returned_by is Channel.DIRECT,
        _F,
        Dimension.RETURN,
    ),
    _selection(
        "on_time_returned_postal",
        "Hồ sơ đúng hẹn trả qua BCCI",
        f"{ON_TIME}, hình thức trả BCCI",
        lambda kind: kind.outcome.is_on_time and kind.returned_by is Channel.POSTAL,
        _F,
        Dimension.RETURN,
    ),
    _selection(
        "on_time_returned_otherwise",
        "Hồ sơ đúng hẹn trả cách khác",
        f"{ON_TIME}, hình thức trả Trực tuyến hoặc để trống",
        lambda kind: kind.outcome.is_on_time and kind.returned_by not in (Channel.DIRECT, Channel.POSTAL),
        _F,
        Dimension.RETURN,
    ),
    _selection(
        "on_time_online_3",
        "Hồ sơ trực tuyến mức độ 3 đúng hẹn",
        f"{ON_TIME}, Trực tuyến, mức độ Một phần",
        lambda kind: kind.outcome.is_on_time and kind.channel is Channel.ONLINE and kind.level is Level.PARTIAL,
        _F,
        _C,
        _L,
    ),
    _selection(
        "on_time_online_4",
        "Hồ sơ trực tuyến mức độ 4 đúng hẹn",
        f"{ON_TIME}, Trực tuyến, mức độ Toàn trình",
        lambda kind: kind.outcome.is_on_time and kind.channel is Channel.ONLINE and kind.level is Level.FULL,
        _F,
        _C,
        _L,
    ),
    _selection(
        "on_time_land",
        "Hồ sơ đất đai đúng hẹn",
        f"{ON_TIME}, lĩnh vực Đất đai",
        lambda kind: kind.outcome.is_on_time and kind.domain is Domain.LAND,
        _F,
        Dimension.FIELD,
        Dimension.LAND,
    ),
    _selection(
        "on_time_construction",
        "Hồ sơ xây dựng đúng hẹn",
        f"{ON_TIME}, lĩnh vực Xây dựng",
        lambda kind: kind.outcome.is_on_time and kind.domain is Domain.CONSTRUCTION,
        _F,
        Dimension.FIELD,
        Dimension.CONSTRUCTION,
    ),
    _selection(
        "published",
        "Hồ sơ đã công khai kết quả",
        f"{POPULATION}, cột Công khai ghi Có",
        lambda kind: kind.published,
        _F,
        Dimension.PUBLISHED,
    ),
    _selection(
        "apologised",
        "Trường hợp đã xin lỗi",
        f"{POPULATION}, cột Xin lỗi ghi Có",
        lambda kind: kind.apologised,
        _F,
        Dimension.APOLOGISED,
    ),
)


def _of_total(name: str, label: str) -> Rate:
    return Rate(name=f"dossiers.{name}_rate", label=f"Tỷ lệ {label}", part=f"dossiers.{name}", whole="dossiers.total")


INDEX_RATE = "dossiers.index_rate"
RATES_OF_TOTAL: tuple[Rate, ...] = (
    Rate(
        name=INDEX_RATE,
        label="Tỷ lệ đúng hạn theo Quyết định số 766/QĐ-TTg",
        part="dossiers.in_time",
        whole="dossiers.total",
    ),
    _of_total("overdue", "hồ sơ quá hạn"),
    _of_total("pending", "hồ sơ đang giải quyết"),
    _of_total("pending_in_time", "hồ sơ đang giải quyết trong hạn"),
    _of_total("pending_overdue", "hồ sơ đang giải quyết quá hạn"),
)
