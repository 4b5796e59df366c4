"""From the results of communes to the province's workbook: which table says what. Knows neither cells nor formulas."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cchc_report.batch.overview import STATUSES
from cchc_report.batch.problems import place_in_words
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.totals import Totals
from cchc_report.codes import Severity
from cchc_report.form import Form, Indicator
from cchc_report.form.pack import RowKind, ShareFormula
from cchc_report.numbers import format_number
from cchc_report.periods import Period
from cchc_report.text import sort_key

if TYPE_CHECKING:
    from cchc_report.workbook.consolidation import Line

_RATE = "dossiers.on_time_rate"
# Header and name of the counts of dossiers; the one the rate is a share of is added where it is none of them.
_COUNTS = {
    "dossiers.received": "Tiếp nhận trong kỳ",
    "dossiers.carried_over": "Kỳ trước chuyển sang",
    "dossiers.total": "Tổng số phải giải quyết",
    "dossiers.on_time": "Đúng hẹn",
    "dossiers.overdue": "Quá hạn",
    "dossiers.pending": "Đang giải quyết",
    "dossiers.pending_overdue": "Đang giải quyết, đã quá hạn",
}


def render_consolidation(period: Period, communes: Sequence[CommuneResult], totals: Totals, form: Form) -> bytes:
    """Return the province's workbook as an .xlsx."""
    from cchc_report.workbook.consolidation import Consolidation, Count, write_consolidation

    ordered = sorted(communes, key=lambda one: (sort_key(one.title), one.path))
    reported = [one for one in ordered if one.status == "ok"]
    part, whole = totals.figures[_RATE].operands
    headers = {**_COUNTS, **{name: totals.figures[name].label for name in (part, whole) if name not in _COUNTS}}

    def column(name: str, header: str) -> Count:
        return Count(header, tuple(one.figures.get(name) for one in reported), totals.values[name])

    return write_consolidation(
        Consolidation(
            title=f"Tổng hợp cải cách hành chính {period.name}",
            remark=f"{format_number(len(reported))}/{format_number(len(ordered))} đơn vị đã báo cáo. Chỉ tính các đơn vị đã báo cáo; tỷ lệ tính lại từ tổng số, không lấy trung bình.",
            communes=tuple(_names(reported)),
            counts=tuple(column(name, header) for name, header in headers.items()),
            rates=column(_RATE, "Tỷ lệ đúng hẹn (%)"),
            part=list(headers).index(part),
            whole=list(headers).index(whole),
            lines=tuple(_line(indicator, reported, totals, form) for indicator in totals.indicators.values()),
            absent=tuple(
                (one.title, one.path, STATUSES[one.status], _reason(one)) for one in ordered if one.status != "ok"
            ),
        )
    )


def _names(communes: Sequence[CommuneResult]) -> Iterator[str]:
    """Yield what to call each commune; those of one name are told apart by their folders."""
    titles = [one.title for one in communes]
    for one in communes:
        yield f"{one.title} ({one.path})" if titles.count(one.title) > 1 else one.title


def _line(indicator: Indicator, communes: Sequence[CommuneResult], totals: Totals, form: Form) -> "Line":
    from cchc_report.workbook.consolidation import Line

    row = indicator.row
    return Line(
        (row.code, row.label, "; ".join(row.unit_lines)),
        tuple(one.indicators.get(row.code) for one in communes),
        indicator.value,
        row.kind is RowKind.PERCENT,
        row.kind not in (RowKind.PERCENT, RowKind.CHOICE),
        _share_of_rows(indicator, totals.known, form),
    )


def _share_of_rows(indicator: Indicator, known: Mapping[str, int], form: Form) -> tuple[int, int] | None:
    """Return which rows a total is the share of, where the same communes know both, so that the sheet can compute it."""
    formula = indicator.row.formula
    if not isinstance(formula, ShareFormula):
        return None
    codes = list(form.by_code)
    part, whole = formula.share.part, formula.share.whole
    if part not in form.by_code or whole not in form.by_code or known[part] != known[whole]:
        return None
    return codes.index(part), codes.index(whole)


def _reason(commune: CommuneResult) -> str:
    """Say why a commune is in no total: what failed, or its first error and how many there are."""
    if commune.message:
        return commune.message
    errors = commune.summary[Severity.ERROR]
    first = next((one for one in commune.diagnostics if one.severity is Severity.ERROR), None)
    told = f"{place_in_words(first.place)}: {first.message}" if first else ""
    return f"{format_number(errors)} lỗi. {told}".strip()
