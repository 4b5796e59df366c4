"""The overview of a batch: one HTML file that needs nothing but a browser, the same every time for the same results.

Knows the results of communes; prints names of communes, figures and diagnostics, and nobody's name.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

from cchc_report.batch.overview_charts import (
    RATE,
    earlier_periods,
    overdue_chart,
    past_rate,
    rate_chart,
    spread_chart,
    trend_chart,
)
from cchc_report.batch.problems import CommuneProblems, count_problems, is_troubled, problems_by_commune, totals_by_code
from cchc_report.batch.results import CommuneResult, CommuneValues
from cchc_report.batch.totals import counted_in
from cchc_report.figures.dossiers import Denominator
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.numbers import Number, format_number, round_half_up
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, sort_key

STATUSES: Mapping[str, str] = {
    "ok": "Đã lập báo cáo",
    "errors": "Có lỗi số liệu",
    "failed": "Không xử lý được",
}
UNKNOWN = "–"
# The figures of the table and of the totals: header, full name
_COUNTS = (
    ("Tiếp nhận", "dossiers.received"),
    ("Kỳ trước chuyển sang", "dossiers.carried_over"),
    ("Đúng hẹn", "dossiers.on_time"),
    ("Quá hạn", "dossiers.overdue"),
    ("Đang giải quyết", "dossiers.pending"),
    ("Đang giải quyết, đã quá hạn", "dossiers.pending_overdue"),
)
_DENOMINATORS = {
    Denominator.TOTAL: "tổng số hồ sơ phải giải quyết (tiếp nhận trong kỳ và kỳ trước chuyển sang)",
    Denominator.FINISHED: "số hồ sơ đã giải quyết",
    Denominator.DUE: "số hồ sơ đã đến hạn",
    Denominator.INDEX: "tổng số hồ sơ phải giải quyết; tính cả hồ sơ đang giải quyết còn trong hạn (Quyết định số 766/QĐ-TTg)",
}
# What no HTML text may hold, and what would turn the letters around it: a name may come from anyone's workbook.
_UNPRINTABLE = dict.fromkeys(
    [*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " "
)


@dataclass(frozen=True, kw_only=True)
class OverviewRow:
    """A commune as the table prints it."""

    name: str
    folder: str  # tells communes of one name apart; empty where the name does
    status: str
    status_words: str
    rate: str
    change: str
    counts: tuple[str, ...]
    errors: str
    warnings: str
    message: str
    problems: CommuneProblems | None


def render_overview(  # noqa: PLR0913 - one argument for each thing the page says
    period: Period,
    communes: Sequence[CommuneResult],
    totals: CommuneValues,
    *,
    subject: str = "",
    denominator: Denominator = Denominator.TOTAL,
    contradictions: Sequence[Diagnostic] = (),
    remark: str = "",
) -> str:
    """Return the overview as HTML: `totals` are the figures of all communes together, `subject` names whose communes they are.

    `denominator` is what the on-time rate is a share of, as the form has it; `contradictions` are those of the totals,
    `remark` says what else to know of these.
    """
    ordered = sorted(communes, key=lambda one: (sort_key(one.title), one.path))
    rows = list(_rows(ordered, period, denominator))
    context = {
        "title": f"Tổng hợp cải cách hành chính {period.name}",
        "subject": clean(subject),
        "period": period,
        "statuses": [(id_, words, sum(one.status == id_ for one in ordered)) for id_, words in STATUSES.items()],
        "rows": rows,
        "counted": len(counted_in(ordered)),
        "with_figures": sum(one.figures.get(RATE) is not None for one in counted_in(ordered)),
        "count_headers": [header for header, _ in _COUNTS],
        "totals": [("Tỷ lệ đúng hẹn", _rate(totals.get(RATE))), *_total_counts(totals)],
        "denominator": _DENOMINATORS[denominator],
        "bar_charts": (rate_chart(ordered), spread_chart(ordered), overdue_chart(ordered)),
        "trend": trend_chart(period, ordered, totals, denominator),
        "has_change": any(earlier_periods(period, set(one.previous)) for one in ordered),
        "unlisted": sum(map(is_troubled, ordered)) - sum(bool(row.problems) for row in rows),
        "codes": totals_by_code(ordered),
        "remark": clean(remark),
        "contradictions": [(one.place.label or "", clean(one.message)) for one in contradictions],
    }
    return _render(context)


def _render(context: Mapping[str, object]) -> str:
    """Fill the page; its style and script are named by their hashes, so that a browser runs no other."""
    from jinja2 import Environment, StrictUndefined

    folder = files(__package__)
    page, common, own, script = (
        (folder / name).read_text(encoding="utf-8")
        for name in ("overview.html.j2", "page.css", "overview.css", "overview.js")
    )
    style = common + own
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["number"] = format_number
    html = environment.from_string(page).render(
        **context, style=style, script=script, style_hash=_source_hash(style), script_hash=_source_hash(script)
    )
    # A folder's name may hold bytes that are no text; they must not keep the file from being written.
    return html.translate(_UNPRINTABLE).encode("utf-8", "replace").decode("utf-8")


def _source_hash(text: str) -> str:
    """Return the hash by which a content security policy names an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _rows(communes: Sequence[CommuneResult], period: Period, denominator: Denominator) -> Iterator[OverviewRow]:
    names = Counter(one.title for one in communes)
    problems = problems_by_commune(communes)
    for number, commune in enumerate(communes):
        yield OverviewRow(
            name=clean(commune.title),
            folder=clean(commune.path) if names[commune.title] > 1 else "",
            status=commune.status,
            status_words=STATUSES[commune.status],
            rate=_rate(commune.figures.get(RATE)),
            change=_change(commune, period, denominator),
            counts=tuple(_count(commune.figures.get(name)) for _, name in _COUNTS),
            errors=format_number(count_problems(commune, Severity.ERROR)),
            warnings=format_number(count_problems(commune, Severity.WARNING)),
            message=clean(commune.message),
            problems=problems.get(number),
        )


def _total_counts(totals: CommuneValues) -> Iterator[tuple[str, str]]:
    yield from ((header, _count(totals.get(name))) for header, name in _COUNTS)


def _count(value: Number | None) -> str:
    return UNKNOWN if value is None else format_number(value)


def _rate(value: Number | None) -> str:
    return UNKNOWN if value is None else f"{format_number(value, 2)}%"


def _change(commune: CommuneResult, period: Period, denominator: Denominator) -> str:
    """Return by how many percentage points the rate differs from the last period of the same kind."""
    earlier = earlier_periods(period, set(commune.previous))
    before = past_rate(commune.previous[earlier[-1].id], denominator) if earlier else None
    now = commune.figures.get(RATE)
    if before is None or now is None:
        return UNKNOWN
    change = round_half_up(Decimal(now) - before, 2)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return sign + format_number(abs(change), 2)
