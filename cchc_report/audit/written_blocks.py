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


@dataclass(frozen=True)
class UnreadPages:
    """The pages of a PDF that are pictures, counted from 1: nothing of them was read."""

    pages: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The pages as a person names them: 5-8, 11."""
        runs: list[list[int]] = []
        for page in self.pages:
            if runs and runs[-1][-1] == page - 1:
                runs[-1].append(page)
            else:
                runs.append([page])
        return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


Block: TypeAlias = Paragraph | Grid | UnreadPages
