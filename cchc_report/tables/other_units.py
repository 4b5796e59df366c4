"""Rows of other communes in an export of several: not counted, and named.

A unit is another one if it names another commune, or a body above it; a desk or an office without a name is the commune's own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import clean, fold
from cchc_report.tables.column import fields_of
from cchc_report.tables.ledger import Fate, Fates
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import SheetPart
from cchc_report.tables.vocabulary import settings_hint

_NAMED = re.compile(r"\b(?:xã|phường|thị trấn|đặc khu|p\.|tt\.)\s*(.+?)\s*(?:[,;(–]|\s-\s|$)", re.IGNORECASE)
_ABOVE = re.compile(r"\b(?:huyện|quận|thị xã|thành phố|tỉnh|sở|chi cục|chi nhánh)\b", re.IGNORECASE)


@dataclass(frozen=True)
class OwnRows:
    """The parts of a log without the rows of other units, what is said of those, and what became of them."""

    parts: list[SheetPart[DossierRow]]
    diagnostics: tuple[Diagnostic, ...] = ()
    fates: Fates = field(default_factory=dict)


def own_rows(parts: Sequence[SheetPart[DossierRow]], commune: Commune | None) -> OwnRows:
    """Return the rows of the commune; where the sheets or the commune name no unit, all of them."""
    if commune is None or not any(part.has_values("unit") for part in parts):
        return OwnRows(list(parts))
    units = {unit for part in parts for unit in part.column("unit", str) if unit}
    others = {unit for unit in units if is_other(unit, commune.name, units)}
    if not others:
        return OwnRows(list(parts))
    masks = [[unit not in others for unit in part.column("unit", str)] for part in parts]
    kept = [part.keep(mask) for part, mask in zip(parts, masks, strict=True)]
    fates = {
        part.reference(index): Fate.OUTSIDE
        for part, mask in zip(parts, masks, strict=True)
        for index, is_own in enumerate(mask)
        if not is_own
    }
    severity = Severity.WARNING if any(map(len, kept)) else Severity.ERROR
    return OwnRows(kept, tuple(_told(parts, others, commune.name, severity)), fates)


def is_other(unit: str, own: str, units: set[str]) -> bool:
    """Tell whether a unit is another than the commune; `units` are all that the log names.

    >>> is_other("UBND xã Hoằng Khác", "Hoằng Thử", set()), is_other("Bộ phận Một cửa", "Hoằng Thử", set())
    (True, False)
    """
    text, key = clean(unit), fold(own)
    named = _NAMED.search(text)
    if named:
        return fold(named[1]) != key
    if f" {key} " in f" {fold(text)} ":
        return False
    names_bare = any(fold(one) == key for one in units)
    return names_bare or bool(_ABOVE.search(text))


def _told(
    parts: Sequence[SheetPart[DossierRow]], others: set[str], own: str, severity: Severity
) -> Iterator[Diagnostic]:
    """Say of each other unit how many rows it has, at the first."""
    rows: defaultdict[str, list[tuple[SheetPart[DossierRow], int]]] = defaultdict(list)
    for part in parts:
        for index, unit in enumerate(part.column("unit", str)):
            if unit in others:
                rows[unit or ""].append((part, index))
    header = fields_of(DossierRow)["unit"].column.header
    for unit, found in rows.items():
        part, index = found[0]
        yield Diagnostic.of(
            Code.OTHER_UNIT,
            part.place(index, "unit"),
            f"{len(found)} dòng có {header} là {quote(unit)}, không phải {own}: không tính",
            f"Nếu là của {own} (tên cũ, tên viết tắt): {settings_hint('choices', header, unit, own)}",
            severity,
        )
