"""Reporting periods: their bounds, the day counting stops, and the Vietnamese names every title and sentence uses."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cchc_report.ground.errors import UsageError

FIRST_YEAR = 2000  # periods are named by years from 2000 to 2099
_ROMAN = ("I", "II", "III", "IV")
_NAME = re.compile(r"(?P<year>20\d\d)(?:-(?:Q(?P<quarter>[1-4])|(?P<months>[69])M))?", re.IGNORECASE)


class YearStart(StrEnum):
    """Where the reporting year begins."""

    CALENDAR = "calendar"  # 1 January to 31 December
    STATE = "state"  # 15 December of the year before to 14 December: Nghị định 09/2019/NĐ-CP, Điều 12


class Stop(StrEnum):
    """Why counting stops where it does: the earliest of the days that can stop it, or the one that was asked for."""

    END = "end"  # of the period
    TODAY = "today"  # the period is not over
    REPORT_DATE = "report date"  # the report is signed before the period ends
    GIVEN = "given"  # asked for, and moved by nothing else
    NOT_BEGUN = "not begun"  # counted to its end although it has not begun


class PeriodKind(StrEnum):
    """The kinds of period a report covers."""

    YEAR = "year"
    QUARTER = "quarter"
    SIX_MONTHS = "6M"
    NINE_MONTHS = "9M"


@dataclass(frozen=True, kw_only=True)
class Period:
    """A reporting period: `start` is its first day, `end` its last, `cutoff` the last day counted, which the figures speak for."""

    id: str
    kind: PeriodKind
    year: int
    quarter: int | None  # 1 to 4 for a quarter, else None
    start: date
    cutoff: date
    end: date
    year_start: date  # bounds of the reporting year around it
    year_end: date
    stop: Stop = Stop.END

    @property
    def is_year(self) -> bool:
        """Tell whether it covers a whole reporting year."""
        return self.kind is PeriodKind.YEAR

    @property
    def next_year(self) -> int:
        """The calendar number of the year after this one."""
        return self.year + 1

    @property
    def name(self) -> str:
        """The period in Vietnamese: "năm 2023", "quý I năm 2023", "6 tháng đầu năm 2023"."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.year}"
            case PeriodKind.QUARTER:
                return f"quý {_ROMAN[(self.quarter or 1) - 1]} năm {self.year}"
            case PeriodKind.SIX_MONTHS:
                return f"6 tháng đầu năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"

    @property
    def name_at_start(self) -> str:
        """The name with a capital letter, to begin a sentence."""
        return self.name[0].upper() + self.name[1:]

    @property
    def next_name(self) -> str:
        """The time the plans of section IV are for: "năm 2024", "quý II năm 2023", "6 tháng cuối năm 2023"."""
        match self.kind:
            case PeriodKind.YEAR:
                return f"năm {self.next_year}"
            case PeriodKind.QUARTER:
                following = (self.quarter or 1) % 4
                return f"quý {_ROMAN[following]} năm {self.year if following else self.next_year}"
            case PeriodKind.SIX_MONTHS:
                return f"6 tháng cuối năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"3 tháng cuối năm {self.year}"

    def between(self, start: date, cutoff: date) -> "Period":
        """Return the same period with explicit bounds, as `[periods]` in cchc.toml gives them."""
        return replace(
            self,
            start=start,
            cutoff=cutoff,
            end=cutoff,
            year_start=min(start, self.year_start),
            year_end=max(cutoff, self.year_end),
        )

    def until(self, day: date, stop: Stop) -> "Period":
        """Return the same period counted up to a day where that comes before the last day counted so far."""
        return replace(self, cutoff=day, stop=stop) if self.start <= day < self.cutoff else self

    def seen_on(self, today: date) -> "Period":
        """Return the same period as it can be told of on a day: a period that is not over speaks for that day."""
        if today < self.start:
            return replace(self, stop=Stop.NOT_BEGUN)
        return self.until(today, Stop.TODAY)

    def as_of(self, day: date) -> "Period":
        """Return the same period counted up to the day that was asked for, and never beyond its end; raises UsageError before its start."""
        if day < self.start:
            raise UsageError(
                f"Ngày {day:%d/%m/%Y} trước ngày đầu kỳ {self.name} ({self.start:%d/%m/%Y}). Hãy chọn một ngày trong kỳ."
            )
        return replace(self, cutoff=min(day, self.end), stop=Stop.GIVEN)


def parse_period(text: str, year_start: YearStart = YearStart.CALENDAR) -> Period:
    """Read a period's name: `2023`, `2023-Q1` … `2023-Q4`, `2023-6M`, `2023-9M`.

    Raises UsageError for any other text.
    """
    match = _NAME.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            f"Không hiểu kỳ báo cáo “{text}”. Hãy gõ một trong các dạng: 2023 (cả năm), 2023-Q1 (quý I), 2023-6M (6 tháng), 2023-9M (9 tháng)."
        )
    year = int(match["year"])
    if match["quarter"]:
        quarter = int(match["quarter"])
        kind, first_month, last_month = PeriodKind.QUARTER, 3 * quarter - 2, 3 * quarter
    elif match["months"]:
        quarter, kind = None, PeriodKind(f"{match['months']}M")
        first_month, last_month = 1, int(match["months"])
    else:
        quarter, kind, first_month, last_month = None, PeriodKind.YEAR, 1, 12
    start, cutoff = _bounds(year, first_month, last_month, year_start)
    whole_year = _bounds(year, 1, 12, year_start)
    return Period(
        id=match[0].upper(),
        kind=kind,
        year=year,
        quarter=quarter,
        start=start,
        cutoff=cutoff,
        end=cutoff,
        year_start=whole_year[0],
        year_end=whole_year[1],
    )


def _bounds(year: int, first_month: int, last_month: int, year_start: YearStart) -> tuple[date, date]:
    """Return the first and last day of a run of months, in the calendar or shifted to the 15th of the month before."""
    first = date(year, first_month, 1)
    after_last = date(year + last_month // 12, last_month % 12 + 1, 1)
    if year_start is YearStart.STATE:
        return (first - timedelta(days=1)).replace(day=15), (after_last - timedelta(days=1)).replace(day=14)
    return first, after_last - timedelta(days=1)
