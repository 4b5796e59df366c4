"""`cchc explain`: how a figure came about."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.clock import AsOf, read_day, today
from cchc_report.cli.options import AsJson, Folder, Output, Overwrite, PeriodName
from cchc_report.cli.result_files import write_result
from cchc_report.cli.show import format_json
from cchc_report.cli.terminal import print_notice, print_result, show_path
from cchc_report.ground.diagnostics import has_errors
from cchc_report.ground.errors import DataError
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from cchc_report.report.build import Report
    from cchc_report.report.explain import Explanation

EXAMPLES = """
cchc explain 2023 3.3.2              dòng 3.3.2 của phụ lục tính thế nào, từ những dòng nào của sổ
cchc explain 2023 dossiers.on_time_rate
                                     một số liệu gọi bằng tên
cchc explain 2023 3.5 --rows         liệt kê từng dòng được đếm, không có tên người
cchc explain 2023 3.3.2 --xlsx ho-so-dung-hen.xlsx
                                     ghi các dòng ấy ra sổ tính
"""


def explain(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    period: PeriodName,
    code: Annotated[
        str,
        typer.Argument(
            metavar="MÃ|TÊN",
            help="Mã một dòng phụ lục (3.3.2) hoặc tên số liệu (dossiers.on_time).",
            show_default=False,
        ),
    ],
    data: Folder = Path(),
    rows: Annotated[bool, typer.Option("--rows", help="Liệt kê từng dòng được đếm, bỏ cột tên người.")] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="TỆP", help="Ghi các dòng được đếm ra sổ tính.", show_default=False)
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    output: Output = None,
    force: Overwrite = False,
) -> int:
    """Cho biết một số liệu từ đâu ra: công thức, quy tắc chọn dòng, các dòng được đếm, quy tắc đối chiếu."""
    from cchc_report.report.build import build_report
    from cchc_report.report.explain import explain as explain_figure
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(data, today())
    report = build_report(workspace, workspace.parse_period(period, read_day(as_of)))
    explanation = explain_figure(report, code)
    if as_json:
        print_result(format_json(explanation.to_json()), output, force=force)
    else:
        print_result(_as_text(explanation, report, with_rows=rows), output, force=force)
    if xlsx:
        _write_rows(explanation, report, xlsx, force=force)
    if has_errors(report.diagnostics):
        print_notice("Số liệu còn lỗi nên các dòng sai chưa được đếm. Gõ “cchc validate” để xem lỗi.")
        return DataError.exit_code
    return 0


def _as_text(explanation: "Explanation", report: "Report", *, with_rows: bool) -> str:
    """Return the explanation as lines of label and content."""
    from cchc_report.report.explanation_text import checks_of, sayings_of, title_of

    lines = [title_of(explanation)]
    for saying in (*sayings_of(explanation, report), *checks_of(explanation)):
        first, *rest = saying.lines
        lines += [f"  {saying.about + ':':<12}{first}".rstrip(), *(f"    {line}" for line in rest)]
    return "\n".join([*lines, *(_row_lines(explanation, report) if with_rows else [])])


def _row_lines(explanation: "Explanation", report: "Report") -> list[str]:
    from cchc_report.report.row_contents import contents_of, show_row

    lines: list[str] = []
    for found in contents_of(report.tables, explanation.rows):
        lines += ["", "\t".join(found.headers), *map(show_row, found.rows)]
    return lines


def _write_rows(explanation: "Explanation", report: "Report", path: Path, *, force: bool) -> None:
    from cchc_report.report.row_contents import contents_of
    from cchc_report.workbook.plain_table import PlainTable, write_tables

    tables = [PlainTable(each.title, each.headers, each.rows) for each in contents_of(report.tables, explanation.rows)]
    if not tables:
        raise DataError(f"Số liệu {explanation.code} không đếm từ dòng nào, nên không ghi {show_path(path)}.")
    write_result(path, write_tables(tables), force=force)
    print_notice(f"Đã ghi {format_number(len(explanation.rows))} dòng vào {show_path(path)}")
