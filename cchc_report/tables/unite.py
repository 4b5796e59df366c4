"""Makes one table of the same sheet in several workbooks: what stands twice is counted once, what contradicts itself is told."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.quoting import quote
from cchc_report.tables.table import Model, SheetPart, Table


@dataclass(frozen=True)
class _Seen(Generic[Model]):
    """Where a key was first seen, and the whole row there."""

    part: SheetPart[Model]
    index: int
    row: tuple[object, ...]


def unite(model: type[Model], parts: Iterable[SheetPart[Model]]) -> tuple[Table[Model], list[Diagnostic]]:
    """Unite the parts: rows wholly alike in two files are one, and so are rows of one key; if these differ, that is an error.

    In a sheet without a key two like rows of one file are two: two people may share a name and a post.
    """
    diagnostics: list[Diagnostic] = []
    seen: dict[Hashable, _Seen[Model]] = {}
    kept: list[SheetPart[Model]] = []
    for part in parts:
        chosen = [True] * len(part)
        for index, row in enumerate(_whole_rows(part)):
            here = _Seen(part, index, row)
            earlier = seen.setdefault(_key(model, row), here)
            if earlier is here or (earlier.part is part and not model.info.key):
                continue
            chosen[index] = False
            diagnostics.append(_identical(here, earlier) if earlier.row == row else _contradiction(here, earlier))
        kept.append(part if all(chosen) else part.keep(chosen))
    return Table(model, tuple(kept)), diagnostics


def _whole_rows(part: SheetPart[Model]) -> Iterable[tuple[object, ...]]:
    return zip(*(part.column(name, object) for name in fields_of(part.model)), strict=True)


def _key(model: type[Model], row: tuple[object, ...]) -> Hashable:
    if not model.info.key:
        return row
    return tuple(fold(str(value)) for name, value in zip(fields_of(model), row, strict=True) if name in model.info.key)


def same_place(here: Place, there: Place) -> str:
    """Name another cell as seen from here: the cell alone in the same sheet, else with its sheet and file."""
    if (here.file, here.sheet) == (there.file, there.sheet):
        return f"ô {there.cell}"
    return f"ô {there.cell}, trang “{there.sheet}”, tệp {there.file}"


def _identical(here: _Seen[Model], earlier: _Seen[Model]) -> Diagnostic:
    place, there = _places(here, earlier)
    return Diagnostic.of(
        Code.IDENTICAL_ROWS,
        place,
        f"Dòng này giống hệt dòng ở {same_place(place, there)}; chỉ tính một lần",
        "Xóa một trong hai dòng.",
    )


def _contradiction(here: _Seen[Model], earlier: _Seen[Model]) -> Diagnostic:
    place, there = _places(here, earlier)
    info = here.part.model.info
    key = quote(here.part.columns[info.key[-1]][here.index])
    code = Code.DUPLICATE_CODE if here.part is earlier.part else Code.TWO_VALUES
    return Diagnostic.of(
        code,
        place,
        f"{key} đã có ở {same_place(place, there)} với nội dung khác",
        f"Mỗi {info.noun} chỉ ghi một lần: xóa dòng sai, hoặc sửa lại mã.",
    )


def _places(here: _Seen[Model], earlier: _Seen[Model]) -> tuple[Place, Place]:
    field = (here.part.model.info.key or tuple(here.part.positions))[-1]
    return here.part.place(here.index, field), earlier.part.place(earlier.index, field)
