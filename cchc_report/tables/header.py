"""Finds a sheet's header below any title rows and matches its texts to the columns a model declares.

A text matches by the declared header or a declared synonym, ignoring case, diacritics and punctuation; likeness only words a question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cchc_report.ground.legacy_text import decode_legacy
from cchc_report.ground.text import clean, fold
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.vocabulary import Words
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow

HEADER_WITHIN = 40  # rows: letterheads and titles above a header are seldom longer than ten
_WITHIN_COLUMNS = 500  # a sheet may have 16,384; no log has a hundred
_AT_LEAST = 2  # matched columns before a row is taken for a header


@dataclass(frozen=True)
class Header:
    """Where the header is and which of its columns is which; indexes count from 0 within the sheet's rows and cells."""

    row: int  # the (last) header row
    columns: dict[str, int]  # field name to index
    texts: dict[int, str]  # what stands above each column
    twice: dict[str, tuple[int, int]] = field(default_factory=dict)  # fields that two columns claim alike
    lines: int = 1  # how many rows it takes

    @property
    def first(self) -> int:
        """The index of its first row."""
        return self.row - self.lines + 1

    @property
    def unmatched(self) -> dict[int, str]:
        """The columns no field claims."""
        claimed = set(self.columns.values())
        return {index: text for index, text in self.texts.items() if index not in claimed}


def find_header(sheet: Sheet, model: type[SheetModel], words: Words | None = None) -> Header | None:
    """Return the header that matches most of the model's columns, the upper one of equals; None where none matches two."""
    rows = sheet.head(HEADER_WITHIN + 1)
    best: Header | None = None
    for row, lines, texts in _candidates(sheet, rows):
        if best is not None and len(texts) <= len(best.columns):
            continue  # no more columns can match than there are texts
        found = replace(_match(row, texts, model, words or {}), lines=lines)
        if best is None or len(found.columns) > len(best.columns):
            best = found
    return best if best is not None and len(best.columns) >= _AT_LEAST else None


def _candidates(sheet: Sheet, rows: Sequence[SheetRow]) -> Iterator[tuple[int, int, dict[int, tuple[str, ...]]]]:
    """Yield each row, and each pair of rows as a two-line header, with the texts that may name every column."""
    texts = [{index: text for index, cell in enumerate(row[:_WITHIN_COLUMNS]) if (text := _text(cell))} for row in rows]
    for row, lines in enumerate(texts[:HEADER_WITHIN]):
        if len(lines) < _AT_LEAST:
            continue
        yield row, 1, {index: (text,) for index, text in lines.items()}
        if row + 1 < len(rows):
            yield row + 1, 2, dict(_two_lines(lines, texts[row + 1], _spans(sheet, row)))


def _two_lines(
    above: dict[int, str], below: dict[int, str], spans: dict[int, int]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Join each text of the lower line with the heading it stands under: merged over it, or the nearest to the left."""
    left = ""
    for index in sorted(above.keys() | below.keys()):
        left = above.get(index, left)
        under = below.get(index)
        if under is None:
            yield index, (above[index],)
        else:
            yield index, (f"{above.get(spans.get(index, index), left)} {under}", under)


def _spans(sheet: Sheet, row: int) -> dict[int, int]:
    """Map each column under a merged heading of this row to the column that holds its text."""
    number = sheet.top + row
    return {
        column - sheet.left: first_column - sheet.left
        for first_row, first_column, last_row, last_column in sheet.merged
        if first_row <= number <= last_row
        for column in range(first_column, min(last_column, _WITHIN_COLUMNS) + 1)
    }


def _text(cell: Cell) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _match(row: int, texts: dict[int, tuple[str, ...]], model: type[SheetModel], words: Words) -> Header:
    """Give each field the column whose text is its header, else one that is a synonym, the earlier declared first."""
    folded = {index: tuple(_key(text, words) for text in spellings) for index, spellings in texts.items()}
    columns: dict[str, int] = {}
    twice: dict[str, tuple[int, int]] = {}
    for name, declared in fields_of(model).items():
        for key in declared.column.keys:
            claims = [index for index, keys in folded.items() if key in keys and index not in columns.values()]
            if claims:
                columns[name] = claims[0]
                if len(claims) > 1:
                    twice[name] = (claims[0], claims[1])
                break
    return Header(row, columns, {index: spellings[0] for index, spellings in texts.items()}, twice)


def _key(text: str, words: Words) -> str:
    key = _folded(text)
    return fold(words[key]) if key in words else key


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Fold a text once, read in its legacy encoding if it is in one: the same rows are held against every model."""
    decoded = decode_legacy(text)
    return fold(decoded.text if decoded else text)
