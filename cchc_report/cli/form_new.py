"""`cchc form new`: a copy of a form to edit."""

from pathlib import Path
from typing import Annotated

import typer

from cchc_report.cli.options import Folder, Quiet
from cchc_report.cli.terminal import print_notice, print_result, show_path

EXAMPLES = """
cchc form new tinh-2027              chép biểu mẫu mới nhất thành templates/tinh-2027
cchc form new tinh-2027 --from thanh-hoa-2023
                                     chép từ một biểu mẫu khác
"""
_NEXT = """
Việc tiếp theo:
  1. Sửa form.toml bằng Notepad (lưu mã UTF-8) và hai mẫu .docx bằng Word. Tên dùng được: cchc form names.
  2. Kiểm tra: cchc form check {name}
  3. Dùng biểu mẫu này: ghi dòng form = "{name}" vào cchc.toml.
""".strip()


def form_new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="TÊN", help="Tên biểu mẫu mới: chữ thường không dấu, ví dụ tinh-2027.", show_default=False
        ),
    ],
    original: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="BIỂU_MẪU",
            help="Tên hoặc thư mục của biểu mẫu được chép (mặc định: biểu mẫu mới nhất).",
            show_default=False,
        ),
    ] = None,
    data: Folder = Path(),
    quiet: Quiet = False,
) -> int:
    """Chép một biểu mẫu vào thư mục templates của thư mục làm việc để sửa. Không đụng vào biểu mẫu đã có."""
    from cchc_report.setup.new_form import copy_form
    from cchc_report.workspace.workspace import open_workspace

    made = copy_form(open_workspace(data), name, original)
    print_result("\n".join(f"Đã tạo: {show_path(path)}" for path in made))
    if not quiet:
        print_notice(_NEXT.format(name=name))
    return 0
