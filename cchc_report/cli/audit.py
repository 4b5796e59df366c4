"""`cchc audit`: what contradicts what in a report that somebody typed."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.options import AsJson, Folder, Output, Quiet, Strict
from cchc_report.cli.outcome import exit_code
from cchc_report.cli.progress_bar import shown_progress
from cchc_report.cli.show import (
    diagnostics_json,
    format_diagnostics,
    format_json,
    format_summary,
    paint_heading,
    summary_json,
)
from cchc_report.cli.terminal import print_notice, print_result, show_path, wants_colour, write_file
from cchc_report.ground.errors import DataError, UsageError

if TYPE_CHECKING:
    from cchc_report.audit import Audit

EXAMPLES = """
cchc audit bao-cao-2022.docx         chỉ ra những chỗ mâu thuẫn trong một báo cáo đã viết
cchc audit bao-cao.pdf               báo cáo lưu dạng PDF, có lớp chữ
cchc audit bao-cao.docx --appendix phu-luc.docx
                                     phụ lục nằm ở tệp riêng
cchc audit cac-bao-cao/              mọi báo cáo trong một thư mục
cchc audit bao-cao-2022.docx --xlsx 2022.xlsx
                                     ghi số liệu đọc được thành sổ tính
"""


def audit(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    target: Annotated[
        Path,
        typer.Argument(
            metavar="TỆP|THƯ_MỤC",
            help="Báo cáo dạng Word (.docx) hoặc PDF, hoặc thư mục chứa chúng.",
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
    as_json: AsJson = False,
    output: Output = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Đọc số liệu trong một báo cáo đã viết và chỉ ra chỗ nào mâu thuẫn với chỗ nào. Không ghi gì vào báo cáo."""
    reports = _reports(target)
    if target.is_dir() and (appendix or xlsx):
        raise UsageError("--appendix và --xlsx chỉ dùng với một báo cáo, không dùng với thư mục.")
    if appendix and not appendix.is_file():
        raise UsageError(f"Không có tệp {appendix}. Hãy kiểm tra lại đường dẫn sau --appendix.")

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
    print_result(_as_json(audits, target) if as_json else _as_text(audits, output, quiet=quiet), output)
    if xlsx:
        _write_workbook(audits[0], xlsx, quiet=quiet)
    return exit_code(tuple(one for each in audits for one in each.diagnostics), strict=strict)


def _reports(target: Path) -> list[tuple[Path, str]]:
    """Return the reports that are meant, each with the name diagnostics use; raises UsageError where there is none."""
    if not target.exists():
        raise UsageError(f"Không có tệp hoặc thư mục {target}. Hãy kiểm tra lại đường dẫn.")
    if not target.is_dir():
        return [(target, target.name)]
    endings = (".docx", ".docm", ".doc", ".pdf")
    found = sorted(path for path in target.rglob("*") if path.suffix.lower() in endings and path.is_file())
    reports = [path for path in found if not path.name.startswith(("~$", "."))]  # Word's marks of open files
    if not reports:
        raise UsageError(f"Thư mục {target} không có báo cáo nào (.docx, .pdf).")
    return [(path, path.relative_to(target).as_posix()) for path in reports]


def _as_text(audits: "Sequence[Audit]", output: Path | None, *, quiet: bool) -> str:
    """Return what is wrong in each report, then how much of it was read."""
    colour = output is None and wants_colour(sys.stdout)
    shown: list[str] = []
    for one in audits:
        heading = paint_heading(one.file, wanted=colour) if len(audits) > 1 and not quiet else ""
        lines = format_diagnostics(one.diagnostics, quiet=quiet, colour=colour)
        summary = format_summary(one.diagnostics, one.tallies, quiet=quiet, colour=colour)
        shown.append("\n\n".join(filter(None, (heading, lines, summary))))
    return "\n\n".join(filter(None, shown))


def _as_json(audits: "Sequence[Audit]", target: Path) -> str:
    """Return one report's figures and problems; of a folder, those of each report with its name."""
    found = [_json_of(one) for one in audits]
    if not target.is_dir():
        return format_json(found[0])
    return format_json({"reports": [{"file": one.file, **said} for one, said in zip(audits, found, strict=True)]})


def _json_of(audit: "Audit") -> dict[str, object]:
    return {
        "period": audit.period.id if audit.period else None,
        "indicators": audit.indicators_json(),
        "figures": audit.figures_json(),
        "diagnostics": diagnostics_json(audit.diagnostics),
        "summary": summary_json(audit.diagnostics, audit.rows),
    }


def _write_workbook(audit: "Audit", path: Path, *, quiet: bool) -> None:
    from cchc_report.audit import workbook_of

    if not audit.appendix.values and not audit.body.figures:
        raise DataError(f"Không đọc được số liệu nào trong {audit.file}, nên không ghi {show_path(path)}.")
    write_file(path, workbook_of(audit))
    if not quiet:
        print_notice(f"Đã ghi số liệu đọc được vào {show_path(path)}")
