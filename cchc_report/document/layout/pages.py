"""The checks of a document's pages: their size, margins, letters and numbers, and the width of what stands on them.

Each check is called with the examined document and returns what it has instead, or None.
"""

import re
from collections.abc import Iterator

from lxml import etree

from cchc_report.document.layout.checks import Examined, LayoutCheck, measure, quoted, text_width
from cchc_report.document.layout.looks import TWIPS_PER_MM, LayoutParagraph, value
from cchc_report.document.wordml import w

_MM_SLACK = 0.5
_PADDING = 2 * 115  # twentieths of a point
_PAGE_FIELD = re.compile(r"\bPAGE\b")
_ON = {None, "1", "true", "on"}


def a4(examined: Examined) -> str | None:
    """Every page is A4."""
    for section in examined.document.sections:
        size = sorted(_millimetres(section, "pgSz", side) for side in ("w", "h"))
        if abs(size[0] - 210) > _MM_SLACK or abs(size[1] - 297) > _MM_SLACK:
            return f"khổ {measure(size[0])} x {measure(size[1])} mm"
    return None


def upright_pages(examined: Examined) -> str | None:
    """The body's pages stand upright; a table in an appendix of its own may lie."""
    sections = examined.document.sections[:1] if examined.has_body else []
    lying = any(_millimetres(section, "pgSz", "w") > _millimetres(section, "pgSz", "h") for section in sections)
    return "trang nằm ngang" if lying else None


def margins(ranges: dict[str, tuple[float, float]]) -> LayoutCheck:
    """Ask that each margin is between two lengths, in millimetres; a page that lies may have them turned with it."""

    def check(examined: Examined) -> str | None:
        for section in examined.document.sections:
            given = {side: _millimetres(section, "pgMar", side) for side in ranges}
            lies = _millimetres(section, "pgSz", "w") > _millimetres(section, "pgSz", "h")
            if _wrong(given, ranges) and not (lies and not _wrong(_turned(given), ranges)):
                name, length = _wrong(given, ranges)[0]
                return f"lề {name} {measure(length)} mm"
        return None

    return check


_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}


def _wrong(given: dict[str, float], ranges: dict[str, tuple[float, float]]) -> list[tuple[str, float]]:
    return [
        (_SIDES[side], given[side])
        for side, (least, most) in ranges.items()
        if not least - _MM_SLACK <= given[side] <= most + _MM_SLACK
    ]


def _turned(given: dict[str, float]) -> dict[str, float]:
    """Return the margins as they were before Word turned the page by a quarter to the left."""
    return {"left": given["top"], "right": given["bottom"], "top": given["right"], "bottom": given["left"]}


def _millimetres(section: etree._Element, name: str, attribute: str) -> float:
    found = value(section, name, attribute) or "0"
    return int(found) / TWIPS_PER_MM if found.lstrip("-").isdigit() else 0.0


def in_font(font: str) -> LayoutCheck:
    """Ask that all text is in one font."""

    def check(examined: Examined) -> str | None:
        for paragraph in examined.document.paragraphs:
            for run in paragraph.letters:
                if run.font.lower() != font.lower():
                    return f"phông {run.font or 'của chủ đề (theme)'} ở {quoted(paragraph)}"
        return None

    return check


def black(examined: Examined) -> str | None:
    """All text is black."""
    for paragraph in examined.document.paragraphs:
        if any(run.colour not in {"AUTO", "000000"} for run in paragraph.letters):
            return f"chữ màu ở {quoted(paragraph)}"
    return None


def _page_numbers(examined: Examined, section: etree._Element, kind: str) -> Iterator[LayoutParagraph]:
    for paragraph in examined.document.stories(section, kind):
        fields = [e.text or "" for e in paragraph.element.iter(w("instrText"))]
        fields += [e.get(w("instr"), "") for e in paragraph.element.iter(w("fldSimple"))]
        if any(map(_PAGE_FIELD.search, fields)):
            yield paragraph


def _own_numbers(examined: Examined) -> list[LayoutParagraph]:
    """Return the paragraphs of page numbers in the headers of all sections."""
    return [p for section in examined.document.sections for p in _page_numbers(examined, section, "default")]


def page_numbers_on_top(examined: Examined) -> str | None:
    """Pages are numbered, centred, in the top margin."""
    numbers = _own_numbers(examined)
    if not numbers:
        return "không có số trang"
    root = numbers[0].element.getroottree().getroot()
    if root.tag != w("hdr"):
        return "số trang ở lề dưới"
    return None if all(p.align == "center" for p in numbers) else "số trang không canh giữa"


def page_numbers_sized(examined: Examined) -> str | None:
    """Page numbers have 13 to 14 points and stand upright."""
    for run in (run for p in _own_numbers(examined) for run in p.letters):
        if not 13 <= run.size <= 14:
            return f"cỡ chữ {measure(run.size)}"
        if run.bold or run.italic:
            return "chữ đậm hoặc nghiêng"
    return None


def no_number_on_first_page(examined: Examined) -> str | None:
    """The first page of the body and of the appendix shows no number."""
    for section in examined.document.sections:
        switch = section.find(w("titlePg"))
        differs = switch is not None and switch.get(w("val")) in _ON
        if not differs or any(_page_numbers(examined, section, "first")):
            return "trang thứ nhất có số trang"
    return None


def numbered_from_one(examined: Examined) -> str | None:
    """Pages are counted from 1 in Arabic digits."""
    for section in examined.document.sections:
        shape = value(section, "pgNumType", "fmt") or "decimal"
        if shape != "decimal":
            return "số trang không phải chữ số Ả Rập"
        if (value(section, "pgNumType", "start") or "1") != "1":
            return "số trang không bắt đầu từ 1"
    return None


def tables_within_margins(examined: Examined) -> str | None:
    """No table is wider than the text of its section; Word lets the padding of the outer cells stand in the margins."""
    sections = examined.document.sections
    passed = 0
    for element in examined.document.root.iter(w("tbl"), w("sectPr")):
        if element.tag == w("sectPr"):
            passed += 1
            continue
        columns = element.findall(f"{w('tblGrid')}/{w('gridCol')}")
        width = sum(int(column.get(w("w")) or 0) for column in columns)
        if width > text_width(sections[min(passed, len(sections) - 1)]) + _PADDING:
            return f"bảng rộng {measure(width / TWIPS_PER_MM)} mm"
    return None
