"""Reads the HTML tables that web systems save under the name of an Excel file."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.workbook.broken.facts import as_percent, raised
from cchc_report.workbook.delimited import decode
from cchc_report.workbook.html_text import PageCount, TornTable, count_markup
from cchc_report.workbook.letters import spoiled_letters
from cchc_report.workbook.sheet import Area, Cell, Sheet, SheetRow
from cchc_report.workbook.told import RESAVE, SheetsRead, emptied, refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_COLUMNS = 1000  # a colspan beyond any table is a slip or an attack
_MOST_CELLS = 20_000_000  # of one table, filled or not
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_LOOKS_LIKE_DAY = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's date has no time zone
_FIRST_DAY, _LAST_DAY = 21916, 73051  # 1960 to 2099
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_NO_TEXT = frozenset({"script", "style", "option", "textarea"})


class _TooWideError(Exception):
    """A table has more cells than there can be."""


def read_html(content: bytes, name: str) -> SheetsRead:
    """Return a sheet for each table that is in no other table; a table torn by stray markup or cut off is told."""
    return read_page(decode(content), name)


def read_page(text: str, name: str) -> SheetsRead:
    """Return the sheets of a page's text."""
    if "\0" in text:
        return emptied(text, name)
    text = _CONTROL.sub(" ", text)
    if spoiled := spoiled_letters(text):
        return refused(Code.LETTERS_SPOILED, Place(file=name), *spoiled)
    try:
        counted = count_markup(text)
        root = _parsed(text)
        tables = [] if root is None else [table for table in root.iter("table") if _table_around(table) is None]
        _compare(counted, tables)
        if not tables:
            hint = "Mở tệp bằng Excel rồi lưu lại dạng Excel Workbook (.xlsx)."
            return refused(Code.NOT_A_WORKBOOK, Place(file=name), "Trang web này không có bảng nào", hint)
        return tuple(_as_sheet(table, name, f"Sheet{number}") for number, table in enumerate(tables, start=1)), ()
    except TornTable as torn:
        place = Place(file=name, label=f"dòng {torn.line}" if torn.line else None)
        return refused(Code.WORKBOOK_UNREADABLE, place, f"Bảng trong tệp bị hỏng: {torn.what}, có dòng không đọc được")
    except _TooWideError:
        return refused(Code.WORKBOOK_TOO_LARGE, Place(file=name), "Bảng lớn quá mức đọc được", RESAVE)


def _parsed(text: str) -> "HtmlElement | None":
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(text.encode(), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def _compare(counted: PageCount, tables: "list[HtmlElement]") -> None:
    """Raise TornTable where the parser found fewer rows or cells than the page has."""
    rows = sum(1 for table in tables for _ in table.iter("tr"))
    cells = sum(1 for table in tables for _ in table.iter("td", "th"))
    if rows < counted.rows or cells < counted.cells:
        lost = f"thiếu {counted.rows - rows} dòng" if rows < counted.rows else f"thiếu {counted.cells - cells} ô"
        raise TornTable(0, f"thẻ lồng nhau sai ({lost})")


def _table_around(element: "HtmlElement") -> "HtmlElement | None":
    return next(element.iterancestors("table"), None)


def _as_sheet(table: "HtmlElement", name: str, title: str) -> Sheet:
    rows: list[SheetRow] = []
    merged: list[Area] = []
    hidden: list[int] = []
    struck: list[int] = []
    held: dict[int, int] = {}  # the last row of the cell that spans down a column
    size = 0
    for tr in (tr for tr in table.iter("tr") if _table_around(tr) is table):
        row = _row(tr, len(rows) + 1, held, merged)
        rows.append(row)
        size += len(row)
        if size > _MOST_CELLS:
            raise _TooWideError
        if any(row) and _HIDDEN.search(tr.get("style", "")):
            hidden.append(len(rows))
        if any(row) and _is_struck(tr):
            struck.append(len(rows))
    return Sheet(
        file=name,
        name=title,
        iterate=lambda: iter(rows),
        merged=tuple(merged),
        hidden_rows=tuple(hidden),
        hidden_columns=tuple(_hidden_columns(table)),
        struck_rows=tuple(struck),
        height=len(rows),
    )


def _row(tr: "HtmlElement", number: int, held: dict[int, int], merged: list[Area]) -> SheetRow:
    """Return the cells of a row in their columns; what spans several is added to the merged cells and those held."""
    row: SheetRow = []
    for cell in tr.iterchildren("td", "th"):
        while held.get(len(row), 0) >= number:
            row.append("")
        if len(row) >= _MOST_COLUMNS:
            break
        across, down = min(_span(cell, "colspan"), _MOST_COLUMNS - len(row)), _span(cell, "rowspan")
        if across > 1 or down > 1:
            merged.append((number, len(row) + 1, number + down - 1, len(row) + across))
        if down > 1:
            held.update(dict.fromkeys(range(len(row), len(row) + across), number + down - 1))
        row += [_value(cell), *[""] * (across - 1)]
    while row and row[-1] == "":
        row.pop()
    return row


def _span(cell: "HtmlElement", attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _value(cell: "HtmlElement") -> Cell:
    """Return what a cell holds: the true value that Excel or LibreOffice wrote beside the shown one, else the text."""
    text = "".join(_texts(cell)).strip() or "".join(_texts(cell, with_struck=True)).strip()
    written = cell.get("sdval") or cell.get("x:num")
    try:
        number = float(written) if written else None
    except ValueError:
        number = None
    if number is None or not text:
        return text
    if text.endswith("%"):
        return as_percent(number)
    if _LOOKS_LIKE_DAY.search(text) and _FIRST_DAY <= number < _LAST_DAY:
        moment = (_EPOCH + timedelta(days=number, milliseconds=500)).replace(microsecond=0)
        return moment if moment.time() != time() else moment.date()
    return number


def _texts(element: "HtmlElement", *, with_struck: bool = False) -> Iterator[str]:
    """Yield the texts of an element as they are shown, without what is struck out and what was not chosen."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag == "br":
        yield "\n"
    elif tag == "input":
        yield _entered(element)
    elif tag == "select":
        yield _chosen(element)
    elif tag and tag not in ("script", "style") and (with_struck or tag not in _STRUCK_TAGS):
        inner = [element.text or ""]
        for child in element:
            inner += _texts(child, with_struck=with_struck)
            inner.append(child.tail or "")
        text = "".join(inner)
        yield raised(text) if tag in ("sup", "sub") else text


def _entered(box: "HtmlElement") -> str:
    match (box.get("type") or "text").lower():
        case "checkbox" | "radio":
            return "x" if box.get("checked") is not None else ""
        case "hidden" | "button" | "submit" | "reset" | "image":
            return ""
        case _:
            return box.get("value") or ""


def _chosen(choice: "HtmlElement") -> str:
    options = list(choice.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options[:1]
    return ", ".join(str(option.text_content()).strip() for option in chosen)


def _is_struck(tr: "HtmlElement") -> bool:
    """Tell whether a row is struck out as a whole, or each of its cells that has a text."""
    if _STRUCK.search(tr.get("style", "")):
        return True
    cells = [cell for cell in tr.iterchildren("td", "th") if str(cell.text_content()).strip()]
    return bool(cells) and all(
        _STRUCK.search(cell.get("style", "")) or not "".join(_texts(cell)).strip() for cell in cells
    )


def _hidden_columns(table: "HtmlElement") -> Iterator[int]:
    column = 0
    for col in table.iter("col"):
        span = _span(col, "span")
        if _HIDDEN.search(col.get("style", "")):
            yield from range(column + 1, column + span + 1)
        column += span
