"""What paper shows beyond the rules of the form: each check with a report that breaks it and one that does not."""

import pytest

from cchc_report.audit import Audit, Forms, audit_blocks
from cchc_report.audit.slips import check_slips
from cchc_report.audit.written_blocks import Grid, Paragraph
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.diagnostics import Place

HEADER = ("STT", "Chỉ tiêu thống kê", "Đơn vị tính", "Số liệu", "Ghi chú")
SECTIONS = (
    "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CẢI CÁCH HÀNH CHÍNH",
    "1. Về kế hoạch cải cách hành chính",
    "Ban hành Kế hoạch số 01/KH-UBND ngày 05 tháng 01 năm 2023 về cải cách hành chính.",
    "2. Về công tác kiểm tra cải cách hành chính",
    "3. Về công tác tuyên truyền cải cách hành chính",
    "II. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
    "1. Cải cách thể chế",
    "2. Cải cách thủ tục hành chính",
    "Tiếp nhận 20 hồ sơ, trước hạn và đúng hạn 20 hồ sơ.",
    "3. Cải cách tổ chức bộ máy hành chính nhà nước",
    "4. Cải cách công vụ",
    "5. Cải cách tài chính công",
    "6. Xây dựng, phát triển chính quyền điện tử",
    "III. ĐÁNH GIÁ CHUNG",
    "1. Những ưu điểm",
    "2. Những tồn tại, hạn chế",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "Trên đây là báo cáo công tác cải cách hành chính năm 2023 của UBND xã Hoằng Lâm (Phụ lục 01b kèm theo)./.",
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
)
HEAD = ("Công tác cải cách hành chính năm 2023", "Kính gửi: UBND huyện Hoằng Hóa")


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def audit_of(form: Form, lines: tuple[str, ...], *rows: tuple[str, str, str, str]) -> Audit:
    """Audit lines and the rows of an appendix."""
    table = (Grid((HEADER, *((*row, "") for row in rows))),) if rows else ()
    blocks = (*map(Paragraph, lines), *table)
    return audit_blocks(blocks, Forms(lambda _: form, lambda: [form]), "bao-cao.docx")


def told(audit: Audit, code: str) -> list[str]:
    return [one.message for one in audit.diagnostics if one.code.identifier == code]


def lines_with(old: str, new: str) -> tuple[str, ...]:
    """Return the right report with some words replaced."""
    text = "\n".join((*HEAD, *SECTIONS))
    assert old in text
    return tuple(text.replace(old, new).split("\n"))


def test_a_report_set_out_as_it_should_be_has_no_note(form: Form) -> None:
    assert [] == told(audit_of(form, (*HEAD, *SECTIONS)), "CC643")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\nKính gửi: UBND huyện Hoằng Hóa", "", "không có dòng “Kính gửi”"),
        ("Kính gửi: UBND huyện Hoằng Hóa", "Kính gửi: bà con", "không nêu cơ quan cấp trên"),
        ("theo)./.", "theo).", "không kết thúc bằng “./.”"),
        ("- Như trên;", "- Như trên", "dòng “- Như trên” sai dấu cuối dòng"),
        ("- Lưu: VT.", "- Lưu: VT;", "dòng “- Lưu: VT;” sai dấu cuối dòng"),
        ("báo cáo công tác cải cách hành chính năm", "báo cáo công tác tư pháp hộ tịch năm", "Câu kết gọi báo cáo là"),
        ("20 hồ sơ.", "20 hồ sơ ngày 03-01-2023 và ngày 04/01/2023.", "“03-01-2023”, “04/01/2023”"),
        ("20 hồ sơ.", "20 hồ sơ; 01 hồ sơ mẫu, 2 hồ sơ mẫu.", "“01 hồ sơ”, “2 hồ sơ”"),
        ("V. KIẾN", "VI. KIẾN", "đánh số không liền nhau"),
        ("3. Cải cách tổ chức", "4. Cải cách tổ chức", "Mục II.3 đánh số sai"),
        ("\n5. Cải cách tài chính công", "", "Báo cáo không có mục: II.5 Cải cách tài chính công"),
        ("hành chính.", "hành chính; Kế hoạch số 01/KH-UBND ngày 05 tháng 01 năm 2023.", "hai lần: “01/KH-UBND"),
    ],
)  # fmt: skip
def test_what_is_not_set_out_as_it_should_be_is_noted(form: Form, old: str, new: str, words: str) -> None:
    assert any(words in message for message in told(audit_of(form, lines_with(old, new)), "CC643"))


def test_a_body_that_does_not_point_to_its_appendix_is_noted(form: Form) -> None:
    rows = (("3.3.1", "Số lượng hồ sơ đã tiếp nhận", "Số lượng hồ sơ", "20"),)
    assert [] == told(audit_of(form, (*HEAD, *SECTIONS), *rows), "CC643")
    audit = audit_of(form, lines_with(" (Phụ lục 01b kèm theo)", ""), *rows)
    assert ["Lời văn không nhắc tới phụ lục kèm theo"] == told(audit, "CC643")


@pytest.mark.parametrize(
    "text",
    [
        "quá hạn là 8 hồ sơ = %.",
        "số hồ sơ tiếp nhận là hồ sơ.",
        "26 Báo cáo, -21 Kế hoạch.",
        "Kế hoạch số 0,2/KH-UBND ngày 09 tháng 01 năm 2023.",
        "ngày 04 tháng 011 năm 2024.",
        "số 01/KH-UBND ngày  tháng 01 năm 2023.",
        "chương trình công tác năm  và thực hiện.",
        "nhiệm kỳ 2021-0226.",
        "ngày 04 tháng 01 năm 202.",
        "tiếp nhận 16O3 hồ sơ",
    ],
)
def test_a_number_that_cannot_be_meant_is_told(text: str) -> None:
    assert 1 == len(list(check_slips({"II.2": text}, Place(file="bao-cao.docx"))))


@pytest.mark.parametrize(
    "text",
    [
        "Số:       /BC-UBND, Hoằng Lâm, ngày      tháng      năm 2023",
        "- 21 Kế hoạch - 5 Báo cáo; nhiệm kỳ 2021-2026, giai đoạn 2021 - 2025",
        "đạt 99,06%; tỷ lệ 100 %; kết quả công tác năm 2023 và công tác năm nay; từ ngày 01-01-2023",
        "số hồ sơ là 8 hồ sơ = 1,27% (1,27%)",
    ],
)
def test_blank_numbers_of_a_draft_bullets_and_terms_are_no_slips(text: str) -> None:
    assert [] == list(check_slips({"": text}, Place(file="bao-cao.docx")))


CHANNELS = [
    ("3.3.1", "Số lượng hồ sơ đã tiếp nhận", "Số lượng hồ sơ", "20"),
    ("Trong đó", "Tiếp nhận trực tiếp", "Số lượng hồ sơ", "12"),
    ("", "Tiếp nhận qua BCCI", "Số lượng hồ sơ", "0"),
    ("", "Tiếp nhận trực tuyến mức độ 3", "Số lượng hồ sơ", ""),
    ("", "Tiếp nhận trực tuyến mức độ 4", "Số lượng hồ sơ", "5"),
]


def test_a_blank_part_beside_a_total_that_the_others_do_not_make_up_is_told(form: Form) -> None:
    (message,) = [one for one in told(audit_of(form, (*HEAD, *SECTIONS), *CHANNELS), "CC603") if "3.3.1.c" in one]
    assert message.endswith("3.3.1.c để trống mà tổng là 20, các phần đã ghi cộng lại là 17")
    full = [*CHANNELS[:4], ("", "Tiếp nhận trực tuyến mức độ 4", "Số lượng hồ sơ", "8")]
    assert [] == [one for one in told(audit_of(form, (*HEAD, *SECTIONS), *full), "CC603") if "3.3.1.c" in one]


@pytest.mark.parametrize(
    ("count", "how", "expected"),
    [("30", "1", 0), ("", "", 0), ("30", "", 1), ("", "1", 1), ("0", "1", 1)],
)
def test_a_survey_has_its_way_and_the_way_its_survey(form: Form, count: str, how: str, expected: int) -> None:
    audit = audit_of(
        form,
        (*HEAD, *SECTIONS),
        ("1.4.1", "Số lượng phiếu khảo sát", "Số lượng", count),
        ("1.4.2", "Hình thức khảo sát", "Trực tuyến = 0 Phát phiếu = 1 Kết hợp = 2", how),
    )
    assert expected == sum("Có phiếu khảo sát" in message for message in told(audit, "CC603"))


@pytest.mark.parametrize(("printed", "expected"), [("1", 0), ("0", 1)])
def test_steering_documents_are_at_least_those_cited(form: Form, printed: str, expected: int) -> None:
    rows = (("1.1.3", "Số văn bản chỉ đạo CCHC đã ban hành", "Văn bản", printed),)
    assert expected == len(told(audit_of(form, (*HEAD, *SECTIONS), *rows), "CC602"))


def test_a_figure_of_the_text_that_its_row_prints_otherwise_is_told(form: Form) -> None:
    lines = lines_with("Tiếp nhận 20 hồ sơ,", "Tiếp nhận 20 hồ sơ (trực tiếp 13 hồ sơ),")
    found = told(audit_of(form, lines, *CHANNELS), "CC603")
    assert any(message.startswith("Dòng 3.3.1.a ghi 12, mục II.2 ghi 13") for message in found)
    assert not any(one.startswith("Dòng") for one in told(audit_of(form, (*HEAD, *SECTIONS), *CHANNELS), "CC603"))
