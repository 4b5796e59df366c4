"""Documents into PDF: LibreOffice where it is installed, Word on Windows, a sentence in Vietnamese where neither is or it fails."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc_report.document.pdf import programs as pdf_programs
from cchc_report.document.pdf.pdf import convert_all, convert_to_pdf, notes_on_pdf
from cchc_report.document.pdf.programs import missing_program
from cchc_report.document.template import compile_templates
from cchc_report.ground.errors import MachineError
from tests import needs
from tests.document.samples import TEMPLATES, report
from tests.document.word_files import paragraphs, word_file

needs_scripts = pytest.mark.skipif(sys.platform == "win32", reason="Windows starts no scripts")

# Stand-ins that are started as real programs: they write down how they were called, and what LibreOffice or Word would write.
OFFICE = """
import pathlib, sys
log = pathlib.Path(sys.argv[0]).with_suffix(".log")
with log.open("a") as file:
    print(*sys.argv[1:], sep="\\t", file=file)
for name in sys.argv[1:]:
    path = pathlib.Path(name)
    if path.suffix == ".docx" and b"deadly" in path.read_bytes():
        sys.exit(1)
    if path.suffix == ".docx" and b"hanging" in path.read_bytes():
        path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 half")
        import time
        time.sleep(60)
    if path.suffix == ".docx" and b"broken" not in path.read_bytes():
        path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 " + path.read_bytes()[:20] + b"%%EOF")
"""
WORD = """
import pathlib, subprocess, sys
script, folder = pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])
pathlib.Path(sys.argv[0]).with_suffix(".log").write_text(" ".join(sys.argv[1:-2]) + " " + script.name)
assert "ExportAsFixedFormat" in script.read_text(encoding="utf-8")
word = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
(folder / "word.pid").write_text(str(word.pid))
pathlib.Path(sys.argv[0]).with_suffix(".pid").write_text(str(word.pid))
for path in folder.glob("*.docx"):
    path.with_suffix(".pdf").write_bytes(b"%PDF-1.7 %%EOF")
"""


def program(folder: Path, source: str) -> Path:
    """Write a program that can be started."""
    path = folder / "program"
    path.write_text(f"#!{sys.executable}\n{source}", encoding="utf-8")
    path.chmod(0o755)
    return path


def documents(folder: Path, *names: str) -> list[Path]:
    return [word_file(folder / f"{name}.docx", paragraphs(name)) for name in names]


def test_no_documents_need_no_program() -> None:
    assert () == convert_to_pdf([])


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    with pytest.raises(MachineError, match="cài lại LibreOffice"):
        convert_to_pdf(documents(tmp_path, "a"), soffice=tmp_path / "none")


def test_a_program_that_writes_nothing_is_told_with_the_documents_name(tmp_path: Path) -> None:
    found = documents(tmp_path, "a")
    with pytest.raises(MachineError, match=r"không chuyển được sang PDF: a\.docx"):
        convert_to_pdf(found, soffice=Path(sys.executable))
    assert found == list(tmp_path.iterdir())


@needs_scripts
def test_a_program_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    slow = program(tmp_path, "import time\ntime.sleep(60)\n")
    with pytest.raises(MachineError, match="LibreOffice chưa chuyển xong"):
        convert_to_pdf(documents(tmp_path, "a"), soffice=slow, timeout=0.5)


@needs_scripts
def test_one_start_serves_many_documents_with_a_profile_of_its_own(tmp_path: Path) -> None:
    office = program(tmp_path, OFFICE)
    found = documents(tmp_path, *map(str, range(30)))
    assert [path.with_suffix(".pdf") for path in found] == list(convert_to_pdf(found, soffice=office))
    calls = office.with_suffix(".log").read_text().splitlines()
    assert (1, True) == (len(calls), calls[0].startswith("-env:UserInstallation=file:///"))


@needs_scripts
def test_more_than_a_hundred_documents_are_shared_out_over_starts(tmp_path: Path) -> None:
    office = program(tmp_path, OFFICE)
    found = documents(tmp_path, *map(str, range(101)))
    assert 101 == len(convert_to_pdf(found, soffice=office))
    assert 2 == len(office.with_suffix(".log").read_text().splitlines())


@needs_scripts
def test_libreoffice_is_asked_for_an_archival_pdf_with_bookmarks_and_tags(tmp_path: Path) -> None:
    office = program(tmp_path, OFFICE)
    convert_to_pdf(documents(tmp_path, "a"), soffice=office)
    call = office.with_suffix(".log").read_text().split("\t")
    wanted = call[call.index("--convert-to") + 1]
    assert wanted.startswith('pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}')
    assert ["ExportBookmarks", "UseTaggedPDF"] == re.findall("ExportBookmarks|UseTaggedPDF", wanted)


@needs_scripts
def test_one_document_that_fails_leaves_the_others_their_pdf(tmp_path: Path) -> None:
    good, bad = documents(tmp_path, "a")[0], tmp_path / "b.docx"
    bad.write_bytes(b"broken")
    with pytest.raises(MachineError, match=r"không chuyển được sang PDF: b\.docx"):
        convert_to_pdf([bad, good], soffice=program(tmp_path, OFFICE))
    assert (True, False) == (good.with_suffix(".pdf").exists(), bad.with_suffix(".pdf").exists())


@needs_scripts
def test_documents_of_one_name_in_two_folders_each_have_their_own_pdf(tmp_path: Path) -> None:
    (tmp_path / "xã Đông").mkdir()
    (tmp_path / "xã Tây").mkdir()
    found = [word_file(tmp_path / name / "báo cáo.docx", paragraphs(name)) for name in ("xã Đông", "xã Tây")]
    written = convert_to_pdf(found, soffice=program(tmp_path, OFFICE))
    assert [tmp_path / "xã Đông" / "báo cáo.pdf", tmp_path / "xã Tây" / "báo cáo.pdf"] == list(written)


@needs_scripts
def test_word_is_asked_by_a_script_and_ended_with_it(tmp_path: Path) -> None:
    powershell = program(tmp_path, WORD)
    found = documents(tmp_path, "báo cáo", "phụ lục")
    assert [path.with_suffix(".pdf") for path in found] == list(convert_to_pdf(found, powershell=powershell))
    options = "-NoProfile -NonInteractive -ExecutionPolicy Bypass -File word_to_pdf.ps1"
    assert options == powershell.with_suffix(".log").read_text()
    assert not is_running(int(powershell.with_suffix(".pid").read_text()))


@needs_scripts
def test_word_that_hangs_is_ended_and_told(tmp_path: Path) -> None:
    powershell = program(tmp_path, WORD.replace("for path in", "import time\ntime.sleep(60)\nfor path in"))
    with pytest.raises(MachineError, match="Microsoft Word chưa chuyển xong"):
        convert_to_pdf(documents(tmp_path, "a"), powershell=powershell, timeout=2)
    assert not is_running(int(powershell.with_suffix(".pid").read_text()))


@needs_scripts
def test_word_that_hangs_when_its_work_is_done_is_ended_and_the_work_kept(tmp_path: Path) -> None:
    powershell = program(tmp_path, WORD + "\nimport time\ntime.sleep(60)\n")
    assert 1 == len(convert_to_pdf(documents(tmp_path, "a"), powershell=powershell, timeout=2))
    assert not is_running(int(powershell.with_suffix(".pid").read_text()))


@needs_scripts
@pytest.mark.parametrize("content", [b"deadly", b"hanging"])
def test_a_document_that_ends_or_holds_up_the_program_costs_no_other_its_pdf(tmp_path: Path, content: bytes) -> None:
    found = documents(tmp_path, "a", "c", "d")
    bad = tmp_path / "b.docx"
    bad.write_bytes(content)
    done = convert_all([found[0], bad, *found[1:]], soffice=program(tmp_path, OFFICE), timeout=1)
    assert [True, False, True, True] == [pdf is not None for pdf in done.pdfs]
    assert (content == b"hanging") is ("chưa chuyển xong sang PDF sau 1 giây" in done.reason(["a", "xã b", "c", "d"]))
    assert "xã b" in done.reason(["a", "xã b", "c", "d"])


@needs_scripts
def test_a_program_that_does_not_work_at_all_is_not_tried_for_ever(tmp_path: Path) -> None:
    office = program(tmp_path, OFFICE.replace("print(*", "print(len(sys.argv), *").replace("%PDF", "none"))
    done = convert_all(documents(tmp_path, *map(str, range(30))), soffice=office)
    assert (30, 1 + 3) == (done.pdfs.count(None), len(office.with_suffix(".log").read_text().splitlines()))
    assert done.reason([f"{n}.docx" for n in range(30)]).endswith(
        "8.docx, 9.docx và 20 tệp khác. Hãy mở tệp Word và chọn Lưu thành PDF."
    )


def is_running(pid: int) -> bool:
    """Tell whether a program goes on half a second later; one that was ended may wait to be counted out."""
    for _ in range(10):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True


def test_the_script_for_word_is_plain_ascii_which_every_powershell_reads() -> None:
    assert (Path(pdf_programs.__file__).parent / "word_to_pdf.ps1").read_bytes().isascii()


def test_where_nothing_writes_pdf_the_command_that_installs_it_is_given() -> None:
    commands = {
        "win32": "winget install TheDocumentFoundation.LibreOffice",
        "darwin": "brew install --cask libreoffice",
    }
    assert f"“{commands.get(sys.platform, 'sudo apt install libreoffice-writer')}”" in missing_program()


@needs.soffice
def test_each_document_has_its_pdf_beside_it(tmp_path: Path) -> None:
    written = convert_to_pdf(documents(tmp_path, "báo cáo", "phụ lục"))
    assert ["báo cáo.pdf", "phụ lục.pdf"] == [path.name for path in written]
    assert [b"%PDF"] * 2 == [path.read_bytes()[:4] for path in written]


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a whole report."""
    path = tmp_path_factory.mktemp("pdf") / "report.docx"
    path.write_bytes(compile_templates(TEMPLATES).render(report()))
    return convert_to_pdf([path])[0].read_bytes()


@needs.soffice
def test_the_pdf_is_archival_tagged_and_has_bookmarks(pdf: bytes) -> None:
    assert (b"2", b"B") == tuple(re.findall(rb"<pdfaid:\w+>(\w)<", pdf))
    assert [True, True] == [mark in pdf for mark in (b"/Outlines ", b"/StructTreeRoot ")]


@needs.soffice
def test_every_font_of_the_pdf_is_embedded(pdf: bytes) -> None:
    named = re.findall(rb"/BaseFont\s*/[A-Z]{6}\+\S+", pdf)
    assert (True, len(named)) == (len(named) > 1, len(re.findall(rb"/FontFile2 ", pdf)))


@needs.soffice
def test_the_pdf_has_the_properties_of_its_document(pdf: bytes) -> None:
    said = pdf.decode("utf-8", "ignore")
    assert "Báo cáo công tác cải cách hành chính năm 2023 của UBND xã Hoằng Trường</rdf:li>" in said
    assert "<rdf:li>Ủy ban nhân dân xã Hoằng Trường</rdf:li>" in said


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF /BaseFont/BAAAAA+TimesNewRomanPSMT <pdfaid:part>2<", []),
        (
            b"%PDF /BaseFont/BAAAAA+LiberationSerif-Bold /BaseFont/CAAAAA+LiberationSerif <pdfaid:part>2<",
            ["không có phông Times New Roman nên bản PDF dùng phông Liberation Serif; chữ rộng như nhau"],
        ),
        (
            b"%PDF /BaseFont/BAAAAA+DejaVuSans <pdfaid:part>2<",
            ["không có phông Times New Roman nên bản PDF dùng phông DejaVu Sans."],
        ),
        (
            b"%PDF /BaseFont/BAAAAA+LiberationSerif /BaseFont/CAAAAA+DejaVuSerif-Bold <pdfaid:part>2<",
            ["dùng phông DejaVu Serif và Liberation Serif. Phông thay thế thiếu một số chữ tiếng Việt"],
        ),
        (b"%PDF /BaseFont/BAAAAA+TimesNewRomanPSMT", ["chưa phải dạng PDF/A"]),
    ],
)
def test_what_a_clerk_should_know_of_a_pdf_is_noted(tmp_path: Path, content: bytes, expected: list[str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    notes = notes_on_pdf([path, tmp_path / "a.docx"])
    assert [True] * len(expected) == [text in note for text, note in zip(expected, notes, strict=True)]


@needs.soffice
@pytest.mark.skipif(os.name != "posix", reason="fonts are listed by fontconfig")
def test_a_font_that_stands_in_is_named_only_where_it_does(tmp_path: Path, pdf: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf)
    families = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    assert ("Times New Roman" not in families) is any("Times New Roman" in note for note in notes_on_pdf([path]))
