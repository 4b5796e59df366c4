"""What a written report is read as: paragraphs and tables in their order, or the reason why it cannot be read."""

from dataclasses import dataclass
from typing import TypeAlias


class UnreadableReportError(Exception):
    """A file cannot be read as a report: why, and what to do."""

    def __init__(self, reason: str, hint: str) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text; its line breaks are kept."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table as rows of equally many cells; of merged cells the first holds the text, the others are empty."""

    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Paragraph | Grid
