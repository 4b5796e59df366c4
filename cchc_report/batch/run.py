"""A batch from its folder to its files: which communes, their results in a fixed order, what is said of all together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cchc_report.batch.job import Job
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.runner import MakeExecutor, run_jobs
from cchc_report.batch.summary import Summary, write_summary
from cchc_report.batch.totals import Totals, add_up, form_of_most
from cchc_report.errors import MachineError, UsageError
from cchc_report.form import Form
from cchc_report.outputs import write_all
from cchc_report.periods import Period
from cchc_report.report import usable_form
from cchc_report.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Batch:
    """The results of all communes in the order of their paths, and their totals."""

    period: Period
    form: Form
    communes: tuple[CommuneResult, ...]
    totals: Totals


Told = Callable[[CommuneResult], None]


def run_batch(
    root: Path, period: str, jobs: Sequence[Job], workers: int, told: Told, make_executor: MakeExecutor | None = None
) -> Batch:
    """Work on all communes and add them up; `told` hears of each result as it comes.

    Raises UsageError where the period or the root's settings are wrong, DataError where the form is broken.
    """
    home = open_workspace(root)
    named = home.parse_period(period)
    results: list[CommuneResult] = []
    for result in run_jobs(jobs, workers, make_executor):
        told(result)
        results.append(result)
    communes = tuple(sorted(results, key=lambda one: one.path))
    form = usable_form(_common_form(communes, home, named))
    return Batch(named, form, communes, add_up(communes, form, named))


def _common_form(communes: Sequence[CommuneResult], home: Workspace, period: Period) -> Path:
    """Return the folder of the form that most communes report on; without any, that of the root."""
    name = form_of_most(communes)
    folders = sorted(one.form for one in communes if one.form and one.form_name == name)
    return Path(folders[0]) if folders else home.form_folder(period)


def write_batch(root: Path, batch: Batch, *, force: bool = False) -> Summary:
    """Write the consolidated workbook, report and overview below the root. Raises MachineError."""
    from cchc_report.batch.consolidation import render_consolidation
    from cchc_report.batch.overview import render_overview

    home = open_workspace(root)
    folder = root / "out" / batch.period.id
    page = render_overview(
        batch.period,
        batch.communes,
        batch.totals.values,
        subject=home.settings.body.name or "",
        denominator=batch.form.on_time_denominator,
        contradictions=batch.totals.diagnostics,
        remark=batch.totals.remark,
    )
    contents: Mapping[Path, bytes] = {
        folder / f"tong-hop-{batch.period.id}.xlsx": render_consolidation(
            batch.period, batch.communes, batch.totals, batch.form
        ),
        folder / f"tong-quan-{batch.period.id}.html": page.encode("utf-8"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_all(contents)
    except OSError as error:
        raise MachineError(
            f"Không ghi được vào {folder}. Nếu tệp tổng hợp đang mở trong Excel, hãy đóng rồi chạy lại; nếu không, hãy kiểm tra quyền ghi và dung lượng trống."
        ) from error
    summary = write_summary(home, batch.period, batch.communes, batch.totals, batch.form, force=force)
    return Summary((*contents, *summary.outputs), summary.notes)


def plan(root: Path, folders: Sequence[Path], wish: Job) -> list[Job]:
    """Return a job for each workspace, all with one wish. Raises UsageError where there is none."""
    if not folders:
        raise UsageError(
            f"Không thấy xã nào trong {root}. Mỗi xã là một thư mục có cchc.toml hoặc sổ tính theo năm, ví dụ 2023.xlsx."
        )
    return [replace(wish, folder=folder, path=folder.relative_to(root).as_posix()) for folder in folders]
