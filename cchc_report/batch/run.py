"""A batch from its folder to its files: which communes, their results in a fixed order, what is said of all together."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cchc_report.batch.discovery import OUTPUT_FOLDER
from cchc_report.batch.job import Job, counted_up_to, failed
from cchc_report.batch.results import CommuneResult
from cchc_report.batch.runner import Engine, Event, LocalEngine, run_jobs
from cchc_report.batch.summary import Summary, write_summary
from cchc_report.batch.totals import Totals, add_up, form_of_most
from cchc_report.form import Form, usable_form
from cchc_report.ground.errors import CchcError, MachineError, UsageError
from cchc_report.ground.outputs import remove_leftovers, write_all
from cchc_report.ground.periods import Period
from cchc_report.workspace.workspace import SETTINGS_FILE, open_workspace


@dataclass(frozen=True)
class Batch:
    """The results of all communes in the order of their paths, and their totals."""

    period: Period
    form: Form
    communes: tuple[CommuneResult, ...]
    totals: Totals


def run_batch(
    root: Path,
    period: str,
    jobs: Sequence[Job],
    workers: int,
    hear: Callable[[Event], None],
    engine: Engine | None = None,
) -> Batch:
    """Work on all communes and add them up; `hear` is told what begins and each result as it comes.

    Raises UsageError where the period or the root's settings are wrong, DataError where the form is broken, MachineError where
    the engine gives up.
    """
    home = open_workspace(root)
    named = counted_up_to(jobs[0].day if jobs else None, home.parse_period(period))
    sharing = dict(_sharing(jobs))
    results = [failed(job, message) for job, message in sharing.items()]
    for result in results:
        hear(result)
    for event in run_jobs([job for job in jobs if job not in sharing], workers, engine or LocalEngine()):
        hear(event)
        if isinstance(event, CommuneResult):
            results.append(event)
    communes = tuple(sorted(results, key=lambda one: one.path))
    common = _common_form(communes)
    form = usable_form(home.find_form(common) if common else home.form_folder(named))
    return Batch(named, form, communes, add_up(communes, form, named))


def _sharing(jobs: Sequence[Job]) -> Iterator[tuple[Job, str]]:
    """Yield each commune whose settings lead to a folder that is another commune's: its figures would be counted twice."""
    owners: dict[Path, Job] = {}
    roots: list[tuple[bool, Job, Path]] = []
    for job in jobs:
        with suppress(CchcError, OSError):  # the job itself will say what is wrong
            root = open_workspace(job.folder).root.resolve()
            roots.append((root != job.folder.resolve(), job, root))
    for _, job, root in sorted(roots, key=lambda one: one[0]):  # whose own folder it is comes first
        owner = owners.setdefault(root, job)
        if owner is not job:
            yield (
                job,
                f"Mục data trong {SETTINGS_FILE} chỉ tới cùng thư mục với xã {owner.path}, nên không tính hai lần. Hãy sửa mục data.",
            )


def _common_form(communes: Sequence[CommuneResult]) -> str | None:
    """Return the form that most communes report on, if any does: its name, or its folder where it is none of the package's."""
    name = form_of_most(communes)
    return min((one.form for one in communes if one.form and one.form_name == name), default=None)


def output_folder(root: Path) -> Path:
    """Return where the files about all communes go, each period's in a folder of its own."""
    return root / OUTPUT_FOLDER


def write_batch(root: Path, batch: Batch, *, force: bool = False) -> Summary:
    """Write the consolidated workbook, report and overview below the root. Raises MachineError."""
    from cchc_report.batch.consolidation import render_consolidation
    from cchc_report.batch.overview import render_overview

    home = open_workspace(root)
    folder = output_folder(root) / batch.period.id
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
        remove_leftovers(folder)
        write_all(contents)
    except OSError as error:
        raise MachineError(
            f"Không ghi được vào {folder}. Nếu tệp tổng hợp đang mở trong Excel, hãy đóng rồi chạy lại; nếu không, hãy kiểm tra quyền ghi và dung lượng trống."
        ) from error
    summary = write_summary(home, batch.period, batch.communes, batch.totals, batch.form, force=force)
    return Summary((*contents, *summary.outputs), summary.notes)


def plan(root: Path, folders: Sequence[Path], wish: Job, *, by_pattern: bool = False) -> list[Job]:
    """Return a job for each workspace, all with one wish; `by_pattern` if some were chosen. Raises UsageError where there is none."""
    if not folders and by_pattern:
        raise UsageError(
            f"Không xã nào trong {root} khớp mẫu ở --include và --exclude. Gõ “cchc batch {wish.period} “{root}” --dry-run” để xem đường dẫn các xã."
        )
    if not folders:
        raise UsageError(
            f"Không thấy xã nào trong {root}. Mỗi xã là một thư mục có cchc.toml hoặc sổ tính theo năm, ví dụ 2023.xlsx."
        )
    return [replace(wish, folder=folder, path=folder.relative_to(root).as_posix()) for folder in folders]
