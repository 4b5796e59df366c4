"""From diagnostics to an exit code and to the printed result of a check; shared by the commands that check something."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cchc_report.cli.options import Format
from cchc_report.cli.show import (
    format_annotations,
    format_diagnostics,
    format_json,
    format_summary,
)
from cchc_report.cli.terminal import print_result, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity
from cchc_report.ground.errors import DataError

if TYPE_CHECKING:
    from cchc_report.tables.ledger import Ledger
    from cchc_report.tables.tally import SheetTally


class Printing(NamedTuple):
    """How the user wants the result."""

    format: Format
    output: Path | None
    quiet: bool
    force: bool = False  # over a file that this program did not write
    inputs: tuple[Path, ...] = ()
    paths: Mapping[str, str] = MappingProxyType({})  # from the names in diagnostics to the files, where they differ


def is_failure(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    """Tell whether the diagnostics fail the run: errors always, warnings where they are to count as errors."""
    counts = count_by_severity(diagnostics)
    return counts[Severity.ERROR] > 0 or (strict and counts[Severity.WARNING] > 0)


def print_check(
    diagnostics: tuple[Diagnostic, ...],
    printing: Printing,
    ledger: "Ledger | None" = None,
) -> None:
    """Print what a check found, as its result, with the ledger of what was read where workbooks were."""
    match printing.format:
        case Format.JSON:
            from cchc_report.report.report_json import CheckingJson, ValidateJson

            told = CheckingJson.of(diagnostics) if ledger is None else ValidateJson.of_ledger(diagnostics, ledger)
            text = format_json(told)
        case Format.GITHUB:
            text = format_annotations(diagnostics, printing.paths, quiet=printing.quiet)
        case Format.TEXT:
            colour = printing.output is None and wants_colour(sys.stdout)
            lines = format_diagnostics(diagnostics, quiet=printing.quiet, colour=colour)
            summary = format_summary(diagnostics, _lines(ledger, diagnostics), quiet=printing.quiet, colour=colour)
            text = "\n\n".join(filter(None, (lines, summary)))
    print_result(text, printing.output, force=printing.force, inputs=printing.inputs)


def _lines(ledger: "Ledger | None", diagnostics: tuple[Diagnostic, ...]) -> "Sequence[SheetTally]":
    """Return the lines of a ledger; a form has none."""
    if not ledger:
        return ()
    from cchc_report.tables.tally import tally_sheets

    return tally_sheets(ledger, diagnostics)


def exit_code(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> int:
    """Return the exit code of a check: 0 or, where it fails, that of wrong data."""
    return DataError.exit_code if is_failure(diagnostics, strict=strict) else 0
