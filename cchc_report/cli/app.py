"""The table of commands. One line a command; what a command does stands in its own file.

Beside it stand only true/false options: an option with a value would load Typer's checker, pydantic, for every command.
"""

from typing import Annotated

import typer

from cchc_report import __version__
from cchc_report.cli import (
    audit,
    batch,
    build,
    compare,
    completion,
    doctor,
    explain,
    form_check,
    form_names,
    form_new,
    init,
    open_page,
    schema,
    validate,
    verify,
)
from cchc_report.cli.frame import VietnameseCommand, VietnameseGroup
from cchc_report.cli.terminal import print_result

EXAMPLES = """
cchc init xa-hoang-truong            tạo thư mục làm việc mới
cchc validate                        kiểm tra các sổ tính trong thư mục hiện tại
cchc build 2023                      lập báo cáo năm 2023
cchc build --help                    xem cách dùng của một lệnh
"""

app = typer.Typer(
    cls=VietnameseGroup,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    epilog=EXAMPLES,
)
form = typer.Typer(cls=VietnameseGroup, add_completion=False, no_args_is_help=True, rich_markup_mode=None)

for group, name, command, gist, examples in (
    (app, "init", init.init, "Tạo thư mục làm việc với sổ tính trống.", init.EXAMPLES),
    (app, "validate", validate.validate, "Kiểm tra sổ tính, chỉ ra từng ô sai.", validate.EXAMPLES),
    (app, "build", build.build, "Lập báo cáo và phụ lục của một kỳ.", build.EXAMPLES),
    (app, "app", open_page.open_page, "Mở trang làm việc trong trình duyệt.", open_page.EXAMPLES),
    (app, "explain", explain.explain, "Cho biết một số liệu từ đâu ra.", explain.EXAMPLES),
    (app, "verify", verify.verify, "Cho biết báo cáo còn khớp với sổ tính không, chỗ nào bị sửa tay.", verify.EXAMPLES),
    (app, "compare", compare.compare, "So sánh số liệu hai kỳ.", compare.EXAMPLES),
    (app, "audit", audit.audit, "Chỉ ra chỗ mâu thuẫn trong một báo cáo đã viết.", audit.EXAMPLES),
    (app, "batch", batch.batch, "Lập báo cáo của mọi xã trong một thư mục, rồi tổng hợp.", batch.EXAMPLES),
    (app, "doctor", doctor.doctor, "Xem máy và thư mục này đã sẵn sàng chưa.", doctor.EXAMPLES),
    (app, "schema", schema.schema, "In lược đồ JSON cho người viết phần mềm.", schema.EXAMPLES),
    (app, "completion", completion.completion, "In đoạn mã để phím Tab tự điền lệnh.", completion.EXAMPLES),
    (form, "new", form_new.form_new, "Chép một biểu mẫu ra để sửa.", form_new.EXAMPLES),
    (form, "check", form_check.form_check, "Kiểm tra một biểu mẫu trước khi dùng.", form_check.EXAMPLES),
    (form, "names", form_names.form_names, "Liệt kê tên dùng được trong mẫu Word.", form_names.EXAMPLES),
):
    group.command(name, cls=VietnameseCommand, short_help=gist, epilog=examples)(command)

app.add_typer(form, name="form", help="Làm việc với biểu mẫu báo cáo.", epilog="cchc form check")


def _print_version(wanted: bool) -> None:
    if wanted:
        print_result(f"cchc {__version__}")
        raise typer.Exit


@app.callback()
def describe(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="In phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Lập báo cáo cải cách hành chính của xã từ các sổ tính Excel sẵn có."""
