"""Finds the periods and years that a text names, and which of them are not those of its report.

Reads Vietnamese with or without diacritics. Knows no document: a text comes with its section and its place.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic, Place
from cchc_report.form.pack import Form
from cchc_report.form.rule_kinds import ComingYear, Rule, SamePeriod
from cchc_report.periods import Period
from cchc_report.text import clean, plain_letters

_MONTHS = {"3": 3, "03": 3, "ba": 3, "6": 6, "06": 6, "sau": 6, "9": 9, "09": 9, "chin": 9}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_FIRST_MONTHS = re.compile(r"\b(3|03|ba|6|06|sau|9|09|chin) thang dau nam(?: (20\d\d))?\b")
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])(?:(?: nam |/| - | )(20\d\d))?\b")
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_SENTENCE = re.compile(r"[^.;:!?\n]+")
# A year in the company of these words is another year on purpose: a comparison, a plan, or the name of a document.
_COMPARES = re.compile(
    r"so voi|cung ky|nam truoc|tu nam|den nam|giai doan|nhiem ky|nghi quyet|nghi dinh|quyet dinh|thong tu|(?<!phap )\bluat\b|cong van|"
    r"chi thi|\d/[a-z]|\bngay \d|\bthang \d+ nam|-20\d\d|20\d\d ?-|de an|chien luoc|tam nhin"
)
_NEAR = 60  # letters before a year that may say which one is meant
_PLANS = re.compile(r"nhiem vu|phuong huong|ke hoach|muc tieu|sang nam|nam toi|nam sau|tiep theo|du kien|phan dau")
_LOOKS_BACK = re.compile(r"ket qua|ton tai|han che|phat huy|khac phuc|con lai|chua hoan thanh|da dat|tong ket")


class Mention(NamedTuple):
    """A period that a text names: the words, and the period's identifier (2023-9M), or the bare year."""

    words: str
    period: str


def check_texts(form: Form, period: Period, texts: Iterable[tuple[str, str, Place]]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each mention of another period; a text comes with the code of its section and its place."""
    rules = [(rule, rule.check) for rule in form.rules]
    for section, text, place in texts:
        for rule, check in rules:
            match check:
                case SamePeriod(sections=sections) if section in sections:
                    found = other_periods(text, period)
                case ComingYear(sections=sections) if section in sections:
                    found = not_yet_coming(text, period)
                case _:
                    continue
            yield from (_diagnostic(rule, section, mention, place) for mention in found)


def other_periods(text: str, period: Period) -> Iterator[Mention]:
    """Yield the mentions of a part of the year, or of a year, that the report is not about."""
    for words, plain in _sentences(text):
        quarters = () if _PLANS.search(plain) else _quarters(words, plain, period)
        parts = [*_first_months(words, plain, period), *quarters]
        yield from (mention for mention in parts if mention.period != period.id and not _COMPARES.search(plain))
        for match in _YEAR.finditer(plain):
            year = int(match[1])
            is_planned = year == period.year + 1 and _PLANS.search(plain)
            company = plain[max(match.start() - _NEAR, 0) : match.end() + 5]
            if year != period.year and not is_planned and not _COMPARES.search(company):
                yield Mention(words[match.start() : match.end()], match[1])


def not_yet_coming(text: str, period: Period) -> Iterator[Mention]:
    """Yield the mentions of the report's own year as if it were the coming one; only a whole year has a coming one."""
    if period.id != str(period.year):
        return
    for words, plain in _sentences(text):
        years = {int(match[1]) for match in _YEAR.finditer(plain)}
        if period.year in years and period.year + 1 not in years and not _LOOKS_BACK.search(plain):
            match = next(match for match in _YEAR.finditer(plain) if int(match[1]) == period.year)
            yield Mention(words[match.start() : match.end()], match[1])


def _first_months(words: str, plain: str, period: Period) -> Iterator[Mention]:
    for match in _FIRST_MONTHS.finditer(plain):
        months, year = _MONTHS[match[1]], match[2] or period.year
        name = f"{year}-Q1" if months == 3 else f"{year}-{months}M"  # a quarter has three
        yield Mention(words[match.start() : match.end()], name)


def _quarters(words: str, plain: str, period: Period) -> Iterator[Mention]:
    for match in _QUARTER.finditer(plain):
        yield Mention(words[match.start() : match.end()], f"{match[2] or period.year}-Q{_QUARTERS[match[1]]}")


def _sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence as it is written and, letter for letter as long, without case and diacritics."""
    for line in text.splitlines():
        for match in _SENTENCE.finditer(clean(line)):
            yield match[0], plain_letters(match[0])


def _diagnostic(rule: Rule, section: str, mention: Mention, place: Place) -> Diagnostic:
    return Diagnostic.of(
        Code.OTHER_PERIOD,
        place,
        f"{rule.says}: mục {section} viết “{mention.words}”",
        f"{rule.hint} (quy tắc {rule.id})",
        rule.severity,
    )
