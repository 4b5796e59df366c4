"""What one commune came to in a batch, as plain values that go from a worker to the one that adds them up.

Knows neither how it was computed nor how it is shown. Holds nobody's name.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.numbers import Number

CommuneValues: TypeAlias = Mapping[str, Number | None]  # by full name or code; None is unknown

# ok: the report was made; errors: the workbooks hold errors; failed: nothing could be read, `message` says why
CommuneStatus: TypeAlias = Literal["ok", "errors", "failed"]


@dataclass(frozen=True, kw_only=True)
class CommuneResult:
    """One commune's figures, indicators and diagnostics in one period."""

    path: str  # of its workspace, relative to the folder of the batch
    name: str  # as sheet `Đơn vị` has it; empty where that could not be read
    status: CommuneStatus
    figures: CommuneValues = field(default_factory=dict)  # by full name: dossiers.received
    indicators: CommuneValues = field(default_factory=dict)  # by code: 3.3.2
    diagnostics: tuple[Diagnostic, ...] = ()
    outputs: tuple[str, ...] = ()
    message: str = ""  # why it failed, in Vietnamese
    overdue_by_field: Mapping[str, int] = field(default_factory=dict)  # dossiers overdue, finished or not, by Lĩnh vực
    entered: tuple[str, ...] = ()  # codes of the indicators that come from sheet `Chỉ tiêu`
    form: str = ""  # the form it reports on: its name, or its folder where it is none of the package's
    problems: tuple[tuple[Severity, Code, int], ...] | None = None  # of all, where `diagnostics` holds the first
    bounds: tuple[str, str] = ("", "")  # first and last day it counted, in ISO form
    tallies: str = ""  # the counts its figures are made of, packed: two kilobytes, so that a country's fit into memory
    rows: Mapping[str, int] = field(default_factory=dict)  # good rows by sheet
    unchanged: bool = False  # since the last batch, so that nothing was done again
    previous: Mapping[str, CommuneValues] = field(default_factory=dict)  # figures of other periods by the period's id
    other_day: str = (
        ""  # the last day counted by the report that was kept before, in ISO form, where that is another one
    )

    @property
    def folder(self) -> str:
        """Its path as it can be printed: a folder's name may hold bytes that are no text."""
        return unicodedata.normalize("NFC", self.path.encode("utf-8", "replace").decode("utf-8"))

    @property
    def title(self) -> str:
        """What to call it: its name, or its folder where the name could not be read."""
        return self.name or self.folder

    @property
    def form_name(self) -> str:
        """The name of the form it reports on."""
        return Path(self.form).name

    @property
    def counts(self) -> Mapping[tuple[Severity, Code], int]:
        """How many diagnostics of each severity and code it has."""
        if self.problems is not None:
            return {(severity, code): count for severity, code, count in self.problems}
        return Counter((one.severity, one.code) for one in self.diagnostics)

    @property
    def summary(self) -> dict[Severity, int]:
        """How many diagnostics of each severity it has, zeros included."""
        found = dict.fromkeys(Severity, 0)
        for (severity, _), count in self.counts.items():
            found[severity] += count
        return found


def distinct_titles(communes: Iterable[CommuneResult]) -> dict[str, str]:
    """Return what to call each of several communes, by its path; those of one name are told apart by their folders."""
    communes = tuple(communes)
    names = Counter(one.title for one in communes)
    return {one.path: f"{one.title} ({one.folder})" if names[one.title] > 1 else one.title for one in communes}


def official_titles(communes: Iterable[CommuneResult]) -> dict[str, str]:
    """Return what an official text calls each commune, by its path: never its folder; those of one name are numbered."""
    communes = tuple(communes)
    names = [one.name or "Đơn vị chưa rõ tên" for one in communes]
    counts, seen = Counter(names), Counter[str]()
    found: dict[str, str] = {}
    for one, name in zip(communes, names, strict=True):
        seen[name] += 1
        found[one.path] = f"{name} ({seen[name]})" if counts[name] > 1 else name
    return found
