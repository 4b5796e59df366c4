"""Opens the formats of Excel and LibreOffice through calamine, the Rust reader, from bytes in memory."""

import io
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Place
from cchc_report.workbook.broken.error_cells import other_facts
from cchc_report.workbook.broken.facts import NOTHING, SheetFacts
from cchc_report.workbook.broken.xlsx_parts import TornPart, XlsxParts
from cchc_report.workbook.overlay import overlaid
from cchc_report.workbook.sheet import Sheet, SheetRow, SheetUnreadable
from cchc_report.workbook.told import SheetsRead, locked, refused
from cchc_report.workbook.trial import Verdict, try_to_read

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_FAR_CELLS = "Xóa các ô thừa ở xa vùng số liệu (bấm Ctrl+End để thấy ô cuối), rồi lưu lại dạng Excel Workbook (.xlsx)."
_FIRST_BATCH, _BATCH = 64, 4096  # rows: a pass that only looks for the header ends within the first


def read_excel(content: bytes, name: str) -> SheetsRead:
    """Return every worksheet; what the reader refuses is told, and so is a size that would exhaust the machine."""
    from python_calamine import PasswordError

    try:
        parts = XlsxParts.of(content)
        if absurd := parts.absurd_part():
            return refused(
                Code.WORKBOOK_TOO_LARGE, Place(file=name, sheet=absurd), "Trang lớn quá mức đọc được", _FAR_CELLS
            )
        if not parts.paths and try_to_read(content) is Verdict.FATAL:
            return refused(
                Code.WORKBOOK_TOO_LARGE, Place(file=name), "Tệp bị hỏng hoặc lớn quá mức đọc được", _FAR_CELLS
            )
        return tuple(_worksheets(content, name, parts)), ()
    except PasswordError:
        return locked(name)
    except TornPart as torn:
        place = Place(file=name, label=str(torn))
        return refused(Code.WORKBOOK_UNREADABLE, place, f"Tệp bị hỏng ở phần {torn}, không đọc được trọn vẹn")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the Rust reader is no Exception; whatever it is, the file is at fault
        return refused(Code.WORKBOOK_UNREADABLE, Place(file=name), "Tệp bị hỏng, không đọc được")


def _worksheets(content: bytes, name: str, parts: XlsxParts) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    with ThreadPoolExecutor(1) as beside:  # the reader lets others run while it parses
        facts = beside.submit(parts.all_facts)
        with _quiet():
            workbook = load_workbook(io.BytesIO(content))
            found = [
                (meta, workbook.get_sheet_by_name(meta.name))
                for meta in workbook.sheets_metadata
                if meta.typ == SheetTypeEnum.WorkSheet
            ]
        known = facts.result()
    if not parts.paths:
        known = other_facts(content)
    for meta, sheet in found:
        told = _with_merged(known.get(meta.name, NOTHING), sheet)
        left = sheet.start[1] + 1 if sheet.start else 1  # the reader leaves out empty first columns, but not rows
        yield Sheet(
            file=name,
            name=meta.name,
            iterate=overlaid(_passes(sheet), told, 1, left),
            top=1,
            left=left,
            hidden=meta.visible != SheetVisibleEnum.Visible,
            broken=told.broken,
            merged=told.merged,
            hidden_rows=told.hidden_rows,
            hidden_columns=told.hidden_columns,
            struck_rows=told.struck_rows,
            days_late=parts.days_late,
            height=sheet.total_height,
        )


def _with_merged(facts: SheetFacts, sheet: "CalamineSheet") -> SheetFacts:
    """Add the merged cells that the reader knows where the format's own facts have none."""
    if facts.merged or not (ranges := sheet.merged_cell_ranges):
        return facts
    return replace(
        facts, merged=tuple((first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1) for first, last in ranges)
    )


def _passes(sheet: "CalamineSheet") -> Callable[[], Iterator[SheetRow]]:
    """Return what starts a pass over the rows; a cell that the reader panics at makes the sheet unreadable."""

    def rows() -> Iterator[SheetRow]:
        cells, size = sheet.iter_rows(), _FIRST_BATCH
        while True:
            try:
                with _quiet():
                    batch = list(islice(cells, size))
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as panic:
                raise SheetUnreadable from panic
            if not batch:
                return
            yield from batch
            size = _BATCH

    return rows


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the Rust reader's panic from the screen: it writes to the standard error itself, not by way of Python."""
    saved = None
    with suppress(OSError):  # a process may have no standard error at all
        saved = os.dup(2)
    if saved is None:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(saved, 2)
        os.close(saved)
        os.close(nowhere)
