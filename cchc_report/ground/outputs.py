"""Results on disk: written whole or not at all, and never over what someone has edited since.

Beside the documents stands a record: the hash of each as it was built, of the inputs and of the form, and every figure, so that
an edit is seen and a printed number can be checked years later.
"""

import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cchc_report.ground.errors import MachineError, UsageError

_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds


@dataclass(frozen=True)
class OutputFolder:
    """The folder of a period's results and the name of its record."""

    path: Path
    record_name: str

    def write(
        self,
        documents: Mapping[str, bytes],
        record: Mapping[str, object],
        *,
        force: bool,
        details: Mapping[str, object] | None = None,
    ) -> tuple[Path, ...]:
        """Write the documents and their record, all of them or none; the record keeps `details` of each document, if given.

        Raises UsageError where a document was edited since it was built, unless `force` keeps that one as a backup, and
        MachineError where the disk, a permission or an open file forbids writing.
        """
        earlier = self._recorded("outputs")
        edited = [
            name for name, content in documents.items() if self._is_edited(name, {earlier.get(name), digest(content)})
        ]
        if edited and not force:
            names = ", ".join(f"“{name}”" for name in edited)
            raise UsageError(
                f"{names} trong {self.path} đã được sửa sau khi lập, nên không ghi đè. Thêm --force để lập lại; bản đã sửa được giữ thành bản sao lưu."
            )
        hashes = {**earlier, **{name: digest(content) for name, content in documents.items()}}
        kept = {name: hashed for name, hashed in hashes.items() if name in documents or (self.path / name).exists()}
        stale = [name for name in kept if name not in documents and not self._is_edited(name, {earlier.get(name)})]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name in edited:
                _keep_backup(self.path / name)
            # The record names what is to go until it is gone, so that a run that is killed leaves nothing unknown behind.
            write_all(
                {
                    **{self.path / name: content for name, content in documents.items()},
                    self.path / self.record_name: self._record(record, kept, details),
                }
            )
            if stale:
                _remove(str(self.path / name) for name in stale)
                left = {name: hashed for name, hashed in kept.items() if (self.path / name).exists()}
                write_all({self.path / self.record_name: self._record(record, left, details)})
        except OSError as error:
            raise MachineError(_reason(error, self.path)) from error
        return tuple(self.path / name for name in documents)

    def add(self, paths: Iterable[Path]) -> None:
        """Put files that were made of the documents into the record: the next build takes them away with them. Raises MachineError."""
        try:
            record = json.loads((self.path / self.record_name).read_text(encoding="utf-8"))
            added = {path.name: digest(path.read_bytes()) for path in paths}
            record["outputs"] = dict(sorted({**record["outputs"], **added}.items()))
            write_all({self.path / self.record_name: readable_json(record).encode()})
        except OSError as error:
            raise MachineError(_reason(error, self.path)) from error

    def discard(self) -> None:
        """Remove the documents of the record that nobody has edited, and the record with the last of them."""
        outputs = self._recorded("outputs")
        _remove(str(self.path / name) for name, hashed in outputs.items() if not self._is_edited(name, {hashed}))
        if outputs and not any((self.path / name).exists() for name in outputs):
            _remove([str(self.path / self.record_name)])

    @property
    def edited(self) -> tuple[str, ...]:
        """The names of the files of the record that somebody has edited since they were built."""
        return tuple(name for name, hashed in self._recorded("outputs").items() if self._is_edited(name, {hashed}))

    def _record(
        self, record: Mapping[str, object], kept: Mapping[str, object], details: Mapping[str, object] | None
    ) -> bytes:
        told = {**record, "outputs": dict(sorted(kept.items()))}
        if details is not None:
            known = self._recorded("documents") | dict(details)
            told["documents"] = {name: known[name] for name in sorted(kept) if name in known}
        return readable_json(told).encode()

    def _recorded(self, what: str) -> dict[str, object]:
        """Return what the record said of the documents as they were last built: their hashes are its "outputs"."""
        try:
            found = json.loads((self.path / self.record_name).read_text(encoding="utf-8"))[what]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _is_edited(self, name: str, ours: Container[object]) -> bool:
        """Tell whether a document is neither as it was built nor as it would be: a run may have been killed before its record."""
        try:
            found = digest((self.path / name).read_bytes())
        except FileNotFoundError:
            return False
        except OSError as error:
            raise MachineError(_reason(error, self.path / name)) from error
        return found not in ours


def readable_json(entries: Mapping[str, object]) -> str:
    """Return JSON with a line for each entry, and for each entry of these: indenting all takes Python's slow encoder."""
    return "{\n" + ",\n".join(f" {_compact(name)}: {_entry(value)}" for name, value in entries.items()) + "\n}\n"


def _entry(value: object) -> str:
    if not isinstance(value, dict) or not value:
        return _compact(value)
    return "{\n" + ",\n".join(f"  {_compact(name)}: {_compact(one)}" for name, one in value.items()) + "\n }"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def digest(content: bytes) -> str:
    """Return the SHA-256 of a file's content in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write files so that each appears whole, all of them or none. Raises OSError; then the folder is as it was.

    Nothing is replaced before all of it is safely on the disk; where one file cannot be replaced (Word holds it open on Windows),
    those replaced before it get their old content back.
    """
    waiting: list[tuple[str, Path]] = []
    kept: list[tuple[Path, str | None]] = []  # what is replaced, and where its old content is meanwhile
    try:
        for target, content in contents.items():
            waiting.append((_write_aside(target, content), target))
        for temporary, target in waiting:
            old = _copy_aside(target) if len(waiting) > 1 else None
            kept.append((target, old))
            _patiently(os.replace, temporary, target)
    except BaseException:
        _put_back(kept)
        raise
    finally:
        _remove([*(temporary for temporary, _ in waiting), *(old for _, old in kept if old)])


def _copy_aside(target: Path) -> str | None:
    """Keep what a file holds under a second name, so that it can come back; None where there is none. Raises OSError."""
    if not target.is_file():
        return None
    descriptor, name = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=".tmp", dir=target.parent)
    os.close(descriptor)
    try:
        if sys.platform == "win32":  # where a second name of a file that Word holds could not be removed again
            shutil.copy2(target, name)
        else:
            _remove([name])
            os.link(target, name)  # no copy: the file itself is never absent, whenever this run is killed
    except OSError:
        try:
            shutil.copy2(target, name)  # a disk without links
        except OSError:
            _remove([name])
            raise
    return name


def _put_back(kept: Sequence[tuple[Path, str | None]]) -> None:
    """Give every file its old content back; one that was not there before goes."""
    for target, old in reversed(kept):
        with suppress(OSError):
            if old is not None:
                _patiently(os.replace, old, target)
            else:
                target.unlink(missing_ok=True)


def _patiently(replace: Callable[[str | Path, str | Path], None], source: str | Path, target: str | Path) -> None:
    """Replace a file; on Windows an antivirus or indexer may hold it for a moment. Raises OSError."""
    for pause in _PAUSES if sys.platform == "win32" else ():
        try:
            replace(source, target)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    replace(source, target)


def remove_leftovers(folder: Path) -> None:
    """Remove what a run that was killed has left half written in a folder; nobody else may be writing there."""
    _remove(map(str, folder.glob(".*-????????.tmp")))


def _write_aside(target: Path, content: bytes) -> str:
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.stem[:40]}-", suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_UMASK)  # noqa: PTH101  # a temporary file is private, a report is not
    except BaseException:
        _remove([temporary])
        raise
    return temporary


def _current_umask() -> int:
    """Return the mask new files get; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


_UMASK = _current_umask()


def _remove(paths: Iterable[str]) -> None:
    for path in paths:
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108  # a plain name from mkstemp


def _keep_backup(document: Path) -> None:
    """Copy an edited document under the first free name; the original stays until the new one is whole."""
    number = 1
    while (backup := document.with_name(f"{document.stem}-ban-sua-{number}{document.suffix}")).exists():
        number += 1
    shutil.copy2(document, backup)


def _reason(error: OSError, path: Path) -> str:
    """Say in a clerk's words why a file cannot be written or read."""
    if isinstance(error, PermissionError):
        return f"Không ghi được vào {error.filename2 or path}. Nếu tệp đang mở trong Word, hãy đóng tệp đó rồi chạy lại; nếu không, hãy kiểm tra quyền ghi vào thư mục."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"Không tạo được thư mục {path}: đã có một tệp trùng tên. Hãy đổi tên tệp đó rồi chạy lại."
    return f"Không ghi được vào {path}. Hãy kiểm tra dung lượng trống của ổ đĩa và tên thư mục rồi chạy lại."
