"""Takes a written report apart: its head, its sections, its end, and the tables of its appendix.

Knows how a report is laid out, not what its sentences and rows say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cchc_report.audit.columns import find_columns
from cchc_report.audit.headings import Headings
from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadPages
from cchc_report.form import Form
from cchc_report.form.period_mentions import first_period
from cchc_report.ground.text import clean_lines, fold

_TITLE_WITHIN = 25  # lines from the top
_END = ("noi nhan",)
_APPENDIX, _LAST = "appendix", "end"  # what is no section
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
    below: str = ""  # what stands above and below the appendix's tables
    unread: str = ""  # the pages of a PDF that are pictures: 5-8
    unsectioned: Mapping[str, str] = field(default_factory=dict)  # by chapter, what stands in none of its sections

    @property
    def texts(self) -> dict[str, str]:
        """All running text by chapter and section; what stands before the first, or in none, by an empty name."""
        return {"": self.head, **self.unsectioned, **self.sections}

    @property
    def titles(self) -> str:
        """The lines before the first section that say what the report is about."""
        return "\n".join(text for text in self.head.split("\n") if "cai cach hanh chinh" in fold(text))


def named_period(blocks: Iterable[Block]) -> str | None:
    """Return the identifier of the period that a report names: in its title, where it sums up, or above its appendix."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in _texts(block)]
    titles = [line for line in lines[:_TITLE_WITHIN] if "cai cach hanh chinh" in fold(line)]
    others = [line for line in lines if _NAMES_REPORT.search(fold(line))]
    return next((period for line in [*titles, *others] if (period := first_period(line))), None)


def take_apart(blocks: Sequence[Block], form: Form) -> Parts:
    """Return the parts of a report; a table that is none of the appendix is read as text, where it stands."""
    tables: list[Grid] = []
    texts: dict[str, list[str]] = {}
    headings = Headings(form)
    section, closing = "", ""
    for block in blocks:
        if isinstance(block, Grid) and _is_of_appendix(block, tables, form):
            tables.append(block)
            section = _APPENDIX
            continue
        for text in _texts(block):
            section = _section_at(text, section, headings)
            if _SUMS_UP.match(fold(text)):
                closing = text
            texts.setdefault(section, []).append(text)
    return _parts_of(texts, form, closing, tables, blocks)


def _section_at(text: str, section: str, headings: Headings) -> str:
    """Return the section that a line stands in, which it may open, given that of the line before."""
    if section in (_APPENDIX, _LAST):
        return section
    if section and fold(text).startswith(_END):
        return _LAST
    return headings.open(text) or section


def _parts_of(
    texts: Mapping[str, Sequence[str]], form: Form, closing: str, tables: Sequence[Grid], blocks: Sequence[Block]
) -> Parts:
    joined = {section: _joined(lines) for section, lines in texts.items()}
    return Parts(
        head=joined.pop("", ""),
        sections={section: joined.pop(section) for section in form.sections if section in joined},
        closing=closing,
        end=joined.pop(_LAST, ""),
        tables=tuple(tables),
        below=joined.pop(_APPENDIX, ""),
        unread=", ".join(block.shown for block in blocks if isinstance(block, UnreadPages)),
        unsectioned=joined,
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
        case UnreadPages():
            texts = ()
    for text in texts:
        yield from clean_lines(text).splitlines()


def _joined(lines: Iterable[str]) -> str:
    """Return lines as a text, what a page break or a line break has torn put together again."""
    text = ""
    for line in lines:
        is_torn = line[:1].islower() and not text.endswith(_SENTENCE_ENDS)
        text += (" " if is_torn else "\n" if text else "") + line
    return text
