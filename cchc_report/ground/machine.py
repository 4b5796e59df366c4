"""Asks the machine what it has: the version of a program, the fonts, Word, memory, room on the disk. Every question has a time limit.

Knows nothing of workspaces and prints nothing; what cannot be found out is None, never an exception.
"""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

_PATIENCE = 15.0  # seconds for a program to say its version; LibreOffice's first start after a reboot is slow
_WINWORD = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\Winword.exe"
_WORD_ON_MAC = Path("/Applications/Microsoft Word.app")
# The files of fonts on systems that keep no list of them.
_FONT_FILES = {
    "Times New Roman": ("times.ttf", "Times New Roman.ttf"),
    "Liberation Serif": ("LiberationSerif-Regular.ttf",),
}


def ask_program(command: Sequence[str], timeout: float = _PATIENCE) -> str | None:
    """Return what a program prints to standard output, or None where it cannot be run, fails, or takes too long.

    `timeout` is in seconds. The answer goes through a file: children that outlive the program could keep a pipe open for ever.
    """
    with tempfile.TemporaryFile() as answer:
        try:
            process = subprocess.Popen(  # noqa: S603 - no shell; the caller names a program it has found
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                start_new_session=os.name == "posix",
            )
        except OSError:
            return None
        try:
            failed = process.wait(timeout) != 0
        except subprocess.TimeoutExpired:
            failed = True
        finally:
            end_program(process)
        answer.seek(0)
        return None if failed else answer.read().decode("utf-8", "replace")


def open_with_system(path: Path) -> bool:
    """Open a file with the program the system has for it, and tell whether that could be started."""
    if sys.platform == "win32":
        with contextlib.suppress(OSError):  # no program opens such files
            os.startfile(path)  # noqa: S606 - the user asked for this very file
            return True
        return False
    else:
        opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
        if opener is None:
            return False
        done = subprocess.run([opener, str(path)], check=False, capture_output=True)  # noqa: S603 - the system's own opener, one path
        return done.returncode == 0


def end_program(process: "subprocess.Popen[bytes]") -> None:
    """End a program that was started in a session of its own, with its children where the system allows that."""
    if process.returncode is not None:  # its number may be another's by now
        return
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def memory_size() -> int | None:
    """Return the bytes of memory there are for us: the machine's, or what its container may take of them."""
    if sys.platform == "win32":
        from cchc_report.ground import windows_memory  # noqa: PLC0415 - for Windows alone

        return windows_memory.size()
    else:
        sizes = []
        with contextlib.suppress(OSError, ValueError):
            sizes.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
        for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
            with contextlib.suppress(OSError, ValueError):  # "max" is none
                sizes.append(int(Path(limit).read_text(encoding="ascii")))
        return min(sizes, default=None)


def memory_of(process_id: int) -> int | None:
    """Return the bytes of memory that a program holds now; None where the system does not say."""
    if sys.platform == "win32":
        from cchc_report.ground import windows_memory  # noqa: PLC0415 - as above

        return windows_memory.held_by(process_id)
    elif sys.platform == "darwin":
        answer = ask_program(["/bin/ps", "-o", "rss=", "-p", str(process_id)])
        return int(answer) * 1024 if answer and answer.strip().isdigit() else None
    else:
        with contextlib.suppress(OSError, ValueError, IndexError):
            pages = Path(f"/proc/{process_id}/statm").read_text(encoding="ascii").split()[1]
            return int(pages) * os.sysconf("SC_PAGE_SIZE")
        return None


def office_version(program: Path) -> str | None:
    """Return the version that LibreOffice gives itself: `7.4.7.2`."""
    with tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True) as folder:
        profile = f"-env:UserInstallation={Path(folder).as_uri()}"
        answer = ask_program([str(program), profile, "--version"])
    words = answer.split() if answer else []
    return words[1] if len(words) > 1 else None


def find_word() -> Path | None:
    """Return Microsoft Word's program, or None; Word runs on Windows and macOS only."""
    if sys.platform == "win32":
        import winreg  # noqa: PLC0415 - Windows alone has it

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError):
                program = Path(winreg.QueryValue(root, _WINWORD))
                return program if program.is_file() else None
        return None
    else:
        return _WORD_ON_MAC if _WORD_ON_MAC.is_dir() else None


def has_font(family: str) -> bool | None:
    """Tell whether a font is installed; None where the machine does not say."""
    lister = shutil.which("fc-list")
    if lister is not None:
        answer = ask_program([lister, ":", "family"])
        return family in re.split(r"\s*[,\n]\s*", answer.strip()) if answer else None
    folders = [folder for folder in _font_folders() if folder.is_dir()]
    if not folders:
        return None
    return any((folder / name).is_file() for folder in folders for name in _FONT_FILES.get(family, ()))


def _font_folders() -> tuple[Path, ...]:
    """Return where Windows and macOS keep the fonts of the machine and of the user."""
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return (Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", own)
    else:
        fonts = Path("Library") / "Fonts"
        return (Path("/System") / fonts / "Supplemental", Path("/") / fonts, Path.home() / fonts)


def nearest_folder(path: Path) -> Path:
    """Return the folder itself where it is there, else the nearest one above it: where it would be made."""
    found = path.absolute()
    while not found.exists() and found != found.parent:
        found = found.parent
    return found


def try_writing(folder: Path) -> None:
    """Write a small file into a folder and remove it again. Raises OSError where that cannot be done."""
    with tempfile.NamedTemporaryFile(prefix=".cchc-", suffix=".tmp", dir=folder) as file:
        file.write(b"cchc")


def free_space(folder: Path) -> int | None:
    """Return the free bytes of the disk that a folder is on."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
