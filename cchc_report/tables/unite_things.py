"""Makes one table of documents or tasks of several workbooks: each counts once, by what makes it one thing.

Documents are one by number, kind and day, tasks by content and source, whatever else of them is spelt differently.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Generic

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import MergedRow, RowCopy, United, copies_by_key, put_together
from cchc_report.tables.keys import document_key
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.tasks import Task, TaskSource
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.time_labels import label_of
from cchc_report.tables.unite import said, same_place


@dataclass(frozen=True, kw_only=True)
class ThingRules(Generic[Model]):
    """What makes rows of a sheet one thing, which copy of it is kept, and which cells must not contradict each other."""

    model: type[Model]
    keys: Callable[[SheetPart[Model]], list[Hashable]]
    rank: Callable[[RowCopy[Model]], tuple[object, ...]]  # the copy of the highest is kept
    named_by: str  # the field that names a thing in a message
    constant: tuple[str, ...]
    advice: str  # what to do about one that stands twice in one sheet


def _document_keys(part: SheetPart[IssuedDocument]) -> list[Hashable]:
    columns = (part.column("symbol", str), part.column("kind", str), part.column("issuer", str))
    days = part.column("issued_on", date)
    return [
        (*document_key(symbol or "", kind or "", issuer), day)
        for symbol, kind, issuer, day in zip(*columns, days, strict=True)
    ]


def _task_keys(part: SheetPart[Task]) -> list[Hashable]:
    contents, sources = part.column("content", str), part.column("source", TaskSource)
    return [(fold(content or ""), source) for content, source in zip(contents, sources, strict=True)]


def _by_fullness(copy: RowCopy[Model]) -> tuple[object, ...]:
    return sum(value is not None for value in copy.row), tuple(map(str, copy.row))


def _by_progress(copy: RowCopy[Task]) -> tuple[object, ...]:
    label = label_of(copy.part)
    return copy.value("finished_on") is not None, label or (0, 0), *_by_fullness(copy)


DOCUMENTS = ThingRules(
    model=IssuedDocument,
    keys=_document_keys,
    rank=_by_fullness,
    named_by="symbol",
    constant=("sending", "steering", "sections"),
    advice="Xóa một trong hai dòng; nếu là hai văn bản thì sửa lại số, loại hoặc ngày.",
)
TASKS = ThingRules(
    model=Task,
    keys=_task_keys,
    rank=_by_progress,
    named_by="content",
    constant=("due_on", "finished_on"),
    advice="Xóa một trong hai dòng; nếu là hai nhiệm vụ thì ghi nội dung khác nhau, ví dụ thêm tháng hoặc quý.",
)


def unite_things(rules: ThingRules[Model], parts: Sequence[SheetPart[Model]]) -> United[Model]:
    """Return one table in which every thing stands once, and what is said of those that stood more often."""
    groups = copies_by_key(parts, [rules.keys(part) for part in parts])
    merged = [_merged(rules, copies) for copies in groups]
    told = [
        *(problem for copies in groups for problem in _within_sheets(rules, copies)),
        *(problem for one in merged for problem in _contradictions(rules, one)),
        *_between_sheets(rules, parts, merged),
    ]
    fates = {reference: fate for one in merged for reference, fate in one.fates.items()}
    return United(Table(rules.model, put_together(parts, merged)), tuple(told), fates)


def _merged(rules: ThingRules[Model], copies: Sequence[RowCopy[Model]]) -> MergedRow[Model]:
    """Return the copy that is kept, completed by what the others know."""
    ranked = sorted(copies, key=rules.rank, reverse=True)
    kept, others = ranked[0], tuple(ranked[1:])
    known = {
        field: next((value for copy in others if (value := copy.value(field)) is not None), None)
        for field in fields_of(rules.model)
        if kept.value(field) is None
    }
    return MergedRow(kept, others, {field: value for field, value in known.items() if value is not None})


def _within_sheets(rules: ThingRules[Model], copies: Sequence[RowCopy[Model]]) -> Iterator[Diagnostic]:
    """What stands twice in one sheet is a warning; it counts once."""
    for earlier, copy in pairwise(copies):
        if earlier.is_beside(copy):
            here, there = copy.place(rules.named_by), earlier.place(rules.named_by)
            noun = rules.model.info.noun
            yield Diagnostic.of(
                Code.IDENTICAL_ROWS if copy.row == earlier.row else Code.THING_TWICE,
                here,
                f"{noun.capitalize()} {quote(copy.value(rules.named_by))} đã có ở {same_place(here, there)}; chỉ tính một lần",
                rules.advice,
            )


def _contradictions(rules: ThingRules[Model], one: MergedRow[Model]) -> Iterator[Diagnostic]:
    for field in rules.constant:
        mine = one.kept.value(field)
        for copy in one.others:
            theirs = copy.value(field)
            if mine is None or theirs is None or mine == theirs:
                continue
            here, there = one.kept.place(field), copy.place(field)
            header, name = fields_of(rules.model)[field].column.header, quote(one.kept.value(rules.named_by))
            yield Diagnostic.of(
                Code.THINGS_DIFFER,
                here,
                f"{header} của {rules.model.info.noun} {name} ghi {said(mine)}, nhưng {same_place(here, there)} ghi {said(theirs)}",
                "Sửa cho hai nơi giống nhau; hiện tính theo ô này.",
            )
            break


def _between_sheets(
    rules: ThingRules[Model], parts: Sequence[SheetPart[Model]], merged: Sequence[MergedRow[Model]]
) -> Iterator[Diagnostic]:
    """Say of each pair of sheets how many things stand in both."""
    shared = Counter(
        (one.kept.number, number)
        for one in merged
        for number in sorted({copy.number for copy in one.others if not copy.is_beside(one.kept)})
    )
    for (kept, other), count in shared.items():
        here, there = parts[kept], parts[other]
        yield Diagnostic.of(
            Code.COUNTED_ONCE,
            Place(file=there.file, sheet=there.sheet),
            f"{count} {rules.model.info.noun} ở trang này cũng có ở trang “{here.sheet}”, tệp {here.file}; mỗi {rules.model.info.noun} chỉ tính một lần",
        )
