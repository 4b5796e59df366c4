"""The figures of a written report's body, read by the sentences of the form, each with the section it stands in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cchc_report.audit.parts import Parts
from cchc_report.audit.understanding import InSection, clearest, contradictions, lists, understand
from cchc_report.form import Form
from cchc_report.form.rule_kinds import OPTIONAL_MARK
from cchc_report.form.rules import ListEntry, Value
from cchc_report.form.sentences import PatternReading, Sentence, compiled, find, find_entries
from cchc_report.ground.numbers import Number, as_count
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, fold

_HOLE = re.compile(r"\{[^{}]*\}")
_UNIT = re.compile(r"\{[^{}]*\}\s*((?:[^\W\d_]+\s?)+)")  # the words right after a number: hồ sơ
_CLAUSE_ENDS = re.compile(r"[.;\n](?!\d)|\d")
_AKIN = 2  # words in common, the unit aside
_DIGITS = re.compile(r"[\d ]+")


@dataclass(frozen=True)
class Said:
    """A figure that the body says, its value, and the section."""

    name: str
    value: Value
    section: str
    words: str = ""  # as written


@dataclass(frozen=True, kw_only=True)
class Body:
    """What the body says: the figures by name, those said differently later on, and the sentences that are not there."""

    figures: Mapping[str, Said]
    again: tuple[Said, ...]  # a figure said a second time in its section, with another value
    unsaid: tuple[Sentence, ...]
    doubtful: frozenset[str] = (
        frozenset()
    )  # figures that need not be said, and may be said in other words than the form's
    numbers: tuple[InSection, ...] = ()  # every number of the running text

    def values(self, form: Form) -> dict[str, Value]:
        """Return the values by name, with those that follow from them."""
        found: dict[str, Value] = {name: said.value for name, said in self.figures.items()}
        for implied in form.implied:
            if self.doubtful & {name.removesuffix(OPTIONAL_MARK) for name in implied.sum}:
                continue
            parts = [_operand(found, name) for name in implied.sum]
            known = [part for part in parts if part is not None]
            if len(known) == len(parts):
                found.setdefault(implied.figure, sum(known))
        return found


@dataclass
class _Reader:
    """Reads the sections one sentence after the other; a number is read once."""

    sections: Mapping[str, str]
    figures: dict[str, Said] = field(default_factory=dict)
    again: list[Said] = field(default_factory=list)
    read: dict[str, dict[int, str]] = field(
        default_factory=dict
    )  # by section: figures by the positions of their numbers

    def text_of(self, sentence: Sentence) -> tuple[str, str]:
        """Return the section a sentence stands in and its text; without any headings, the whole body."""
        if not self.sections:
            return sentence.section, ""
        if len(self.sections) == 1 and "" in self.sections:
            return "", self.sections[""]
        return sentence.section, self.sections.get(sentence.section, "")

    def reads(self, sentence: Sentence) -> bool:
        """Read a sentence or the list it is; tell whether it is there."""
        return self.lists(sentence) if sentence.list_of else self.says(sentence)

    def says(self, sentence: Sentence) -> bool:
        """Read the figures of a sentence; tell whether it is there."""
        section, text = self.text_of(sentence)
        start, end = _span(sentence, text)
        is_there = False
        for pattern in sentence.says:
            for reading in find(compiled(pattern), text, start, end):
                is_there |= self._take(section, reading, text)
        return is_there

    def may_say(self, sentence: Sentence) -> bool:
        """Tell whether a number that no sentence has read stands among words of this one, which is not there as it is."""
        section, text = self.text_of(sentence)
        taken = self.read.get(section, {}).keys()
        for words in sentence.says:
            before, unit = set(fold(_HOLE.split(words)[0]).split()), _UNIT.search(words)
            if unit is None:
                continue
            own = before - set(fold(unit[1]).split())
            for reading in find(compiled(f"{{count}} {unit[1]}", is_entry=True), text):
                clause = _CLAUSE_ENDS.split(text[: reading.start])[-1]
                is_read = not taken.isdisjoint(position for _, position in reading.numbers.values())
                if not is_read and len(own & set(fold(clause).split())) >= _AKIN:
                    return True
        return False

    def lists(self, sentence: Sentence) -> bool:
        """Read the entries of a list; tell whether there are any."""
        section, text = self.text_of(sentence)
        start, end = _span(sentence, text)
        entries: list[ListEntry] = []
        name = sentence.list_of or ""
        for reading in self._entries(sentence, text, start, end):
            taken = self.read.setdefault(section, {})
            positions = {position for _, position in reading.numbers.values()}
            if taken.keys().isdisjoint(positions) and "count" in reading.numbers:
                taken |= dict.fromkeys(positions, name)
                entries.append(_counted(reading))
        if entries:
            before = self.figures.get(name)
            known = before.value if before and isinstance(before.value, tuple) else ()
            self.figures[name] = Said(name, (*known, *entries), section)
        return bool(entries)

    def _entries(self, sentence: Sentence, text: str, start: int, end: int) -> Iterator[PatternReading]:
        entry = compiled(sentence.entry or "", is_entry=True)
        if not sentence.after:
            yield from find(entry, text, start, end)
            return
        for words in sentence.after:
            for opening in find(compiled(words), text, start, end):
                entries = list(find_entries(entry, text, opening.end, end))
                if entries:
                    yield from entries
                    return

    def _take(self, section: str, reading: PatternReading, text: str) -> bool:
        """Keep the numbers of a reading, unless another sentence has read them."""
        taken = self.read.setdefault(section, {})
        positions = {position for _, position in reading.numbers.values()}
        if not positions or not taken.keys().isdisjoint(positions):
            return False
        taken |= {position: name for name, (_, position) in reading.numbers.items()}
        for name, (number, _) in reading.numbers.items():
            said = Said(name, as_count(number), section, clean(text[reading.start : reading.end]))
            first = self.figures.setdefault(name, said)
            if first.value != said.value and _words(first) == _words(said):
                self.again.append(said)
        return True


def read_body(parts: Parts, form: Form, period: Period | None) -> Body:
    """Read every sentence of the form in its section, then every other number by the words it stands with."""
    reader = _Reader(parts.sections)
    unsaid = [one for one in form.sentences if not reader.reads(one)]
    numbers = understand(parts.texts, form, period, reader.read)
    _add(reader, numbers)
    unsaid = [sentence for sentence in unsaid if reader.figures.keys().isdisjoint(sentence.figures)]
    lacking, doubtful = _lacking(unsaid, reader)
    return Body(figures=reader.figures, again=tuple(reader.again), unsaid=lacking, doubtful=doubtful, numbers=numbers)


def _lacking(unsaid: Sequence[Sentence], reader: _Reader) -> tuple[tuple[Sentence, ...], frozenset[str]]:
    """Return the sentences that a report should have, and the figures that may stand there in other words."""
    in_other_words = [sentence for sentence in unsaid if sentence.optional and reader.may_say(sentence)]
    lacking = tuple(sentence for sentence in unsaid if not sentence.optional or sentence in in_other_words)
    return lacking, frozenset(name for sentence in in_other_words for name in sentence.figures)


def _add(reader: _Reader, numbers: Sequence[InSection]) -> None:
    """Add what no sentence of the form has read, and what is said otherwise of the same figure."""
    for name, (section, entries) in lists(numbers).items():
        reader.figures.setdefault(name, Said(name, entries, section))
    for name, (section, said) in clearest(numbers).items():
        value = as_count(said.number.value)
        reader.figures.setdefault(name, Said(name, value, section, said.words))
    values = {name: said.value for name, said in reader.figures.items() if isinstance(said.value, int | Decimal)}
    told = {(one.name, one.value) for one in reader.again}
    for section, said in contradictions(numbers, values):
        name, value = said.figure or "", as_count(said.number.value)
        if (name, value) not in told:
            reader.again.append(Said(name, value, section, said.words))
            told.add((name, value))


def _span(sentence: Sentence, text: str) -> tuple[int, int]:
    """Return the part of a section's text that a sentence is looked for in; an empty one where its start is not there."""
    if sentence.start is None:
        return 0, len(text)
    opening = next(find(compiled(sentence.start), text), None)
    if opening is None:
        return 0, 0
    closing = next(find(compiled(sentence.until), text, opening.end), None) if sentence.until else None
    return opening.end, closing.start if closing else len(text)


def _words(said: Said) -> str:
    """Return the words of a figure without its numbers: only the same words say the same thing again."""
    return _DIGITS.sub("", fold(said.words))


def _counted(reading: PatternReading) -> ListEntry:
    share = reading.numbers.get("share")
    return ListEntry(reading.name, as_count(reading.numbers["count"][0]), None if share is None else share[0])


def _operand(values: Mapping[str, Value], name: str) -> Number | None:
    """Return a number by its name, 0 where one that need not be said is not."""
    value = values.get(name.removesuffix(OPTIONAL_MARK))
    if isinstance(value, int | Decimal):
        return value
    return 0 if name.endswith(OPTIONAL_MARK) else None
