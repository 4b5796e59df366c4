"""Holds the rows of a written appendix to its text and to each other where no rule of the form does: what is blank, what is said twice."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc_report.audit.appendix import Appendix
from cchc_report.audit.body import Body
from cchc_report.audit.parts import Parts
from cchc_report.form import Form
from cchc_report.form.citations import citations_in
from cchc_report.form.rule_kinds import AddsUp, AtMost, Equals, IsShare, Requires, Rule
from cchc_report.form.rules import Value
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_trimmed, percent, round_half_up

_FINISHED = ("dossiers.on_time", "dossiers.overdue")
_STEERING = "documents.steering"
_PLANS = "I."  # the sections that cite what steers the reform


def check_blanks(form: Form, appendix: Appendix, values: Mapping[str, Value], file: str) -> Iterator[Diagnostic]:
    """Yield each row left empty though the report says the same figure elsewhere, or prints the total it is a part of."""
    for rule in form.rules:
        match rule.check:
            case Equals(names=names):
                known = next((name for name in names if isinstance(values.get(name), int | Decimal)), None)
                blank = [name for name in names if known and name in appendix.left_empty]
                where = f"chỉ tiêu {known}" if known in form.by_code else "lời văn"
                yield from (_blank(rule, name, f"{where} có số liệu", form, file) for name in blank)
            case AddsUp() as check:
                yield from _blank_parts(rule, check, form, appendix, values, file)
            case AtMost(part=part, whole=(whole,)) if whole in appendix.left_empty and _sum(values, part):
                shows = f"{_where(part, form)} ghi {format_trimmed(_sum(values, part) or 0, 2)}"
                yield _blank(rule, whole, shows, form, file, Severity.NOTE)
            case Requires(some=some, needs=(needs,)) if needs in appendix.left_empty and _sum(values, some):
                shows = f"{_where(some, form)} ghi {format_trimmed(_sum(values, some) or 0, 2)}"
                yield _blank(rule, needs, shows, form, file, Severity.NOTE)
            case _:
                pass


def _where(names: tuple[str, ...], form: Form) -> str:
    return ", ".join(f"chỉ tiêu {name}" if name in form.by_code else "lời văn" for name in names)


def _blank_parts(
    rule: Rule, check: AddsUp, form: Form, appendix: Appendix, values: Mapping[str, Value], file: str
) -> Iterator[Diagnostic]:
    """Yield the blank parts of a printed total that the other parts do not make up."""
    blank = [name for name in check.parts if name in appendix.left_empty]
    total = _sum(values, check.total)
    rest = _sum(values, tuple(name for name in check.parts if name not in blank))
    if blank and len(blank) < len(check.parts) and total is not None and rest is not None and rest < total:
        shows = f"tổng là {format_trimmed(total, 2)}, các phần đã ghi cộng lại là {format_trimmed(rest, 2)}"
        yield _blank(rule, blank[0], shows, form, file)


def _sum(values: Mapping[str, Value], names: tuple[str, ...]) -> int | Decimal | None:
    numbers = [value for name in names if isinstance(value := values.get(name), int | Decimal)]
    return sum(numbers) if len(numbers) == len(names) else None


def _blank(rule: Rule, name: str, shows: str, form: Form, file: str, severity: Severity | None = None) -> Diagnostic:
    place = Place(file=file, sheet=form.appendix_name, label=name)
    hint = f"Ghi số liệu của dòng này. (quy tắc {rule.id})"
    return Diagnostic.of(
        Code.FIGURES_DIFFER, place, f"{rule.says}: chỉ tiêu {name} để trống mà {shows}", hint, severity or rule.severity
    )


def check_rows(form: Form, appendix: Appendix, body: Body, parts: Parts, file: str) -> Iterator[Diagnostic]:
    """Yield each figure that the text says and its row prints otherwise, and fewer steering documents than are cited."""
    covered = {name for rule in form.rules if isinstance(rule.check, Equals) for name in rule.check.names}
    for name, said in body.figures.items():
        for code in form.codes_of_figures.get(name, ()):
            printed = appendix.values.get(code)
            is_other = isinstance(said.value, int | Decimal) and printed is not None and printed != said.value
            if is_other and not {name, code} <= covered:
                place = Place(file=file, sheet=form.appendix_name, label=code)
                where = f"mục {said.section}" if said.section else "lời văn"
                message = f"Dòng {code} ghi {_shown(printed)}, {where} ghi {_shown(said.value)}: “{said.words}”"
                yield Diagnostic.of(Code.FIGURES_DIFFER, place, message, "Sửa chỗ ghi sai.")
    yield from _steering(form, appendix, parts, file)


def _steering(form: Form, appendix: Appendix, parts: Parts, file: str) -> Iterator[Diagnostic]:
    texts = [(section, text) for section, text in parts.sections.items() if section.startswith(_PLANS)]
    cited = {
        one.symbol for section, text in texts for one in citations_in(section, text, Place(file=file)) if one.is_own
    }
    for code in form.codes_of_figures.get(_STEERING, ()):
        printed = appendix.values.get(code)
        if printed is not None and printed < len(cited):
            place = Place(file=file, sheet=form.appendix_name, label=code)
            message = f"Dòng {code} ghi {_shown(printed)} văn bản chỉ đạo, phần I viện dẫn {len(cited)} văn bản của xã"
            yield Diagnostic.of(Code.PART_ABOVE_WHOLE, place, message, "Đếm lại văn bản chỉ đạo, hoặc sửa chỗ ghi sai.")


def _shown(value: Value) -> str:
    return format_trimmed(value, 2) if isinstance(value, int | Decimal) else ""


def is_share_of_finished(rule: Rule, values: Mapping[str, Value]) -> bool:
    """Tell whether a rate is right as a share of what was finished: the province's software works it out so."""
    if not isinstance(rule.check, IsShare) or len(rule.check.part) != 1 or rule.check.part[0] not in _FINISHED:
        return False
    rate, part = values.get(rule.check.rate), values.get(rule.check.part[0])
    finished = [value for name in _FINISHED if isinstance(value := values.get(name), int)]
    if not isinstance(rate, int | Decimal) or not isinstance(part, int) or len(finished) < len(_FINISHED):
        return False
    share = percent(part, sum(finished))
    return share is not None and round_half_up(share, 2) == round_half_up(Decimal(rate), 2) != 100
