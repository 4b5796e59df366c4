"""The ledger in a clerk's words, a line a sheet: its rows as a sum, what is not read, and the problems that stand in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity
from cchc_report.ground.numbers import format_number
from cchc_report.tables.ledger import Fate, Ledger, LedgerEntry
from cchc_report.tables.read import SHEETS

_NOUNS = {model.info.title: model.info.noun for model in SHEETS}
_WORDS = {
    Fate.SUPERSEDED: "bản cũ",
    Fate.REPEATED: "lặp",
    Fate.OUTSIDE: "ngoài kỳ hoặc không thuộc diện tính",
    Fate.REJECTED: "lỗi",
}


@dataclass(frozen=True)
class SheetTally:
    """What is said of a sheet in one line, and the problems in it by severity."""

    title: str
    content: str
    problems: Mapping[Severity, int]


def tally_sheets(ledger: Ledger, diagnostics: Iterable[Diagnostic]) -> tuple[SheetTally, ...]:
    """Return a line for each sheet and file of a ledger, those of declared sheets first, in the order they are declared."""
    found: dict[tuple[str, str | None], list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        found[diagnostic.place.file, diagnostic.place.sheet].append(diagnostic)
    names = Counter(entry.read_as for entry in ledger)
    return tuple(
        SheetTally(
            _title(entry, alone=names[entry.read_as] == 1),
            _content(entry),
            count_by_severity(found[entry.file, entry.sheet]),
        )
        for entry in sorted(ledger, key=_order)
        if entry.non_empty or entry.not_read
    )


def _order(entry: LedgerEntry) -> int:
    titles = list(_NOUNS)
    return titles.index(entry.read_as) if entry.read_as in _NOUNS else len(titles)


def _title(entry: LedgerEntry, *, alone: bool) -> str:
    """Name a sheet: by its table where no other sheet is that, else by its file and name as well."""
    if entry.read_as is not None and alone:
        return entry.read_as
    sheet = f"[{entry.sheet}]" if entry.sheet else ""
    return " ".join(filter(None, (entry.file, sheet, entry.read_as)))


def _content(entry: LedgerEntry) -> str:
    number = entry.non_empty - entry.rows.get(Fate.HEADER, 0)
    if entry.not_read:
        rows = f"{format_number(number)} dòng " if number else ""
        return f"{rows}không đọc: {entry.not_read.text}"
    unread = f"; không đọc cột: {', '.join(entry.unread_columns)}" if entry.unread_columns else ""
    return f"{format_number(number)} dòng = {' + '.join(_parts(entry))}{unread}"


def _parts(entry: LedgerEntry) -> Iterator[str]:
    """Yield what the rows of a sheet are, those that count first."""
    yield f"{format_number(entry.counted)} {_NOUNS.get(entry.read_as or '', 'dòng')}"
    for passed in entry.passed_over:
        yield f"{format_number(len(passed.rows))} dòng {passed.why.text}"
    for fate, word in _WORDS.items():
        if number := entry.rows.get(fate, 0):
            yield f"{format_number(number)} dòng {word}"
