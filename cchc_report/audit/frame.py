"""Holds the words around a report's sections to each other: who reports, to whom, under which number, of which day and period.

The title block, the opening and closing sentences and the line above the appendix say the same things again. Knows no figures.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from cchc_report.audit.parts import Parts
from cchc_report.audit.signature import capitalised
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold, plain_letters

_NAME = r"((?:[^\W\d_]\S* ?){1,4})"
_BODY = r"\b(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)"
_REPORTER = re.compile(rf"{_BODY} (?:xã|phường|thị trấn|đặc khu) {_NAME}", re.IGNORECASE)
_TITLE_BLOCK = re.compile(
    r"(?:(?:ỦY|UỶ) BAN NHÂN DÂN |UBND )?(?:XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU) ([^\W\d_]+(?: [^\W\d_]+){0,3})"
)
_SIGNED_AT = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,3}), ngày\b")
_RECIPIENT = re.compile(rf"(?:gửi|báo cáo)\W+{_BODY} (?:huyện|tỉnh|thị xã|thành phố) {_NAME}", re.IGNORECASE)
_NUMBER = re.compile(r"\bso ?:? ?(\d{1,5}) ?/ ?bc\b")
_DAY = re.compile(r"\bngay (\d{1,2})(?: thang |[/-])(\d{1,2})(?: nam |[/-])(20\d\d)\b")
_ON_APPENDIX = re.compile(r"\bkem theo bao cao\b")
_APPENDIX = re.compile(r"\bphu luc (?:so )?(\d{1,2}[a-z]?)\b")
_HEADS_APPENDIX = re.compile(r"phu luc (?:so )?(\d{1,2}[a-z]?)")
_TOP = 12  # lines of the title block
_HINT = "Sửa chỗ ghi sai."


class _Said(NamedTuple):
    """Something said: in which part of the report, as a key to compare, and as written."""

    where: str
    key: str
    words: str


def check_frame(parts: Parts, body: Place) -> Iterator[Diagnostic]:
    """Yield what the words around the sections say differently; `body` is the place of the body as a whole."""
    told = {
        "Tên đơn vị báo cáo": list(_reporters(parts)),
        "Nơi nhận báo cáo": list(_recipients(parts)),
        "Số của báo cáo": list(_numbers(parts)),
        "Ngày của báo cáo": list(_days(parts)),
        "Số của phụ lục": list(_appendix_numbers(parts)),
    }
    for what, said in told.items():
        for other in said[1:]:
            if not _is_same(said[0].key, other.key):
                shows = f"{said[0].where} ghi “{said[0].words}”, {other.where} ghi “{other.words}”"
                yield Diagnostic.of(Code.FIGURES_DIFFER, body, f"{what} ghi khác nhau: {shows}", _HINT)
                break


def check_spelling(parts: Parts, body: Place) -> Iterator[Diagnostic]:
    """Yield a second spelling of the name of who reports: Trưởng is not Trường."""
    found: dict[str, str] = {}
    texts = [*parts.texts.values(), parts.end, parts.below]
    names = [said.words for said in _named("", [line for text in texts for line in text.split("\n")], _REPORTER)]
    names += [said.words for said in _reporters(parts) if not said.words.isupper()]
    names += [said.words.title() for said in _reporters(parts) if said.words.isupper()]
    for name in names:
        found.setdefault(_spelling(name), name)
    for one, other in pairwise(sorted(found, key=lambda key: fold(found[key]))):
        if fold(found[one]) == fold(found[other]):
            message = f"Tên đơn vị viết hai cách: “{found[one]}” và “{found[other]}”"
            yield Diagnostic.of(Code.FIGURES_DIFFER, body, message, "Viết tên đơn vị một cách trong cả báo cáo.")


def _spelling(name: str) -> str:
    """Return a name's letters with their marks, wherever in a syllable the tone stands."""
    return " ".join("".join(sorted(unicodedata.normalize("NFD", word.lower()))) for word in name.split())


def _is_same(one: str, other: str) -> bool:
    """Tell whether two keys say the same; a name may have taken the first words after it along."""
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")


def _attached(parts: Parts) -> list[str]:
    """Return the lines that attach the appendix to its report."""
    texts = [parts.end, *parts.sections.values()]
    return [line for text in texts for line in text.split("\n") if _ON_APPENDIX.search(fold(line))]


def _reporters(parts: Parts) -> Iterator[_Said]:
    lines = parts.head.split("\n")
    for line in lines:
        if found := _TITLE_BLOCK.fullmatch(line) or _SIGNED_AT.match(line):
            yield _Said("phần đầu", fold(found[1]), found[1])
    for where, texts in (("phần đầu", lines), ("phần kết", [parts.closing]), ("phụ lục", _attached(parts))):
        yield from _named(where, texts, _REPORTER)


def _recipients(parts: Parts) -> Iterator[_Said]:
    for where, texts in (("phần đầu", parts.head.split("\n")), ("phần kết", [parts.closing])):
        yield from _named(where, texts, _RECIPIENT)


def _named(where: str, texts: list[str], pattern: re.Pattern[str]) -> Iterator[_Said]:
    """Yield the names in mixed case; in a line of capitals nothing tells where a name ends."""
    for found in (one for text in texts if not text.isupper() for one in pattern.finditer(text)):
        if name := capitalised(found[1]):
            yield _Said(where, fold(name), name)


def _numbers(parts: Parts) -> Iterator[_Said]:
    yield from _found("phần đầu", parts.head.split("\n")[:_TOP], _NUMBER)
    yield from _found("phụ lục", _attached(parts), _NUMBER)


def _days(parts: Parts) -> Iterator[_Said]:
    yield from _found("phần đầu", [line for line in parts.head.split("\n")[:_TOP] if _SIGNED_AT.match(line)], _DAY)
    yield from _found("phụ lục", _attached(parts), _DAY)


def _appendix_numbers(parts: Parts) -> Iterator[_Said]:
    lines = [line for text in (parts.end, *parts.sections.values()) for line in text.split("\n")]
    for line in lines:
        if found := _HEADS_APPENDIX.fullmatch(fold(line)):
            yield _Said("phụ lục", found[1].lstrip("0"), line)
    yield from _found("phần kết", [parts.closing], _APPENDIX)


def _found(where: str, lines: list[str], pattern: re.Pattern[str]) -> Iterator[_Said]:
    for line in lines:
        if found := pattern.search(plain_letters(line)):
            key = " ".join(part.lstrip("0") for part in found.groups())
            yield _Said(where, key, line[found.start() : found.end()])
