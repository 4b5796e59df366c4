"""`cchc batch`: all communes below a folder, in parallel."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.batch_bar import shown_batch
from cchc_report.cli.batch_result import format_problems, format_table
from cchc_report.cli.clock import AsOf, read_day, today
from cchc_report.cli.options import AsJson, Output, PeriodName, Quiet, Strict
from cchc_report.cli.show import format_json
from cchc_report.cli.terminal import print_notice, print_result, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.errors import DataError, MachineError, UsageError
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from cchc_report.batch.job import Job
    from cchc_report.batch.results import CommuneResult
    from cchc_report.batch.run import Batch
    from cchc_report.batch.runner import Engine
    from cchc_report.batch.summary import Summary

EXAMPLES = """
cchc batch 2023 cac-xa/              lập báo cáo của mọi xã trong thư mục, rồi tổng hợp
cchc batch 2023 cac-xa/ --pdf        thêm bản PDF của mọi văn bản
cchc batch 2023 cac-xa/ --dry-run    chỉ xem sẽ làm những xã nào
cchc batch 2023 cac-xa/ --validate-only
                                     chỉ kiểm tra, không lập văn bản
cchc batch 2023 cac-xa/ --include "huyen-a/*" --jobs 4
cchc batch 2023 /mnt/cac-xa --scheduler tcp://10.0.0.5:8786
                                     chia cho nhiều máy cùng làm
"""

_TIMEOUT = 300  # seconds: a hundred times what the largest commune takes
_MB = 1 << 20

Patterns = list[str] | None


def batch(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    period: PeriodName,
    root: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục chứa thư mục làm việc của các xã.", show_default=False)
    ],
    jobs: Annotated[
        int,
        typer.Option(
            "--jobs",
            "-j",
            min=0,
            metavar="SỐ",
            help="Số xã làm cùng lúc. Bỏ trống: số nhân của máy.",
            show_default=False,
        ),
    ] = 0,
    timeout: Annotated[
        int,
        typer.Option(
            "--timeout",
            min=1,
            metavar="GIÂY",
            help=f"Thời gian nhiều nhất cho một xã. Mặc định {_TIMEOUT}.",
            show_default=False,
        ),
    ] = _TIMEOUT,
    memory: Annotated[
        int,
        typer.Option(
            "--memory",
            min=0,
            metavar="MB",
            help="Bộ nhớ nhiều nhất cho một xã. Bỏ trống: phần chia đều của máy, không quá 4096.",
            show_default=False,
        ),
    ] = 0,
    include: Annotated[
        Patterns,
        typer.Option("--include", metavar="MẪU", help="Chỉ làm các xã có đường dẫn khớp mẫu, ví dụ “huyen-a/*”."),
    ] = None,
    exclude: Annotated[Patterns, typer.Option("--exclude", metavar="MẪU", help="Bỏ các xã khớp mẫu.")] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="errors", help="errors: bảng chỉ ghi các xã có lỗi.")
    ] = None,
    as_of: AsOf = None,
    force: Annotated[
        bool,
        typer.Option(
            "--force", help="Làm lại mọi xã, cả xã không có gì đổi; bản đã sửa tay được giữ thành bản sao lưu."
        ),
    ] = False,
    validate_only: Annotated[bool, typer.Option("--validate-only", help="Chỉ kiểm tra, không lập văn bản.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ liệt kê các xã sẽ làm.")] = False,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="Ghi thêm bản PDF của mọi văn bản, LibreOffice chỉ mở một lần cho cả trăm tệp."),
    ] = False,
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler",
            metavar="ĐỊA_CHỈ",
            help="Làm trên cụm máy Dask có sẵn, ví dụ tcp://10.0.0.5:8786; các máy dùng chung một ổ đĩa.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Lập báo cáo của mọi xã trong một thư mục, rồi tổng hợp. Xã hỏng không làm dừng các xã khác."""
    _refuse_wrong_use(root, only, with_jobs=bool(scheduler and jobs))
    from cchc_report.batch.children import fair_memory
    from cchc_report.batch.job import Job
    from cchc_report.batch.run import run_batch, write_batch
    from cchc_report.batch.summary import Summary
    from cchc_report.document.pdf.pdf import require_program

    root = root.absolute() if scheduler else root  # a worker of the cluster works in another folder
    workers = jobs or os.cpu_count() or 1
    limit = memory * _MB or fair_memory(1 if scheduler else workers)
    wish = Job(
        folder=root,
        path="",
        period=period,
        day=_day(root, period, as_of),
        write=not validate_only,
        force=force,
        timeout=timeout,
        memory=limit,
    )
    planned, left_out = _planned(root, wish, include or [], exclude or [])
    if dry_run:
        print_result("\n".join(job.path for job in planned), output, force=force)
        return 0
    wants_pdf = pdf and not validate_only
    if wants_pdf:
        require_program()
    with _engine(scheduler, root, writes=not validate_only) as engine:
        with shown_batch(len(planned), quiet=quiet) as hear:
            done = run_batch(root, period, planned, workers, hear, engine)
        done = replace(done, totals=replace(done.totals, left_out=left_out))
        summary = Summary(()) if validate_only else write_batch(root, done, force=force)
        done, summary, without_pdf = _with_pdfs(root, done, summary, quiet=quiet) if wants_pdf else (done, summary, "")
    bad = [one for one in done.communes if _is_bad(one, strict=strict)]
    print_notice(format_problems(done.communes, period, root, colour=wants_colour(sys.stderr)))
    shown = done.communes if only is None else bad
    print_result(_result(root, done, shown, summary, as_json=as_json), output, force=force)
    _tell(done, summary, quiet=quiet)
    if without_pdf:
        raise MachineError(without_pdf)
    return DataError.exit_code if bad else 0


def _planned(root: Path, wish: "Job", include: list[str], exclude: list[str]) -> "tuple[list[Job], int]":
    """Return the work for each commune that is meant, and how many others are below the folder."""
    from cchc_report.batch.discovery import find_workspaces
    from cchc_report.batch.run import plan

    by_pattern = bool(include or exclude)
    folders = find_workspaces(root, include, exclude)
    left_out = len(find_workspaces(root)) - len(folders) if by_pattern else 0
    return plan(root, folders, wish, by_pattern=by_pattern), left_out


def _result(root: Path, done: "Batch", shown: Sequence["CommuneResult"], summary: "Summary", *, as_json: bool) -> str:
    if as_json:
        from cchc_report.batch.batch_json import BatchJson

        return format_json(BatchJson.of(root, done, shown, summary.outputs))
    return format_table(done.communes, shown, summary.outputs)


def _refuse_wrong_use(root: Path, only: str | None, *, with_jobs: bool) -> None:
    if only not in (None, "errors"):
        raise UsageError(f"Giá trị “{only}” của --only không hợp lệ. Chỉ nhận: errors.")
    if with_jobs:
        raise UsageError(
            "--jobs là số xã làm cùng lúc trên máy này; với --scheduler, cụm máy tự chia việc. Hãy bỏ --jobs."
        )
    if not root.is_dir():
        raise UsageError(f"Không có thư mục {root}. Hãy kiểm tra lại đường dẫn.")


def _day(root: Path, period: str, as_of: str | None) -> date:
    """Return the day that the figures of all communes speak for; raises UsageError where the one given lies before the period."""
    from cchc_report.workspace.workspace import open_workspace

    given = read_day(as_of)
    if given is not None:
        open_workspace(root).parse_period(period, given)
    return given or today()


@contextmanager
def _engine(scheduler: str | None, root: Path, *, writes: bool) -> "Iterator[Engine | None]":
    """Be the only batch that writes below a folder, and connect to the cluster if there is to be one."""
    from cchc_report.batch.lock import only_batch
    from cchc_report.batch.run import output_folder

    with ExitStack() as stack:
        if writes:
            stack.enter_context(only_batch(output_folder(root)))
        if scheduler is None:
            yield None
            return
        from cchc_report.batch.cluster import cluster_engine

        yield stack.enter_context(cluster_engine(scheduler, root))


def _tell(done: "Batch", summary: "Summary", *, quiet: bool) -> None:
    """Say on the error stream what contradicts what in the totals, and what the consolidated report leaves open."""
    problems = [
        f"Số tổng hợp{', ' + one.place.label if one.place.label else ''}: {one.message}"
        for one in done.totals.diagnostics
    ]
    for note in () if quiet else filter(None, (done.totals.remark, *problems, *summary.notes)):
        print_notice(note)


def _with_pdfs(root: Path, done: "Batch", summary: "Summary", *, quiet: bool) -> tuple["Batch", "Summary", str]:
    """Write the PDFs; return the batch and its summary with them, and which documents have none and why."""
    from cchc_report.batch.pdfs import write_pdfs
    from cchc_report.document.pdf.pdf import notes_on_pdf

    def tell(count: int, total: int) -> None:
        if not quiet:
            print_notice(f"Đang chuyển sang PDF: {format_number(count)}/{format_number(total)} tệp…")

    made = write_pdfs(root, done.communes, tell, summary.outputs)
    if not quiet:
        print_notice("\n".join(notes_on_pdf(made.written)))
    return replace(done, communes=made.communes), replace(summary, outputs=made.shared), made.message


def _is_bad(commune: "CommuneResult", *, strict: bool) -> bool:
    return commune.status != "ok" or (strict and commune.summary[Severity.WARNING] > 0)
