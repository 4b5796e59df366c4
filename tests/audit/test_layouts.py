"""Reports as other communes lay them out: headings numbered otherwise, appendices in cells, boxes and tabbed lines, hidden words."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from cchc_report.audit.written import read_written
from cchc_report.audit.written_blocks import Grid, Paragraph
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms
from tests.audit.reports import audited

HEADINGS = [
    ("II. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH", "1. Cải cách thể chế", "2. Cải cách thủ tục hành chính"),
    ("2. Kết quả thực hiện công tác cải cách hành chính", "2.1. Cải cách thể chế", "2.2. Cải cách thủ tục hành chính"),
    ("Phần II: Kết quả thực hiện công tác CCHC", "Mục 1. Công tác cải cách thể chế", "Mục 2. Về cải cách TTHC"),
    (
        "KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
        "a) Cải cách thể chế",
        "b) Công tác cải cách thủ tục hành chính",
    ),
    ("Kết quả thực hiện công tác cải cách hành chính", "Cải cách thể chế", "Cải cách thủ tục hành chính"),
    ("B. Phần thứ hai", "III. CẢI CÁCH THỂ CHẾ", "IV. CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
]
ROWS = ["STT\tChỉ tiêu thống kê\tĐơn vị tính\tSố liệu\tGhi chú", "1.3.1\tTổng số nhiệm vụ được giao\tNhiệm vụ\t12\t", "3.3.1\tSố lượng hồ sơ đã tiếp nhận\tSố lượng hồ sơ\t1.603\t"]  # fmt: skip


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def saved(tmp_path: Path, document: Document) -> Path:
    """Save a document and return its path."""
    path = tmp_path / "bao-cao.docx"
    document.save(str(path))
    return path


@pytest.mark.parametrize("headings", HEADINGS, ids=lambda one: one[1])
def test_a_section_is_known_by_its_title_however_it_is_numbered(
    form: Form, tmp_path: Path, headings: tuple[str, str, str]
) -> None:
    document = docx.Document()
    document.add_paragraph("Báo cáo công tác cải cách hành chính năm 2023")
    for heading, text in zip(headings, ("", "Đã ban hành 25 văn bản.", "Tiếp nhận 1.603 hồ sơ."), strict=True):
        document.add_paragraph(heading)
        document.add_paragraph(text)
    figures = audited(saved(tmp_path, document), form).body.figures
    assert ("II.1", 25) == (figures["documents.issued"].section, figures["documents.issued"].value)
    assert ("II.2", 1603) == (figures["dossiers.received"].section, figures["dossiers.received"].value)


def test_without_any_heading_the_figures_are_read_all_the_same(form: Form, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Báo cáo cải cách hành chính năm 2023")
    document.add_paragraph("UBND xã tiếp nhận 1.603 hồ sơ, giải quyết trước và đúng hạn 1.588 hồ sơ, quá hạn 11 hồ sơ.")
    figures = {name: said.value for name, said in audited(saved(tmp_path, document), form).body.figures.items()}
    assert {"dossiers.received": 1603, "dossiers.on_time": 1588, "dossiers.overdue": 11} == figures


def in_a_cell(document: Document) -> None:
    """Put the appendix into the one cell of a layout table."""
    inner = document.add_table(1, 1).cell(0, 0).add_table(0, 5)
    for row in ROWS:
        for cell, text in zip(inner.add_row().cells, row.split("\t"), strict=True):
            cell.text = text


def as_tabbed_lines(document: Document) -> None:
    """Type the appendix as lines with tabs."""
    for row in ROWS:
        document.add_paragraph(row)


def in_a_box(document: Document) -> None:
    """Put the appendix into a text box."""
    table = document.add_table(0, 5)
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row.split("\t"), strict=True):
            cell.text = text
    run = document.add_paragraph("").add_run("")
    box = run._r.makeelement(qn("w:txbxContent"), {})
    box.append(table._tbl)
    run._r.append(box)


@pytest.mark.parametrize("lay_out", [in_a_cell, as_tabbed_lines, in_a_box])
def test_an_appendix_in_a_cell_in_a_box_or_typed_with_tabs_is_read(
    form: Form, tmp_path: Path, lay_out: Callable[[Document], None]
) -> None:
    document = docx.Document()
    lay_out(document)
    values = audited(saved(tmp_path, document), form).appendix.values
    assert {"1.3.1": 12, "3.3.1": 1603} == values


def hidden(run: Run) -> None:
    """Hide the letters of a run."""
    run.font.hidden = True


def struck(run: Run) -> None:
    """Strike a run through."""
    run.font.strike = True


def raised(run: Run) -> None:
    """Raise a run as a note mark stands."""
    run.font.superscript = True


@pytest.mark.parametrize("change", [hidden, struck, raised])
def test_what_is_hidden_struck_out_or_a_raised_mark_is_no_digit(tmp_path: Path, change: Callable[[Run], None]) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("tiếp nhận 624")
    change(paragraph.add_run("1"))
    paragraph.add_run(" hồ sơ")
    assert (Paragraph("tiếp nhận 624 hồ sơ"),) == read_written(saved(tmp_path, document))


def test_a_paragraph_end_that_a_tracked_change_deletes_parts_nothing(tmp_path: Path) -> None:
    document = docx.Document()
    first = document.add_paragraph("tiếp nhận 624 ")
    document.add_paragraph("hồ sơ")
    mark = first._p.makeelement(qn("w:rPr"), {})
    mark.append(mark.makeelement(qn("w:del"), {}))
    first._p.get_or_add_pPr().append(mark)
    assert (Paragraph("tiếp nhận 624 hồ sơ"),) == read_written(saved(tmp_path, document))


def test_a_list_inside_a_cell_stays_in_its_cell(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "7.1"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "Chưa có = 0"
    assert (Grid((("7.1", "Chưa có = 0"),)),) == read_written(saved(tmp_path, document))
