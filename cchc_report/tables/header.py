"""Finds a sheet's headers below any title rows and matches their texts to the columns a model declares.

A text matches by the declared header or a declared synonym, ignoring case, diacritics and punctuation; likeness only words a question.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from cchc_report.ground.text import clean, fold
from cchc_report.tables.column import SheetModel
from cchc_report.tables.header_match import HeaderTexts, match_columns
from cchc_report.tables.header_words import ACTUAL, PLANNED
from cchc_report.tables.vocabulary import Words
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow

HEADER_WITHIN = 40  # rows: letterheads and titles above a header are seldom longer than ten
_WITHIN_COLUMNS = 500  # a sheet may have 16,384; no log has a hundred
_AT_LEAST = 2  # matched columns before a row is taken for a header


@dataclass(frozen=True, kw_only=True)
class Header:
    """Where the header is and which of its columns is which; indexes count from 0 within the sheet's rows and cells."""

    row: int  # the (last) header row
    columns: dict[str, int]  # field name to index
    texts: dict[int, str]  # what stands above each column
    # fields that other columns claim too, by any of their headers
    rivals: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    ticked: Mapping[str, Mapping[int, str]] = field(default_factory=dict)  # choices by column, one of them ticked a row
    unclear: Mapping[int, str] = field(default_factory=dict)  # columns below one heading that no word tells apart
    lines: int = 1  # how many rows it takes

    @property
    def first(self) -> int:
        """The index of its first row."""
        return self.row - self.lines + 1

    @property
    def unmatched(self) -> dict[int, str]:
        """The columns no field claims."""
        claimed = {*self.columns.values(), *(index for ticks in self.ticked.values() for index in ticks)}
        claimed.update(index for rivals in self.rivals.values() for index in rivals)
        return {index: text for index, text in self.texts.items() if index not in claimed}

    @property
    def known(self) -> int:
        """How many fields have a column."""
        return len(self.columns) + len(self.ticked)

    def is_like(self, other: "Header") -> bool:
        """Tell whether the same columns are in the same places."""
        return self.columns == other.columns and self.ticked == other.ticked


def find_header(sheet: Sheet, model: type[SheetModel], words: Words | None = None) -> Header | None:
    """Return the first header of a sheet: the uppermost row that matches more than half of what the best matches.

    None where no row matches two columns.
    """
    rows = sheet.head(HEADER_WITHIN + 2)
    texts = list(map(_texts, rows))
    found = [
        header
        for row in range(min(len(rows), HEADER_WITHIN))
        if (header := _best_at(sheet, texts[row : row + 2], model, words or {}, row))
    ]
    most = max((header.known for header in found), default=0)
    return next((header for header in found if header.known * 2 > most), None)


def header_at(
    sheet: Sheet, rows: Sequence[SheetRow], first: int, model: type[SheetModel], words: Words
) -> Header | None:
    """Return the header that begins with the first of some rows, which has the index `first` in the sheet."""
    return _best_at(sheet, list(map(_texts, rows[:2])), model, words, first)


def _best_at(
    sheet: Sheet, texts: Sequence[dict[int, str]], model: type[SheetModel], words: Words, first: int
) -> Header | None:
    """Return the header of one or two lines that begins with the first texts, None where fewer than two columns match."""
    if len(texts[0]) < _AT_LEAST:
        return None
    best = _header(first, 1, HeaderTexts({index: (text,) for index, text in texts[0].items()}), model, words)
    if len(texts) > 1 and texts[1]:
        below = _header(first, 1, HeaderTexts({index: (text,) for index, text in texts[1].items()}), model, words)
        spans = _spans(sheet, first)
        two = _header(first + 1, 2, _joined(texts[0], texts[1], spans), model, words)
        if two.known > below.known and (two.known > best.known or _parts_headings(texts[0], texts[1], two, spans)):
            best = two
    return best if best.known >= _AT_LEAST else None


def _header(row: int, lines: int, texts: HeaderTexts, model: type[SheetModel], words: Words) -> Header:
    matched = match_columns(texts, model, words)
    return Header(
        row=row,
        lines=lines,
        columns=matched.columns,
        texts={index: spellings[0] for index, spellings in texts.spellings.items()},
        rivals=matched.rivals,
        ticked=matched.ticked,
        unclear=matched.unclear,
    )


def _joined(above: dict[int, str], below: dict[int, str], spans: dict[int, int]) -> HeaderTexts:
    """Join each text of the lower line with the heading it stands under: merged over it, or the nearest to the left."""
    headings: dict[int, int] = {}
    left: int | None = None
    for index in sorted(above.keys() | below.keys()):
        left = index if index in above else left
        heading = spans.get(index, left)
        if index in below and heading in above:
            headings[index] = heading
    shared = Counter(headings.values())
    spellings: dict[int, tuple[str, ...]] = {}
    for index in sorted(above.keys() | below.keys()):
        if index not in below:
            spellings[index] = (above[index],)
        elif index in headings and above[headings[index]] != below[index]:
            spellings[index] = (f"{above[headings[index]]} {below[index]}", below[index])
        else:
            spellings[index] = (below[index],)
    parted = {index: (above[heading], below[index]) for index, heading in headings.items() if shared[heading] > 1}
    return HeaderTexts(spellings, parted)


def _parts_headings(above: dict[int, str], below: dict[int, str], two: Header, spans: dict[int, int]) -> bool:
    """Tell whether a line does nothing but part headings of the line above it: it stands under blanks beside them."""
    beside = {index for index in below if index not in above}
    own = {index for index in below if index in above and above[index] != below[index]}
    if not beside or not all(index + 1 in beside for index in own):
        return False
    days = any(fold(text) in PLANNED or fold(text) in ACTUAL for text in below.values())
    return bool(two.ticked) or days or (bool(two.unclear) and all(index in spans for index in beside))


def _spans(sheet: Sheet, row: int) -> dict[int, int]:
    """Map each column under a merged heading of this row to the column that holds its text."""
    number = sheet.top + row
    return {
        column - sheet.left: first_column - sheet.left
        for first_row, first_column, last_row, last_column in sheet.merged
        if first_row <= number <= last_row
        for column in range(first_column, min(last_column, _WITHIN_COLUMNS) + 1)
    }


def _texts(row: SheetRow) -> dict[int, str]:
    return {index: text for index, cell in enumerate(row[:_WITHIN_COLUMNS]) if (text := _text(cell))}


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""
