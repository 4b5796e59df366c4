"""`cchc batch`: all communes below a folder, in parallel."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.options import Output, Quiet, Strict
from cchc_report.cli.show import WORDS, format_json
from cchc_report.cli.terminal import print_notice, print_result, show_path
from cchc_report.codes import Severity
from cchc_report.errors import DataError, MachineError, UsageError
from cchc_report.numbers import format_number

if TYPE_CHECKING:
    from cchc_report.batch.results import CommuneResult
    from cchc_report.batch.run import Batch, Told
    from cchc_report.batch.summary import Summary

EXAMPLES = """
cchc batch 2023 cac-xa/              lập báo cáo của mọi xã trong thư mục, rồi tổng hợp
cchc batch 2023 cac-xa/ --pdf        thêm bản PDF của mọi văn bản
cchc batch 2023 cac-xa/ --dry-run    chỉ xem sẽ làm những xã nào
cchc batch 2023 cac-xa/ --validate-only
                                     chỉ kiểm tra, không lập văn bản
cchc batch 2023 cac-xa/ --include "huyen-a/*" --jobs 4
"""

_TIMEOUT = 300  # seconds: a hundred times what the largest commune takes
_STATUS_WORDS = {"ok": "xong", "errors": "có lỗi", "failed": "hỏng"}

Patterns = list[str] | None


def batch(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    period: Annotated[
        str, typer.Argument(metavar="KỲ", help="Kỳ báo cáo: 2023, 2023-Q1, 2023-6M…", show_default=False)
    ],
    root: Annotated[
        Path, typer.Argument(metavar="THƯ MỤC", help="Thư mục chứa thư mục làm việc của các xã.", show_default=False)
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
    include: Annotated[
        Patterns,
        typer.Option("--include", metavar="MẪU", help="Chỉ làm các xã có đường dẫn khớp mẫu, ví dụ “huyen-a/*”."),
    ] = None,
    exclude: Annotated[Patterns, typer.Option("--exclude", metavar="MẪU", help="Bỏ các xã khớp mẫu.")] = None,
    only: Annotated[
        str | None, typer.Option("--only", metavar="errors", help="errors: bảng chỉ ghi các xã có lỗi.")
    ] = None,
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
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON.")] = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Lập báo cáo của mọi xã trong một thư mục, rồi tổng hợp. Xã hỏng không làm dừng các xã khác."""
    if only not in (None, "errors"):
        raise UsageError(f"Giá trị “{only}” của --only không hợp lệ. Chỉ nhận: errors.")
    if not root.is_dir():
        raise UsageError(f"Không có thư mục {root}. Hãy kiểm tra lại đường dẫn.")
    from cchc_report.batch.discovery import find_workspaces
    from cchc_report.batch.job import Job
    from cchc_report.batch.run import plan, run_batch, write_batch
    from cchc_report.batch.summary import Summary
    from cchc_report.document.pdf import require_program

    wish = Job(root, "", period, write=not validate_only, force=force, timeout=timeout)
    planned = plan(root, find_workspaces(root, include or (), exclude or ()), wish)
    if dry_run:
        print_result("\n".join(job.path for job in planned), output)
        return 0
    wants_pdf = pdf and not validate_only
    if wants_pdf:
        require_program()
    with _shown(len(planned), quiet=quiet) as told:
        done = run_batch(root, period, planned, jobs or os.cpu_count() or 1, told)
    summary = Summary(()) if validate_only else write_batch(root, done, force=force)
    written = summary.outputs
    done, without_pdf = _with_pdfs(root, done, quiet=quiet) if wants_pdf else (done, "")
    shown = [one for one in done.communes if only is None or _is_bad(one, strict=strict)]
    if as_json:
        print_result(format_json(_as_json(root, done, shown, written)), output)
    else:
        print_result(_table(done.communes, shown, written), output)
    _tell(done, summary, quiet=quiet)
    if without_pdf:
        raise MachineError(without_pdf)
    return DataError.exit_code if any(_is_bad(one, strict=strict) for one in done.communes) else 0


def _tell(done: "Batch", summary: "Summary", *, quiet: bool) -> None:
    """Say on the error stream what contradicts what in the totals, and what the consolidated report leaves open."""
    problems = [f"Số tổng hợp, {one.place.label}: {one.message}" for one in done.totals.diagnostics]
    for note in () if quiet else filter(None, (done.totals.remark, *problems, *summary.notes)):
        print_notice(note)


def _with_pdfs(root: Path, done: "Batch", *, quiet: bool) -> tuple["Batch", str]:
    """Write the PDFs; return the batch with them, and which documents have none and why."""
    from cchc_report.batch.pdfs import write_pdfs
    from cchc_report.document.pdf import notes_on_pdf

    def tell(count: int, total: int) -> None:
        if not quiet:
            print_notice(f"Đang chuyển sang PDF: {format_number(count)}/{format_number(total)} tệp…")

    made = write_pdfs(root, done.communes, tell)
    if not quiet:
        print_notice("\n".join(notes_on_pdf(made.written)))
    return replace(done, communes=made.communes), made.message


def _is_bad(commune: "CommuneResult", *, strict: bool) -> bool:
    return commune.status != "ok" or (strict and commune.summary[Severity.WARNING] > 0)


def _as_json(root: Path, done: "Batch", shown: Sequence["CommuneResult"], written: Sequence[Path]) -> dict[str, object]:
    return {
        "communes": [
            {
                "path": one.path,
                "name": one.name,
                "status": one.status,
                "outputs": [str(root / one.path / output) for output in one.outputs],
                "summary": {**{severity.value: count for severity, count in one.summary.items()}, "rows": one.rows},
                "message": one.message or None,
            }
            for one in shown
        ],
        "totals": {
            "figures": done.totals.figures.json_ready(),
            "indicators": done.totals.indicators.json_ready(),
        },
        "outputs": [str(path) for path in written],
    }


def _table(communes: Sequence["CommuneResult"], shown: Sequence["CommuneResult"], written: Sequence[Path]) -> str:
    """Return a line for each commune, then how many there are of each status, then the files."""
    width = max((len(one.path) for one in shown), default=0)
    lines = [_line(one, width) for one in shown]
    counts = [
        f"{format_number(count)} {words}"
        for status, words in _STATUS_WORDS.items()
        if (count := sum(one.status == status for one in communes))
    ]
    unchanged = sum(one.unchanged for one in communes)
    told = f", trong đó {format_number(unchanged)} xã không có gì đổi nên giữ nguyên kết quả cũ" if unchanged else ""
    summary = f"{format_number(len(communes))} xã: {', '.join(counts)}{told}"
    return "\n".join([*lines, *([""] if lines else []), summary, *(f"Đã ghi {show_path(path)}" for path in written)])


def _line(commune: "CommuneResult", width: int) -> str:
    """Return a commune's line: `xa-a   xong    0 lỗi, 2 cảnh báo   3 tệp`, and below it why it failed."""
    problems = f"{commune.summary[Severity.ERROR]} {WORDS[Severity.ERROR]}, {commune.summary[Severity.WARNING]} {WORDS[Severity.WARNING]}"
    files = f"{len(commune.outputs)} tệp" if commune.outputs else ""
    line = f"{commune.path:<{width}}  {_STATUS_WORDS[commune.status]:<7} {problems if commune.status != 'failed' else '':<22} {files}"
    return "\n".join(filter(None, (line.rstrip(), f"  → {commune.message}" if commune.message else "")))


@contextmanager
def _shown(total: int, *, quiet: bool) -> Iterator["Told"]:
    """Show on a terminal how many communes are done, how fast and how long it will take; say so when stopped half-way."""
    done = 0

    def count(_result: "CommuneResult") -> None:
        nonlocal done
        done += 1

    try:
        if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
            yield count
            return
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(30),
            MofNCompleteColumn(),
            TextColumn("xã, còn"),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Đang bắt đầu", total=total)

            def tell(result: "CommuneResult") -> None:
                count(result)
                progress.update(task, advance=1, description=f"Xong {result.title[:30]}")

            yield tell
    except KeyboardInterrupt:
        print_notice(
            f"Đã dừng: xong {format_number(done)}/{format_number(total)} xã. Chạy lại lệnh này sẽ chỉ làm các xã còn lại."
        )
        raise
