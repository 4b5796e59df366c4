"""What can be asked of an opened document's looks: each check returns what stands there instead, or None where all is well.

Knows how to look, not what the decree asks: sizes, places and lengths are arguments.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from cchc_report.document.layout.components import Component, FoundComponents, find_components
from cchc_report.document.layout.looks import (
    TWIPS_PER_MM,
    TWIPS_PER_POINT,
    LayoutParagraph,
    Letters,
    OpenedDocument,
    value,
)
from cchc_report.document.wordml import w
from cchc_report.ground.numbers import exact, format_trimmed

_SLACK = 0.5  # millimetres or points by which a length may miss what is asked: Word rounds
_ALIGNED = {"left": "canh trái", "right": "canh phải", "center": "canh giữa", "both": "canh đều hai lề"}
_RULE_SLACK = 0.1  # of the line: widths of letters are estimated
_QUOTED = 40  # letters of a paragraph that a finding quotes


@dataclass(frozen=True)
class Examined:
    """An opened document with its components."""

    document: OpenedDocument

    @cached_property
    def found(self) -> FoundComponents:
        """The paragraphs of each component."""
        return find_components(self.document)

    def one(self, component: Component) -> LayoutParagraph | None:
        """Return a component's first paragraph."""
        return next(iter(self.found[component]), None)

    @property
    def has_body(self) -> bool:
        """Whether the body of the report is in the document."""
        return self.one(Component.KIND) is not None or self.one(Component.NATION) is not None

    @property
    def has_appendix(self) -> bool:
        """Whether the appendix is in the document; what holds no body is one, though its first line may be missing."""
        return not self.has_body or self.one(Component.APPENDIX) is not None


LayoutCheck = Callable[[Examined], str | None]


def measure(number: float) -> str:
    """Return a length as it is read in Vietnamese: 12,7."""
    return format_trimmed(exact(number), 1)


def quoted(paragraph: LayoutParagraph) -> str:
    """Return the beginning of a paragraph in quotes."""
    text = paragraph.plain
    return f"“{text if len(text) <= _QUOTED else text[: _QUOTED - 1].rstrip() + '…'}”"


def _each(component: Component, look: Callable[[LayoutParagraph], str | None]) -> LayoutCheck:
    """Return a check that looks at each paragraph of a component and tells of the first that is wrong."""

    def check(examined: Examined) -> str | None:
        for paragraph in examined.found[component]:
            if found := look(paragraph):
                return f"{found} ở {quoted(paragraph)}"
        return None

    return check


def _each_letters(component: Component, look: Callable[[Letters], str | None]) -> LayoutCheck:
    return _each(component, lambda p: next(filter(None, map(look, p.letters)), None))


def sized(component: Component, least: float, most: float) -> LayoutCheck:
    """Ask that all letters have a size between two, in points."""
    return _each_letters(component, lambda run: None if least <= run.size <= most else f"cỡ chữ {measure(run.size)}")


def styled(component: Component, *, bold: bool | None, italic: bool | None) -> LayoutCheck:
    """Ask for weight and slope; None leaves either open."""

    def look(run: Letters) -> str | None:
        wrong = []
        if bold is not None and run.bold is not bold:
            wrong.append("chữ đậm" if run.bold else "chữ không đậm")
        if italic is not None and run.italic is not italic:
            wrong.append("chữ nghiêng" if run.italic else "chữ đứng")
        return ", ".join(wrong) or None

    return _each_letters(component, look)


def in_capitals(component: Component) -> LayoutCheck:
    """Ask for capital letters."""
    return _each(component, lambda p: None if p.text == p.text.upper() or p.is_set_in_capitals else "chữ thường")


def in_lower_case(component: Component) -> LayoutCheck:
    """Ask for lower-case letters, capitals only where words begin."""
    return _each(component, lambda p: "chữ in hoa" if p.text == p.text.upper() and p.text != p.text.lower() else None)


def aligned(component: Component, align: str) -> LayoutCheck:
    """Ask how the lines are set: left, center, right, both."""
    return _each(component, lambda p: None if p.align == align else _ALIGNED.get(p.align, p.align))


def reads(component: Component, pattern: str, instead: str) -> LayoutCheck:
    """Ask that the text holds a pattern."""
    return _each(component, lambda p: None if re.search(pattern, p.plain) else instead)


def kept(component: Component, switch: str, instead: str) -> LayoutCheck:
    """Ask that a switch such as keepNext is on."""
    return _each(component, lambda p: None if p.is_on(switch) else instead)


def indented(component: Component, lengths: tuple[float, ...]) -> LayoutCheck:
    """Ask that the first line stands in by one of some lengths, in millimetres."""

    def look(paragraph: LayoutParagraph) -> str | None:
        found = paragraph.length("ind", "firstLine") / TWIPS_PER_MM
        if any(abs(found - length) <= _SLACK for length in lengths):
            return None
        return f"dòng đầu lùi vào {measure(found)} mm"

    return _each(component, look)


def spaced(component: Component, least: float) -> LayoutCheck:
    """Ask for room of at least so many points between paragraphs."""

    def look(paragraph: LayoutParagraph) -> str | None:
        room = max(paragraph.length("spacing", "before"), paragraph.length("spacing", "after")) / TWIPS_PER_POINT
        return None if room >= least else f"cách đoạn {measure(room)} pt"

    return _each(component, look)


def line_spaced(component: Component, least: float, most: float) -> LayoutCheck:
    """Ask for a distance of lines between so many times the single one."""

    def look(paragraph: LayoutParagraph) -> str | None:
        line = paragraph.length("spacing", "line", 240)
        single = 240.0
        if (paragraph.setting("spacing", "lineRule") or "auto") != "auto":  # a length: single is 1,15 times the letters
            single = 1.15 * TWIPS_PER_POINT * max((run.size for run in paragraph.letters), default=14)
        found = line / single
        return None if least - 0.05 <= found <= most + 0.05 else f"cách dòng {measure(found)}"

    return _each(component, look)


def ruled(component: Component, least: float, most: float) -> LayoutCheck:
    """Ask for a solid rule below, its length between two parts of the line's."""

    def check(examined: Examined) -> str | None:
        lines = examined.found[component]
        rule = _rule_below(lines[-1])
        if rule is None:
            return "không có đường kẻ nét liền"
        length = _rule_length(examined, rule)
        if length is None:  # drawn or underlined: how long it is cannot be told from the file alone
            return None
        parts = [length / line.longest_line() for line in lines if line.longest_line()]
        if any(least - _RULE_SLACK <= part <= most + _RULE_SLACK for part in parts):
            return None
        return f"đường kẻ dài khoảng {round(100 * parts[-1])}% dòng chữ" if parts else None

    return check


def _rule_below(last: LayoutParagraph) -> LayoutParagraph | None:
    """Return the paragraph that carries the rule: the text's own, or the empty one below it."""
    following = last.following()
    if following is not None and (following.has_rule or following.has_shape or _is_line(following.plain)):
        return following
    underlined = any(run.underlined for run in last.letters)
    return last if last.has_rule or last.has_shape or underlined else None


def _is_line(text: str) -> bool:
    return len(text) > 2 and not text.strip("_-–—")


def _rule_length(examined: Examined, rule: LayoutParagraph) -> float | None:
    """Return how long the border of a paragraph is: what its indents leave of the cell or of the page."""
    if not rule.has_rule:
        return None
    cell = rule.ancestor("tc")
    width = text_width(examined.document.sections[0]) if cell is None else int(value(cell, "tcPr/tcW", "w") or 0)
    return width - rule.length("ind", "left") - rule.length("ind", "right")


def text_width(section: etree._Element) -> int:
    """Return the width between the margins, in twentieths of a point."""
    margins = (int(value(section, "pgMar", side) or 0) for side in ("left", "right"))
    return int(value(section, "pgSz", "w") or 0) - sum(margins)


def cells_of(paragraphs: tuple[LayoutParagraph, ...]) -> Iterator[tuple[int, LayoutParagraph]]:
    """Yield each paragraph in a table with the column it begins in, counted from 0."""
    for paragraph in paragraphs:
        cell = paragraph.ancestor("tc")
        if cell is not None:
            before = cell.itersiblings(w("tc"), preceding=True)
            yield sum(int(value(each, "tcPr/gridSpan") or 1) for each in before), paragraph
