"""Makes one log of the dossier logs of several workbooks: a dossier counts once, in its furthest state.

Whatever the files are called: which copy is kept depends only on what stands in the rows.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.column import fields_of
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import DossierRow, Status
from cchc_report.tables.table import SheetPart, Table
from cchc_report.tables.unite import same_place

_STATUS_ORDER = {status: order for order, status in enumerate(Status)}
_COMPARED = ("received_on", "channel", "level", "field")  # what does not change while a dossier is handled


@dataclass(frozen=True, eq=False)
class _Copy:
    """One row of a dossier that stands in several places."""

    part: SheetPart[DossierRow]
    number: int  # of the part
    index: int

    def value(self, field: str) -> object:
        """Return what stands in a column of the row, None where nothing does."""
        column = self.part.columns.get(field)
        return column[self.index] if column is not None else None

    @property
    def finished_at(self) -> datetime | None:
        """When the copy says the dossier was finished, None while its status says otherwise."""
        finished, status = self.value("finished_at"), self.value("status")
        if not isinstance(finished, datetime) or (isinstance(status, Status) and not status.is_finished):
            return None
        return finished

    @property
    def row(self) -> tuple[object, ...]:
        """The whole row, for comparison."""
        return tuple(self.value(field) for field in fields_of(DossierRow))

    @property
    def progress(self) -> tuple[object, ...]:
        """Order copies by how far the dossier has come; the rest of the row settles what is level."""
        status, due = self.value("status"), self.value("due_at")
        is_finished = self.finished_at is not None or (isinstance(status, Status) and status.is_finished)
        filled = sum(value is not None for value in self.row)
        return (
            is_finished,
            _STATUS_ORDER[status] if isinstance(status, Status) else -1,
            due if isinstance(due, datetime) else datetime.min,  # noqa: DTZ901  # a cell's date has no time zone
            filled,
            tuple(map(str, self.row)),
        )


def unite_dossiers(parts: Sequence[SheetPart[DossierRow]]) -> tuple[Table[DossierRow], list[Diagnostic]]:
    """Return one table in which every code stands once, and what is said of codes that stood more often."""
    repeated = _repeated(parts)
    if not repeated:
        return Table(DossierRow, tuple(parts)), []
    chosen = [[True] * len(part) for part in parts]
    diagnostics: list[Diagnostic] = []
    for copies in repeated:
        kept = max(copies, key=lambda copy: copy.progress)
        for copy in copies:
            chosen[copy.number][copy.index] = copy is kept
        diagnostics += _within_sheets(copies)
        diagnostics += _between_sheets(copies, kept)
    return Table(DossierRow, tuple(part.keep(mask) for part, mask in zip(parts, chosen, strict=True))), diagnostics


def _repeated(parts: Sequence[SheetPart[DossierRow]]) -> list[list[_Copy]]:
    """Return the copies of each code that stands more than once, without an object for those that do not."""
    once: set[str] = set()
    again: set[str] = set()
    codes = [[(code or "").upper() for code in part.column("code", str)] for part in parts]
    for column in codes:
        distinct = set(column)
        again |= distinct & once
        if len(distinct) < len(column):
            seen: set[str] = set()
            again |= {code for code in column if code in seen or seen.add(code)}  # type: ignore[func-returns-value]
        once |= distinct
    if not again:
        return []
    copies: dict[str, list[_Copy]] = defaultdict(list)
    for number, (part, column) in enumerate(zip(parts, codes, strict=True)):
        for index, code in enumerate(column):
            if code in again:
                copies[code].append(_Copy(part, number, index))
    return list(copies.values())


def _within_sheets(copies: list[_Copy]) -> Iterator[Diagnostic]:
    """A code twice in one sheet is an error, unless the rows are identical."""
    for earlier, copy in pairwise(copies):
        if earlier.part is not copy.part:
            continue
        here, there = copy.part.place(copy.index, "code"), earlier.part.place(earlier.index, "code")
        code = quote(copy.value("code"))
        if earlier.row == copy.row:
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


def _between_sheets(copies: list[_Copy], kept: _Copy) -> Iterator[Diagnostic]:
    """Copies in several sheets may differ in their state, not in their finish day nor in what never changes."""
    for copy in copies:
        if copy.part is kept.part:
            continue
        finished, other = kept.finished_at, copy.finished_at
        if finished and other and finished.date() != other.date():
            here, there = kept.part.place(kept.index, "finished_at"), copy.part.place(copy.index, "finished_at")
            yield Diagnostic.of(
                Code.TWO_FINISH_DATES,
                here,
                f"Hồ sơ {quote(kept.value('code'))} trả kết quả {quote(finished)}, nhưng {same_place(here, there)} ghi {quote(other)}",
                "Đối chiếu với sổ gốc rồi sửa một trong hai ngày.",
            )
        for field in _COMPARED:
            if _differ(kept.value(field), copy.value(field)):
                here, there = kept.part.place(kept.index, field), copy.part.place(copy.index, field)
                header = fields_of(DossierRow)[field].column.header
                yield Diagnostic.of(
                    Code.COPIES_DIFFER,
                    here,
                    f"{header} của hồ sơ {quote(kept.value('code'))} ghi {quote(kept.value(field))}, nhưng {same_place(here, there)} ghi {quote(copy.value(field))}",
                    "Sửa cho hai nơi giống nhau; hiện tính theo ô này.",
                )


def _differ(first: object, second: object) -> bool:
    return first is not None and second is not None and first != second
