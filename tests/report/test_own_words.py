"""The commune's own paragraphs and its sheet Đơn vị, held against the figures and the decree before anything is printed."""

from pathlib import Path

import docx
import pytest

from cchc_report.document import TemplateError, compile_templates
from cchc_report.document.leftovers import leftover
from cchc_report.form.pack import packaged_forms
from cchc_report.report.build import Report
from tests.report.communes import DOSSIERS, UNIT, dossier, report_on, told, write_year

EARLY = dossier("HS-1", "02/01/2023", "05/01/2023", "04/01/2023")


def report_with(folder: Path, *paragraphs: str, unit: tuple[str, ...] = UNIT) -> Report:
    sheets: dict[str, tuple[str, ...]] = {"Hồ sơ": (DOSSIERS, EARLY)}
    if paragraphs:
        sheets["Thuyết minh"] = ("Mục | Nội dung", *paragraphs)
    write_year(folder, "2023", sheets, unit)
    return report_on(folder, "2023")


@pytest.mark.parametrize(
    ("paragraph", "messages"),
    [
        ("II.2+ | Số hồ sơ đã tiếp nhận là 400 hồ sơ.", ["Đoạn văn ghi hồ sơ tiếp nhận là 400, số tính từ sổ là 1"]),
        ("II.2+ | Số hồ sơ đã tiếp nhận là 1 hồ sơ.", []),
        ("II.2+ | Số hồ sơ đã tiếp nhận là {{ dossiers.received }} hồ sơ.", []),
        ("II.2+ | Một cửa có 400 ghế ngồi, mở từ năm 2019.", []),
        ("I.2 | Số hồ sơ giải quyết quá hạn là 5 hồ sơ.", ["Đoạn văn ghi hồ sơ giải quyết quá hạn là 5, số tính từ sổ là 0"]),
    ],
)  # fmt: skip
def test_a_typed_number_that_the_tables_contradict_is_told(paragraph: str, messages: list[str], tmp_path: Path) -> None:
    report = report_with(tmp_path, paragraph)
    assert messages == told(report, "CC615")
    assert [] == told(report, "CC616")


def test_a_replacement_that_says_none_of_the_section_s_figures_is_told(tmp_path: Path) -> None:
    report = report_with(tmp_path, "II.2 | Xã niêm yết đủ thủ tục.", "II.5 | Chi tiêu công khai.")
    assert ["Đoạn viết thay mục II.2 không nêu số liệu nào mà lời văn có sẵn của mục vẫn nêu"] == told(report, "CC616")


def test_a_replacement_that_says_them_is_not(tmp_path: Path) -> None:
    text = "II.2 | Số hồ sơ đã tiếp nhận là {{ dossiers.received }} hồ sơ."
    assert [] == told(report_with(tmp_path, text), "CC616")


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        (("Người ký | ThS. Nguyễn Văn A",), ["Trước họ tên người ký có học hàm, học vị hoặc cách xưng hô"]),
        (("Người ký | NGUYỄN VĂN AN",), ["Họ tên người ký viết toàn chữ hoa hoặc toàn chữ thường"]),
        (("Người ký | Thái Sĩ Bình", "Chức vụ người ký | Phó Chủ tịch", "Ký thay | KT. CHỦ TỊCH"), []),
        (("Người ký | Bà Văn Tư",), ["Trước họ tên người ký có học hàm, học vị hoặc cách xưng hô"]),
        (("Người ký | Lê A", "Chức vụ người ký | Chủ tịch", "Ký thay | KT.CHỦ TỊCH"),
         ["Ký thay “KT.CHỦ TỊCH” nhưng chức vụ người ký là “Chủ tịch”"]),
        (("Người ký | Lê A", "Chức vụ người ký | Phó Chủ tịch"),
         ["Người ký là “Phó Chủ tịch” nhưng mục Ký thay để trống"]),
        (("Người ký | Lê A", "Nơi nhận | Đảng ủy xã", " | Đảng ủy xã (b/c)", " | Lưu: VT"), ["Nơi nhận ghi hai lần “Đảng ủy xã”"]),
    ],
)  # fmt: skip
def test_the_unit_is_held_to_the_decree(entries: tuple[str, ...], messages: list[str], tmp_path: Path) -> None:
    assert messages == told(report_with(tmp_path, unit=(*UNIT[:3], *entries)), "CC325")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("{{ a }} và {% if b %}c{% endif %}", None),
        ("{ commune.name }", "{ commune.name }"),
        ("{{ a }}}", "}"),
        ("«Ten_xa»", "«Ten_xa»"),
        ("cơ chế «một cửa»", None),
        ("[[x]]", "[[x]]"),
        ("xem [1]", None),
    ],
)
def test_what_is_left_of_a_tag_is_found(text: str, left: str | None) -> None:
    assert left == leftover(text)


def test_a_paragraph_with_a_damaged_tag_is_an_error_at_its_cell(tmp_path: Path) -> None:
    report = report_with(tmp_path, "I.2 | Trong { period.name } đã kiểm tra.")
    (problem,) = [one for one in report.diagnostics if one.code.identifier == "CC509"]
    assert ("error", "B2", "Còn dấu thẻ hỏng “{ period.name }”") == (
        problem.severity,
        problem.place.cell,
        problem.message,
    )


def test_a_template_with_a_damaged_tag_is_not_used(tmp_path: Path) -> None:
    for name in ("bao_cao.docx", "phu_luc_01b.docx"):
        (tmp_path / name).write_bytes((packaged_forms() / "thanh-hoa-2023" / name).read_bytes())
    document = docx.Document(str(tmp_path / "bao_cao.docx"))
    document.paragraphs[-1].add_run("Xã { commune.name }")
    document.save(str(tmp_path / "bao_cao.docx"))
    with pytest.raises(TemplateError) as raised:
        compile_templates(tmp_path)
    assert ["Còn dấu thẻ hỏng “{ commune.name }”"] == [one.message for one in raised.value.diagnostics]
