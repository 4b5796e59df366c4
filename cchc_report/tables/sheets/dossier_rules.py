"""What the columns of one dossier must agree on; each rule is one small function."""

import re
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from cchc_report.ground.codes import Code
from cchc_report.tables.quoting import quote
from cchc_report.tables.rules import Finding, RowRule, RowRules
from cchc_report.tables.sheets.dossiers import Channel, Level, Status

_FAR = timedelta(days=300)  # no procedure of a commune takes as long
# The one-stop software's code ends in the day of receipt and a running number: H56.33.24-231205-0001.
_DAY_IN_CODE = re.compile(r"-(\d{6})-\d{3,6}$")


class DossierFacts(NamedTuple):
    """The columns of a dossier that rules look at; every table row has a code and a day of receipt."""

    code: str
    received_on: date
    due_at: datetime | None
    finished_at: datetime | None
    channel: Channel | None
    level: Level | None
    returned_by: Channel | None
    status: Status | None
    published: bool | None
    apologised: bool | None
    apologised_on: date | None = None


def due_day_given(dossier: DossierFacts) -> Finding | None:
    """A dossier without a status needs a due day: on time cannot be told otherwise."""
    if dossier.due_at is not None or dossier.status is not None:
        return None
    return Finding(
        Code.VALUE_MISSING,
        "due_at",
        "Thiếu “Ngày hẹn trả”",
        "Gõ ngày hẹn trả ghi trên giấy tiếp nhận, ví dụ 05/03/2023.",
    )


def due_not_before_received(dossier: DossierFacts) -> Finding | None:
    """The due day is not before the day of receipt."""
    if dossier.due_at is None or dossier.due_at.date() >= dossier.received_on:
        return None
    return Finding(
        Code.DUE_BEFORE_RECEIVED,
        "due_at",
        f"Ngày hẹn trả {quote(dossier.due_at)} trước ngày tiếp nhận {quote(dossier.received_on)}",
        "Kiểm tra lại hai ngày; có thể đã gõ nhầm năm hoặc đảo ngày với tháng.",
    )


def due_within_a_year(dossier: DossierFacts) -> Finding | None:
    """A due day nearly a year away has its year mistyped."""
    if dossier.due_at is None or dossier.due_at.date() - dossier.received_on < _FAR:
        return None
    days = (dossier.due_at.date() - dossier.received_on).days
    return Finding(
        Code.DUE_FAR_AWAY,
        "due_at",
        f"Ngày hẹn trả {quote(dossier.due_at)} sau ngày tiếp nhận {quote(dossier.received_on)} tới {days} ngày",
        "Kiểm tra lại năm của hai ngày.",
    )


def finished_not_before_received(dossier: DossierFacts) -> Finding | None:
    """The result is not handed back before the dossier came in."""
    if dossier.finished_at is None or dossier.finished_at.date() >= dossier.received_on:
        return None
    return Finding(
        Code.FINISHED_BEFORE_RECEIVED,
        "finished_at",
        f"Ngày trả kết quả {quote(dossier.finished_at)} trước ngày tiếp nhận {quote(dossier.received_on)}",
        "Kiểm tra lại hai ngày; có thể đã gõ nhầm năm hoặc đảo ngày với tháng.",
    )


def finished_within_a_year(dossier: DossierFacts) -> Finding | None:
    """A result nearly a year after the day of receipt has its year mistyped."""
    if dossier.finished_at is None or dossier.finished_at.date() - dossier.received_on < _FAR:
        return None
    days = (dossier.finished_at.date() - dossier.received_on).days
    return Finding(
        Code.FINISHED_FAR_AWAY,
        "finished_at",
        f"Ngày trả kết quả {quote(dossier.finished_at)} sau ngày tiếp nhận {quote(dossier.received_on)} tới {days} ngày",
        "Kiểm tra lại năm của hai ngày.",
    )


def level_only_online(dossier: DossierFacts) -> Finding | None:
    """A level of online service goes with reception online."""
    if dossier.level is None or dossier.channel in (None, Channel.ONLINE):
        return None
    return Finding(
        Code.LEVEL_WITHOUT_ONLINE,
        "level",
        f"Mức độ {quote(dossier.level)} nhưng hình thức tiếp nhận là {quote(dossier.channel)}",
        "Xóa mức độ, hoặc sửa hình thức tiếp nhận thành Trực tuyến. Hồ sơ này không được tính là trực tuyến.",
    )


def online_has_level(dossier: DossierFacts) -> Finding | None:
    """A dossier received online says at which level."""
    if dossier.channel is not Channel.ONLINE or dossier.level is not None:
        return None
    return Finding(
        Code.ONLINE_WITHOUT_LEVEL,
        "level",
        "Hồ sơ trực tuyến chưa ghi mức độ dịch vụ công",
        "Gõ Một phần (mức độ 3) hoặc Toàn trình (mức độ 4); chưa ghi thì không tính vào mức độ nào.",
    )


def finished_status_has_day(dossier: DossierFacts) -> Finding | None:
    """A finished dossier says when, or on time cannot be told; a withdrawn one counts as on time without it."""
    if dossier.finished_at is not None or dossier.status not in (Status.FINISHED, Status.RETURNED):
        return None
    return Finding(
        Code.STATUS_WITHOUT_FINISH,
        "finished_at",
        f"Trạng thái {quote(dossier.status)} nhưng không có ngày trả kết quả",
        "Gõ ngày trả kết quả, hoặc sửa trạng thái thành Đang xử lý.",
    )


def withdrawn_has_day(dossier: DossierFacts) -> Finding | None:
    """A withdrawn dossier says when: without it, it is taken for finished on the day it came."""
    if dossier.finished_at is not None or dossier.status is not Status.WITHDRAWN:
        return None
    return Finding(
        Code.WITHDRAWN_UNDATED,
        "finished_at",
        f"Trạng thái {quote(dossier.status)} nhưng không có ngày rút hồ sơ; hiện coi như xong ngay trong kỳ tiếp nhận, không chuyển sang kỳ sau",
        "Gõ ngày công dân rút hồ sơ vào cột Ngày trả kết quả.",
    )


def unfinished_status_has_no_day(dossier: DossierFacts) -> Finding | None:
    """A dossier still in work has no day of finish; the status decides."""
    if dossier.finished_at is None or dossier.status is None or dossier.status.is_finished:
        return None
    return Finding(
        Code.STATUS_AGAINST_DATES,
        "status",
        f"Trạng thái {quote(dossier.status)} nhưng đã có ngày trả kết quả {quote(dossier.finished_at)}",
        "Sửa trạng thái thành Đã trả kết quả nếu đã xong. Hiện tính theo trạng thái: chưa xong hoặc không được tính.",
    )


def code_names_day_received(dossier: DossierFacts) -> Finding | None:
    """The day inside the one-stop software's code is the day of receipt."""
    found = _DAY_IN_CODE.search(dossier.code)
    if found is None or found[1] == _six_digits(dossier.received_on):
        return None
    year, month, day = found[1][:2], found[1][2:4], found[1][4:]
    return Finding(
        Code.CODE_DATE_DIFFERS,
        "received_on",
        f"Mã hồ sơ ghi ngày {day}/{month}/20{year}, cột ngày tiếp nhận ghi {quote(dossier.received_on)}",
        "Kiểm tra lại ngày tiếp nhận; ngày và tháng có thể bị đảo khi lưu lại tệp.",
    )


def apology_goes_with_delay(dossier: DossierFacts) -> Finding | None:
    """An apology without its day goes with a delay; with its day it may come before the due day, as the law wants it."""
    finished, due = dossier.finished_at, dossier.due_at
    if not dossier.apologised or dossier.apologised_on is not None or finished is None or due is None or finished > due:
        return None
    return Finding(
        Code.APOLOGY_WITHOUT_DELAY,
        "apologised",
        f"Cột Xin lỗi ghi Có nhưng hồ sơ trả ngày {quote(finished)}, không sau ngày hẹn {quote(due)}",
        "Gõ Không, sửa lại hai ngày, hoặc thêm cột Ngày xin lỗi nếu đã xin lỗi trước ngày hẹn. Hiện không tính vào số thư xin lỗi.",
    )


def published_when_finished(dossier: DossierFacts) -> Finding | None:
    """There is no result to publish before the dossier is finished."""
    is_finished = dossier.finished_at is not None or (dossier.status is not None and dossier.status.is_finished)
    if not dossier.published or is_finished:
        return None
    return Finding(
        Code.PUBLISHED_UNFINISHED,
        "published",
        "Cột Công khai ghi Có nhưng hồ sơ chưa có kết quả",
        "Gõ Không, hoặc gõ ngày trả kết quả nếu đã giải quyết xong.",
    )


@cache  # a log has few days, and writing one out is slow
def _six_digits(day: date) -> str:
    return f"{day:%y%m%d}"


def is_ordinary(dossier: DossierFacts) -> bool:
    """Tell whether a dossier is like most: finished within its term, without apology, its level going with its channel."""
    finished, due, status = dossier.finished_at, dossier.due_at, dossier.status
    return (
        finished is not None
        and due is not None
        and dossier.received_on <= finished.date() <= due.date() < dossier.received_on + _FAR
        and (status is None or status.is_finished)
        and not dossier.apologised
        and (dossier.channel is Channel.ONLINE) is (dossier.level is not None)
    )


DOSSIER_RULES: RowRules[DossierFacts] = RowRules(
    (
        RowRule(due_day_given),
        RowRule(due_not_before_received, needs=("due_at",)),
        RowRule(due_within_a_year, needs=("due_at",)),
        RowRule(finished_not_before_received, needs=("finished_at",)),
        RowRule(finished_within_a_year, needs=("finished_at",)),
        RowRule(level_only_online, needs=("level", "channel")),
        RowRule(online_has_level, needs=("level", "channel")),
        RowRule(finished_status_has_day, needs=("status",)),
        RowRule(withdrawn_has_day, needs=("status",)),
        RowRule(unfinished_status_has_no_day, needs=("status", "finished_at")),
        RowRule(apology_goes_with_delay, needs=("apologised", "finished_at", "due_at")),
        RowRule(published_when_finished, needs=("published", "finished_at")),
        RowRule(code_names_day_received, always=True),
    ),
    is_ordinary,
)
