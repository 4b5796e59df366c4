"""Checks that figures agree with each other: the rules of a form over the values of a report, built or written by hand.

Knows no workbook and no document: whoever asks says which values there are and where each of them stands.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from cchc_report.form.misfit import misfit
from cchc_report.form.pack import FORM_FILE, Form
from cchc_report.form.rule_kinds import (
    OPTIONAL_MARK,
    AddsUp,
    AtMost,
    Cited,
    ComingYear,
    Equals,
    Grounds,
    InRange,
    IsShare,
    Numbered,
    Requires,
    Rule,
    SamePeriod,
    ShareOfCount,
    SharesOf,
    StatedWith,
    names_of,
)
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import Number, format_number, format_trimmed, percent, round_half_up

_MOST_DECIMALS = 2  # a rate that was computed, not read, has as many digits as the division gave


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list: a name, its count, and the percentage printed with it."""

    name: str
    count: Number
    share: Number | None = None


Value = Number | tuple[ListEntry, ...] | None
Values = Mapping[str, Value]


class _Breach(NamedTuple):
    """A rule that does not hold: the figures that show it, and the one whose place is told."""

    code: Code
    shows: str
    name: str

    @property
    def key(self) -> tuple[str, str] | None:
        """What is the same in two rules that tell one contradiction: the total, and how the sum differs from it."""
        if self.code is not Code.PARTS_AGAINST_TOTAL:
            return None
        return self.name, self.shows.partition(" = ")[2]

    def at_known(self, operands: Sequence[str]) -> "_Breach":
        """Return the breach at the place of a figure that is known: one that may be unknown has none."""
        name = self.name.removesuffix(OPTIONAL_MARK)
        return self._replace(name=name if name in operands or not operands else operands[0])


def check_rules(
    form: Form, values: Values, place_of: Callable[[str], Place | tuple[Place, ...]]
) -> Iterator[Diagnostic]:
    """Yield what contradicts what; a rule with an unknown operand says nothing.

    `values` holds figures by full name and indicators by code; `place_of` tells where one of them stands, or in which
    places, the first of which is told as its own. The hint names all places of all operands.
    """

    def places(name: str) -> tuple[Place, ...]:
        found = place_of(name)
        return (found,) if isinstance(found, Place) else found

    yield from _contradictions(form, values, places)
    for row in form.rows:
        value = values.get(row.code)
        if isinstance(value, int | Decimal) and (wrong := misfit(row, value)):
            message = f"Chỉ tiêu {row.code}: {wrong.shows}"
            yield Diagnostic.of(Code.OUT_OF_RANGE, places(row.code)[0], message, wrong.hint)


def _contradictions(form: Form, values: Values, places: Callable[[str], tuple[Place, ...]]) -> Iterator[Diagnostic]:
    told: set[tuple[str, str] | None] = set()
    for rule in form.rules:
        for found in _breaches(rule, form, values):
            if found.key in told - {None}:  # by a rule that says the same of the same figures, in more parts or fewer
                continue
            told.add(found.key)
            operands = [name for name in names_of(rule) if values.get(name) is not None]
            breach = found.at_known(operands)
            # How the form numbers its rows is no fault of the cell that one of them was entered in.
            is_of_form = isinstance(rule.check, Numbered)
            place = _in_form(form, breach.name) if is_of_form else places(breach.name)[0]
            if place.label == breach.name not in form.by_code:
                place = replace(place, label=form.code_printing(breach.name))
            sources = _sources(place.file, {name: places(name) for name in operands})
            message, hint = f"{rule.says}: {breach.shows}", f"{rule.hint}{sources} (quy tắc {rule.id})"
            yield Diagnostic.of(breach.code, place, message, hint, rule.severity)


def _in_form(form: Form, code: str) -> Place:
    return Place(file=f"{form.id}/{FORM_FILE}", sheet=form.appendix_name, label=code)


def _sources(file: str, places: Mapping[str, Iterable[Place]]) -> str:
    """Name the cells or sheets that the operands come from, where there is more than one of them."""
    cells: defaultdict[str, dict[str, None]] = defaultdict(dict)  # of each sheet, in order and once
    for name, stands in places.items():
        for place in stands:
            known = cells[f"[{place.sheet}]" if place.file == file else f"{place.file} [{place.sheet}]"]
            if place.cell and place.cell != name:
                known[place.cell] = None
    shown = [f"{sheet} {', '.join(known)}".rstrip() for sheet, known in cells.items()]
    is_one = len(shown) < 2 and all(len(known) < 2 for known in cells.values())
    return "" if is_one else f" Số liệu ở {'; '.join(shown)}."


def _breaches(rule: Rule, form: Form, values: Values) -> Iterator[_Breach]:
    match rule.check:
        case Equals() as check:
            yield from _equals(check, values)
        case SharesOf() as check:
            yield from _shares_of(check, values)
        case Numbered():
            yield from _numbered(form)
        case SamePeriod() | ComingYear() | Cited() | Grounds():
            pass  # about texts: see period_mentions and citations
        case check:
            if found := _breach(check, values):
                yield found


def _breach(
    check: AddsUp | AtMost | IsShare | ShareOfCount | Requires | StatedWith | InRange, values: Values
) -> _Breach | None:
    """Return how a rule that says one thing is broken."""
    match check:
        case AddsUp():
            return _adds_up(check, values)
        case AtMost():
            return _at_most(check, values)
        case IsShare():
            return _is_share(check, values)
        case ShareOfCount():
            return _share_of_count(check, values)
        case Requires():
            return _requires(check, values)
        case StatedWith():
            return _stated_with(check, values)
        case InRange():
            return _in_range(check, values)


def _adds_up(check: AddsUp, values: Values) -> _Breach | None:
    total, parts = _numbers(values, check.total), _numbers(values, check.parts)
    rest = _number(values, check.rest) if check.rest else 0
    if total is None or parts is None:
        return None
    if rest is None:  # not told: what is told is at most the total
        short = f"{_sum_shown(parts)} > {_sum_shown(total)}"
        return _Breach(Code.PARTS_AGAINST_TOTAL, short, check.total[0]) if sum(parts) > sum(total) else None
    parts += [rest] if rest else []
    difference = abs(Decimal(sum(total)) - sum(parts))
    shows = f"{_sum_shown(parts)} ≠ {_sum_shown(total)}, chênh {_shown(difference)}"
    return _Breach(Code.PARTS_AGAINST_TOTAL, shows, check.total[0]) if difference else None


def _at_most(check: AtMost, values: Values) -> _Breach | None:
    part, whole = _numbers(values, check.part), _numbers(values, check.whole)
    if part is None or whole is None or sum(part) <= sum(whole):
        return None
    return _Breach(Code.PART_ABOVE_WHOLE, f"{_sum_shown(part)} > {_sum_shown(whole)}", check.part[0])


def _equals(check: Equals, values: Values) -> Iterator[_Breach]:
    """Yield every name whose value is not that of the first one known."""
    known = {name: number for name in check.names if (number := _number(values, name)) is not None}
    for first in list(known)[:1]:
        for name, number in known.items():
            if _printed(number) != _printed(known[first]):
                shows = f"{_named(first)} là {_shown(known[first])}, {_named(name)} là {_shown(number)}"
                yield _Breach(Code.FIGURES_DIFFER, shows, name)


def _is_share(check: IsShare, values: Values) -> _Breach | None:
    rate, part, whole = _number(values, check.rate), _numbers(values, check.part), _numbers(values, check.whole)
    shows = _wrong_share(rate, None if part is None else sum(part), None if whole is None else sum(whole))
    return _Breach(Code.SHARE_DIFFERS, shows, check.rate) if shows else None


def _shares_of(check: SharesOf, values: Values) -> Iterator[_Breach]:
    entries, whole = values.get(check.entries), _number(values, check.whole)
    for entry in entries if isinstance(entries, tuple) else ():
        if shows := _wrong_share(entry.share, entry.count, whole):
            yield _Breach(Code.SHARE_DIFFERS, f"{entry.name}: {shows}", check.entries)


def _wrong_share(rate: Number | None, part: Number | None, whole: Number | None) -> str | None:
    """Tell how a percentage differs from its part and whole, rounded half up to the decimals it is given with."""
    right = percent(part, whole)
    if rate is None or right is None or part is None or whole is None:
        return None
    decimals = min(max(-_exponent(rate), 0), _MOST_DECIMALS)
    is_all_or_nothing = rate in (0, 100)  # said of a part that is neither, 100% and 0% are wrong however rounded
    if right == rate if is_all_or_nothing else round_half_up(Decimal(rate), decimals) == round_half_up(right, decimals):
        return None
    return f"{_shown(part)}/{_shown(whole)} = {format_trimmed(right, 2)}%, ghi {format_trimmed(rate, 2)}%"


def _share_of_count(check: ShareOfCount, values: Values) -> _Breach | None:
    """Tell where no whole number of things gives a percentage, rounded as it is given."""
    rate = _number(values, check.rate)
    among = _number(values, check.among) if check.among else 100
    wholes = [whole for name in check.wholes if (whole := _number(values, name))]
    if rate is None or among is None or not wholes:
        return None
    wholes.append((Decimal(among) * Decimal(wholes[0]) / 100).to_integral_value(ROUND_HALF_UP))
    if any(_may_be_share(Decimal(rate), Decimal(whole)) for whole in wholes):
        return None
    nearest = (Decimal(rate) * Decimal(wholes[0]) / 100).to_integral_value()
    shows = f"không có số nào trên {_shown(wholes[0])} cho {format_trimmed(rate, 2)}%, gần nhất là {_shown(nearest)}/{_shown(wholes[0])} = {format_trimmed(percent(nearest, wholes[0]) or 0, 2)}%"
    return _Breach(Code.SHARE_DIFFERS, shows, check.rate)


def _may_be_share(rate: Decimal, whole: Decimal) -> bool:
    nearest = (rate * whole / 100).to_integral_value()
    return any(_wrong_share(rate, nearest + step, whole) is None for step in (-1, 0, 1))


def _requires(check: Requires, values: Values) -> _Breach | None:
    some, needs = _numbers(values, check.some), _numbers(values, check.needs)
    if some is None or needs is None or sum(some) <= 0 or sum(needs) > 0:
        return None
    return _Breach(Code.FIGURES_DIFFER, f"{_sum_shown(some)} mà {_sum_shown(needs or [0])}", check.needs[0])


def _stated_with(check: StatedWith, values: Values) -> _Breach | None:
    """Tell where one of two rows that are there is blank, or counts nothing, and the other is not."""
    if check.count not in values or check.stated not in values:
        return None
    count, stated = _number(values, check.count), values[check.stated]
    if count and stated is None:
        return _Breach(Code.FIGURES_DIFFER, f"{_named(check.stated)} để trống", check.count)
    if not count and stated is not None:
        return _Breach(Code.FIGURES_DIFFER, f"{_named(check.count)} để trống hoặc bằng 0", check.stated)
    return None


def _in_range(check: InRange, values: Values) -> _Breach | None:
    numbers = _numbers(values, check.names)
    if numbers is None or check.least <= sum(numbers) <= check.most + _rounding(numbers):
        return None
    return _Breach(Code.OUT_OF_RANGE, f"{_sum_shown(numbers)} ngoài khoảng {check.least}-{check.most}", check.names[0])


def _rounding(numbers: list[Number]) -> Decimal:
    """Return by how much rounded numbers may exceed what they were together: 96,88 and 3,13 are 100 (31 and 1 of 32)."""
    rounded = [-exponent for number in numbers if (exponent := _exponent(number)) < 0]
    return sum((Decimal(5).scaleb(-min(places, _MOST_DECIMALS) - 1) for places in rounded), Decimal(0))


def _numbered(form: Form) -> Iterator[_Breach]:
    for row in form.rows:
        printed = row.printed_code.rstrip(".")
        if printed[:1].isdigit() and printed != row.code:
            yield _Breach(Code.ROW_MISNUMBERED, f"dòng {row.code} “{row.label}” in số {printed}", row.code)


def _number(values: Values, name: str) -> Number | None:
    """Return a value by name; an optional name that is unknown counts as nothing."""
    value = values.get(name.removesuffix(OPTIONAL_MARK))
    if isinstance(value, int | Decimal):
        return value
    return 0 if name.endswith(OPTIONAL_MARK) else None


def _numbers(values: Values, names: tuple[str, ...]) -> list[Number] | None:
    """Return the known numbers behind names, a list as its counts; None where one that is needed is unknown."""
    found: list[Number] = []
    for name in names:
        value = values.get(name)
        if isinstance(value, tuple):
            found += [entry.count for entry in value]
        elif (number := _number(values, name)) is None:
            return None
        elif number or not name.endswith(OPTIONAL_MARK):
            found.append(number)
    return found


def _named(name: str) -> str:
    return f"chỉ tiêu {name}" if name[0].isdigit() else "trong báo cáo"


def _shown(value: Number) -> str:
    return format_trimmed(value, 2) if isinstance(value, Decimal) else format_number(value)


def _sum_shown(numbers: list[Number]) -> str:
    shown = " + ".join(map(_shown, numbers))
    return f"{shown} = {_shown(sum(numbers))}" if len(numbers) > 1 else shown


def _printed(value: Number) -> Decimal:
    return round_half_up(Decimal(value), _MOST_DECIMALS)


def _exponent(value: Number) -> int:
    exponent = Decimal(value).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
