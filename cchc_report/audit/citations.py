"""The documents a written report cites: the same number with two dates, or the same matter with two numbers, is a slip."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic, Place
from cchc_report.text import clean, fold, plain_letters

_CITED = re.compile(
    r"\b(?P<kind>ke hoach|quyet dinh|bao cao|cong van|to trinh|thong bao|chi thi)(?: so)?:? "
    r"(?P<number>\d{1,4}) ?/ ?(?P<sign>(?:20\d\d/)?[a-z]+(?:-[a-z]+)*),? "
    r"ngay (?P<day>\d{1,2})(?: ?[-/.] ?| thang )(?P<month>\d{1,2})(?: ?[-/.] ?| nam )(?P<year>20\d\d)"
    r"(?P<subject>[^.;,]{0,200}? nam 20\d\d\b|[^.;,]{0,200})"
)
_LEAST_WORDS = 5  # a shorter subject is no name of a matter


@dataclass(frozen=True)
class _Citation:
    """A document as a section cites it."""

    words: str  # "Kế hoạch số 03/KH-UBND"
    kind: str
    symbol: str
    issued_on: str
    subject: str
    section: str


def check_citations(sections: Mapping[str, str], file: str, body_name: str) -> Iterator[Diagnostic]:
    """Yield each citation that contradicts an earlier one."""
    dates: dict[tuple[str, str], _Citation] = {}
    subjects: dict[tuple[str, str], _Citation] = {}
    for section, text in sections.items():
        for cited in _citations(section, text):
            first = dates.setdefault((cited.kind, cited.symbol), cited)
            place = Place(file, body_name, label=section)
            if first.issued_on != cited.issued_on:
                message = f"{cited.words} ghi ngày {cited.issued_on}, ở mục {first.section} ghi ngày {first.issued_on}"
                yield _slip(place, message)
            same = subjects.setdefault((cited.kind, cited.subject), cited)
            if (
                len(cited.subject.split()) >= _LEAST_WORDS
                and same.symbol != cited.symbol
                and same.issued_on == cited.issued_on
            ):
                message = f"{cited.words} cùng ngày và cùng nội dung với {same.words} ở mục {same.section}"
                yield _slip(place, message)


def _slip(place: Place, message: str) -> Diagnostic:
    hint = "Xem lại văn bản gốc rồi ghi cùng một số, một ngày ở mọi chỗ."
    return Diagnostic.of(Code.DOCUMENT_CITED_DIFFERENTLY, place, message, hint)


def _citations(section: str, written: str) -> Iterator[_Citation]:
    text = clean(written)
    plain = plain_letters(text)
    for match in _CITED.finditer(plain):
        try:
            issued_on = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        words = text[match.start() : match.end("sign")]
        symbol = f"{int(match['number'])}/{match['sign']}"
        shown = f"{issued_on:%d/%m/%Y}"
        yield _Citation(words[0].upper() + words[1:], match["kind"], symbol, shown, fold(match["subject"]), section)
