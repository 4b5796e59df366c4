"""The PDFs of a batch: only of documents that have none as new as themselves, in few starts, a failure stopping no other."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_report.batch.pdfs import write_pdfs
from cchc_report.batch.results import CommuneResult
from cchc_report.ground.errors import MachineError
from tests.batch.communes import commune

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no scripts")

OFFICE = f"""#!{sys.executable}
import pathlib, sys
with open({{log!r}}, "a") as file:
    print(sum(name.endswith(".docx") for name in sys.argv), file=file)
for path in (pathlib.Path(name) for name in sys.argv if name.endswith(".docx")):
    if path.read_bytes() != b"broken":
        path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 %%EOF")
"""


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office program on the PATH, and where it writes down how many documents each start had."""
    log = tmp_path / "starts"
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(OFFICE.format(log=str(log)))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return log


def written(root: Path, name: str, *documents: str, content: bytes = b"good") -> CommuneResult:
    """Write a commune's documents and return its result."""
    result = commune(name)
    for document in documents:
        path = root / result.path / document
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return replace(result, outputs=documents)


def unheard(_done: int, _total: int) -> None:
    """Hear of progress and do nothing."""


def test_all_communes_share_a_start_and_have_their_pdfs_among_their_outputs(tmp_path: Path, starts: Path) -> None:
    communes = [written(tmp_path, name, "out/2023/a.docx", "out/2023/b.docx") for name in ("Một", "Hai", "Ba")]
    made = write_pdfs(tmp_path, communes, unheard)
    assert ("6", 6, "") == (starts.read_text().strip(), len(made.written), made.message)
    expected = ("out/2023/a.docx", "out/2023/b.docx", "out/2023/a.pdf", "out/2023/b.pdf")
    assert [expected] * 3 == [one.outputs for one in made.communes]


def test_the_report_on_all_communes_has_its_pdf_too(tmp_path: Path, starts: Path) -> None:
    shared = [tmp_path / "out" / name for name in ("tong-hop.xlsx", "bao-cao-tong-hop.docx")]
    shared[0].parent.mkdir()
    for path in shared:
        path.write_bytes(b"good")
    made = write_pdfs(tmp_path, [written(tmp_path, "Một", "a.docx")], unheard, shared)
    assert ("2", (*shared, shared[1].with_suffix(".pdf"))) == (starts.read_text().strip(), made.shared)


def test_a_document_with_a_pdf_as_new_as_itself_is_not_converted_again(tmp_path: Path, starts: Path) -> None:
    one = written(tmp_path, "Một", "a.docx", "b.docx")
    write_pdfs(tmp_path, [one], unheard)
    later = (tmp_path / one.path / "a.pdf").stat().st_mtime + 10
    os.utime(tmp_path / one.path / "b.docx", (later, later))
    again = write_pdfs(tmp_path, [one], unheard)
    assert ["2", "1"] == starts.read_text().split()
    assert [tmp_path / one.path / "b.pdf"] == list(again.written)


def test_a_document_that_fails_is_named_with_its_commune_and_stops_no_other(tmp_path: Path, starts: Path) -> None:
    bad = written(tmp_path, "Hỏng", "a.docx", content=b"broken")
    made = write_pdfs(tmp_path, [bad, written(tmp_path, "Tốt", "a.docx")], unheard)
    assert [("a.docx",), ("a.docx", "a.pdf")] == [one.outputs for one in made.communes]
    assert made.message.startswith("LibreOffice không chuyển được sang PDF: huyen/hỏng/a.docx.")
    assert starts.exists()


def test_progress_is_told_before_each_start(tmp_path: Path, starts: Path) -> None:
    told: list[tuple[int, int]] = []
    names = [f"{number}.docx" for number in range(101)]
    write_pdfs(tmp_path, [written(tmp_path, "Một", *names)], lambda done, total: told.append((done, total)))
    assert ([(0, 101), (100, 101)], ["100", "1"]) == (told, starts.read_text().split())


def test_communes_without_documents_need_no_program(tmp_path: Path) -> None:
    assert (commune("Một"),) == write_pdfs(tmp_path, [commune("Một")], unheard).communes


def test_a_pdf_that_cannot_be_written_is_told(tmp_path: Path, starts: Path) -> None:
    one = written(tmp_path, "Một", "a.docx")
    (tmp_path / one.path / "a.pdf").mkdir()
    os.utime(tmp_path / one.path / "a.pdf", (1, 1))
    with pytest.raises(MachineError, match=r"Không ghi được .*a\.pdf"):
        write_pdfs(tmp_path, [one], unheard)
    assert starts.exists()
