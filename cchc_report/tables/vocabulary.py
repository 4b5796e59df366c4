"""The words a workspace uses for the declared headers and choices, as its cchc.toml gives them once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc_report.ground.text import clean, fold

COUNTED = "tính"
NOT_COUNTED = "không tính"  # what cchc.toml says of a column, a sheet or a file that is to be left out
Words = Mapping[str, str]  # a word of the workspace, folded, to the declared one


@dataclass(frozen=True)
class Vocabulary:
    """Unusual headers by the sheet's title, and unusual values by the column's header."""

    headers: Mapping[str, Words] = field(default_factory=dict)
    values: Mapping[str, Words] = field(default_factory=dict)
    sheets: Words = field(default_factory=dict)  # by file and sheet, or by sheet alone

    @classmethod
    def of_settings(
        cls,
        columns: Mapping[str, Mapping[str, str]],
        choices: Mapping[str, Mapping[str, str]],
        sheets: Mapping[str, str] | None = None,
    ) -> "Vocabulary":
        """Make a vocabulary of the tables `[columns."Hồ sơ"]`, `[choices."Hình thức tiếp nhận"]` and `[sheets]` of cchc.toml."""
        said = {fold(name): declared for name, declared in (sheets or {}).items()}
        return cls(_folded(columns), _folded(choices), said)

    def headers_of(self, sheet: str) -> Words:
        """Return the unusual headers of a sheet."""
        return self.headers.get(fold(sheet), {})

    def meaning_of(self, file: str, sheet: str) -> str | None:
        """Return the title that a sheet was given, or that it does not count; None where nothing was said of it."""
        names = (f"{file}/{sheet}", f"{file.rsplit('/', 1)[-1]}/{sheet}", sheet)
        return next((self.sheets[key] for name in names if (key := fold(name)) in self.sheets), None)

    def values_of(self, header: str) -> Words:
        """Return the unusual values of a column."""
        return self.values.get(fold(header), {})


def settings_hint(table: str, name: str, given: str, declared: str) -> str:
    """Return what to paste into cchc.toml so that a word is understood from now on, as one line that needs no table."""
    return f"Hoặc dán vào đầu tệp cchc.toml: {table}.{_quoted(name)}.{_quoted(given)} = {_quoted(declared)}"


def settings_line(table: str, name: str, declared: str) -> str:
    """Return what to paste into cchc.toml to say what a sheet or file is, as one line that needs no table."""
    return f"dán vào đầu tệp cchc.toml: {table}.{_quoted(name)} = {_quoted(declared)}"


def _quoted(text: str) -> str:
    """Return a text as TOML quotes it, on one line: words are matched without regard to white space."""
    return "".join(
        one if one.isprintable() else f"\\U{ord(one):08x}" for one in json.dumps(clean(text), ensure_ascii=False)
    )


def _folded(tables: Mapping[str, Mapping[str, str]]) -> dict[str, Words]:
    return {fold(name): {fold(given): declared for given, declared in words.items()} for name, words in tables.items()}
