"""Which files of a workspace lie open in another program, by the lock files beside them; those are named, never read.

A lock file holds the name of whoever opened the document.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OFFICE, _LIBRE = "~$", ".~lock."  # Excel and Word; LibreOffice
_RESULTS = "out"


def open_files(root: Path) -> tuple[Path, ...]:
    """Return the open files in a workspace, in its folders and in its results; a folder that cannot be read is passed over."""
    found: set[Path] = set()
    for folder in _folders(root):
        with suppress(OSError):
            names = {entry.name for entry in folder.iterdir()}
            found |= {folder / _opened(name, names) for name in names if _is_lock(name)}
    return tuple(sorted(found))


def _folders(root: Path) -> Iterator[Path]:
    """Yield the folder, those directly in it, and those of the periods in its results."""
    yield root
    for folder in _folders_in(root):
        yield folder
        if folder.name == _RESULTS:
            yield from _folders_in(folder)


def _folders_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from (entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def _is_lock(name: str) -> bool:
    return name.startswith(_OFFICE) or (name.startswith(_LIBRE) and name.endswith("#"))


def _opened(lock: str, names: set[str]) -> str:
    """Return the file a lock is of; Word puts its mark in place of a long name's first two letters."""
    if lock.startswith(_LIBRE):
        return lock.removeprefix(_LIBRE).removesuffix("#")
    rest = lock.removeprefix(_OFFICE)
    if rest in names:
        return rest
    shortened = (name for name in sorted(names) if not _is_lock(name) and name[len(_OFFICE) :] == rest)
    return next(shortened, rest)
