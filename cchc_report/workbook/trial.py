"""Reads a file in a process of its own first, where the reader may not be trusted to survive what the file says of itself.

The Rust reader lays out every cell between the first and the last, and a damaged .xls, .xlsb or .ods can ask for more memory
than there is: that ends a process without a word. Here it ends only the trial.
"""

import io
import subprocess
import sys
from enum import Enum

_MEMORY = 2 << 30  # bytes
_SECONDS = 20
_REFUSED = 7  # the child's exit code where the reader itself says no


class Verdict(Enum):
    """How a trial ended."""

    READABLE = "readable"
    REFUSED = "refused"
    FATAL = "fatal"  # out of memory or time, or a crash


def try_to_read(content: bytes) -> Verdict:
    """Return what becomes of a process that reads the file."""
    command = [sys.executable, "-P", "-m", "cchc_report.workbook.trial"]  # -P: nothing from the folder we stand in
    try:
        ended = subprocess.run(  # noqa: S603  # our own interpreter
            command, input=content, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return Verdict.FATAL
    return {0: Verdict.READABLE, _REFUSED: Verdict.REFUSED}.get(ended.returncode, Verdict.FATAL)


def main() -> int:
    """Read the workbook on standard input to its last cell."""
    from python_calamine import load_workbook

    if sys.platform != "win32":  # which has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        for name in workbook.sheet_names:
            for _ in workbook.get_sheet_by_name(name).iter_rows():
                pass
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:  # a panic of the Rust reader is no Exception
        return _REFUSED
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
