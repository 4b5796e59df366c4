"""The annex of charts: opened like the form's own appendix, each chart with what it counts and the table of its numbers.

Takes a finished appendix, whose heading, page and page numbers the annex keeps; knows not how any number was counted.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from html import escape

from lxml import etree

from cchc_report.document.chart_xml import CHART_TYPE, SHEET, chart_xml
from cchc_report.document.layout.components import Component, find_components
from cchc_report.document.layout.looks import OpenedDocument
from cchc_report.document.merge import merge
from cchc_report.document.package import DOCUMENT, Package, packed, parse_xml, serialise, to_package, zipped
from cchc_report.document.wordml import R_NAMESPACE, W_NAMESPACE, body_of, sections, w
from cchc_report.figures.breakdowns import Axis, Breakdown
from cchc_report.ground.numbers import format_number

_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_EMU_PER_TWIP, _EMU_PER_CM = 635, 360_000
_WIDTH = 9071  # of the text in twentieths of a point, where the appendix does not say
_SUM = "Cộng"
_PARAGRAPH = (
    '<w:p><w:pPr>{keep}<w:spacing w:before="{before}" w:after="{after}" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="{align}"/>{mark}</w:pPr>{runs}</w:p>'
)
_RUN = '<w:r><w:rPr>{style}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
_BOLD, _ITALIC = "<w:b/><w:bCs/>", "<w:i/><w:iCs/>"
_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="Biểu đồ {number}" descr="{described}"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="{link}"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r>"
)
_NAMESPACES = (
    f'xmlns:w="{W_NAMESPACE}" xmlns:r="{R_NAMESPACE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def chart_annex(appendix: bytes, name: str, title: str, breakdowns: Sequence[Breakdown]) -> Package:
    """Return the annex as a document of its own, with the heading, page and page numbers of a finished appendix."""
    package = to_package(f"{name}.docx", appendix)
    opened = OpenedDocument(package)
    body = body_of(opened.root)
    _open(opened, body, name, title)
    last = sections(opened.root)[-1] if sections(opened.root) else None
    content = [
        element
        for number, one in enumerate(breakdowns, 1)
        for element in _chart(package, one, number, _text_width(last))
    ]
    body[:] = [*body, *content, *([] if last is None else [last])]
    package.parts[DOCUMENT] = serialise(opened.root)
    _entitle(package, title)
    package.drop_unlinked()
    return package


def written_alone(annex: Package) -> bytes:
    """Return the annex as a Word file."""
    return zipped(packed(annex))


def appended(document: bytes, annex: Package) -> bytes:
    """Return a finished document with the annex after its last page, as a section of its own."""
    package = merge(to_package("bao-cao.docx", document), annex)
    root = parse_xml(package.parts[DOCUMENT])
    for mark in list(body_of(root).iterchildren(etree.ProcessingInstruction)):
        body_of(root).remove(mark)  # where the annex begins: templates alone have a use for it
    package.parts[DOCUMENT] = serialise(root)
    return zipped(packed(package))


def _open(opened: OpenedDocument, body: etree._Element, name: str, title: str) -> None:
    """Leave of the appendix only what stands above its table, under the annex's own name and title."""
    found = find_components(opened)
    for component, text in ((Component.APPENDIX_TITLE, title.upper()), (Component.APPENDIX, name)):
        paragraphs = [paragraph.element for paragraph in found[component]]
        if paragraphs:
            _say(paragraphs[0], text)
        else:
            body.insert(0, _built(_line(text, 28, _BOLD, keep=True)))
        for other in paragraphs[1:]:
            body.remove(other)
    table = body.find(w("tbl"))
    for element in [] if table is None else [table, *table.itersiblings()]:
        body.remove(element) if element.tag != w("sectPr") or element.getnext() is not None else None


def _say(paragraph: etree._Element, text: str) -> None:
    """Let a paragraph read as given, in the letters of its first run."""
    runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
    for node in [child for run in runs for child in run if child.tag != w("rPr")] + runs[1:]:
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    etree.SubElement(runs[0], w("t")).text = text


def _text_width(section: etree._Element | None) -> int:
    """Return the width of a section's text in twentieths of a point."""
    size, margins = (None, None) if section is None else (section.find(w("pgSz")), section.find(w("pgMar")))
    if size is None or margins is None:
        return _WIDTH
    return int(size.get(w("w"), "0")) - int(margins.get(w("left"), "0")) - int(margins.get(w("right"), "0"))


def _chart(package: Package, breakdown: Breakdown, number: int, width: int) -> Iterator[etree._Element]:
    """Yield a chart's caption, the chart, what it counts, and its table: all of them kept on one page."""
    drawing = _DRAWING.format(
        width=width * _EMU_PER_TWIP,
        height=_height(breakdown),
        number=number,
        described=escape(_described(breakdown)),
        link=_add_chart(package, breakdown, number),
    )
    yield _built(_line(f"Biểu đồ {number}. {breakdown.title}", 28, _BOLD, keep=True, room=(240, 60)))
    yield _built(_PARAGRAPH.format(keep="<w:keepNext/>", before=60, after=60, align="center", mark="", runs=drawing))
    yield _built(_line(breakdown.rule, 26, _ITALIC, keep=True, align="both"))
    yield _built(_table(breakdown, width))


def _add_chart(package: Package, breakdown: Breakdown, number: int) -> str:
    """Add the chart and the workbook that Word opens to edit it; return the chart's link."""
    from cchc_report.workbook.plain_table import PlainTable, write_tables  # openpyxl is slow to load

    headers = [breakdown.category, *(one.name for one in breakdown.series)]
    table = PlainTable(SHEET, headers, [[category, *counts] for category, counts in breakdown.rows])
    chart = package.free_name(f"word/charts/chart{number}.xml")
    link = package.add(DOCUMENT, "chart", chart, b"", CHART_TYPE)
    book = f"word/embeddings/so-lieu-{number}.xlsx"
    package.parts[chart] = chart_xml(
        breakdown, package.add(chart, "package", book, write_tables([table]), _WORKBOOK_TYPE)
    )
    return link


def _height(breakdown: Breakdown) -> int:
    """Return the chart's height in EMU: bars that run down the page need room for each of them."""
    if breakdown.axis is Axis.TIME:
        return int(7.5 * _EMU_PER_CM)
    bars = len(breakdown.categories) * (1 if breakdown.adds_up and len(breakdown.series) > 1 else len(breakdown.series))
    return int(min(max(2.2 + 0.72 * bars, 4), 10.5) * _EMU_PER_CM)


def _described(breakdown: Breakdown) -> str:
    """Say in words what the chart shows, for who cannot see it; its table says the rest."""
    if breakdown.adds_up and len(breakdown.series) > 1:
        told = [f"{one.name}: {format_number(one.total)} {breakdown.unit}" for one in breakdown.series]
    else:
        told = [
            f"{category}{f', {one.name}' if len(breakdown.series) > 1 else ''}: {format_number(count)} {breakdown.unit}"
            for category, counts in breakdown.rows
            for one, count in zip(breakdown.series, counts, strict=True)
            if count is not None
        ]
    return f"Biểu đồ cột: {breakdown.title}. {'; '.join(told)}. Số liệu đầy đủ ở bảng ngay dưới biểu đồ."


def _table(breakdown: Breakdown, width: int) -> str:
    """Return the table of a chart's numbers, with sums where its counts are parts of a whole."""
    header, *rows = _table_rows(breakdown)
    widths = _column_widths(width, len(header))
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    printed = "".join(
        _row(row, widths, bold=breakdown.adds_up and row is rows[-1], keep=row is not rows[-1]) for row in rows
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_row(header, widths, bold=True, keep=True, header=True)}{printed}</w:tbl>"
    )


def _table_rows(breakdown: Breakdown) -> list[list[str]]:
    """Return the header and the rows, the sums last."""
    across = breakdown.adds_up and len(breakdown.series) > 1
    header = [breakdown.category, *(one.name for one in breakdown.series), *([_SUM] if across else [])]
    rows = [[category, *_numbers(counts, across=across)] for category, counts in breakdown.rows]
    if breakdown.adds_up:
        rows.append([_SUM, *_numbers([one.total for one in breakdown.series], across=across)])
    return [header, *rows]


def _column_widths(width: int, columns: int) -> list[int]:
    """Return the widths of a table's columns, the first wider than the others, which are alike."""
    first = width * 2 // (columns + 1) if columns > 2 else width * 2 // 3
    other = (width - first) // (columns - 1)
    return [width - other * (columns - 1), *[other] * (columns - 1)]


def _numbers(counts: Sequence[int | None], *, across: bool) -> list[str]:
    """Print the counts of a row, and their sum; what is unknown is left empty."""
    printed = ["" if count is None else format_number(count) for count in counts]
    known = [count for count in counts if count is not None]
    return [*printed, format_number(sum(known)) if known else ""] if across else printed


def _row(cells: Sequence[str], widths: Sequence[int], *, bold: bool, keep: bool, header: bool = False) -> str:
    settings = f"<w:cantSplit/>{'<w:tblHeader/>' if header else ''}"
    printed = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        + _line(text, 24, _BOLD if bold else "", keep=keep, align="center" if at or header else "left", room=(20, 20))
        + "</w:tc>"
        for at, (text, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"<w:tr><w:trPr>{settings}</w:trPr>{printed}</w:tr>"


def _line(
    text: str, size: int, style: str, *, keep: bool, align: str = "center", room: tuple[int, int] = (0, 60)
) -> str:
    """Return a paragraph of one kind of letters; `size` is in half points, the room above and below in twentieths of one."""
    runs = _RUN.format(style=style, size=size, text=escape(text, quote=False)) if text else ""
    mark = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'  # an empty paragraph is as high as its mark
    return _PARAGRAPH.format(
        keep="<w:keepNext/>" if keep else "", before=room[0], after=room[1], align=align, mark=mark, runs=runs
    )


def _built(xml: str) -> etree._Element:
    """Return an element of Word's from its text."""
    return deepcopy(etree.fromstring(f"<w:body {_NAMESPACES}>{xml}</w:body>")[0])


def _entitle(package: Package, title: str) -> None:
    """Write the annex's title into its properties."""
    name = package.linked("", "core-properties")
    if name is None:
        return
    root = parse_xml(package.parts[name])
    for element in root.iter(_TITLE):
        element.text = title
    package.parts[name] = serialise(root)
