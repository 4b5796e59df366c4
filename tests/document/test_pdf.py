"""Documents into PDF: LibreOffice where it is installed, a sentence in Vietnamese where it is not or fails."""

import sys
from pathlib import Path

import pytest

from cchc_report.document.pdf import convert_to_pdf, find_soffice
from cchc_report.errors import MachineError
from tests.document.word_files import paragraphs, word_file

needs_soffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


def test_no_documents_need_no_program() -> None:
    assert () == convert_to_pdf([])


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    document = word_file(tmp_path / "a.docx", paragraphs("một"))
    with pytest.raises(MachineError, match="cài lại LibreOffice"):
        convert_to_pdf([document], soffice=tmp_path / "none")


def test_a_program_that_writes_nothing_is_told_with_the_documents_name(tmp_path: Path) -> None:
    document = word_file(tmp_path / "a.docx", paragraphs("một"))
    with pytest.raises(MachineError, match=r"không chuyển được sang PDF: a\.docx"):
        convert_to_pdf([document], soffice=Path(sys.executable))
    assert [document] == list(tmp_path.iterdir())


def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    document = word_file(tmp_path / "a.docx", paragraphs("một"))
    slow = tmp_path / "slow"
    slow.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    slow.chmod(0o755)
    if sys.platform == "win32":
        pytest.skip("Windows starts no scripts")
    with pytest.raises(MachineError, match="chưa chuyển xong"):
        convert_to_pdf([document], soffice=slow, timeout=0.5)


@needs_soffice
def test_each_document_has_its_pdf_beside_it(tmp_path: Path) -> None:
    documents = [word_file(tmp_path / f"{name}.docx", paragraphs(name)) for name in ("báo cáo", "phụ lục")]
    written = convert_to_pdf(documents)
    assert ["báo cáo.pdf", "phụ lục.pdf"] == [path.name for path in written]
    assert [b"%PDF"] * 2 == [path.read_bytes()[:4] for path in written]
