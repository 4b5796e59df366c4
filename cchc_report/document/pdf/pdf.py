"""Word documents into PDF/A for archives and signatures: by LibreOffice, or on Windows by Word where LibreOffice is missing.

One start of the program serves many documents. Knows what a PDF of a report must be, not how its document came about.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from cchc_report.document.pdf.programs import (
    end_program,
    find_powershell,
    find_soffice,
    missing_program,
    run_program,
)
from cchc_report.ground.errors import MachineError

__all__ = ["AT_ONCE", "Conversion", "convert_all", "convert_to_pdf", "find_soffice", "notes_on_pdf", "require_program"]

AT_ONCE = 100  # documents a start: Windows limits the length of a command
_TO_START, _EACH = 90.0, 10.0  # seconds
_IN_VAIN = 3  # documents tried alone where none could be converted
_TAIL = 1024  # bytes at the end of a PDF that say it is whole
_NAMED = 10  # documents without a PDF that are named
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
        script.write_bytes(files(__package__).joinpath(_SCRIPT).read_bytes())
        options = ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", str(script)]
        return [str(self.path), *options, str(folder)]


@dataclass(frozen=True)
class Conversion:
    """What became of documents: a PDF for each in order, None where there is none, and why."""

    program: str
    pdfs: tuple[Path | None, ...]
    late_after: float | None = None  # seconds after which the last document that failed was given up

    def reason(self, names: Sequence[str]) -> str:
        """Say which documents have no PDF, under the names given for all documents, and what to do."""
        failed = [name for name, pdf in zip(names, self.pdfs, strict=True) if pdf is None]
        shown = ", ".join(failed[:_NAMED]) + (f" và {len(failed) - _NAMED} tệp khác" if len(failed) > _NAMED else "")
        if self.late_after is not None:
            return (
                f"{self.program} chưa chuyển xong sang PDF sau {self.late_after:.0f} giây nên đã dừng: {shown}. "
                f"Hãy đóng {self.program} đang mở rồi thử lại."
            )
        return f"{self.program} không chuyển được sang PDF: {shown}. Hãy mở tệp Word và chọn Lưu thành PDF."


def convert_to_pdf(
    paths: Sequence[Path], soffice: Path | None = None, timeout: float | None = None, powershell: Path | None = None
) -> tuple[Path, ...]:
    """Write a PDF beside each document, as `convert_all` does; return their paths in order.

    Raises MachineError where no program is there, or one document or more cannot be converted; the others have their PDF.
    """
    done = convert_all(paths, soffice, timeout, powershell)
    if None in done.pdfs:
        raise MachineError(done.reason([path.name for path in paths]))
    return tuple(pdf for pdf in done.pdfs if pdf is not None)


def convert_all(
    paths: Sequence[Path], soffice: Path | None = None, timeout: float | None = None, powershell: Path | None = None
) -> Conversion:
    """Write a PDF beside each document, in one start of LibreOffice for up to a hundred; a document that fails stops no other.

    `timeout` is in seconds for a start; without it, it grows with the number of documents. `powershell` asks Word instead, where
    LibreOffice is not found. Raises MachineError where neither is there, cannot be started, or a PDF cannot be written.
    """
    if not paths:
        return Conversion("", ())
    program = _choose(soffice, powershell)
    done: list[Conversion] = [
        _convert_with_retries(program, paths[start : start + AT_ONCE], timeout)
        for start in range(0, len(paths), AT_ONCE)
    ]
    late = next((one.late_after for one in done if one.late_after is not None), None)
    return Conversion(program.name, tuple(pdf for one in done for pdf in one.pdfs), late)


def _convert_with_retries(program: _Program, paths: Sequence[Path], timeout: float | None) -> Conversion:
    """Convert documents together, then each without a PDF alone: one may have ended or held up the program for those after it."""
    together = _convert(program, paths, timeout)
    if len(paths) == 1 or None not in together.pdfs:
        return together
    pdfs, late, in_vain = list(together.pdfs), None, 0
    for at in [at for at, pdf in enumerate(pdfs) if pdf is None]:
        if in_vain == _IN_VAIN and not any(pdfs):
            break  # the program does not work at all
        alone = _convert(program, paths[at : at + 1], timeout)
        pdfs[at], late = alone.pdfs[0], alone.late_after or late
        in_vain += alone.pdfs[0] is None
    return Conversion(program.name, tuple(pdfs), late)


def require_program() -> None:
    """Raise MachineError, with the command that installs one, where no program on this machine writes PDF."""
    _choose(None, None)


def _choose(soffice: Path | None, powershell: Path | None) -> _Program:
    if soffice is None and powershell is not None:
        return _Program("Microsoft Word", powershell)
    if found := soffice or find_soffice():
        return _Program("LibreOffice", found)
    if asked := find_powershell():
        return _Program("Microsoft Word", asked)
    raise MachineError(missing_program())


def _convert(program: _Program, paths: Sequence[Path], timeout: float | None) -> Conversion:
    """Convert copies with numbered names: two documents may have the same name, and a name may be odd."""
    with tempfile.TemporaryDirectory(prefix="cchc-pdf-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copies = [folder / f"{number}{path.suffix}" for number, path in enumerate(paths)]
        for path, copy in zip(paths, copies, strict=True):
            shutil.copyfile(path, copy)
        try:
            limit = _TO_START + _EACH * len(paths) if timeout is None else timeout
            in_time = run_program(program.command(folder, copies), program.name, limit)
        finally:
            _end_word(folder / _WORD_PID)
        made = [copy.with_suffix(".pdf") for copy in copies]
        pdfs = tuple(_put_beside(path, pdf) if _is_pdf(pdf) else None for path, pdf in zip(paths, made, strict=True))
        return Conversion(program.name, pdfs, None if in_time else limit)


def _end_word(pid_file: Path) -> None:
    """End the Word that a script has left behind: it is no child of the script, so ending the script is not enough."""
    if not pid_file.is_file():
        return
    for pid in pid_file.read_text(encoding="ascii", errors="replace").split():
        if pid.isdigit():
            end_program(int(pid))


def _is_pdf(path: Path) -> bool:
    """Tell whether a PDF is there, and whole: a program may be ended while it writes."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        begins = file.read(5) == b"%PDF-"
        file.seek(-min(path.stat().st_size, _TAIL), os.SEEK_END)
        return begins and b"%%EOF" in file.read()


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
        families = sorted({_family(font) for font in fonts})
        same = "; chữ rộng như nhau nên chỗ ngắt trang không đổi" if families == [_TWIN] else ""
        uneven = " Phông thay thế thiếu một số chữ tiếng Việt nên nét chữ không đều." if families[1:] else ""
        yield (
            f"Máy này không có phông Times New Roman nên bản PDF dùng phông {' và '.join(families)}{same}.{uneven} "
            "Muốn đúng phông, hãy lập PDF trên máy có Times New Roman"
            + (" (trên Linux cũng có thể cài gói fonts-liberation2)." if families[1:] else ".")
        )
    if _ARCHIVAL not in content:
        yield "Bản PDF chưa phải dạng PDF/A để lưu trữ. Hãy cài LibreOffice từ bản 7.4 trở lên rồi lập lại."


def _family(font: bytes) -> str:
    """Return a font's family as menus name it: `LiberationSerif-Bold` is Liberation Serif."""
    bare = font.decode("ascii").partition("-")[0]
    return _SPACED.sub(" ", bare).replace("Deja Vu", "DejaVu")
