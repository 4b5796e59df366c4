"""From a period's workbooks to its figures and the rows of its appendix, and no further: no rule, no narrative, no document."""

from dataclasses import dataclass, replace
from pathlib import Path

from cchc_report.figures import Figures, Tallies, check_totals, check_unknown, figures_of, tally
from cchc_report.form import Form, Indicators, compute
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.periods import Period
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.report.built import BuiltPeriod, built_period, hash_inputs
from cchc_report.report.last_year import handed_on
from cchc_report.tables.counted_day import settle
from cchc_report.tables.level_words import ask_about_levels
from cchc_report.tables.period_rules import check_period
from cchc_report.tables.read import Reading, read_tables
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workspace.workspace import Workspace
from cchc_report.workspace.year_files import YearFiles

Workbooks = tuple[tuple[Path, str], ...]  # each with the name diagnostics use


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A period's figures and indicators, and what is wrong with the rows they were counted from."""

    period: Period  # counted up to the day that the figures speak for
    tables: Tables  # as they were counted: what is not clear is left out
    counts: Tallies
    figures: Figures
    indicators: Indicators
    diagnostics: tuple[Diagnostic, ...]


def read_period(
    workspace: Workspace,
    period: Period,
    files: YearFiles,
    progress: Progress = SILENCE,
) -> Reading:
    """Read the workbooks that a workspace has for a period, and what the year before hands on; nothing where it has none, or too many."""
    if not files.sources:
        return Reading(tables=Tables(), ledger=files.left_out, diagnostics=files.diagnostics, digests={})
    reading = read_tables(files.sources, workspace.vocabulary, progress=progress, year=period.year)
    whole = handed_on(workspace, period, reading.tables.dossiers).added_to(reading)
    return replace(
        whole,
        ledger=(*whole.ledger, *files.left_out),
        diagnostics=(*files.diagnostics, *whole.diagnostics),
    )


def count_tables(tables: Tables, workspace: Workspace, period: Period, form: Form) -> Counted:
    """Count a period's tables and compute the form's rows of them."""
    log = workspace.settings.documents.outgoing_log
    period = settle(tables, period)
    tables, unclear_levels = ask_about_levels(tables, period)
    counts = tally(tables, period, outgoing_log=log)
    figures = figures_of(counts, period, form.on_time_denominator, tables, log)
    indicators, problems = compute(form, figures, tables.entered)
    found = (
        *unclear_levels,
        *check_period(tables, period),
        *check_totals(tables, period, log),
        *check_unknown(tables, period),
        *problems,
    )
    return Counted(
        period=period, tables=tables, counts=counts, figures=figures, indicators=indicators, diagnostics=found
    )


@dataclass(frozen=True)
class NumbersOfWorkbooks:
    """The numbers that the workbooks of a period hold now, and their errors; rows with errors are not in the numbers."""

    period: Period  # counted up to the day that they speak for
    built: BuiltPeriod
    errors: tuple[Diagnostic, ...]


def numbers_of_workbooks(
    workspace: Workspace, period: Period, form: Form, progress: Progress = SILENCE
) -> NumbersOfWorkbooks | None:
    """Read and count the workbooks of a period without making a report; None where the workspace has none."""
    files = workspace.files(period)
    if any(one.code is Code.WORKBOOK_MISSING for one in files.diagnostics):
        return None
    reading = read_period(workspace, period, files, progress)
    counted = count_tables(reading.tables, workspace, period, form)
    found = (*reading.diagnostics, *counted.diagnostics)
    built = built_period(counted.period, form.id, counted.figures, counted.indicators, hash_inputs(reading.digests))
    return NumbersOfWorkbooks(counted.period, built, tuple(one for one in found if one.severity is Severity.ERROR))
