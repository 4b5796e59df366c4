"""Runs `cchc` as its users do, as a process of its own, and gives back what it printed."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

# Every command, in the order of the first help page.
COMMANDS = (
    "init",
    "validate",
    "build",
    "app",
    "explain",
    "verify",
    "compare",
    "audit",
    "batch",
    "doctor",
    "schema",
    "completion",
    "form",
)


class Ended(NamedTuple):
    """A run that ended: its exit code and what it printed, read as UTF-8."""

    code: int
    out: str
    err: str


def run(*arguments: str, folder: Path | None = None, **environment: str) -> Ended:
    """Run `python -m cchc_report` with the arguments, in a folder, with a few variables added to the environment."""
    return run_python("-m", "cchc_report", *arguments, folder=folder, **environment)


def run_python(*arguments: str, folder: Path | None = None, **environment: str) -> Ended:
    """Run the Python of this test with the arguments."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("CCHC", "NO_COLOR", "PYTHONIO"))}
    ended = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=bare | {"COLUMNS": "100"} | environment,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ended(
        ended.returncode, *(text.decode("utf-8").replace("\r\n", "\n") for text in (ended.stdout, ended.stderr))
    )
