"""Holds a written report to its own period: what its title names, every section, its opening and closing words must mean.

The rules of the form say which sections are about the period, and which about the time to come.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from cchc_report.audit.parts import Parts
from cchc_report.form import Form, check_texts
from cchc_report.form.period_mentions import first_period, other_periods
from cchc_report.form.rule_kinds import ComingYear, Rule, SamePeriod
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, fold, plain_letters

_YEAR = re.compile(r"\b20\d\d\b")
_REPORTS = re.compile(r"\bbao cao (?:ket qua )?(?:cong tac )?cai cach hanh chinh\b")
_OPENING, _CLOSING = "mở đầu", "kết"  # parts of the body that are no section


def check_periods(parts: Parts, form: Form, period: Period | None, body: Place) -> Iterator[Diagnostic]:
    """Yield what the texts say of other periods; `body` is the place of the body as a whole."""
    if period is None:
        if parts.sections:
            message = "Không thấy kỳ của báo cáo trong tên báo cáo, nên chưa đối chiếu các kỳ được nhắc trong lời văn"
            hint = "Thêm --period, ví dụ --period 2023 hoặc --period 2023-Q1."
            yield Diagnostic.of(Code.REPORT_FIGURE_UNSAID, body, message, hint)
        return
    texts = ((section, text, replace(body, label=section)) for section, text in parts.sections.items())
    yield from check_texts(form, period, texts)
    for rule in form.rules:
        match rule.check:
            case SamePeriod():
                yield from _check_frame(parts, rule, period, body)
            case ComingYear(sections=sections) if period.is_year:
                yield from _check_announced(parts, rule, period, body)
                yield from _check_headings(parts, rule, sections, period, body)
            case _:
                pass


def _check_frame(parts: Parts, rule: Rule, period: Period, body: Place) -> Iterator[Diagnostic]:
    """Yield other periods in the words before the sections and in the sentence that sums up."""
    opening = next((line for line in parts.titles.split("\n") if _REPORTS.search(fold(line))), "")
    found = [(_OPENING, words) for words in _periods_in(parts.titles, opening, period)]
    found += [(_CLOSING, words) for words in _periods_in(parts.closing, parts.closing, period)]
    for where, words in sorted(found):
        yield _told(rule, replace(body, label=where), f"phần {where} viết “{words}”")


def _periods_in(text: str, names_it: str, period: Period) -> set[str]:
    """Return the words for other periods in a text, else the other period that one of its sentences names."""
    found = {mention.words for mention in other_periods(text, period)}
    named = first_period(names_it)
    return found or ({f"báo cáo kỳ {named}"} if named not in (None, period.id) else set())


def _check_announced(parts: Parts, rule: Rule, period: Period, body: Place) -> Iterator[Diagnostic]:
    """Yield the year whose tasks the title, the opening or the closing sentence announces, where it is not the coming one."""
    announces = re.compile(
        rf"\bnam {period.year},? (?:va )?(?:phuong huong,? )?nhiem vu [^,;.:]{{0,60}}\bnam (20\d\d)\b"
    )
    for where, text in ((_OPENING, parts.titles), (_CLOSING, parts.closing)):
        years = {int(found[1]) for found in announces.finditer(plain_letters(clean(text)))}
        if wrong := years - {period.next_year}:
            yield _told(rule, replace(body, label=where), f"phần {where} viết năm {min(wrong)}")


def _check_headings(
    parts: Parts, rule: Rule, sections: tuple[str, ...], period: Period, body: Place
) -> Iterator[Diagnostic]:
    """Yield each heading of a section on the time to come that names neither the coming year nor, told already, this one."""
    for section in sections:
        heading = parts.sections.get(section, "").partition("\n")[0]
        years = {int(year) for year in _YEAR.findall(heading)}
        if years and not years & {period.year, period.next_year}:
            yield _told(rule, replace(body, label=section), f"tên mục {section} viết năm {min(years)}")


def _told(rule: Rule, place: Place, shows: str) -> Diagnostic:
    hint = f"{rule.hint} (quy tắc {rule.id})"
    return Diagnostic.of(Code.OTHER_PERIOD, place, f"{rule.says}: {shows}", hint, rule.severity)
