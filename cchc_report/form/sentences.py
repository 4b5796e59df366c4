"""The sentences by which a form's report says its figures: patterns of words with named holes, and how they are found in a text.

A pattern is what a clerk would write: `Số hồ sơ (giải quyết) quá hạn (là) {dossiers.overdue} hồ sơ`. Words in round brackets may
be missing, of `[người|đồng chí]` one is there, `…` stands for up to a dozen other words of the same sentence, `{}` for a number
that is no figure, `{period}` for the name of a period. Case, diacritics, punctuation, spaces and line breaks do not count. Knows no document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from cchc_report.ground.numbers import parse_number
from cchc_report.ground.text import plain_letters

_NUMBER = r"(?<![\w.,/])(?:\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w/])(?![.,]\d)"
_BETWEEN = r"[\W_]+"  # whatever stands between two words
_WITHIN = r"(?:(?![.;!?])[\W_])+"  # the same, not across the end of a sentence
_SPOKEN = r"(?:20\d\d\b|\d{1,2}[-/]\d{1,2}[-/]20\d\d\b|[369]" + _WITHIN + r"thang\b|[^\W\d_][^\W\d_]*)"  # words, dates
_GAP = rf"(?:{_WITHIN}{_SPOKEN}){{0,12}}?"
_PERIOD = (  # năm 2023, quý I năm 2023, 6 tháng đầu năm 2023, năm qua, kỳ báo cáo
    rf"(?:(?:(?:[369]|ba|sau|chin){_BETWEEN}thang{_BETWEEN}(?:dau|cuoi){_BETWEEN})?(?:quy{_BETWEEN}[ivx1-4]+{_BETWEEN})?"
    rf"nam(?:{_BETWEEN}(?:20\d\d|nay|qua)|(?![\W_]*\d))|quy(?:{_BETWEEN}nay)?|ky(?:{_BETWEEN}bao{_BETWEEN}cao)?)\b"
)
_NAME = r"[^\W\d_][^,;.:()=+\d]{0,120}?"
_AFTER_NAME = r"(?=[\W_]*(?:$|[,;.:()=+]|\bva\b[\W_]*\d|\d))"  # where a name that ends its entry ends
_NEXT_ENTRY = re.compile(r"(?:[\s,;:()+*•\-–]|\.(?=\s*\n))*(?:va\b)?[\s*]*")
_PIECE = re.compile(r"\{([^{}]*)\}|…|\.\.\.|[()\[|\]%]|[^\W_]+")
_NEGATIVE = re.compile(r"(?:[=:]|\b(?:la|dat))\s*[-−]$")  # what makes a number below zero; any other dash is a bullet's
_MAY_BE_MISSING = re.compile(r"\([^()]*\)")
_FIRST_WAY = re.compile(r"\[([^|\]]*)[^\]]*\]")
_OWN_HOLES = ("name", "count", "share")


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern: its regular expression over plain letters, and the names of its holes by group."""

    regex: re.Pattern[str]
    holes: tuple[str, ...]


@dataclass(frozen=True)
class PatternReading:
    """What a pattern read: numbers by the names of its holes, a name as written, and where it stands in the text."""

    numbers: dict[str, tuple[Decimal, int]]  # with the position of the first digit
    name: str
    start: int
    end: int


@dataclass(kw_only=True)
class _Writer:
    """Writes the regular expression of a pattern, piece by piece."""

    is_entry: bool
    regex: str = ""
    between: str = ""  # what must stand before the next word
    depth: int = 0  # of open brackets
    choice: str | None = None  # what must stand before each of several words to choose from
    holes: list[str] = field(default_factory=list)

    def add(self, piece: re.Match[str], *, is_last: bool) -> None:
        """Add a bracket, a gap, a percent sign, a hole or a word."""
        match piece[0]:
            case "(":
                self.regex, self.depth = f"{self.regex}(?:", self.depth + 1
            case ")":
                self.regex, self.depth, self.between = f"{self.regex})?", self.depth - 1, _BETWEEN
            case "[" | "|" | "]" as mark:
                self._choose(mark)
            case "…" | "...":
                self.regex, self.between = self.regex + _GAP, _BETWEEN
            case "%":
                self.regex, self.between = rf"{self.regex}[\W_]*?(?:%|phan tram\b)", r"[\W_]*"
            case word if piece[1] is None:
                self.regex, self.between = rf"{self.regex}{self.between}{re.escape(word)}\b", _BETWEEN
            case _:
                hole = _hole(piece[1], len(self.holes), is_last=self.is_entry and is_last)
                between = (
                    _WITHIN if self.between == _BETWEEN else self.between
                )  # a new sentence says a number of its own
                self.regex, self.between = f"{self.regex}{between}{hole}", _BETWEEN
                self.holes.append(piece[1])

    def _choose(self, mark: str) -> None:
        """Begin a choice of words, go on to its next, or end it; one out of place spoils the pattern, as a bracket does."""
        if (self.choice is None) != (mark == "["):
            self.depth = -1
        elif mark == "[":
            self.regex, self.choice = f"{self.regex}(?:", self.between
        elif mark == "|":
            self.regex, self.between = f"{self.regex}|", self.choice or ""
        else:
            self.regex, self.choice, self.between = f"{self.regex})", None, _BETWEEN


def compile_pattern(text: str, *, is_entry: bool = False) -> Pattern:
    """Compile a pattern; raises ValueError, in Vietnamese, where it has no words or its brackets do not match."""
    pieces = list(_PIECE.finditer(plain_letters(text)))
    writer = _Writer(is_entry=is_entry)
    for piece in pieces:
        writer.add(piece, is_last=piece is pieces[-1])
        if writer.depth < 0:
            break
    begins_well = is_entry or (pieces and (pieces[0][0][0].isalpha() or pieces[0][0] == "["))
    if writer.depth or writer.choice is not None or not begins_well:
        raise ValueError(f"câu “{text}” phải bắt đầu bằng chữ và đóng đủ dấu ngoặc")
    return Pattern(re.compile(writer.regex if is_entry else rf"\b{writer.regex}"), tuple(writer.holes))


def _hole(name: str, number: int, *, is_last: bool) -> str:
    if name == "period":
        return rf"(?P<h{number}>{_PERIOD})"
    if name == "name":
        return rf"(?P<h{number}>{_NAME})" + (_AFTER_NAME if is_last else r"(?=[\W_])")
    return rf"(?P<h{number}>{_NUMBER})"


def _checked(text: str) -> str:
    compiled(text)
    return text


def _checked_entry(text: str) -> str:
    holes = compiled(text, is_entry=True).holes
    if "name" not in holes or "count" not in holes or not set(holes) <= set(_OWN_HOLES):
        raise ValueError(f"“{text}” cần có {{name}} và {{count}}, có thể thêm {{share}}")
    return text


@lru_cache(maxsize=500)
def compiled(text: str, *, is_entry: bool = False) -> Pattern:
    """Return the compiled pattern of a text; each is compiled once."""
    return compile_pattern(text, is_entry=is_entry)


SentencePattern = Annotated[str, Field(min_length=1), AfterValidator(_checked)]
EntryPattern = Annotated[str, Field(min_length=1), AfterValidator(_checked_entry)]


class Implied(BaseModel):
    """A figure that a written report does not say and that follows from those it says; names with ? count as nothing where unsaid."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    figure: str
    sum: Annotated[tuple[str, ...], Field(min_length=1)]


class Sentence(BaseModel):
    """One thing a section says: figures in a sentence, or a list of names and counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str
    says: tuple[SentencePattern, ...] = ()  # one sentence, as different communes write it
    start: Annotated[SentencePattern | None, Field(alias="from")] = None  # only the text from these words on …
    until: SentencePattern | None = None  # … to the first of these
    list_of: Annotated[str | None, Field(alias="list")] = None  # the figure that is a list
    after: tuple[SentencePattern, ...] = ()  # words before the first entry; none where an entry stands by itself
    entry: EntryPattern | None = None
    optional: bool = False  # reports need not say it

    @model_validator(mode="after")
    def _says_figures_or_a_list(self) -> "Sentence":
        if bool(self.says) == (self.list_of is not None) or (self.list_of is None) != (self.entry is None):
            raise ValueError("câu cần says, hoặc list cùng với entry")
        return self

    @property
    def figures(self) -> tuple[str, ...]:
        """The names of the figures it reads."""
        named = [
            hole for text in (*self.says, *self.after) for hole in compiled(text).holes if hole not in ("", "period")
        ]
        return tuple(dict.fromkeys([*([self.list_of] if self.list_of else []), *named]))

    @property
    def shown(self) -> str:
        """The sentence as a person reads it, its holes as dots."""
        text = (self.says or self.after or (self.entry or "",))[0]
        while (shorter := _MAY_BE_MISSING.sub("", text)) != text:  # brackets within brackets
            text = shorter
        return " ".join(re.sub(r"\{[^{}]*\}", "…", _FIRST_WAY.sub(r"\1", text)).split())


def find(pattern: Pattern, written: str, start: int = 0, end: int | None = None) -> Iterator[PatternReading]:
    """Yield what a pattern reads in a text, in order; a number that cannot be read is left out."""
    text = plain_letters(written)
    for match in pattern.regex.finditer(text, start, len(text) if end is None else end):
        yield _reading(pattern, match, written)


def find_entries(pattern: Pattern, written: str, start: int, end: int) -> Iterator[PatternReading]:
    """Yield the entries of a list that begin at a place, one right after the other."""
    text = plain_letters(written)
    while True:
        separator = _NEXT_ENTRY.match(text, start, end)
        match = pattern.regex.match(text, separator.end() if separator else start, end)
        if match is None or match.end() == start:
            return
        yield _reading(pattern, match, written)
        start = match.end()


def _reading(pattern: Pattern, match: re.Match[str], written: str) -> PatternReading:
    numbers: dict[str, tuple[Decimal, int]] = {}
    name = ""
    for index, hole in enumerate(pattern.holes):
        start, end = match.span(f"h{index}")
        if start < 0 or hole in ("", "period"):
            continue
        if hole == "name":
            name = " ".join(written[start:end].split())
        elif (number := parse_number(written[start:end])) is not None:
            is_negative = start > match.start() and _NEGATIVE.search(plain_letters(written[match.start() : start]))
            numbers[hole] = -number if is_negative else number, start
    return PatternReading(numbers, name, match.start(), match.end())


def figures_of(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Return every figure that some sentence reads, each once."""
    return tuple(dict.fromkeys(name for sentence in sentences for name in sentence.figures))
