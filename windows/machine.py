"""Runs programs on the Windows that was set up, and tells paths as both sides have them."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import IO, NamedTuple

from windows.set_up import Windows, wine_environment

PYTHON = r"C:\cchc\python.exe"
CCHC = (PYTHON, "-m", "cchc_report")
_PATIENCE = 120  # seconds
_WINE = shutil.which("wine") or "wine"
# Holds a file as Word and Excel do: others may read it (or not even that), and neither write, nor rename, nor remove it.
_HOLD = """
import ctypes, sys
path, share = sys.argv[1], int(sys.argv[2])
create = ctypes.windll.kernel32.CreateFileW
create.restype = ctypes.c_void_p
handle = create(path, 0x80000000, share, None, 3, 0, None)
print("held" if handle != ctypes.c_void_p(-1).value else "not held", flush=True)
sys.stdin.read()
"""


class Ended(NamedTuple):
    """A run that ended: its exit code and what it printed, read as UTF-8 with the line ends of Linux."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Machine:
    """The Windows that was set up, as a test uses it."""

    windows: Windows

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep wine's services running, so that a program starts at once and none of them holds the pipes of a test open."""
        with tempfile.TemporaryFile() as said, _alone(self.windows.prefix / "starting"):
            keeper = subprocess.Popen(
                [_WINE, "cmd", "/k", "echo ready"],
                env=self._environment({}),
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=subprocess.DEVNULL,
            )
            while os.fstat(said.fileno()).st_size == 0 and keeper.poll() is None:
                time.sleep(0.1)
        with keeper:
            yield
            _close(keeper.stdin)

    def path(self, path: Path) -> PureWindowsPath:
        """Return a path of ours as Windows has it."""
        for drive, folder in (("C:", self.windows.drive_c), ("D:", self.windows.drive_d)):
            if path.is_relative_to(folder):
                return PureWindowsPath(drive + "\\", *path.relative_to(folder).parts)
        return PureWindowsPath("Z:\\", *path.parts[1:])

    def cchc(self, *arguments: str | Path, folder: Path, typed: str = "", **environment: str) -> Ended:
        """Run `cchc` in a folder (a path of ours) with the arguments, of which paths are told as Windows has them."""
        return self.run(*CCHC, *arguments, folder=folder, typed=typed, **environment)

    def run(self, *command: str | Path, folder: Path, typed: str = "", **environment: str) -> Ended:
        """Run a program of Windows in a folder; `typed` is what is on its standard input."""
        ended = self._run(command, folder, typed, environment)
        return Ended(ended.returncode, _text(ended.stdout), _text(ended.stderr))

    def started(self, starter: str, *dropped: Path, folder: Path, typed: str, **environment: str) -> bytes:
        """Double-click a .cmd file of a folder, or drop files on it; return what its window shows."""
        return self._run(("cmd", "/c", starter, *dropped), folder, typed, environment).stdout

    def _run(
        self, command: tuple[str | Path, ...], folder: Path, typed: str, environment: dict[str, str]
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            self._command(command),
            cwd=folder,
            env=self._environment(environment),
            input=typed.encode(),
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )

    @contextmanager
    def held(self, path: Path, *, readable: bool = True) -> Iterator[None]:
        """Let another program hold a file open as Word and Excel do; `readable`: others may read it meanwhile."""
        command = self._command((PYTHON, "-c", _HOLD, path, "1" if readable else "0"))
        with subprocess.Popen(
            command,
            env=self._environment({}),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                assert process.stdout is not None
                said = _text(process.stdout.readline())
                assert said == "held\n", said
                yield
            finally:
                _close(process.stdin)
                process.wait(_PATIENCE)

    def _command(self, command: tuple[str | Path, ...]) -> list[str]:
        return [_WINE, *(str(self.path(one)) if isinstance(one, Path) else one for one in command)]

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return bare | {"LC_ALL": "C.UTF-8", "COLUMNS": "100"} | wine_environment(self.windows) | more


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Be the only process that starts wine's services: two at once get in each other's way."""
    with lock.open("w") as file:
        if sys.platform != "win32":  # for mypy: wine is not there
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _text(content: bytes) -> str:
    return content.decode("utf-8").replace("\r\n", "\n")


def _close(pipe: IO[bytes] | None) -> None:
    if pipe is not None:
        pipe.close()
