"""`cchc form check`: prove a form pack before it is used."""

from pathlib import Path
from typing import Annotated

import typer

from cchc_report.cli.options import Folder, Format, Output, Overwrite, Quiet, ResultFormat, Strict
from cchc_report.cli.outcome import Printing, exit_code, print_check

EXAMPLES = """
cchc form check                      kiểm tra biểu mẫu mà thư mục hiện tại dùng cho các kỳ
cchc form check thanh-hoa-2023       kiểm tra một biểu mẫu có sẵn
cchc form check bieu-mau/tinh-moi    kiểm tra biểu mẫu trong một thư mục
"""


def form_check(  # noqa: PLR0913, PLR0917 - one parameter an option: Typer reads them from the signature
    form: Annotated[
        str,
        typer.Argument(
            metavar="BIỂU_MẪU",
            help="Tên hoặc thư mục của biểu mẫu. Bỏ trống: biểu mẫu ghi trong cchc.toml, hoặc mọi biểu mẫu chọn theo kỳ.",
            show_default=False,
        ),
    ] = "",
    data: Folder = Path(),
    result_format: ResultFormat = Format.TEXT,
    output: Output = None,
    force: Overwrite = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> int:
    """Kiểm tra một biểu mẫu: thẻ trong mẫu Word, công thức, quy tắc đối chiếu, dòng phụ lục."""
    from cchc_report.setup.form_proof import prove_form
    from cchc_report.workspace.workspace import open_workspace

    given = Path(form)
    if form and (given / "form.toml").is_file():
        folders: tuple[Path, ...] = (given,)
    else:
        workspace = open_workspace(data)
        folders = (workspace.find_form(form),) if form else workspace.form_folders()
    diagnostics = tuple(problem for folder in folders for problem in prove_form(folder))
    print_check(diagnostics, Printing(result_format, output, quiet, force))
    return exit_code(diagnostics, strict=strict)
