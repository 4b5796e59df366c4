"""Writes a blank workbook from a description of its sheets: headers, notes, drop-downs, formats and example rows.

Knows how a sheet looks; what its columns are and mean comes in as `BlankSheet` values.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook import looks
from cchc_report.workbook.marks import EXAMPLE_MARK, GUIDE_SHEET
from cchc_report.workbook.package import to_bytes
from cchc_report.workbook.sheet import Cell

_LAST_ROW = 1_048_576
_LONGEST_LIST = 255  # characters: more of them, and Excel calls the file damaged
_NARROWEST, _WIDEST = 11, 60  # characters


class Kind(Enum):
    """What is typed into a column, and the format its cells have for it."""

    TEXT = "@"  # also for codes: 1.10 must not become a number, nor 3-4 a date
    DATE = "dd/mm/yyyy"
    NUMBER = "General"  # may have decimals
    COUNT = "0"
    CHOICE = "General "  # a closed list; the blank keeps the members apart


@dataclass(frozen=True)
class BlankColumn:
    """A column to be filled in, or a line of a sheet of keys and values."""

    header: str
    kind: Kind
    note: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()  # offered in a drop-down
    closed: bool = True  # whether anything but a choice is warned of
    width: int | None = None  # characters, where the header and the examples tell too little

    @property
    def full_note(self) -> str:
        """The note with what Excel can show no other way: whether the column must be filled in, and the choices."""
        told = [self.note] if self.note else []
        if self.required:
            told.insert(0, "Bắt buộc.")
        if self.choices and not all(choice in self.note for choice in self.choices):
            told.append(f"Chọn trong danh sách: {', '.join(self.choices)}.")
        return "\n".join(told)


@dataclass(frozen=True)
class BlankSheet:
    """A sheet to be filled in; each row has a cell a column, None for an empty one."""

    title: str
    purpose: str  # one sentence for the guide
    columns: tuple[BlankColumn, ...]
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    example: tuple[Cell | None, ...] = ()  # a row that shows how; it is marked and not counted
    upright: bool = False  # keys down the first column, values beside them
    choices_at: tuple[tuple[str, ...], ...] = ()  # the drop-down of each row in the last required column, where rows differ


def blank_workbook(sheets: Sequence[BlankSheet], steps: Sequence[str]) -> bytes:
    """Return a workbook with a guide that has these steps, then the sheets; the same input gives the same bytes."""
    workbook = Workbook()
    guide = workbook.active
    if not isinstance(guide, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    _write_guide(guide, sheets, steps)
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.title)
        (_write_upright if sheet.upright else _write_table)(worksheet, sheet)
    return to_bytes(workbook)
