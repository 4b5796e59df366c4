"""The published report of 2023, as somebody typed it: every contradiction in it is found, and nothing else."""

import json
import re
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from cchc_report.audit import Audit
from cchc_report.audit.audit_json import AuditJson
from cchc_report.document import convert_to_pdf
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.codes import Severity
from tests import needs
from tests.audit.reports import CONSISTENT, audited, changed, published, write_report

BODY, APPENDIX = "Báo cáo", "Phụ lục 01b"
CONTRADICTIONS = {
    ("CC601", BODY, "II.1"): "118 + 127 + 73 + 169 + 35 + 62 + 22 = 606 ≠ 706, chênh 100",
    ("CC605", BODY, "II.2", 0): "11/1.603 = 0,69%, ghi 0,68%",
    ("CC605", BODY, "II.2", 1): "4/1.603 = 0,25%, ghi 0,26%",
    ("CC607", BODY, "III.1"): "mục III.1 viết “Chín tháng đầu năm 2023”",
    ("CC607", BODY, "IV"): "mục IV viết “NĂM 2023”",
    ("CC608", BODY, "I.1", 0): "mục I.1 viết “04/KH-UBND ngày 07-01-2023”, ngày ấy là thứ Bảy",
    ("CC608", BODY, "I.1", 1): "mục I.1 viết “06/KH-UBND ngày 07-01-2023”, ngày ấy là thứ Bảy",
    ("CC603", BODY, None): "Tên đơn vị viết hai cách: “Hoằng Trưởng” và “Hoằng Trường”",
    ("CC603", APPENDIX, "7.5.1"): "chỉ tiêu 7.5.1 để trống mà chỉ tiêu 3.3.1.c ghi 525",
    ("CC603", APPENDIX, "7.5.2"): "chỉ tiêu 7.5.2 để trống mà chỉ tiêu 3.3.1.d ghi 489",
    ("CC643", BODY, None, 0): "Báo cáo gửi cấp trên không có dòng “Kính gửi”",
    ("CC643", BODY, None, 1): "Báo cáo không kết thúc bằng “./.”",
    ("CC643", BODY, None, 2): "Lời văn không nhắc tới phụ lục kèm theo",
    ("CC643", BODY, None, 3): "Nơi nhận: dòng “- UBND huyện (B/c)” sai dấu cuối dòng",
    (
        "CC643",
        BODY,
        None,
        4,
    ): "tên báo cáo là “Công tác cải cách hành chính năm 2023, nhiệm vụ công tác cải cách hành”",
    ("CC643", BODY, None, 5): "Ngày tháng viết theo nhiều cách: “03-01-2023”, “04/01/2023”",
    ("CC601", APPENDIX, "3.3.1"): "581 + 2 + 525 + 489 = 1.597 ≠ 1.603, chênh 6",
    ("CC602", APPENDIX, "3.4.3"): "1.599 > 189",
    ("CC604", APPENDIX, "1.2.2"): "dòng 1.2.2 “Số vấn đề phát hiện qua kiểm tra” in số 1.1.2",
    ("CC604", APPENDIX, "1.2.3"): "dòng 1.2.3 “Số vấn đề phát hiện đã xử lý xong” in số 1.1.3",
}


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def told(audit: Audit) -> list[tuple[str, str | None, str | None]]:
    return sorted(((one.code.identifier, one.place.sheet, one.place.cell) for one in audit.diagnostics), key=str)


@pytest.mark.parametrize("one_table", [False, True], ids=["a table a page", "one table"])
def test_every_contradiction_of_the_published_report_is_found_and_nothing_else(
    form: Form, tmp_path: Path, one_table: bool
) -> None:
    audit = audited(write_report(tmp_path / "r.docx", published(), one_table=one_table), form)
    assert sorted((key[:3] for key in CONTRADICTIONS), key=str) == told(audit)
    for (code, sheet, cell, *_), words in CONTRADICTIONS.items():
        messages = [
            one.message
            for one in audit.diagnostics
            if (one.code.identifier, one.place.sheet, one.place.cell) == (code, sheet, cell)
        ]
        assert any(message.endswith(words) for message in messages), words


@needs.soffice
def test_in_pdf_it_tells_the_same(form: Form, tmp_path: Path) -> None:
    (pdf,) = convert_to_pdf([write_report(tmp_path / "r.docx", published(), one_table=True)])
    assert sorted((key[:3] for key in CONTRADICTIONS), key=str) == told(audited(pdf, form))


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("năm 2023 là: 1603 hồ sơ", "năm 2023 là: 16O3 hồ sơ", "II.2", "Mục II.2 viết “16O3”: chữ O hoặc chữ l đứng ở chỗ của chữ số"),
        ("văn bản đến là 1716", "văn bản đến là 17l6", "II.1", "Mục II.1 viết “17l6”: chữ O hoặc chữ l đứng ở chỗ của chữ số"),
        ("Số lượng hồ sơ\t1603", "Số lượng hồ sơ\t16O3", "3.3.1", "Không đọc được số liệu “16O3” của dòng 3.3.1"),
    ],
)  # fmt: skip
def test_a_letter_among_digits_is_told(form: Form, tmp_path: Path, old: str, new: str, place: str, words: str) -> None:
    found = audited(write_report(tmp_path / "r.docx", changed(*CONSISTENT, (old, new))), form).diagnostics
    assert [(place, words)] == [(one.place.cell, one.message) for one in found if one.severity is Severity.WARNING]


def test_a_misspelt_word_is_read_all_the_same(form: Form, tmp_path: Path) -> None:
    text = changed(*CONSISTENT, ("Số hồ sơ quá hạn", "Sô hồ sơ quá han"))
    assert () == audited(write_report(tmp_path / "r.docx", text), form).diagnostics


def test_a_second_spelling_of_the_communes_name_is_told(form: Form, tmp_path: Path) -> None:
    text = changed(*CONSISTENT, ("Hoằng Trường báo cáo UBND", "Hoằng Trưởng báo cáo UBND"))
    (told,) = audited(write_report(tmp_path / "r.docx", text), form).diagnostics
    assert "Tên đơn vị viết hai cách: “Hoằng Trường” và “Hoằng Trưởng”" == told.message


def test_the_published_report_is_read_whole(form: Form, tmp_path: Path) -> None:
    audit = audited(write_report(tmp_path / "r.docx", published()), form)
    assert list(form.by_code) == list(audit.appendix.values)
    assert {"3.3.1": 1603, "3.3.1.b": 2, "3.3.2.a": 1586, "7.2.3": 706, "2.1": None, "7.6": 1}.items() <= (
        audit.appendix.values.items()
    )
    assert () == audit.body.unsaid
    assert [(1652, "đến trên môi trường điện tử"), (64, "môi trường BCCI đã được số hóa")] == [
        (entry["count"], entry["name"])
        for entry in json.loads(AuditJson.of(audit).model_dump_json())["figures"]["documents.incoming_by_channel"]
    ]
    assert "2023" == (audit.period.id if audit.period else None)


def test_put_right_it_has_nothing_to_tell(form: Form, tmp_path: Path) -> None:
    audit = audited(write_report(tmp_path / "r.docx", changed(*CONSISTENT)), form)
    assert [] == [one.message for one in audit.diagnostics]


@pytest.mark.parametrize("slip", range(len(CONSISTENT)))
def test_each_slip_by_itself_is_found(form: Form, tmp_path: Path, slip: int) -> None:
    text = changed(*(change for index, change in enumerate(CONSISTENT) if index != slip))
    assert 0 < len(audited(write_report(tmp_path / "r.docx", text), form).diagnostics) <= 2


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("1588 hồ sơ = 99,06 %", "1578 hồ sơ = 99,06 %", "CC605", "II.2"),
        ("đúng hẹn 99,06%", "đúng hẹn 99,6%", "CC603", "II.3"),
        ("quá hạn 11 hồ sơ, quản lý", "quá hạn 12 hồ sơ, quản lý", "CC603", "III.2"),
        ("theo cơ chế một cửa: 114 thủ tục", "theo cơ chế một cửa: 115 thủ tục", "CC601", "II.2"),
        ("Văn bản ban hành của BCĐ an toàn thực phẩm là 22", "Văn bản ban hành của BCĐ an toàn thực phẩm là 23", "CC601", "II.1"),
        ("đến là 1716", "đến là 1717", "CC601", "II.1"),
        ("Đại học 01 người = 9%", "Đại học 01 người = 10%", "CC605", "II.4"),
        ("Trung cấp: 10 người = 91%", "Trung cấp: 9 người = 91%", "CC601", "II.4"),
        ("**Công chức: 12 người.**", "**Công chức: 13 người.**", "CC601", "II.4"),
        ("Số lượng hồ sơ\t1588", "Số lượng hồ sơ\t1585", "CC603", "3.3.2"),
        ("Trả trực tiếp\t\t1586", "Trả trực tiếp\t\t1686", "CC601", "3.3.2"),
        ("văn bản đi giữa các cơ quan nhà nước trên địa bàn xã\tVăn bản\t606", "văn bản đi giữa các cơ quan nhà nước trên địa bàn xã\tVăn bản\t660", "CC603", "7.2.3"),
        ("xin lỗi\t\t11", "xin lỗi\t\t10", "CC602", "II.2"),
        ("hoàn thành đúng hạn\tNhiệm vụ\t11", "hoàn thành đúng hạn\tNhiệm vụ\t21", "CC601", "1.3.1"),
        ("Kết hợp = 2\t1", "Kết hợp = 2\t7", "CC606", "1.4.2"),
        ("03/KH-UBND ngày 04-01-2023 tuyên truyền nhiệm", "03/KH-UBND ngày 14-01-2023 tuyên truyền nhiệm", "CC608", "I.3"),
        ("Kế hoạch số 06/KH-UBND ngày 09-01-2023 về tự kiểm tra việc thực hiện cải cách hành chính năm 2023 giao", "Kế hoạch số 16/KH-UBND ngày 09-01-2023 về tự kiểm tra việc thực hiện cải cách hành chính năm 2023; giao", "CC608", "I.2"),
        ("Trên đây là báo cáo công tác Cải cách hành chính năm 2023", "Trên đây là báo cáo công tác Cải cách hành chính năm 2022", "CC607", "kết"),
        ("Trên đây là báo cáo công tác Cải cách hành chính năm 2023", "Trên đây là báo cáo công tác Cải cách hành chính năm 2024", "CC607", "kết"),
        ("NHIỆM VỤ CCHC NĂM 2024", "NHIỆM VỤ CCHC NĂM 2025", "CC607", "IV"),
        ("báo cáo công tác cải cách hành chính năm 2023, nhiệm vụ cải", "báo cáo công tác cải cách hành chính năm 2022, nhiệm vụ cải", "CC607", "mở đầu"),
    ],
)  # fmt: skip
def test_a_single_changed_figure_is_found_where_it_stands(
    form: Form, tmp_path: Path, old: str, new: str, code: str, place: str
) -> None:
    right = changed(*CONSISTENT)
    assert old in right
    found = told(audited(write_report(tmp_path / "r.docx", right.replace(old, new)), form))
    assert (code, place) in {(identifier, cell) for identifier, _, cell in found}


def test_a_figure_in_other_letters_and_spaces_is_the_same(form: Form, tmp_path: Path) -> None:
    text = changed(*CONSISTENT).replace("1603 hồ sơ và", "1.603\u00a0HỒ SƠ và").replace("99,06 %", "99,06%")
    text = (
        text.replace("= 99,06", "=99,06")
        .replace("12 người.", "12  người .")
        .replace("Số hồ sơ quá hạn", "So ho so qua han")
    )
    audit = audited(write_report(tmp_path / "r.docx", text), form)
    assert [] == [one.message for one in audit.diagnostics]


def test_headings_numbered_by_word_itself_are_known_by_their_titles(form: Form, tmp_path: Path) -> None:
    text = re.sub(r"(?m)^(?:[IV]+|\d)\. (?=[A-ZĐ])", "", changed(*CONSISTENT))
    audit = audited(write_report(tmp_path / "r.docx", text), form)
    assert list(form.sections) == list(audit.parts.sections)
    assert [] == [one.message for one in audit.diagnostics]


def test_a_report_signed_in_the_year_after_its_own_is_right(form: Form, tmp_path: Path) -> None:
    text = changed(*CONSISTENT).replace("Hoằng Trưởng, ngày tháng năm 2023", "Hoằng Trường, ngày tháng năm 2024")
    assert () == audited(write_report(tmp_path / "r.docx", text), form).diagnostics


def test_a_sentence_that_is_not_there_leaves_its_figure_unknown_and_is_told(form: Form, tmp_path: Path) -> None:
    text = changed(*CONSISTENT).replace("Số hồ sơ quá hạn 11 hồ sơ = 0,69 %.", "")
    audit = audited(write_report(tmp_path / "r.docx", text), form)
    assert "dossiers.overdue" not in audit.body.figures
    assert [("CC614", BODY, "II.2"), ("CC641", BODY, None)] == told(audit)
    assert "“hồ sơ quá hạn … hồ sơ”" in audit.diagnostics[0].message


def test_text_in_boxes_insertions_and_deletions_are_read_as_they_are_seen(form: Form, tmp_path: Path) -> None:
    path = write_report(tmp_path / "r.docx", changed(*CONSISTENT))
    document = docx.Document(str(path))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("Số hồ sơ đã tiếp nhận tại"))
    run = paragraph.runs[0]
    before, after = run.text.split("11 hồ sơ", 1)
    run.text = before
    for tag, inner, text in (("w:del", "w:delText", "12 hồ sơ"), ("w:ins", "w:t", "11 hồ sơ")):
        change = paragraph._p.makeelement(qn(tag), {})
        moved = paragraph._p.makeelement(qn("w:r"), {})
        said = paragraph._p.makeelement(qn(inner), {})
        said.text = text
        moved.append(said)
        change.append(moved)
        paragraph._p.append(change)
    paragraph.add_run(after)
    document.save(str(path))
    assert [] == [one.message for one in audited(path, form).diagnostics]
