"""Which of several statements of the same people or procedures counts, and how the others differ from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import sort_key
from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import MergedRow, RowCopy
from cchc_report.tables.ledger import Fate, Fates
from cchc_report.tables.state_rules import Buckets, StateRules, is_same
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.time_labels import label_of
from cchc_report.tables.unite import said, same_place


@dataclass(frozen=True)
class StateVersion:
    """Statements that share somebody: those that count, those that are older, and what told them apart."""

    latest: tuple[int, ...]
    older: tuple[int, ...]
    rule: str


def versions_of(
    rules: StateRules[Model], parts: Sequence[SheetPart[Model]], buckets: Sequence[Buckets[Model]]
) -> list[StateVersion]:
    """Return the statements that share somebody, each group with what counts of it."""
    shares = {
        pair
        for first, second in combinations(range(len(parts)), 2)
        if _share(rules, buckets[first], buckets[second])
        for pair in ((first, second), (second, first))
    }
    return [_newest_first(parts, group, shares) for group in _groups(len(parts), shares)]


def _share(rules: StateRules[Model], first: Buckets[Model], second: Buckets[Model]) -> bool:
    return any(
        is_same(rules, mine, theirs)
        for key in first.keys() & second.keys()
        for mine in first[key]
        for theirs in second[key]
    )


def _groups(count: int, shares: set[tuple[int, int]]) -> list[list[int]]:
    """Return the statements that hang together by what they share; one that shares nothing is not among them."""
    group = list(range(count))
    for first, second in shares:
        old, new = group[first], group[second]
        group = [new if one == old else one for one in group]
    found = [[number for number in range(count) if group[number] == one] for one in sorted(set(group))]
    return [numbers for numbers in found if len(numbers) > 1]


def _newest_first(
    parts: Sequence[SheetPart[Model]], numbers: Sequence[int], shares: set[tuple[int, int]]
) -> StateVersion:
    """Choose of the statements that hang together the latest, and those of the same time that share nothing with it."""
    labels = {number: label_of(parts[number]) for number in numbers}
    by_name = all(labels.values()) and len(set(labels.values())) > 1
    times = {number: (by_name and label) or (0, 0) for number, label in labels.items()}
    ranked = sorted(numbers, key=lambda number: (times[number], sort_key(parts[number].file), number), reverse=True)
    latest = _apart([number for number in ranked if times[number] == times[ranked[0]]], shares)
    rule = "tên trang hoặc tên tệp nói kỳ muộn hơn" if by_name else "đứng sau theo thứ tự tên tệp, trang và dòng"
    return StateVersion(tuple(latest), tuple(sorted({*numbers} - {*latest}, key=ranked.index)), rule)


def _apart(numbers: Sequence[int], shares: set[tuple[int, int]]) -> list[int]:
    """Return the first statement, and each later one that shares nothing with those before it."""
    found: list[int] = []
    for number in numbers:
        if shares.isdisjoint((number, other) for other in found):
            found.append(number)
    return found


def differences(
    rules: StateRules[Model],
    parts: Sequence[SheetPart[Model]],
    buckets: Sequence[Buckets[Model]],
    version: StateVersion,
) -> Iterator[Diagnostic]:
    """Say which statement is not counted and why, and name each difference with both cells."""
    for older in version.older:
        newer = next((one for one in version.latest if _share(rules, buckets[older], buckets[one])), version.latest[0])
        lines = list(_lines(rules, buckets[older], [buckets[one] for one in version.latest], parts[newer]))
        here, there = parts[older], parts[newer]
        noun = rules.model.info.noun
        message = f"Trang này và trang “{there.sheet}”, tệp {there.file} kê cùng những {noun}: chỉ tính trang ấy, vì {version.rule}"
        is_loud = any(line.severity is not Severity.NOTE for line in lines)
        yield Diagnostic.of(
            Code.STATE_VERSIONS,
            Place(file=here.file, sheet=here.sheet, row=here.rows[0] if len(here) else None),
            message,
            "Nếu trang này mới đúng, hãy đổi tên tệp cho biết kỳ (ví dụ quy-2.xlsx), hoặc bỏ trang cũ đi.",
            Severity.WARNING if is_loud else Severity.NOTE,
        )
        yield from lines


def _lines(
    rules: StateRules[Model], old: Buckets[Model], new: Sequence[Buckets[Model]], newer: SheetPart[Model]
) -> Iterator[Diagnostic]:
    for copy in _all(old):
        same = _counterpart(rules, copy, new)
        if same is not None:
            yield from _changes(rules, copy, same)
        else:
            yield _alone(rules, copy, f"không còn ở trang “{newer.sheet}”, tệp {newer.file}: không tính")
    older = next(iter(_all(old))).part
    for bucket in new:
        for copy in _all(bucket):
            if _counterpart(rules, copy, (old,)) is None:
                yield _alone(rules, copy, f"chưa có ở trang “{older.sheet}”, tệp {older.file}: có tính")


def _all(bucket: Buckets[Model]) -> Iterator[RowCopy[Model]]:
    return chain.from_iterable(bucket.values())


def _counterpart(
    rules: StateRules[Model], copy: RowCopy[Model], buckets: Sequence[Buckets[Model]]
) -> RowCopy[Model] | None:
    """Return the row of other statements that is of the same person or procedure."""
    key = rules.key(copy)
    found = (other for bucket in buckets for other in bucket.get(key, ()) if is_same(rules, copy, other))
    return next(found, None)


def completed(
    rules: StateRules[Model], buckets: Sequence[Buckets[Model]], version: StateVersion
) -> Iterator[MergedRow[Model]]:
    """Yield the rows that count with what older versions know of columns their own sheet lacks."""
    older = [buckets[number] for number in version.older]
    for copy in chain.from_iterable(_all(buckets[number]) for number in version.latest):
        same = _counterpart(rules, copy, older)
        if same is not None:
            lacked = [field for field in same.part.columns if not copy.part.has(field)]
            values = {field: value for field in lacked if (value := same.value(field)) is not None}
            if values:
                yield MergedRow(copy, (), values)


def _alone(rules: StateRules[Model], copy: RowCopy[Model], what: str) -> Diagnostic:
    is_explained = any(copy.value(name) is not None for name in rules.explained_by)
    return Diagnostic.of(
        Code.VERSIONS_DIFFER,
        copy.place(next(iter(rules.model.model_fields))),
        f"{rules.model.info.noun.capitalize()} ở ô này {what}",
        "Kiểm tra lại hai bản; hiện tính theo bản sau.",
        Severity.NOTE if is_explained else Severity.WARNING,
    )


def _changes(rules: StateRules[Model], old: RowCopy[Model], new: RowCopy[Model]) -> Iterator[Diagnostic]:
    """Yield each cell that the later version has otherwise; one that it fills is a note, one that it empties a warning."""
    for field, declared in fields_of(rules.model).items():
        before, after = old.value(field), new.value(field)
        if field in rules.spelt or before == after or (before is not None and not new.part.has(field)):
            continue
        if before is None and not old.part.has(field):
            continue
        here, there = new.place(field), old.place(field)
        message = f"{declared.column.header} ghi {_shown(after)}, nhưng {same_place(here, there)} (bản trước) ghi {_shown(before)}"
        severity = Severity.NOTE if before is None else Severity.WARNING
        yield Diagnostic.of(
            Code.VERSIONS_DIFFER, here, message, "Kiểm tra lại hai bản; hiện tính theo bản sau.", severity
        )


def _shown(value: object) -> str:
    return "trống" if value is None else said(value)


def left_out(buckets: Sequence[Buckets[Model]], version: StateVersion) -> Fates:
    """Return what becomes of the rows of older versions: repeated where the latest says the very same."""
    fates = {}
    for number in version.older:
        for key, copies in buckets[number].items():
            counted = {copy.row for one in version.latest for copy in buckets[one].get(key, ())}
            for copy in copies:
                fates[copy.reference] = Fate.REPEATED if copy.row in counted else Fate.SUPERSEDED
    return fates
