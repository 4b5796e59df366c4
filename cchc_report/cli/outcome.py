"""From diagnostics to an exit code and to the printed result of a check; shared by the commands that check something."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cchc_report.cli.options import Format
from cchc_report.cli.show import (
    diagnostics_json,
    format_annotations,
    format_diagnostics,
    format_json,
    format_summary,
    summary_json,
)
from cchc_report.cli.terminal import print_result, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity
from cchc_report.ground.errors import DataError

if TYPE_CHECKING:
    from cchc_report.tables.tally import SheetTally


class Printing(NamedTuple):
    """How the user wants the result."""

    format: Format
    output: Path | None
    quiet: bool
    paths: Mapping[str, str] = MappingProxyType({})  # from the names in diagnostics to the files, where they differ


def is_failure(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    """Tell whether the diagnostics fail the run: errors always, warnings where they are to count as errors."""
    counts = count_by_severity(diagnostics)
    return counts[Severity.ERROR] > 0 or (strict and counts[Severity.WARNING] > 0)


def print_check(
    diagnostics: tuple[Diagnostic, ...],
    rows: Mapping[str, int],
    printing: Printing,
    sheets: "Sequence[SheetTally]" = (),
) -> None:
    """Print what a check found, as its result: JSON tells the rows of each sheet, text its problems too."""
    match printing.format:
        case Format.JSON:
            found = {"diagnostics": diagnostics_json(diagnostics), "summary": summary_json(diagnostics, rows)}
            text = format_json(found)
        case Format.GITHUB:
            text = format_annotations(diagnostics, printing.paths, quiet=printing.quiet)
        case Format.TEXT:
            colour = printing.output is None and wants_colour(sys.stdout)
            lines = format_diagnostics(diagnostics, quiet=printing.quiet, colour=colour)
            summary = format_summary(diagnostics, sheets, quiet=printing.quiet, colour=colour)
            text = "\n\n".join(filter(None, (lines, summary)))
    print_result(text, printing.output)


def exit_code(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> int:
    """Return the exit code of a check: 0 or, where it fails, that of wrong data."""
    return DataError.exit_code if is_failure(diagnostics, strict=strict) else 0
