"""What each number of a running text is: a figure, by the words it stands with, a date, the number of a document, or unknown.

A text is cut into the pieces between commas, brackets and stops, each with one number; what a piece leaves unsaid (hồ sơ, đã giải
quyết) is what the number before it said, of which it is a part. Words that speak of something else make a number unknown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from cchc_report.form.phrases import Phrases, SaidFigure, SaidList
from cchc_report.ground.numbers import parse_number
from cchc_report.ground.text import clean, plain_letters

_NUMBER = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:[. ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)(?![\w])(?![.,]\d)(?P<rate>\s*(?:%|phan tram\b))?"
)
_NO_FIGURES = re.compile(  # dates, documents, laws, numberings and the like
    r"\bngay \d{1,2}(?:(?:[-/. ]+| thang )\d{1,2})?(?:(?:[-/. ]+| nam )\d{4})?|\b\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4}\b|\b\d{1,2} ?/ ?20\d\d\b|"
    r"\bthang \d{1,2}(?:(?: nam |/)\d{4})?\b|\b\d{1,2} thang\b|\bnam \d{4}(?: ?[-–] ?\d{4})?|\b(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d\b|\bquy \d\b|"
    r"\bso ?:? ?\d+ ?/[\w/-]*|\b\d+ ?/ ?(?:\d{4} ?/ ?)?[a-z]+(?:-[a-z]+)*|"
    r"\b(?:dieu|khoan|diem|muc|phu luc|bieu|mau|chuong|trang|lan thu|ban so) (?:so )?\d[\d.]*[a-z]?\b|"
    r"\bmuc do \d(?:(?: ?[,-] ?| va )(?:muc do )?\d\b)*|\biso [\d :./-]*\d|\b\d cua\b|\b24 ?/ ?(?:24|7)\b|\b\d{1,2} ?(?:gio|h)\b(?: ?\d\d)?|\b\d+ ?[-–] ?\d+\b(?= (?:ngay|gio))|"
    r"(?m:^[ \t]*[(\[]?\d{1,2}(?:\.\d{1,2})*[.)\]:/][ \t]+(?=[^\W\d]))|(?m:^[ \t]*\d{1,2}(?:\.\d{1,2})+[ \t]+(?=[^\W\d]))"
)
_BREAK = re.compile(
    r"[.!?]+(?=\s|$)|[;,()\n=]|\s[-–]\s|\btrong do\b|\bgom co\b|\bbao gom\b|\bgom\b|\b(?:va|con)\b(?=[\s:]*\d)|…|\.\.\."
)
_OPENS = re.compile(r"\btrong do\b|\b(?:bao )?gom\b|\bcu the\b|\((?![^()]*\))|^(?: [a-z]+){0,2} ?:")
_STOPS = re.compile(r"[.!?]+(?=\s|$)|\n(?!\s*[-+*•])")
_SENTENCE_ENDS = re.compile(r"[.!?](?=\s)")
_OTHER_YEAR = re.compile(r"\bnam (20\d\d)\b")
_PART_OF_YEAR = re.compile(
    r"\bquy (?:[ivx]+|\d)\b|\b(?:\d{1,2}|ba|sau|chin) thang (?:dau|cuoi) nam\b|\b(?:trong )?thang \d{1,2}\b|\btuan\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"[^\W_]+")
_STAGES = frozenset({"received", "resolved", "pending", "carried", "issued", "incoming", "assigned", "planned"})
_APART = "apart"
_NEAR = 60  # letters between a count and the percentage that belongs to it
_CLEAR = 0.6  # of the words with a number are understood: it says just this
_LEAST_CLEAR = 0.4  # below, the words speak of something else


class TextNumber(NamedTuple):
    """A number of a text, where it stands, and whether it is a percentage."""

    value: Decimal
    start: int
    end: int
    is_rate: bool


@dataclass(frozen=True, kw_only=True)
class NumberSaid:
    """What a number of a text says: its words, its figure where it is understood, and how much of its words is."""

    number: TextNumber
    words: str
    figure: str | None = None
    entry: str = ""  # its name, where the figure is a list
    is_weak: bool = False
    clearness: float = 0.0  # of the words with it, how many are understood
    why: str = ""  # what it is, where it is no figure

    @property
    def is_clear(self) -> bool:
        """Tell whether hardly a word speaks of anything else."""
        return self.clearness >= _CLEAR and not self.is_weak

    @property
    def is_share(self) -> bool:
        """Tell whether it is the percentage of an entry of a list."""
        return bool(self.entry) and self.number.is_rate


@dataclass(kw_only=True)
class _SaidBefore:
    """What was said before: the count that parts are parts of, its unit, the last count, the list that was announced."""

    unit: str | None = None
    head: "_Opened | None" = None
    last: NumberSaid | None = None
    owner: str | None = None  # the figure that lists belong to
    topic: SaidList | None = None


class _Opened(NamedTuple):
    """A count that others may be parts of."""

    means: frozenset[str]
    end: int


@dataclass(frozen=True)
class _Piece:
    """The words around one number."""

    number: TextNumber
    start: int
    end: int


@dataclass(frozen=True)
class TextReader:
    """Reads texts by the phrases of a form; `own_period` is how the report's period is said, in plain letters."""

    phrases: Phrases
    year: int | None = None
    own_period: str = ""

    def read(self, written: str, known: Mapping[int, str] | None = None) -> Iterator[NumberSaid]:
        """Yield every number of a text with what it says; `known` are figures read already, by where their number starts."""
        text = plain_letters(written)
        context = _SaidBefore()
        before = 0
        for piece in self._pieces(text):
            self._announce(text[before : piece.number.start], context)
            before = piece.number.end
            said = self._saying(written, text, piece, context, (known or {}).get(piece.number.start))
            yield said

    def _pieces(self, text: str) -> Iterator[_Piece]:
        """Yield each number with its words: those between two breaks; where these hold several numbers, those before or after it."""
        phrases = [match.span() for match in self.phrases.phrase_pattern.finditer(text)]
        breaks = [span for match in _BREAK.finditer(text) if not _is_inside(span := match.span(), phrases)]
        together: list[TextNumber] = []
        end = 0
        for number in _numbers(text):
            if together and number.start >= end:
                yield from self._parted(text, together, breaks, end)
                together = []
            if not together:
                end = min((begin for begin, _ in breaks if begin >= number.end), default=len(text))
            together.append(number)
        yield from self._parted(text, together, breaks, end)

    def _parted(
        self, text: str, numbers: Sequence[TextNumber], breaks: Sequence[tuple[int, int]], end: int
    ) -> Iterator[_Piece]:
        """Part what stands between two breaks among its numbers: a number ends its piece if words stand before the first, else begins it."""
        if not numbers:
            return
        start = max((stop for _, stop in breaks if stop <= numbers[0].start), default=0)
        words_come_first = self.phrases.phrase_pattern.search(text, start, numbers[0].start) is not None
        for number, after in zip_longest(numbers, numbers[1:]):
            if after is None:
                yield _Piece(number, start, end)
            elif words_come_first:
                unit = self._unit_after(text, number)
                ends = min(unit.end() if unit else number.end, after.start)
                yield _Piece(number, start, ends)
                start = ends
            else:
                yield _Piece(number, start, after.start)
                start = after.start

    def _announce(self, text: str, context: _SaidBefore) -> None:
        """Take note of the words that announce a list, and of those that say whose it is."""
        for match in self.phrases.phrase_pattern.finditer(text):
            context.owner = self.phrases.owners.get(self._means(match[0]), context.owner)
        found = [(match.end(), one) for one in self.phrases.lists if one.topics for match in one.topics.finditer(text)]
        if found:
            context.topic = max(found, key=lambda pair: (pair[0], len(pair[1].topic)))[1]

    def _saying(self, written: str, text: str, piece: _Piece, context: _SaidBefore, known: str | None) -> NumberSaid:
        number = piece.number
        said = text[piece.start : piece.end]
        means = self._means(said)
        if not means and not number.is_rate and self._entry(text, piece, context) is None:
            piece = replace(piece, start=self._reach_back(text, piece, context))
            said = text[piece.start : piece.end]
            means = self._means(said)
        words = clean(written[piece.start : piece.end])
        result = NumberSaid(number=number, words=words, clearness=self._clearness(said))
        if known is not None:
            result = replace(result, figure=known)
        elif number.is_rate:
            return self._rate(result, text, piece, means, context)
        elif self._is_of_another_time(text, piece, is_carried="carried" in means):
            return replace(result, why="kỳ khác")
        else:
            result = self._count(result, written, text, piece, means, context)
        self._remember(result, text, piece, means, context)
        return result

    def _count(
        self, result: NumberSaid, written: str, text: str, piece: _Piece, means: frozenset[str], context: _SaidBefore
    ) -> NumberSaid:
        """Return a count with the figure, or the list, it belongs to."""
        if entry := self._entry(text, piece, context):
            return replace(result, figure=entry[0], entry=clean(written[slice(*entry[1])]))
        units = self._units(text, piece, context)
        if not units and not means:
            return result
        if _APART in means:
            return replace(result, why="một phần hoặc chuyện khác")
        found = self._figure(means, units, *self._inherited(text, piece, context))
        if found is None or (result.clearness < _LEAST_CLEAR and not result.number.is_rate):
            return result
        return replace(result, figure=found.name, is_weak=found.weak)

    def _figure(
        self, means: frozenset[str], units: Sequence[str], head: frozenset[str], near: frozenset[str]
    ) -> SaidFigure | None:
        """Return the figure that is said outright; else the one that is said as a part of the count before."""
        is_own_stage = bool(means & _STAGES - {"resolved"})
        for unit in units:
            known = list(self.phrases.figures_of(unit))
            outright = [one for one in known if one.fits(means) and (not one.under or one.under & (means | near))]
            as_part = [one for one in known if head and one.fits(means | head) and not is_own_stage]
            if chosen := sorted([*as_part, *outright], key=lambda one: one.weak):
                return chosen[0]
        return None

    def _inherited(self, text: str, piece: _Piece, context: _SaidBefore) -> tuple[frozenset[str], frozenset[str]]:
        """Return the stage that the count before opened, and the one it has: đang giải quyết 15 hồ sơ, trong đó quá hạn 3."""
        if context.head is None:
            return frozenset(), frozenset()
        means, between = context.head.means & _STAGES, text[context.head.end : piece.number.start]
        has_ended = _SENTENCE_ENDS.search(_OPENS.split(between)[-1]) is not None
        is_open = _OPENS.search(between) is not None and between.count(")") <= between.count("(")
        return means if is_open and not has_ended else frozenset(), means if is_open or not has_ended else frozenset()

    def _entry(self, text: str, piece: _Piece, context: _SaidBefore) -> tuple[str, tuple[int, int]] | None:
        """Return the list a count belongs to, and where its name there stands."""
        said = text[piece.start : piece.end]
        for one in self.phrases.lists:
            if one.under != context.owner or (
                one.topics is not None and one is not context.topic and not self._same_topic(one, context)
            ):
                continue
            at = piece.number.start - piece.start
            found = [match.span() for match in one.names.finditer(said)]
            if found:
                start, end = next((span for span in reversed(found) if span[1] <= at), found[0])
                return one.name, (piece.start + start, piece.start + end)
        return None

    @staticmethod
    def _same_topic(one: SaidList, context: _SaidBefore) -> bool:
        return context.topic is not None and one.topic == context.topic.topic

    def _rate(
        self, result: NumberSaid, text: str, piece: _Piece, means: frozenset[str], context: _SaidBefore
    ) -> NumberSaid:
        """Return a percentage with the count it belongs to: the one right before it, or the one its words name."""
        last = context.last
        if (
            not means - {"total"}
            and last is not None
            and last.figure
            and result.number.start - last.number.end <= _NEAR
        ):
            return replace(result, figure=last.figure if last.entry else f"{last.figure}_rate", entry=last.entry)
        if _APART in means or self._is_of_another_time(text, piece):
            return replace(result, why="một phần hoặc chuyện khác")
        found = self._figure(means, self._units(text, piece, context) or ("dossier",), frozenset(), frozenset())
        if found is None or not means - {"received", "resolved", "total"}:
            return result
        result = replace(result, figure=f"{found.name}_rate", is_weak=found.weak)
        context.head = _Opened(means, piece.number.end)
        context.unit = found.unit
        return result

    def _remember(
        self, said: NumberSaid, text: str, piece: _Piece, means: frozenset[str], context: _SaidBefore
    ) -> None:
        units = self._units(text, piece, context)
        context.unit = units[0] if units else context.unit
        context.last = said
        if said.figure in {one.under for one in self.phrases.lists}:
            context.owner = said.figure
        if means & _STAGES and not self._is_part(said, means, context):
            context.head = _Opened(means, piece.number.end)
        elif context.head and _STOPS.search(text[context.head.end : piece.number.start]):
            context.head = context.head if _OPENS.search(text[context.head.end : piece.number.start]) else None

    def _is_part(self, said: NumberSaid, means: frozenset[str], context: _SaidBefore) -> bool:
        """Tell whether a count is what it is only as a part of the one before."""
        named = [one for one in self.phrases.figures if one.name == said.figure]
        return context.head is not None and bool(named) and not any(one.fits(means) and not one.under for one in named)

    def _means(self, text: str) -> frozenset[str]:
        """Return everything that the words of a piece mean."""
        found: set[str] = set()
        for match in self.phrases.phrase_pattern.finditer(text):
            found |= self.phrases.meanings[" ".join(_WORDS.findall(match[0]))]
        return frozenset(found)

    def _clearness(self, text: str) -> float:
        covered = self.phrases.unit_pattern.sub(" ", self.phrases.phrase_pattern.sub(" ", _NO_FIGURES.sub(" ", text)))
        every = len(_WORD.findall(text))
        return 1 - len(_WORD.findall(covered)) / every if every else 0.0

    def _units(self, text: str, piece: _Piece, context: _SaidBefore) -> tuple[str, ...]:
        """Return the unit right after a number, else those of its words, else that of the number before."""
        after = self._unit_after(text, piece.number)
        if after and after.end() <= piece.end + 1:
            return (self._unit(after),)
        found = tuple(
            dict.fromkeys(
                self._unit(match) for match in self.phrases.unit_pattern.finditer(text, piece.start, piece.end)
            )
        )
        return found or ((context.unit,) if context.unit else ())

    def _unit_after(self, text: str, number: TextNumber) -> re.Match[str] | None:
        return self.phrases.unit_pattern.match(text, number.end + (text[number.end : number.end + 1] == " "))

    def _unit(self, match: re.Match[str]) -> str:
        return self.phrases.units_by_words[" ".join(_WORDS.findall(match[0]))]

    def _reach_back(self, text: str, piece: _Piece, context: _SaidBefore) -> int:
        """Return where the words begin that a number without any stands after, within its sentence and after the count before."""
        start = context.last.number.end if context.last else 0
        stops = [match.end() for match in re.finditer(r"[.!?]+(?=\s)|\n", text[start : piece.start + 1])]
        return start + (stops[-1] if stops else 0)

    def _is_of_another_time(self, text: str, piece: _Piece, *, is_carried: bool = False) -> bool:
        sentence = text[max((match.end() for match in _STOPS.finditer(text, 0, piece.start)), default=0) : piece.end]
        own = sentence.replace(self.own_period, " ") if self.own_period else sentence
        own_years = {self.year, self.year - 1} if self.year and is_carried else {self.year}
        years = {int(match[1]) for match in _OTHER_YEAR.finditer(text[piece.start : piece.end])}
        return bool(
            (self.year and years - own_years)
            or _PART_OF_YEAR.search(own if len(own) < 200 else text[piece.start : piece.end])
        )


def _is_inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[0] and span[1] < end for start, end in spans)


def _numbers(text: str) -> Iterator[TextNumber]:
    """Yield the numbers of a text that may be figures."""
    asides = [match.span() for match in _NO_FIGURES.finditer(text)]
    for match in _NUMBER.finditer(text):
        if any(start <= match.start() < end for start, end in asides):
            continue
        digits = match[0][: match.start("rate") - match.start()] if match["rate"] else match[0]
        value = parse_number(digits)
        if value is not None:
            yield TextNumber(value, match.start(), match.start() + len(digits.rstrip()), bool(match["rate"]))
