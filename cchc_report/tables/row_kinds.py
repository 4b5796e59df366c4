"""Tells rows of data from the other rows of a clerk's sheet: headers, totals, group rows, notes and signatures.

Asked only about rows in which a required cell is blank or a cell is bad; a row whose cells are all good is data.
A half-filled row is data with an error, unless it is plainly something else.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from cchc_report.ground.text import fold, is_blank
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.header_match import choices_of, header_keys, holds_free_text
from cchc_report.tables.header_words import wordings
from cchc_report.tables.row_words import (
    group_name,
    is_column_mark,
    is_group,
    is_note,
    is_signature,
    is_title,
    is_total,
)
from cchc_report.tables.values import choice_labels
from cchc_report.workbook.sheet import Cell

_RUN = re.compile(r"\d+|[^\W\d_]+")
_KEY_LIKE = re.compile(r"(?=.*\d)\S+")
_PAIR = 2  # words in a row that may be a title
_FEW = 3  # cells: fewer cannot be told to count columns


class SheetRowKind(Enum):
    """What a row is; the value says it in Vietnamese where rows are passed over."""

    DATA = "số liệu"
    BLANK = "chưa điền"
    HEADER = "tiêu đề lặp lại"
    NUMBERING = "đánh số cột"
    TOTAL = "tổng"
    GROUP = "tên nhóm"
    TITLE = "tên bảng"
    NOTE = "ghi chú"
    SIGNATURE = "ký tên, ghi ngày"


# Of these kinds a row that seems to hold data is asked about.
DOUBTFUL = frozenset({SheetRowKind.NOTE, SheetRowKind.TITLE, SheetRowKind.SIGNATURE, SheetRowKind.BLANK})


@dataclass(frozen=True, kw_only=True)
class RowLook:
    """What there is to see of a row."""

    model: type[SheetModel]
    cells: Mapping[str, Cell]  # by field
    others: Sequence[Cell]  # those that no field claims
    good: frozenset[str]  # the fields whose value is good and not empty
    is_wide: bool = False  # one cell is merged over several columns
    is_below: bool = False  # the rows above it, up to the last good one, have ended the table
    shapes: Container[str] = field(default_factory=frozenset)  # of the keys of good rows

    @property
    def texts(self) -> list[str]:
        """Every filled cell as text."""
        return [text for cell in (*self.cells.values(), *self.others) if not is_blank(text := str(cell))]

    @property
    def filled(self) -> dict[str, str]:
        """The filled cells of fields."""
        return {name: text for name, cell in self.cells.items() if not is_blank(text := str(cell))}

    @property
    def evidence(self) -> frozenset[str]:
        """The fields whose value no note would have: dates, numbers, choices, keys like the others."""
        keyed = (name for name in self.model.info.key if self.is_key(name))
        plain = (name for name in self.good if not is_free_text(self.model, name))
        return frozenset((*plain, *keyed))

    def is_key(self, name: str) -> bool:
        """Tell whether a field's cell is shaped like a key: like those of good rows, else with a digit and in one piece."""
        text = str(self.cells.get(name, "")).strip()
        if not text or is_free_text_of_words(text):
            return False
        return shape_of(text) in self.shapes if self.shapes else _KEY_LIKE.fullmatch(text) is not None


def shape_of(text: str) -> str:
    """Return a key's shape: its runs of digits and letters as one sign each.

    >>> shape_of("H56.33-240115-0007")
    'A9.9-9-9'
    """
    return _RUN.sub(lambda run: "9" if run[0][0].isdigit() else "A", text.strip())


def is_free_text_of_words(text: str) -> bool:
    """Tell whether a text is a phrase and no code: three words of letters and more."""
    return sum(word.isalpha() and len(word) > 1 for word in text.split()) > 2


def is_free_text(model: type[SheetModel], name: str) -> bool:
    """Tell whether any text at all is good in the field, so that a note there proves nothing."""
    return holds_free_text(model, name)


def sort_row(look: RowLook) -> SheetRowKind:
    """Tell what a row is."""
    texts = look.texts
    if not texts:
        return SheetRowKind.BLANK
    if is_header_row(look.model, (*look.cells.values(), *look.others)):
        return SheetRowKind.HEADER
    if counts_columns((*look.cells.values(), *look.others)):
        return SheetRowKind.NUMBERING
    if not look.model.info.totals_are_rows and _is_total_row(look, texts):
        return SheetRowKind.TOTAL
    if not look.filled:
        return _sort_beside(texts)
    words = [text for text in texts if not _is_row_number(text)]
    return _sort_lone(look, words) if len(set(words)) <= 1 else _sort_several(look, words)


def counts_columns(cells: Iterable[Cell]) -> bool:
    """Tell whether a row numbers the columns or gives them letters: three at least, each once."""
    texts = [text for cell in cells if not is_blank(text := str(cell))]
    return len(texts) >= _FEW and all(map(is_column_mark, texts)) and len(set(texts)) == len(texts)


def is_header_row(model: type[SheetModel], cells: Iterable[Cell]) -> bool:
    """Tell whether a row names columns: two at least, and more than it has other cells."""
    texts = [text for cell in cells if not is_blank(text := str(cell))]
    keys = header_keys(model)
    named = sum(any(key in keys for key in wordings(text)) for text in texts)
    return named >= 2 and named * 2 >= min(len(texts), 2 * len(model.model_fields))


def _is_total_row(look: RowLook, texts: Sequence[str]) -> bool:
    told = [name for name in look.evidence if fields_of(look.model)[name].required]
    return not told and any(map(is_total, texts))


def _sort_beside(texts: Sequence[str]) -> SheetRowKind:
    """Tell what a row is that has nothing in any column that is read."""
    if all(map(_is_row_number, texts)):
        return SheetRowKind.BLANK
    if any(map(is_signature, texts)):
        return SheetRowKind.SIGNATURE
    return SheetRowKind.GROUP if len(texts) <= 2 and any(map(is_group, texts)) else SheetRowKind.NOTE


def _sort_lone(look: RowLook, words: Sequence[str]) -> SheetRowKind:
    """Tell what a row is that says one thing, be it beside a number."""
    text = words[0] if words else ""
    if not text:
        return SheetRowKind.DATA if look.evidence else SheetRowKind.BLANK
    counted = any(text.isdigit() for text in map(_whole, look.texts))
    names_choice = any(_names_choice(look.model, name, text) for name in fields_of(look.model))
    if _ends_table(text) is not None and not _holds_data(look):
        return _ends_table(text) or SheetRowKind.NOTE
    if names_choice or ((look.is_wide or is_group(text)) and not _holds_data(look)):
        return SheetRowKind.GROUP
    if is_title(text) and not _holds_data(look):
        return SheetRowKind.TITLE
    return SheetRowKind.NOTE if look.is_below and not look.evidence and not counted else SheetRowKind.DATA


def _sort_several(look: RowLook, words: Sequence[str]) -> SheetRowKind:
    """Tell what a row is that says several things: data, unless words of notes or of signatures say otherwise."""
    position = str(look.cells.get("title", ""))  # of a person: a chairman's row is no signature
    ends = {kind for text in words if text != position and (kind := _ends_table(text)) is not None}
    few = len(words) <= _PAIR
    if SheetRowKind.SIGNATURE in ends and not _holds_data(look):
        return SheetRowKind.SIGNATURE
    if ends and (is_note(words[0]) or few):
        return SheetRowKind.NOTE
    if look.evidence:
        return SheetRowKind.DATA
    if look.is_below:
        return SheetRowKind.SIGNATURE
    return SheetRowKind.TITLE if few and is_title(words[0]) else SheetRowKind.DATA


def _holds_data(look: RowLook) -> bool:
    """Tell whether a cell is good and says more than any words do; a lone choice names a group."""
    return any(choices_of(look.model, name) is None for name in look.evidence)


def _ends_table(text: str) -> SheetRowKind | None:
    if is_signature(text):
        return SheetRowKind.SIGNATURE
    return SheetRowKind.NOTE if is_note(text) else None


def _names_choice(model: type[SheetModel], name: str, text: str) -> bool:
    choices = choices_of(model, name)
    return choices is not None and fold(group_name(text)) in choice_labels(choices)


def _is_row_number(text: str) -> bool:
    """Tell whether a cell only numbers its row: 5, 12., IV."""
    return re.fullmatch(r"\d{1,6}|[IVX]{1,5}|[a-zA-ZĐđ]", _whole(text).rstrip(".)")) is not None


def _whole(text: str) -> str:
    return text.removesuffix(".0").strip()
