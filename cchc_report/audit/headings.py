"""Tells which section of the form a line opens: by its title, however it is numbered, and by its number where the title is akin.

Communes number their parts I, 1, 1.1, 2.1, a), “Mục 2”, or let Word do it without a trace in the text; some put the chapters in
another order. A section opens once: the same words further down are a paragraph of the section they stand in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cchc_report.form import Form
from cchc_report.ground.text import fold

_CHAPTER = re.compile(r"\s*(?:(?:PHẦN|Phần|MỤC|Mục)\s+)?([IVX]{1,4})\s*[.)/:\-–]\s*(?=\S)(.*)", re.DOTALL)
_NUMBERED = re.compile(r"\s*(\d{1,2})\s*[.)/:\-–]\s*(?=[^\W\d])(.*)", re.DOTALL)
_ANY_NUMBER = re.compile(
    r"\s*(?:[-–+*•#]\s*)?(?:(?:phần|mục|chương|điểm)\s+)?(?:(?:thứ\s+)?(?:nhất|hai|ba|bốn|năm)\b|[IVX]{1,4}(?:\.\d{1,2})*|\d{1,2}(?:\.\d{1,2})*|[a-zđ])"
    r"(?:\s*[.)/:\-–]+\s*|\s+)(?=[^\W\d])(.*)",
    re.DOTALL | re.IGNORECASE,
)
_TWO_NUMBERS = re.compile(r"\s*(?:([IVX]{1,4})|(\d))\.(\d{1,2})\s*[.)/:\-–]?\s+(?=[^\W\d])")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_LONGEST = 160  # letters
_ALIKE = 0.5  # of the words of the shorter title, as communes shorten and lengthen them
_MORE_WORDS = 8  # that a title may have at its end: … năm 2024, trong thực hiện cải cách hành chính
_LEAST_WORDS = 3  # of a title without its lead: “cải cách hành chính” is in all of them
_LEADS = frozenset("cong tac ve ket qua thuc hien nhiem vu tinh hinh viec linh vuc".split())  # before a title
IN_FULL = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "ubnd": "uy ban nhan dan",
    "bcci": "buu chinh cong ich",
    "nn": "nha nuoc",
}


@dataclass
class Headings:
    """Where in a report the reader is, and which sections have been opened."""

    form: Form
    chapter: str = ""
    number: int = 0
    opened: set[str] = field(default_factory=set)

    def open(self, text: str) -> str | None:
        """Return the code of the section or chapter that a line opens, and go on to it; None where it is no heading."""
        if len(text) > _LONGEST or (found := self._heading(text)) is None:
            return None
        self.chapter, self.number = found
        code = f"{self.chapter}.{self.number}" if self.number else self.chapter
        self.opened.add(code)
        return code

    def _heading(self, text: str) -> tuple[str, int] | None:
        chapters = list(dict.fromkeys(section.partition(".")[0] for section in self.form.sections))
        after = chapters[chapters.index(self.chapter) + 1 :] if self.chapter in chapters else chapters
        if (found := _CHAPTER.fullmatch(text)) and found[1] in after and self._is_akin(found[1], found[2]):
            return found[1], 0
        return self._in_chapter(text) or self._elsewhere(text, after)

    def _in_chapter(self, text: str) -> tuple[str, int] | None:
        """Return the section of this chapter that a line opens: by its title, else by its number."""
        sections = map(_parts, self.form.sections)
        following = [number for chapter, number in sections if chapter == self.chapter and number > self.number]
        for number in following:
            if self._is_title(f"{self.chapter}.{number}", text):
                return self.chapter, number
        numbered = _NUMBERED.fullmatch(text)
        if numbered and (number := int(numbered[1])) in following:
            return (self.chapter, number) if self._is_akin(f"{self.chapter}.{number}", numbered[2]) else None
        return None

    def _elsewhere(self, text: str, after: list[str]) -> tuple[str, int] | None:
        """Return a section or chapter of anywhere that a line opens: a line without a number opens a chapter to come only."""
        if (two := _TWO_NUMBERS.match(text)) is not None:
            code = f"{two[1] or _ROMAN[int(two[2])]}.{int(two[3])}"
            if code in self._unopened(self.form.sections) and self._is_akin(code, text[two.end() :]):
                return _parts(code)
        may_be_section = _ANY_NUMBER.fullmatch(text) or text.isupper()
        known = self._unopened([*after, *self.form.sections] if may_be_section else after)
        return next((_parts(code) for code in known if self._is_title(code, text)), None)

    def _unopened(self, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if code not in self.opened]

    def _is_akin(self, code: str, text: str) -> bool:
        """Tell whether the words after a heading's number are those of its section, where the form names it."""
        title = self.form.section_titles.get(code)
        if title is None:
            return True
        wanted, found = set(title_words(title)), set(title_words(text))
        return len(wanted & found) >= _ALIKE * min(len(wanted), len(found))

    def _is_title(self, code: str, text: str) -> bool:
        """Tell whether a line is a section's title, word for word, perhaps with a number and a few words more."""
        title = self.form.section_titles.get(code)
        if title is None:
            return False
        wanted = title_words(title)
        if (numbered := _ANY_NUMBER.fullmatch(text)) is not None and _begins_akin(title_words(numbered[1]), wanted):
            return True
        return _begins(title_words(text), wanted)


def _parts(code: str) -> tuple[str, int]:
    chapter, _, number = code.partition(".")
    return chapter, int(number) if number.isdigit() else 0


def _begins(found: list[str], wanted: list[str]) -> bool:
    return found[: len(wanted)] == wanted and len(found) <= len(wanted) + _MORE_WORDS


def _begins_akin(found: list[str], wanted: list[str]) -> bool:
    """Tell whether a line begins with a title; words such as “Công tác” may stand before it, or be left out."""
    return _begins(found, wanted) or (len(_bare(wanted)) > _LEAST_WORDS and _begins(_bare(found), _bare(wanted)))


def _bare(words: list[str]) -> list[str]:
    """Return a title without the words that may stand before it."""
    start = next((index for index, word in enumerate(words) if word not in _LEADS), len(words))
    return words[start:]


def title_words(title: str) -> list[str]:
    """Return the words of a title, the usual abbreviations in full."""
    words = " ".join(IN_FULL.get(word, word) for word in fold(title).split())
    return words.removeprefix("ve ").split()
