"""Errors and warnings of many communes in short: repeated ones as one line, and no more lines than a page can hold.

Knows diagnostics and communes, not how the lines look.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_report.batch.results import CommuneResult
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters
from cchc_report.ground.numbers import format_number
from cchc_report.ground.text import clean

LINES_IN_ALL = 1000  # as many lines make about 400 KB of HTML
LINES_EACH = 5
_WORDS = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cảnh báo"}  # notes are the commune's own matter
_GRAVEST_FIRST = tuple(_WORDS)
_LONGEST = 200  # letters of a message: a cell may hold a page


@dataclass(frozen=True, kw_only=True)
class ProblemLine:
    """All diagnostics of one code in one commune: the first of them, and how many there are."""

    severity: Severity
    word: str  # "Lỗi CC203"
    count: int
    where: str
    message: str
    hint: str


@dataclass(frozen=True)
class CommuneProblems:
    """What a commune's part of the list says; `unshown` problems are left to `cchc validate`."""

    number: int  # of the commune in the overview's order, from 0
    lines: tuple[ProblemLine, ...]
    unshown: int


@dataclass(frozen=True, kw_only=True)
class CodeTotal:
    """How often a code occurs, and in how many communes."""

    word: str
    title: str
    severity: Severity
    count: int
    communes: int


def is_troubled(commune: CommuneResult) -> bool:
    """Tell whether there is anything to say of a commune: a failure, an error or a warning."""
    return commune.status == "failed" or count_problems(commune) > 0


def count_problems(commune: CommuneResult, *severities: Severity) -> int:
    """Return how many errors and warnings a commune has, or how many problems of the severities that are named."""
    wanted = severities or tuple(_WORDS)
    return sum(count for (severity, _), count in commune.counts.items() if severity in wanted)


def problems_by_commune(communes: Sequence[CommuneResult]) -> dict[int, CommuneProblems]:
    """Return what to show of each commune that failed or has problems, by its number.

    The more communes, the fewer lines each; where there are too many even for one line each, those that failed come first,
    then those with errors, and the others are not in the result.
    """
    troubled = [number for number, commune in enumerate(communes) if is_troubled(commune)]
    gravest = sorted(troubled, key=lambda number: _gravity(communes[number]))
    each = max(1, min(LINES_EACH, LINES_IN_ALL // max(1, len(troubled))))
    return {number: _problems(number, communes[number], each) for number in sorted(gravest[: LINES_IN_ALL // each])}


def totals_by_code(communes: Sequence[CommuneResult]) -> tuple[CodeTotal, ...]:
    """Return every error and warning that occurs, the gravest and most frequent first."""
    counts: Counter[tuple[Severity, Code]] = Counter()
    having: Counter[tuple[Severity, Code]] = Counter()
    for commune in communes:
        of_commune = {kind: count for kind, count in commune.counts.items() if kind[0] in _WORDS}
        counts.update(of_commune)
        having.update(of_commune.keys())
    ordered = sorted(counts, key=lambda key: (_GRAVEST_FIRST.index(key[0]), -counts[key], key[1].identifier))
    return tuple(
        CodeTotal(
            word=f"{_WORDS[severity]} {code.identifier}",
            title=code.gist,
            severity=severity,
            count=counts[key],
            communes=having[key],
        )
        for key in ordered
        for severity, code in [key]
    )


def place_in_words(place: Place) -> str:
    """Return a place in one run: `2023/ho-so.xlsx [Hồ sơ] C7`, `… dòng 7`, `… cột C`."""
    match place.row, place.column:
        case int(row), None:
            spot = f"dòng {row}"
        case None, int(column):
            spot = f"cột {column_letters(column)}"
        case _:
            spot = place.cell or ""
    return " ".join(filter(None, (place.file, f"[{place.sheet}]" if place.sheet else "", spot)))


def reason_in_words(commune: CommuneResult) -> str:
    """Say why a commune is in no total: what failed, or its first error and how many there are."""
    if commune.message:
        return commune.message
    if commune.status == "ok":
        return f"Lập theo biểu mẫu {commune.form_name}, khác biểu mẫu của đa số nên không cộng được."
    errors = commune.summary[Severity.ERROR]
    first = next((one for one in commune.diagnostics if one.severity is Severity.ERROR), None)
    told = f"{place_in_words(first.place)}: {first.message}" if first else ""
    return f"{format_number(errors)} lỗi. {told}".strip()


def _gravity(commune: CommuneResult) -> int:
    """Rank a commune: those that failed, those with errors, the others."""
    if commune.status == "failed":
        return 0
    return 1 if count_problems(commune, Severity.ERROR) else 2


def _problems(number: int, commune: CommuneResult, limit: int) -> CommuneProblems:
    lines = tuple(_lines(commune))[:limit]
    return CommuneProblems(number, lines, count_problems(commune) - sum(line.count for line in lines))


def _lines(commune: CommuneResult) -> Iterator[ProblemLine]:
    """Yield a line for each code, errors first, each severity in the order of its first place."""
    firsts: dict[tuple[Severity, Code], Diagnostic] = {}
    for diagnostic in commune.diagnostics:
        if diagnostic.severity in _WORDS:
            firsts.setdefault((diagnostic.severity, diagnostic.code), diagnostic)
    counts = commune.counts
    for kind, first in sorted(firsts.items(), key=lambda item: _GRAVEST_FIRST.index(item[0][0])):
        yield ProblemLine(
            severity=first.severity,
            word=f"{_WORDS[first.severity]} {first.code.identifier}",
            count=counts[kind],
            where=place_in_words(first.place),
            message=_short(first.message),
            hint=_short(first.hint),
        )


def _short(text: str) -> str:
    """Return a text on one line, cut where it is longer than anyone reads in a list."""
    line = clean(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
