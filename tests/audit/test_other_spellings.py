"""A right report as other clerks type it: no alarm, whatever the fonts, separators, words and tables; and what is wrong around its sections."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from cchc_report.document import convert_to_pdf
from cchc_report.form import Form
from cchc_report.report.build import build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace
from tests import needs
from tests.audit.reports import audited

Change = tuple[str, str]


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Form]:
    """The report of the commune whose figures agree."""
    folder = tmp_path_factory.mktemp("hoang-lam")
    sample = Path(__file__).parents[2] / "sample_data" / "hoang-lam"
    shutil.copytree(sample / "2023", folder / "2023")
    shutil.copy(sample / "cchc.toml", folder)
    workspace = open_workspace(folder)
    report = build_report(workspace, workspace.parse_period("2023"))
    (path,) = write_report(report, workspace, WantedDocuments())
    return path, report.form


def paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield block
        else:
            yield from (one for row in block.rows for cell in row.cells for one in cell.paragraphs)


def reworded(path: Path, changes: Sequence[Change], folder: Path) -> Path:
    """Write a copy with words replaced, each of which must be there; the letters' looks stay."""
    document = docx.Document(str(path))
    for old, new in changes:
        count = 0
        for one in paragraphs(document):
            text, made = re.subn(old, new, one.text)
            if made and one.runs:
                one.runs[0].text = text
                for run in one.runs[1:]:
                    run.text = ""
                count += made
        assert count, old
    return saved(document, folder)


def saved(document: Document, folder: Path) -> Path:
    document.save(str(folder / "bao-cao.docx"))
    return folder / "bao-cao.docx"


def told(path: Path, form: Form) -> list[tuple[str, str]]:
    """Return what is wrong, the form's own slips in numbering aside."""
    found = audited(path, form).diagnostics
    return [(one.severity.value, one.message) for one in found if one.code.identifier != "CC604"]


@pytest.mark.parametrize(
    "changes",
    [
        [(r"(\d)%", r"\1 %")],
        [(r"(\d)%", r"\1 phần trăm")],
        [(r" = (\d[\d,]*%)", r"=\1")],
        [(r" = (\d[\d,]*%)", r", đạt \1")],
        [(r" = (\d[\d,]*%)", r" (chiếm tỷ lệ \1)")],
        [(r" = (\d[\d,]*%)", r" (\1)")],
        [(r"\b(\d) hồ sơ", r"0\1 hồ sơ"), (r"\b0(\d) người", r"\1 người")],
        [(r"1\.130", "1130"), (r"1\.083", "1\u00a0083")],
        [(r"0(\d) người", r"0\1 đồng chí"), (r"(\d\d) người", r"\1 đồng chí")],
        [(r"(\d+) người", r"\1 đ/c")],
        [("Ủy ban nhân dân", "UBND"), ("thủ tục hành chính", "TTHC"), ("Tiếp nhận và Trả kết quả", "một cửa")],
        [("ủy", "uỷ"), ("hóa", "hoá")],
        [("Tỷ lệ", "Tỉ lệ"), ("TTHC", "thủ tục hành chính"), ("BCCI", "bưu chính công ích")],
        [("trực tuyến mức độ 3", "trực tuyến một phần"), ("trực tuyến mức độ 4", "trực tuyến toàn trình")],
        [("Số hồ sơ giải quyết trước hạn và đúng hạn là", "Đã giải quyết trước hạn, đúng hạn"),
         ("Số hồ sơ giải quyết quá hạn là", "Giải quyết quá hạn"),
         ("Số hồ sơ đang trong thời hạn giải quyết là", "Đang giải quyết trong hạn")],
        [("Số hồ sơ đang trong thời hạn giải quyết là", "Số hồ sơ đang giải quyết (trong hạn):"),
         ("Số hồ sơ đã quá hạn nhưng chưa giải quyết xong là", "Số hồ sơ đang giải quyết đã quá hạn:")],
        [("Số hồ sơ đã tiếp nhận tại (.*?) trong năm 2023 là", r"Trong năm 2023, \1 đã tiếp nhận"),
         ("kỳ trước chuyển sang", "tồn từ năm trước chuyển sang")],
        [("các loại, gồm: .*?15 Thông báo", "các loại, gồm: Tờ trình: 34; Quyết định: 30; Báo cáo: 26; Kế hoạch: 21; Công văn: 18; Thông báo: 15")],
        [("trong năm 2023", "trong năm"), ("Trong năm 2023", "Trong năm qua")],
        [(r"ngày (\d\d) tháng (\d\d) năm (\d{4})", r"ngày \1/\2/\3")],
        [(r"^(IV|I{1,3}|V)\. ", ""), (r"^\d\. (?=[A-ZX])", "")],
        [(r"^(IV|I{1,3}|V)\. ", r"PHẦN \1: "), (r"^(\d)\. (?=[A-Z])", r"\1) ")],
        [("^2$", "2 (Kết hợp)")],
        [("Số: 02/BC-UBND", "Số:      /BC-UBND"), ("số 02/BC-UBND ngày 04", "số      /BC-UBND ngày   ")],
    ],
)  # fmt: skip
def test_a_right_report_in_other_words_raises_no_alarm(
    right: tuple[Path, Form], tmp_path: Path, changes: list[Change]
) -> None:
    path, form = right
    if changes == [("^2$", "2 (Kết hợp)")]:
        document = docx.Document(str(path))
        row = next(row for row in document.tables[-1].rows if row.cells[0].text == "1.4.2")
        row.cells[3].paragraphs[0].runs[0].text = "2 (Kết hợp)"
        assert [] == told(saved(document, tmp_path), form)
        return
    assert [] == told(reworded(path, changes, tmp_path), form)


def set_in_another_font(document: Document) -> None:
    for run in (run for one in paragraphs(document) for run in one.runs):
        run.font.name, run.font.size = "Arial", Pt(11)


def tear_runs(document: Document) -> None:
    for one in paragraphs(document):
        text = one.text
        if one.runs and len(text) > 3:
            for run in one.runs:
                run.text = ""
            for at in range(0, len(text), 3):
                one.add_run(text[at : at + 3])


def sign_the_appendix(document: Document) -> None:
    document.add_paragraph("Hoằng Lâm, ngày 04 tháng 01 năm 2024")
    table = document.add_table(1, 5)
    table.cell(0, 0).text, table.cell(0, 3).text = "Người lập biểu", "CHỦ TỊCH\nCao Văn Minh"


def mark_headings(document: Document) -> None:
    for row in document.tables[-1].rows[2:]:
        if not row.cells[2].text and not row.cells[3].text:
            row.cells[3].paragraphs[0].add_run("x")


def number_rows_by_word(document: Document) -> None:
    for row in document.tables[-1].rows[2:]:
        if row.cells[0].text[:1].isdigit():
            row.cells[0].paragraphs[0].runs[0].text = ""


@pytest.mark.parametrize(
    "change", [set_in_another_font, tear_runs, sign_the_appendix, mark_headings, number_rows_by_word]
)
def test_a_right_report_that_looks_otherwise_raises_no_alarm(
    right: tuple[Path, Form], tmp_path: Path, change: Callable[[Document], None]
) -> None:
    path, form = right
    document = docx.Document(str(path))
    change(document)
    assert [] == told(saved(document, tmp_path), form)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ((r"\(Kèm theo Báo cáo số 02", "(Kèm theo Báo cáo số 20"), "Số của báo cáo ghi khác nhau: phần đầu ghi “Số: 02/BC”, phụ lục ghi “số 20/BC”"),
        (("^Hoằng Lâm, ngày 04", "Hoằng Lâm, ngày 05"), "Ngày của báo cáo ghi khác nhau: phần đầu ghi “ngày 05 tháng 01 năm 2024”, phụ lục ghi “ngày 04 tháng 01 năm 2024”"),
        (("XÃ HOẰNG LÂM", "XÃ HOẰNG TRƯỜNG"), "Tên đơn vị báo cáo ghi khác nhau: phần đầu ghi “HOẰNG TRƯỜNG”, phần đầu ghi “Hoằng Lâm”"),
        (("Kính gửi: UBND huyện Hoằng Hóa", "Kính gửi: UBND huyện Hậu Lộc"), "Nơi nhận báo cáo ghi khác nhau: phần đầu ghi “Hậu Lộc”, phần kết ghi “Hoằng Hóa”"),
        (("tại Phụ lục 01b", "tại Phụ lục 02b"), "Số của phụ lục ghi khác nhau: phụ lục ghi “Phụ lục 01b”, phần kết ghi “Phụ lục 02b”"),
        ((r"2023,\nnhiệm vụ công tác cải cách hành chính năm 2024", "2023,\nnhiệm vụ công tác cải cách hành chính năm 2023"), "Phương hướng, nhiệm vụ phải là của năm tới: phần mở đầu viết năm 2023"),
        (("26 Báo cáo", "26 Quyết định"), "Mục II.1 kể “Quyết định” hai lần trong một danh sách"),
        (("= 97,46%", "= -97,46%"), "Tỷ lệ đúng hẹn ở mục II.2 phải khớp với số hồ sơ: 614/630 = 97,46%, ghi -97,46%"),
        (("văn bản đến trong năm 2023", "văn bản đến trong năm 20233"), "Lời văn chỉ được nói về kỳ của báo cáo: mục II.1 viết “năm 20233”"),
        (("ngày 12 tháng 01 năm 2023", "ngày 120 tháng 01 năm 2023"), "Lời văn chỉ được nói về kỳ của báo cáo: mục II.5 viết “ngày 120 tháng ”"),
        (("báo cáo công tác cải cách hành chính năm 2023, nhiệm vụ", "báo cáo công tác cải cách hành chính quý IV năm 2023, nhiệm vụ"), "Lời văn chỉ được nói về kỳ của báo cáo: phần mở đầu viết “"),
    ],
)  # fmt: skip
def test_what_is_said_twice_around_the_sections_is_held_together(
    right: tuple[Path, Form], tmp_path: Path, change: Change, words: str
) -> None:
    path, form = right
    found = told(reworded(path, [change], tmp_path), form)
    assert any(severity == "warning" and message.startswith(words) for severity, message in found), found


def test_a_row_left_empty_whose_figure_is_said_elsewhere_is_told(right: tuple[Path, Form], tmp_path: Path) -> None:
    path, form = right
    document = docx.Document(str(path))
    row = next(row for row in document.tables[-1].rows if row.cells[0].text == "3.3.1")
    row.cells[3].paragraphs[0].runs[0].text = ""
    expected = "Hồ sơ tiếp nhận ở mục II.2 và dòng 3.3.1 phải bằng nhau: chỉ tiêu 3.3.1 để trống mà lời văn có số liệu"
    assert [("warning", expected)] == told(saved(document, tmp_path), form)


def test_a_figure_that_may_be_said_in_other_words_is_not_taken_for_none(
    right: tuple[Path, Form], tmp_path: Path
) -> None:
    path, form = right
    changes = [("số hồ sơ kỳ trước chuyển sang là 6 hồ sơ", "số hồ sơ dồn chuyển của giai đoạn trước là 6 hồ sơ")]
    expected = "Mục II.2 không có câu “hồ sơ kỳ trước chuyển sang … hồ sơ”; số liệu trong câu ấy chưa được đối chiếu"
    assert [("note", expected)] == told(reworded(path, changes, tmp_path), form)


@needs.soffice
def test_a_right_report_in_other_words_raises_no_alarm_in_pdf(right: tuple[Path, Form], tmp_path: Path) -> None:
    path, form = right
    changes = [(r" = (\d[\d,]*%)", r" (chiếm \1)"), ("giải quyết quá hạn là", "giải quyết trễ hạn là")]
    (pdf,) = convert_to_pdf([reworded(path, changes, tmp_path)])
    assert [] == told(pdf, form)
