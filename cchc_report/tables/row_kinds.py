"""Tells rows of data from the other rows of a clerk's sheet: blank, repeated header, column numbers, totals, notes.

Asked only about rows in which a required cell is blank or a cell is bad; a row whose cells are all good is data.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum

from cchc_report.ground.text import fold, is_blank
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.workbook.sheet import Cell

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")
_TOTAL = re.compile(r"(?:tong|tong so|tong cong|cong)(?: (?:so|cong|ho so|thu tuc|nguoi|van ban|nhiem vu)\b.*| \d+)?")
_DIGIT = re.compile(r"\d")
_FEW = 3  # required fields: with fewer, a half-filled row cannot be told from a note


class SheetRowKind(Enum):
    """What a row is; the value says it in Vietnamese where rows are passed over."""

    DATA = "số liệu"
    BLANK = "trống"
    HEADER = "tiêu đề lặp lại"
    NUMBERING = "đánh số cột"
    TOTAL = "dòng tổng"
    NOTE = "ghi chú, chữ ký"


def sort_row(
    model: type[SheetModel], cells: Mapping[str, Cell], others: Sequence[Cell], good: frozenset[str]
) -> SheetRowKind:
    """Tell what a row is from its cells by field, its other cells, and the fields whose value is good and not empty."""
    filled = {name: text for name, cell in cells.items() if not is_blank(text := str(cell))}
    if not filled:
        return SheetRowKind.TOTAL if _is_total(others) else SheetRowKind.BLANK
    fields = fields_of(model)
    if sum(fold(text) in fields[name].column.keys for name, text in filled.items()) >= min(2, len(fields)):
        return SheetRowKind.HEADER
    if len(filled) >= _FEW and all(_COLUMN_NUMBER.fullmatch(_whole(text)) for text in filled.values()):
        return SheetRowKind.NUMBERING
    required = [name for name, declared in fields.items() if declared.required]
    told = [name for name in required if name in good and not _is_free_text(model, name)]
    if not told and not model.info.totals_are_rows and _is_total([*filled.values(), *others]):
        return SheetRowKind.TOTAL
    if any(_DIGIT.search(filled.get(name, "")) for name in model.info.key):
        return SheetRowKind.DATA
    if len(required) >= _FEW and not told and len(filled) * 2 < len(required):
        return SheetRowKind.NOTE
    return SheetRowKind.DATA


def _is_total(cells: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and _TOTAL.fullmatch(fold(cell)) for cell in cells)


def _whole(text: str) -> str:
    return text.removesuffix(".0").strip()


def _is_free_text(model: type[SheetModel], name: str) -> bool:
    """Tell whether any text at all is good in the field, so that a note there proves nothing."""
    return model.model_fields[name].annotation is str
