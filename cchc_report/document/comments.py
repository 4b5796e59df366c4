"""Comments in a Word file: from the marks of a traced printing to the ranges and texts that Word shows in its margin.

Knows Word's XML. What is said, by whom and when is given, so that the same report has the same comments.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from cchc_report.document.package import serialise
from cchc_report.document.traced import FigureSources, Trace, is_marked, unmarked
from cchc_report.document.wordml import W_NAMESPACE, w

COMMENTS = "word/comments.xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
AUTHOR = "cchc"

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLAIN = (
    f'<w:rPr xmlns:w="{W_NAMESPACE}"><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    '<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
)


@dataclass(frozen=True)
class Notes:
    """What the comments of a document say of the figures it prints, and the day they all bear."""

    trace: Trace
    lines_of: Callable[[FigureSources], Iterable[str]]
    date: str  # in ISO form


@dataclass
class Commented:
    """The comments of one document, in its order."""

    notes: Notes
    said: list[FigureSources] = field(default_factory=list)

    def mark(self, root: etree._Element) -> None:
        """Turn the marks in a document into the ranges of comments; in a text box, where Word allows none, they vanish."""
        for run in [run for run in root.iter(w("r")) if _is_marked(run)]:
            if next(run.iterancestors(w("txbxContent")), None) is None:
                self._split(run)
        clear_marks(root)

    def part(self) -> bytes:
        """Return the part that holds what the comments say."""
        root = etree.Element(w("comments"), nsmap={"w": W_NAMESPACE})
        for number, sources in enumerate(self.said):
            attributes = {"id": str(number), "author": AUTHOR, "date": self.notes.date, "initials": AUTHOR}
            comment = etree.SubElement(root, w("comment"), {w(name): value for name, value in attributes.items()})
            for line in self.notes.lines_of(sources):
                _add_line(comment, line)
        return serialise(root)

    def _split(self, run: etree._Element) -> None:
        """Put each printed figure of a run into a run of its own, between the marks of a comment."""
        made: list[etree._Element] = [_like(run)]
        comment: int | None = None
        for child in run:
            if child.tag != w("t"):
                made[-1].extend([] if child.tag == w("rPr") else [deepcopy(child)])
                continue
            for token in self.notes.trace.tokens(child.text or ""):
                if isinstance(token, str):
                    _add_text(made[-1], token)
                    continue
                made += [*self._closing(comment), *self._opening(token), _like(run)]
                comment = len(self.said) - 1 if token else None
        made += self._closing(comment)
        for one in filter(_is_needed, made):
            run.addprevious(one)
        parent = run.getparent()
        assert parent is not None  # noqa: S101 - a run stands in a paragraph
        parent.remove(run)

    def _opening(self, sources: FigureSources) -> list[etree._Element]:
        if not sources:
            return []
        self.said.append(sources)
        return [etree.Element(w("commentRangeStart"), {w("id"): str(len(self.said) - 1)})]

    def _closing(self, comment: int | None) -> list[etree._Element]:
        if comment is None:
            return []
        end = etree.Element(w("commentRangeEnd"), {w("id"): str(comment)})
        anchor = etree.Element(w("r"))
        etree.SubElement(anchor, w("commentReference"), {w("id"): str(comment)})
        return [end, anchor]


def clear_marks(root: etree._Element) -> None:
    """Take the marks out of a part."""
    for element in root.iter(etree.Element):
        if element.text:
            element.text = unmarked(element.text)
        for name, value in element.attrib.items():
            if is_marked(str(value)):
                element.set(name, unmarked(str(value)))


def _is_marked(run: etree._Element) -> bool:
    return any(is_marked(text.text or "") for text in run.iterchildren(w("t")))


def _is_needed(element: etree._Element) -> bool:
    """Tell whether an element is more than an empty run."""
    return element.tag != w("r") or any(child.tag != w("rPr") for child in element)


def _like(run: etree._Element) -> etree._Element:
    """Return an empty run that looks the same."""
    made = etree.Element(run.tag)
    made.extend(deepcopy(properties) for properties in run.findall(w("rPr")))
    return made


def _add_text(run: etree._Element, text: str) -> None:
    etree.SubElement(run, w("t"), {_SPACE: "preserve"}).text = text


def _add_line(comment: etree._Element, line: str) -> None:
    """Add a paragraph; the first bears the sign that Word links to the text."""
    is_first = not len(comment)
    paragraph = etree.SubElement(comment, w("p"))
    if is_first:
        etree.SubElement(etree.SubElement(paragraph, w("r")), w("annotationRef"))
    run = etree.SubElement(paragraph, w("r"))
    properties = etree.fromstring(_PLAIN)
    if is_first:
        properties.insert(1, etree.Element(w("b")))  # the schema has an order
    run.append(properties)
    _add_text(run, line)
