"""Reports as PDF in other fonts, with frames, torn rows and pictures: the same figures and the same problems as the Word file."""

from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn

from cchc_report.audit import Audit
from cchc_report.audit.audit_json import AuditJson
from cchc_report.audit.pdf_tables import Filled
from cchc_report.audit.written_blocks import UnreadPages
from cchc_report.document import convert_to_pdf
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms
from tests import needs
from tests.audit.reports import audited, published, write_report

FONTS = [
    "DejaVu Serif",
    "DejaVu Sans",
    "Liberation Serif",
    "Noto Serif",
    "Noto Sans",
]  # what is not installed is set in another
FIXTURE = Path(__file__).with_name("bao-cao-mot-trang.pdf")


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def told(audit: Audit) -> list[tuple[str, str]]:
    return sorted((one.code.identifier, one.message) for one in audit.diagnostics)


@needs.soffice
def test_one_report_in_five_fonts_gives_the_figures_and_problems_of_the_word_file(form: Form, tmp_path: Path) -> None:
    source = write_report(tmp_path / "r.docx", published(), one_table=True)
    typed = audited(source, form)
    paths = []
    for font in FONTS:
        document = docx.Document(str(source))
        style = document.styles["Normal"]
        style.font.name = font
        style.element.rPr.rFonts.set(qn("w:cs"), font)
        paths.append(tmp_path / f"{font}.docx")
        document.save(str(paths[-1]))
    for pdf in convert_to_pdf(paths):
        read = audited(pdf, form)
        assert AuditJson.of(typed).indicators == AuditJson.of(read).indicators, pdf.name
        assert AuditJson.of(typed).figures == AuditJson.of(read).figures, pdf.name
        assert [code for code, _ in told(typed)] == [code for code, _ in told(read)], pdf.name


def test_a_table_that_goes_on_with_finer_columns_is_one_table() -> None:
    first = Filled((50.0, 100.0, 300.0, 400.0), (("STT", "Chỉ tiêu", "Kết quả"),))
    second = Filled((50.0, 100.0, 300.0, 350.0, 400.0), (("1.1", "Kế hoạch", "", "1"),))
    assert first.goes_on(second)
    assert (("STT", "Chỉ tiêu", "Kết quả", ""), ("1.1", "Kế hoạch", "", "1")) == first.joined(second).rows


def test_tables_between_other_margins_are_two() -> None:
    assert not Filled((50.0, 100.0), (("a",),)).goes_on(Filled((50.0, 400.0), (("b",),)))


def test_pages_that_are_pictures_are_named_in_runs() -> None:
    assert "5-8, 11" == UnreadPages((5, 6, 7, 8, 11)).shown


def test_a_picture_among_pages_with_text_is_told_and_its_rows_are_not_called_missing(
    form: Form, tmp_path: Path
) -> None:
    document = pypdfium2.PdfDocument(FIXTURE)
    page = document.new_page(595, 842)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.new_native(8, 8, 4))
    image.set_matrix(pypdfium2.PdfMatrix().scale(500, 700))
    page.insert_obj(image)
    page.gen_content()
    path = tmp_path / "bao-cao.pdf"
    document.save(path)
    document.close()
    messages = {one.code.identifier: one.message for one in audited(path, form).diagnostics}
    assert "Trang 2 là ảnh, không có lớp chữ: chưa đọc được gì ở các trang này" == messages["CC642"]
    assert "CC612" not in messages
