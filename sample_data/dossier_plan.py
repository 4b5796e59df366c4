"""Spreads the dossiers of `dossiers.tsv` over the working days of a period. Knows working days and outcomes; must not know the log's columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from excel_files import Cell, Table

SEED = 2023
EARLY_SHARE = 0.6  # of the dossiers that have at least a day
BEFORE, AFTER = 61, 31  # days around a period: a dossier may come in before it, and be due after it


@dataclass(frozen=True)
class Dossier:
    """One dossier of the log; days are indexes into the working days, a `finished` of None is pending."""

    batch: Mapping[str, Cell]
    received: int
    due: int
    finished: int | None

    def is_finished_by(self, day: int) -> bool:
        """Tell whether the result was ready on the day or before."""
        return self.finished is not None and self.finished <= day

    def is_overdue_by(self, day: int) -> bool:
        """Tell whether the result came after its day, or on the day still was to come."""
        if self.batch["Kết quả"] not in ("quá hạn", "đang giải quyết quá hạn"):
            return False
        return self.due < (self.finished if self.finished is not None and self.finished <= day else day)


@dataclass(frozen=True)
class WorkingDays:
    """The working days around a period; `first` and `last` are the indexes of those of the period itself."""

    days: list[date]
    since: date
    until: date

    @property
    def first(self) -> int:
        """The period's first working day."""
        return min(index for index, day in enumerate(self.days) if day >= self.since)

    @property
    def last(self) -> int:
        """The period's last working day."""
        return self.last_by(self.until)

    def last_by(self, day: date) -> int:
        """Return the last working day that is not after a day."""
        return max(index for index, one in enumerate(self.days) if one <= day)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


HOLIDAYS = frozenset(
    {
        date(2023, 1, 2),  # in lieu of 1 January, a Sunday
        *_days(date(2023, 1, 20), date(2023, 1, 26)),  # Tết
        *_days(date(2023, 4, 29), date(2023, 5, 3)),
        *_days(date(2023, 9, 1), date(2023, 9, 4)),
        date(2024, 1, 1),
        date(2025, 9, 1),
        date(2025, 9, 2),
        *_days(date(2026, 1, 1), date(2026, 1, 2)),
    }
)


def working_days(since: date, until: date) -> WorkingDays:
    """Return the working days of a period, of some weeks before it and of some after it, in order."""
    everyday = _days(since - timedelta(days=BEFORE), until + timedelta(days=AFTER))
    return WorkingDays([day for day in everyday if day.weekday() < 5 and day not in HOLIDAYS], since, until)


def plan_dossiers(batches: Table, calendar: WorkingDays) -> list[Dossier]:
    """Spread the dossiers of each batch over the period, in the order of receipt."""
    # Only random() is promised to give the same numbers in every version of Python.
    random = Random(SEED)
    planned = [
        (plan_dossier(batch, calendar, random), random.random())
        for batch in batches.records()
        for _ in range(number_in(batch, "Số hồ sơ"))
    ]
    planned.sort(key=lambda pair: (pair[0].received, pair[1]))
    return [dossier for dossier, _ in planned]


def plan_dossier(batch: Mapping[str, Cell], calendar: WorkingDays, random: Random) -> Dossier:
    """Choose a dossier's days so that it ends as its batch says: whatever is finished is finished within the period."""
    if batch.get("Kỳ nhận") in ("năm trước", "kỳ trước"):
        return _carried_over(batch, calendar, random)
    allowed, first, last = number_in(batch, "Số ngày làm việc"), calendar.first, calendar.last
    match batch["Kết quả"]:
        case "đúng hẹn" | "rút hồ sơ":
            received = _pick(random, first, last - allowed)
            early = allowed > 0 and random.random() < EARLY_SHARE
            taken = _pick(random, 0, allowed - 1) if early else allowed
            return Dossier(batch, received, received + allowed, received + taken)
        case "quá hạn":
            late = _pick(random, 1, 4)
            received = _pick(random, first, last - allowed - late)
            return Dossier(batch, received, received + allowed, received + allowed + late)
        case "đang giải quyết" | "yêu cầu bổ sung":
            received = _pick(random, last - allowed + 1, last)
            return Dossier(batch, received, received + allowed, None)
        case "đang giải quyết quá hạn":
            due = last - _pick(random, 1, 4)
            return Dossier(batch, due - allowed, due, None)
        case "không tiếp nhận":
            received = _pick(random, first, last - allowed)
            return Dossier(batch, received, received + allowed, None)
        case outcome:
            raise ValueError(f"unknown outcome in dossiers.tsv: {outcome!r}")


def _carried_over(batch: Mapping[str, Cell], calendar: WorkingDays, random: Random) -> Dossier:
    """Choose the days of a dossier that came in before the period and was due and finished within it."""
    allowed, first = number_in(batch, "Số ngày làm việc"), calendar.first
    received = _pick(random, first - allowed, first - 1)
    due = received + allowed
    finished = due + _pick(random, 1, 4) if batch["Kết quả"] == "quá hạn" else _pick(random, first, due)
    return Dossier(batch, received, due, finished)


def _pick(random: Random, lowest: int, highest: int) -> int:
    return lowest + int(random.random() * (highest - lowest + 1))


def number_in(batch: Mapping[str, Cell], title: str) -> int:
    """Return a number of a batch; raises TypeError where the cell holds none."""
    cell = batch[title]
    if not isinstance(cell, int):
        raise TypeError(f"not a number: {cell!r}")
    return cell
