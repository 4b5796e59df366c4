"""Written reports off the disk: what a file is decides how it is read, and what cannot be read is said in a clerk's words."""

import io
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from cchc_report.audit.written import read_written
from cchc_report.audit.written_blocks import Grid, Paragraph, UnreadableReportError
from cchc_report.audit.written_office import read_by_office
from cchc_report.document.pdf.programs import find_soffice, run_program
from tests import needs
from tests.document.word_files import word_file

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORKBOOKS = Path(__file__).parent.parent / "workbook" / "files"
FIXTURE = Path(__file__).with_name("bao-cao-mot-trang.pdf")


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "không phải là tệp Word"),
        (b"STT;S\xe1\xbb\x91 li\xe1\xbb\x87u", "không phải là tệp Word"),
        (OLE2 + b"\0" * 600, "là tệp Word kiểu cũ (.doc)"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        (b"PK\x03\x04 torn", "bị hỏng"),
        (zipped(other=b"nothing of Word"), "bị hỏng hoặc không phải tệp .docx"),
        (b"%PDF-1.7\nnothing", "bị hỏng, không mở được"),
    ],
    ids=["empty", "text", "old Word", "password", "torn", "another ZIP", "broken PDF"],
)
def test_what_is_no_report_is_told_with_what_to_do(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(content)
    with pytest.raises(UnreadableReportError) as told:
        read_written(path)
    assert reason in told.value.reason
    assert told.value.hint.endswith((".", "”."))


@pytest.mark.parametrize("name", ["so.xls", "so.ods"])
def test_a_workbook_is_sent_to_the_command_for_workbooks(name: str) -> None:
    with pytest.raises(UnreadableReportError, match="là sổ tính, không phải báo cáo") as told:
        read_written(WORKBOOKS / name)
    assert "Sổ tính thì kiểm tra bằng lệnh “cchc validate”." == told.value.hint


def test_an_old_word_file_with_a_table_of_excel_in_it_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.doc"
    path.write_bytes(OLE2 + "WordDocument".encode("utf-16-le") + "Workbook".encode("utf-16-le"))
    with pytest.raises(UnreadableReportError, match="kiểu cũ"):
        read_written(path)


def test_a_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path) -> None:
    path = word_file(tmp_path / "bom.docx", "")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bin", b"\0" * (65 * 2**20))
    with pytest.raises(UnreadableReportError, match="quá lớn"):
        read_written(path)


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document/>',
        b"<w:document " + b"<a>" * 5_000,
        b"not xml at all",
    ],
    ids=["entities", "deep", "no XML"],
)
def test_hostile_xml_is_a_broken_file(tmp_path: Path, xml: bytes) -> None:
    good = word_file(tmp_path / "good.docx", "")
    bad = tmp_path / "bad.docx"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            target.writestr(name, xml if name == "word/document.xml" else source.read(name))
    with pytest.raises(UnreadableReportError, match=r"bị hỏng|không phải tệp Word thông thường"):
        read_written(bad)


def test_merged_cells_keep_the_columns(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Trước bảng")
    table = document.add_table(3, 3)
    for row, texts in enumerate((("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "rộng"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "cao"
    path = tmp_path / "bang.docx"
    document.save(str(path))
    assert (
        Paragraph("Trước bảng"),
        Grid((("a", "rộng", ""), ("cao", "e", "f"), ("", "h", "i"))),
    ) == read_written(path)


def test_a_pdf_gives_its_paragraphs_and_the_cells_of_its_table() -> None:
    *paragraphs, grid = read_written(FIXTURE)
    texts = [block.text for block in paragraphs if isinstance(block, Paragraph)]
    assert "1. Cải cách thể chế" in texts
    assert "Trong năm 2023, Ủy ban nhân dân xã đã ban hành 12 văn bản các loại, gồm: 5 Quyết định, 7 Báo cáo." in texts
    assert isinstance(grid, Grid)
    assert [
        ("STT", "Chỉ tiêu thống kê", "Kết quả thống kê", "", "Ghi chú"),
        ("", "", "Đơn vị tính", "Số liệu", ""),
        ("3.3.1", "Số lượng hồ sơ đã tiếp nhận", "Số lượng hồ sơ", "1.603", ""),
        ("Trong đó", "Tiếp nhận trực tiếp", "Số lượng hồ sơ", "581", ""),
        ("", "Tiếp nhận qua BCCI", "Số lượng hồ sơ", "02", "cả năm"),
    ] == list(grid.rows)


def test_a_page_without_letters_is_told_to_be_a_scan(tmp_path: Path) -> None:
    scan = tmp_path / "ban-chup.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(scan)
    document.close()
    with pytest.raises(UnreadableReportError, match="không có lớp chữ") as told:
        read_written(scan)
    assert "bản chụp" in told.value.hint


@pytest.mark.parametrize("cut", [200, 2_000, 8_000])
def test_a_pdf_cut_short_is_read_or_refused_but_never_fails(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(FIXTURE.read_bytes()[:cut])
    with pytest.raises(UnreadableReportError):
        read_written(path)


@needs.soffice
@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
def test_a_file_of_another_writer_is_read_by_libreoffice(tmp_path: Path, ending: str) -> None:
    document = docx.Document()
    document.add_paragraph("Tiếp nhận 20 hồ sơ.")
    document.save(str(tmp_path / "bao-cao.docx"))
    soffice = find_soffice()
    assert soffice is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", ending, "--outdir", str(tmp_path / "ra")]
    assert run_program([*command, str(tmp_path / "bao-cao.docx")], "LibreOffice", 90)
    assert Paragraph("Tiếp nhận 20 hồ sơ.") in read_written(tmp_path / "ra" / f"bao-cao.{ending}")


def test_without_libreoffice_such_a_file_is_told_by_its_kind() -> None:
    with pytest.raises(UnreadableReportError, match=r"là tệp \.rtf") as told:
        list(read_by_office(b"", ".rtf", "là tệp .rtf", None))
    assert "Máy có LibreOffice thì đọc được ngay tệp này." in told.value.hint
