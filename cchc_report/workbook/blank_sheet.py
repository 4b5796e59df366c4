"""The description of a blank sheet: what its columns are called, hold and say to their user. Knows no spreadsheet library."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cchc_report.workbook.sheet import Cell


class CellKind(Enum):
    """What is typed into a column."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"  # may have decimals
    COUNT = "count"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class BlankColumn:
    """A column to be filled in, or a line of an upright sheet."""

    header: str
    kind: CellKind
    note: str = ""
    required: bool = False
    choices: tuple[str, ...] = ()  # offered in a drop-down
    closed: bool = True  # whether anything but a choice is warned of

    @property
    def full_note(self) -> str:
        """The note with whether the column must be filled in, and the choices where the note does not name them."""
        parts = ["Bắt buộc."] if self.required else []
        parts += [self.note] if self.note else []
        if self.choices and not all(choice in self.note for choice in self.choices):
            parts.append(f"Chọn một trong: {', '.join(self.choices)}.")
        return "\n".join(parts)


@dataclass(frozen=True, kw_only=True)
class BlankSheet:
    """A sheet to be filled in; each row has a cell a column, None for an empty one."""

    title: str
    purpose: str  # a sentence for the guide
    columns: tuple[BlankColumn, ...]
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    example: tuple[Cell | None, ...] = ()  # a row that shows how; it is marked and not counted
    upright: bool = False  # keys down the first column, values beside them; its only row has the values
    own_choices: Mapping[tuple[int, int], tuple[str, ...]] = field(
        default_factory=dict
    )  # of a cell, by row and column index
