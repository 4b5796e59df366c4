"""The figures of tasks: those of the reform plan, and those set by a higher level."""

from datetime import date
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure
from cchc_report.figures.selection import Chooses, Population, Selection, every, figures_of, rows_of_kinds, tally_of
from cchc_report.figures.tally import Tally
from cchc_report.tables.sheets.tasks import Task, TaskSource
from cchc_report.tables.table import Table


class TaskKind(NamedTuple):
    """All that the figures ask of a task, at the cut-off."""

    source: TaskSource
    is_done: bool
    is_late: bool  # finished after its day


NO_TASKS: Table[Task] = Table(Task)


def _selection(
    name: str, label: str, rule: str, source: TaskSource, chooses: Chooses[TaskKind], *needs: str
) -> Selection[TaskKind]:
    return Selection(
        name=f"tasks.{name}",
        label=label,
        rule=f"Nhiệm vụ có nguồn giao {source}{rule}",
        chooses=lambda kind: kind.source is source and chooses(kind),
        needs=frozenset({source.value, *needs}),
    )


_DONE = ", hoàn thành đến {day}"
_PLAN, _ASSIGNED = TaskSource.PLAN, TaskSource.ASSIGNED
_DAYS = ("finished_on", "due_on")  # a blank says that there is no such day; a column that is not there says nothing
TASKS: tuple[Selection[TaskKind], ...] = (
    _selection("planned", "Nhiệm vụ trong kế hoạch", "", _PLAN, every),
    _selection(
        "planned_done", "Nhiệm vụ trong kế hoạch đã hoàn thành", _DONE, _PLAN, lambda kind: kind.is_done, "finished_on"
    ),
    _selection("assigned", "Nhiệm vụ được giao", "", _ASSIGNED, every),
    _selection(
        "assigned_on_time",
        "Nhiệm vụ được giao hoàn thành đúng hạn",
        f"{_DONE}, không sau hạn",
        _ASSIGNED,
        lambda kind: kind.is_done and not kind.is_late,
        *_DAYS,
    ),
    _selection(
        "assigned_late",
        "Nhiệm vụ được giao hoàn thành quá hạn",
        f"{_DONE}, sau hạn",
        _ASSIGNED,
        lambda kind: kind.is_done and kind.is_late,
        *_DAYS,
    ),
    _selection(
        "assigned_open",
        "Nhiệm vụ được giao chưa hoàn thành",
        ", chưa hoàn thành đến {day}",
        _ASSIGNED,
        lambda kind: not kind.is_done,
        "finished_on",
    ),
)


def tally_tasks(table: Table[Task], cutoff: date) -> Tally[TaskKind]:
    """Return the kinds of a commune's tasks; a source of which the sheet has no task is not kept there, so unknown."""
    kept = {task.source for _, task in table.records()}
    absent = tuple(source.value for source in TaskSource if source not in kept)
    return tally_of(
        table,
        partial(task_kind, cutoff),
        lambda part: (*absent, *(field for field in _DAYS if not part.has(field))),
    )


def task_kind(cutoff: date, task: Task) -> TaskKind:
    """Return a task's kind."""
    finished = task.finished_on
    return TaskKind(
        task.source,
        finished is not None and finished <= cutoff,
        finished is not None and task.due_on is not None and finished > task.due_on,
    )


def task_figures(tally: Tally[TaskKind], cutoff: date, table: Table[Task] = NO_TASKS) -> list[Figure]:
    """Return the figures of a tally, of one commune's tasks or of many; the rows are looked for in the table."""
    find_rows = partial(rows_of_kinds, table, partial(task_kind, cutoff))
    return figures_of(TASKS, Population(tally=tally, find_rows=find_rows, day=cutoff))
