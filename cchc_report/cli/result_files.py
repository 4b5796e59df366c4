"""Files that a user names for results (`--output`, `--xlsx`): never over what somebody else wrote, never a device, pipe or link.

What was written is remembered by its hash, so that the same command may be run again over its own unchanged result.
"""

import hashlib
import json
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import typer

from cchc_report.ground.errors import UsageError
from cchc_report.ground.outputs import write_all

_MOST = 500  # files remembered


def write_result(path: Path, content: bytes, *, force: bool = False, inputs: Iterable[Path] = ()) -> None:
    """Write a file so that it appears whole or not at all.

    Raises UsageError where it must not stand there: over an input, over a file that this program did not write unless `force` is
    given, in place of a folder, device, pipe or link; OSError where the system forbids it.
    """
    if not path.parent.is_dir():
        raise UsageError(f"Không có thư mục “{path.parent}” để ghi tệp “{path.name}”.")
    _require_room(path, force=force, inputs=inputs)
    try:
        write_all({path: content})
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # name the file that was asked for
    _remember(path, content)


def _require_room(path: Path, *, force: bool, inputs: Iterable[Path]) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise UsageError(f"“{path}” là thư mục. Hãy cho tên một tệp.")
    if not stat.S_ISREG(mode):
        raise UsageError(
            f"“{path}” là đường dẫn tắt, thiết bị hoặc đường ống của máy, không phải tệp. Hãy cho tên một tệp mới."
        )
    if any(_is_same(path, one) for one in inputs) or is_input(path):
        raise UsageError(f"“{path}” là số liệu đầu vào, không bao giờ ghi đè. Hãy cho tên một tệp khác.")
    if not force and not _is_ours(path):
        raise UsageError(
            f"Đã có tệp “{path}” mà chương trình không tự ghi ra. Hãy cho tên khác, hoặc thêm --force để ghi đè."
        )


def is_input(path: Path) -> bool:
    """Tell whether a path is one that workspaces are read from: a year's workbook, settings, a form."""
    from cchc_report.form import FORM_FILE
    from cchc_report.workspace.workspace import SETTINGS_FILE, is_year
    from cchc_report.workspace.year_files import WORKBOOK_SUFFIXES

    if path.name in {SETTINGS_FILE, FORM_FILE}:
        return True
    full = path.absolute()
    in_year = is_year(full.stem) or any(is_year(name) for name in full.parent.parts[-3:])
    return full.suffix.lower() in WORKBOOK_SUFFIXES and in_year and "out" not in full.parts


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_ours(path: Path) -> bool:
    """Tell whether a file is as this program wrote it."""
    known = _remembered().get(str(path.absolute()))
    return known is not None and known == hashlib.sha256(path.read_bytes()).hexdigest()


def _memory() -> Path:
    return Path(typer.get_app_dir("cchc")) / "da-ghi.json"


def _remembered() -> dict[str, str]:
    try:
        found = json.loads(_memory().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _remember(path: Path, content: bytes) -> None:
    """Keep the hash of what was written; where that cannot be done, the next run asks for --force, no more."""
    known = _remembered()
    known.pop(str(path.absolute()), None)
    known[str(path.absolute())] = hashlib.sha256(content).hexdigest()
    kept = dict(list(known.items())[-_MOST:])
    with suppress(OSError):
        _memory().parent.mkdir(parents=True, exist_ok=True)
        write_all({_memory(): json.dumps(kept, ensure_ascii=False).encode()})
