"""A report in a format of other writers (.doc, .odt, .rtf), turned into a Word file by LibreOffice where that is installed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from cchc_report.audit.written_blocks import Block, UnreadableReportError
from cchc_report.audit.written_word import SAVE_AS_WORD, read_word
from cchc_report.document.pdf.programs import run_program
from cchc_report.ground.errors import MachineError

_SECONDS = 90.0
_FILTERS = {
    ".doc": "MS Word 97",
    ".rtf": "Rich Text Format",
    ".odt": "writer8",
}  # else a broken file is read as plain text


def read_by_office(content: bytes, ending: str, what: str, soffice: Path | None) -> Iterator[Block]:
    """Yield the paragraphs and tables of a file that LibreOffice reads; raises UnreadableReportError, also where it is None."""
    if soffice is None:
        hint = f"{SAVE_AS_WORD} Máy có LibreOffice thì đọc được ngay tệp này."
        raise UnreadableReportError(what, hint)
    with tempfile.TemporaryDirectory(prefix="cchc-") as name:
        folder = Path(name)
        source = folder / f"bao-cao{ending}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        target = folder / "ra"
        options = [
            "--headless",
            "--norestore",
            "--nologo",
            f"--infilter={_FILTERS[ending]}",
            "--convert-to",
            "docx",
            "--outdir",
            str(target),
        ]
        try:
            run_program([str(soffice), profile, *options, str(source)], "LibreOffice", _SECONDS)
        except MachineError:
            raise UnreadableReportError(f"{what}, LibreOffice không mở được", SAVE_AS_WORD) from None
        written = target / "bao-cao.docx"
        if not written.is_file():
            raise UnreadableReportError(f"{what}, LibreOffice không đọc được", SAVE_AS_WORD)
        yield from read_word(written)
