"""Finds out which column of an appendix table holds what, by its header; the header may have two lines and stand anywhere."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_report.audit.written_blocks import Grid
from cchc_report.ground.text import clean, fold

_NUMBER = ("stt", "tt", "ma", "ma so", "so tt", "so thu tu")
_MOST_HEADER_ROWS = 4
_SUB_HEADS = ("don vi tinh", "dvt", "so lieu", "gia tri", "so luong", "ket qua", "ghi chu", "stt", "tt")


class Columns(NamedTuple):
    """The columns of an appendix table, counted from 0; None where there is none."""

    number: int | None
    label: int
    unit: int | None
    value: int
    note: int | None


class PrintedRow(NamedTuple):
    """A row as it is printed."""

    number: str
    label: str
    unit: str
    value: str
    note: str


def find_columns(table: Grid) -> Columns | None:
    """Return the columns that the first header in a table names, None where it has none."""
    for index in range(len(table.rows)):
        if (found := _header(table.rows[index : index + _MOST_HEADER_ROWS])) is not None:
            return found[0]
    return None


def printed_rows(tables: Sequence[Grid]) -> Iterator[PrintedRow]:
    """Yield the rows of all tables in order without their headers, which a page break may repeat in the middle."""
    columns: Columns | None = None
    heading = longest = ""  # of the labels, as the last header has it; the longest that some header has
    is_below = False  # right below a header
    for table in tables:
        index = 0
        while index < len(table.rows):
            header = _header(table.rows[index : index + _MOST_HEADER_ROWS])
            if header is not None:
                columns, height = header
                heading = table.rows[index][columns.label]
                longest = max(longest, fold(heading), key=len)
                index, is_below = index + height, True
                continue
            row = _printed(table.rows[index], columns) if columns is not None and any(table.rows[index]) else None
            if row and not (is_below and _is_rest(row, heading, longest)):
                yield row
            is_below = is_below and row is None
            index += 1


def _is_rest(row: PrintedRow, heading: str, headings: str) -> bool:
    """Tell whether a row is the end of a header that a page break has torn: as another header has it, or with the bracket it lacks."""
    is_bare = not any((row.number, row.unit, row.value, row.note))
    is_open = heading.count("(") > heading.count(")") and row.label.count(")") > row.label.count("(")
    return is_bare and (is_open or headings.endswith(f" {fold(row.label)}"))


def _printed(row: Sequence[str], columns: Columns) -> PrintedRow:
    cells = ("" if column is None or column >= len(row) else clean(row[column]) for column in columns)
    return PrintedRow(*cells)


def _header(rows: Sequence[Sequence[str]]) -> tuple[Columns, int] | None:
    """Return the columns of a header that begins with the first of some rows, and its height in rows."""
    if not rows or not _is_heading(rows[0]):
        return None
    height = max((index + 1 for index in range(1, len(rows)) if _goes_on(rows, index)), default=1)
    columns = _columns([fold(" ".join(texts)) for texts in zip(*rows[:height], strict=False)])
    return None if columns is None else (columns, height)


def _columns(names: Sequence[str]) -> Columns | None:
    """Return the columns by their headers; None where labels or values have none."""
    label = _first(names, ("chi tieu", "noi dung"))
    unit = _first(names, ("don vi tinh", "dvt"))
    value = _first(names, ("so lieu", "gia tri"), but=(label, unit))
    if value is None:
        value = _first(names, ("ket qua", "so luong"), but=(label, unit))
    if label is None or value is None:
        return None
    number = next((index for index, name in enumerate(names) if name in _NUMBER and index != label), None)
    return Columns(number, label, unit, value, _first(names, ("ghi chu",)))


def _is_heading(row: Sequence[str]) -> bool:
    names = [fold(cell) for cell in row]
    has_label = any(name.startswith(("chi tieu", "noi dung")) for name in names)
    has_value = any(name.startswith(("so lieu", "ket qua", "gia tri", "so luong")) for name in names)
    return has_label and has_value and not any(name[:1].isdigit() for name in names)


def _goes_on(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Tell whether a row is a further line of a header: it says only what stands below a wide or tall cell, or ends a cell's text.

    A page break may tear a header between the lines of its longest cell.
    """
    row = rows[index]
    if list(row) == list(rows[0]):
        return False
    others = [(first, cell) for first, cell in zip(rows[0], row, strict=True) if fold(cell) not in ("", *_SUB_HEADS)]
    has_sub_head = any(fold(cell) in _SUB_HEADS for cell in row)
    return has_sub_head and len(others) <= 1 and all(first and _is_rest_of_cell(cell) for first, cell in others)


def _is_rest_of_cell(text: str) -> bool:
    """Tell whether a text goes on where another left off."""
    return text[:1].islower() or text[:1] == "("


def _first(names: Sequence[str], words: Sequence[str], but: tuple[int | None, ...] = ()) -> int | None:
    """Return the first column whose name has one of some words."""
    return next(
        (index for word in words for index, name in enumerate(names) if word in name and index not in but), None
    )
