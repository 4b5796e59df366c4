"""The figures of tasks: those of the reform plan, and those set by a higher level."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import NamedTuple

from cchc_report.figures.figure import Figure
from cchc_report.figures.tally import Tally
from cchc_report.tables.sheets.tasks import Task, TaskSource
from cchc_report.tables.table import Table


class TaskKind(NamedTuple):
    """All that the figures ask of a task, at the cut-off."""

    source: TaskSource
    is_done: bool
    is_late: bool  # finished after its day


NO_TASKS: Table[Task] = Table(Task)


def tally_tasks(table: Table[Task], cutoff: date) -> Tally[TaskKind]:
    """Return the kinds of a commune's tasks; a source of which the sheet has no task is not kept there, so unknown."""
    kinds = Counter(kind_of(task, cutoff) for _, task in table.records())
    kept = {kind.source for kind in kinds}
    return Tally.of(kinds, (source.value for source in TaskSource if source not in kept))


def kind_of(task: Task, cutoff: date) -> TaskKind:
    """Return a task's kind."""
    finished = task.finished_on
    return TaskKind(
        task.source,
        finished is not None and finished <= cutoff,
        finished is not None and task.due_on is not None and finished > task.due_on,
    )


def task_figures(tally: Tally[TaskKind], cutoff: date, table: Table[Task] = NO_TASKS) -> list[Figure]:
    """Return the figures of a tally, of one commune's tasks or of many; the rows are looked for in the table."""

    def figure(name: str, label: str, rule: str, source: TaskSource, chooses: Callable[[TaskKind], bool]) -> Figure:
        def chosen(kind: TaskKind) -> bool:
            return kind.source is source and chooses(kind)

        rows = partial(table.rows_where, lambda task: chosen(kind_of(task, cutoff)))
        full_rule = f"Nhiệm vụ có nguồn giao {source}{rule}"
        return Figure(
            name=f"tasks.{name}",
            label=label,
            value=tally.count(chosen, (source.value,)),
            rule=full_rule,
            find_rows=rows,
        )

    done = f", hoàn thành đến ngày {cutoff:%d/%m/%Y}"
    plan, assigned = TaskSource.PLAN, TaskSource.ASSIGNED
    return [
        figure("planned", "Nhiệm vụ trong kế hoạch", "", plan, lambda _: True),
        figure("planned_done", "Nhiệm vụ trong kế hoạch đã hoàn thành", done, plan, lambda kind: kind.is_done),
        figure("assigned", "Nhiệm vụ được giao", "", assigned, lambda _: True),
        figure(
            "assigned_on_time",
            "Nhiệm vụ được giao hoàn thành đúng hạn",
            f"{done}, không sau hạn",
            assigned,
            lambda kind: kind.is_done and not kind.is_late,
        ),
        figure(
            "assigned_late",
            "Nhiệm vụ được giao hoàn thành quá hạn",
            f"{done}, sau hạn",
            assigned,
            lambda kind: kind.is_done and kind.is_late,
        ),
        figure(
            "assigned_open",
            "Nhiệm vụ được giao chưa hoàn thành",
            f", chưa hoàn thành đến ngày {cutoff:%d/%m/%Y}",
            assigned,
            lambda kind: not kind.is_done,
        ),
    ]
