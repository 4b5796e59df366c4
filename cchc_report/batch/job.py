"""The work on one commune, as it runs in a worker process: whatever happens to it, a result comes back.

Takes and returns plain values only; what it did is kept beside the commune's documents, so that a second run can skip it.
"""

import faulthandler
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path

from cchc_report.batch.results import CommuneResult, Values
from cchc_report.batch.saved import fingerprint, recall, save, state_of_year_before
from cchc_report.diagnostics import Diagnostic, has_errors
from cchc_report.errors import CchcError
from cchc_report.figures import Denominator
from cchc_report.figures.dossiers import overdue_by_field
from cchc_report.form import Source
from cchc_report.history import read_history
from cchc_report.periods import Period
from cchc_report.report import Report, build_report
from cchc_report.workspace import Workspace, open_workspace

_KEPT = 100  # diagnostics of a commune: a province's worth of them must fit into memory; `cchc validate` tells all

_OF_A_RATE = ("dossiers.on_time", *(f"dossiers.{whole.value}" for whole in Denominator))


@dataclass(frozen=True)
class Job:
    """One commune to work on: its folder, its path below the root, the period's name, and what is wanted."""

    folder: Path
    path: str
    period: str
    write: bool = True  # documents too, not the check alone
    force: bool = False  # although nothing changed, and over edited documents
    timeout: float = 0  # seconds; 0 is none

    @property
    def mark(self) -> str:
        """The name of the file that stands while it is worked on: its path may be longer than a file's name, or hold what none may."""
        return sha256(self.path.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def work_on(job: Job, marks: Path) -> CommuneResult:
    """Work on a commune. A file in `marks` stands meanwhile, so that the job of a worker that died is known."""
    with _marked(job, marks):
        try:
            return _work(job)
        except CchcError as error:
            return failed(job, str(error))
        except MemoryError:
            return failed(job, "Không đủ bộ nhớ để đọc sổ tính của xã này. Hãy tách sổ tính thành nhiều tệp.")
        except OSError as error:
            return failed(job, f"Không đọc hoặc ghi được tệp trong thư mục này (mã lỗi hệ thống {error.errno}).")
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of a native library is no Exception
            return failed(job, f"Lỗi nội bộ: {type(error).__name__}. Hãy báo người phụ trách phần mềm.")


def failed(job: Job, message: str) -> CommuneResult:
    """Return the result of a commune that could not be worked on."""
    return CommuneResult(job.path, "", "failed", message=message)


@contextmanager
def _marked(job: Job, marks: Path) -> Iterator[None]:
    """Keep the mark and the time limit; a thread that no native code can hold up writes into the mark and ends the process."""
    mark = marks / job.mark
    with mark.open("w", encoding="utf-8") as file:
        if job.timeout:
            faulthandler.dump_traceback_later(job.timeout, exit=True, file=file)
        try:
            yield
        finally:
            if job.timeout:
                faulthandler.cancel_dump_traceback_later()
    with suppress(OSError):
        mark.unlink()


def _work(job: Job) -> CommuneResult:
    workspace = open_workspace(job.folder)
    period = workspace.parse_period(job.period)
    folder = workspace.output_folder(period)
    key = fingerprint(workspace, period, writes=job.write)
    if not job.force and (known := recall(folder, key, partial(state_of_year_before, workspace, period))):
        return replace(known, path=job.path, unchanged=True, previous=_previous(workspace, period))
    report = build_report(workspace, period)
    result = _result(job, report, workspace, *_write(job, report, workspace))
    if job.write:
        before = state_of_year_before(workspace, period) if report.previous.asked else ""
        save(folder, key, result, before)
    return result


def _write(job: Job, report: Report, workspace: Workspace) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Write the commune's documents where its figures allow it; return their names below its folder, and what was wrong."""
    if not job.write or has_errors(report.diagnostics):
        return (), report.diagnostics
    from cchc_report.publish import Wanted, keep_history, write_report

    written = write_report(report, workspace, Wanted(force=job.force))
    outputs = tuple(path.relative_to(workspace.root).as_posix() for path in written)
    late = (*report.late_diagnostics, *keep_history(report, workspace))  # first: of very many, few are kept
    return outputs, (*late, *report.diagnostics)


def _result(
    job: Job, report: Report, workspace: Workspace, outputs: tuple[str, ...], diagnostics: tuple[Diagnostic, ...]
) -> CommuneResult:
    return CommuneResult(
        path=job.path,
        name=report.tables.commune.name if report.tables.commune else "",
        status="errors" if has_errors(report.diagnostics) else "ok",
        figures=_numbers((name, figure.value) for name, figure in report.figures.items()),
        indicators=_numbers((code, one.value) for code, one in report.indicators.items()),
        entered=tuple(code for code, one in report.indicators.items() if one.source is Source.ENTERED),
        diagnostics=diagnostics[:_KEPT],
        problems=Counter((one.severity, one.code) for one in diagnostics),
        outputs=outputs,
        rows=report.rows,
        form=str(workspace.form_folder(report.period)),
        bounds=(report.period.start.isoformat(), report.period.cutoff.isoformat()),
        tallies=report.counts.packed(),
        overdue_by_field=overdue_by_field(report.tables.dossiers, report.period),
        previous=_previous(workspace, report.period),
    )


def _previous(workspace: Workspace, period: Period) -> dict[str, Values]:
    """Return what a rate is computed from in the other periods that the commune has built."""
    return {
        built.id: {name: built.figures[name].value for name in _OF_A_RATE if name in built.figures}
        for built in read_history(workspace.history_file)
        if built.id != period.id
    }


def _numbers(pairs: Iterable[tuple[str, object]]) -> Values:
    """Keep the numbers and the unknown ones; lists stay with their commune."""
    return {name: value for name, value in pairs if value is None or isinstance(value, int | Decimal)}
