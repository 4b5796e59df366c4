"""From workbooks to tables: reads each sheet as what it is and unites what several workbooks hold.

Knows which sheets there are; what is in them is declared by their models.
"""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import cast

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.tables.column import SheetModel
from cchc_report.tables.continuation import ReadSheet, continued_by
from cchc_report.tables.copies import United
from cchc_report.tables.header import Header, find_header
from cchc_report.tables.ledger import Fate, Ledger, LedgerEntry, Why, counted_fates, rows_by_sheet
from cchc_report.tables.not_one import rows_not_one
from cchc_report.tables.other_units import own_rows
from cchc_report.tables.read_commune import CommuneReader
from cchc_report.tables.recognise import likeliest, likeness, recognise
from cchc_report.tables.rules import RowFacts, RowRules, run_rules
from cchc_report.tables.sheet_book import SheetBook, close_books
from cchc_report.tables.sheet_names import model_named, models_said, speaks_against
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.dossier_rules import DOSSIER_RULES, DossierFacts
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator, NarrativeParagraph
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import PERSON_RULES, Person, ServiceFacts
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.state_rules import PROCEDURES, STAFF
from cchc_report.tables.table import Model, RowReference, SheetPart, Table
from cchc_report.tables.unite import unite
from cchc_report.tables.unite_dossiers import unite_dossiers
from cchc_report.tables.unite_states import unite_states
from cchc_report.tables.unite_things import DOCUMENTS, TASKS, ThingRules, unite_things
from cchc_report.tables.validate import validate_sheet
from cchc_report.tables.vocabulary import Vocabulary
from cchc_report.tables.whole_sheets import (
    absent,
    goes_on,
    header_missing,
    hidden,
    missing,
    not_counted,
    passed_over,
    unclear,
    unreadable,
    without_rows,
)
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workbook import read_content, read_sheets
from cchc_report.workbook.marks import is_own_sheet
from cchc_report.workbook.sheet import Sheet, SheetUnreadable

LOGS: tuple[type[SheetModel], ...] = (
    DossierRow,
    Person,
    IssuedDocument,
    DocumentTotal,
    Procedure,
    Task,
    EnteredIndicator,
    NarrativeParagraph,
)
SHEETS: tuple[type[SheetModel], ...] = (Commune, *LOGS)
_WHOLE = frozenset({Code.COLUMN_MISSING, Code.COLUMN_TWICE, Code.COLUMNS_UNCLEAR})  # as errors, of a whole sheet
_ALMOST_ALL = 0.75  # of the needed columns, from which a sheet of no telling name is asked about
BY_SETTINGS = Why(Code.SHEET_NOT_COUNTED, "cchc.toml ghi là không tính")
_UNREAD = frozenset(
    {
        Code.WORKBOOK_UNREADABLE,
        Code.WORKBOOK_ENCRYPTED,
        Code.NOT_A_WORKBOOK,
        Code.WORKBOOK_TOO_LARGE,
        Code.WORKBOOK_MISSING,
    }
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a set of workbooks came to: the tables, what became of every row, and all that is wrong."""

    tables: Tables
    ledger: Ledger  # what became of every file, sheet and row
    diagnostics: tuple[Diagnostic, ...]
    digests: Mapping[str, str]  # of each workbook by name, the SHA-256 of the very bytes that were read

    @property
    def rows(self) -> dict[str, int]:
        """How many rows of each sheet count, by its title."""
        return rows_by_sheet(self.ledger)


class Scope(Enum):
    """What the workbooks given are together; it decides whether a sheet that is not there is missed."""

    REPORT = "all that a report is made of"
    FILES = "files by themselves: one with a single sheet is a log exported alone"
    PARTS = "some of the workbooks of a year"


def read_tables(
    sources: Iterable[tuple[Path, str]],
    vocabulary: Vocabulary | None = None,
    scope: Scope = Scope.REPORT,
    progress: Progress = SILENCE,
    year: int | None = None,
) -> Reading:
    """Read workbooks, each given with the name its diagnostics use, into tables.

    `vocabulary` has the unusual headers and values of this workspace; `year` is the one that they are of, where that is known.
    """
    collector = _Collector(vocabulary=vocabulary or Vocabulary(), progress=progress, year=year)
    digests: dict[str, str] = {}
    names = []
    with _collection_paused():
        for path, name in sources:
            names.append(name)
            progress.opening(name)
            content = read_content(path, name)
            if isinstance(content, bytes):
                digests[name] = sha256(content).hexdigest()
            sheets, problems = read_sheets(content, name)
            del content  # the sheets hold what they still need of it
            collector.diagnostics += problems
            collector.unread_files += [
                LedgerEntry.of_file(name, Why(problem.code, problem.message)) for problem in problems[:1] if not sheets
            ]
            collector.unread |= any(problem.severity is Severity.ERROR for problem in problems)
            collector.add_workbook(sheets)
    collector.adopt_likely_logs()
    progress.counting()
    commune = collector.commune.finish()
    collector.diagnostics += collector.commune.diagnostics
    tables = Tables(
        dossiers=collector.dossiers(commune),
        staffing=collector.staff(),
        procedures=collector.procedures(),
        issued=collector.things(DOCUMENTS),
        totals=collector.table(DocumentTotal),
        tasks=collector.things(TASKS),
        entered=collector.table(EnteredIndicator),
        narrative=collector.table(NarrativeParagraph),
        commune=commune,
        commune_places=collector.commune.places,
    )
    collector.diagnostics += collector.missing_sheets(", ".join(names), scope)
    return Reading(
        tables=tables,
        ledger=collector.ledger(),
        diagnostics=tuple(collector.diagnostics),
        digests=digests,
    )


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Pause the search for reference cycles: cells make none, and millions of new ones would set it off again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@dataclass(kw_only=True)
class _Collector:
    """The parts found so far, and what is wrong with them."""

    vocabulary: Vocabulary
    progress: Progress
    year: int | None = None
    parts: dict[type[SheetModel], list[object]] = field(default_factory=lambda: defaultdict(list))
    seen: dict[type[SheetModel], Sheet] = field(default_factory=dict)  # a sheet of each model, be it unusable
    commune: CommuneReader = field(default_factory=CommuneReader)
    unknown: list[Sheet] = field(default_factory=list)
    read: list[ReadSheet] = field(default_factory=list)  # by a header of their own
    books: dict[tuple[str, str], SheetBook] = field(default_factory=dict)
    fates: dict[RowReference, Fate] = field(default_factory=dict)  # of rows that were read well and do not count
    unread_files: list[LedgerEntry] = field(default_factory=list)
    unread: bool = False  # a workbook or sheet could not be read: nobody knows which sheets there are
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def add_workbook(self, sheets: Sequence[Sheet]) -> None:
        """Read the sheets of one workbook, those that go on with another one's rows last."""
        before = len(self.unknown)
        for sheet in sheets:
            try:
                self.add_sheet(sheet, sheets)
            except SheetUnreadable:
                self.cannot_read(sheet)
        for sheet in self.unknown[before:]:
            earlier = continued_by(sheet, self.read, self.vocabulary)
            if earlier is not None and speaks_against(sheet.name, earlier.model, LOGS, self.year) is None:
                self.unknown.remove(sheet)
                self.diagnostics.append(goes_on(sheet, earlier.sheet))
                self._note(sheet, earlier.model)
                self._read_rows(sheet, earlier.model, earlier.header)

    def add_sheet(self, sheet: Sheet, beside: Sequence[Sheet]) -> None:
        """Read one sheet as what cchc.toml, its name or its headers say it is."""
        if is_own_sheet(sheet.name):
            self._book(sheet).refuse(sheet, Why(Code.SHEET_PASSED_OVER, "trang do cchc viết"), passed=True)
            return
        said = self.vocabulary.meaning_of(sheet.file, sheet.name)
        models = recognise(sheet, LOGS, self.vocabulary) if said is None else models_said(said, SHEETS)
        if said is not None and not models:
            self._book(sheet).refuse(sheet, BY_SETTINGS, passed=True)
        elif said is None and (against := self._against(sheet, models, beside)):
            self.diagnostics.append(not_counted(sheet, models[0], against))
            self._pass(sheet, self.diagnostics[-1])
        elif not models:
            self.unknown.append(sheet)
        elif len(models) > 1:
            self.diagnostics.append(unclear(sheet, models))
            self._refuse(sheet, self.diagnostics[-1])
        elif models[0] is Commune:
            self._note(sheet, Commune)
            self.commune.add(sheet, self._book(sheet, Commune))
        else:
            self.add_log(sheet, models[0])

    def add_log(self, sheet: Sheet, model: type[SheetModel]) -> None:
        """Validate a sheet of rows and keep its part where it has every column that is needed."""
        self._note(sheet, model)
        book = self._book(sheet, model)
        header = find_header(sheet, model, self.vocabulary.headers_of(model.info.title))
        if header is None:
            if sheet.head(1):
                self.diagnostics.append(header_missing(sheet, model))
                self._refuse(sheet, self.diagnostics[-1])
            return
        _enter_header(book, sheet, header)
        self.read.append(ReadSheet(sheet, model, header))
        self._read_rows(sheet, model, header)

    def _read_rows(self, sheet: Sheet, model: type[SheetModel], header: Header) -> None:
        """Validate the rows below a header and keep them where it has every column that is needed."""
        book = self.books.get((sheet.file, sheet.name)) or self._book(sheet, model)
        parts, cell_problems, header_problems = validate_sheet(
            sheet, model, header, self.vocabulary, self.progress, book
        )
        problems = [*header_problems, *cell_problems]
        self.diagnostics += [*hidden(sheet), *problems]
        if grave := next(
            (problem for problem in problems if problem.code in _WHOLE and problem.severity is Severity.ERROR), None
        ):
            self._refuse(sheet, grave)
            return
        if any(map(len, parts)) or any(problem.severity is Severity.ERROR for problem in problems):
            self.parts[model] += parts

    def _against(self, sheet: Sheet, models: Sequence[type[SheetModel]], beside: Sequence[Sheet]) -> str | None:
        """Return what speaks against a sheet that its headers alone say is a log."""
        if len(models) != 1 or models[0] is Commune or model_named(sheet.name, SHEETS) is not None:
            return None
        named = next((one for one in beside if model_named(one.name, SHEETS) is models[0]), None)
        if named is not None:
            return f"sổ này đã có trang “{named.name}”"
        return speaks_against(sheet.name, models[0], SHEETS, self.year)

    def adopt_likely_logs(self) -> None:
        """Take sheets that are almost a dossier log for one, so that what they lack is told; of other tables ask."""
        for sheet in tuple(self.unknown):
            model, share = likeliest(sheet, LOGS, self.vocabulary)
            if model is None or share < _ALMOST_ALL or speaks_against(sheet.name, model, SHEETS, self.year):
                continue
            if model is DossierRow:
                self.unknown.remove(sheet)
                self.add_log(sheet, model)
            else:
                self.diagnostics.append(not_counted(sheet, model, "thiếu cột bắt buộc"))
        self.adopt_likely_log()

    def adopt_likely_log(self) -> None:
        """Take the sheet that is most like a dossier log for one, if no sheet was; its missing columns are then told."""
        if DossierRow in self.seen or not self.unknown:
            return
        scores = [likeness(sheet, DossierRow, self.vocabulary) for sheet in self.unknown]
        if max(scores) > 0:
            self.add_log(self.unknown.pop(scores.index(max(scores))), DossierRow)

    def cannot_read(self, sheet: Sheet) -> None:
        """Tell that a sheet broke off while it was read."""
        problem = unreadable(sheet)
        self.diagnostics.append(problem)
        self._book(sheet).not_read = Why(problem.code, problem.message)
        self.unread = True

    def ledger(self) -> Ledger:
        """Return what became of every file, sheet and row; to be asked when all tables are united."""
        for sheet in self.unknown:
            problem = passed_over(sheet, SHEETS)
            self._book(sheet).refuse(sheet, Why(problem.code, problem.message), passed=True)
        return (*close_books(self.books.values(), counted_fates(self.fates)), *self.unread_files)

    def table(self, model: type[Model]) -> Table[Model]:
        """Return the united table of a sheet of stated numbers or paragraphs."""
        return self._taken(unite(model, self._parts(model)))

    def things(self, rules: ThingRules[Model]) -> Table[Model]:
        """Return the united table of a sheet whose rows are things: documents, tasks."""
        return self._taken(unite_things(rules, self._parts(rules.model)))

    def procedures(self) -> Table[Procedure]:
        """Return the statement of procedures that counts."""
        return self._taken(unite_states(PROCEDURES, self._parts(Procedure)))

    def staff(self) -> Table[Person]:
        """Return the statement of staff that counts."""
        parts = [self._obeying(part, ServiceFacts, PERSON_RULES) for part in self._parts(Person)]
        return self._taken(unite_states(STAFF, parts))

    def dossiers(self, commune: Commune | None) -> Table[DossierRow]:
        """Return the united dossier log; its rules look at what all copies of a dossier know together."""
        own = own_rows(self._parts(DossierRow), commune)
        self.diagnostics += own.diagnostics
        self.fates |= own.fates
        united = self._taken(unite_dossiers(own.parts))
        return Table(DossierRow, tuple(self._obeying(part, DossierFacts, DOSSIER_RULES) for part in united.parts))

    def _taken(self, united: United[Model]) -> Table[Model]:
        """Keep what is said of a united table and return it."""
        self.diagnostics += united.diagnostics
        self.fates |= united.fates
        return united.table

    def missing_sheets(self, files: str, scope: Scope) -> Iterator[Diagnostic]:
        """Yield what is said of sheets that no workbook has, or only without rows, and of sheets nobody knows."""
        alone = self.unread or scope is Scope.PARTS or (scope is Scope.FILES and len(self.seen) <= 1)
        found = ", ".join(f"“{sheet.name}”" for sheet in [*self.seen.values(), *self.unknown]) or "không có trang nào"
        unread = any(problem.code in _UNREAD and problem.place.sheet is None for problem in self.diagnostics)
        for model in SHEETS:
            info = model.info
            if model in self.seen:
                sheet = self.seen[model]
                if not self._has_rows(model) and model not in self.parts and not self._told(sheet):
                    yield without_rows(sheet, model)
            elif alone or unread:
                continue  # it may stand in a workbook that was not meant to be read, or could not be
            elif info.required:
                yield missing(files, model, found)
            elif info.feeds:
                yield absent(files, model)
        for sheet in self.unknown:
            yield passed_over(sheet, SHEETS)

    def _told(self, sheet: Sheet) -> bool:
        """Tell whether an error of this sheet already says why it has no rows."""
        return any(
            (problem.place.file, problem.place.sheet) == (sheet.file, sheet.name) and problem.severity is Severity.ERROR
            for problem in self.diagnostics
        )

    def _note(self, sheet: Sheet, model: type[SheetModel]) -> None:
        self.seen.setdefault(model, sheet)

    def _book(self, sheet: Sheet, model: type[SheetModel] | None = None) -> SheetBook:
        """Return the books of a sheet, opened anew where it turns out to be another than it seemed."""
        book = self.books[sheet.file, sheet.name] = SheetBook.of_sheet(sheet, model)
        return book

    def _refuse(self, sheet: Sheet, problem: Diagnostic) -> None:
        """Enter a sheet of which no row counts, because of an error."""
        self.books.setdefault((sheet.file, sheet.name), SheetBook.of_sheet(sheet)).refuse(
            sheet, Why(problem.code, problem.message), passed=False
        )

    def _pass(self, sheet: Sheet, problem: Diagnostic) -> None:
        """Enter a sheet that is left out as passed over."""
        self._book(sheet).refuse(sheet, Why(problem.code, problem.message), passed=True)

    def _has_rows(self, model: type[SheetModel]) -> bool:
        return any(book.fates[Fate.COUNTED] for book in self.books.values() if book.model is model)

    def _parts(self, model: type[Model]) -> list[SheetPart[Model]]:
        found = cast("list[SheetPart[Model]]", self.parts.get(model, []))  # `add_log` keeps parts by their model
        return [self._without_bad(part, rows_not_one(part)) for part in found]

    def _obeying(self, part: SheetPart[Model], facts: type[RowFacts], rules: RowRules[RowFacts]) -> SheetPart[Model]:
        """Return the part without the rows that break a rule gravely; what they break is told."""
        return self._without_bad(part, run_rules(part, facts, rules))

    def _without_bad(self, part: SheetPart[Model], problems: Iterable[tuple[int, Diagnostic]]) -> SheetPart[Model]:
        """Return the part without the rows in error; everything said of its rows is told."""
        bad: set[int] = set()
        for index, problem in problems:
            self.diagnostics.append(problem)
            if problem.severity is Severity.ERROR:
                bad.add(index)
                self.fates[part.reference(index)] = Fate.REJECTED
        return part.keep([index not in bad for index in range(len(part))]) if bad else part


def _enter_header(book: SheetBook, sheet: Sheet, header: Header) -> None:
    """Enter the header's rows and the rows above it in a sheet's books."""
    for index, row in enumerate(sheet.head(header.row + 1)):
        if all(cell == "" for cell in row):
            continue
        if index < header.first:
            book.pass_over(sheet.top + index, "tên bảng")
        else:
            book.enter(Fate.HEADER)
