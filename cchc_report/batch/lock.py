"""One batch at a time on a folder: a lock that the system takes back by itself, however its holder ends.

Two batches at once would do no harm to any file, each being written whole; but one would clear away what the other is about to
put in place, and which of them had the last word on a commune would be chance.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cchc_report.ground.errors import MachineError, describe_os_error

LOCK_FILE = ".cchc-batch.lock"


@contextmanager
def only_batch(folder: Path) -> Iterator[None]:
    """Be the only batch that writes into a folder, which is made where it is missing.

    Raises MachineError where another one is at work, or where nothing can be written: better now than after hours.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / LOCK_FILE).open("ab")
    except OSError as error:
        raise MachineError(describe_os_error(error, str(folder))) from error
    with file:
        try:
            _lock(file)
        except BlockingIOError as error:
            raise MachineError(
                f"Một lệnh cchc batch khác đang ghi vào {folder}. Hãy đợi lệnh đó xong rồi chạy lại."
            ) from error
        yield


def _lock(file: IO[bytes]) -> None:
    """Take the lock or raise BlockingIOError; a network drive that has no locks is used without one."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError from error
        except OSError:
            return
    else:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise
        except OSError:
            return
