"""A Word file as plain paragraphs and tables: what a reader of the page sees of it, nothing that is hidden, struck out or deleted.

Knows Word's XML, not what a report says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lxml import etree

from cchc_report.audit.written_blocks import Block, Grid, Paragraph, UnreadableReportError
from cchc_report.document.package import DOCUMENT, PackageError, open_package, parse_xml
from cchc_report.document.wordml import w
from cchc_report.ground.text import clean_lines

SAVE_AS_WORD = "Mở tệp bằng Word, chọn Lưu thành (Save As), kiểu Word Document (*.docx), rồi kiểm tra tệp mới."
_STYLES = "word/styles.xml"
_UNSEEN = (w("moveFrom"), w("del"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_BREAKS = {w("br"): "\n", w("cr"): "\n", w("tab"): "\t", w("ptab"): "\t", w("noBreakHyphen"): "-"}
_HIDING = ("vanish", "webHidden", "strike", "dstrike")
_OFF = ("0", "false", "off", "none")
_LONGEST_MARK = 4  # letters of a note mark that stands raised; longer text is text
_MOST_COLUMNS = 63  # as many as Word allows
_MOST_CELLS = 2_000_000  # of a table
_DEEPEST = 20  # tables within tables


def read_word(path: Path) -> Iterator[Block]:
    """Yield the paragraphs and tables of a Word file; raises UnreadableReportError."""
    try:
        parts = open_package(path).parts
        root = parse_xml(parts[DOCUMENT])
        styles = parse_xml(parts[_STYLES]) if _STYLES in parts else None
    except PackageError as error:
        raise UnreadableReportError(error.reason, error.hint or SAVE_AS_WORD) from None
    except etree.XMLSyntaxError:
        raise UnreadableReportError("bị hỏng", SAVE_AS_WORD) from None
    body = root.find(w("body"))
    if body is None:
        hint = "Mở tệp bằng Word, chọn Lưu thành, kiểu Word Document (*.docx), không chọn Strict."
        raise UnreadableReportError("không phải tệp Word thông thường", hint)
    yield from word_blocks(body, styles)


def word_blocks(body: etree._Element, styles: etree._Element | None = None) -> Iterator[Block]:
    """Yield the paragraphs and tables of a document's body, seen as its styles let them be seen."""
    yield from _WordReader({} if styles is None else _looks(styles)).blocks(body)


@dataclass(frozen=True)
class _TextLook:
    """What a style, or the settings of a run, say of how text is seen; None where they say nothing."""

    hidden: bool | None = None
    raised: bool | None = None

    def over(self, below: "_TextLook") -> "_TextLook":
        """Return this look on top of another, which stands where this one says nothing."""
        return _TextLook(
            below.hidden if self.hidden is None else self.hidden,
            below.raised if self.raised is None else self.raised,
        )


def _look(settings: etree._Element | None) -> _TextLook:
    if settings is None:
        return _TextLook()
    said = [settings.find(w(name)) for name in _HIDING]
    hides = [element.get(w("val"), "1").lower() not in _OFF for element in said if element is not None]
    stands = settings.find(w("vertAlign"))
    raised = None if stands is None else stands.get(w("val")) == "superscript"
    return _TextLook(any(hides) if hides else None, raised)


def _looks(styles: etree._Element) -> dict[str, _TextLook]:
    """Return the look of every style by its identifier, with what it takes over from the styles it is based on."""
    own = {style.get(w("styleId"), ""): style for style in styles.findall(w("style"))}

    def look(name: str, depth: int = 0) -> _TextLook:
        style = own.get(name)
        if style is None or depth > _DEEPEST:
            return _TextLook()
        based_on = style.find(w("basedOn"))
        below = look(based_on.get(w("val"), ""), depth + 1) if based_on is not None else _TextLook()
        return _look(style.find(w("rPr"))).over(below)

    return {name: found for name in own if (found := look(name)) != _TextLook()}


@dataclass(frozen=True)
class _WordReader:
    """Reads the blocks of a document whose styles look as they do."""

    looks: dict[str, _TextLook]

    def blocks(self, parent: etree._Element, depth: int = 0) -> Iterator[Block]:
        """Yield paragraphs and tables in order, those inside content controls and the like as if they stood there by themselves."""
        goes_on = ""  # of a paragraph whose end a tracked change deletes
        for element in parent:
            if element.tag == w("p"):
                text = goes_on + self.text(element)
                goes_on = text if element.find(f"{w('pPr')}/{w('rPr')}/{w('del')}") is not None else ""
                if not goes_on:
                    yield Paragraph(text)
                for box in _boxes(element):
                    yield from self.blocks(box, depth + 1)
            elif element.tag == w("tbl"):
                yield from self.table(element, depth)
            elif element.tag not in _UNSEEN and element.tag != w("sectPr"):
                yield from self.blocks(element, depth)
        if goes_on:
            yield Paragraph(goes_on)

    def text(self, element: etree._Element) -> str:
        """Return what is seen of a paragraph: insertions, but not deletions, hidden letters, note marks, nor the text of its boxes."""
        parts: list[str] = []
        for node in element:
            if node.tag == w("t"):
                parts.append(node.text or "")
            elif node.tag in _BREAKS:
                parts.append(_BREAKS[node.tag])
            elif node.tag == w("r"):
                parts.append(self._run(node))
            elif node.tag not in (*_UNSEEN, w("txbxContent"), w("pPr"), w("rPr")) and isinstance(node.tag, str):
                parts.append(self.text(node))
        return "".join(parts)

    def _run(self, run: etree._Element) -> str:
        settings = run.find(w("rPr"))
        style = settings.find(w("rStyle")) if settings is not None else None
        look = _look(settings).over(
            self.looks.get(style.get(w("val"), ""), _TextLook()) if style is not None else _TextLook()
        )
        if look.hidden:
            return ""
        text = self.text(run)
        is_mark = look.raised and len(text.strip()) <= _LONGEST_MARK and "%" not in text
        return "" if is_mark else text

    def table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """Yield a table; one that only lays out others yields what stands in its cells."""
        if depth < _DEEPEST and any(_is_table_of_its_own(inner) for inner in _within(table)):
            for row in _own(table, "tr"):
                for cell in _own(row, "tc"):
                    yield from self.blocks(cell, depth + 1)
        else:
            yield Grid(tuple(self._rows(table)))
            for box in _boxes(table):
                yield from (block for block in self.blocks(box, depth + 1) if isinstance(block, Grid))

    def _rows(self, table: etree._Element) -> Iterator[tuple[str, ...]]:
        rows = [
            list(islice(self._cells(row), _MOST_COLUMNS))
            for row in _own(table, "tr")
            if row.find(f"{w('trPr')}/{w('del')}") is None
        ]
        width = max(map(len, rows), default=0)
        if len(rows) * width > _MOST_CELLS:
            raise UnreadableReportError("có bảng quá lớn", "Kiểm tra lại có đúng tệp báo cáo không.")
        for row in rows:
            yield tuple(row + [""] * (width - len(row)))

    def _cells(self, row: etree._Element) -> Iterator[str]:
        """Yield a cell for each column: a cell over several columns or rows is followed by empty ones."""
        yield from [""] * _number(row, "trPr", "gridBefore")
        for cell in _own(row, "tc"):
            merged = cell.find(f"{w('tcPr')}/{w('vMerge')}")
            is_continued = merged is not None and merged.get(w("val"), "continue") == "continue"
            is_deleted = cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None
            texts = () if is_continued or is_deleted else (self.text(each) for each in cell.iter(w("p")))
            yield clean_lines("\n".join(texts))
            yield from [""] * (_number(cell, "tcPr", "gridSpan") - 1)


def _boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes of a paragraph or table, but not a picture's stand-in for old programs."""
    for node in element:
        if node.tag == w("txbxContent"):
            yield node
        elif node.tag not in _UNSEEN and isinstance(node.tag, str):
            yield from _boxes(node)


def _within(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the tables inside the cells of a table."""
    found = table.iter(w("tbl"))
    next(found)  # itself
    yield from found


def _is_table_of_its_own(table: etree._Element) -> bool:
    """Tell whether a table inside a cell has rows and columns to read, and is no mere list within the cell."""
    rows = list(_own(table, "tr"))
    return len(rows) > 1 and max(len(list(_own(row, "tc"))) for row in rows) > 2


def _own(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or cells of a row, those in content controls too, but not those of a table inside."""
    for element in parent:
        if element.tag == w(name):
            yield element
        elif element.tag in {w("sdt"), w("sdtContent"), w("ins")}:
            yield from _own(element, name)


def _number(element: etree._Element, properties: str, name: str) -> int:
    found = element.find(f"{w(properties)}/{w(name)}")
    value = found.get(w("val"), "0") if found is not None else "0"
    return min(int(value), _MOST_COLUMNS) if value.isascii() and value.isdigit() else 0
