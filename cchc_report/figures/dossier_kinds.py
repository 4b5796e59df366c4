"""Reduces a dossier to its kind: the small tuple of all that the figures ask of it, at the cut-off of a period."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from cchc_report.figures.domains import Domain, domain_of
from cchc_report.ground.periods import Period
from cchc_report.tables.sheets.dossiers import Channel, Level, Status

_ONE_DAY = timedelta(days=1)


class Outcome(StrEnum):
    """Where a dossier stands at the cut-off."""

    EARLY = "early"  # finished before the due day
    EXACT = "exact"  # finished on it, or without one
    OVERDUE = "overdue"  # finished after it
    PENDING_IN_TIME = "pending in time"
    PENDING_OVERDUE = "pending overdue"

    @property
    def is_on_time(self) -> bool:
        """Tell whether the result was ready on time ("đúng hẹn": before or on the due day)."""
        return self in (Outcome.EARLY, Outcome.EXACT)

    @property
    def is_finished(self) -> bool:
        """Tell whether the dossier was finished by the cut-off."""
        return self.is_on_time or self is Outcome.OVERDUE


class Dimension(StrEnum):
    """What may be unknown of a dossier, and with it every figure that asks for it."""

    RECEIPT = "ngày tiếp nhận"  # unknown only where there is no log at all
    FINISH = "ngày trả kết quả"
    CHANNEL = "hình thức tiếp nhận"
    LEVEL = "mức độ dịch vụ công"
    FIELD = "lĩnh vực"
    LAND = "lĩnh vực đất đai"  # unknown while the name of a field is asked about
    CONSTRUCTION = "lĩnh vực xây dựng"
    RETURN = "hình thức trả"
    PUBLISHED = "công khai"
    APOLOGISED = "xin lỗi"


class DossierKind(NamedTuple):
    """All that the figures ask of a dossier."""

    carried_over: bool  # received before the period and not finished before it
    outcome: Outcome
    channel: Channel | None
    level: Level | None
    returned_by: Channel | None
    domain: Domain
    published: bool
    apologised: bool


class Facts(NamedTuple):
    """The columns of a dossier that its kind depends on."""

    received_on: date
    due_at: datetime | None
    finished_at: datetime | None
    status: Status | None
    field: str
    channel: Channel | None
    level: Level | None
    returned_by: Channel | None
    published: bool | None
    apologised: bool | None
    apologised_on: date | None = None
    published_on: date | None = None


def kind_of(facts: Facts, period: Period) -> DossierKind | None:
    """Return a dossier's kind in a period, None where the period does not count it."""
    received_on, status = facts.received_on, facts.status
    if received_on > period.cutoff or (status is not None and not status.is_counted):
        return None
    carried_over = received_on < period.start
    if carried_over and is_finished_by(facts, period.start - _ONE_DAY) and _says_when(facts):
        return None
    outcome = outcome_of(facts, period.cutoff)
    return DossierKind(
        carried_over,
        outcome,
        facts.channel,
        facts.level,
        facts.returned_by,
        domain_of(facts.field),
        _is_published(facts, period),
        _is_apologised(facts, outcome, period),
    )


def _is_published(facts: Facts, period: Period) -> bool:
    """Tell whether the result was published by the last day counted: on its day where that is given, never before it was out."""
    if facts.published_on is not None and facts.published is not False:
        return facts.published_on <= period.cutoff
    finished = facts.finished_at
    return bool(facts.published) and (finished is None or finished.date() <= period.cutoff)


def _is_apologised(facts: Facts, outcome: Outcome, period: Period) -> bool:
    """Tell whether the office has apologised by the last day counted.

    Without a day only what is overdue counts: an apology goes out before the due day too (Nghị định 61/2018/NĐ-CP, Điều 19.9), but
    nobody can tell then whether it already had.
    """
    if facts.apologised_on is not None and facts.apologised is not False:
        return period.start <= facts.apologised_on <= period.cutoff
    return bool(facts.apologised) and outcome in (Outcome.OVERDUE, Outcome.PENDING_OVERDUE)


def _says_when(facts: Facts) -> bool:
    """Tell whether a finished dossier is known to have been finished early: a withdrawn one without a day was so at once."""
    return facts.finished_at is not None or facts.status is Status.WITHDRAWN


def outcome_of(facts: Facts, cutoff: date) -> Outcome:
    """Return where a dossier stands at the cut-off; a finish after it counts as none."""
    if not is_finished_by(facts, cutoff):
        return _pending(facts, cutoff)
    finished, due = facts.finished_at, facts.due_at
    if facts.status is Status.WITHDRAWN or due is None or finished is None:
        return Outcome.EXACT
    return _finished(finished, due)


def _finished(finished: datetime, due: datetime) -> Outcome:
    """Return whether a result was ready before, on or after its day; the hours count where both are known."""
    finished_on, due_on = finished.date(), due.date()
    if finished_on != due_on:
        return Outcome.EARLY if finished_on < due_on else Outcome.OVERDUE
    return Outcome.OVERDUE if finished > due and _has_time(finished) and _has_time(due) else Outcome.EXACT


def _pending(facts: Facts, cutoff: date) -> Outcome:
    """Return whether an unfinished dossier is still in time: one that waits for the applicant always is."""
    is_waiting = facts.status is not None and facts.status.is_waiting
    if is_waiting or facts.due_at is None or facts.due_at.date() >= cutoff:
        return Outcome.PENDING_IN_TIME
    return Outcome.PENDING_OVERDUE


def _has_time(moment: datetime) -> bool:
    return (moment.hour, moment.minute, moment.second) != (0, 0, 0)


def is_finished_by(facts: Facts, day: date) -> bool:
    """Tell whether a dossier was finished on the day or before: its status says whether, its finish day when.

    One that its status calls finished, but that has no finish day, was finished in the period that counts it.
    """
    status, finished = facts.status, facts.finished_at
    if status is not None and not status.is_finished:
        return False
    return status is not None if finished is None else finished.date() <= day
