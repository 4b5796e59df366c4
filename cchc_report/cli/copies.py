"""Writes annotated copies of checked workbooks and says where they are; for the commands that check something."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc_report.cli.terminal import print_notice, show_path
from cchc_report.ground.machine import open_with_system

if TYPE_CHECKING:
    from cchc_report.ground.diagnostics import Diagnostic
    from cchc_report.workspace.annotation import Sources


def print_copies(sources: "Sources", diagnostics: "Sequence[Diagnostic]", *, quiet: bool, open_it: bool) -> None:
    """Write the copies and name them; they are no result of the check, so standard output keeps clear of them."""
    from cchc_report.workspace.annotation import write_copies

    copies = write_copies(sources, diagnostics)
    if not quiet:
        for copy in copies:
            print_notice("\n".join([f"Bản có đánh dấu: {show_path(copy.path)}", *(f"  {note}" for note in copy.notes)]))
        if not copies:
            print_notice("Không có ô nào để đánh dấu, nên không ghi bản sao.")
    if open_it and copies and not open_with_system(copies[0].path):
        print_notice(f"Không tự mở được. Hãy mở tệp “{show_path(copies[0].path)}”.")
