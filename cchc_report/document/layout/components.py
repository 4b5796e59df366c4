"""The parts of a state document, found in an opened one by what they say and where they stand, whatever their styles are called.

Knows the words that the decree prescribes, not how they must look.
"""

import re
from collections.abc import Callable, Mapping
from enum import Enum
from itertools import takewhile

from lxml import etree

from cchc_report.document.layout.looks import LayoutParagraph, OpenedDocument
from cchc_report.document.wordml import w
from cchc_report.ground.text import fold

_NUMBER = re.compile(r"Số\s*:")
_DATE = re.compile(r"ngày\b.*\btháng\b.*\bnăm\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+\.\s")
_ARABIC = re.compile(r"\d+\.\s")
_AUTHORITY = re.compile(r"(?:TM|KT|Q|TL|TUQ)\.\s*\S|CHỦ TỊCH$", re.IGNORECASE)
_APPENDIX = re.compile(r"phụ lục\b", re.IGNORECASE)
_LONGEST_HEADING, _LONGEST_APPENDIX_NUMBER = 160, 30  # letters


class Component(Enum):
    """A part of the document by its Vietnamese name."""

    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    ISSUER = "Tên cơ quan ban hành"
    NUMBER = "Số, ký hiệu"
    DATE = "Địa danh và ngày, tháng"
    KIND = "Tên loại văn bản"
    SUBJECT = "Trích yếu"
    ADDRESSEE = "Kính gửi"
    BODY = "Lời văn"
    SECTION = "Tiêu đề mục (I, II …)"
    CLAUSE = "Tiêu đề khoản (1, 2 …)"
    RECIPIENTS_TITLE = "Chữ “Nơi nhận”"
    RECIPIENTS = "Danh sách nơi nhận"
    AUTHORITY = "Quyền hạn, chức vụ của người ký"
    SIGNATORY = "Họ tên người ký"
    APPENDIX = "Chữ “Phụ lục”"
    APPENDIX_TITLE = "Tên phụ lục"
    APPENDIX_REFERENCE = "Dòng “Kèm theo”"
    TABLE_HEADER = "Tiêu đề của bảng"
    TABLE = "Bảng số liệu"


FoundComponents = Mapping[Component, tuple[LayoutParagraph, ...]]


def find_components(document: OpenedDocument) -> FoundComponents:
    """Return the paragraphs of each component in order; none where the document lacks it."""
    written = [paragraph for paragraph in document.paragraphs if paragraph.plain]
    start = _start_of_appendix(written)
    return {**_in_body(written[:start]), **_in_appendix(written[start:])}


def _start_of_appendix(written: list[LayoutParagraph]) -> int:
    """Return where the appendix begins: at its first line, which stands after the recipients where there are any."""
    after = next((i for i, p in enumerate(written) if _is_recipients_title(p)), 0)
    begins = (i for i, p in enumerate(written) if i >= after and p.ancestor("tc") is None and _is_appendix_number(p))
    return next(begins, len(written))


def _is_recipients_title(paragraph: LayoutParagraph) -> bool:
    return fold(paragraph.plain) == "noi nhan" and paragraph.ancestor("tc") is not None


def _is_appendix_number(paragraph: LayoutParagraph) -> bool:
    return bool(_APPENDIX.match(paragraph.plain)) and len(paragraph.plain) <= _LONGEST_APPENDIX_NUMBER


def _in_body(written: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    kind = _first(written, lambda p: fold(p.plain) == "bao cao" and p.ancestor("tc") is None)
    rest = written[written.index(kind[0]) + 1 :] if kind else []
    return {**_at_the_top(written), Component.KIND: kind, **_in_the_text(rest), **_at_the_end(written)}


def _at_the_top(written: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    nation = _first(written, lambda p: fold(p.plain) == "cong hoa xa hoi chu nghia viet nam")
    number = _first(written, lambda p: bool(_NUMBER.match(p.plain)))
    return {
        Component.NATION: nation,
        Component.MOTTO: _first(written, lambda p: fold(p.plain) == "doc lap tu do hanh phuc"),
        Component.ISSUER: _issuer(written, nation, number),
        Component.NUMBER: number,
        Component.DATE: _first(written, lambda p: bool(_DATE.search(p.plain)) and p.ancestor("tc") is not None),
    }


def _in_the_text(rest: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    """Find what stands below the kind of document: subject, addressee, headings and paragraphs."""
    addressee = _addressee(rest)
    text = [p for p in rest[1:] if p.ancestor("tc") is None and p not in addressee]
    sections, clauses = _headings(text, _ROMAN), _headings(text, _ARABIC)
    plain = (p for p in text if p not in sections + clauses)
    return {
        Component.SUBJECT: tuple(p for p in rest[:1] if p not in addressee),
        Component.ADDRESSEE: addressee,
        Component.BODY: tuple(p for p in plain if p.setting("outlineLvl") is None),
        Component.SECTION: sections,
        Component.CLAUSE: clauses,
    }


def _first(paragraphs: list[LayoutParagraph], fits: Callable[[LayoutParagraph], bool]) -> tuple[LayoutParagraph, ...]:
    return tuple(p for p in paragraphs if fits(p))[:1]


def _addressee(rest: list[LayoutParagraph]) -> tuple[LayoutParagraph, ...]:
    """Return the line that names the addressee, or the bare words with the lines below that name one each."""
    first = _first(rest, lambda p: fold(p.plain).startswith("kinh gui"))
    if not first or fold(first[0].plain) != "kinh gui":
        return first
    below = rest[rest.index(first[0]) + 1 :]
    return (*first, *takewhile(lambda p: p.plain.startswith("-") or p.is_numbered, below))


def _headings(text: list[LayoutParagraph], numbering: re.Pattern[str]) -> tuple[LayoutParagraph, ...]:
    return tuple(p for p in text if _is_heading(p, numbering))


def _is_heading(paragraph: LayoutParagraph, numbering: re.Pattern[str]) -> bool:
    """Tell whether a paragraph is a title with its number, and no sentence of a list."""
    text = paragraph.plain
    return bool(numbering.match(text)) and len(text) <= _LONGEST_HEADING and text[-1] not in ".;:,"


def _issuer(
    written: list[LayoutParagraph], nation: tuple[LayoutParagraph, ...], number: tuple[LayoutParagraph, ...]
) -> tuple[LayoutParagraph, ...]:
    """Return what stands beside the name of the nation, down to the document's number."""
    row = nation[0].ancestor("tr") if nation else None
    if row is None:
        return ()
    left = row.find(w("tc"))
    lines = (p for p in written if p.ancestor("tc") is left and p.ancestor("tr") is row)
    return tuple(takewhile(lambda p: p not in number and p not in nation, lines))


def _at_the_end(written: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    """Find the recipients and the signature; both stand in cells, side by side."""
    title = _first(written, _is_recipients_title)
    after = written[written.index(title[0]) + 1 :] if title else written
    table = title[0].ancestor("tbl") if title else None
    recipients = tuple(p for p in after if _is_on_the_left(p) and p.ancestor("tbl") is table)
    return {Component.RECIPIENTS_TITLE: title, Component.RECIPIENTS: recipients, **_signature(after)}


def _signature(after: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    signed = _first(after, lambda p: bool(_AUTHORITY.match(p.plain)) and _is_in_later_cell(p))
    block = [p for p in after if signed and _stands_in(p, signed[0].ancestor("tc"))]
    return {
        Component.AUTHORITY: tuple(block[:-1]) or signed,
        Component.SIGNATORY: tuple(block[-1:]) if len(block) > 1 else (),
    }


def _is_on_the_left(paragraph: LayoutParagraph) -> bool:
    """Tell whether a paragraph stands in the first cell of its row: a long list goes on in rows below the signature."""
    cell = paragraph.ancestor("tc")
    return cell is not None and next(cell.itersiblings(w("tc"), preceding=True), None) is None


def _is_in_later_cell(paragraph: LayoutParagraph) -> bool:
    return paragraph.ancestor("tc") is not None and not _is_on_the_left(paragraph)


def _stands_in(paragraph: LayoutParagraph, cell: etree._Element | None) -> bool:
    return cell is not None and paragraph.ancestor("tc") is cell


def _in_appendix(written: list[LayoutParagraph]) -> dict[Component, tuple[LayoutParagraph, ...]]:
    above = list(takewhile(lambda p: p.ancestor("tc") is None, written))
    reference = _first(above, lambda p: fold(p.plain).startswith("kem theo"))
    end = above.index(reference[0]) if reference else len(above)
    table = tuple(p for p in written if p.ancestor("tc") is not None)
    first_row = table[0].ancestor("tr") if table else None
    header = tuple(p for p in table if _is_repeated(p) or p.ancestor("tr") is first_row)
    return {
        Component.APPENDIX: tuple(above[:1]),
        Component.APPENDIX_TITLE: tuple(above[1:end]),
        Component.APPENDIX_REFERENCE: reference,
        Component.TABLE_HEADER: header,
        Component.TABLE: tuple(p for p in table if p not in header),
    }


def _is_repeated(paragraph: LayoutParagraph) -> bool:
    row = paragraph.ancestor("tr")
    return row is not None and row.find(f"{w('trPr')}/{w('tblHeader')}") is not None
