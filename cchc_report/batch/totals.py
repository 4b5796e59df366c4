"""The figures of all communes together: their counts are added, percentages computed anew from the sums, never averaged.

Only communes whose report was made on the form of most are counted; what some of them do not know is the sum of the others,
and `known` says of how many.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cchc_report.batch.results import CommuneResult, CommuneValues
from cchc_report.figures import Denominator, FigureKind, Figures, Tallies, figures_of
from cchc_report.form import Form, Indicator, Indicators, Source, check_rules, figure_behind, values_of
from cchc_report.form.pack import FigureFormula, FormRow, RowKind, ShareFormula
from cchc_report.form.rule_kinds import Rule, is_additive, needed_by
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import Number, format_number, percent
from cchc_report.ground.periods import Period

Knowing = Mapping[str, frozenset[int]]  # by figure or row: the numbers of the communes that know it
_NAMED = 10  # communes that a remark names
YES = 1  # of a choice between two: what is counted


@dataclass(frozen=True, kw_only=True)
class Totals:
    """The figures and indicators of the communes that are counted, how many know each indicator, and what contradicts what."""

    communes: tuple[CommuneResult, ...]  # that are counted
    figures: Figures
    indicators: Indicators
    known: Mapping[str, int]  # of how many communes a row is the total
    diagnostics: tuple[Diagnostic, ...] = ()
    denominator: Denominator = Denominator.TOTAL  # how the on-time rate is worked out
    left_out: int = 0  # communes below the same folder that were not asked for

    @property
    def remark(self) -> str:
        """Say what else to know of the totals: communes left out, or that counted other days than most; empty without either."""
        left_out = (
            f"Chưa gồm {format_number(self.left_out)} đơn vị khác của thư mục, do chọn bằng --include hoặc --exclude."
            if self.left_out
            else ""
        )
        return " ".join(filter(None, (left_out, self._other_days, self._kept_otherwise)))

    @property
    def _kept_otherwise(self) -> str:
        """Name the communes whose own report speaks for another day than these totals."""
        others = [one for one in self.communes if one.other_day]
        if not others:
            return ""
        named = "; ".join(f"{one.title}: {short_day(one.other_day)}" for one in others[:_NAMED])
        more = f" và {format_number(len(others) - _NAMED)} đơn vị khác" if len(others) > _NAMED else ""
        return (
            f"Báo cáo xã đã lập trước đây tính đến ngày khác: {named}{more}. Số tổng hợp tính mọi xã đến cùng một ngày."
        )

    @property
    def _other_days(self) -> str:
        bounds = Counter(one.bounds for one in self.communes)
        usual = max(sorted(bounds), key=lambda pair: bounds[pair], default=("", ""))
        others = [one for one in self.communes if one.bounds != usual]
        if not others:
            return ""
        start, cutoff = (short_day(day) for day in others[0].bounds)
        return f"Có {format_number(len(others))} đơn vị báo cáo kỳ khác các đơn vị còn lại, vẫn được cộng; ví dụ {others[0].title}: từ {start} đến {cutoff}."

    @property
    def values(self) -> CommuneValues:
        """The numbers of the figures by name."""
        return {
            name: _number(figure.value) for name, figure in self.figures.items() if figure.kind is not FigureKind.LIST
        }


class SharedParts(NamedTuple):
    """Part and whole of a percentage: their names, and the numbers of each commune, both or neither."""

    names: tuple[str, ...]
    numbers: tuple[tuple[Number | None, Number | None], ...]

    @property
    def percent(self) -> Number | None:
        """The percentage of the sums; None where nobody knows both."""
        return percent(*(sum(number for number in column if number is not None) for column in self.columns))

    @property
    def columns(self) -> tuple[tuple[Number | None, ...], tuple[Number | None, ...]]:
        """All parts, all wholes."""
        return tuple(part for part, _ in self.numbers), tuple(whole for _, whole in self.numbers)

    @property
    def known(self) -> int:
        """How many communes know both."""
        return sum(part is not None for part, _ in self.numbers)


def short_day(day: str) -> str:
    """Return a day in ISO form as it is written here: 31/12/2023."""
    return f"{date.fromisoformat(day):%d/%m/%Y}" if day else ""


def is_reported(commune: CommuneResult) -> bool:
    """Tell whether a commune's report was made."""
    return commune.status == "ok"


def form_of_most(communes: Iterable[CommuneResult]) -> str:
    """Return the name of the form that most reports were made on: rows of different forms cannot be added."""
    forms = Counter(one.form_name for one in communes if is_reported(one))
    return max(sorted(forms), key=lambda name: forms[name]) if forms else ""


def counted_in(communes: Iterable[CommuneResult]) -> tuple[CommuneResult, ...]:
    """Return the communes that totals are made of: those with a report, on the form of most."""
    communes = tuple(communes)
    of_most = form_of_most(communes)
    return tuple(one for one in communes if is_reported(one) and one.form_name == of_most)


def add_up(communes: Iterable[CommuneResult], form: Form, period: Period) -> Totals:
    """Return the totals of the communes that reported, and what is wrong with them by the rules of the form."""
    counted = counted_in(communes)
    tallies = [Tallies.unpacked(one.tallies) if one.tallies else Tallies() for one in counted]
    figures = figures_of(Tallies.sum(tallies), period, form.on_time_denominator)
    indicators: dict[str, Indicator] = {}
    known: dict[str, int] = {}
    for row in form.rows:
        indicators[row.code], known[row.code] = _total_row(row, counted, figures, form)
    found = Indicators(indicators)
    problems = _check(form, figures, found, _knowing(counted, tallies), f"tong-hop-{period.id}.xlsx")
    return Totals(
        communes=counted,
        figures=figures,
        indicators=found,
        known=known,
        diagnostics=tuple(problems),
        denominator=form.on_time_denominator,
    )


def _total_row(row: FormRow, communes: Sequence[CommuneResult], figures: Figures, form: Form) -> tuple[Indicator, int]:
    """Return a row's total and of how many communes it is one.

    A count is the sum of the communes' rows, a percentage computed anew; one that was entered by hand has no parts to compute
    it from. Of a choice between two, the total is how many communes chose "yes"; a choice of more has none, but a note.
    """
    values = [value for one in communes if (value := one.indicators.get(row.code)) is not None]
    known, note = len(values), ""
    match row.kind:
        case RowKind.PERCENT:
            parts = parts_of(row, communes, figures, form)
            total, known = parts.percent, parts.known
        case RowKind.CHOICE if values:
            total = values.count(YES) if is_yes_or_no(row) else None
            note = spread_in_words(row, communes)
        case RowKind.COUNT | RowKind.HEADING | RowKind.GROUP | RowKind.CHOICE:
            total = sum(values) if values else None
    told = f"{format_number(known)}/{format_number(len(communes))} đơn vị có số liệu"
    notes = (note, told if 0 < known < len(communes) else "")
    source = _source(row.code, total, communes)
    return Indicator(row=row, value=total, source=source, note=". ".join(filter(None, notes))), known


def is_yes_or_no(row: FormRow) -> bool:
    """Tell whether a row is a choice between no and yes."""
    return set(row.choices) == {0, YES}


def spread_in_words(row: FormRow, communes: Iterable[CommuneResult]) -> str:
    """Say how many communes chose what."""
    chosen = Counter(one.indicators.get(row.code) for one in communes)
    return "; ".join(f"{meaning}: {format_number(chosen[int(number)])}" for number, meaning in row.choices.items())


def parts_of(row: FormRow, communes: Iterable[CommuneResult], figures: Figures, form: Form) -> SharedParts:
    """Return what a percentage is computed from: the names of part and whole, and both numbers of each commune that knows both.

    Without names it was entered by hand, and has nothing to be computed from.
    """
    match row.formula:
        case ShareFormula(share=share):
            names: tuple[str, ...] = (share.part, share.whole)
        case FigureFormula(figure=name) if name in figures and figures[name].kind is FigureKind.RATE:
            names = figures[name].operands
        case _:
            return SharedParts((), ())
    pairs = (tuple(_value(name, one, form) for name in names) for one in communes)
    return SharedParts(
        names, tuple((part, whole) if None not in (part, whole) else (None, None) for part, whole in pairs)
    )


def _value(name: str, commune: CommuneResult, form: Form) -> Number | None:
    """Return a commune's indicator or figure by name."""
    return commune.indicators.get(name) if name in form.by_code else commune.figures.get(name)


def _knowing(communes: Sequence[CommuneResult], tallies: Sequence[Tallies]) -> Knowing:
    """Return which communes know each figure and each row, by their numbers."""
    found: dict[str, set[int]] = {}
    for number, (commune, counts) in enumerate(zip(communes, tallies, strict=True)):
        for values in (commune.figures, commune.indicators):
            for name, value in values.items():
                if value is not None:
                    found.setdefault(name, set()).add(number)
        for name in counts.known_lists:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def _check(
    form: Form, figures: Figures, indicators: Indicators, knowing: Knowing, workbook: str
) -> Iterator[Diagnostic]:
    """Yield where totals contradict each other; totals of different communes are not held against each other."""
    values = values_of(figures, indicators)
    for row in form.rows:
        if row.kind is RowKind.CHOICE:
            del values[row.code]  # a number of communes, not a choice
    rules = tuple(rule for rule in form.rules if is_additive(rule) and _is_comparable(rule, form, knowing))
    yield from check_rules(
        form.model_copy(update={"rules": rules}),
        values,
        lambda name: Place(file=workbook, sheet="Chỉ tiêu", label=figures[name].label if name in figures else name),
    )


def _is_comparable(rule: Rule, form: Form, knowing: Knowing) -> bool:
    """Tell whether the same communes know everything a rule needs."""
    known = [knowing.get(name) or knowing.get(figure_behind(name, form)) for name in needed_by(rule)]
    return len({numbers for numbers in known if numbers}) <= 1


def _source(code: str, value: Number | None, communes: Iterable[CommuneResult]) -> Source:
    """Tell where a total comes from: entered where any commune entered its part of it."""
    if value is None:
        return Source.EMPTY
    return Source.ENTERED if any(code in one.entered for one in communes) else Source.COMPUTED


def _number(value: object) -> Number | None:
    return value if isinstance(value, int | Decimal) else None
