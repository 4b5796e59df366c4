"""Word documents into PDF/A for archives and signatures: by LibreOffice, or on Windows by Word where LibreOffice is missing.

One start of the program serves many documents. Knows what a PDF of a report must be, not how its document came about.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from cchc_report.document.pdf_programs import (
    end_program,
    find_powershell,
    find_soffice,
    missing_program,
    run_program,
)
from cchc_report.errors import MachineError

__all__ = ["convert_to_pdf", "find_soffice", "notes_on_pdf"]

_AT_ONCE = 100  # documents a start: Windows limits the length of a command
_TO_START, _EACH = 90.0, 10.0  # seconds
_TRUE = {"type": "boolean", "value": "true"}
_FILTER = "pdf:writer_pdf_Export:" + json.dumps(
    {
        "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b: every font is embedded
        "ExportBookmarks": _TRUE,
        "UseTaggedPDF": _TRUE,
        "DisplayPDFDocumentTitle": _TRUE,
    },
    separators=(",", ":"),
)
_SCRIPT = "word_to_pdf.ps1"
_WORD_PID = "word.pid"
_ARCHIVAL = b"pdfaid:part"
_FONT = re.compile(rb"/(?:BaseFont|FontName)\s*/(?:[A-Z]{6}\+)?([A-Za-z0-9-]+)")
_WANTED = b"TimesNewRoman"
_TWIN = "Liberation Serif"  # its letters are as wide as those of Times New Roman
_SPACED = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class _Program:
    """A program that writes PDF, with the arguments before the documents."""

    name: str
    path: Path

    def command(self, folder: Path, documents: Sequence[Path]) -> list[str]:
        """Return the command that writes a PDF beside each document of a folder."""
        if self.name == "LibreOffice":
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            options = ["--headless", "--norestore", "--nologo", "--convert-to", _FILTER, "--outdir", str(folder)]
            return [str(self.path), profile, *options, *map(str, documents)]
        script = folder / _SCRIPT
        script.write_bytes(files("cchc_report.document").joinpath(_SCRIPT).read_bytes())
        options = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script)]
        return [str(self.path), *options, str(folder)]


def convert_to_pdf(
    paths: Sequence[Path], soffice: Path | None = None, timeout: float | None = None, powershell: Path | None = None
) -> tuple[Path, ...]:
    """Write a PDF beside each document, in one run of LibreOffice for up to a hundred; return their paths in order.

    `timeout` is in seconds for a run; without it, it grows with the number of documents. `powershell` asks Word instead, where
    LibreOffice is not found. Raises MachineError where neither is there, or it fails or takes too long; what could be
    converted then has its PDF all the same.
    """
    if not paths:
        return ()
    program = _choose(soffice, powershell)
    written: list[Path] = []
    failed: list[str] = []
    for start in range(0, len(paths), _AT_ONCE):
        batch = paths[start : start + _AT_ONCE]
        for path, target in zip(batch, _convert(program, batch, timeout), strict=True):
            if target is None:
                failed.append(path.name)
            else:
                written.append(target)
    if failed:
        names = ", ".join(failed)
        raise MachineError(
            f"{program.name} không chuyển được sang PDF: {names}. Hãy mở tệp Word và chọn Lưu thành PDF."
        )
    return tuple(written)


def _choose(soffice: Path | None, powershell: Path | None) -> _Program:
    if soffice is None and powershell is not None:
        return _Program("Microsoft Word", powershell)
    if found := soffice or find_soffice():
        return _Program("LibreOffice", found)
    if asked := find_powershell():
        return _Program("Microsoft Word", asked)
    raise MachineError(missing_program())


def _convert(program: _Program, paths: Sequence[Path], timeout: float | None) -> tuple[Path | None, ...]:
    """Convert copies with numbered names: two documents may have the same name, and a name may be odd."""
    with tempfile.TemporaryDirectory(prefix="cchc-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copies = [folder / f"{number}{path.suffix}" for number, path in enumerate(paths)]
        for path, copy in zip(paths, copies, strict=True):
            shutil.copyfile(path, copy)
        try:
            limit = _TO_START + _EACH * len(paths) if timeout is None else timeout
            run_program(program.command(folder, copies), program.name, limit)
        finally:
            _end_word(folder / _WORD_PID)
        made = [copy.with_suffix(".pdf") for copy in copies]
        return tuple(_put_beside(path, pdf) if _is_pdf(pdf) else None for path, pdf in zip(paths, made, strict=True))


def _end_word(pid_file: Path) -> None:
    """End the Word that a script has left behind: it is no child of the script, so ending the script is not enough."""
    if not pid_file.is_file():
        return
    for pid in pid_file.read_text(encoding="ascii", errors="replace").split():
        if pid.isdigit():
            end_program(int(pid))


def _is_pdf(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


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


def notes_on_pdf(paths: Sequence[Path]) -> tuple[str, ...]:
    """Say what a clerk should know of PDFs just written: another font than Times New Roman, no PDF/A; each once."""
    contents = [path.read_bytes() for path in paths if path.suffix == ".pdf"]
    return tuple(dict.fromkeys(note for content in contents for note in _notes(content)))


def _notes(content: bytes) -> Iterator[str]:
    fonts = set(_FONT.findall(content))
    if fonts and not any(_WANTED in font for font in fonts):
        families = {_SPACED.sub(" ", font.decode("ascii").partition("-")[0]) for font in fonts}
        shown = " và ".join(sorted(families))
        same = "; chữ rộng như nhau nên chỗ ngắt trang không đổi" if shown == _TWIN else ""
        yield (
            f"Máy này không có phông Times New Roman nên bản PDF dùng phông {shown}{same}. "
            "Muốn đúng phông, hãy lập PDF trên máy có Times New Roman."
        )
    if _ARCHIVAL not in content:
        yield "Bản PDF chưa phải dạng PDF/A để lưu trữ. Hãy cài LibreOffice từ bản 7.4 trở lên rồi lập lại."
