"""Reads files whole, and only files: a device may never end, and a pipe waits for somebody who may never write."""

import stat
from pathlib import Path


class NotRegularFileError(OSError):
    """What a path names is a device, a pipe or a socket."""


def read_regular(path: Path) -> bytes:
    """Return what is in a file; raises NotRegularFileError before anything else than a file is opened, OSError as the system does."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # of a folder the system says so itself
        raise NotRegularFileError(f"not a regular file: {path}")
    return path.read_bytes()
