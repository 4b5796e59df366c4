"""Where a run begins and ends: every exception becomes one Vietnamese sentence and an exit code, never a traceback.

Imports little: what is slow to load is loaded inside, so that even Ctrl-C during start-up ends quietly.
"""

import os
import sys
import traceback
from collections.abc import Sequence

from cchc_report.cli.terminal import print_error, settle_streams, use_utf8

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run `cchc` with the given arguments (by default the process's own) and return its exit code."""
    if argv is None:
        _start_over_in_utf8()
        if not os.environ.get("CCHC_DEBUG"):
            sys.unraisablehook = lambda _: None  # what a library cannot clean up after a failure told below
    use_utf8()
    try:
        return _run(argv)
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit:  # Typer ends shell completion, and help into a closed pipe, this way
        raise
    except BaseException as error:  # a panic of a native library is no Exception
        return _fail(error)
    finally:
        settle_streams()


def _start_over_in_utf8() -> None:
    """Begin again in Python's UTF-8 mode where file names have another encoding: it could not name “Hồ sơ.xlsx”."""
    if sys.platform != "win32" and sys.executable and not sys.flags.utf8_mode:
        if sys.getfilesystemencoding().lower().replace("-", "") != "utf8":
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  # this very command


def _run(argv: Sequence[str] | None) -> int:
    """Parse the arguments and run the command; its exceptions pass through."""
    from typer.main import get_command

    from cchc_report.cli.app import app
    from cchc_report.cli.completion import VARIABLE, register_shells

    if os.environ.get(VARIABLE):
        register_shells()
    code = get_command(app).main(argv, prog_name="cchc", complete_var=VARIABLE, standalone_mode=False)
    return code if isinstance(code, int) else 0


def _fail(error: BaseException) -> int:
    """Say why the run ended and return its exit code; a developer may ask for the traceback."""
    from cchc_report.cli.failures import describe_end

    if os.environ.get("CCHC_DEBUG"):
        traceback.print_exception(error)
    failure = describe_end(error)
    print_error(failure.message)
    return failure.exit_code
