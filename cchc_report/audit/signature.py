"""Who reports to whom, as a written report's head and signature say it: the lines of the sheet `Đơn vị`.

What is written in no plain place is left out; the clerk fills it in.
"""

import re
from collections.abc import Iterator

from cchc_report.audit.parts import Parts
from cchc_report.ground.text import clean, fold, plain_letters
from cchc_report.tables.column import fields_of
from cchc_report.tables.sheets.commune import Commune, CommuneKind

_NAME = r"((?:[^\W\d_]\S*\s?){1,5})"
_REPORTER = re.compile(
    r"\b(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(xã|phường|thị trấn|đặc khu)\s+" + _NAME, re.IGNORECASE
)
_RECIPIENT = re.compile(
    r"\b(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\s+(huyện|tỉnh|thị xã|thành phố)\s+" + _NAME, re.IGNORECASE
)
_ADDRESSEE = re.compile(r"^kính gửi\s*:?\s*(.+?)[.;]?$", re.IGNORECASE | re.MULTILINE)
_NUMBER = re.compile(r"^Số\s*:?\s*(\d{1,5})\s*/\s*BC", re.IGNORECASE | re.MULTILINE)
_DATE = re.compile(r"\bngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(20\d\d)", re.IGNORECASE)
_TITLES = ("pho chu tich", "chu tich", "quyen chu tich")
_SIGNS_FOR = re.compile(r"^KT\s*\.?\s*CHỦ TỊCH", re.IGNORECASE)
_OF_A_NAME = range(2, 6)  # words


def commune_lines(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield key and value of each line of `Đơn vị` that a report says."""
    headers = {name: declared.column.header for name, declared in fields_of(Commune).items()}
    for name, value in _said(parts):
        if value:
            yield headers[name], value


def _said(parts: Parts) -> Iterator[tuple[str, str]]:
    text = f"{parts.closing}\n{parts.head}"
    reporter, recipient = _REPORTER.search(text), _RECIPIENT.search(text)
    if reporter and (name := capitalised(reporter[2])):
        yield "name", name
        yield "kind", CommuneKind(reporter[1].lower()).value
    if recipient and recipient[1].lower() == "huyện":
        yield "district", capitalised(recipient[2])
    addressee = _ADDRESSEE.search(parts.head)
    if addressee:
        yield "recipient", clean(addressee[1])
    elif recipient and (name := capitalised(recipient[2])):
        yield "recipient", f"UBND {recipient[1].lower()} {name}"
    number, day = _NUMBER.search(parts.head), _DATE.search(parts.head)
    yield "report_number", number[1] if number else ""
    yield "report_date", f"{int(day[1]):02}/{int(day[2]):02}/{day[3]}" if day else ""
    yield from _signature(parts.end.splitlines())


def _signature(lines: list[str]) -> Iterator[tuple[str, str]]:
    title = next((line for line in lines if fold(line) in _TITLES), "")
    yield "signer_title", title[:1].upper() + title[1:].lower().replace("chủ tịch", "Chủ tịch") if title else ""
    yield "signs_for", "KT. CHỦ TỊCH" if any(map(_SIGNS_FOR.match, lines)) else ""
    below = lines[lines.index(title) + 1 :] if title else []
    yield "signer", next((line for line in below if _is_name(line)), "")
    recipients = [line.lstrip("-+* ").strip() for line in lines if line.startswith(("-", "+", "*"))]
    yield "recipients", "\n".join(filter(None, recipients))


def capitalised(text: str) -> str:
    """Return the first words of a text that begin with a capital: Hoằng Trường báo cáo is Hoằng Trường; not one all in capitals."""
    words: list[str] = []
    for word in text.split():
        bare = word.strip(",.;:()")
        if not bare[:1].isupper():
            break
        words.append(bare)
        if bare != word:
            break
    name = " ".join(words)
    return name.title() if name.isupper() else name


def _is_name(line: str) -> bool:
    words = line.split()
    return len(words) in _OF_A_NAME and all(word[0].isupper() and plain_letters(word).isalpha() for word in words)
