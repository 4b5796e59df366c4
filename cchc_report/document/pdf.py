"""Word documents into PDF by LibreOffice, which must be installed; each call has its own profile and a time limit."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc_report.errors import MachineError

_NAMES = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
)
_MISSING = (
    "Chưa cài LibreOffice nên không lập được tệp PDF. Hãy cài LibreOffice (miễn phí) rồi chạy lại, "
    "hoặc mở tệp Word và chọn Lưu thành PDF."
)


def find_soffice() -> Path | None:
    """Return LibreOffice's program, looked for on the PATH and where it is usually installed; None where it is not."""
    return next(_candidates(), None)


def _candidates() -> Iterator[Path]:
    for name in _NAMES:
        found = shutil.which(name)
        if found:
            yield Path(found)
    for place in map(Path, _USUAL_PLACES):
        if place.is_file():
            yield place


def convert_to_pdf(paths: Sequence[Path], soffice: Path | None = None, timeout: float = 120) -> tuple[Path, ...]:
    """Write a PDF beside each document, in one run of LibreOffice; return their paths in order.

    `timeout` is in seconds for all together. Raises MachineError where LibreOffice is missing, fails or takes too long.
    """
    if not paths:
        return ()
    program = soffice or find_soffice()
    if program is None:
        raise MachineError(_MISSING)
    with tempfile.TemporaryDirectory(prefix="cchc-pdf-", ignore_cleanup_errors=True) as folder:
        written = _convert(program, paths, Path(folder), timeout)
        return tuple(_put_beside(path, pdf) for path, pdf in zip(paths, written, strict=True))


def _convert(program: Path, paths: Sequence[Path], folder: Path, timeout: float) -> list[Path]:
    """Convert copies with numbered names: two documents may have the same name, and a name may be odd."""
    copies = [folder / f"{number}{path.suffix}" for number, path in enumerate(paths)]
    for path, copy in zip(paths, copies, strict=True):
        shutil.copyfile(path, copy)
    profile = (folder / "profile").as_uri()
    options = [f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo"]
    command = [str(program), *options, "--convert-to", "pdf", "--outdir", str(folder), *map(str, copies)]
    _run(command, timeout)
    written = [copy.with_suffix(".pdf") for copy in copies]
    missing = [path.name for path, pdf in zip(paths, written, strict=True) if not pdf.is_file()]
    if missing:
        raise MachineError(
            f"LibreOffice không chuyển được sang PDF: {', '.join(missing)}. Hãy mở tệp Word và chọn Lưu thành PDF."
        )
    return written


def _run(command: list[str], timeout: float) -> None:
    """Run LibreOffice and end it with its children when the time is up."""
    try:
        process = subprocess.Popen(  # noqa: S603 - no shell; the program is LibreOffice
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=os.name == "posix"
        )
    except OSError:
        raise MachineError(
            f"Không chạy được LibreOffice tại {command[0]}. Hãy cài lại LibreOffice rồi thử lại."
        ) from None
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        raise MachineError(
            f"LibreOffice chưa chuyển xong sang PDF sau {timeout:.0f} giây nên đã dừng. Hãy đóng LibreOffice đang mở rồi thử lại."
        ) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is not None:
        return
    if os.name == "posix":
        os.killpg(process.pid, 9)  # soffice is a script that starts the program proper
    else:
        process.kill()
    process.wait()


def _put_beside(path: Path, pdf: Path) -> Path:
    """Move a PDF to its document's side, whole or not at all."""
    target = path.with_suffix(".pdf")
    partial = target.with_name(f"{target.name}.tmp")
    try:
        shutil.copyfile(pdf, partial)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise MachineError(f"Không ghi được {target}. Tệp có thể đang mở: hãy đóng lại rồi thử lại.") from None
    return target
