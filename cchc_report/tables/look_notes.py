"""What a sheet's looks say of the rows and columns that were read: merged, hidden, struck out."""

from collections.abc import Container, Iterable, Iterator, Sequence

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.tables.column_reader import ColumnReader
from cchc_report.workbook.sheet import Area, Sheet

_SHOWN = 5


def told_of_looks(
    sheet: Sheet, readers: Sequence[ColumnReader], counted: Container[int], filled: Iterable[Area]
) -> Iterator[Diagnostic]:
    """Yield what is said of merged cells that gave several rows their value, of hidden columns, of counted rows struck out."""
    columns = {sheet.left + reader.index for reader in readers}
    areas = sorted(area for area in filled if area[1] in columns)
    if areas:
        shown = _listed([f"{column_letters(area[1])}{area[0]}:{column_letters(area[3])}{area[2]}" for area in areas])
        yield Diagnostic.of(
            Code.CELLS_MERGED,
            Place(file=sheet.file, sheet=sheet.name, row=areas[0][0], column=areas[0][1]),
            f"{len(areas)} ô gộp nhiều dòng, giá trị được tính cho mọi dòng gộp: {shown}",
        )
    hidden = [column for column in sheet.hidden_columns if column in columns]
    if hidden:
        yield Diagnostic.of(
            Code.HIDDEN_ROWS,
            Place(file=sheet.file, sheet=sheet.name, column=hidden[0]),
            f"{len(hidden)} cột đang ẩn vẫn được đọc và tính: {_listed(map(column_letters, hidden))}",
        )
    struck = [row for row in sheet.struck_rows if row in counted]
    if struck:
        yield Diagnostic.of(
            Code.ROWS_STRUCK,
            Place(file=sheet.file, sheet=sheet.name, row=struck[0]),
            f"{len(struck)} dòng bị gạch ngang, vẫn được tính: dòng {_listed(map(str, struck))}",
            "Nếu là dòng bỏ thì xóa khỏi sổ; nếu không thì bỏ gạch ngang.",
        )


def _listed(texts: Iterable[str]) -> str:
    first = list(texts)
    return ", ".join(first[:_SHOWN]) + ("…" if len(first) > _SHOWN else "")
