"""How a Word document looks once its styles are worked out: of each paragraph its letters, its place and its spacing.

Knows Word's rules of inheritance (defaults, styles, direct formatting), not what a state document should look like.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from cchc_report.document.package import DOCUMENT, Package, parse_xml
from cchc_report.document.wordml import sections, w
from cchc_report.ground.text import clean

TWIPS_PER_MM = 1440 / 25.4
TWIPS_PER_POINT = 20
_OFF = {"0", "false", "off", "none"}
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t"}
_SHAPES = (w("drawing"), w("pict"))
_SOLID = {"single", "thick"}  # kinds of border; dotted, dashed, double and waved ones are no solid rule
# Widths of letters in Times New Roman, in parts of the size; near enough to tell a third of a line from the whole of it.
_WIDE, _NARROW, _GAP = 0.7, 0.47, 0.25


@dataclass(frozen=True, kw_only=True)
class Letters:
    """How a run of text is set: size in points, weight, slope, font and colour."""

    text: str
    size: float
    bold: bool
    italic: bool
    font: str
    colour: str
    underlined: bool
    capitals: bool  # shown in capitals, whatever was typed


class Styles:
    """A document's styles; looks a property up from the most particular place to the most general."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else list(root.iter(w("style")))
        self._by_id = {style.get(w("styleId"), ""): style for style in found}
        self._defaults = [] if root is None else root.findall(f"{w('docDefaults')}/*/*")
        self._standard = {
            style.get(w("type"), ""): style.get(w("styleId"), "") for style in found if style.get(w("default")) == "1"
        }

    def chain(self, name: str | None, kind: str) -> list[etree._Element]:
        """Return a style and those it is based on, nearest first; the default style of the kind where none is named."""
        found: list[etree._Element] = []
        style = self._by_id.get(name if name in self._by_id else self._standard.get(kind, ""))
        while style is not None and style not in found:
            found.append(style)
            style = self._by_id.get(value(style, "basedOn") or "")
        return found

    def sources(self, name: str | None, kind: str, properties: str) -> list[etree._Element]:
        """Return the properties (pPr or rPr) of a style's chain, nearest first."""
        return [found for style in self.chain(name, kind) if (found := style.find(w(properties))) is not None]

    def defaults(self, properties: str) -> list[etree._Element]:
        """Return the document's own defaults for paragraphs (pPr) or runs (rPr)."""
        return [element for element in self._defaults if element.tag == w(properties)]


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of a descendant named by a path of Word's own names: `tblPr/tblW`."""
    found = element.find("/".join(map(w, path.split("/"))))
    return None if found is None else found.get(w(attribute))


def _first(sources: list[etree._Element], name: str, attribute: str = "val") -> str | None:
    return next((found for source in sources if (found := value(source, name, attribute)) is not None), None)


def _switch(sources: list[etree._Element], name: str) -> bool | None:
    """Return whether a property is on or off in the first source that says so."""
    found = next((element for source in sources if (element := source.find(w(name))) is not None), None)
    return None if found is None else found.get(w("val"), "1") not in _OFF


@dataclass(frozen=True, eq=False)
class LayoutParagraph:
    """A paragraph and its looks; lengths are in twentieths of a point."""

    element: etree._Element
    styles: Styles

    @cached_property
    def text(self) -> str:
        """Its text, line breaks kept."""
        return "".join(_BREAKS.get(node.tag, node.text or "") for node in self.element.iter(w("t"), *_BREAKS)).strip()

    @cached_property
    def plain(self) -> str:
        """Its text on one line."""
        return clean(self.text)

    @cached_property
    def _sources(self) -> list[etree._Element]:
        own = self.element.find(w("pPr"))
        style = None if own is None else value(own, "pStyle")
        inherited = self.styles.sources(style, "paragraph", "pPr") + self.styles.defaults("pPr")
        return inherited if own is None else [own, *inherited]

    def setting(self, name: str, attribute: str = "val") -> str | None:
        """Return a paragraph property, wherever it comes from."""
        return _first(self._sources, name, attribute)

    def length(self, name: str, attribute: str, default: int = 0) -> int:
        """Return a length of the paragraph; what is no whole number counts as the default."""
        found = self.setting(name, attribute) or ""
        return int(found) if found.lstrip("-").isdigit() else default

    def is_on(self, name: str) -> bool:
        """Tell whether a switch of the paragraph, such as keepNext, is on."""
        return _switch(self._sources, name) or False

    @property
    def align(self) -> str:
        """How its lines are set: left, center, right or both."""
        found = self.setting("jc") or "left"
        return {"start": "left", "end": "right", "distribute": "both"}.get(found, found)

    @property
    def is_numbered(self) -> bool:
        """Whether Word itself puts a number or a dash before it."""
        return (self.setting("numPr/numId") or "0") != "0"

    @cached_property
    def letters(self) -> tuple[Letters, ...]:
        """How each run that has something to see is set."""
        return tuple(self._read(run) for run in self.element.iter(w("r")) if _text(run).strip())

    def _read(self, run: etree._Element) -> Letters:
        own = run.findall(w("rPr"))
        paragraph = self.element.find(w("pPr"))
        named = self.styles.sources(None if paragraph is None else value(paragraph, "pStyle"), "paragraph", "rPr")
        character = self.styles.sources(value(run, "rPr/rStyle") or "", "character", "rPr")
        sources = [*own, *character, *named, *self.styles.defaults("rPr")]
        on = {
            name: _toggled(_switch(own, name), _switch(character, name), _switch(named, name) or False)
            for name in ("b", "i")
        }
        size, colour = _first(sources, "sz") or "20", _first(sources, "color") or "auto"
        font, line = _first(sources, "rFonts", "ascii") or "", _first(sources, "u") or "none"
        capitals = _switch(sources, "caps") or False
        return Letters(
            text=_text(run),
            size=int(size) / 2,
            bold=on["b"],
            italic=on["i"],
            font=font,
            colour=colour.upper(),
            underlined=line != "none",
            capitals=capitals,
        )

    @property
    def is_set_in_capitals(self) -> bool:
        """Whether all of it is shown in capitals, whatever was typed."""
        return bool(self.letters) and all(each.capitals for each in self.letters)

    def ancestor(self, name: str) -> etree._Element | None:
        """Return the nearest cell (tc), row (tr) or table (tbl) that the paragraph stands in."""
        return next(self.element.iterancestors(w(name)), None)

    @property
    def has_rule(self) -> bool:
        """Whether it has a solid border above or below it."""
        return any(self.setting(f"pBdr/{side}") in _SOLID for side in ("top", "bottom"))

    @property
    def has_shape(self) -> bool:
        """Whether a drawn shape hangs at it."""
        return next(self.element.iter(*_SHAPES), None) is not None

    def following(self) -> "LayoutParagraph | None":
        """Return the paragraph after it in the same cell or body, if the next thing is one."""
        following = self.element.getnext()
        return LayoutParagraph(following, self.styles) if following is not None and following.tag == w("p") else None

    def longest_line(self) -> float:
        """Return about how long its longest line is before any wrapping, in twentieths of a point."""
        size = max((each.size for each in self.letters), default=0.0)
        return max((_width(line) for line in self.text.split("\n")), default=0.0) * size * TWIPS_PER_POINT


def _text(run: etree._Element) -> str:
    return "".join(node.text or "" for node in run.iter(w("t")))


def _toggled(own: bool | None, character: bool | None, paragraph: bool) -> bool:
    """Return whether bold or italic is on: a style of letters turns that of the paragraph round, as Word has it."""
    if own is not None:
        return own
    return paragraph != (character or False)


def _width(line: str) -> float:
    return sum(_WIDE if letter.isupper() else _NARROW if letter.isalnum() else _GAP for letter in line)


class OpenedDocument:
    """A Word file read for its looks. Keep the object: what it works out, it works out once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.root = parse_xml(package.parts[DOCUMENT])
        self.styles = Styles(package.tree("styles"))

    @cached_property
    def paragraphs(self) -> tuple[LayoutParagraph, ...]:
        """All paragraphs of the body, tables included, in order."""
        return tuple(LayoutParagraph(element, self.styles) for element in self.root.iter(w("p")))

    @property
    def sections(self) -> list[etree._Element]:
        """The properties of each section in order."""
        return sections(self.root)

    def stories(self, section: etree._Element, kind: str) -> Iterator[LayoutParagraph]:
        """Yield the paragraphs of a section's own header or footer of a kind: `default`, `first`."""
        for reference in section.iterchildren(w("headerReference"), w("footerReference")):
            if reference.get(w("type")) == kind:
                identifier = next(
                    (str(text) for name, text in reference.attrib.items() if str(name).endswith("}id")), ""
                )
                yield from self._paragraphs_of(identifier)

    def _paragraphs_of(self, link: str) -> Iterator[LayoutParagraph]:
        """Yield the paragraphs of the part that the body is linked to by an id."""
        for one in self._package.links.get(DOCUMENT, ()):
            if one.id == link and one.target in self._package.parts:
                story = parse_xml(self._package.parts[one.target])
                yield from (LayoutParagraph(paragraph, self.styles) for paragraph in story.iter(w("p")))
