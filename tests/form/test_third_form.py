"""A form is only data: one nobody foresaw is made of text edits in a temporary folder, and reports are built from it."""

import zipfile
from html import escape
from pathlib import Path

import pytest
from openpyxl import Workbook

from cchc_report.compare.verify import verify
from cchc_report.document import printed_text
from cchc_report.report.build import Report, build_report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.report.record import form_hashes
from cchc_report.setup.form_proof import prove_form
from cchc_report.setup.new_form import copy_form
from cchc_report.workspace.workspace import Workspace, open_workspace

FORM = """
id = "tinh-2027"
title = "Báo cáo cải cách hành chính theo biểu mới của tỉnh"
appendix_name = "Phụ lục 7"
appendix_title = "Thống kê số liệu cải cách hành chính"
on_time_denominator = "finished"
sections = ["A.1", "A.2", "A.3", "B.1", "B.2", "B.3", "B.4", "B.5", "B.6", "C.1", "C.2", "D", "E"]

[[indicator]]
code = "9"
label = "Giải quyết hồ sơ"
kind = "group"

[[indicator]]
code = "9.1"
label = "Hồ sơ nộp không giấy tờ"
unit = "Hồ sơ"
kind = "count"
sum = ["dossiers.received_postal", "dossiers.received_online"]

[[indicator]]
code = "9.2"
label = "Tỷ lệ hồ sơ nộp không giấy tờ"
unit = "%"
kind = "percent"
share = { part = "9.1", whole = "dossiers.received" }

[[indicator]]
code = "9.3"
label = "Kiốt phục vụ người dân"
unit = "Không có = 0 | Có = 1"
kind = "choice"

[[rule]]
id = "nua-tren-mang"
says = "Ít nhất một nửa hồ sơ phải nộp trên mạng (9.2)"
hint = "Vận động người dân nộp trực tuyến."
in_range = { names = ["9.2"], least = 50, most = 100 }
"""
SECTIONS = dict(zip(
    ("I.1", "I.2", "I.3", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "III.1", "III.2", "IV", "V"),
    ("A.1", "A.2", "A.3", "B.1", "B.2", "B.3", "B.4", "B.5", "B.6", "C.1", "C.2", "D", "E"),
    strict=True,
))  # fmt: skip
SHEETS: dict[str, list[list[str | int]]] = {
    "Đơn vị": [["Tên xã", "Xa Lạ"], ["Cơ quan nhận", "UBND tỉnh"], ["Người ký", "A"]],
    "Hồ sơ": [
        ["Mã hồ sơ", "Tên thủ tục", "Lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức tiếp nhận"],
        ["a", "Khai sinh", "Hộ tịch", "04/01/2027", "08/01/2027", "05/01/2027", "Trực tiếp"],
        ["b", "Khai sinh", "Hộ tịch", "04/01/2027", "08/01/2027", "05/01/2027", "Trực tiếp"],
        ["c", "Khai sinh", "Hộ tịch", "04/01/2027", "08/01/2027", "", "Trực tuyến"],
    ],
    "Chỉ tiêu": [["Mã", "Số liệu"], ["9.3", 1]],
    "Thuyết minh": [["Mục", "Nội dung"], ["C.2", "Ba xóm chưa có mạng, tỷ lệ mới đạt {{ indicators[\"9.2\"].text }}%."]],
}  # fmt: skip


def retag(path: Path, words: dict[str, str]) -> None:
    """Replace words of a Word file, as its author would in Word."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    for old, new in words.items():
        assert escape(old, quote=False) in text
        text = text.replace(escape(old, quote=False), escape(new, quote=False))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, text.encode() if name == "word/document.xml" else content)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Make a workspace with a form of its own: other rows, another appendix, renamed sections, one rule."""
    body, form, appendix = copy_form(open_workspace(tmp_path), "tinh-2027", "xa-2025")
    form.write_text(FORM, encoding="utf-8")
    mention = {"tại Phụ lục{% if charts %} I, biểu đồ tại Phụ lục II{% endif %} kèm": "tại Phụ lục 7 kèm"}
    sections = {f'"{old}{more}"': f'"{new}{more}"' for old, new in SECTIONS.items() for more in ("", "+")}
    # The rows that the text of the other form names: this form has one number that somebody types.
    told = {f'indicators["{code}"]': 'indicators["9.3"]' for code in ("1.2.1", "1.2.2", "1.2.3", "2.2", "2.3", "2.4")}
    retag(body, {**sections, **told, **mention})
    retag(appendix, {"Phụ lục{% if charts %} I{% endif %}": "Phụ lục 7", "Chỉ tiêu thống kê": "Nội dung"})
    appendix.with_name("phu_luc_01b (cũ).docx").write_bytes(b"a copy kept by its author")
    (tmp_path / "cchc.toml").write_text('form = "tinh-2027"\n', encoding="utf-8")
    book = Workbook()
    for title, rows in SHEETS.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "2027.xlsx")
    return open_workspace(tmp_path)


@pytest.fixture
def report(workspace: Workspace) -> Report:
    return build_report(workspace, workspace.parse_period("2027"))


def test_the_form_is_proved_like_those_that_come_with_the_program(workspace: Workspace) -> None:
    assert () == prove_form(workspace.find_form("tinh-2027"))


def test_its_rows_are_computed(report: Report) -> None:
    assert {"9": "", "9.1": "1", "9.2": "33,33", "9.3": "1"} == {
        code: one.text for code, one in report.indicators.items()
    }


def test_its_denominator_is_the_one_of_the_rate(report: Report) -> None:
    assert 100 == report.figures["dossiers.on_time_rate"].value  # two of the two that are finished


def test_its_rule_is_held(report: Report) -> None:
    found = [one for one in report.diagnostics if "nua-tren-mang" in one.hint]
    assert ["Ít nhất một nửa hồ sơ phải nộp trên mạng (9.2): 33,33 ngoài khoảng 50-100"] == [
        one.message for one in found
    ]


def test_the_commune_s_paragraph_stands_in_the_renamed_section(report: Report) -> None:
    assert ("Ba xóm chưa có mạng, tỷ lệ mới đạt 33,33%.",) == report.narrative["C.2"]


def test_its_documents_are_named_and_printed_by_its_own_words(workspace: Workspace, report: Report) -> None:
    body, appendix = write_report(report, workspace, WantedDocuments(split=True))
    assert ["bao-cao-2027.docx", "phu-luc-7-2027.docx"] == [body.name, appendix.name]
    assert "tỷ lệ mới đạt 33,33%." in printed_text(body.read_bytes())
    printed = printed_text(appendix.read_bytes())
    assert "Phụ lục 7\n" in printed
    assert "Tỷ lệ hồ sơ nộp không giấy tờ" in printed
    assert "đúng hẹn" not in printed  # no row of the form it was copied from


def test_its_appendix_may_be_called_after_the_province_s_own(workspace: Workspace, report: Report) -> None:
    folder = workspace.form_folder(report.period)
    (folder / "phu_luc_01b (cũ).docx").unlink()
    (folder / "phu_luc_01b.docx").rename(folder / "phu_luc_7.docx")
    (body,) = write_report(report, workspace, WantedDocuments())
    assert "Phụ lục 7\n" in printed_text(body.read_bytes())
    assert ["bao_cao.docx", "form.toml", "phu_luc_7.docx"] == sorted(form_hashes(folder))
    assert verify(body).agrees
