"""The programs that turn Word documents into PDF: where each system keeps them, and how they are run and ended.

Knows processes and folders, not documents.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cchc_report.ground.errors import MachineError
from cchc_report.ground.machine import find_word

_NAMES = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
)
_INSTALL = {
    "win32": "winget install TheDocumentFoundation.LibreOffice",
    "darwin": "brew install --cask libreoffice",
}
_INSTALL_LINUX = "sudo apt install libreoffice-writer"
_NO_WINDOW = 0x08000000  # Windows: a console program started from a script opens no black window


def missing_program() -> str:
    """Say that nothing on this machine writes PDF, and how to get what does."""
    command = _INSTALL.get(sys.platform, _INSTALL_LINUX)
    return (
        "Chưa cài LibreOffice nên không lập được tệp PDF. Hãy cài LibreOffice (miễn phí) bằng lệnh "
        f"“{command}” rồi chạy lại, hoặc mở tệp Word và chọn Lưu thành PDF."
    )


def find_soffice() -> Path | None:
    """Return LibreOffice's program, looked for on the PATH and where it is usually installed; None where it is not."""
    return next(_candidates(), None)


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    places = [Path(place) for place in _USUAL_PLACES]
    roots = [Path(root) for name in _WINDOWS_FOLDERS if (root := os.environ.get(name))]
    if own := os.environ.get("LOCALAPPDATA"):  # an installation for one user
        roots.append(Path(own) / "Programs")
    places += [root / "LibreOffice" / "program" / "soffice.com" for root in roots]
    places += sorted(
        Path("/opt").glob("libreoffice*/program/soffice"), reverse=True
    )  # the project's own Linux packages
    for place in places:
        if place.is_file():
            yield place


def find_powershell() -> Path | None:
    """Return the program that can ask Microsoft Word for a PDF: Windows alone has it, and only where Word is."""
    if os.name != "nt" or find_word() is None:
        return None
    found = shutil.which("powershell.exe") or shutil.which("pwsh.exe")
    return Path(found) if found else None


def run_program(command: Sequence[str], name: str, timeout: float) -> bool:
    """Run a program and end it with its children when the time (seconds) is up; what it prints is not shown.

    Return whether it ended in time; whether it did its work is for the caller to see. Raises MachineError where it cannot be
    started.
    """
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the program is one that was looked for
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError:
        raise MachineError(f"Không chạy được {name} tại {command[0]}. Hãy cài lại {name} rồi thử lại.") from None
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            end_program(process.pid)
            process.wait()
    return True


def end_program(pid: int) -> None:
    """End a program and those it has started: soffice is a small program that starts the real one."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError):
            os.killpg(pid, 9)
    else:
        ender = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / "taskkill.exe"
        with suppress(OSError, subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - Windows' own program, the id is a number
                [str(ender), "/F", "/T", "/PID", str(pid)], capture_output=True, timeout=15, check=False
            )
