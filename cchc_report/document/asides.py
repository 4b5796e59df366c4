"""What a document says outside its running text, or so that a reader does not see it: notes, headers, comments, hidden and struck words.

A report as it is built has headers and footers of its template alone; whatever else is there, somebody has added.
"""

from collections.abc import Iterator

from lxml import etree

from cchc_report.document.comments import COMMENTS
from cchc_report.document.package import DOCUMENT, Package, parse_xml
from cchc_report.document.reading import Unit
from cchc_report.document.wordml import stories, w

_PLACES = {
    "header": "đầu trang",
    "footer": "cuối trang",
    "footnotes": "chú thích chân trang",
    "endnotes": "chú thích cuối văn bản",
}
_UNSEEN = {w("vanish"): "chữ ẩn", w("strike"): "chữ gạch ngang", w("dstrike"): "chữ gạch ngang"}
_OFF = ("0", "false", "off")


def asides_of(package: Package, *, comments: bool = True) -> tuple[Unit, ...]:
    """Return what stands aside, with its place as a reader names it; comments where they are none of ours."""
    found = [unit for name in stories(package) if name != DOCUMENT for unit in _of_story(package, name)]
    found += _unseen(parse_xml(package.parts[DOCUMENT]))
    if comments and COMMENTS in package.parts:
        found += _paragraphs(parse_xml(package.parts[COMMENTS]), "nhận xét (comment)")
    return tuple(found)


def _of_story(package: Package, name: str) -> Iterator[Unit]:
    kind = package.types[name].rpartition(".")[2].removesuffix("+xml")
    return _paragraphs(parse_xml(package.parts[name]), _PLACES.get(kind, kind))


def _paragraphs(root: etree._Element, place: str) -> Iterator[Unit]:
    for paragraph in root.iter(w("p")):
        if text := _text(paragraph):
            yield Unit(place, (text,))


def _unseen(root: etree._Element) -> Iterator[Unit]:
    """Yield the runs of the running text that are hidden or struck out."""
    for run in root.iter(w("r")):
        properties = run.find(w("rPr"))
        for mark in properties if properties is not None else ():
            if mark.tag in _UNSEEN and mark.get(w("val"), "1") not in _OFF and (text := _text(run)):
                yield Unit(_UNSEEN[mark.tag], (text,))


def _text(element: etree._Element) -> str:
    return " ".join("".join(node.text or "" for node in element.iter(w("t"))).split())
