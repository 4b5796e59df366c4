"""Finds the periods and years that a text names, and which of them are not those of its report.

Reads Vietnamese with or without diacritics. Knows no document: a text comes with its section and its place.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cchc_report.form.pack import Form
from cchc_report.form.rule_kinds import ComingYear, Rule, SamePeriod
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, plain_letters

_MONTHS = {"ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_COUNT = r"(\d{1,2}|ba|bon|nam|sau|bay|tam|chin|muoi mot|muoi)"
_FIRST_MONTHS = re.compile(rf"\b{_COUNT} thang dau nam(?: (20\d\d))?\b")
_LAST_MONTHS = re.compile(rf"\b{_COUNT} thang cuoi nam(?: (20\d\d))?\b")
_QUARTER = re.compile(r"\bquy (iv|i{1,3}|[1-4])(?:(?: nam |/| - | )(20\d\d))?\b")
_QUARTER_IN_WORDS = re.compile(r"\bquy (mot|hai|ba|bon|tu)(?: nam (20\d\d)|(?= nam\b))")
_QUARTERS_IN_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_NO_SUCH = re.compile(  # a slip of the finger: năm 2203, tháng 13/2023, quý V năm 2023
    r"\bnam (?:1[0-8]\d\d|2[1-9]\d\d|[03-9]\d{3}|20\d{3,}|20?,\d+|20\d?,\d+)\b|"
    r"(?<!moi )(?<!hang )\bnam (?:20\d|02\d)\b(?! (?:ho so|luot|van ban|nguoi|thu tuc|cuoc|buoi|trieu|nghin|dong)\b)|"
    r"\bngay (?:00?|3[2-9]|[4-9]\d|\d{3,})(?: thang |/)|\bthang (?:00?|1[3-9]|[2-9]\d|\d{3,})(?:/| nam )20\d\d\b|"
    r"\bquy (?:v|vi|0|[5-9])(?:/| nam )20\d\d\b"
)
_SENTENCE = re.compile(r"(?:[^.;:!?\n]|(?<=\d)[.:](?=\d))+")  # the dot in 1.603 ends nothing
# A year in the company of these words is another year on purpose: a comparison, a plan, or the name of a document.
_COMPARES = re.compile(
    r"so voi|cung ky|nam truoc|tu nam|den nam|giai doan|nhiem ky|nghi quyet|nghi dinh|quyet dinh|thong tu|(?<!phap )\bluat\b|cong van|"
    r"chi thi|\d/[a-z]|\bngay \d|\bthang \d+ nam|-20\d\d|20\d\d ?-|de an|chien luoc|tam nhin|"
    r"dat chuan|duoc cong nhan|thanh lap|sap nhap|khanh thanh|trang bi"
)
# Reports of other periods are work of this one; two years or several quarters side by side are held against each other.
_SENT_REPORT = re.compile(
    r"(?:gui|nop|lap|thuc hien) .{0,30}bao cao|bao cao .{0,90}(?:da gui|duoc gui|nop|dung han|thoi han)"
)
_CONTRASTS = re.compile(r"chi co|\btang\b|\bgiam\b|\bhon\b|\bgap\b|trong khi|\bcon nam\b")
_TERM = 5  # years of a people's council or a party committee
_NEAR = 60  # letters before a year that may say which one is meant
# A plan for the coming year is made, or held out, in this one; it is not carried out yet.
_HOLDS_OUT = re.compile(r"^\W*(?:\w+ ){0,4}(?:phan dau|du kien|se|tiep tuc|can)\b")
_CARRIED_OUT = re.compile(
    r"^[^,]{0,40}\b(?:da|duoc|khong ngung)\b(?! (?:duoc )?(?:ban hanh|xay dung|phe duyet|thong qua|lap|giao|trinh))"
)
_SPAN = re.compile(r"\b(nhiem ky|nam hoc|giai doan) (20\d\d) ?[-–] ?(20\d\d)\b")
_PLANS = re.compile(
    r"nhiem vu|phuong huong|ke hoach|muc tieu|sang nam|nam toi|nam sau|tiep theo|du kien|phan dau|du toan|chuan bi"
)
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
        yield from _no_periods(words, plain, period)
        if not _COMPARES.search(plain) and not _SENT_REPORT.search(plain):
            yield from (mention for mention in _parts(words, plain, period) if mention.period != period.id)
        yield from _other_years(words, plain, period)


def _other_years(words: str, plain: str, period: Period) -> Iterator[Mention]:
    """Yield the years of a sentence that are neither the report's, nor planned for, nor compared with."""
    found = list(_YEAR.finditer(plain))
    contrasts = bool(_CONTRASTS.search(plain)) and any(int(match[1]) == period.year for match in found)
    for match in found:
        year = int(match[1])
        company = plain[max(match.start() - _NEAR, 0) : match.end() + 5]
        is_planned = year == period.next_year and _is_planned(company, plain[match.end() :])
        is_compared = (year < period.year and contrasts) or _COMPARES.search(company)
        if year != period.year and not is_planned and not is_compared:
            yield Mention(words[match.start() : match.end()], match[1])


def _is_planned(before: str, after: str) -> bool:
    """Tell whether the words around the coming year speak of a plan for it."""
    return bool((_PLANS.search(before) and not _CARRIED_OUT.search(after)) or _HOLDS_OUT.search(after))


def first_period(text: str) -> str | None:
    """Return the first period that a text names, as its identifier: 2023, 2023-Q1, 2023-6M; None where it names none."""
    for _, plain in _sentences(text):
        found = [
            *(
                (match.start(), f"{match[2]}-{_part_of_year(match[1])}")
                for match in _FIRST_MONTHS.finditer(plain)
                if match[2]
            ),
            *((match.start(), f"{match[2]}-Q{_QUARTERS[match[1]]}") for match in _QUARTER.finditer(plain) if match[2]),
            *((match.start(), match[1]) for match in _YEAR.finditer(plain)),
        ]
        if found:
            return min(found)[1]
    return None


def not_yet_coming(text: str, period: Period) -> Iterator[Mention]:
    """Yield the mentions of the report's own period as if it were the coming one, and of years that are neither."""
    for words, plain in _sentences(text):
        yield from _no_periods(words, plain, period)
        if period.is_year:
            yield from _years_not_coming(words, plain, period)
        elif not _LOOKS_BACK.search(plain) and not _SENT_REPORT.search(plain):
            named = [*_first_months(words, plain, period), *_quarters(words, plain, period)]
            if {mention.period for mention in named} == {period.id}:
                yield named[0]


def _years_not_coming(words: str, plain: str, period: Period) -> Iterator[Mention]:
    matches = list(_YEAR.finditer(plain))
    is_coming = any(int(match[1]) == period.next_year for match in matches)
    own = [match for match in matches if int(match[1]) == period.year]
    if own and not is_coming and not _LOOKS_BACK.search(plain):
        yield Mention(words[own[0].start() : own[0].end()], own[0][1])
    for match in matches:
        company = plain[max(match.start() - _NEAR, 0) : match.end() + 5]
        if int(match[1]) not in (period.year, period.next_year) and not _COMPARES.search(company):
            yield Mention(words[match.start() : match.end()], match[1])


def _first_months(words: str, plain: str, period: Period) -> Iterator[Mention]:
    for match in _FIRST_MONTHS.finditer(plain):
        name = f"{match[2] or period.year}-{_part_of_year(match[1])}"
        yield Mention(words[match.start() : match.end()], name)


def _part_of_year(months: str) -> str:
    """Return the end of a period's identifier for so many first months; a quarter has three."""
    count = _MONTHS.get(months) or int(months)
    return "Q1" if count == 3 else f"{count}M"


def _last_months(words: str, plain: str, period: Period) -> Iterator[Mention]:
    """Yield the last months of the year, which only a report of the whole year has behind it and is not about."""
    for match in _LAST_MONTHS.finditer(plain) if period.id == str(period.year) else ():
        yield Mention(words[match.start() : match.end()], f"{match[2] or period.year}-{match[1]}")


def _no_periods(words: str, plain: str, period: Period) -> Iterator[Mention]:
    """Yield what is no time at all, and terms of office, school years and stages that cannot be."""
    for match in _NO_SUCH.finditer(plain):
        yield Mention(words[match.start() : match.end()], match[0])
    for match in _SPAN.finditer(plain):
        first, last = int(match[2]), int(match[3])
        is_right = {
            "nhiem ky": last - first == _TERM and first <= period.next_year and period.year - _TERM <= last,
            "nam hoc": last - first == 1,
            "giai doan": first < last,
        }
        if not is_right[match[1]]:
            yield Mention(words[match.start() : match.end()], match[0])


def _parts(words: str, plain: str, period: Period) -> Iterator[Mention]:
    """Yield the parts of a year that a sentence names, but not several quarters side by side, nor what is to come."""
    yield from _first_months(words, plain, period)
    if _PLANS.search(plain):
        return
    yield from _last_months(words, plain, period)
    quarters = list(_quarters(words, plain, period))
    if len({mention.period for mention in quarters}) < 2:
        yield from quarters


def _quarters(words: str, plain: str, period: Period) -> Iterator[Mention]:
    for match in _QUARTER.finditer(plain):
        yield Mention(words[match.start() : match.end()], f"{match[2] or period.year}-Q{_QUARTERS[match[1]]}")
    for match in _QUARTER_IN_WORDS.finditer(plain):
        yield Mention(words[match.start() : match.end()], f"{match[2] or period.year}-Q{_QUARTERS_IN_WORDS[match[1]]}")


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
