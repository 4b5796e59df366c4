"""Reads an .ods as LibreOffice shows it, in one pass over its content."""

import io
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers.expat import ExpatError, ParserCreate

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.workbook.broken.ods_content import OdsContent, OdsSheet, TooManyCells
from cchc_report.workbook.broken.xlsx_parts import UNREADABLE
from cchc_report.workbook.merges import without_covered
from cchc_report.workbook.sheet import Area, Sheet, SheetRow
from cchc_report.workbook.told import SheetsRead, refused

_CONTENT = "content.xml"
_LARGEST = 1_200_000_000  # bytes unpacked


def read_ods(content: bytes, name: str) -> SheetsRead:
    """Return every sheet; a file that is torn or too large is told."""
    place, found = Place(file=name, label=_CONTENT), OdsContent()
    try:
        _parse(content, found)
    except TooManyCells:
        hint = "Xóa các dòng, cột thừa ở xa vùng số liệu rồi lưu lại dạng Excel Workbook (.xlsx)."
        return refused(Code.WORKBOOK_TOO_LARGE, place, "Bảng tính lớn quá mức đọc được", hint)
    except ExpatError as error:
        return refused(Code.WORKBOOK_UNREADABLE, place, f"Tệp bị hỏng ở dòng {error.lineno} của phần {_CONTENT}")
    except UNREADABLE:
        return refused(Code.WORKBOOK_UNREADABLE, place, f"Tệp bị hỏng ở phần {_CONTENT}, không đọc được trọn vẹn")
    return tuple(_sheet(sheet, name, found.days_late) for sheet in found.sheets), ()


def _parse(content: bytes, found: OdsContent) -> None:
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.take
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.getinfo(_CONTENT).file_size > _LARGEST:
            raise TooManyCells
        with archive.open(_CONTENT) as part:
            parser.ParseFile(part)


def _sheet(found: OdsSheet, name: str, days_late: int) -> Sheet:
    rows = found.rows
    while rows and not rows[-1]:
        rows.pop()
    merged = tuple(found.merged)
    return Sheet(
        file=name,
        name=found.name,
        iterate=_passes(rows, merged),
        hidden=found.is_hidden,
        broken=found.broken,
        merged=merged,
        hidden_rows=tuple(found.hidden_rows),
        hidden_columns=tuple(found.hidden_columns),
        struck_rows=tuple(found.struck_rows),
        days_late=days_late,
        height=len(rows),
    )


def _passes(rows: list[SheetRow], merged: tuple[Area, ...]) -> Callable[[], Iterator[SheetRow]]:
    return (lambda: without_covered(iter(rows), merged)) if merged else (lambda: iter(rows))
