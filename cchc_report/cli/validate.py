"""`cchc validate`: check the workbooks of a period, some files, or everything in the workspace."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.clock import AsOf, read_day, today
from cchc_report.cli.copies import print_copies
from cchc_report.cli.options import Folder, Format, Output, Overwrite, Quiet, ResultFormat, Strict
from cchc_report.cli.outcome import Printing, exit_code, print_check
from cchc_report.cli.progress_bar import shown_progress
from cchc_report.cli.story import print_story
from cchc_report.cli.terminal import show_path
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import parse_period
from cchc_report.ground.progress import Progress

if TYPE_CHECKING:
    from cchc_report.report.build import Validation
    from cchc_report.workspace.annotation import Sources

EXAMPLES = """
cchc validate                        kiểm tra mọi sổ tính trong thư mục hiện tại
cchc validate 2023-Q1                chỉ kiểm tra số liệu quý I năm 2023
cchc validate ho-so.xlsx             kiểm tra một tệp bất kỳ
cchc validate 2023 --annotate --open ghi bản sao có tô màu các ô sai, rồi mở ra xem
cchc validate 2023 --format json -o loi.json
cchc validate --explain CC203        giải thích mã lỗi CC203, có ví dụ
"""

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="KỲ|TỆP",
        help="Một kỳ báo cáo (2023, 2023-Q1, 2023-6M, 2023-9M) hoặc các tệp bảng tính. Bỏ trống: mọi sổ tính.",
        show_default=False,
    ),
]


def validate(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    targets: Targets = None,
    data: Folder = Path(),
    result_format: ResultFormat = Format.TEXT,
    output: Output = None,
    force: Overwrite = False,
    annotate: Annotated[
        bool,
        typer.Option("--annotate", help="Ghi bản sao của từng sổ có vấn đề: ô sai được tô màu, kèm cách sửa."),
    ] = False,
    open_it: Annotated[bool, typer.Option("--open", help="Cùng --annotate: ghi xong thì mở bản sao.")] = False,
    as_of: AsOf = None,
    strict: Strict = False,
    quiet: Quiet = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="MÃ",
            help="Chỉ giải thích một mã lỗi, ví dụ CC203: nghĩa là gì, vì sao quan trọng, sửa thế nào.",
            show_default=False,
        ),
    ] = None,
) -> int:
    """Kiểm tra các sổ tính và chỉ ra từng ô sai, kèm cách sửa. Không ghi gì vào sổ tính."""
    if explain is not None:
        is_alone = not targets and not annotate and result_format is Format.TEXT
        return _explain(explain, output, is_alone=is_alone, force=force)
    if open_it and not annotate:
        raise UsageError("--open mở bản sao có tô màu, chỉ dùng cùng --annotate.")
    with shown_progress(quiet=quiet) as progress:
        validation = _validate(targets or [], data, read_day(as_of), progress)
    needs_sources = annotate or output or result_format is Format.GITHUB
    sources = _sources(targets or [], data) if needs_sources else ()
    paths = {name: Path(show_path(path)).as_posix() for path, name in sources}
    printing = Printing(result_format, output, quiet, force, tuple(path for path, _ in sources), paths)
    print_check(validation.diagnostics, printing, validation.ledger)
    if annotate:
        print_copies(sources, validation.diagnostics, quiet=quiet, open_it=open_it)
    return exit_code(validation.diagnostics, strict=strict)


def _explain(code: str, output: Path | None, *, is_alone: bool, force: bool) -> int:
    if not is_alone:
        raise UsageError("--explain không kiểm tra sổ nào, chỉ đi với mã lỗi, ví dụ: cchc validate --explain CC203")
    print_story(code, output, force=force)
    return 0


def _validate(targets: list[str], folder: Path, as_of: date | None, progress: Progress) -> "Validation":
    """Check what was named: nothing (all), one period, or files."""
    periods = [target for target in targets if _is_period(target)]
    if periods and len(targets) > 1:
        raise UsageError("Mỗi lần chỉ kiểm tra một kỳ báo cáo, hoặc một số tệp; không trộn hai thứ trong một lệnh.")
    paths = [_existing_file(target) for target in targets if not periods]

    from cchc_report.report.build import validate_files, validate_workspace
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(folder, today())
    if paths:
        return validate_files(paths, workspace, progress)
    return validate_workspace(workspace, workspace.parse_period(periods[0], as_of) if periods else None, progress)


def _sources(targets: list[str], folder: Path) -> "Sources":
    """Return the workbooks that `_validate` read, each with the name its diagnostics use."""
    from cchc_report.workspace.annotation import workbooks_of
    from cchc_report.workspace.workspace import open_workspace

    workspace = open_workspace(folder)
    if targets and not _is_period(targets[0]):
        return tuple((Path(target), Path(target).name) for target in targets)
    return workbooks_of(workspace, workspace.parse_period(targets[0]) if targets else None)


def _is_period(text: str) -> bool:
    """Tell whether it is the name of a period; anything else is the name of a file."""
    try:
        parse_period(text)
    except UsageError:
        return False
    return True


def _existing_file(text: str) -> Path:
    """Return the path of a file that is there. Raises UsageError."""
    path = Path(text)
    if path.is_dir():
        raise UsageError(f"“{text}” là thư mục. Muốn kiểm tra cả thư mục, hãy gõ: cchc validate --data {text}")
    if not path.exists():
        raise UsageError(
            f"“{text}” không phải kỳ báo cáo (2023, 2023-Q1, 2023-6M, 2023-9M) và cũng không có tệp nào tên như vậy."
        )
    return path
