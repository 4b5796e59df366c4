"""What is counted: one module a subject. A figure is a named selection of rows."""

from collections.abc import Iterator

from cchc_report.figures.document_totals import OutgoingLog
from cchc_report.figures.document_totals import check_totals as _check_totals
from cchc_report.figures.domains import ask_about_fields
from cchc_report.figures.dossiers import Denominator
from cchc_report.figures.figure import Figure, FigureKind, Figures
from cchc_report.figures.tallies import Tallies, figures_of, tally
from cchc_report.figures.unknown import check_unknown as _check_unknown
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.periods import Period
from cchc_report.tables.workspace_tables import Tables

__all__ = [
    "Denominator",
    "Figure",
    "FigureKind",
    "Figures",
    "OutgoingLog",
    "Tallies",
    "check_totals",
    "check_unknown",
    "count",
    "figures_of",
    "tally",
]


def count(
    tables: Tables,
    period: Period,
    *,
    outgoing_log: OutgoingLog = OutgoingLog.FULL,
    denominator: Denominator = Denominator.TOTAL,
) -> Figures:
    """Return every figure of a period: all names of the subjects, None where the tables do not tell."""
    return figures_of(tally(tables, period, outgoing_log=outgoing_log), period, denominator, tables, outgoing_log)


def check_unknown(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield what is asked of names that decide figures, and a warning for what some sheets do not know and others do."""
    yield from ask_about_fields(tables.dossiers)
    yield from _check_unknown(tables, period)


def check_totals(
    tables: Tables, period: Period | None, outgoing_log: OutgoingLog = OutgoingLog.FULL
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the stated totals of documents; without a period the log is not held against them."""
    yield from _check_totals(tables.issued, tables.totals, period, outgoing_log)
