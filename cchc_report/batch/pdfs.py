"""The PDFs of a batch: made after all documents are written, by one start of the office program for a hundred of them.

Knows which documents are waiting; how one becomes a PDF is `document.pdf`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from cchc_report.batch.results import CommuneResult
from cchc_report.document.pdf import AT_ONCE, convert_all

_DOCUMENT = ".docx"

Told = Callable[[int, int], None]  # how many documents are done, of how many


@dataclass(frozen=True)
class WithPdfs:
    """The communes with the PDFs among their outputs; `message` says which documents have none, and why."""

    communes: tuple[CommuneResult, ...]
    written: tuple[Path, ...]
    message: str = ""


def write_pdfs(root: Path, communes: Sequence[CommuneResult], told: Told) -> WithPdfs:
    """Write a PDF beside each document that has none as new as itself; `told` hears of the progress.

    A document that fails stops no other. Raises MachineError where no office program is there or a PDF cannot be written.
    """
    waiting = [
        name for commune in communes for name in _documents(commune) if not _is_current(root / name, _pdf(root / name))
    ]
    written: list[Path] = []
    reasons: list[str] = []
    for start in range(0, len(waiting), AT_ONCE):
        told(start, len(waiting))
        names = waiting[start : start + AT_ONCE]
        done = convert_all([root / name for name in names])
        written += [pdf for pdf in done.pdfs if pdf is not None]
        if None in done.pdfs:
            reasons.append(done.reason(names))
    return WithPdfs(tuple(_with_pdfs(root, commune) for commune in communes), tuple(written), "\n".join(reasons))


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
