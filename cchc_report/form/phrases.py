"""How the running text of a written report is understood: which words mean what, and which figure a number in their company is.

Data beside the forms (`cau-van.toml`); a form folder may hold its own. Reads no text: `audit/` does.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from cchc_report.ground.text import fold

PHRASES_FILE = "cau-van.toml"
_BETWEEN = r"(?:[ \t,/\-–]+|\n(?=[a-z]))"  # what may stand between the words of one phrase


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Phrase(_Strict):
    """Words that mean something; none is nothing: such words are passed over, whatever shorter words stand in them."""

    means: frozenset[str] = frozenset()
    any: Annotated[tuple[str, ...], Field(min_length=1)]


class SaidFigure(_Strict):
    """What must be said, and what may be said besides, of a number that is a figure."""

    name: str
    unit: str
    has: frozenset[str]
    may: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()  # what the number it is a part of must mean, where it does not say so itself
    weak: bool = False  # only where nothing clearer says the figure

    def fits(self, means: frozenset[str]) -> bool:
        """Tell whether what is said of a number makes it this figure."""
        return self.has <= means <= self.has | self.may | self.under


class SaidList(_Strict):
    """A list of names and counts that belongs to a figure; `topic` are the words that announce it, where they are needed."""

    name: str
    under: str
    topic: tuple[str, ...] = ()
    any: Annotated[tuple[str, ...], Field(min_length=1)]

    @cached_property
    def names(self) -> re.Pattern[str]:
        """Finds the name of an entry in a text of plain letters."""
        return _any_of(self.any)

    @cached_property
    def topics(self) -> re.Pattern[str] | None:
        """Finds the words that announce the list."""
        return _any_of(self.topic) if self.topic else None


class Alone(_Strict):
    """What a figure is where a text does not say the other figure beside it: đúng hạn, and nothing of trước hạn."""

    figure: str
    means: str
    without: str


class PhraseExample(_Strict):
    """A text and what is read in it: numbers, decimals as text; a list as “Quyết định 12, Báo cáo 8”."""

    text: str
    reads: dict[str, int | str]


class Phrases(_Strict):
    """Everything `cau-van.toml` says."""

    units: dict[str, tuple[str, ...]]
    words: tuple[Phrase, ...]
    figures: Annotated[tuple[SaidFigure, ...], Field(alias="figure")]
    lists: Annotated[tuple[SaidList, ...], Field(alias="list")] = ()
    alone: tuple[Alone, ...] = ()
    examples: Annotated[tuple[PhraseExample, ...], Field(alias="example")] = ()

    @cached_property
    def meanings(self) -> dict[str, frozenset[str]]:
        """What each phrase means, by its plain letters with one space between words."""
        return {fold(text): phrase.means for phrase in self.words for text in phrase.any}

    @cached_property
    def units_by_words(self) -> dict[str, str]:
        """The unit that each of its names stands for."""
        return {fold(text): unit for unit, texts in self.units.items() for text in texts}

    @cached_property
    def owners(self) -> dict[frozenset[str], str]:
        """The figures that announced lists belong to, by what is said of them."""
        named = {one.under for one in self.lists if one.topic}
        return {one.has: one.name for one in self.figures if one.name in named}

    @cached_property
    def phrase_pattern(self) -> re.Pattern[str]:
        """Finds the phrases in a text of plain letters, the longest first."""
        return _any_of(self.meanings)

    @cached_property
    def unit_pattern(self) -> re.Pattern[str]:
        """Finds the units in a text of plain letters."""
        return _any_of(self.units_by_words)

    def figures_of(self, unit: str) -> Iterator[SaidFigure]:
        """Yield what may be said in a unit."""
        return (figure for figure in self.figures if figure.unit == unit)


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    keys = sorted({fold(text) for text in texts}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(_BETWEEN.join(map(re.escape, key.split())) for key in keys) + r")\b")


@lru_cache(maxsize=16)
def load_phrases(path: Path) -> Phrases:
    """Read a file of phrases; raises OSError, tomllib.TOMLDecodeError or pydantic.ValidationError."""
    return Phrases.model_validate(tomllib.loads(path.read_text("utf-8-sig")))
