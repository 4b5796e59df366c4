"""`cchc build`: write the report of a period."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.clock import AsOf, read_day, today
from cchc_report.cli.options import Folder, Quiet, Strict
from cchc_report.cli.outcome import is_failure
from cchc_report.cli.progress_bar import shown_progress
from cchc_report.cli.show import format_diagnostics, format_json, format_summary
from cchc_report.cli.terminal import print_notice, print_result, show_path, wants_colour
from cchc_report.ground.diagnostics import Diagnostic, has_errors
from cchc_report.ground.errors import DataError, UsageError
from cchc_report.ground.machine import open_with_system

if TYPE_CHECKING:
    from cchc_report.report.build import Report
    from cchc_report.report.publish import WantedDocuments
    from cchc_report.workspace.workspace import Workspace

EXAMPLES = """
cchc build 2023                      báo cáo năm 2023 và phụ lục, một tệp Word
cchc build 2023-6M --split --pdf     hai tệp riêng, thêm bản PDF
cchc build 2023 --trace              thêm bản đối chiếu, mỗi số liệu có chú thích nguồn
cchc build 2023 --charts             thêm phụ lục biểu đồ
cchc build 2023 --as-of 30/11/2023   số liệu tính đến một ngày trong kỳ
cchc build 2023 --draft              vẫn lập khi còn lỗi, mỗi trang có chữ DỰ THẢO
cchc build 2023 --open               lập xong mở bằng Word
cchc build 2023 --json -o so-lieu.json
"""


def build(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    period: Annotated[
        str,
        typer.Argument(
            metavar="KỲ", help="Kỳ báo cáo: 2023 (năm), 2023-Q1 … 2023-Q4 (quý), 2023-6M, 2023-9M.", show_default=False
        ),
    ],
    data: Folder = Path(),
    split: Annotated[bool, typer.Option("--split", help="Ghi báo cáo và phụ lục thành hai tệp.")] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help="Ghi thêm bản PDF.")] = False,
    trace: Annotated[
        bool,
        typer.Option(
            "--trace",
            help="Ghi thêm bản đối chiếu: mỗi số liệu có chú thích nói rõ nguồn; và phụ lục dạng bảng tính.",
        ),
    ] = False,
    charts: Annotated[bool, typer.Option("--charts", help="Thêm phụ lục biểu đồ, sửa được trong Word.")] = False,
    as_of: AsOf = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Vẫn lập khi còn lỗi: bỏ dòng sai, in chữ DỰ THẢO trên mỗi trang.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Ghi đè báo cáo đã được sửa trong Word (bản cũ được giữ lại).")
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Lập xong thì mở báo cáo.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="In kết quả dạng JSON: tệp đã ghi, số liệu, chỉ tiêu, lỗi.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="TỆP",
            help="Cùng --json: ghi JSON vào tệp thay vì in ra màn hình.",
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Kiểm tra số liệu rồi lập báo cáo cải cách hành chính và phụ lục số liệu của một kỳ."""
    if output and not as_json:
        raise UsageError(
            "--output là tệp nhận kết quả JSON, chỉ dùng cùng --json. Báo cáo luôn nằm trong thư mục out của kỳ."
        )
    workspace, report = _build(data, period, read_day(as_of), quiet=quiet)
    _print_diagnostics(report, quiet=quiet)
    from cchc_report.report.publish import WantedDocuments

    wanted = WantedDocuments(split=split, draft=draft, force=force, pdf=pdf, trace=trace, charts=charts)
    written, failure = _write(report, workspace, wanted, strict=strict)
    late = _finish(report, workspace, keeps=bool(written) and not draft, quiet=quiet)
    if as_json:
        from cchc_report.report.report_json import BuildJson

        print_result(format_json(BuildJson.of(report, written, (*late, *_faults(failure)))), output, force=force)
    if failure:
        raise failure
    if not quiet:
        print_notice(
            "\n".join([*_notes(written), *_left(report, workspace, wanted), f"Đã lập báo cáo {report.period.name}:"])
        )
    if not as_json:
        print_result("\n".join(map(show_path, written)))
    if open_it:
        _open(written)
    return DataError.exit_code if is_failure(report.diagnostics, strict=strict) else 0


def _build(folder: Path, period: str, as_of: date | None, *, quiet: bool) -> tuple["Workspace", "Report"]:
    """Open the workspace and build the period's report, in memory only."""
    from cchc_report.report.build import build_report
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(folder, today())
    named = workspace.parse_period(period, as_of)
    with shown_progress(quiet=quiet) as progress:
        return workspace, build_report(workspace, named, progress)


def _print_diagnostics(report: "Report", *, quiet: bool) -> None:
    """Print what is wrong to standard error: standard output is for the result."""
    colour = wants_colour(sys.stderr)
    lines = format_diagnostics(report.diagnostics, quiet=quiet, colour=colour)
    from cchc_report.tables.tally import tally_sheets

    sheets = tally_sheets(report.ledger, report.diagnostics)
    summary = format_summary(report.diagnostics, sheets, quiet=quiet, colour=colour)
    print_notice("\n\n".join(filter(None, (lines, summary))))


def _write(
    report: "Report", workspace: "Workspace", wanted: "WantedDocuments", *, strict: bool
) -> tuple[tuple[Path, ...], DataError | None]:
    """Write the documents; where the data forbid it, return why, so that the JSON is printed all the same."""
    from cchc_report.report.publish import write_report

    only_warnings = not has_errors(report.diagnostics)
    if only_warnings and not wanted.draft and is_failure(report.diagnostics, strict=strict):
        return (), DataError(
            "Chưa lập báo cáo vì còn cảnh báo và lệnh có --strict. Hãy sửa các cảnh báo ở trên, hoặc bỏ --strict."
        )
    try:
        return write_report(report, workspace, wanted), None
    except DataError as error:
        return (), error


def _left(report: "Report", workspace: "Workspace", wanted: "WantedDocuments") -> tuple[str, ...]:
    """Return a line on the files of earlier builds that stay because somebody has edited them."""
    from cchc_report.report.publish import left_by_others

    names = left_by_others(report, workspace, wanted)
    if not names:
        return ()
    return (f"Còn tệp của lần lập trước, đã được sửa nên giữ lại: {', '.join(names)}. Không dùng nữa thì xóa đi.",)


def _faults(failure: DataError | None) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the templates where that kept the documents from being written."""
    from cchc_report.document import TemplateError

    return failure.diagnostics if isinstance(failure, TemplateError) else ()


def _finish(report: "Report", workspace: "Workspace", *, keeps: bool, quiet: bool) -> tuple[Diagnostic, ...]:
    """Make records of what an old history alone knows; tell what that and the printing brought up, which stops nothing."""
    from cchc_report.report.old_history import adopt_old_history

    problems = (*report.late_diagnostics, *(adopt_old_history(workspace) if keeps else ()))
    print_notice(format_diagnostics(problems, quiet=quiet, colour=wants_colour(sys.stderr)))
    return problems


def _notes(written: tuple[Path, ...]) -> tuple[str, ...]:
    """Return what a clerk should know of the PDFs among the files."""
    from cchc_report.document.pdf.pdf import notes_on_pdf

    return notes_on_pdf(written)


def _open(written: tuple[Path, ...]) -> None:
    """Show the first document; where the system cannot, the user is told and nothing fails."""
    if written and not open_with_system(written[0]):
        print_notice(f"Không tự mở được báo cáo. Hãy mở tệp “{show_path(written[0])}”.")
