"""Makes an annotated copy of a workbook: bad cells coloured and noted, and a first sheet that lists every problem with links.

An .xlsx keeps its formatting; of any other format the copy has the cells as they were read. The original is never touched.
"""

import io
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.numbers import format_number
from cchc_report.ground.text import fold
from cchc_report.workbook.cached_values import keep_values
from cchc_report.workbook.cells_copy import copy_cells
from cchc_report.workbook.losses import losses
from cchc_report.workbook.marking import MOST_NOTES, clear_marks, mark_cells
from cchc_report.workbook.marks import OVERVIEW_SHEET, original_stem
from cchc_report.workbook.overview import write_overview
from cchc_report.workbook.package import UNDATED, Change, to_bytes
from cchc_report.workbook.read import read_workbook
from cchc_report.workbook.sheet import Sheet

_SIGNATURE = b"cchc"  # on the zip of a copy; any program that saves the copy drops it
_LARGEST = 30_000_000  # bytes of sheets unpacked: some 50,000 dossiers, which take 15 seconds
_HOW = (
    "Ô tô đỏ: lỗi, phải sửa mới lập được báo cáo. Ô tô vàng: cảnh báo. Ô tô xanh: ghi chú. "
    "Bấm địa chỉ ở cột Ô để tới ô đó; đưa chuột lên ô để đọc cách sửa."
)


@dataclass(frozen=True)
class AnnotatedCopy:
    """The content of a copy, an .xlsx, and what its user should be told of it."""

    content: bytes
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Draft:
    """A workbook to be marked: the titles its sheets have by the names diagnostics use, and how it is saved."""

    workbook: Workbook
    titles: Mapping[str, str]
    notes: tuple[str, ...] = ()
    dated: datetime = UNDATED
    change: Change | None = None


def annotate(source: Path, diagnostics: Sequence[Diagnostic]) -> AnnotatedCopy | None:
    """Return a copy of a workbook with these problems marked in it, None where its cells cannot be read.

    Raises MachineError or OSError where the file cannot be opened.
    """
    sheets = tuple(sheet for sheet in read_workbook(source, source.name)[0] if fold(sheet.name) != fold(OVERVIEW_SHEET))
    if not sheets:
        return None
    content = source.read_bytes()
    if _is_large(content):
        return _finished(_list_only(), source, diagnostics)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is lost is told in our own words
            return _finished(_kept(content, sheets), source, diagnostics)
    except Exception:  # of another format, or openpyxl stumbled upon a part of the file, on reading or on writing
        return _finished(_copied(sheets), source, diagnostics)


def _finished(draft: _Draft, source: Path, diagnostics: Sequence[Diagnostic]) -> AnnotatedCopy:
    """Mark a draft, put the overview before it and save it."""
    told = (*draft.notes, *_mark(draft, diagnostics))
    overview = draft.workbook.create_sheet(OVERVIEW_SHEET, 0)
    sentences = (_HOW, _how_to_go_on(source), *told) if draft.titles else told
    write_overview(overview, f"Kết quả kiểm tra: {source.name}", sentences, diagnostics, draft.titles)
    _show_first(draft.workbook)
    saved = to_bytes(draft.workbook, dated=draft.dated, change=draft.change, signature=_SIGNATURE)
    return AnnotatedCopy(saved, told)


def _is_large(content: bytes) -> bool:
    """Tell whether the copy would take too long to make."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return len(content) > _LARGEST
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist() if part.filename.endswith((".xml", ".bin"))) > _LARGEST


def _list_only() -> _Draft:
    """Return a workbook without any of the sheets."""
    workbook = Workbook()
    del workbook[workbook.sheetnames[0]]
    return _Draft(
        workbook=workbook,
        titles={},
        notes=("Sổ tính rất lớn nên bản này chỉ có danh sách; mở sổ gốc và tìm theo địa chỉ ô.",),
    )


def _kept(content: bytes, sheets: Sequence[Sheet]) -> _Draft:
    """Return the workbook with its formatting, without the marks of an earlier run; openpyxl raises for other formats."""
    workbook = load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        lost = losses(archive)
        by_libreoffice = "docProps/app.xml" in archive.namelist() and b"LibreOffice" in archive.read("docProps/app.xml")
        dated = workbook.properties.modified if "docProps/core.xml" in archive.namelist() else UNDATED
    clear_marks(workbook, colours_known=not by_libreoffice)  # which puts a near colour of its palette beside each
    titles = {worksheet.title: worksheet.title for worksheet in workbook.worksheets}
    notes = (f"Bản này không giữ được: {', '.join(lost)} (sổ gốc vẫn còn).",) if lost else ()
    return _Draft(
        workbook=workbook, titles=titles, notes=notes, dated=dated or UNDATED, change=keep_values(workbook, sheets)
    )


def _copied(sheets: Sequence[Sheet]) -> _Draft:
    """Return a workbook of the cells as they were read."""
    workbook, titles = copy_cells(sheets)
    return _Draft(
        workbook=workbook,
        titles=titles,
        notes=("Bản này chép giá trị các ô, không giữ màu sắc và định dạng của tệp gốc.",),
    )


def _mark(draft: _Draft, diagnostics: Sequence[Diagnostic]) -> Iterator[str]:
    """Mark the cells of every sheet; yield what there was no room for."""
    by_sheet: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        by_sheet[diagnostic.place.sheet or ""].append(diagnostic)
    for name, title in draft.titles.items():
        if not mark_cells(draft.workbook[title], by_sheet[name]):
            yield f"Trang “{title}”: {format_number(MOST_NOTES)} ô đầu tiên có lời giải thích, các ô sau chỉ được tô màu."


def _how_to_go_on(source: Path) -> str:
    """Say what to do with the mended copy."""
    stem = original_stem(source)
    if source.suffix.lower() in (".xlsx", ".xlsm"):
        return f"Sửa xong, lưu tệp này đè lên sổ gốc “{stem}{source.suffix}” rồi kiểm tra lại."
    return f"Sửa xong, lưu tệp này thành “{stem}.xlsx”, chuyển “{source.name}” sang nơi khác rồi kiểm tra lại."


def _show_first(workbook: Workbook) -> None:
    """Open the workbook at its first sheet, and select that one only: what is typed goes into all selected sheets."""
    workbook.active = 0
    for number, worksheet in enumerate(workbook.worksheets):
        worksheet.sheet_view.tabSelected = number == 0
    for view in workbook.views:
        view.firstSheet = 0


def is_untouched(copy: bytes) -> bool:
    """Tell whether a copy is as it was written: no other program has saved it since."""
    try:
        with zipfile.ZipFile(io.BytesIO(copy)) as archive:
            return archive.comment == _SIGNATURE
    except zipfile.BadZipFile:
        return False
