"""Which form a written report is made on: the one of its period, else the one whose rows it has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cchc_report.document.written import Block, Grid
from cchc_report.errors import UsageError
from cchc_report.form import Form
from cchc_report.periods import Period
from cchc_report.report import usable_form
from cchc_report.text import fold
from cchc_report.workspace import Workspace


@dataclass(frozen=True)
class Forms:
    """The forms a workspace has: the one of a period (which raises UsageError where there is none), and all, the newest last."""

    of_period: Callable[[Period], Form]
    known: Callable[[], Sequence[Form]]

    def choose(self, period: Period | None, blocks: Sequence[Block] = ()) -> Form:
        """Return the form of a period; where that is unknown or has none, the form that has most of a report's rows."""
        if period is not None:
            try:
                return self.of_period(period)
            except UsageError:
                pass  # an old report, from before the forms that are known
        labels = {fold(cell) for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row}
        return max(reversed(self.known()), key=lambda form: sum(fold(row.label) in labels for row in form.rows))


def forms_of(workspace: Workspace) -> Forms:
    """Return the forms that a workspace's reports are made on; a broken one raises DataError when it is chosen."""
    return Forms(
        lambda period: usable_form(workspace.form_folder(period)),
        lambda: [usable_form(folder) for folder in workspace.form_folders()],
    )
