"""The checks of blocks and tables: where a component stands, what it stays with, how lists and tables are made.

Knows cells and rows; each check is called with the examined document and returns what stands there instead, or None.
"""

import re
from itertools import takewhile

from lxml import etree

from cchc_report.document.layout.checks import Examined, LayoutCheck, cells_of, measure, quoted
from cchc_report.document.layout.components import Component
from cchc_report.document.layout.looks import LayoutParagraph
from cchc_report.document.wordml import w
from cchc_report.ground.text import fold

_NUMERIC = re.compile(r"[\d.,%]+$")
_LEAST_ROOM = 3  # lines left empty for signature and seal
_ON = {None, "1", "true", "on"}


def at_top_right(examined: Examined) -> str | None:
    """The name of the nation is the first line of the right-hand block."""
    nation = examined.one(Component.NATION)
    row = None if nation is None else nation.ancestor("tr")
    if nation is None or row is None:
        return "không nằm trong ô bên phải của khung đầu trang"
    last = row.findall(w("tc"))[-1]
    is_first = next(last.iter(w("p")), None) is nation.element
    above = nation.ancestor("tbl")
    opens = above is not None and not any(_text(e) for e in above.itersiblings(preceding=True))
    return None if is_first and opens else "nằm ở chỗ khác"


def _text(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(w("t"))).strip()


def directly_below(component: Component, upper: Component) -> LayoutCheck:
    """Ask that a component is the next line after another, in the same cell or on the page."""

    def check(examined: Examined) -> str | None:
        lower, above = examined.one(component), examined.found[upper][-1:]
        following = above[0].following() if above else None
        return None if lower is None or (following and following.element is lower.element) else "nằm ở chỗ khác"

    return check


def in_column_of(component: Component, upper: Component) -> LayoutCheck:
    """Ask that a component stands lower in the column of another."""

    def check(examined: Examined) -> str | None:
        lower, above = examined.one(component), examined.one(upper)
        if lower is None or above is None or _column(lower) == _column(above):
            return None
        return "nằm ở cột khác"

    return check


def _column(paragraph: LayoutParagraph) -> int | None:
    return next((column for column, _ in cells_of((paragraph,))), None)


def on_line_of(component: Component, other: Component) -> LayoutCheck:
    """Ask that two components begin on one line: each first in its cell of one row, or both in the same place of it."""

    def check(examined: Examined) -> str | None:
        one, two = examined.one(component), examined.one(other)
        if one is None or two is None:
            return None
        same_row = one.ancestor("tr") is not None and one.ancestor("tr") is two.ancestor("tr")
        return None if same_row and _height(one) == _height(two) else "không cùng một dòng"

    return check


def _height(paragraph: LayoutParagraph) -> int:
    """Return how many paragraphs with text stand above in the same cell."""
    return sum(1 for each in paragraph.element.itersiblings(w("p"), preceding=True) if _text(each))


def listed(component: Component, skipped: int = 0) -> LayoutCheck:
    """Ask that each line after those skipped begins with a dash and ends with a semicolon, the last with a full stop."""

    def check(examined: Examined) -> str | None:
        lines = examined.found[component][skipped:]
        for paragraph in lines:
            if not (paragraph.plain.startswith("- ") or paragraph.is_numbered):
                return f"không có gạch đầu dòng ở {quoted(paragraph)}"
            mark = "." if paragraph is lines[-1] else ";"
            if not paragraph.plain.endswith(mark):
                return f"không có dấu “{mark}” ở cuối {quoted(paragraph)}"
        return None

    return check


def addressees_listed(examined: Examined) -> str | None:
    """Bare words have a list of addressees below them."""
    found = examined.found[Component.ADDRESSEE]
    if found and fold(found[0].plain) == "kinh gui" and not found[1:]:
        return "không có dòng nào ghi tên cơ quan nhận, có gạch đầu dòng"
    return listed(Component.ADDRESSEE, 1)(examined)


def text_ends(examined: Examined) -> str | None:
    """The text closes with the mark that nothing follows."""
    last = examined.found[Component.BODY][-1:]
    return None if not last or last[0].plain.endswith("./.") else f"kết thúc khác ở {quoted(last[0])}"


def last_is_archive(examined: Examined) -> str | None:
    """The last recipient is the archive."""
    lines = examined.found[Component.RECIPIENTS]
    return None if lines and "luu vt" in fold(lines[-1].plain) else "dòng cuối không phải “Lưu: VT”"


def first_is_above(examined: Examined) -> str | None:
    """Where the report names its addressee, the recipients begin with it."""
    lines = examined.found[Component.RECIPIENTS]
    if examined.one(Component.ADDRESSEE) is None or (lines and "nhu tren" in fold(lines[0].plain)):
        return None
    return "dòng đầu không phải “- Như trên;”"


def room_for_signature(examined: Examined) -> str | None:
    """There is room for signature and seal above the name."""
    name = examined.one(Component.SIGNATORY)
    if name is None:
        return None
    empty, room = 0, name.length("spacing", "before")
    for above in name.element.itersiblings(w("p"), preceding=True):
        if _text(above):
            break
        paragraph = LayoutParagraph(above, examined.document.styles)
        empty += 1
        room += paragraph.length("spacing", "before") + paragraph.length("spacing", "after")
    lines = empty + room / 320
    return None if lines >= _LEAST_ROOM else f"chỉ chừa {measure(lines)} dòng"


def signature_stays_whole(examined: Examined) -> str | None:
    """No page break can part the signature, nor leave it alone on a page."""
    block = [*examined.found[Component.AUTHORITY], *examined.found[Component.SIGNATORY]]
    row = block[0].ancestor("tr") if block else None
    if row is not None and not _is_whole(row):
        return "hàng chứa chữ ký có thể bị ngắt trang"
    body = examined.found[Component.BODY]
    if body and not body[-1].is_on("keepNext"):
        return "đoạn cuối của lời văn không đi liền với chữ ký"
    return None


def _is_whole(row: etree._Element) -> bool:
    return _is_switched_on(row, "cantSplit")


def _is_switched_on(row: etree._Element, name: str) -> bool:
    switch = row.find(f"{w('trPr')}/{w(name)}")
    return switch is not None and switch.get(w("val")) in _ON


def appendix_on_new_page(examined: Examined) -> str | None:
    """The appendix begins a page, counted from 1."""
    first = examined.one(Component.APPENDIX)
    if first is None or not examined.has_body:
        return None
    before = first.element.getprevious()
    breaks = before is not None and (
        before.find(f"{w('pPr')}/{w('sectPr')}") is not None
        or any(e.get(w("type")) == "page" for e in before.iter(w("br")))
    )
    return None if breaks or first.is_on("pageBreakBefore") else "nối tiếp trang của báo cáo"


def appendix_is_mentioned(examined: Examined) -> str | None:
    """The body says that an appendix is attached."""
    if not (examined.has_body and examined.has_appendix):
        return None
    mentioned = any("phu luc" in fold(p.plain) for p in examined.found[Component.BODY])
    return None if mentioned else "lời văn không nhắc đến phụ lục"


def _rows(examined: Examined) -> list[etree._Element]:
    first = next(iter(examined.found[Component.TABLE_HEADER]), None)
    table = None if first is None else first.ancestor("tbl")
    return [] if table is None else table.findall(w("tr"))


def header_repeats(examined: Examined) -> str | None:
    """The header of the table, all its rows, stands on each of the table's pages."""
    rows = _header_rows(_rows(examined))
    if not rows or not _is_switched_on(rows[0], "tblHeader"):
        return "không lặp lại"
    return None if all(_is_switched_on(row, "tblHeader") for row in rows) else "chỉ lặp lại hàng đầu"


def _header_rows(rows: list[etree._Element]) -> list[etree._Element]:
    """Return the first row and those below it into which one of its cells goes on."""
    below = takewhile(lambda row: any(_is_continued(cell) for cell in row.iter(w("vMerge"))), rows[1:])
    return [*rows[:1], *below]


def _is_continued(merge: etree._Element) -> bool:
    return merge.get(w("val")) != "restart"


def header_is_bold(examined: Examined) -> str | None:
    """The first line of each cell of the header is bold; a note below it need not be."""
    seen = set[etree._Element | None]()
    for paragraph in examined.found[Component.TABLE_HEADER]:
        cell = paragraph.ancestor("tc")
        if cell not in seen and not all(run.bold for run in paragraph.letters):
            return f"chữ không đậm ở {quoted(paragraph)}"
        seen.add(cell)
    return None


def rows_stay_whole(examined: Examined) -> str | None:
    """No row of the table is parted by a page break."""
    return None if all(map(_is_whole, _rows(examined))) else "có hàng bị ngắt giữa hai trang"


def numbers_aligned(examined: Examined) -> str | None:
    """Numbers in the table stand in the middle or on the right."""
    for column, paragraph in cells_of(examined.found[Component.TABLE]):
        if column and _NUMERIC.match(paragraph.plain) and paragraph.align not in {"center", "right"}:
            return f"canh trái ở {quoted(paragraph)}"
    return None


def codes_aligned(examined: Examined) -> str | None:
    """The codes of rows stand on the left or in the middle."""
    for column, paragraph in cells_of(examined.found[Component.TABLE]):
        if not column and paragraph.align not in {"left", "center"}:
            return f"canh khác ở {quoted(paragraph)}"
    return None
