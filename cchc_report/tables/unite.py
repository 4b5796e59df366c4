"""Makes one table of the same sheet in several workbooks where a row is no thing by itself: stated numbers and paragraphs.

What stands twice is counted once, what contradicts itself is told; a row that says nothing is no copy of one that does.
"""

from collections.abc import Hashable, Sequence

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import MergedRow, RowCopy, United, copies_by_key, put_together
from cchc_report.tables.quoting import quote
from cchc_report.tables.table import Model, SheetPart, Table


def unite(model: type[Model], parts: Sequence[SheetPart[Model]]) -> United[Model]:
    """Unite the parts: rows of one key are one, without a key those wholly alike in two files; if they differ, that is an error."""
    merged = [_first_of(copies) for copies in copies_by_key(parts, [_keys(part) for part in parts])]
    told = [_told(copy, one.kept) for one in merged for copy in one.others if _says_something(copy)]
    fates = {reference: fate for one in merged for reference, fate in one.fates.items()}
    return United(Table(model, put_together(parts, merged)), tuple(told), fates)


def _first_of(copies: Sequence[RowCopy[Model]]) -> MergedRow[Model]:
    """Return the first row that says something, and those it stands for: without a key only those of other sheets."""
    first, *others = sorted(copies, key=lambda copy: not _says_something(copy))
    has_key = bool(first.part.model.info.key)
    return MergedRow(first, tuple(copy for copy in others if has_key or not copy.is_beside(first)))


def _told(copy: RowCopy[Model], first: RowCopy[Model]) -> Diagnostic:
    return _identical(copy, first) if copy.row == first.row else _contradiction(copy, first)


def _keys(part: SheetPart[Model]) -> list[Hashable]:
    if not part.model.info.key:
        return list(zip(*(part.column(name, object) for name in fields_of(part.model)), strict=True))
    columns = [part.column(name, object) for name in part.model.info.key]
    return [tuple(map(_key, values)) for values in zip(*columns, strict=True)]


def _key(value: object) -> Hashable:
    return fold(value) if isinstance(value, str) else str(value)


def _says_something(copy: RowCopy[Model]) -> bool:
    """Tell whether a row has anything beyond what names it: the blank workbook lists indicators that nobody filled."""
    return any(
        copy.value(field) is not None for field in fields_of(copy.part.model) if field not in copy.part.model.info.key
    )


def same_place(here: Place, there: Place) -> str:
    """Name another cell as seen from here: the cell alone in the same sheet, else with its sheet and file."""
    if (here.file, here.sheet) == (there.file, there.sheet):
        return f"ô {there.cell}"
    return f"ô {there.cell}, trang “{there.sheet}”, tệp {there.file}"


def said(value: object) -> str:
    """Quote a cell's value as its column has it."""
    match value:
        case True:
            return "“Có”"
        case False:
            return "“Không”"
        case tuple():
            return quote(", ".join(map(str, value)))
        case _:
            return quote(value)


def _identical(here: RowCopy[Model], earlier: RowCopy[Model]) -> Diagnostic:
    place, there = _places(here, earlier)
    return Diagnostic.of(
        Code.IDENTICAL_ROWS,
        place,
        f"Dòng này giống hệt dòng ở {same_place(place, there)}; chỉ tính một lần",
        "Xóa một trong hai dòng.",
    )


def _contradiction(here: RowCopy[Model], earlier: RowCopy[Model]) -> Diagnostic:
    place, there = _places(here, earlier)
    info = here.part.model.info
    key = quote(here.value(info.key[-1]))
    return Diagnostic.of(
        Code.DUPLICATE_CODE if here.is_beside(earlier) else Code.TWO_VALUES,
        place,
        f"{key} đã có ở {same_place(place, there)} với nội dung khác",
        f"Mỗi {info.noun} chỉ ghi một lần: xóa dòng sai, hoặc sửa lại mã.",
    )


def _places(here: RowCopy[Model], earlier: RowCopy[Model]) -> tuple[Place, Place]:
    field = (here.part.model.info.key or tuple(here.part.positions))[-1]
    return here.place(field), earlier.place(field)
