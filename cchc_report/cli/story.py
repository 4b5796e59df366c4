"""Prints the story of a diagnostic code; the stories themselves stand in `code_stories`."""

import sys
from pathlib import Path
from textwrap import fill, indent
from typing import TYPE_CHECKING

from cchc_report.cli.show import paint_heading, paint_severity
from cchc_report.cli.terminal import print_result, wants_colour

if TYPE_CHECKING:
    from cchc_report.reference.code_stories import Story

_WIDTH = 96  # columns of a paragraph; the lines of an example stay whole
_MARGIN = "  "


def print_story(code: str, output: Path | None, *, force: bool = False) -> None:
    """Print what a code means, or write it to a file; raises UsageError where there is no such code."""
    from cchc_report.reference.code_stories import find_story

    print_result(
        format_story(find_story(code), colour=output is None and wants_colour(sys.stdout)), output, force=force
    )


def format_story(story: "Story", *, colour: bool = False) -> str:
    """Return a story as text: the code's title, then its sections one below the other."""
    code = story.code
    head = f"{code.severity.word} {code.identifier}"
    sections = (
        ("Nghĩa là gì", _paragraph(story.meaning)),
        ("Vì sao quan trọng", _paragraph(story.matters)),
        ("Ví dụ", indent(story.example, _MARGIN)),
        ("cchc báo", indent(story.printed, _MARGIN)),
        ("Sửa thế nào", _paragraph(story.instead)),
    )
    told = [f"{paint_heading(title, wanted=colour)}\n{text}" for title, text in sections]
    return "\n\n".join([f"{paint_severity(head, code.severity, wanted=colour)}: {code.gist}", *told])


def _paragraph(text: str) -> str:
    """Return a text in lines that are not too long to read; commands and settings are not broken at their hyphens."""
    return fill(
        text,
        _WIDTH,
        initial_indent=_MARGIN,
        subsequent_indent=_MARGIN,
        break_on_hyphens=False,
        break_long_words=False,
    )
