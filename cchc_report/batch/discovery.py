"""Which folders below a root are workspaces. Looks at names only; opens no workbook."""

import os
import unicodedata
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from cchc_report.ground.text import fold
from cchc_report.workspace.workspace import OWN_FORMS, SETTINGS_FILE, is_year
from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES

OUTPUT_FOLDER = "out"
_NO_COMMUNES = (OUTPUT_FOLDER, OWN_FORMS)


def find_workspaces(root: Path, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> list[Path]:
    """Return the workspaces below a folder, in the order of their paths.

    A workspace is a folder with a cchc.toml, or with workbooks named after a year, or an innermost folder that has other workbooks or nothing; none is looked for inside another. One that
    nobody may look into counts as one, so that its commune is named and not forgotten.
    The patterns are those of a shell, matched with the path below the root; without `include` every path is.
    """
    found = [folder for folder in _workspaces(root) if _is_wanted(_below(root, folder), include, exclude)]
    return sorted(found, key=lambda folder: _below(root, folder))


def _workspaces(root: Path) -> Iterator[Path]:
    """Yield the workspaces, and folders that cannot be looked into, which may be some; links are not followed, so that loops end."""
    closed: list[OSError] = []
    for name, folders, files in os.walk(root, onerror=closed.append):
        folder = Path(name)
        folders[:] = [one for one in folders if not one.startswith(".") and one not in _NO_COMMUNES]
        if folder != root and _is_workspace(folders, files):
            yield folder
            folders.clear()
    yield from (Path(error.filename) for error in closed if Path(error.filename) != root)


def _is_workspace(folders: Sequence[str], files: Sequence[str]) -> bool:
    workbooks = [Path(file) for file in files if Path(file).suffix.lower() in WORKBOOK_SUFFIXES]
    if SETTINGS_FILE in files or any(map(is_year, folders)) or any(is_year(book.stem) for book in workbooks):
        return True
    # A commune whose workbooks are of another year, or that has sent nothing yet, is not to be missing without a word.
    return not folders and (not files or bool(workbooks))


def _below(root: Path, folder: Path) -> str:
    return unicodedata.normalize("NFC", folder.relative_to(root).as_posix())


def _is_wanted(path: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Match a path with the patterns, with or without diacritics and case."""
    return (not include or any(_fits(path, one) for one in include)) and not any(_fits(path, one) for one in exclude)


def _fits(path: str, pattern: str) -> bool:
    pattern = unicodedata.normalize("NFC", pattern).strip("/")
    parts = path.split("/")
    return any(fnmatch(text, pattern) for text in (path, parts[-1])) or fold(pattern) == fold(parts[-1])
