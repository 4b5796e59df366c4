"""A finished report with one point of its layout broken: what a clerk may have done to the template in Word."""

import io
import zipfile
from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree

from cchc_report.document.layout.check import Point
from cchc_report.document.layout.components import Component, find_components
from cchc_report.document.layout.looks import LayoutParagraph, OpenedDocument
from cchc_report.document.package import DOCUMENT, parse_xml, serialise, to_package
from cchc_report.document.wordml import w


class Draft:
    """A document that is being changed."""

    def __init__(self, document: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            self._contents = {name: archive.read(name) for name in archive.namelist()}
        self._opened = OpenedDocument(to_package("", document))
        self.headers = {name: parse_xml(c) for name, c in self._contents.items() if name.startswith("word/header")}
        self.root = self._opened.root
        self.found = find_components(self._opened)

    def of(self, component: Component) -> tuple[etree._Element, ...]:
        """Return the paragraphs of a component."""
        return tuple(paragraph.element for paragraph in self.found[component])

    def paragraph(self, element: etree._Element) -> LayoutParagraph:
        """Return a paragraph with its looks."""
        return LayoutParagraph(element, self._opened.styles)

    def saved(self) -> bytes:
        """Return the changed document."""
        changed = self._contents | {DOCUMENT: serialise(self.root)} | {n: serialise(r) for n, r in self.headers.items()}
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, content in changed.items():
                archive.writestr(name, content)
        return written.getvalue()


def broken(document: bytes, point: Point) -> bytes:
    """Return the document with one point broken."""
    draft = Draft(document)
    SPECIAL.get(point.id, _break_letters(point))(draft)
    return draft.saved()


def _break_letters(point: Point) -> Callable[[Draft], None]:
    name, _, aspect = point.id.rpartition("-")
    component = next((c for c in Component if c.name.lower().replace("_", "-") == name), None)

    def change(draft: Draft) -> None:
        assert component is not None
        for element in draft.of(component):
            ASPECTS[aspect](draft.paragraph(element))

    return change


def said(element: etree._Element, text: str) -> None:
    """Let a paragraph say something else, in its own letters."""
    nodes = list(element.iter(w("t")))
    for node in nodes:
        node.text = ""
    if nodes:
        nodes[0].text = text


def _given(element: etree._Element, properties: str, name: str, **values: str) -> None:
    """Give a paragraph (pPr) or a run (rPr) a property of its own."""
    own = element.find(w(properties))
    if own is None:
        own = etree.Element(w(properties))
        element.insert(0, own)
    for old in own.findall(w(name)):
        own.remove(old)
    etree.SubElement(own, w(name), {w(key): value for key, value in values.items()})


def _runs(element: etree._Element, name: str, **values: str) -> None:
    for run in element.iter(w("r")):
        _given(run, "rPr", name, **values)


def _turn_weight(paragraph: LayoutParagraph) -> None:
    look = paragraph.letters[0]
    _runs(paragraph.element, "b", val="0" if look.bold else "1")
    _runs(paragraph.element, "i", val="0" if look.italic else "1")


def _turn_case(paragraph: LayoutParagraph) -> None:
    number, _, title = paragraph.plain.partition(" ")
    if paragraph.plain != paragraph.plain.upper():
        said(paragraph.element, paragraph.plain.upper())
    else:
        said(paragraph.element, f"{number} {title.lower()}" if title else number.lower())


ASPECTS: dict[str, Callable[[LayoutParagraph], None]] = {
    "present": lambda p: said(p.element, ""),
    "size": lambda p: _runs(p.element, "sz", val="60"),
    "style": _turn_weight,
    "bold": lambda p: _runs(p.element, "b", val="0"),
    "case": _turn_case,
    "align": lambda p: _given(p.element, "pPr", "jc", val="right"),
    "indent": lambda p: _given(p.element, "pPr", "ind", firstLine="0"),
    "spacing": lambda p: _given(p.element, "pPr", "spacing", before="0", after="0"),
    "lines": lambda p: _given(p.element, "pPr", "spacing", line="480"),
    "keep": lambda p: _given(p.element, "pPr", "keepNext", val="0"),
}


def _inserted(text: str, *, before: bool) -> Callable[[etree._Element], None]:
    def insert(element: etree._Element) -> None:
        other = deepcopy(element)
        said(other, text)
        element.addprevious(other) if before else element.addnext(other)

    return insert


def _all(component: Component, change: Callable[[etree._Element], None]) -> Callable[[Draft], None]:
    """Return a change of every paragraph of a component."""
    return lambda draft: _each(draft.of(component), change)


def _each(elements: Iterable[etree._Element], change: Callable[[etree._Element], None]) -> None:
    for element in list(elements):
        change(element)


def _dropped(name: str) -> Callable[[Draft], None]:
    return lambda draft: _each(draft.root.iter(w(name)), _remove)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _set(name: str, **values: str) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        for element in draft.root.iter(w(name)):
            for key, value in values.items():
                element.set(w(key), value)

    return change


def _in_headers(name: str, change: Callable[[etree._Element], None]) -> Callable[[Draft], None]:
    return lambda draft: _each((e for root in draft.headers.values() for e in root.iter(w(name))), change)


def _moved(component: Component, beside: Component) -> Callable[[Draft], None]:
    return lambda draft: draft.of(beside)[0].addnext(draft.of(component)[0])


def _rule_removed(component: Component) -> Callable[[Draft], None]:
    def change(draft: Draft) -> None:
        rule = draft.of(component)[-1].getnext()
        assert rule is not None
        _remove(rule)

    return change


def _rule_as_wide_as_the_cell(draft: Draft) -> None:
    rule = draft.of(Component.ISSUER)[-1].getnext()
    assert rule is not None
    _given(rule, "pPr", "ind", left="0", right="0")


def _swap_sides(draft: Draft) -> None:
    for size in draft.root.iter(w("pgSz")):
        width, height = size.get(w("w"), ""), size.get(w("h"), "")
        size.set(w("w"), height)
        size.set(w("h"), width)


def _without_signatory(draft: Draft) -> None:
    for element in (*draft.of(Component.AUTHORITY)[1:], *draft.of(Component.SIGNATORY)):
        said(element, "")


def _without_room(draft: Draft) -> None:
    name = draft.of(Component.SIGNATORY)[0]
    _each((e for e in name.itersiblings(w("p"), preceding=True) if not draft.paragraph(e).plain), _remove)


def _without_table(draft: Draft) -> None:
    _remove(list(draft.root.iter(w("tbl")))[-1])


def _without_break(draft: Draft) -> None:
    _remove(next(iter(draft.root.iter(w("sectPr")))))


def _without_mention(draft: Draft) -> None:
    for element in draft.of(Component.BODY):
        if "Phụ lục" in draft.paragraph(element).plain:
            said(element, "Trên đây là báo cáo.")


_C = Component
SPECIAL: dict[str, Callable[[Draft], None]] = {
    "signatory-present": _without_signatory,
    "table-header-present": _without_table,
    "page-size": _set("pgSz", w="10000"),
    "page-upright": _swap_sides,
    "page-margins": _set("pgMar", left="500"),
    "font": _all(_C.BODY, lambda e: _runs(e, "rFonts", ascii="Arial")),
    "colour": _all(_C.BODY, lambda e: _runs(e, "color", val="FF0000")),
    "page-number-place": _in_headers("instrText", _remove),
    "page-number-size": _in_headers("r", lambda e: _given(e, "rPr", "sz", val="20")),
    "page-number-first": _dropped("titlePg"),
    "page-number-count": _set("pgNumType", fmt="upperRoman"),
    "tables-width": _set("gridCol", w="9000"),
    "nation-place": _all(_C.NATION, _inserted("MẪU SỐ 1", before=True)),
    "motto-place": _all(_C.MOTTO, _inserted("TỰ DO", before=True)),
    "motto-dashes": _all(_C.MOTTO, lambda e: said(e, "Độc lập-Tự do-Hạnh phúc")),
    "motto-rule": _rule_removed(_C.MOTTO),
    "issuer-rule": _rule_as_wide_as_the_cell,
    "number-place": _moved(_C.NUMBER, _C.DATE),
    "number-digits": _all(_C.NUMBER, lambda e: said(e, "Số: 5/BC-UBND")),
    "date-place": _all(_C.DATE, _inserted("Thanh Hóa", before=True)),
    "date-column": _moved(_C.DATE, _C.NUMBER),
    "date-digits": _all(_C.DATE, lambda e: said(e, "Hoằng Trường, ngày 5 tháng 2 năm 2024")),
    "subject-place": _all(_C.KIND, _inserted("", before=False)),
    "subject-rule": _rule_removed(_C.SUBJECT),
    "addressee-colon": _all(_C.ADDRESSEE, lambda e: said(e, "Kính gửi UBND huyện")),
    "addressee-list": _all(_C.ADDRESSEE, lambda e: said(e, "Kính gửi:")),
    "body-end": lambda draft: said(draft.of(_C.BODY)[-1], "Trên đây là báo cáo."),
    "recipients-title-place": _all(_C.RECIPIENTS_TITLE, _inserted("Bản sao", before=True)),
    "recipients-title-colon": _all(_C.RECIPIENTS_TITLE, lambda e: said(e, "Nơi nhận")),
    "recipients-list": _all(_C.RECIPIENTS, lambda e: said(e, "Lưu: VT.")),
    "recipients-last": _all(_C.RECIPIENTS, lambda e: said(e, "- Đảng ủy;")),
    "recipients-first": _all(_C.RECIPIENTS, lambda e: said(e, "- Lưu: VT.")),
    "signature-room": _without_room,
    "signature-whole": _dropped("cantSplit"),
    "appendix-page": _without_break,
    "appendix-mentioned": _without_mention,
    "appendix-reference": _all(_C.APPENDIX_REFERENCE, lambda e: said(e, "(Kèm theo Báo cáo)")),
    "table-header-repeats": _dropped("tblHeader"),
    "table-rows-whole": _dropped("cantSplit"),
    "table-header-bold": _all(_C.TABLE_HEADER, lambda e: _runs(e, "b", val="0")),
    "table-codes": _all(_C.TABLE, lambda e: _given(e, "pPr", "jc", val="right")),
    "table-numbers": _all(_C.TABLE, lambda e: _given(e, "pPr", "jc", val="left")),
}  # fmt: skip
