"""`cchc form names`: what the templates of a form may name."""

from typing import TYPE_CHECKING, Annotated

import typer

from cchc_report.cli.options import Output, Overwrite
from cchc_report.cli.terminal import print_result
from cchc_report.ground.errors import UsageError

if TYPE_CHECKING:
    from cchc_report.reference.template_names import NameGroup

EXAMPLES = """
cchc form names                      mọi tên dùng được trong mẫu Word, kèm nghĩa
cchc form names dossiers             chỉ những tên có chữ dossiers
cchc form names --markdown -o ten.md trang đầy đủ với ví dụ, để in hoặc đưa lên mạng nội bộ
"""


def form_names(
    wanted: Annotated[
        str, typer.Argument(metavar="CHỮ", help="Chỉ các tên hoặc nghĩa có chữ này.", show_default=False)
    ] = "",
    markdown: Annotated[bool, typer.Option("--markdown", help="In cả trang tài liệu dạng Markdown.")] = False,
    output: Output = None,
    force: Overwrite = False,
) -> int:
    """Liệt kê mọi tên mà mẫu Word, công thức và trang Thuyết minh được dùng."""
    if markdown and wanted:
        raise UsageError("--markdown in cả trang, không dùng cùng chữ cần tìm. Hãy bỏ một trong hai.")
    if markdown:
        from cchc_report.reference.reference_pages import names_page

        print_result(names_page(), output, force=force)
        return 0
    from cchc_report.ground.text import fold
    from cchc_report.reference.template_names import template_names

    groups = [_with(group, fold(wanted)) for group in template_names()]
    found = "\n\n".join(filter(None, groups))
    if not found:
        raise UsageError(f"Không có tên nào có chữ “{wanted}”. Gõ “cchc form names” để xem tất cả.")
    print_result(found, output, force=force)
    return 0


def _with(group: "NameGroup", key: str) -> str:
    """Return the names of a group that fit, a name a line, below its title; nothing where none does."""
    from cchc_report.ground.text import fold

    names = [name for name in group.names if key in fold(f"{name.name} {name.meaning}")]
    lines = [f"  {name.name}" + (f"  {name.meaning}" if name.meaning else "") for name in names]
    return "\n".join([group.title, *lines]) if lines else ""
