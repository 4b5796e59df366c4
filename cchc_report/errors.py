"""The exceptions that mean "no report", and nothing else; what is wrong with data is a value (`diagnostics`).

CchcError            carries the sentence a clerk reads and the exit code
├── UsageError       2: the command, its arguments or the settings are wrong
├── DataError        1: the inputs allow no report; the diagnostics say why
└── MachineError     3: the disk, a permission or an open file stopped us

Caught only in `cli/` and `batch/`.
"""

from typing import ClassVar


class CchcError(Exception):
    """Base of all errors that end a run; its text is Vietnamese and complete."""

    exit_code: ClassVar[int] = 1


class UsageError(CchcError):
    """The command was used wrongly: an unknown period, a folder that is not there, a setting that does not exist."""

    exit_code = 2


class DataError(CchcError):
    """The inputs hold errors that forbid a report; they have been told as diagnostics."""

    exit_code = 1


class MachineError(CchcError):
    """The machine failed us: no space, no permission, a file held open by another program."""

    exit_code = 3
