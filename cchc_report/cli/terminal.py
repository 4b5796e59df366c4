"""The process's streams and screen: UTF-8 everywhere, colour only on a terminal, a result printed or written whole."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from cchc_report.ground.text import harmless

# A reader that went away: Windows says EINVAL where others say EPIPE.
_CLOSED_PIPE = {errno.EPIPE, errno.EINVAL}


def use_utf8() -> None:
    """Make standard output and error UTF-8: code page 1258 cannot encode `ệ`, and an undecodable file name must not stop us."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def settle_streams() -> None:
    """Flush both streams; one that cannot be flushed is cut off, so that Python's own exit stays quiet."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            _cut_off(stream)


def print_result(text: str, output: Path | None = None, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Print the result of a command, or write it whole to a file. Raises OSError; a reader that went away is no error."""
    if output is None:
        _emit(text, sys.stdout)
    elif text:
        from cchc_report.cli.result_files import write_result

        write_result(output, (text + "\n").encode("utf-8", "backslashreplace"), force=force, inputs=inputs)


def print_notice(text: str) -> None:
    """Print what is not the result: progress, diagnostics of a build."""
    _emit(text, sys.stderr)


def print_error(text: str) -> None:
    """Print the last words of a failed run; a standard error that is broken too is ignored."""
    with contextlib.suppress(OSError):
        _emit(text, sys.stderr)


def wants_colour(stream: TextIO) -> bool:
    """Tell whether to colour what goes there: a terminal that understands it, and no NO_COLOR."""
    if stream is None or not stream.isatty():
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and _understands_escapes()


def show_path(path: Path) -> str:
    """Return a path as short as it can be typed from the current folder."""
    with contextlib.suppress(ValueError):
        return str(path.absolute().relative_to(Path.cwd()))
    return str(path)


def _emit(text: str, stream: TextIO | None) -> None:
    if not text or stream is None:
        return
    try:
        stream.write(harmless(text) + "\n")
        stream.flush()
    except OSError as error:
        _cut_off(stream)
        if error.errno not in _CLOSED_PIPE:
            raise


def _cut_off(stream: TextIO) -> None:
    """Lead a stream nowhere from here on."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())


def _understands_escapes() -> bool:
    """Tell whether the terminal takes colour codes; the old Windows console must be told to."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        # -11 and -12 are the output and error handles; 7 = processed output, wrap at the end of line, escape codes
        told = [kernel.SetConsoleMode(kernel.GetStdHandle(handle), 7) for handle in (-11, -12)]
        return any(told)
    else:
        return True
