"""`cchc doctor`: whether this machine and this folder are ready for `cchc`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_report import __version__
from cchc_report.cli.options import AsJson, Folder, Output, Overwrite
from cchc_report.cli.show import format_json, paint_severity
from cchc_report.cli.terminal import print_result, wants_colour
from cchc_report.ground.codes import Severity
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_report.setup.console import Console
    from cchc_report.setup.doctor import Check, Program

EXAMPLES = """
cchc doctor                          máy và thư mục này đã sẵn sàng chưa, thiếu gì
cchc doctor --data xa-hoang-truong   xem thư mục của một xã
cchc doctor -o kham.txt              ghi ra tệp để gửi bộ phận hỗ trợ
cchc doctor --json                   cho phần mềm quản lý nhiều máy
"""

_WORDS = {"ok": "OK", "warning": "chú ý", "error": "lỗi"}
_LOOKS = {"ok": Severity.NOTE, "warning": Severity.WARNING, "error": Severity.ERROR}
_WIDTH = max(map(len, _WORDS.values()))


def doctor(
    data: Folder = Path(),
    as_json: AsJson = False,
    output: Output = None,
    force: Overwrite = False,
) -> int:
    """Xem máy và thư mục này đã sẵn sàng chưa: phiên bản, cửa sổ lệnh, LibreOffice, phông chữ, cài đặt, biểu mẫu, sổ tính."""
    from cchc_report.setup.doctor import DoctorJson, examine, exit_code

    checks = examine(data, _program(), _console())
    if as_json:
        print_result(format_json(DoctorJson.of(__version__, checks)), output, force=force)
    else:
        print_result(_as_text(checks, colour=output is None and wants_colour(sys.stdout)), output, force=force)
    return exit_code(checks)


def _as_text(checks: "Sequence[Check]", *, colour: bool) -> str:
    """Return a line a check, below it what to do, and at the end how many stand how."""
    from cchc_report.setup.doctor import count_by_status

    lines: list[str] = []
    for check in checks:
        word = paint_severity(_WORDS[check.status].ljust(_WIDTH), _LOOKS[check.status], wanted=colour)
        lines.append(f"{word}  {check.title}: {check.message}")
        if check.hint:
            lines.append(f"{'':{_WIDTH}}  → {check.hint}")
    counts = count_by_status(checks)
    told = ", ".join(f"{format_number(count)} {_WORDS[status]}" for status, count in counts.items())
    return "\n".join([*lines, "", told])


def _program() -> "Program":
    """Ask the running interpreter and its system who they are."""
    import platform
    import shutil

    import cchc_report
    from cchc_report.setup.doctor import Program

    command = shutil.which("cchc")
    return Program(
        version=__version__,
        folder=Path(cchc_report.__file__).parent,
        command=Path(command) if command else None,
        python=platform.python_version(),
        interpreter=Path(sys.executable),
        system=f"{platform.system()} {platform.release()} ({platform.machine()})",
    )


def _console() -> "Console":
    """Ask the command window for its code page and its colours."""
    from cchc_report.setup.console import Console

    return Console(_code_page(), _colour(), is_windows=sys.platform == "win32")


def _code_page() -> str:
    """Return the code page of the window, or without one that of the system; not that of our streams, which are UTF-8."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        return f"cp{kernel.GetConsoleOutputCP() or kernel.GetACP()}"
    else:
        import locale

        return locale.getencoding()


def _colour() -> str:
    """Say whether results are coloured, and why not."""
    import os

    if wants_colour(sys.stdout):
        return "Có màu"
    if os.environ.get("NO_COLOR"):
        return "Không tô màu, vì có biến môi trường NO_COLOR"
    if sys.stdout is None or not sys.stdout.isatty():
        return "Không tô màu, vì kết quả không in ra màn hình"
    return "Không tô màu, vì cửa sổ lệnh này không hiện được màu"
