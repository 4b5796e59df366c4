"""Reads the HTML tables that web systems save under the name of an Excel file."""

import re
from typing import TYPE_CHECKING

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.workbook.delimited import decode
from cchc_report.workbook.sheet import Sheet, SheetRow

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MOST_COLUMNS = 1000  # a colspan beyond any table is a slip or an attack
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_Merge = tuple[int, int, int, int]


def read_html(content: bytes, name: str) -> tuple[tuple[Sheet, ...], tuple[Diagnostic, ...]]:
    """Return a sheet for each table that is in no other table."""
    from lxml import etree, html

    text = _CONTROL.sub(" ", decode(content))
    try:
        root = html.document_fromstring(
            text.encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
        )
    except (etree.LxmlError, ValueError):
        root = None
    tables = (
        []
        if root is None
        else [table for table in root.iter("table") if next(table.iterancestors("table"), None) is None]
    )
    if not tables:
        hint = "Mở tệp bằng Excel rồi lưu lại dạng Excel Workbook (.xlsx)."
        return (), (Diagnostic.of(Code.NOT_A_WORKBOOK, Place(file=name), "Trang web này không có bảng nào", hint),)
    titles = [f"Sheet{number}" for number in range(1, len(tables) + 1)]
    return tuple(_as_sheet(table, name, title) for table, title in zip(tables, titles, strict=True)), ()


def _as_sheet(table: "HtmlElement", name: str, title: str) -> Sheet:
    rows: list[SheetRow] = []
    merged: list[_Merge] = []
    held: dict[tuple[int, int], None] = {}  # cells below or beside a spanning one
    for tr in table.iter("tr"):
        number, column = len(rows), 0
        row: SheetRow = []
        for cell in tr.iterchildren("td", "th"):
            while (number, column) in held:
                row.append("")
                column += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            row += [_text(cell), *[""] * (across - 1)]
            for below in range(1, down):
                held.update(dict.fromkeys((number + below, column + beside) for beside in range(across)))
            if across > 1 or down > 1:
                merged.append((number + 1, column + 1, number + down, column + across))
            column += across
        rows.append(row)
    sheet = Sheet.of_rows(name, title, rows)
    return Sheet(file=sheet.file, name=sheet.name, iterate=sheet.iterate, merged=tuple(merged))


def _span(cell: "HtmlElement", attribute: str) -> int:
    value = (cell.get(attribute) or "1").strip()
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _text(cell: "HtmlElement") -> str:
    for line_break in cell.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    return str(cell.text_content()).strip()
