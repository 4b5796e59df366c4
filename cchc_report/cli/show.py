"""Diagnostics as text and as annotations of GitHub Actions. Returns strings and values; only the commands print.

The text is one line a problem, like a compiler's, in the order of the files; what repeats is folded. The others are never folded.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, column_letters, count_by_severity, reading_order
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from cchc_report.ground.json_output import JsonOutput
    from cchc_report.tables.tally import SheetTally

Json: TypeAlias = Mapping[str, object]
_Kind: TypeAlias = tuple[object, ...]

FOLD_BEYOND = 3  # as many of a kind are shown one by one
LISTED = 3  # as many of the folded ones are named

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}  # of GitHub Actions
_COLOURS = {Severity.ERROR: "\x1b[1;31m", Severity.WARNING: "\x1b[1;33m", Severity.NOTE: "\x1b[36m"}
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"

# A cell may hold anything: a line break would break the line, an escape code would command the terminal.
_CONTROL = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]  # these turn the order of letters around
)


def format_diagnostics(diagnostics: Iterable[Diagnostic], *, quiet: bool = False, colour: bool = False) -> str:
    """Return the lines of all diagnostics, sorted and folded; `quiet` keeps the errors only. No problem, no text."""
    ordered = sorted((one for one in diagnostics if one.severity is Severity.ERROR or not quiet), key=reading_order)
    kinds: dict[_Kind, list[Diagnostic]] = defaultdict(list)
    for diagnostic in ordered:
        kinds[_kind(diagnostic)].append(diagnostic)
    limits = {kind: FOLD_BEYOND if _repeats(members) else len(members) for kind, members in kinds.items()}
    ranks: Counter[_Kind] = Counter()
    lines: list[str] = []
    for diagnostic in ordered:
        kind = _kind(diagnostic)
        if ranks[kind] < limits[kind]:
            lines += _lines_at(ranks[kind], kinds[kind], colour=colour)
        ranks[kind] += 1
    return "\n".join(lines)


def format_summary(
    diagnostics: Iterable[Diagnostic], sheets: "Iterable[SheetTally]", *, quiet: bool = False, colour: bool = False
) -> str:
    """Return the rows and problems of each sheet, and how many problems there are; with `quiet` the errors alone, if any."""
    counts = count_by_severity(diagnostics)
    if quiet:
        counts = {Severity.ERROR: counts[Severity.ERROR]}
        return format_counts(counts, colour=colour) if counts[Severity.ERROR] else ""
    lines = [_format_tally(sheet, colour=colour) for sheet in sheets]
    return "\n".join([*lines, format_counts(counts, colour=colour)])


def format_counts(counts: Mapping[Severity, int], *, colour: bool = False) -> str:
    """Return the totals: `2 lỗi, 3 cảnh báo, 1 ghi chú`."""
    return ", ".join(
        _paint(f"{format_number(count)} {severity.word}", _COLOURS[severity], wanted=colour and count > 0)
        for severity, count in counts.items()
    )


def _format_tally(sheet: "SheetTally", *, colour: bool) -> str:
    """Return the line of a sheet: `Hồ sơ: 1.603 dòng = 1.603 hồ sơ, 3 lỗi, 2 cảnh báo`; of problems only what there is."""
    found = {severity: count for severity, count in sheet.problems.items() if count}
    line = plain(f"{sheet.title}: {sheet.content}")
    return f"{line}, {format_counts(found, colour=colour)}" if found else line


def format_annotations(
    diagnostics: Iterable[Diagnostic], paths: Mapping[str, str] | None = None, *, quiet: bool = False
) -> str:
    """Return each problem as GitHub Actions takes it: `::error file=2023.xlsx,title=CC203::[Hồ sơ] I9: …`.

    `paths` says where the files of the diagnostics are, seen from the folder GitHub checks out.
    """
    return "\n".join(
        _annotation(one, (paths or {}).get(one.place.file, one.place.file))
        for one in sorted(diagnostics, key=reading_order)
        if one.severity is Severity.ERROR or not quiet
    )


def _annotation(diagnostic: Diagnostic, path: str) -> str:
    """Return the line of a problem; inside it, %0A stands between the message and the hint."""
    place = replace(diagnostic.place, file="")
    message = ": ".join(filter(None, (_where(place), diagnostic.message)))
    told = "\n".join(filter(None, (plain(message), plain(diagnostic.hint))))
    named = {"file": plain(path), "title": diagnostic.code.identifier}
    properties = ",".join(f"{name}={_escape_property(value)}" for name, value in named.items() if value)
    return f"::{_COMMANDS[diagnostic.severity]} {properties}::{_escape(told)}"


def _escape(text: str) -> str:
    """Escape what would end the line of a command to GitHub; the sign that escapes comes first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    """Escape what would end a property as well."""
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def format_json(value: "JsonOutput | Json") -> str:
    """Return JSON text that a person can read too: indented, letters with their diacritics.

    By Python's own encoder: pydantic's refuses the name of a folder that is no text.
    """
    told = value if isinstance(value, Mapping) else value.json_ready()
    return json.dumps(told, ensure_ascii=False, indent=2)


def _kind(diagnostic: Diagnostic) -> _Kind:
    """Return what repeated diagnostics share: the code and the column."""
    place = diagnostic.place
    return diagnostic.code, diagnostic.severity, place.file, place.sheet, place.column


def _repeats(kind: Sequence[Diagnostic]) -> bool:
    """Tell whether a kind goes on down the rows of a sheet; several of one row or of no row each say something new."""
    return len({one.place.row for one in kind}) > FOLD_BEYOND


def _lines_at(rank: int, kind: Sequence[Diagnostic], *, colour: bool) -> list[str]:
    """Return the lines of one problem of a kind; below the last one shown, the line for those that are not."""
    lines = [_format_one(kind[rank], colour=colour)]
    hint = kind[rank].hint
    if hint and (rank == 0 or kind[rank - 1].hint != hint):  # the same hint is not said again
        lines.append(f"  → {plain(hint)}")
    if rank == FOLD_BEYOND - 1 and _repeats(kind):
        lines.append(_format_folded(kind[FOLD_BEYOND:]))
    return lines


def _format_one(diagnostic: Diagnostic, *, colour: bool) -> str:
    """Return the line of a problem, without its hint."""
    word = f"{diagnostic.severity.word} {diagnostic.code.identifier}"
    parts = (
        _paint(plain(_where(diagnostic.place)), _BOLD, wanted=colour),
        _paint(word, _COLOURS[diagnostic.severity], wanted=colour),
        plain(diagnostic.message),
    )
    return ": ".join(filter(None, parts))


def _format_folded(rest: Sequence[Diagnostic]) -> str:
    """Return the line that stands for the rest of a kind: `… và 1.204 ô khác cùng lỗi CC202 (D17, D21, …)`."""
    first = rest[0]
    noun = "dòng" if first.place.column is None else "ô"
    names = [str(one.place.row) if one.place.column is None else one.place.cell or "" for one in rest[:LISTED]]
    named = ", ".join(names) + (", …" if len(rest) > LISTED else "")
    return f"  … và {format_number(len(rest))} {noun} khác cùng {first.severity.word} {first.code.identifier} ({named})"


def _where(place: Place) -> str:
    """Return a place in one run: `2023/ho-so.xlsx [Hồ sơ] C7`, `2023.xlsx [Hồ sơ] dòng 7`, `2023.xlsx [Hồ sơ] cột C`."""
    sheet = f"[{place.sheet}]" if place.sheet else ""
    match place.row, place.column:
        case int(row), None:
            spot = f"dòng {row}"
        case None, int(column):
            spot = f"cột {column_letters(column)}"
        case _:
            spot = place.cell or ""
    file = "" if place.file == "." else place.file  # the folder itself; the message says what is wrong with it
    return " ".join(filter(None, (file, sheet, spot)))


def plain(text: str) -> str:
    """Return text that stays on its line and commands no terminal."""
    return text.translate(_CONTROL)


def paint_heading(text: str, *, wanted: bool) -> str:
    """Return a text that stands out, where colour is wanted."""
    return _paint(text, _BOLD, wanted=wanted)


def paint_severity(text: str, severity: Severity, *, wanted: bool) -> str:
    """Return a text in the colour of a severity, where colour is wanted."""
    return _paint(text, _COLOURS[severity], wanted=wanted)


def _paint(text: str, colour: str, *, wanted: bool) -> str:
    return f"{colour}{text}{_PLAIN}" if wanted and text else text
