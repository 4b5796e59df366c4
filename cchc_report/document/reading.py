"""Reads the text back out of a finished document, as a person sees it: a line a paragraph, or unit by unit to compare."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from cchc_report.document.comments import COMMENTS
from cchc_report.document.package import DOCUMENT, Package, parse_xml, to_package
from cchc_report.document.wordml import body_of, w

_BREAKS = {w("br"): " ", w("tab"): " ", w("cr"): " "}
_START, _END = w("commentRangeStart"), w("commentRangeEnd")
_P = w("p")
_DELETED = (w("del"), w("moveFrom"))


@dataclass(frozen=True)
class PrintedFigure:
    """A figure as a traced document prints it: the names of its sources, the text, and the cell of the unit it stands in."""

    sources: tuple[str, ...]
    text: str
    cell: int
    position: int  # in the cell's text


@dataclass(frozen=True)
class Unit:
    """A paragraph, which is one cell of text, or a row of a table; what is compared when documents are."""

    place: str  # "đoạn 12", "bảng 2, dòng 9"
    cells: tuple[str, ...]
    figures: tuple[PrintedFigure, ...] = ()  # known of a traced document only


def printed_text(document: bytes) -> str:
    """Return the text of a document's body, tables included, headers aside; raises PackageError where it is no Word file."""
    root = _as_read(to_package("", document).parts[DOCUMENT])
    return "\n".join(map(_text, root.iter(w("p"))))


def units_of(package: Package) -> tuple[Unit, ...]:
    """Return the paragraphs and table rows of a document that have text, white space evened out; raises XMLSyntaxError."""
    said = dict(_comments(package.parts[COMMENTS])) if COMMENTS in package.parts else {}
    body = body_of(_as_read(package.parts[DOCUMENT]))
    found: list[Unit] = []
    paragraphs = tables = 0
    for block in _outermost(body, _P, w("tbl")):
        if block.tag == _P:
            paragraphs += 1
            found.append(_unit(f"đoạn {paragraphs}", [block], said))
        else:
            tables += 1
            for number, row in enumerate(_outermost(block, w("tr")), start=1):
                cells = list(_outermost(row, w("tc")))
                found.append(_unit(f"bảng {tables}, dòng {number}", cells, said))
    return tuple(unit for unit in found if any(unit.cells))


def _as_read(part: bytes) -> etree._Element:
    """Parse a document's main part without what a tracked change has struck out."""
    root = parse_xml(part)
    for struck in list(root.iter(*_DELETED)):
        parent = struck.getparent()
        if parent is not None:
            parent.remove(struck)
    return root


def _outermost(parent: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of some names below another in order, those inside content controls too, but none inside one of them."""
    for child in parent:
        if child.tag in tags:
            yield child
        else:
            yield from _outermost(child, *tags)


def _unit(place: str, cells: list[etree._Element], said: dict[str, tuple[str, ...]]) -> Unit:
    figures = [figure for number, cell in enumerate(cells) for figure in _figures(cell, number, said)]
    return Unit(place, tuple(" ".join(_text(cell).split()) for cell in cells), tuple(figures))


def _text(element: etree._Element) -> str:
    nodes = element.iter(w("t"), w("p"), *_BREAKS)
    return "".join(
        _BREAKS.get(node.tag, " " if node.tag == _P else node.text or "") for node in nodes if node is not element
    )


def _figures(cell: etree._Element, number: int, said: dict[str, tuple[str, ...]]) -> Iterator[PrintedFigure]:
    """Yield the figures between the marks of comments."""
    if not said:
        return
    before, current, id_ = "", "", ""
    for node in cell.iter(w("t"), w("p"), _START, _END, *_BREAKS):
        match node.tag:
            case tag if tag == _START:
                id_, current = node.get(w("id"), ""), ""
            case tag if tag == _END:
                start = len(" ".join(f"{before}|".split())) - 1
                yield PrintedFigure(said.get(id_, ()), " ".join(current.split()), number, start)
                before, id_ = before + current, ""
            case _:
                text = _BREAKS.get(node.tag, " " if node.tag == w("p") else node.text or "")
                before, current = (before, current + text) if id_ else (before + text, current)


def _comments(part: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines of each comment by its id."""
    for comment in parse_xml(part).iter(w("comment")):
        yield (
            comment.get(w("id"), ""),
            tuple("".join(node.text or "" for node in p.iter(w("t"))) for p in comment.iter(w("p"))),
        )
