"""Puts the values of formulas back beside them: openpyxl saves formulas alone, and a reader would then find no value."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from functools import cache
from html import escape

from openpyxl import Workbook
from openpyxl.utils.datetime import to_excel

from cchc_report.workbook.broken.xlsx_parts import column_number
from cchc_report.workbook.package import Change
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow, SheetUnreadable

_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*)>(<f[^>]*(?:/>|>[^<]*</f>))<v ?(?:/>|></v>)')


def keep_values(workbook: Workbook, sheets: Sequence[Sheet]) -> Change:
    """Return the change that gives the formulas of a saved workbook the values that were read from the original."""
    by_name = {sheet.name: sheet for sheet in sheets}

    @cache
    def rows_of(name: str) -> list[SheetRow]:
        try:
            return list(by_name[name].iterate()) if name in by_name else []
        except SheetUnreadable:
            return []

    def fill(part: str, content: bytes) -> bytes:
        if not part.startswith("xl/worksheets/sheet") or b"<f" not in content:
            return content
        name = next(sheet.title for sheet in workbook.worksheets if sheet.path.lstrip("/") == part)
        rows = rows_of(name)

        def with_value(found: re.Match[bytes]) -> bytes:
            letters, number, attributes, formula = found.groups()
            value = _at(by_name.get(name), rows, int(number), column_number(letters))
            kind, text = _as_xml(value, workbook)
            if kind is None:
                return found[0]
            return b'<c r="%b%b"%b%b>%b<v>%b</v>' % (letters, number, attributes, kind, formula, text)

        return _FORMULA.sub(with_value, content)

    return fill


def _at(sheet: Sheet | None, rows: Sequence[SheetRow], row: int, column: int) -> Cell:
    """Return what was read from a cell, the empty text where nothing was."""
    if sheet is None or not 0 <= row - sheet.top < len(rows):
        return ""
    cells = rows[row - sheet.top]
    return cells[column - sheet.left] if 0 <= column - sheet.left < len(cells) else ""


def _as_xml(value: Cell, workbook: Workbook) -> tuple[bytes | None, bytes]:
    """Return the type attribute and the text of a value; a type of None for no value."""
    match value:
        case "":
            return None, b""
        case str():
            return b' t="str"', escape(value, quote=False).encode()
        case bool():
            return b' t="b"', b"1" if value else b"0"
        case date() | time() | timedelta():
            return b"", repr(to_excel(value, workbook.epoch)).encode()  # type: ignore[no-untyped-call]  # typed nowhere
        case _:
            return b"", repr(value).encode()
