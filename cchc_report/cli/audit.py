"""`cchc audit`: what contradicts what in a report that somebody typed."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from cchc_report.cli.options import AsJson, Folder, Output, Overwrite, Quiet, Strict
from cchc_report.cli.outcome import exit_code
from cchc_report.cli.progress_bar import shown_progress
from cchc_report.cli.result_files import write_result
from cchc_report.cli.show import (
    format_diagnostics,
    format_json,
    format_summary,
    paint_heading,
)
from cchc_report.cli.terminal import print_notice, print_result, show_path, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import count_by_severity
from cchc_report.ground.errors import DataError, UsageError

if TYPE_CHECKING:
    from cchc_report.audit import Audit

EXAMPLES = """
cchc audit bao-cao-2022.docx         chỉ ra những chỗ mâu thuẫn trong một báo cáo đã viết
cchc audit bao-cao.pdf               báo cáo lưu dạng PDF, có lớp chữ
cchc audit bao-cao.docx --appendix phu-luc.docx
                                     phụ lục nằm ở tệp riêng
cchc audit cac-bao-cao/              mọi báo cáo trong một thư mục
cchc audit bao-cao-2022.docx --show  xem từng con số của lời văn được hiểu là số liệu nào
cchc audit bao-cao-2022.docx --xlsx 2022.xlsx
                                     ghi số liệu đọc được thành sổ tính
"""


def audit(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    target: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP|THƯ_MỤC",
            help="Báo cáo dạng Word (.docx; .doc, .odt, .rtf khi máy có LibreOffice) hoặc PDF, hoặc thư mục chứa chúng.",
            show_default=False,
        ),
    ],
    appendix: Annotated[
        Path | None,
        typer.Option("--appendix", metavar="TỆP", help="Phụ lục, khi nằm ở tệp riêng.", show_default=False),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="KỲ",
            help="Kỳ của báo cáo, khi tên báo cáo không nói rõ: 2023, 2023-Q1…",
            show_default=False,
        ),
    ] = None,
    data: Folder = Path(),
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx",
            metavar="TỆP",
            help="Ghi số liệu đọc được ra sổ tính, để bắt đầu một thư mục làm việc.",
            show_default=False,
        ),
    ] = None,
    show: Annotated[
        bool, typer.Option("--show", help="In từng con số của lời văn, được hiểu là số liệu nào.", show_default=False)
    ] = False,
    as_json: AsJson = False,
    output: Output = None,
    force: Overwrite = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Đọc số liệu trong một báo cáo đã viết và chỉ ra chỗ nào mâu thuẫn với chỗ nào. Không ghi gì vào báo cáo."""
    reports = _reports(target)
    if xlsx and target.is_dir():
        raise UsageError(_ONE_REPORT)
    if appendix:
        _refuse_wrong_appendix(target, appendix)

    from cchc_report.audit import audit_report, forms_of
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(data)
    known = workspace.parse_period(period) if period else None
    forms = forms_of(workspace)
    audits: list[Audit] = []
    with shown_progress(quiet=quiet) as progress:
        for path, name in reports:
            progress.opening(name)
            audits.append(audit_report(path, forms, name, appendix, known))
    shown = AuditShown(numbers=show, quiet=quiet, colour=output is None and wants_colour(sys.stdout))
    print_result(
        _as_json(audits, target, shown) if as_json else _as_text(audits, shown),
        output,
        force=force,
        inputs=[path for path, _ in reports],
    )
    if xlsx:
        _write_workbook(audits[0], xlsx, force=force, quiet=quiet)
    return exit_code(tuple(one for each in audits for one in each.diagnostics), strict=strict)


_ONE_REPORT = "--appendix và --xlsx chỉ dùng với một báo cáo, không dùng với thư mục."


def _refuse_wrong_appendix(target: Path, appendix: Path) -> None:
    if target.is_dir():
        raise UsageError(_ONE_REPORT)
    if not appendix.is_file():
        raise UsageError(f"Không có tệp {appendix}. Hãy kiểm tra lại đường dẫn sau --appendix.")


def _reports(target: Path) -> list[tuple[Path, str]]:
    """Return the reports that are meant, each with the name diagnostics use; raises UsageError where there is none."""
    if not target.exists():
        raise UsageError(f"Không có tệp hoặc thư mục {target}. Hãy kiểm tra lại đường dẫn.")
    if not target.is_dir():
        return [(target, target.name)]
    from cchc_report.audit.written import READABLE

    found = sorted(path for path in target.rglob("*") if path.suffix.lower() in READABLE and path.is_file())
    reports = [path for path in found if not path.name.startswith(("~$", "."))]  # Word's marks of open files
    if not reports:
        raise UsageError(f"Thư mục {target} không có báo cáo nào ({', '.join(READABLE)}).")
    return [(path, path.relative_to(target).as_posix()) for path in reports]


class AuditShown(NamedTuple):
    """What of an audit is printed: each number of the text too, no summary where quiet."""

    numbers: bool
    quiet: bool
    colour: bool


def _as_text(audits: "Sequence[Audit]", shown: AuditShown) -> str:
    """Return what is wrong in each report, then how much of it was read; of several, a table of all besides."""
    texts: list[str] = [_text_of(one, shown, is_one_of_many=len(audits) > 1) for one in audits]
    table = "" if shown.quiet or len(audits) < 2 else _table_of(audits)
    return "\n\n".join(filter(None, (*texts, table)))


def _text_of(audit: "Audit", shown: AuditShown, *, is_one_of_many: bool) -> str:
    from cchc_report.audit.ledger import shown_numbers

    quiet, colour = shown.quiet, shown.colour
    heading = paint_heading(audit.file, wanted=colour) if is_one_of_many and not quiet else ""
    numbers = shown_numbers(audit.body) if shown.numbers else ""
    lines = format_diagnostics(audit.diagnostics, quiet=quiet, colour=colour)
    summary = format_summary(audit.diagnostics, audit.tallies, quiet=quiet, colour=colour)
    read = "" if quiet else audit.ledger.shown
    return "\n\n".join(filter(None, (heading, numbers, lines, summary, read)))


def _table_of(audits: "Sequence[Audit]") -> str:
    """Return a line for each report: its problems, and how many of its numbers were understood."""
    width = max(len(one.file) for one in audits)
    rows = [f"{'Báo cáo':{width}}{'lỗi':>6}{'cảnh báo':>10}{'ghi chú':>9}{'hiểu':>12}"]
    for one in audits:
        counts, read = count_by_severity(one.diagnostics), one.ledger.both
        told = "".join(f"{counts[severity]:>{size}}" for severity, size in zip(Severity, (6, 10, 9), strict=True))
        rows.append(f"{one.file:{width}}{told}{f'{read.understood}/{read.all} số':>12}")
    return "\n".join(rows)


def _as_json(audits: "Sequence[Audit]", target: Path, shown: AuditShown) -> str:
    """Return one report's figures and problems; of a folder, those of each report with its name."""
    from cchc_report.audit.audit_json import AuditFolderJson, AuditJson

    return format_json(
        AuditFolderJson.of_all(audits, numbers=shown.numbers)
        if target.is_dir()
        else AuditJson.of(audits[0], numbers=shown.numbers)
    )


def _write_workbook(audit: "Audit", path: Path, *, force: bool, quiet: bool) -> None:
    from cchc_report.audit import workbook_of

    if not audit.appendix.values and not audit.body.figures:
        raise DataError(f"Không đọc được số liệu nào trong {audit.file}, nên không ghi {show_path(path)}.")
    write_result(path, workbook_of(audit), force=force)
    if not quiet:
        print_notice(f"Đã ghi số liệu đọc được vào {show_path(path)}")
