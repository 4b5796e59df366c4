"""Numbers, days and years of a written report that nobody can have meant: a letter for a digit, a number left out, tháng 011, năm 202.

Looks at letters, not at what the numbers say.
"""

import re
from collections.abc import Iterator, Mapping

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import clean, plain_letters

_MISTYPED = re.compile(r"(?<![\w.,/-])(?=[\d.,]*[Ool])(?=[Ool.,]*\d)[\dOol]+(?:[.,][\dOol]+)*(?![\w/])")
_DIGIT_FOR_LETTER = str.maketrans("Ool", "001")
_UNIT = r"(?:ho so|thu tuc|nguoi|dong chi|van ban|nhiem vu)"
_SLIPS = (
    (
        "thiếu một con số",
        re.compile(
            rf"\b(?:la|dat|chiem|ty le|ti le|co|nhan|hanh)\b:?\s*%|[\w)] ?= ?%|[\w)] ?\( ?%|:\s*%|\bla {_UNIT}\b(?= ?[,;.=(]|$)|(?<!\w): (?:ho so|nguoi)\b(?= ?[,;.=(]|$)"
        ),
    ),
    ("có dấu trừ trước con số", re.compile(r"(?<=[a-z,;:])\s-\d[\d.,]*(?!\d| ?[-–])")),
    ("có số văn bản gõ sai", re.compile(r"\b\d+,\d+ ?/ ?[a-z]+-[a-z]+|\bso -\d+ ?/|\bso ?/ ?(?:kh|qd|tb|ttr|ct)-")),
    (
        "có ngày tháng gõ sai",
        re.compile(
            r"\b(?:ngay|thang|nam) \d*,\d+\b|\b(?:ngay|thang) 0\d\d\b|\bngay \d{3,}(?= thang)|\bthang (?:1[3-9]|[2-9]\d|\d{3,}) nam\b|\bthang 0?0 nam\b|\bngay 0?0 thang"
        ),
    ),
    (
        "thiếu ngày, tháng hoặc năm",
        re.compile(
            r"\d ?/[a-z]+(?:-[a-z]+)+ ngay\s+(?:thang|nam)\b|\bngay \d{1,2} thang\s+nam \d|\bngay \d{1,2} thang \d{1,2} nam\b(?!\s*\d)|\b(?:hanh chinh|cong tac|chuong trinh) nam(?=\s*(?:$|[,.;:)/]|va\b|cua\b))"
        ),
    ),
    (
        "có năm gõ sai",
        re.compile(
            r"\bthang \d{1,2} nam (?!(?:19|20)\d\d\b)\d+|\b(?:nhiem ky|giai doan|nam hoc) (?!20\d\d ?[-–] ?20\d\d\b)(?:\d+ ?[-–] ?\d*|[-–] ?\d+)|\bhanh chinh nam (?!20\d\d\b)\d+"
        ),
    ),
)
_AROUND = 25  # letters quoted before a slip


def check_slips(texts: Mapping[str, str], body: Place) -> Iterator[Diagnostic]:
    """Yield each number of the texts that is no number, or is not there; `body` is the place of the body as a whole."""
    for section, text in texts.items():
        place = Place(file=body.file, sheet=body.sheet, label=section if section[:1].isupper() else None)
        where = f"Mục {section}" if place.label else (f"Phần {section}" if section else "Phần đầu")
        for number in dict.fromkeys(_MISTYPED.findall(text)):
            message = f"{where} viết “{number}”: chữ O hoặc chữ l đứng ở chỗ của chữ số"
            hint = f"Gõ lại số này, có thể là {number.translate(_DIGIT_FOR_LETTER)}."
            yield Diagnostic.of(Code.REPORT_NUMBER_UNREADABLE, place, message, hint)
        for line in text.split("\n"):
            yield from _slips_in(clean(line), where, place)


def _slips_in(line: str, where: str, place: Place) -> Iterator[Diagnostic]:
    plain = plain_letters(line)
    for what, pattern in _SLIPS:
        if found := pattern.search(plain):
            start = line.rfind(" ", 0, max(found.start() - _AROUND, 0)) + 1
            words = line[start : found.end()]
            yield Diagnostic.of(
                Code.NUMBER_MISTYPED, place, f"{where} {what}: “{words}”", "Gõ lại chỗ này theo sổ gốc."
            )
