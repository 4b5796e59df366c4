"""The charts of a batch: rates of communes, how rates are spread, overdue dossiers by field, the trend over periods.

Knows which figures a chart shows and how communes are added up for it; drawing is `charts`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from cchc_report.batch.charts import BarChart, ChartPoint, LineChart, counted_bars, rate_bar
from cchc_report.batch.results import CommuneResult, CommuneValues
from cchc_report.batch.totals import counted_in
from cchc_report.figures.dossier_selections import INDEX_RATE
from cchc_report.figures.dossiers import Denominator
from cchc_report.ground.numbers import Number, format_number, percent
from cchc_report.ground.periods import Period, PeriodKind, parse_period
from cchc_report.ground.text import clean, fold, sort_key

RATE = "dossiers.on_time_rate"
ON_TIME = "dossiers.on_time"
BARS_AT_MOST = 12
POINTS_AT_MOST = 8
_HUNDRED = Decimal(100)
# Where one group of rates ends and the next begins, in percent
_GROUPS = (
    ("Dưới 80%", Decimal(80)),
    ("Từ 80% đến dưới 90%", Decimal(90)),
    ("Từ 90% đến dưới 95%", Decimal(95)),
    ("Từ 95% đến dưới 98%", Decimal(98)),
    ("Từ 98% đến dưới 100%", _HUNDRED),
)
_ALL_ON_TIME, _UNKNOWN = "100%", "Chưa báo cáo hoặc chưa có số liệu"


def rate_chart(communes: Sequence[CommuneResult]) -> BarChart:
    """Return the on-time rate of each commune that is counted, the lowest first; of many communes those with the lowest."""
    known = [
        (Decimal(rate), one.title) for one in counted_in(communes) if (rate := one.figures.get(INDEX_RATE)) is not None
    ]
    lowest = sorted(known, key=lambda pair: (pair[0], sort_key(pair[1])))[:BARS_AT_MOST]
    all_shown = len(lowest) == len(known)
    title = "Tỷ lệ đúng hạn của từng đơn vị" if all_shown else f"{BARS_AT_MOST} đơn vị có tỷ lệ đúng hạn thấp nhất"
    return BarChart(
        "rates",
        title,
        tuple(rate_bar(name, rate) for rate, name in lowest),
        "Theo Quyết định số 766/QĐ-TTg, tính cả hồ sơ đang giải quyết còn trong hạn. Thấp nhất ở trên.",
    )


def spread_chart(communes: Sequence[CommuneResult]) -> BarChart:
    """Return how many communes have a rate in each group of rates."""
    counted = counted_in(communes)
    counts = Counter(_group(one.figures.get(RATE)) for one in counted)
    counts[_UNKNOWN] += len(communes) - len(counted)
    groups = [*(label for label, _ in _GROUPS), _ALL_ON_TIME, _UNKNOWN]
    bars = counted_bars([(label, counts[label]) for label in groups]) if communes else ()
    return BarChart("spread", "Số đơn vị theo mức tỷ lệ đúng hẹn", bars)


def overdue_chart(communes: Sequence[CommuneResult]) -> BarChart:
    """Return the overdue dossiers of the communes that are counted by field, the most first; spellings of one field are one."""
    counts: Counter[str] = Counter()
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for commune in counted_in(communes):
        for field, count in commune.overdue_by_field.items():
            counts[fold(field)] += count
            spellings[fold(field)][clean(field)] += count
    fields = [(_most_used(spellings[key]), count) for key, count in counts.items() if count]
    ordered = sorted(fields, key=lambda pair: (-pair[1], sort_key(pair[0])))
    rest = sum(count for _, count in ordered[BARS_AT_MOST:])
    shown = [*ordered[:BARS_AT_MOST], *([("Các lĩnh vực còn lại", rest)] if rest else [])]
    return BarChart(
        "fields", "Hồ sơ quá hạn theo lĩnh vực", counted_bars(shown), "Gồm cả hồ sơ chưa giải quyết xong đã quá hạn."
    )


_DIFFERS = " Số đơn vị khác nhau giữa các kỳ: so sánh cần thận trọng."


def trend_chart(
    period: Period, communes: Sequence[CommuneResult], totals: CommuneValues, denominator: Denominator
) -> LineChart | None:
    """Return the rate of all communes together in this period and earlier ones of its kind; None where there is none earlier.

    An earlier rate is computed from the sums of the communes that built that period; the note says how many these are.
    """
    ids = {id_ for commune in communes for id_ in commune.previous}
    earlier = (_past_point(one, communes, denominator) for one in earlier_periods(period, ids))
    points = [point for point in earlier if point is not None]
    now = totals.get(RATE)
    if not points or now is None:
        return None
    known = sum(one.figures.get(RATE) is not None for one in counted_in(communes))
    shown = (*points[1 - POINTS_AT_MOST :], ChartPoint(short_name(period), Decimal(now), known))
    note = _note(shown, len(communes))
    return LineChart(id="trend", title="Tỷ lệ đúng hẹn qua các kỳ cùng loại", points=shown, note=note)


def _note(points: Sequence[ChartPoint], communes: int) -> str:
    """Say how many communes each point is of, with a warning where these differ."""
    whole = format_number(communes)
    note = "; ".join(f"{point.label}: {format_number(point.communes)}/{whole} đơn vị" for point in points)
    return f"Có số liệu – {note}.{_DIFFERS if len({point.communes for point in points}) > 1 else ''}"


def earlier_periods(period: Period, ids: set[str]) -> tuple[Period, ...]:
    """Return the periods before this one that are as long as it is, the oldest first."""
    found = (parse_period(id_) for id_ in ids)
    return tuple(
        sorted(
            (one for one in found if one.kind is period.kind and _ordinal(one) < _ordinal(period)),
            key=_ordinal,
        )
    )


def past_rate(figures: CommuneValues, denominator: Denominator) -> Decimal | None:
    """Return the on-time rate of a commune's earlier period, unrounded."""
    return percent(figures.get(denominator.part), figures.get(denominator.whole))


def short_name(period: Period) -> str:
    """Return a period's name as short as a chart needs it: `2023`, `Q1/2023`, `6T/2023`."""
    match period.kind:
        case PeriodKind.YEAR:
            return str(period.year)
        case PeriodKind.QUARTER:
            return f"Q{period.quarter}/{period.year}"
        case PeriodKind.SIX_MONTHS:
            return f"6T/{period.year}"
        case PeriodKind.NINE_MONTHS:
            return f"9T/{period.year}"


def _ordinal(period: Period) -> tuple[int, int]:
    return period.year, period.quarter or 0


def _past_point(period: Period, communes: Sequence[CommuneResult], denominator: Denominator) -> ChartPoint | None:
    """Return the rate of all communes together that know both numbers of an earlier period."""
    pairs = list(_past_pairs(period.id, communes, denominator))
    rate = percent(sum(part for part, _ in pairs), sum(whole for _, whole in pairs))
    return None if rate is None else ChartPoint(short_name(period), rate, len(pairs))


def _past_pairs(
    id_: str, communes: Sequence[CommuneResult], denominator: Denominator
) -> Iterator[tuple[Number, Number]]:
    for commune in communes:
        figures = commune.previous.get(id_, {})
        part, whole = figures.get(denominator.part), figures.get(denominator.whole)
        if part is not None and whole is not None:
            yield part, whole


def _group(rate: Number | None) -> str:
    if rate is None:
        return _UNKNOWN
    return next((label for label, end in _GROUPS if rate < end), _ALL_ON_TIME)


def _most_used(spellings: Counter[str]) -> str:
    """Return the spelling that most dossiers have, of several the first of the alphabet."""
    return min(spellings, key=lambda text: (-spellings[text], sort_key(text)))
