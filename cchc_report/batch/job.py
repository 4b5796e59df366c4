"""The work on one commune, as it runs in a worker process: whatever happens to it, a result comes back.

Takes and returns plain values only; what it did is kept beside the commune's documents, so that a second run can skip it.
"""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from cchc_report.batch.results import CommuneResult, CommuneValues
from cchc_report.batch.saved import digests_of, fingerprint, recall, save, state_of_year_before
from cchc_report.figures import Denominator
from cchc_report.figures.dossiers import overdue_by_field
from cchc_report.form import Source
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, has_errors
from cchc_report.ground.errors import CchcError, UsageError, describe_os_error
from cchc_report.ground.outputs import remove_leftovers
from cchc_report.ground.periods import Period
from cchc_report.report.build import Report, build_report
from cchc_report.report.built import BuiltPeriod
from cchc_report.report.history import read_history
from cchc_report.report.kept_day import kept_day
from cchc_report.report.old_history import adopt_old_history
from cchc_report.workspace.workspace import SETTINGS_FILE, Workspace, open_workspace

_GRAVEST_FIRST = tuple(Severity)
_KEPT = 100  # diagnostics of a commune: a province's worth of them must fit into memory; `cchc validate` tells all

_OF_A_RATE = tuple(dict.fromkeys(name for one in Denominator for name in (one.part, one.whole)))


@dataclass(frozen=True, kw_only=True)
class Job:
    """One commune to work on: its folder, its path below the root, the period's name, and what is wanted."""

    folder: Path
    path: str
    period: str
    day: date | None = (
        None  # that the figures of all communes speak for, whatever the date of a report; None: the period's end
    )
    write: bool = True  # documents too, not the check alone
    force: bool = False  # although nothing changed, and over edited documents
    timeout: float = 0  # seconds; 0 is none
    memory: int = 0  # bytes; 0 is none


def work_on(job: Job) -> CommuneResult:
    """Work on a commune; whatever is wrong with it is told in the result."""
    try:
        return _work(job)
    except CchcError as error:
        return failed(job, str(error))
    except MemoryError:
        return failed(job, "Không đủ bộ nhớ để đọc sổ tính của xã này. Hãy tách sổ tính thành nhiều tệp.")
    except OSError as error:
        return failed(job, describe_os_error(error, _way(error.filename, job.folder) if error.filename else None))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of a native library is no Exception
        return failed(job, f"Lỗi nội bộ: {type(error).__name__}. Hãy báo người phụ trách phần mềm.")


def failed(job: Job, message: str) -> CommuneResult:
    """Return the result of a commune that could not be worked on."""
    return CommuneResult(path=job.path, name="", status="failed", message=message)


def _way(path: str | Path, folder: Path) -> str:
    """Return the way from a folder to a file, with slashes; the whole path where the two are on different drives of Windows."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()


def _work(job: Job) -> CommuneResult:
    workspace = open_workspace(job.folder)
    _require_inside(job, workspace)
    period = counted_up_to(job.day, workspace.parse_period(job.period))
    folder = workspace.output_folder(period)
    other_day = _other_kept_day(workspace, period)
    if job.write:
        remove_leftovers(folder)
    known = None if job.force else _recalled(job, workspace, period, folder)
    if known and (not job.write or _is_whole(known, folder / f"bao-cao-{period.id}.json")):
        previous = _previous(read_history(workspace).periods, period)
        return replace(known, path=job.path, unchanged=True, previous=previous, other_day=other_day)
    report = build_report(workspace, period)
    result = replace(_result(job, report, workspace, *_write(job, report, workspace)), other_day=other_day)
    if job.write:  # a workbook may have changed since it was read: what counts is what was counted
        before = state_of_year_before(workspace, period) if report.previous.asked else ""
        save(folder, fingerprint(workspace, period, report.digests), result, before)
    return result


def _require_inside(job: Job, workspace: Workspace) -> None:
    """Raise UsageError where a commune's settings lead out of its folder: one commune must not reach what is another's."""
    home = job.folder.resolve()
    form = workspace.settings.form
    own_form = (workspace.root / form).resolve() if form else home
    if not workspace.root.resolve().is_relative_to(home):
        raise UsageError(
            f"Mục data trong {SETTINGS_FILE} chỉ ra ngoài thư mục của xã. Trong một đợt nhiều xã, hãy để số liệu trong thư mục của xã."
        )
    if not own_form.is_relative_to(home):
        raise UsageError(
            f"Mục form trong {SETTINGS_FILE} chỉ ra ngoài thư mục của xã. Hãy ghi tên một biểu mẫu có sẵn, hoặc để biểu mẫu trong thư mục templates của xã."
        )


def counted_up_to(day: date | None, period: Period) -> Period:
    """Return the period as all communes are counted: a commune whose period begins later is told as such."""
    if day is None:
        return period
    return period.as_of(day) if period.start <= day else period.seen_on(day)


def _other_kept_day(workspace: Workspace, period: Period) -> str:
    """Return the day that the report kept from before speaks for, in ISO form; empty where that is this very day, or none is kept."""
    kept = kept_day(workspace, period)
    return "" if kept is None or kept == period.cutoff else kept.isoformat()


def _recalled(job: Job, workspace: Workspace, period: Period, folder: Path) -> CommuneResult | None:
    """Return what an earlier batch found, if nothing changed since; a file that cannot be read is told by whoever reads it next."""
    try:
        known = recall(
            folder,
            fingerprint(workspace, period, digests_of(workspace, period)),
            job.folder,
            partial(state_of_year_before, workspace, period),
        )
    except OSError:
        return None
    return known if known is None or job.write else replace(known, outputs=())


def _write(job: Job, report: Report, workspace: Workspace) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Write the commune's documents where its figures allow it; return their paths from its folder, and what was wrong."""
    if not job.write or has_errors(report.diagnostics):
        return (), report.diagnostics
    from cchc_report.report.publish import WantedDocuments, write_report

    written = write_report(report, workspace, WantedDocuments(force=job.force))
    outputs = tuple(_way(path, job.folder) for path in written)
    late = (*report.late_diagnostics, *adopt_old_history(workspace))  # first: of very many, few are kept
    return outputs, (*late, *report.diagnostics)


def _result(
    job: Job, report: Report, workspace: Workspace, outputs: tuple[str, ...], diagnostics: tuple[Diagnostic, ...]
) -> CommuneResult:
    counts = Counter((one.severity, one.code) for one in diagnostics)
    return CommuneResult(
        path=job.path,
        name=report.tables.commune.name if report.tables.commune else "",
        status="errors" if has_errors(report.diagnostics) else "ok",
        figures=_numbers((name, figure.value) for name, figure in report.figures.items()),
        indicators=_numbers((code, one.value) for code, one in report.indicators.items()),
        entered=tuple(code for code, one in report.indicators.items() if one.source is Source.ENTERED),
        diagnostics=tuple(sorted(diagnostics, key=lambda one: _GRAVEST_FIRST.index(one.severity))[:_KEPT]),
        problems=tuple((*kind, count) for kind, count in counts.items()),
        outputs=outputs,
        rows=report.rows,
        form=workspace.form_name(report.period),
        bounds=(report.period.start.isoformat(), report.period.cutoff.isoformat()),
        tallies=report.counts.packed(),
        overdue_by_field=overdue_by_field(report.tables.dossiers, report.period),
        previous=_previous(read_history(workspace).periods, report.period),
    )


def _is_whole(known: CommuneResult, record: Path) -> bool:
    """Tell whether what an earlier batch did is all there: the numbers were kept, and no history was in their way."""
    unusable = any(code is Code.HISTORY_UNUSABLE for _, code in known.counts)
    return known.status != "ok" or (not unusable and record.is_file())


def _previous(history: Iterable[BuiltPeriod], period: Period) -> dict[str, CommuneValues]:
    """Return what a rate is computed from in the other periods that the commune has built."""
    return {
        built.id: {name: built.figures[name].value for name in _OF_A_RATE if name in built.figures}
        for built in history
        if built.id != period.id
    }


def _numbers(pairs: Iterable[tuple[str, object]]) -> CommuneValues:
    """Keep the numbers and the unknown ones; lists stay with their commune."""
    return {name: value for name, value in pairs if value is None or isinstance(value, int | Decimal)}
