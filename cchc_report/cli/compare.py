"""`cchc compare`: two periods side by side."""

import shutil
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.clock import today
from cchc_report.cli.options import AsJson, Folder, Output, Overwrite, Quiet
from cchc_report.cli.progress_bar import shown_progress
from cchc_report.cli.result_files import write_result
from cchc_report.cli.show import format_diagnostics, format_json, paint_heading, paint_severity, plain
from cchc_report.cli.terminal import print_notice, print_result, show_path, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, has_errors
from cchc_report.ground.errors import DataError

if TYPE_CHECKING:
    from cchc_report.compare.compare import Comparison
    from cchc_report.compare.comparison_table import Shown

EXAMPLES = """
cchc compare 2022 2023               từng chỉ tiêu của hai năm, tăng giảm bao nhiêu
cchc compare 2023-Q3 2023-Q2         hai quý; cột thứ nhất là kỳ gõ trước
cchc compare 2022 2023 --only-marked chỉ những chỗ tăng giảm khác thường, dễ là gõ nhầm
cchc compare 2022 2023 --figures     cả số liệu trong phần lời của báo cáo
cchc compare 2022 2023 --xlsx so-sanh.xlsx
cchc compare bao-cao-2022.docx 2023  một báo cáo cũ (Word, PDF), so với sổ tính năm nay
cchc compare out/2023/bao-cao-2023.json 2023
                                     số liệu lúc lập báo cáo, so với sổ tính hiện nay
"""

_WIDEST = 120  # beyond, the eye loses the line between a label and its numbers
_NARROWEST = 60


def compare(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    before: Annotated[
        str,
        typer.Argument(
            metavar="KỲ_TRƯỚC",
            help="Kỳ thứ nhất: 2022, 2023-Q1, 2023-6M…; hoặc tệp: báo cáo cũ .docx, .pdf, số liệu .json ghi cạnh báo cáo.",
            show_default=False,
        ),
    ],
    after: Annotated[str, typer.Argument(metavar="KỲ_SAU", help="Kỳ thứ hai, cũng gõ như vậy.", show_default=False)],
    data: Folder = Path(),
    figures: Annotated[
        bool, typer.Option("--figures", help="So cả các số liệu có tên (dossiers.received), không chỉ dòng phụ lục.")
    ] = False,
    only_marked: Annotated[
        bool, typer.Option("--only-marked", help="Chỉ liệt kê những dòng tăng, giảm khác thường.")
    ] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi bảng so sánh ra sổ tính.", show_default=False)
    ] = None,
    as_json: AsJson = False,
    output: Output = None,
    force: Overwrite = False,
    quiet: Quiet = False,
) -> int:
    """So sánh số liệu hai kỳ: chênh lệch, phần trăm, đánh dấu chỗ tăng giảm khác thường. Số liệu một kỳ lấy từ sổ tính; không còn sổ tính thì lấy từ lịch sử các kỳ đã lập (tệp .json cạnh báo cáo trong thư mục out)."""
    comparison, problems = _compare(before, after, data, quiet=quiet)
    _tell(comparison, problems, quiet=quiet)
    if as_json:
        from cchc_report.compare.compare import CompareJson

        told = CompareJson.of(comparison, figures=figures, only_marked=only_marked)
        print_result(format_json(told), output, force=force)
    else:
        print_result(
            _as_text(comparison, _shown(output, figures=figures, only_marked=only_marked)), output, force=force
        )
    if xlsx:
        write_result(xlsx, _as_workbook(comparison, figures=figures, only_marked=only_marked), force=force)
        print_notice(f"Đã ghi bảng so sánh vào {show_path(xlsx)}")
    return DataError.exit_code if has_errors(problems) else 0


def _compare(before: str, after: str, folder: Path, *, quiet: bool) -> tuple["Comparison", tuple[Diagnostic, ...]]:
    from cchc_report.compare.compare import compare as compare_sides
    from cchc_report.compare.sides import find_side, form_of
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(folder, today())
    with shown_progress(quiet=quiet) as progress:
        found = [find_side(given, workspace, progress) for given in (before, after)]
    first, second = (one.side for one in found)
    problems = dict.fromkeys(problem for one in found for problem in one.problems)
    return compare_sides(first, second, form_of(second, workspace).swings), tuple(problems)


def _tell(comparison: "Comparison", problems: tuple[Diagnostic, ...], *, quiet: bool) -> None:
    """Say on standard error what limits the comparison."""
    colour = wants_colour(sys.stderr)
    print_notice(format_diagnostics(problems, quiet=quiet, colour=colour))
    if has_errors(problems):
        print_notice("Số liệu còn lỗi nên các dòng sai chưa được tính. Gõ “cchc validate” để xem lỗi.")
    if not quiet:
        word = paint_severity("cảnh báo", Severity.WARNING, wanted=colour)
        print_notice("\n".join(f"{word}: {plain(warning)}" for warning in comparison.warnings))


def _shown(output: Path | None, *, figures: bool, only_marked: bool) -> "Shown":
    from cchc_report.compare.comparison_table import Shown

    colour = output is None and wants_colour(sys.stdout)
    width = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    return Shown(
        width=width,
        figures=figures,
        only_marked=only_marked,
        heading=partial(paint_heading, wanted=colour),
        mark=partial(paint_severity, severity=Severity.WARNING, wanted=colour),
    )


def _as_text(comparison: "Comparison", shown: "Shown") -> str:
    from cchc_report.compare.comparison_table import comparison_lines

    return "\n".join(comparison_lines(_plain(comparison), shown))


def _plain(comparison: "Comparison") -> "Comparison":
    """Return a comparison whose words command no terminal: those of a history or a record may be anybody's."""
    before, after = (
        replace(side, name=plain(side.name), source=plain(side.source))
        for side in (comparison.before, comparison.after)
    )
    indicators, figures = (
        tuple(replace(one, code=plain(one.code), label=plain(one.label), unit=plain(one.unit)) for one in rows)
        for rows in (comparison.indicators, comparison.figures)
    )
    return replace(comparison, before=before, after=after, indicators=indicators, figures=figures)


def _as_workbook(comparison: "Comparison", *, figures: bool, only_marked: bool) -> bytes:
    from cchc_report.compare.comparison_table import comparison_header, comparison_rows, sources_rows
    from cchc_report.workbook.plain_table import PlainTable, write_tables

    header = comparison_header(comparison)
    parts = [("Phụ lục", comparison.indicators)] + ([("Số liệu", comparison.figures)] if figures else [])
    tables = [
        PlainTable(title, header, comparison_rows(rows, comparison, only_marked=only_marked)) for title, rows in parts
    ]
    sources = PlainTable("Nguồn", ("Cột", "Kỳ", "Từ ngày", "Đến ngày", "Lấy từ", "Biểu mẫu"), sources_rows(comparison))
    return write_tables([*tables, sources])
