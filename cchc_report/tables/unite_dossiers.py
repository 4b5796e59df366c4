"""Makes one log of the dossier logs of several workbooks: a dossier counts once, with all that its copies know of it.

The row kept is the copy in the furthest state: finished beats unfinished, a later state beats an earlier one; what it leaves
blank is taken from the others. Which of two unfinished copies is the later one, the names of files and sheets tell, else the
days in them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import MergedRow, RowCopy, United, copies_by_key, put_together
from cchc_report.tables.keys import dossier_keys, is_same_code
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import DossierRow, Status
from cchc_report.tables.table import SheetPart, Table
from cchc_report.tables.time_labels import label_of
from cchc_report.tables.unite import said, same_place

DossierCopy = RowCopy[DossierRow]
_STATUS_ORDER = {status: order for order, status in enumerate(Status)}
_CONSTANT = ("received_on", "due_at", "channel", "level", "field", "returned_by")  # do not change, or are asked about
_AFTER_FINISH = ("published", "apologised")  # contradict each other only in copies that are both finished


def unite_dossiers(parts: Sequence[SheetPart[DossierRow]]) -> United[DossierRow]:
    """Return one table in which every dossier stands once, and what is said of those that stood more often."""
    groups = copies_by_key(parts, [dossier_keys(part.column("code", str)) for part in parts])
    if not groups:
        return United(Table(DossierRow, tuple(parts)))
    ages = _Ages.of(parts)
    merged: list[MergedRow[DossierRow]] = []
    diagnostics: list[Diagnostic] = []
    for copies in groups:
        one = _merged(copies, ages)
        merged.append(one)
        diagnostics += _within_sheets(copies)
        diagnostics += _between_sheets(one, ages)
    fates = {reference: fate for one in merged for reference, fate in one.fates.items()}
    return United(Table(DossierRow, put_together(parts, merged)), tuple(diagnostics), fates)


@dataclass(frozen=True)
class _Ages:
    """When each part of the log speaks: by its name, where all copies have one that tells, else by the last day in it."""

    labels: tuple[tuple[int, int] | None, ...]
    reaches: tuple[date, ...]

    @classmethod
    def of(cls, parts: Sequence[SheetPart[DossierRow]]) -> "_Ages":
        """Find out of each part how late it speaks."""
        return cls(tuple(map(label_of, parts)), tuple(map(_reach, parts)))

    def order(self, copies: Sequence[DossierCopy]) -> dict[int, tuple[object, ...]]:
        """Return for each part that has one of the copies a value that orders them by age."""
        labels = {copy.number: self.labels[copy.number] for copy in copies}
        if all(label is not None for label in labels.values()):
            return {number: (label,) for number, label in labels.items()}
        return {number: (self.reaches[number],) for number in labels}


def _reach(part: SheetPart[DossierRow]) -> date:
    """Return the last day that a log tells of."""
    received = (day for day in part.column("received_on", date) if day is not None)
    finished = (moment.date() for moment in part.column("finished_at", datetime) if moment is not None)
    return max((*received, *finished), default=date.min)


def finished_at(copy: DossierCopy) -> datetime | None:
    """Return when a copy says the dossier was finished, None while its status says otherwise."""
    finished, status = copy.value("finished_at"), copy.value("status")
    if not isinstance(finished, datetime) or (isinstance(status, Status) and not status.is_finished):
        return None
    return finished


def _is_finished(copy: DossierCopy) -> bool:
    status = copy.value("status")
    return finished_at(copy) is not None or (isinstance(status, Status) and status.is_finished)


def _merged(copies: Sequence[DossierCopy], ages: _Ages) -> MergedRow[DossierRow]:
    """Return the copy in the furthest state, completed by the others, the next furthest first."""
    order = ages.order(copies)
    latest = max(order.values())
    ranked = sorted(copies, key=lambda copy: _furthest(copy, order, latest), reverse=True)
    kept, others = ranked[0], tuple(ranked[1:])
    fields = [field for field in fields_of(DossierRow) if kept.value(field) is None]
    values = {
        field: value
        for field in fields
        if (value := next((told for copy in others if (told := _told(copy, field, kept, order)) is not None), None))
        is not None
    }
    return MergedRow(kept, others, values)


def _furthest(
    copy: DossierCopy, order: dict[int, tuple[object, ...]], latest: tuple[object, ...]
) -> tuple[object, ...]:
    """Order copies by how far the dossier has come; the rest of the row settles what is level."""
    status, due, age = copy.value("status"), copy.value("due_at"), order[copy.number]
    is_last = age == latest and len(set(order.values())) > 1
    return (
        is_last and status is Status.REFUSED,
        _is_finished(copy),
        age,
        _STATUS_ORDER[status] if isinstance(status, Status) else -1,
        due if isinstance(due, datetime) else datetime.min,  # noqa: DTZ901  # a cell's date has no time zone
        sum(value is not None for value in copy.row),
        tuple(map(str, copy.row)),
    )


def _told(copy: DossierCopy, field: str, kept: DossierCopy, order: dict[int, tuple[object, ...]]) -> object:
    """Return what another copy tells of a cell the kept one leaves blank; a state that has passed tells nothing."""
    value = copy.value(field)
    if field == "finished_at":
        return finished_at(copy)
    if field != "status" or not isinstance(value, Status):
        return value
    if _is_finished(kept) and not value.is_finished:
        return None
    return None if value.is_waiting and order[copy.number] < order[kept.number] else value


def _within_sheets(copies: Sequence[DossierCopy]) -> Iterator[Diagnostic]:
    """A code twice in one sheet is an error, unless the rows are identical."""
    for earlier, copy in pairwise(copies):
        if not earlier.is_beside(copy):
            continue
        here, there = copy.place("code"), earlier.place("code")
        code = quote(copy.value("code"))
        if is_identical(earlier, copy):
            yield Diagnostic.of(
                Code.IDENTICAL_ROWS,
                here,
                f"Hồ sơ {code} lặp lại y hệt dòng ở {same_place(here, there)}; chỉ tính một lần",
                "Xóa một trong hai dòng.",
            )
        else:
            yield Diagnostic.of(
                Code.DUPLICATE_CODE,
                here,
                f"Mã hồ sơ {code} đã có ở {same_place(here, there)}",
                "Mỗi hồ sơ một dòng: sửa mã gõ nhầm, hoặc xóa dòng cũ của hồ sơ này.",
            )


def is_identical(first: DossierCopy, second: DossierCopy) -> bool:
    """Tell whether two rows say the same, be their codes spelt differently."""
    return all(
        mine == theirs or (field == "code" and is_same_code(mine, theirs))
        for field, mine, theirs in zip(fields_of(DossierRow), first.row, second.row, strict=True)
    )


def _between_sheets(one: MergedRow[DossierRow], ages: _Ages) -> Iterator[Diagnostic]:
    """Copies in several sheets may differ in their state, not in their finish day nor in what never changes."""
    kept, told = one.kept, set[str]()
    for copy in one.others:
        if copy.is_beside(kept):
            continue
        if _differ(finished_at(kept), finished_at(copy)):
            yield _two_finishes(kept, copy)
        for field in _contradicted(kept, copy, ages):
            if field not in told:
                told.add(field)
                yield _differing(kept, copy, field)


def _contradicted(kept: DossierCopy, copy: DossierCopy, ages: _Ages) -> Iterator[str]:
    """Yield the fields, the finish aside, in which two copies contradict each other."""
    both_finished = _is_finished(kept) and _is_finished(copy)
    for field in (*_CONSTANT, *(_AFTER_FINISH if both_finished else ())):
        if _differ(kept.value(field), copy.value(field)):
            yield field
    if _is_unsettled(kept, copy, ages):
        yield "status"


def _is_unsettled(kept: DossierCopy, copy: DossierCopy, ages: _Ages) -> bool:
    """Tell whether two unfinished states differ and nothing tells which is the later one."""
    if _is_finished(kept) or _is_finished(copy) or not _differ(kept.value("status"), copy.value("status")):
        return False
    return len(set(ages.order((kept, copy)).values())) == 1


def _two_finishes(kept: DossierCopy, copy: DossierCopy) -> Diagnostic:
    here, there = kept.place("finished_at"), copy.place("finished_at")
    return Diagnostic.of(
        Code.TWO_FINISH_DATES,
        here,
        f"Hồ sơ {quote(kept.value('code'))} trả kết quả {quote(finished_at(kept))}, nhưng {same_place(here, there)} ghi {quote(finished_at(copy))}",
        "Đối chiếu với sổ gốc rồi sửa một trong hai ngày.",
    )


def _differing(kept: DossierCopy, copy: DossierCopy, field: str) -> Diagnostic:
    here, there = kept.place(field), copy.place(field)
    header = fields_of(DossierRow)[field].column.header
    return Diagnostic.of(
        Code.COPIES_DIFFER,
        here,
        f"{header} của hồ sơ {quote(kept.value('code'))} ghi {said(kept.value(field))}, nhưng {same_place(here, there)} ghi {said(copy.value(field))}",
        "Sửa cho hai nơi giống nhau; hiện tính theo ô này.",
    )


def _differ(first: object, second: object) -> bool:
    """Tell whether two cells contradict each other: both are filled, and not with the same day or words."""
    if first is None or second is None:
        return False
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first.date() != second.date()
    return fold(first) != fold(second) if isinstance(first, str) and isinstance(second, str) else first != second
