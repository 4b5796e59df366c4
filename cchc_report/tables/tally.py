"""How a check went, sheet by sheet: the good rows of each, and the problems that stand in it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity
from cchc_report.tables.column import SheetModel
from cchc_report.tables.read import SHEETS, SheetModels


@dataclass(frozen=True)
class SheetTally:
    """The good rows of a sheet in all workbooks, what one of them is called, and the problems by severity."""

    title: str
    noun: str
    rows: int
    problems: Mapping[Severity, int]


def tally_sheets(
    rows: Mapping[str, int], models: SheetModels, diagnostics: Iterable[Diagnostic]
) -> tuple[SheetTally, ...]:
    """Return the sheets that have rows or problems, in the order they are declared; what stands in none is not counted."""
    found: dict[type[SheetModel], list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        model = models.get((diagnostic.place.file, diagnostic.place.sheet or ""))
        if model is not None:
            found[model].append(diagnostic)
    return tuple(
        SheetTally(model.info.title, model.info.noun, rows.get(model.info.title, 0), count_by_severity(found[model]))
        for model in SHEETS
        if rows.get(model.info.title) or model in found
    )
