"""`cchc app`: open the page in the browser."""

import sys
import webbrowser
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cchc_report.cli.terminal import print_notice, print_result
from cchc_report.ground.errors import MachineError, UsageError

EXAMPLES = """
cchc app                             mở trang làm việc của thư mục này trong trình duyệt
cchc app xa-hoang-truong             mở trang của một thư mục khác
cchc app --no-open --port 8023       chỉ in địa chỉ, không tự mở trình duyệt
"""


def open_page(
    folder: Annotated[
        Path,
        typer.Argument(metavar="THƯ_MỤC", help="Thư mục làm việc của xã. Bỏ trống: thư mục này.", show_default=False),
    ] = Path(),
    port: Annotated[
        int, typer.Option("--port", metavar="SỐ", min=0, max=65535, help="Cổng trên máy này.", show_default=False)
    ] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="Không tự mở trình duyệt.")] = False,
) -> int:
    """Mở trang làm việc trong trình duyệt: kiểm tra sổ, xem số liệu, lập báo cáo, không cần gõ lệnh."""
    if not folder.is_dir():
        raise UsageError(f"Không có thư mục {folder}. Hãy kiểm tra lại đường dẫn.")
    try:
        from cchc_report.app.running import find_running, forget_running, note_running
        from cchc_report.app.server import serve, take_port
    except ModuleNotFoundError as error:
        raise MachineError(
            f'Máy này chưa cài phần trang làm việc. Hãy gõ: {Path(sys.executable).name} -m pip install "cchc-report[app]"'
        ) from error
    running = None if port else find_running(folder)
    if running:
        _show(running, no_open=no_open)
        print_notice("Trang của thư mục này đang mở sẵn.")
        return 0
    serving = take_port(port)
    _show(serving.address, no_open=no_open)
    print_notice("Bấm Ctrl-C để dừng. Chương trình tự dừng khi không còn trang nào mở trong vài phút.")
    note_running(folder, serving.address)
    try:
        serve(serving, folder, date.today())  # noqa: DTZ011 - the clerk's own day; only the terminal reads the clock
    finally:
        forget_running(folder)
    return 0


def _show(address: str, *, no_open: bool) -> None:
    print_result(address)
    if not no_open:
        webbrowser.open(address)
