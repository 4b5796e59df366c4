"""Takes a workbook into the folder of its year, as somebody who drops it there would: nothing that was there is lost.

What a name that is there already held goes to `luu/` beside the years, which is never read.
"""

import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cchc_report.ground.errors import MachineError, UsageError, describe_os_error
from cchc_report.workspace.workspace import Workspace, is_year
from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES

KEPT_FOLDER = "luu"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST = 120  # letters of a name


@dataclass(frozen=True)
class TakenIn:
    """A workbook that was taken in: where it lies now, and what else was moved, each as a sentence."""

    path: Path
    notes: tuple[str, ...]


def take_in(workspace: Workspace, year: str, name: str, dropped: Path, now: datetime) -> TakenIn:
    """Put a copy of a dropped file into a year's folder as a workbook of the given name.

    A single workbook of the year (2023.xlsx) moves into the folder first; a workbook of the same name goes to `luu/`. Raises
    UsageError where the name is no workbook's, MachineError where the disk or an open file forbids it; then nothing has changed.
    """
    if not is_year(year):
        raise UsageError(f"“{year}” không phải một năm. Hãy chọn năm của sổ tính, ví dụ 2023.")
    name = _safe_name(name)
    folder = workspace.root / year
    try:
        return _put(workspace, folder / name, dropped, now)
    except OSError as error:
        raise MachineError(describe_os_error(error)) from error


def _put(workspace: Workspace, target: Path, dropped: Path, now: datetime) -> TakenIn:
    fresh = workspace.root / f".{target.name}.{os.getpid()}.tmp"
    try:
        shutil.copyfile(dropped, fresh)
        notes = [*_gather(workspace, target.parent), *_keep_old(workspace, target, now)]
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    return TakenIn(target, tuple(notes))


def _gather(workspace: Workspace, folder: Path) -> list[str]:
    """Make the year's folder and move the year's single workbook into it."""
    singles = [
        path
        for path in workspace.root.iterdir()
        if path.is_file() and path.stem == folder.name and path.suffix.lower() in WORKBOOK_SUFFIXES
    ]
    folder.mkdir(exist_ok=True)
    notes = []
    for path in singles:
        path.rename(_free(folder / path.name))
        notes.append(f"Đã chuyển {path.name} vào thư mục {folder.name}, nơi có mọi sổ tính của năm.")
    return notes


def _keep_old(workspace: Workspace, target: Path, now: datetime) -> list[str]:
    """Move a workbook of the same name away, and say where it is."""
    there = next((path for path in target.parent.iterdir() if _same(path.name, target.name)), None)
    if there is None:
        return []
    kept = workspace.root / KEPT_FOLDER
    kept.mkdir(exist_ok=True)
    old = _free(kept / f"{target.stem} {now:%Y-%m-%d %H-%M}{target.suffix}")
    there.rename(old)
    return [f"Sổ {target.name} trước đó được giữ ở {KEPT_FOLDER}/{old.name}."]


def _free(path: Path) -> Path:
    """Return a path at which nothing lies."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


def _safe_name(name: str) -> str:
    """Return the name that a dropped file gets here; raises UsageError where it cannot be a workbook's."""
    plain = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1]).strip(" .")
    plain = "".join(letter for letter in plain if letter.isprintable())
    path = Path(plain)
    if path.suffix.lower() not in WORKBOOK_SUFFIXES:
        raise UsageError(f"“{plain}” không phải sổ tính. Chỉ nhận các tệp {', '.join(WORKBOOK_SUFFIXES)}.")
    if plain.startswith("~$"):
        raise UsageError(f"“{plain}” là tệp tạm của Excel. Hãy thả chính sổ tính, tên không có “~$”.")
    if len(plain) > _LONGEST or _FORBIDDEN.search(plain) or _RESERVED.fullmatch(plain) or not path.stem.strip(" ."):
        raise UsageError(
            f"Tên tệp “{plain[:_LONGEST]}” không dùng được trên Windows. Hãy đổi tên ngắn hơn, không có dấu lạ."
        )
    return plain
