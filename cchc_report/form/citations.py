"""Finds the documents that a text cites by number and date, and which of them cannot be as they are cited.

Reads Vietnamese with or without diacritics. Knows no workbook: whoever asks says which documents the log has.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from cchc_report.form.pack import Form
from cchc_report.form.rule_kinds import Cited, Grounds, Rule
from cchc_report.form.rules import Values
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, plain_letters
from cchc_report.ground.working_days import day_off

_SYMBOL = r"(?P<number>\d{1,4}) ?/ ?(?P<symbol>(?:20\d\d/)?[a-z]+(?:-[a-z]+)*)"
_DAY = r"ngay (?P<day>\d{1,2})(?:[-/. ]| thang )(?P<month>\d{1,2})(?:[-/. ]| nam )(?P<year>\d{4})\b"
_CITATION = re.compile(rf"\b{_SYMBOL}\b[,;]? {_DAY}")
_ITSELF = re.compile(r"kem theo bao cao (?:so )?$")  # the report, on its appendix
_PLAN = re.compile(r"\bkh-")
# Another body's document has the same kind of number: it is not looked for in the commune's own log.
_OTHER_ISSUER = re.compile(
    r"\b(?:cua|do) (?:chu tich )?(?:ubnd |uy ban nhan dan |hdnd |hoi dong nhan dan )?(?:huyen|tinh|thi xa|thanh pho|quan)\b|"
    r"\b(?:cua|do) (?:so|bo|chinh phu|thu tuong|quoc hoi|trung uong|ban thuong vu|huyen uy|tinh uy|cong an)\b"
)
_LOOKS_BACK = re.compile(r"tong ket|tu cham diem|danh gia ket qua|so ket|giai doan|20\d\d ?- ?20\d\d|nhiem ky")
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_SENTENCE_END = re.compile(r"[.;](?!\d)|\bso \d")  # or another document
_SUBJECT = re.compile(r".*? nam 20\d\d\b|.*")  # what follows the year is no part of a document's name
_LEAST_WORDS = 5  # of a subject that is the name of one matter
_SECOND_HALF = 7  # the month from which plans for the coming year are made


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A document as a text, or the log, names it: its number and symbol without case and diacritics, and its date."""

    sections: tuple[str, ...]
    said: str  # where and how: "mục I.2 viết “06/KH-UBND ngày 07/01/2023”"
    symbol: str
    issued_on: date | None  # None where there is no such day
    about: str  # the rest of its sentence, without case and diacritics
    place: Place

    @property
    def is_own(self) -> bool:
        """Tell whether it may be a document of the commune itself."""
        return not _OTHER_ISSUER.search(self.about)

    @property
    def matter(self) -> tuple[str, date | None, str]:
        """What tells it from other documents but its number: its kind, its day and what it is about."""
        subject = _SUBJECT.match(self.about)
        return self.symbol.partition("/")[2], self.issued_on, subject[0].strip(" ,:-") if subject else ""


@dataclass(frozen=True, kw_only=True)
class Logged:
    """A document of the commune's log, and the sections of the report that cite it."""

    symbol: str
    issued_on: date
    subject: str
    sections: tuple[str, ...]
    place: Place

    @property
    def citation(self) -> Citation:
        """The document as the report will cite it."""
        said = f"sổ Văn bản đi ghi “{self.symbol} ngày {self.issued_on:%d/%m/%Y}”"
        about = plain_letters(clean(self.subject))
        return Citation(
            sections=self.sections,
            said=said,
            symbol=symbol_key(self.symbol),
            issued_on=self.issued_on,
            about=about,
            place=self.place,
        )


Log = Mapping[str, list[date]]  # the days of each number and symbol, as `symbol_key` writes it


class _Misfit(NamedTuple):
    citation: Citation
    shows: str


def symbol_key(symbol: str) -> str:
    """Return a document's number and symbol without case, diacritics, spaces and leading zeros: 6/kh-ubnd."""
    return re.sub(r"^0+(?=\d)", "", plain_letters(clean(symbol)).replace(" ", ""))


def citations_in(section: str, text: str, place: Place) -> Iterator[Citation]:
    """Yield every citation of a text that has a number and a date."""
    for line in text.splitlines():
        words = clean(line)
        plain = plain_letters(words)
        for match in _CITATION.finditer(plain):
            if _ITSELF.search(plain[: match.start()]):
                continue
            said = f"mục {section} viết “{words[match.start() : match.end()]}”"
            symbol = symbol_key(f"{match['number']}/{match['symbol']}")
            about = _SENTENCE_END.split(plain[match.end() :], maxsplit=1)[0]
            yield Citation(
                sections=(section,), said=said, symbol=symbol, issued_on=_day_of(match), about=about, place=place
            )


def _day_of(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def check_citations(
    form: Form,
    period: Period,
    texts: Iterable[tuple[str, str, Place]],
    log: Sequence[Logged] = (),
    values: Values = MappingProxyType({}),
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the documents that a report cites, in its texts or out of the log.

    `values` are those of the rules on figures: what is cited must be counted.
    """
    cited = [document.citation for document in log if document.sections]
    cited += [citation for text in texts for citation in citations_in(*text)]
    days = _days_of(log)
    for rule in form.rules:
        if isinstance(rule.check, Cited | Grounds):
            wanted = set(rule.check.sections)
            own = [citation for citation in cited if not wanted.isdisjoint(citation.sections)]
            yield from (_diagnostic(rule, misfit) for misfit in _found(rule.check, own, period, days, values))


def _days_of(log: Sequence[Logged]) -> Log:
    """Return the days on which documents of each number were issued."""
    days: defaultdict[str, list[date]] = defaultdict(list)
    for document in log:
        days[symbol_key(document.symbol)].append(document.issued_on)
    return days


def _found(
    check: Cited | Grounds, cited: Sequence[Citation], period: Period, log: Log, values: Values
) -> Iterator[_Misfit]:
    match check:
        case Cited():
            yield from _misfits(check, cited, period, log)
        case Grounds(about=about, needs=needs) if values.get(needs) == 0:
            words = plain_letters(clean(about))
            found = next((one for one in cited if words in one.about), None)
            if found:
                yield _Misfit(found, f"chỉ tiêu {needs} ghi 0")
        case Grounds():
            pass


def _misfits(check: Cited, cited: Sequence[Citation], period: Period, log: Log) -> Iterator[_Misfit]:
    match check.documents:
        case "with_one_date":
            return _with_two_dates(cited)
        case "under_one_number":
            return _under_two_numbers(cited)
        case "in_order":
            return _out_of_order(cited)
        case "issued_by_cutoff":
            return _where(cited, lambda _, day: _too_late(day, period))
        case "for_this_year":
            return _where(cited, lambda one, day: _of_another_year(one, day, period))
        case "as_logged":
            return _where(cited, lambda one, day: _otherwise_in(log, one, day))
        case "on_working_days":
            return _where({(one.symbol, one.issued_on): one for one in reversed(cited)}.values(), _on_a_day_off)


def _where(cited: Iterable[Citation], told: Callable[[Citation, date], str | None]) -> Iterator[_Misfit]:
    """Yield the citations of real days of which there is something to tell."""
    for citation in cited:
        if citation.issued_on is not None and (shows := told(citation, citation.issued_on)):
            yield _Misfit(citation, shows)


def _with_two_dates(cited: Sequence[Citation]) -> Iterator[_Misfit]:
    """Yield each citation whose date is no day, or not that of an earlier citation of the same document."""
    first: dict[str, Citation] = {}
    for citation in cited:
        if citation.issued_on is None:
            yield _Misfit(citation, "không có ngày này")
            continue
        earlier = first.setdefault(citation.symbol, citation)
        if _are_one(earlier, citation) and earlier.issued_on != citation.issued_on:
            yield _Misfit(citation, earlier.said)


def _under_two_numbers(cited: Sequence[Citation]) -> Iterator[_Misfit]:
    """Yield each citation of a day and a matter that an earlier one has with another number."""
    first: dict[tuple[str, date | None, str], Citation] = {}
    for citation in cited:
        if len(citation.matter[2].split()) < _LEAST_WORDS:
            continue
        earlier = first.setdefault(citation.matter, citation)
        if earlier.symbol != citation.symbol:
            yield _Misfit(citation, earlier.said)


def _out_of_order(cited: Sequence[Citation]) -> Iterator[_Misfit]:
    """Yield each citation with a higher number than one of a later day: numbers rise through the year (Nghị định 30/2020/NĐ-CP)."""
    by_kind: defaultdict[tuple[str, int], list[tuple[int, date, Citation]]] = defaultdict(list)
    for citation in cited:
        number, _, kind = citation.symbol.partition("/")
        if citation.is_own and citation.issued_on is not None and number.isdigit():
            by_kind[kind, citation.issued_on.year].append((int(number), citation.issued_on, citation))
    for of_kind in by_kind.values():
        in_order = sorted(of_kind, key=itemgetter(0))
        for (_, earlier, lower), (_, later, higher) in pairwise(in_order):
            if lower.symbol != higher.symbol and earlier > later:
                yield _Misfit(higher, f"số nhỏ hơn lại ở ngày sau: {lower.said}")


def _are_one(first: Citation, second: Citation) -> bool:
    """Numbers start anew each year: two of one number are one document in one year, or on one day of two years."""
    one, other = first.issued_on, second.issued_on
    if one is None or other is None or first.is_own != second.is_own:
        return False
    return one.year == other.year or (one.day, one.month) == (other.day, other.month)


def _too_late(day: date, period: Period) -> str | None:
    return f"ngày chốt số liệu là {period.cutoff:%d/%m/%Y}" if day > period.cutoff else None


def _of_another_year(citation: Citation, day: date, period: Period) -> str | None:
    """Tell where a plan of the commune is years old, or is of one year and said to be for another."""
    if not _is_own_plan(citation):
        return None
    if day.year < period.year - 1:
        return f"ban hành năm {day.year}"
    said = _YEAR.search(citation.about)
    if said is None:
        return None
    year = int(said[1])
    if year not in (period.year, period.next_year):
        return f"là của năm {year}"
    made_in_time = day.year == year or (day.year == year - 1 and day.month >= _SECOND_HALF)
    return None if made_in_time else f"là của năm {year}, ban hành tháng {day.month} năm {day.year}"


def _is_own_plan(citation: Citation) -> bool:
    return bool(citation.is_own and _PLAN.search(citation.symbol) and not _LOOKS_BACK.search(citation.about))


def _otherwise_in(log: Log, citation: Citation, day: date) -> str | None:
    """Tell where the log has the number in the same year with another date, or on the same day of another year."""
    days = [
        one
        for one in log.get(citation.symbol, ())
        if one.year == day.year or (one.day, one.month) == (day.day, day.month)
    ]
    if not citation.is_own or not days or day in days:
        return None
    return f"sổ Văn bản đi ghi ngày {days[0]:%d/%m/%Y}"


def _on_a_day_off(_: Citation, day: date) -> str | None:
    why = day_off(day)
    return f"ngày ấy là {why}" if why else None


def _diagnostic(rule: Rule, misfit: _Misfit) -> Diagnostic:
    citation, shows = misfit
    return Diagnostic.of(
        Code.CITED_OTHERWISE,
        citation.place,
        f"{rule.says}: {citation.said}, {shows}",
        f"{rule.hint} (quy tắc {rule.id})",
        rule.severity,
    )
