"""The figures of tasks: those of the reform plan, and those set by a higher level."""

from collections.abc import Callable
from datetime import date
from functools import partial

from cchc_report.figures.figure import Figure
from cchc_report.tables.table import Table
from cchc_report.tables.tasks import Task, TaskSource


def task_figures(table: Table[Task], cutoff: date) -> list[Figure]:
    """Return the figures of tasks; a source of which the sheet has no task is not kept there, so unknown."""
    kept = {task.source for _, task in table.records()}

    def figure(name: str, label: str, rule: str, source: TaskSource, chooses: Callable[[Task], bool]) -> Figure:
        rows = partial(table.rows_where, lambda task: task.source is source and chooses(task))
        full_rule = f"Nhiệm vụ có nguồn giao {source}{rule}"
        return Figure(f"tasks.{name}", label, len(rows()) if source in kept else None, full_rule, find_rows=rows)

    def is_done(task: Task) -> bool:
        return task.finished_on is not None and task.finished_on <= cutoff

    def is_late(task: Task) -> bool:
        return task.finished_on is not None and task.due_on is not None and task.finished_on > task.due_on

    done = f", hoàn thành đến ngày {cutoff:%d/%m/%Y}"
    plan, assigned = TaskSource.PLAN, TaskSource.ASSIGNED
    return [
        figure("planned", "Nhiệm vụ trong kế hoạch", "", plan, lambda _: True),
        figure("planned_done", "Nhiệm vụ trong kế hoạch đã hoàn thành", done, plan, is_done),
        figure("assigned", "Nhiệm vụ được giao", "", assigned, lambda _: True),
        figure(
            "assigned_on_time",
            "Nhiệm vụ được giao hoàn thành đúng hạn",
            f"{done}, không sau hạn",
            assigned,
            lambda task: is_done(task) and not is_late(task),
        ),
        figure(
            "assigned_late",
            "Nhiệm vụ được giao hoàn thành quá hạn",
            f"{done}, sau hạn",
            assigned,
            lambda task: is_done(task) and is_late(task),
        ),
    ]
