"""Rows of other communes in an export of several: not counted, and named.

A unit is another one if it names another commune, or a body above it; a desk or an office without a name is the commune's own.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

_RowsByUnit = Mapping[str, Sequence[tuple[SheetPart[DossierRow], int]]]


@dataclass(frozen=True)
class OwnRows:
    """The parts of a log without the rows of other units, what is said of those, and what became of them."""

    parts: list[SheetPart[DossierRow]]
    diagnostics: tuple[Diagnostic, ...] = ()
    fates: Fates = field(default_factory=dict)


def own_rows(parts: Sequence[SheetPart[DossierRow]], commune: Commune | None) -> OwnRows:
    """Return the rows of the commune; where the sheets or the commune name no unit, all of them."""
    others = _others(parts, commune.name) if commune else set[str]()
    if commune is None or not others:
        return OwnRows(list(parts))
    kept = [part.keep([unit not in others for unit in part.column("unit", str)]) for part in parts]
    severity = Severity.WARNING if any(map(len, kept)) else Severity.ERROR
    rows = _rows_of(parts, others)
    fates = {part.reference(index): Fate.OUTSIDE for found in rows.values() for part, index in found}
    return OwnRows(kept, tuple(_told(rows, commune.name, severity)), fates)


def _others(parts: Sequence[SheetPart[DossierRow]], own: str) -> set[str]:
    units = {unit for part in parts for unit in part.column("unit", str) if unit}
    return {unit for unit in units if is_other(unit, own, units)}


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


def _rows_of(parts: Sequence[SheetPart[DossierRow]], others: set[str]) -> _RowsByUnit:
    rows: defaultdict[str, list[tuple[SheetPart[DossierRow], int]]] = defaultdict(list)
    for part in parts:
        for index, unit in enumerate(part.column("unit", str)):
            if unit in others:
                rows[unit or ""].append((part, index))
    return rows


def _told(rows: _RowsByUnit, own: str, severity: Severity) -> Iterator[Diagnostic]:
    """Say of each other unit how many rows it has, at the first."""
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
