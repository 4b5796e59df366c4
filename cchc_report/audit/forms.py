"""Which form a written report is made on: the one of its period, else the one whose rows it has.

Reports of other years than those a workspace works on are audited there too: the form it names is taken for its own days only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from cchc_report.audit.written_blocks import Block, Grid
from cchc_report.form import Form, usable_form
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import Period
from cchc_report.ground.text import fold
from cchc_report.workspace.workspace import Workspace


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
    """Return the forms that reports audited in a workspace are made on; a broken one raises DataError when it is chosen."""
    return Forms(partial(_of_period, workspace), partial(_known, workspace))


def _of_period(workspace: Workspace, period: Period) -> Form:
    """Return the form that the workspace names, where it is in force at the cut-off, else the one that is."""
    form = usable_form(workspace.form_folder(period))
    return form if form.is_in_force(period.end) else usable_form(workspace.form_folder_in_force(period))


def _known(workspace: Workspace) -> list[Form]:
    """Return all forms that a report may be made on, the one that the workspace names last."""
    folders = dict.fromkeys((*workspace.form_folders()[::-1], *workspace.dated_form_folders()[::-1]))
    return [usable_form(folder) for folder in reversed(folders)]
