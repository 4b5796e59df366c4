"""Makes one statement of staff or procedures of several: statements that share nobody are parts and united, others are versions.

Of versions the latest counts: the one whose sheet or file names the later part of the year, else the last in the order of the
files' names, sheets and rows.
"""

from collections.abc import Sequence
from itertools import chain

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import MergedRow, RowCopy, United, put_together
from cchc_report.tables.ledger import Fates
from cchc_report.tables.state_rules import Buckets, StateRules, contradict, is_same, things_of
from cchc_report.tables.state_versions import StateVersion, completed, differences, left_out, versions_of
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.unite import said, same_place


def unite_states(rules: StateRules[Model], parts: Sequence[SheetPart[Model]]) -> United[Model]:
    """Return the statement that counts, and what is said of versions and of rows that stand twice in one."""
    buckets = [things_of(rules, part, number) for number, part in enumerate(parts)]
    twice = [_within(rules, copies) for bucket in buckets for copies in bucket.values()]
    versions = versions_of(rules, parts, buckets)
    merged = [*chain.from_iterable(rows for rows, _ in twice)]
    merged += chain.from_iterable(completed(rules, buckets, version) for version in versions)
    told = [*chain.from_iterable(problems for _, problems in twice)]
    told += chain.from_iterable(differences(rules, parts, buckets, version) for version in versions)
    older = {number for version in versions for number in version.older}
    return United(Table(rules.model, _kept(parts, merged, older)), tuple(told), _fates(merged, buckets, versions))


def _kept(
    parts: Sequence[SheetPart[Model]], merged: Sequence[MergedRow[Model]], older: set[int]
) -> tuple[SheetPart[Model], ...]:
    """Return the statements that count, without rows that stand twice."""
    left = [part.keep([]) if number in older else part for number, part in enumerate(parts)]
    kept = put_together(left, [one for one in merged if one.kept.number not in older])
    return tuple(part for part in kept if len(part))


def _fates(
    merged: Sequence[MergedRow[Model]], buckets: Sequence[Buckets[Model]], versions: Sequence[StateVersion]
) -> Fates:
    found = {reference: fate for one in merged for reference, fate in one.fates.items()}
    for version in versions:
        found |= left_out(buckets, version)
    return found


def _within(
    rules: StateRules[Model], copies: Sequence[RowCopy[Model]]
) -> tuple[list[MergedRow[Model]], list[Diagnostic]]:
    """Return the rows of one statement that are one thing, and what is said of them and of two persons of one name."""
    merged: list[MergedRow[Model]] = []
    told: list[Diagnostic] = []
    firsts: list[RowCopy[Model]] = []
    for copy in copies:
        same = next((first for first in firsts if is_same(rules, first, copy)), None)
        if same is None:
            told += [_two_of_a_name(rules, first, copy) for first in firsts[:1]]
            firsts.append(copy)
        else:
            told.append(_twice(rules, same, copy))
            merged.append(MergedRow(same, (copy,)))
    return merged, told


def _two_of_a_name(rules: StateRules[Model], first: RowCopy[Model], copy: RowCopy[Model]) -> Diagnostic:
    field = next(iter(rules.model.model_fields))
    here, there = copy.place(field), first.place(field)
    message = (
        f"Cùng tên, cùng nhóm với {same_place(here, there)} nhưng khác chức vụ hoặc ngày bắt đầu: tính là hai người"
    )
    return Diagnostic.of(Code.SAME_NAME, here, message, "Nếu là một người thì xóa dòng cũ.")


def _twice(rules: StateRules[Model], first: RowCopy[Model], copy: RowCopy[Model]) -> Diagnostic:
    """What stands twice in one statement is a warning; an error where the two rows contradict each other."""
    noun = rules.model.info.noun
    for field in rules.model.model_fields:
        if field not in rules.spelt and contradict(rules, first, copy, field):
            here, there = copy.place(field), first.place(field)
            header = fields_of(rules.model)[field].column.header
            message = f"{noun.capitalize()} này đã có ở {same_place(here, there)} với {header} khác: {said(first.value(field))} và {said(copy.value(field))}"
            return Diagnostic.of(Code.DUPLICATE_CODE, here, message, rules.once)
    field = next(iter(rules.model.model_fields))
    here, there = copy.place(field), first.place(field)
    return Diagnostic.of(
        Code.IDENTICAL_ROWS,
        here,
        f"{noun.capitalize()} này đã có ở {same_place(here, there)}; chỉ tính một lần",
        rules.once,
    )
