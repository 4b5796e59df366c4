"""The PDFs of a batch: made after all documents are written, by one start of the office program for a hundred of them.

Knows which documents are waiting; how one becomes a PDF is `document.pdf`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cchc_report.batch.results import CommuneResult
from cchc_report.document.pdf.pdf import AT_ONCE, convert_all

_DOCUMENT = ".docx"

Told = Callable[[int, int], None]  # how many documents are done, of how many


@dataclass(frozen=True)
class WithPdfs:
    """The communes and the files about all of them with the PDFs among them; `message` says what has none, and why."""

    communes: tuple[CommuneResult, ...]
    shared: tuple[Path, ...]
    written: tuple[Path, ...]
    message: str = ""


def write_pdfs(root: Path, communes: Sequence[CommuneResult], told: Told, shared: Sequence[Path] = ()) -> WithPdfs:
    """Write a PDF beside each document that has none as new as itself; `told` hears of the progress.

    `shared` are the files about all communes: the documents among them are waited for like a commune's.

    A document that fails stops no other. Raises MachineError where no office program is there or a PDF cannot be written.
    """
    reports = [path for path in shared if path.suffix == _DOCUMENT]
    documents = [root / name for commune in communes for name in _documents(commune)] + reports
    written, reasons = _convert(root, [path for path in documents if not _is_current(path, _pdf(path))], told)
    made = (_pdf(path) for path in reports if _is_current(path, _pdf(path)))
    with_them = tuple(_with_pdfs(root, commune) for commune in communes)
    return WithPdfs(with_them, (*shared, *made), tuple(written), "\n".join(reasons))


def _convert(root: Path, waiting: Sequence[Path], told: Told) -> tuple[list[Path], list[str]]:
    """Return the PDFs that were written, and why others were not."""
    written: list[Path] = []
    reasons: list[str] = []
    for start in range(0, len(waiting), AT_ONCE):
        told(start, len(waiting))
        some = waiting[start : start + AT_ONCE]
        done = convert_all(some)
        written += [pdf for pdf in done.pdfs if pdf is not None]
        if None in done.pdfs:
            reasons.append(done.reason([path.relative_to(root).as_posix() for path in some]))
    return written, reasons


def _documents(commune: CommuneResult) -> Iterator[str]:
    """Yield the commune's documents by their paths below the batch's folder."""
    return (f"{commune.path}/{output}" for output in commune.outputs if output.endswith(_DOCUMENT))


def _pdf(document: Path) -> Path:
    return document.with_suffix(".pdf")


def _is_current(document: Path, pdf: Path) -> bool:
    try:
        return pdf.stat().st_mtime_ns >= document.stat().st_mtime_ns
    except OSError:
        return False


def _with_pdfs(root: Path, commune: CommuneResult) -> CommuneResult:
    made = (
        PurePosixPath(output).with_suffix(".pdf").as_posix()
        for output in commune.outputs
        if output.endswith(_DOCUMENT) and _is_current(root / commune.path / output, _pdf(root / commune.path / output))
    )
    return replace(commune, outputs=(*commune.outputs, *made))
