"""Takes a written report apart: its head, its sections, its end, and the tables of its appendix.

Knows how a report is laid out, not what its sentences and rows say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc_report.audit.columns import find_columns
from cchc_report.audit.written_blocks import Block, Grid, Paragraph
from cchc_report.form import Form
from cchc_report.form.period_mentions import first_period
from cchc_report.ground.text import clean_lines, fold

_CHAPTER = re.compile(r"\s*(?:(?:PHẦN|Phần)\s+)?([IVX]{1,4})\s*[.)/:\-–]\s*(?=\S)(.*)", re.DOTALL)
_NUMBERED = re.compile(r"\s*(\d{1,2})\s*[.)/:\-–]\s*(?=[^\W\d])(.*)", re.DOTALL)
_LONGEST_HEADING = 160  # letters
_TITLE_WITHIN = 25  # lines from the top
_ALIKE = 0.5  # of the words of the shorter title, as communes shorten and lengthen them
_MORE_WORDS = 8  # that a title without a number may have at its end: … năm 2024, trong thực hiện cải cách hành chính
IN_FULL = {
    "cchc": "cai cach hanh chinh",
    "tthc": "thu tuc hanh chinh",
    "ubnd": "uy ban nhan dan",
    "bcci": "buu chinh cong ich",
}
_END = ("noi nhan",)
_SENTENCE_ENDS = (".", ";", ":", "!", "?")
_SUMS_UP = re.compile(r"tren day la (toan bo )?bao cao")
_NAMES_REPORT = re.compile(r"^tren day la |\bkem theo bao cao\b")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """A report's texts: what stands before the first section, each section with its heading, the last lines, and the tables."""

    head: str
    sections: Mapping[str, str]
    closing: str  # the sentence that sums up, which stands at the end of the last section too
    end: str  # recipients and signature
    tables: tuple[Grid, ...]  # of the appendix

    @property
    def titles(self) -> str:
        """The lines before the first section that say what the report is about."""
        return "\n".join(text for text in self.head.split("\n") if "cai cach hanh chinh" in fold(text))


@dataclass
class _Place:
    """Where in the report the reader is."""

    chapter: str = ""
    number: int = 0
    section: str = ""  # "" before the first


def named_period(blocks: Iterable[Block]) -> str | None:
    """Return the identifier of the period that a report names: in its title, where it sums up, or above its appendix."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in _texts(block)]
    titles = [line for line in lines[:_TITLE_WITHIN] if "cai cach hanh chinh" in fold(line)]
    others = [line for line in lines if _NAMES_REPORT.search(fold(line))]
    return next((period for line in [*titles, *others] if (period := first_period(line))), None)


def take_apart(blocks: Iterable[Block], form: Form) -> Parts:
    """Return the parts of a report; a table that is none of the appendix is read as text, where it stands."""
    tables: list[Grid] = []
    texts: dict[str, list[str]] = {}
    place = _Place()
    closing = ""
    for block in blocks:
        if isinstance(block, Grid) and _is_of_appendix(block, tables, form):
            tables.append(block)
            place.section = "appendix"
            continue
        for text in _texts(block):
            if place.section != "appendix":
                _move(place, text, form)
            if _SUMS_UP.match(fold(text)):
                closing = text
            texts.setdefault(place.section, []).append(text)
    joined = {section: _joined(lines) for section, lines in texts.items()}
    return Parts(
        head=joined.pop("", ""),
        sections={section: joined[section] for section in form.sections if section in joined},
        closing=closing,
        end=joined.get("end", ""),
        tables=tuple(tables),
    )


def _is_of_appendix(table: Grid, earlier: Sequence[Grid], form: Form) -> bool:
    """Tell whether a table has the appendix's header, or goes on where one with as many columns left off."""
    if find_columns(table) is not None:
        return True
    return bool(earlier) and len(earlier[-1].rows[0]) == len(table.rows[0]) and _knows_rows(table, form)


def _knows_rows(table: Grid, form: Form) -> bool:
    """Tell whether some row of a table bears a code or label of the form."""
    known = {row.code for row in form.rows} | {fold(row.label) for row in form.rows}
    return any(cell.rstrip(".") in known or fold(cell) in known for row in table.rows for cell in row if cell)


def _texts(block: Block) -> Iterator[str]:
    """Yield a block's lines."""
    match block:
        case Paragraph(text=text):
            texts: Iterable[str] = (text,)
        case Grid(rows=rows):
            texts = (cell for row in rows for cell in row)
    for text in texts:
        yield from clean_lines(text).splitlines()


def _joined(lines: Iterable[str]) -> str:
    """Return lines as a text, what a page break or a line break has torn put together again."""
    text = ""
    for line in lines:
        is_torn = line[:1].islower() and not text.endswith(_SENTENCE_ENDS)
        text += (" " if is_torn else "\n" if text else "") + line
    return text


def _move(place: _Place, text: str, form: Form) -> None:
    """Go on to the section that a heading opens, or to the end; any other text stands where the last one stood."""
    if place.section and fold(text).startswith(_END):
        place.chapter, place.section = "end", "end"
        return
    if place.chapter == "end" or len(text) > _LONGEST_HEADING or (heading := _heading(place, text, form)) is None:
        return
    place.chapter, place.number = heading
    code = f"{place.chapter}.{place.number}" if place.number else place.chapter
    place.section = code if code in form.sections else f"chapter {place.chapter}"


def _heading(place: _Place, text: str, form: Form) -> tuple[str, int] | None:
    """Return the chapter and the number within it that a line opens, or None where it is no heading.

    Word may have numbered it without a trace in the text: then its title decides.
    """
    chapters = list(dict.fromkeys(section.partition(".")[0] for section in form.sections))
    after = chapters[chapters.index(place.chapter) + 1 :] if place.chapter in chapters else chapters
    if (found := _CHAPTER.fullmatch(text)) and found[1] in after and _is_titled(form, found[1], found[2]):
        return found[1], 0
    numbers = [int(section.rpartition(".")[2]) for section in form.sections if section.startswith(f"{place.chapter}.")]
    numbered = _NUMBERED.fullmatch(text)
    title = numbered[2] if numbered else text
    following = [number for number in numbers if number > place.number]
    for number in following:
        if _is_title(form, f"{place.chapter}.{number}", title):
            return place.chapter, number
    if numbered and (number := int(numbered[1])) in following and _is_titled(form, f"{place.chapter}.{number}", title):
        return place.chapter, number
    return next(((chapter, 0) for chapter in after if _is_title(form, chapter, text)), None)


def _is_titled(form: Form, section: str, text: str) -> bool:
    """Tell whether the words after a heading's number are those of its section, where the form names it."""
    title = form.section_titles.get(section)
    if title is None:
        return True
    wanted, found = set(_words(title)), set(_words(text))
    return len(wanted & found) >= _ALIKE * min(len(wanted), len(found))


def _is_title(form: Form, section: str, text: str) -> bool:
    """Tell whether a line without a number is a section's title, word for word, and few words more."""
    title = form.section_titles.get(section)
    if title is None:
        return False
    wanted, found = _words(title), _words(text)
    return found[: len(wanted)] == wanted and len(found) <= len(wanted) + _MORE_WORDS


def _words(title: str) -> list[str]:
    """Return the words of a title, the usual abbreviations in full."""
    words = " ".join(IN_FULL.get(word, word) for word in fold(title).split())
    return words.removeprefix("ve ").split()
