"""A sheet that goes on with the rows of another and has no header of its own, as a log longer than a sheet is saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cchc_report.tables.column import SheetModel
from cchc_report.tables.header import Header
from cchc_report.tables.validate import validate_sheet
from cchc_report.tables.vocabulary import Vocabulary
from cchc_report.workbook.sheet import Sheet

_TRIED = 20  # rows
_FITTING = 0.8  # of them that must be good rows by the other sheet's columns
_DECIDING = 3  # columns at least that must be there: fewer fit anything


@dataclass(frozen=True)
class ReadSheet:
    """A sheet that was read by a header of its own."""

    sheet: Sheet
    model: type[SheetModel]
    header: Header


def continued_by(sheet: Sheet, earlier: Iterable[ReadSheet], vocabulary: Vocabulary) -> ReadSheet | None:
    """Return the sheet of the same workbook that a sheet without a header goes on with, by what its first rows hold."""
    head = [row for row in sheet.head(_TRIED) if any(cell != "" for cell in row)]
    for one in reversed(tuple(earlier)):
        if one.sheet.file != sheet.file or len(one.header.columns) < _DECIDING or not head:
            continue
        shift = sheet.left - one.sheet.left
        trial = replace(Sheet.of_rows(sheet.file, sheet.name, head), left=sheet.left)
        parts, _, _ = validate_sheet(trial, one.model, without_rows(one.header, shift), vocabulary)
        if sum(map(len, parts)) >= _FITTING * len(head):
            return replace(one, header=without_rows(one.header, shift))
    return None


def without_rows(header: Header, shift: int = 0) -> Header:
    """Return a header that takes no row, for a sheet that begins `shift` columns further right."""
    return replace(
        header,
        row=-1,
        lines=0,
        columns={name: index - shift for name, index in header.columns.items()},
        texts={index - shift: text for index, text in header.texts.items()},
        ticked={
            name: {index - shift: label for index, label in ticks.items()} for name, ticks in header.ticked.items()
        },
        rivals={},
        unclear={},
    )
