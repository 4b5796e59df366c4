"""How many wrong figures the rules see: changes one figure of a right report at a time, and asks whether a rule speaks.

`python benchmarks/mutations.py [--all] [--docx]` prints the share for each kind of change; with `--all` also each change that
no rule sees. With `--docx` it changes the written report, place by place of the Word file, and audits that (some ten minutes).
The report is that of the second sample commune, whose figures all agree.
"""

import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from benchmarks.written_mutations import measure_written, print_written
from cchc_report.audit import forms_of
from cchc_report.figures import check_totals, count
from cchc_report.form import Form, Value, check_rules, compute, values_of
from cchc_report.form.pack import RowKind
from cchc_report.form.rules import ListEntry
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Place
from cchc_report.ground.numbers import Number, round_half_up
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace

COMMUNE = Path(__file__).resolve().parent.parent / "sample_data" / "hoang-lam"
# What the body of a report says, some of it twice.
BODY = (
    *(f"documents.{name}" for name in ("issued", "issued_by_type", "incoming", "incoming_by_channel")),
    *(f"procedures.{name}" for name in ("total", "one_stop", "interlinked")),
    *(
        f"dossiers.{name}"
        for name in ("received", "carried_over", "on_time", "overdue", "pending_in_time", "pending_overdue")
    ),
    *(f"dossiers.{name}_rate" for name in ("on_time", "overdue", "pending_in_time", "pending_overdue")),
    "dossiers.on_time_rate_repeated",
    "dossiers.overdue_repeated",
    *(f"staffing.{name}" for name in ("total", "officials", "civil_servants")),
    *(
        f"staffing.{group}.{list_}"
        for group in ("officials", "civil_servants")
        for list_ in ("qualifications", "political_theory")
    ),
)
Values: TypeAlias = dict[str, Value]


@dataclass(frozen=True)
class Change:
    """One figure changed: how, which one, and what was made of it."""

    kind: str
    name: str  # a code, a figure's full name, or a list's with the entry: "documents.issued_by_type: Kế hoạch"
    before: Number
    after: Number


def plus_one(number: Number) -> Number | None:
    """One more."""
    return number + 1


def minus_one(number: Number) -> Number | None:
    """One less."""
    return number - 1 if number >= 1 else None


def ten_times(number: Number) -> Number | None:
    """A zero too many."""
    return number * 10 or None


def digit_dropped(number: Number) -> Number | None:
    """The last digit before the comma forgotten."""
    return number // 10 if number >= 10 else None


def digits_swapped(number: Number) -> Number | None:
    """The first two neighbouring digits that differ, the wrong way round."""
    digits = str(number)
    for at, (one, other) in enumerate(pairwise(digits)):
        if one != other and (one + other).isdigit():
            swapped = digits[:at] + other + one + digits[at + 2 :]
            return Decimal(swapped) if isinstance(number, Decimal) else int(swapped)
    return None


def first_digit_changed(number: Number) -> Number | None:
    """Another digit in front: 588 for 488."""
    digits = str(number)
    changed = str(int(digits[0]) % 9 + 1) + digits[1:]
    return Decimal(changed) if isinstance(number, Decimal) else int(changed)


KINDS: Mapping[str, Callable[[Number], Number | None]] = {
    "thêm 1": plus_one,
    "bớt 1": minus_one,
    "thừa một số 0": ten_times,
    "thiếu một chữ số": digit_dropped,
    "đảo hai chữ số": digits_swapped,
    "sai chữ số đầu": first_digit_changed,
}
FROM_NEXT_ROW = "chép số của dòng dưới"
OTHER_CHOICE = "lựa chọn khác"
NO_CHOICE = "ngoài các lựa chọn"


def sample_report(period: str = "2023") -> Report:
    """Build the report of the commune whose figures agree."""
    workspace = open_workspace(COMMUNE)
    return build_report(workspace, workspace.parse_period(period))


def written_values(report: Report) -> Values:
    """Return the figures that a reader of the printed report sees, at the decimals they are printed with."""
    values = values_of(report.figures, report.indicators)
    values |= {name: values.get(name.removesuffix("_repeated")) for name in BODY}
    printed = {name: _printed(values.get(name)) for name in [*report.indicators, *BODY]}
    return {name: value for name, value in printed.items() if value is not None}


def _printed(value: Value) -> Value:
    match value:
        case Decimal():
            return round_half_up(value, 2)
        case tuple():
            shares = (None if one.share is None else round_half_up(Decimal(one.share), 1) for one in value)
            return tuple(replace(one, share=share) for one, share in zip(value, shares, strict=True))
        case _:
            return value


def with_sums(values: Values) -> Values:
    """Return the values with those that a reader adds up from them."""
    numbers = {name: value for name, value in values.items() if isinstance(value, int)}
    return {
        **values,
        "dossiers.total": numbers["dossiers.received"] + numbers["dossiers.carried_over"],
        "dossiers.pending": numbers["dossiers.pending_in_time"] + numbers["dossiers.pending_overdue"],
    }


def changes(form: Form, values: Values) -> Iterator[tuple[Change, Values]]:
    """Yield every change with the values it leaves."""
    codes = [code for code in form.by_code if isinstance(values.get(code), int | Decimal)]
    below = dict(pairwise(codes))
    for name, value in values.items():
        row = form.by_code.get(name)
        if isinstance(value, tuple):
            yield from _changes_of_list(name, value, values)
        elif isinstance(value, int | Decimal):
            for kind, after in _changed(value, row.kind if row else None, list(row.choices) if row else []):
                yield Change(kind, name, value, after), values | {name: after}
            following = values.get(below.get(name, ""))
            if isinstance(following, int | Decimal) and following != value:
                yield Change(FROM_NEXT_ROW, name, value, following), values | {name: following}


def _changed(value: Number, kind: RowKind | None, choices: list[Decimal]) -> Iterator[tuple[str, Number]]:
    if kind is RowKind.CHOICE:
        yield from ((OTHER_CHOICE, int(choice)) for choice in choices if choice != value)
        yield NO_CHOICE, int(max(choices)) + 1
        return
    for name, change in KINDS.items():
        after = change(value)
        if after is not None and after != value:
            yield name, after


def _changes_of_list(name: str, entries: tuple[ListEntry, ...], values: Values) -> Iterator[tuple[Change, Values]]:
    for at, entry in enumerate(entries):
        counts = (
            (kind, entry.count, after, replace(entry, count=after)) for kind, after in _changed(entry.count, None, [])
        )
        share = entry.share
        shares = (
            ((kind, share, after, replace(entry, share=after)) for kind, after in _changed(share, None, []))
            if share is not None
            else ()
        )
        for kind, before, after, changed in (*counts, *shares):
            told = Change(kind, f"{name}: {entry.name}", before, after)
            yield told, values | {name: (*entries[:at], changed, *entries[at + 1 :])}


def is_seen(form: Form, values: Values) -> bool:
    """Tell whether a rule warns of the values."""
    found = check_rules(form, with_sums(values), lambda name: Place(file="bao-cao.docx", label=name))
    return any(one.severity is Severity.WARNING for one in found)


def measure(form: Form, values: Values) -> tuple[dict[str, tuple[int, int]], list[Change]]:
    """Return, of each kind, how many changes were seen and how many there were, and the changes that no rule saw."""
    made: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    unseen: list[Change] = []
    for change, changed in changes(form, values):
        made[change.kind] += 1
        if is_seen(form, changed):
            seen[change.kind] += 1
        else:
            unseen.append(change)
    return {kind: (seen[kind], made[kind]) for kind in made}, unseen


def stated_changes(report: Report) -> Iterator[tuple[Change, bool]]:
    """Yield each change of a number in the sheet `Tổng hợp văn bản`, and whether the workbook's checks warn of it."""
    for part in report.tables.totals.parts:
        numbers = part.column("number", int)
        for at, number in enumerate(numbers):
            for kind, after in _changed(number or 0, None, []):
                changed = replace(part, columns={**part.columns, "number": [*numbers[:at], after, *numbers[at + 1 :]]})
                tables = replace(report.tables, totals=replace(report.tables.totals, parts=(changed,)))
                figures = count(tables, report.period)
                values = values_of(figures, compute(report.form, figures, tables.entered)[0])
                told = [
                    *check_totals(tables, report.period),
                    *check_rules(report.form, values, lambda _: Place(file="x")),
                ]
                name = f"{part.column('direction', str)[at]} {part.column('kind', str)[at]}"
                yield Change(kind, name, number or 0, after), any(one.severity is Severity.WARNING for one in told)


def main_written(*, is_telling_all: bool) -> None:
    """Print the table of the written report."""
    with TemporaryDirectory() as folder:
        shutil.copytree(COMMUNE, Path(folder) / "xa")
        workspace = open_workspace(Path(folder) / "xa")
        report = build_report(workspace, workspace.parse_period("2023"))
        (path,) = write_report(report, workspace, WantedDocuments())
        shares, unseen = measure_written(path, forms_of(workspace))
    print_written(shares)
    for change in unseen if is_telling_all else ():
        print(f"{change.kind} ({change.spot.where}): {change.after}")


def main(arguments: list[str]) -> None:
    """Print the table."""
    if "--docx" in arguments:
        main_written(is_telling_all="--all" in arguments)
        return
    report = sample_report()
    values = written_values(report)
    assert not is_seen(report.form, values)  # noqa: S101  # the measure is worth nothing on a wrong report
    shares, unseen = measure(report.form, values)
    print(f"{'Sửa một con số':28}{'thấy':>8}{'tất cả':>8}{'tỷ lệ':>9}")
    for kind, (seen, made) in [*shares.items(), ("cộng", tuple(map(sum, zip(*shares.values(), strict=True))))]:
        print(f"{kind:28}{seen:>8}{made:>8}{seen / made:>9.1%}")
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for change in unseen:
        by_name[change.name].append(f"{change.kind} ({change.before} → {change.after})")
    if "--all" in arguments:
        for name, told in by_name.items():
            print(f"{name}: {'; '.join(told)}")


if __name__ == "__main__":
    main(sys.argv[1:])
