"""The values of a built report as its rules see them, and the cells behind each of them."""

from collections.abc import Mapping
from decimal import Decimal

from cchc_report.figures import Figures
from cchc_report.figures.document_totals import Named
from cchc_report.figures.staffing import Group, Share
from cchc_report.form.compute import Indicators
from cchc_report.form.pack import Form
from cchc_report.form.rules import ListEntry, Value
from cchc_report.ground.diagnostics import Place
from cchc_report.tables.sheets.documents import DocumentTotal
from cchc_report.tables.sheets.staffing import StaffGroup
from cchc_report.tables.table import Table

_GROUPS = {StaffGroup.OFFICIAL.value: "officials", StaffGroup.CIVIL_SERVANT.value: "civil_servants"}


def values_of(figures: Figures, indicators: Indicators) -> dict[str, Value]:
    """Return figures by full name and indicators by code; the lists of named counts among them, those of staff by group."""
    found: dict[str, Value] = {code: indicator.value for code, indicator in indicators.items()}
    for name, figure in figures.items():
        match figure.value:
            case int() | Decimal():
                found[name] = figure.value
            case tuple() as entries:
                found |= _lists(name, entries)
            case None | Mapping():
                pass
    return found


def _lists(name: str, entries: tuple[object, ...]) -> dict[str, Value]:
    """Return a list of named counts under its name, or each group's lists under the name of the group."""
    found: dict[str, Value] = {}
    for entry in entries:
        if isinstance(entry, Group) and entry.name in _GROUPS:
            group = f"staffing.{_GROUPS[entry.name]}"
            found[f"{group}.qualifications"] = tuple(map(_counted, entry.qualifications))
            found[f"{group}.political_theory"] = tuple(map(_counted, entry.political_theory))
    named = tuple(ListEntry(entry.name, entry.count) for entry in entries if isinstance(entry, Named))
    return found | ({name: named} if named else {})


def _counted(share: Share) -> ListEntry:
    return ListEntry(share.name, share.count, share.share)


def places_of(
    name: str, form: Form, figures: Figures, indicators: Indicators, totals: Table[DocumentTotal]
) -> tuple[Place, ...]:
    """Return where a value comes from: the cell it was entered in, those it was stated in, or the sheets its rows stand in."""
    indicator = indicators.get(name)
    if indicator and indicator.place:
        return (indicator.place,)
    figure = figure_behind(name, form)
    sheets = figures.sheets(figure) if figure in figures else ()
    if sheets and set(sheets) <= {(part.file, part.sheet) for part in totals.parts}:
        return tuple(totals.place(row, "number") for row in figures.rows(figure))
    if not sheets:
        return (Place(file=f"{form.id}/form.toml", sheet=form.appendix_name, label=name),)
    return tuple(Place(file=file, sheet=sheet, label=name) for file, sheet in sheets)


def figure_behind(name: str, form: Form) -> str:
    """Return the figure that a row of the appendix or a list of a group prints."""
    row = form.by_code.get(name)
    if row is not None:
        return next(iter(row.operands), name)
    return name.rpartition(".")[0] if name.count(".") > 1 else name
