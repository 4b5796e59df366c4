"""From diagnostics to an exit code and to the text or JSON of a check; shared by the commands that check something."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cchc_report.cli.options import Format
from cchc_report.cli.show import diagnostics_json, format_diagnostics, format_json, format_summary, summary_json
from cchc_report.cli.terminal import print_result, wants_colour
from cchc_report.codes import Severity
from cchc_report.diagnostics import Diagnostic, count_by_severity
from cchc_report.errors import DataError


class Printing(NamedTuple):
    """How the user wants the result."""

    format: Format
    output: Path | None
    quiet: bool


def is_failure(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> bool:
    """Tell whether the diagnostics fail the run: errors always, warnings where they are to count as errors."""
    counts = count_by_severity(diagnostics)
    return counts[Severity.ERROR] > 0 or (strict and counts[Severity.WARNING] > 0)


def print_check(diagnostics: tuple[Diagnostic, ...], rows: Mapping[str, int], printing: Printing) -> None:
    """Print what a check found, as its result."""
    if printing.format is Format.JSON:
        found = {"diagnostics": diagnostics_json(diagnostics), "summary": summary_json(diagnostics, rows)}
        print_result(format_json(found), printing.output)
        return
    colour = printing.output is None and wants_colour(sys.stdout)
    parts = (
        format_diagnostics(diagnostics, quiet=printing.quiet, colour=colour),
        format_summary(diagnostics, rows, quiet=printing.quiet, colour=colour),
    )
    print_result("\n\n".join(filter(None, parts)), printing.output)


def exit_code(diagnostics: tuple[Diagnostic, ...], *, strict: bool) -> int:
    """Return the exit code of a check: 0 or, where it fails, that of wrong data."""
    return DataError.exit_code if is_failure(diagnostics, strict=strict) else 0
