"""The dossiers that the workbooks of the year before hand on: received within the period, or unfinished at its start.

Only those of which this year's workbooks say nothing; they count in the state that last year's workbooks left them in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from cchc_report.figures.dossier_kinds import Facts, is_finished_by
from cchc_report.figures.dossiers import facts_of
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import FIRST_YEAR, Period
from cchc_report.tables.keys import dossier_keys
from cchc_report.tables.ledger import Fate, Ledger, LedgerEntry
from cchc_report.tables.read import Reading, Scope, read_tables
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import SheetPart, Table
from cchc_report.workspace.workspace import Workspace

_ONE_DAY = timedelta(days=1)
_NAMED = 10  # cells that the warning names


@dataclass(frozen=True)
class HandedOn:
    """What last year's workbooks hand on: parts of its logs, what is said of them, the hash of each workbook that was read."""

    parts: tuple[SheetPart[DossierRow], ...] = ()
    ledger: Ledger = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    digests: Mapping[str, str] | None = None

    def added_to(self, reading: Reading) -> Reading:
        """Return what was read of this year with what is handed on."""
        dossiers = replace(reading.tables.dossiers, parts=(*reading.tables.dossiers.parts, *self.parts))
        return replace(
            reading,
            tables=replace(reading.tables, dossiers=dossiers) if self.parts else reading.tables,
            ledger=(*reading.ledger, *self.ledger),
            diagnostics=(*reading.diagnostics, *self.diagnostics),
            digests={**reading.digests, **(self.digests or {})},
        )


def handed_on(workspace: Workspace, period: Period, log: Table[DossierRow]) -> HandedOn:
    """Return what the workbooks of the year before hand on to a period with this log; nothing without a log or such workbooks."""
    if period.year == FIRST_YEAR or not log:
        return HandedOn()
    workbooks, _ = workspace.workbooks(workspace.parse_period(str(period.year - 1)))
    if not workbooks:
        return HandedOn()
    reading = read_tables(workbooks, workspace.vocabulary, Scope.PARTS)
    known = frozenset(chain.from_iterable(dossier_keys(part.column("code", str)) for part in log.parts))
    parts = tuple(
        part for each in reading.tables.dossiers.parts if len(each) and len(part := _open_in(each, period, known))
    )
    said = (*_told(parts, period), *_unreadable(reading, period))
    return HandedOn(parts, tuple(_lines(reading.ledger, parts, period.year - 1)), said, reading.digests)


def _open_in(part: SheetPart[DossierRow], period: Period, known: frozenset[object]) -> SheetPart[DossierRow]:
    """Return the dossiers of a log that a period takes over and its own log does not know."""
    keys = dossier_keys(part.column("code", str))
    return part.keep(
        [key not in known and _is_open(one, period) for key, one in zip(keys, facts_of(part), strict=True)]
    )


def _is_open(facts: Facts, period: Period) -> bool:
    if facts.received_on > period.cutoff or (facts.status is not None and not facts.status.is_counted):
        return False
    # A withdrawn dossier without its day, and one called finished, were finished in the year that says so.
    return facts.received_on >= period.start or not is_finished_by(facts, period.start - _ONE_DAY)


def _lines(ledger: Ledger, parts: Sequence[SheetPart[DossierRow]], year: int) -> Iterator[LedgerEntry]:
    """Yield the line of each of last year's sheets that hands rows on; its other good rows are outside the period."""
    handed = {(part.file, part.sheet): len(part) for part in parts}
    for entry in ledger:
        if number := handed.get((entry.file, entry.sheet or ""), 0):
            yield replace(entry.moved(entry.counted - number, Fate.OUTSIDE), year=year)


def _told(parts: Sequence[SheetPart[DossierRow]], period: Period) -> Iterator[Diagnostic]:
    """Yield one warning that counts them and names their cells."""
    if not parts:
        return
    places = [part.place(index, "code") for part in parts for index in range(len(part))]
    named = ", ".join(f"{place.file} [{place.sheet}] {place.cell}" for place in places[:_NAMED])
    more = f" và {format_number(len(places) - _NAMED)} ô khác" if len(places) > _NAMED else ""
    message = (
        f"{format_number(len(places))} hồ sơ ở sổ năm {period.year - 1} chưa xong khi kỳ {period.name} bắt đầu, hoặc tiếp nhận "
        f"trong kỳ, mà sổ năm {period.year} không nói đến: tính theo tình trạng ghi ở sổ cũ ({named}{more})"
    )
    hint = f"Chép các dòng ấy sang trang Hồ sơ năm {period.year} rồi ghi ngày trả kết quả nếu đã xong. “cchc init” với --from tự chép."
    yield Diagnostic.of(Code.HANDED_ON, places[0], message, hint)


def _unreadable(reading: Reading, period: Period) -> Iterator[Diagnostic]:
    """Yield a warning where last year's logs hold errors: nobody knows which dossiers stand in those rows."""
    logs = {(one.file, one.sheet) for one in reading.ledger if one.read_as == DossierRow.info.title}
    errors = [
        one
        for one in reading.diagnostics
        if one.severity is Severity.ERROR and (one.place.sheet is None or (one.place.file, one.place.sheet) in logs)
    ]
    if errors:
        message = (
            f"Sổ năm {period.year - 1} còn {format_number(len(errors))} lỗi ở trang Hồ sơ, nên có thể thiếu hồ sơ chuyển sang kỳ "
            f"{period.name}"
        )
        hint = f"Gõ “cchc validate {period.year - 1}” để xem và sửa."
        place = Place(file=errors[0].place.file, sheet=errors[0].place.sheet)
        yield Diagnostic.of(Code.HANDED_ON, place, message, hint)


def open_at_start(tables: Table[DossierRow], start: date) -> Iterator[DossierRow]:
    """Yield the dossiers of a year's log that are unfinished on the first day of the next."""
    for part in tables.parts:
        for (_, row), facts in zip(part.records(), facts_of(part), strict=True):
            counts = facts.status is None or facts.status.is_counted
            if counts and facts.received_on < start and not is_finished_by(facts, start - _ONE_DAY):
                yield row
