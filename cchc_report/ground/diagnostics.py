"""What is wrong with an input, as a value: where, which code, how grave, and what to type instead.

Knows neither how it was found nor how it is printed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.text import fold


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: a file, a sheet in it, a row and a column of that, each counted from 1."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    label: str | None = None  # names a place that is no cell: a paragraph, a line of settings

    @property
    def cell(self) -> str | None:
        """The address as Excel shows it (C7), a whole row (7:7) or column (C:C), the label, or None for the file."""
        if self.row is None and self.column is None:
            return self.label
        letters = column_letters(self.column) if self.column else ""
        if self.row is None:
            return f"{letters}:{letters}"
        return f"{letters}{self.row}" if letters else f"{self.row}:{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One problem: its code, a message that quotes the value, a hint that says what to do, and the place."""

    code: Code
    message: str
    hint: str
    place: Place
    severity: Severity

    @classmethod
    def of(
        cls, code: Code, place: Place, message: str, hint: str = "", severity: Severity | None = None
    ) -> "Diagnostic":
        """Make a diagnostic with the code's own severity unless another is given."""
        return cls(code=code, message=message, hint=hint, place=place, severity=severity or code.severity)


def count_by_severity(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Return how many there are of each severity, zeros included."""
    found = Counter(diagnostic.severity for diagnostic in diagnostics)
    return {severity: found[severity] for severity in Severity}


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether any of them forbids a report."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


_key = lru_cache(maxsize=1000)(fold)  # few files and sheets, many diagnostics


def reading_order(diagnostic: Diagnostic) -> tuple[str, str, str, int, int, Code]:
    """Sort by file, sheet, row and column; what concerns a whole file or sheet comes first in it."""
    place = diagnostic.place
    return _key(place.file), place.file, _key(place.sheet or ""), place.row or 0, place.column or 0, diagnostic.code
