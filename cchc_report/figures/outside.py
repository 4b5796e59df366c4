"""Rows that were read well and that a period does not count: before it, after it, or of a status that does not count."""

from collections import Counter
from datetime import date

from cchc_report.figures.dossiers import rows_by_kind
from cchc_report.ground.periods import Period
from cchc_report.tables.workspace_tables import Tables


def rows_outside(tables: Tables, period: Period) -> Counter[tuple[str, str]]:
    """Return how many rows of each file and sheet a period does not count.

    A state is what it is whenever it is asked for: an abolished procedure counts, and so does a person who has left.
    """
    found: Counter[tuple[str, str]] = Counter()
    for log, kinds in rows_by_kind(tables.dossiers, period):
        found[log.file, log.sheet] += len(log) - sum(map(len, kinds.values()))
    for issued in tables.issued.parts:
        days = issued.column("issued_on", date)
        found[issued.file, issued.sheet] += sum(day is None or not period.start <= day <= period.cutoff for day in days)
    for staff in tables.staffing.parts:
        starts = staff.column("started_on", date)
        found[staff.file, staff.sheet] += sum(day is not None and day > period.cutoff for day in starts)
    return found
