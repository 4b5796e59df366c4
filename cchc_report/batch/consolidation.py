"""From the results of communes to the province's workbook: which table says what. Knows neither cells nor formulas."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from cchc_report.batch.overview import STATUSES
from cchc_report.batch.problems import reason_in_words
from cchc_report.batch.results import CommuneResult, distinct_titles
from cchc_report.batch.totals import YES, SharedParts, Totals, is_yes_or_no, parts_of, spread_in_words
from cchc_report.figures.dossier_selections import INDEX_RATE
from cchc_report.form import Form, Indicator
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period
from cchc_report.ground.text import sort_key

if TYPE_CHECKING:
    from cchc_report.workbook.consolidation import Line, Total

_RATE = "dossiers.on_time_rate"
_RATES = {_RATE: "Tỷ lệ đúng hẹn (%)", INDEX_RATE: "Tỷ lệ đúng hạn theo QĐ 766 (%)"}
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
_OUTCOMES = ("dossiers.on_time", "dossiers.overdue", "dossiers.pending")  # side by side among the counts


def render_consolidation(period: Period, communes: Sequence[CommuneResult], totals: Totals, form: Form) -> bytes:
    """Return the province's workbook as an .xlsx."""
    from cchc_report.workbook.consolidation import Consolidation, CountColumn, RateColumn, write_consolidation

    ordered = sorted(communes, key=lambda one: (sort_key(one.title), one.path))
    counted = sorted(totals.communes, key=lambda one: (sort_key(one.title), one.path))
    paths = {one.path for one in counted}
    shares = {name: totals.figures[name].operands for name in dict.fromkeys((_RATE, INDEX_RATE))}
    headers = _headers(shares, totals)
    names = list(headers)

    def column(name: str, header: str) -> CountColumn:
        return CountColumn(header, tuple(one.figures.get(name) for one in counted), totals.values[name])

    rates = _rates(counted, totals, form)
    return write_consolidation(
        Consolidation(
            title=f"Tổng hợp cải cách hành chính {period.name}",
            remark=f"Cộng từ {format_number(len(counted))}/{format_number(len(ordered))} đơn vị đã báo cáo. Tỷ lệ tính lại từ tổng số, không lấy trung bình. {totals.remark}".rstrip(),
            communes=tuple(distinct_titles(counted).values()),
            counts=tuple(column(name, header) for name, header in headers.items()),
            rates=tuple(
                RateColumn(column(name, _RATES[name]), *map(names.index, pair)) for name, pair in shares.items()
            ),
            outcomes=tuple(map(names.index, _OUTCOMES)),
            lines=tuple(_line(indicator, counted, totals, rates) for indicator in totals.indicators.values()),
            parts=tuple(line for code, parts in rates.items() for line in _part_lines(code, parts, totals, form)),
            absent=_absent(ordered, paths),
            problems=tuple((one.place.label or "", one.message, one.hint) for one in totals.diagnostics),
        )
    )


def _headers(shares: Mapping[str, tuple[str, ...]], totals: Totals) -> dict[str, str]:
    """Return the headers of the counts by name: those always shown, and what rates are made of."""
    operands = dict.fromkeys(name for pair in shares.values() for name in pair)
    return {**_COUNTS, **{name: totals.figures[name].label for name in operands if name not in _COUNTS}}


def _absent(communes: Sequence[CommuneResult], counted: set[str]) -> tuple[tuple[str, str, str, str], ...]:
    """Return the communes that are not in the sums, and why."""
    missing = (one for one in communes if one.path not in counted)
    return tuple((one.title, one.folder, STATUSES[one.status], reason_in_words(one)) for one in missing)


def _rates(communes: Sequence[CommuneResult], totals: Totals, form: Form) -> dict[str, SharedParts]:
    """Return the parts of each percentage that has any, by its row's code."""
    rows = (row for row in form.rows if row.kind is RowKind.PERCENT)
    found = {row.code: parts_of(row, communes, totals.figures, form) for row in rows}
    return {code: parts for code, parts in found.items() if parts.known}


def _line(
    indicator: Indicator, communes: Sequence[CommuneResult], totals: Totals, rates: Mapping[str, SharedParts]
) -> "Line":
    from cchc_report.workbook.consolidation import Line, ShareOf, Spread

    row = indicator.row
    total = _total(row, rates)
    known = rates[row.code].known if isinstance(total, ShareOf) else totals.known[row.code]
    return Line(
        (row.code, row.label, "; ".join(row.unit_lines)),
        tuple(one.indicators.get(row.code) for one in communes),
        known,
        spread_in_words(row, communes) if known and isinstance(total, Spread) else indicator.value,
        total,
        row.kind is RowKind.PERCENT,
    )


def _total(row: FormRow, rates: Mapping[str, SharedParts]) -> "Total":
    """Return how the total of a row comes about."""
    from cchc_report.workbook.consolidation import Chosen, ShareOf, Spread, Sum

    match row.kind:
        case RowKind.PERCENT:
            place = 2 * list(rates).index(row.code) if row.code in rates else None
            return None if place is None else ShareOf(place, place + 1)
        case RowKind.CHOICE if is_yes_or_no(row):
            return Chosen(YES)
        case RowKind.CHOICE:
            return Spread(tuple((meaning, int(number)) for number, meaning in row.choices.items()))
        case RowKind.COUNT | RowKind.HEADING | RowKind.GROUP:
            return Sum()


def _part_lines(code: str, parts: SharedParts, totals: Totals, form: Form) -> Iterator["Line"]:
    """Yield part and whole of a percentage."""
    from cchc_report.workbook.consolidation import Line, Sum

    for word, name, numbers in zip(("Tử số", "Mẫu số"), parts.names, parts.columns, strict=True):
        label = form.by_code[name].label if name in form.by_code else totals.figures[name].label
        total = sum(number for number in numbers if number is not None)
        yield Line((code, f"{word}: {label}", ""), numbers, parts.known, total, Sum())
