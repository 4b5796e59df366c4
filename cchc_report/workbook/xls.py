"""Reads an .xls through xlrd, which knows what its cells show, and walks its records, since xlrd takes a torn file for a short one."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.workbook.broken.facts import as_percent, is_percent_format, raised
from cchc_report.workbook.broken.xls_records import TornRecords, WalkedSheet, walk_sheets
from cchc_report.workbook.default_password import unlocked
from cchc_report.workbook.merges import without_covered
from cchc_report.workbook.sheet import Area, Cell, Sheet, SheetRow
from cchc_report.workbook.told import SheetsRead, locked, refused

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.sheet import Sheet as XlsSheet

_OLE2 = b"\xd0\xcf\x11\xe0"
_STREAMS = ("Workbook", "Book")
_NEARLY_ALL = 65_000  # rows: an .xls has 65.536, and programs that stop at the limit often stop at a round number
_DAYS_TO_1904 = 1462
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # a cell's date has no time zone
_LAST_DAY = 2_958_466  # 31/12/9999
_EMPTY, _TEXT, _NUMBER, _DATE, _TRUTH, _ERROR = (0, 6), 1, 2, 3, 4, 5  # kinds of cell
_SHOWN = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_WAYS = ((None, True), (None, False), ("cp1258", True), ("latin-1", False))  # encoding, with formats


def read_xls(content: bytes, name: str) -> SheetsRead:
    """Return every worksheet; a file whose records break off is told with the last row that was reached."""
    try:
        walked = walk_sheets(_stream(content))
        book = _opened(content)
        sheets = [_sheet(book, index, name, walked) for index in range(book.nsheets)]
    except TornRecords as torn:
        return _torn(content, name, torn)
    except Exception as error:  # xlrd raises all sorts of them: whatever it is, the file is at fault
        if "encrypted" in str(error):
            return _unlocked(content, name)
        return refused(Code.WORKBOOK_UNREADABLE, Place(file=name), "Tệp bị hỏng, không đọc được")
    return tuple(sheets), tuple(_near_the_limit(sheet) for sheet in sheets if sheet.height >= _NEARLY_ALL)


def _unlocked(content: bytes, name: str) -> SheetsRead:
    """Read an encrypted workbook that needs no password of anybody's."""
    opened = unlocked(content)
    if opened is not None and opened != content:
        return read_xls(opened, name)
    return locked(name)


def _opened(content: bytes) -> "Book":
    """Open a workbook by what it says of its letters and with its formats; else without the one or the other."""
    from xlrd import open_workbook

    for encoding, formatting in _WAYS:
        try:
            return open_workbook(
                logfile=io.StringIO(),
                file_contents=content,
                encoding_override=encoding,
                formatting_info=formatting,
                ragged_rows=True,
            )
        except Exception as error:  # as in `read_xls`
            if "encrypted" in str(error) or (encoding, formatting) == _WAYS[-1]:
                raise
    raise AssertionError("the last way returns or raises")


def _stream(content: bytes) -> bytes:
    """Return the records, out of their container where they are in one."""
    from xlrd.compdoc import CompDoc

    if not content.startswith(_OLE2):
        return content
    document = CompDoc(content, logfile=io.StringIO())
    for stream in _STREAMS:
        memory, start, length = document.locate_named_stream(stream)
        if memory:
            return bytes(memory[start : start + length])
    return b""


def _torn(content: bytes, name: str, torn: TornRecords) -> SheetsRead:
    """Tell where the records break off."""
    names = _sheet_names(content)
    sheet = names[torn.sheet] if torn.sheet < len(names) else None
    place = Place(file=name, sheet=sheet, row=torn.row or None if sheet else None)
    after = f" sau dòng {torn.row}" if torn.row else ""
    message = f"Tệp bị hỏng{after}: chuỗi bản ghi bị đứt, các dòng còn lại không đọc được"
    return refused(Code.WORKBOOK_UNREADABLE, place, message)


def _sheet_names(content: bytes) -> Sequence[str]:
    """Return what the worksheets are called, nothing where that part is torn too."""
    from xlrd import open_workbook

    with suppress(Exception):  # as in `read_xls`
        return open_workbook(logfile=io.StringIO(), file_contents=content, on_demand=True).sheet_names()
    return ()


def _near_the_limit(sheet: Sheet) -> Diagnostic:
    return Diagnostic.of(
        Code.SHEET_AT_LIMIT,
        Place(file=sheet.file, sheet=sheet.name, row=sheet.height),
        f"Trang có {sheet.height} dòng, gần hết số dòng của tệp .xls (65536): phần mềm có thể đã bỏ các dòng sau",
        "Xuất lại dạng .xlsx hoặc xuất từng quý, rồi so số hồ sơ với phần mềm.",
    )


def _sheet(book: "Book", index: int, name: str, walked: list[WalkedSheet]) -> Sheet:
    source = book.sheet_by_index(index)
    looks = _Looks.of(book)
    rows: list[SheetRow] = []
    broken: dict[tuple[int, int], str] = {}
    struck: list[int] = []
    for number in range(source.nrows):
        row = looks.row(source, number)
        for column, kind in enumerate(source.row_types(number)):
            if kind == _ERROR:
                broken[number + 1, column + 1] = _SHOWN.get(int(source.cell_value(number, column)), "#?")
                row[column] = ""
        if looks.struck and looks.is_struck(source, number):
            struck.append(number + 1)
        rows.append(row)
    if index < len(walked):
        broken.update(dict.fromkeys(walked[index].waiting, "="))
    merged = tuple((top + 1, left + 1, bottom, right) for top, bottom, left, right in source.merged_cells)
    return Sheet(
        file=name,
        name=source.name,
        iterate=_passes(rows, merged),
        hidden=source.visibility != 0,
        broken=broken,
        merged=merged,
        hidden_rows=tuple(
            sorted(row + 1 for row, info in source.rowinfo_map.items() if info.hidden and row < source.nrows)
        ),
        hidden_columns=tuple(sorted(column + 1 for column, info in source.colinfo_map.items() if info.hidden)),
        struck_rows=tuple(struck),
        days_late=_DAYS_TO_1904 if book.datemode else 0,
        height=len(rows),
    )


def _passes(rows: list[SheetRow], merged: tuple[Area, ...]) -> Callable[[], Iterator[SheetRow]]:
    return (lambda: without_covered(iter(rows), merged)) if merged else (lambda: iter(rows))


@dataclass(frozen=True, kw_only=True)
class _Looks:
    """The formats and fonts of a workbook that say how a cell's value is to be read."""

    percent: frozenset[int]  # by their number, which a cell gives
    struck: frozenset[int]
    first_day: datetime
    raised_fonts: frozenset[int]
    struck_fonts: frozenset[int]

    @classmethod
    def of(cls, book: "Book") -> "_Looks":
        percent = {key for key, form in book.format_map.items() if is_percent_format(form.format_str or "")}
        struck = frozenset(number for number, font in enumerate(book.font_list) if font.struck_out)
        return cls(
            percent=frozenset(number for number, form in enumerate(book.xf_list) if form.format_key in percent),
            struck=frozenset(number for number, form in enumerate(book.xf_list) if form.font_index in struck),
            first_day=_EPOCH + timedelta(days=_DAYS_TO_1904 if book.datemode else 0),
            raised_fonts=frozenset(number for number, font in enumerate(book.font_list) if font.escapement),
            struck_fonts=struck,
        )

    def row(self, sheet: "XlsSheet", number: int) -> SheetRow:
        """Return the cells of a row as they are shown."""
        kinds = sheet.row_types(number)
        cells: SheetRow = [*sheet.row_values(number)]
        for column, (kind, value) in enumerate(zip(kinds, cells, strict=True)):
            if kind == _DATE and isinstance(value, float):
                cells[column] = self._moment(value)
            elif kind == _TRUTH:
                cells[column] = bool(value)
            elif kind == _NUMBER and self.percent and isinstance(value, float):
                if sheet.cell_xf_index(number, column) in self.percent:
                    cells[column] = as_percent(value)
            elif kind == _TEXT and (runs := sheet.rich_text_runlist_map.get((number, column))):
                cells[column] = self._rich(str(value), runs)
        return cells

    def is_struck(self, sheet: "XlsSheet", number: int) -> bool:
        """Tell whether every filled cell of a row is struck out."""
        filled = [column for column, kind in enumerate(sheet.row_types(number)) if kind not in _EMPTY]
        return bool(filled) and all(sheet.cell_xf_index(number, column) in self.struck for column in filled)

    def _moment(self, days: float) -> Cell:
        """Return a day number as calendars have it: a date at midnight, a time below one day, the number beyond all calendars."""
        if not 0 <= days < _LAST_DAY:
            return days
        moment = self.first_day + timedelta(days=days, milliseconds=500)
        moment = moment.replace(microsecond=0)
        if days < 1:
            return moment.time()
        return moment if moment.time() != time() else moment.date()

    def _rich(self, text: str, runs: Sequence[tuple[int, int]]) -> str:
        """Return a text of several fonts without what is struck out, its superscripts in letters that are no digits."""
        ends = [*(start for start, _ in runs[1:]), len(text)]
        pieces = [text[: runs[0][0]]]
        for (start, font), end in zip(runs, ends, strict=True):
            if font not in self.struck_fonts:
                pieces.append(raised(text[start:end]) if font in self.raised_fonts else text[start:end])
        return "".join(pieces) if "".join(pieces).strip() else text
