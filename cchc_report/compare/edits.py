"""What has changed between two printings of a document, paragraph by paragraph and cell by cell, and in which figures.

Knows texts only, neither Word nor workbooks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from textwrap import shorten
from typing import Annotated, Literal

from pydantic import Field

from cchc_report.document import PrintedFigure, Unit
from cchc_report.ground.json_output import JsonOutput

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*%?|\w+|\s+|[^\w\s]")
_ALIKE = 0.5  # from here on, one paragraph is the other one edited
_ABOUT = 60  # characters of a row that say which one it is


class EditedFigure(JsonOutput):
    """A figure that reads otherwise than it was printed."""

    codes: Annotated[tuple[str, ...], Field(description="Tên số liệu hoặc mã dòng phụ lục")]
    built: Annotated[str, Field(description="Con số đã in")]
    found: Annotated[str, Field(description="Đang ghi")]


class Edit(JsonOutput):
    """A paragraph or a cell that reads otherwise; None is a text that is not known, or not to be told."""

    place: Annotated[str, Field(description="Đoạn nào, hoặc bảng, dòng, cột nào")]
    kind: Annotated[Literal["changed", "added", "removed"], Field(description="Đã sửa, thêm vào, hoặc xóa đi")]
    built: Annotated[
        str | None, Field(description="Văn bản lúc lập; null khi không còn biết, hoặc có tên người ký")
    ] = None
    found: Annotated[str | None, Field(description="Văn bản đang có; null khi đã xóa, hoặc có tên người ký")] = None
    figures: Annotated[tuple[EditedFigure, ...], Field(description="Các con số bị sửa trong chỗ ấy")] = ()


def compare_units(
    built_marks: Sequence[str], found_marks: Sequence[str], found: Sequence[Unit], rebuilt: Sequence[tuple[str, Unit]]
) -> Iterator[Edit]:
    """Yield the edits of a document: its marks as built against those found.

    What was built is known by its mark where the rebuilt document, given as (mark, unit), still has it.
    """
    known = dict(rebuilt)
    for kind, first, last, start, end in SequenceMatcher(None, built_marks, found_marks, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _edits_of([known.get(mark) for mark in built_marks[first:last]], list(found[start:end]))


def compare_asides(built: Sequence[Unit], found: Sequence[Unit]) -> Iterator[Edit]:
    """Yield what was added to, or taken from, what stands aside of the running text: notes, headers, comments, unseen words."""
    left = Counter((unit.place, unit.cells) for unit in built)
    for unit in found:
        if left[unit.place, unit.cells] > 0:
            left[unit.place, unit.cells] -= 1
        else:
            yield Edit(place=unit.place, kind="added", found=" | ".join(unit.cells))
    for (place, cells), number in left.items():
        for _ in range(number):
            yield Edit(place=place, kind="removed", built=" | ".join(cells))


def _edits_of(before: list[Unit | None], after: list[Unit]) -> Iterator[Edit]:
    for old, new in _pairs(before, after):
        match old, new:
            case Unit(), Unit():
                yield from _edits_within(old, new)
            case None, Unit():
                yield Edit(
                    place=_place(new),
                    kind="added" if None not in before else "changed",
                    found=" | ".join(filter(None, new.cells)),
                )
            case Unit(), None:
                yield Edit(place=_place(old), kind="removed", built=" | ".join(filter(None, old.cells)))


def _pairs(before: list[Unit | None], after: list[Unit]) -> Iterator[tuple[Unit | None, Unit | None]]:
    """Bring each old unit together with the new one that it has become, in order."""
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
        return
    start = 0
    for old in before:
        if old is None:
            continue
        at = next((at for at in range(start, len(after)) if _is_alike(old, after[at])), None)
        if at is None:
            yield old, None
            continue
        yield from ((None, new) for new in after[start:at])
        yield old, after[at]
        start = at + 1
    yield from ((None, new) for new in after[start:])


def _is_alike(one: Unit, other: Unit) -> bool:
    return (
        SequenceMatcher(None, _TOKEN.findall(" ".join(one.cells)), _TOKEN.findall(" ".join(other.cells))).ratio()
        >= _ALIKE
    )


def _edits_within(old: Unit, new: Unit) -> Iterator[Edit]:
    """Yield the cells that differ; a row with another number of cells differs as a whole."""
    if len(old.cells) != len(new.cells):
        yield Edit(place=_place(new), kind="changed", built=" | ".join(old.cells), found=" | ".join(new.cells))
        return
    for number, (built, found) in enumerate(zip(old.cells, new.cells, strict=True)):
        if built != found:
            figures = tuple(_edited([one for one in old.figures if one.cell == number], built, found))
            place = _place(new) if len(new.cells) == 1 else f"{_place(old, new.place)}, cột {number + 1}"
            yield Edit(place=place, kind="changed", built=built, found=found, figures=figures)


def _edited(figures: Sequence[PrintedFigure], built: str, found: str) -> Iterator[EditedFigure]:
    """Yield the figures of a text that read otherwise in the other one."""
    old, new = _TOKEN.findall(built), _TOKEN.findall(found)
    changes = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    for figure in figures:
        start = len(_TOKEN.findall(built[: figure.position]))
        end = start + len(_TOKEN.findall(figure.text))
        for _, first, last, at, to in changes:
            if first < end and last > start:
                yield EditedFigure(codes=figure.sources, built=figure.text, found="".join(new[at:to]).strip())
                break


def _place(unit: Unit, place: str = "") -> str:
    """Name a unit; a row by what it begins with too."""
    about = " ".join(filter(None, unit.cells[:2])) if len(unit.cells) > 1 else ""
    short = shorten(about, _ABOUT, placeholder="…")
    return f"{place or unit.place} ({short})" if short else place or unit.place


def without_names(edit: Edit, names: Sequence[str]) -> Edit:
    """Return an edit that tells no text in which a person is named."""
    if any(name and name in (text or "") for name in names for text in (edit.built, edit.found, edit.place)):
        return edit.model_copy(update={"place": edit.place.partition(" (")[0], "built": None, "found": None})
    return edit
