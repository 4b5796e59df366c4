"""Each point of Nghị định 30/2020/NĐ-CP is kept by the documents that are produced, and named where a template breaks it."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from cchc_report.document.layout.check import POINTS, LayoutArea, Point, check_layout
from cchc_report.document.layout.components import Component
from cchc_report.document.reading import printed_text
from cchc_report.document.template import Templates, compile_templates
from cchc_report.document.wordml import w
from cchc_report.ground.codes import Code
from cchc_report.report.recipients import listed
from cchc_report.setup.form_proof import prove_form
from tests.document.broken_layouts import Draft, broken, said
from tests.document.samples import TEMPLATES, Row, report, unknown_report

FORMS = sorted(folder for folder in TEMPLATES.parent.iterdir() if (folder / "bao_cao.docx").is_file())
ON_WHOLE_REPORTS = {"appendix-page", "appendix-mentioned"}
ROWS = tuple(Row(str(number), f"Chỉ tiêu {number}", ("Văn bản",), "1.603") for number in range(81))


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The templates of the form of 2023."""
    return compile_templates(TEMPLATES)


def told(document: bytes) -> list[str]:
    """Return what is told of a document."""
    return [deviation.message for deviation in check_layout(document)]


def test_body_and_appendix_in_one_file_keep_every_point(templates: Templates) -> None:
    assert [] == told(templates.render(report(appendix=ROWS)))


def test_body_and_appendix_in_two_files_keep_every_point(templates: Templates) -> None:
    assert [[], []] == [told(document) for document in templates.render_split(report(appendix=ROWS))]


def test_a_draft_keeps_every_point(templates: Templates) -> None:
    assert [] == told(templates.render(report(appendix=ROWS), draft=True))


def test_a_report_of_which_little_is_known_keeps_every_point(templates: Templates) -> None:
    assert [] == told(templates.render(unknown_report()))


def test_long_names_and_thirty_recipients_keep_every_point(templates: Templates) -> None:
    recipients = (*(f"Phòng Nội vụ và Văn phòng HĐND và UBND huyện thứ {n} (b/c)" for n in range(29)), "Lưu: VT")
    long = {"name": "Nguyễn Thị Minh Khai Đông Thạnh", "kind": "thị trấn", "recipients": recipients}
    assert [] == told(templates.render(report(commune=long)))


def test_several_addressees_each_on_a_line_keep_every_point(templates: Templates) -> None:
    document = templates.render(report(commune={"recipient": "UBND tỉnh Thanh Hóa; Sở Nội vụ;"}))
    lines = printed_text(document).split("\n")
    at = lines.index("Kính gửi:")
    assert ["- UBND tỉnh Thanh Hóa;", "- Sở Nội vụ."] == lines[at + 1 : at + 3]
    assert [] == told(document)


def test_addressees_without_their_marks_are_named(templates: Templates) -> None:
    document = templates.render(report(commune={"recipient": "UBND tỉnh Thanh Hóa; Sở Nội vụ"}))
    point = next(point for point in POINTS if point.id == "addressee-list")
    draft = Draft(document)
    said(draft.of(Component.ADDRESSEE)[1], "- UBND tỉnh Thanh Hóa.")
    assert [point.id] == [deviation.point.id for deviation in check_layout(draft.saved())]


def test_a_form_without_an_addressee_keeps_every_point(templates: Templates) -> None:
    names = report()
    recipients = ("UBND huyện (b/c)", "Đảng ủy, HĐND xã (b/c);", "- Lưu: VT.")
    document = templates.render(names | {"addressees": (), "recipients": listed(recipients, ())})
    assert ("Kính gửi" in printed_text(document), "Như trên" in printed_text(document)) == (False, False)
    assert [] == told(document)


def test_a_report_whose_recipients_begin_as_above_says_so_once(templates: Templates) -> None:
    document = templates.render(report(commune={"recipients": ("- Như trên;", "- Lưu: VT.")}))
    assert [] == told(document)


@pytest.mark.parametrize("folder", FORMS, ids=lambda folder: folder.name)
def test_the_forms_of_the_program_have_no_warning_of_their_layout(folder: Path) -> None:
    assert [] == [d.message for d in prove_form(folder) if d.code is Code.LAYOUT_DIFFERS]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_a_broken_point_is_named(templates: Templates, point: Point) -> None:
    body, appendix = templates.render_split(report(appendix=ROWS))
    document = appendix if point.part is LayoutArea.APPENDIX else body
    if point.id in ON_WHOLE_REPORTS:
        document = templates.render(report(appendix=ROWS))
    assert point.id in [deviation.point.id for deviation in check_layout(broken(document, point))]


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.id)
def test_a_point_is_a_sentence_with_a_hint_and_its_place_in_the_decree(point: Point) -> None:
    assert (True, True, True) == (
        point.hint.endswith((".", "%}")),
        not point.requirement.endswith("."),
        point.source == "" or point.source.startswith("mục "),
    )


def test_a_rule_that_is_not_solid_is_no_rule(templates: Templates) -> None:
    draft = Draft(templates.render(report()))
    rule = draft.of(Component.MOTTO)[-1].getnext()
    assert rule is not None
    etree.SubElement(etree.SubElement(rule[0], w("pBdr")), w("top"), {w("val"): "dashed"})
    expected = "Tiêu ngữ phải có đường kẻ bên dưới dài bằng dòng chữ, mẫu đang không có đường kẻ nét liền"
    assert [True] == [message.startswith(expected) for message in told(draft.saved())]


def test_a_header_of_two_rows_repeats_both(templates: Templates) -> None:
    draft = Draft(templates.render(report(appendix=ROWS)))
    _, second = draft.root.iter(w("tblHeader"))
    parent = second.getparent()
    assert parent is not None
    parent.remove(second)
    assert "Tiêu đề của bảng phải lặp lại ở mỗi trang, mẫu đang chỉ lặp lại hàng đầu" in told(draft.saved())


def test_form_check_tells_of_a_number_that_is_not_padded(tmp_path: Path) -> None:
    folder = tmp_path / TEMPLATES.name
    shutil.copytree(TEMPLATES, folder)
    draft = Draft((folder / "bao_cao.docx").read_bytes())
    (number,) = (p for p in draft.root.iter(w("p")) if "ky_hieu" in draft.paragraph(p).text)
    said(number, "Số: {{ commune.report_number }}/BC-UBND")
    (folder / "bao_cao.docx").write_bytes(draft.saved())
    expected = "Số, ký hiệu phải ghi thêm số 0 trước số nhỏ hơn 10, mẫu đang số chỉ có một chữ số"
    assert [True] == [d.message.startswith(expected) for d in prove_form(folder)]


def test_every_point_has_a_name_of_its_own() -> None:
    assert len(POINTS) == len({point.id for point in POINTS})


def test_what_is_told_says_what_is_asked_what_is_there_and_where_it_is_written(templates: Templates) -> None:
    point = next(point for point in POINTS if point.id == "nation-size")
    message = told(broken(templates.render(report()), point))[0]
    expected = "Quốc hiệu phải có cỡ chữ từ 12 đến 13, mẫu đang cỡ chữ 30 ở “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”"
    assert f"{expected} (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.1.a)" == message


@pytest.mark.parametrize(
    ("identifier", "file", "label"),
    [
        ("kind-size", "bao_cao.docx", "Tên loại văn bản"),
        ("table-header-repeats", "phu_luc_01b.docx", "Tiêu đề của bảng"),
    ],
)
def test_form_check_warns_of_a_broken_point_with_the_template_s_file(
    tmp_path: Path, identifier: str, file: str, label: str
) -> None:
    folder = tmp_path / "tinh-moi"
    shutil.copytree(TEMPLATES, folder)
    point = next(point for point in POINTS if point.id == identifier)
    (folder / file).write_bytes(broken((folder / file).read_bytes(), point))
    found = [d for d in prove_form(folder) if d.code is Code.LAYOUT_DIFFERS]
    assert [(f"thanh-hoa-2023/{file}", label, point.hint)] == [(d.place.file, d.place.cell, d.hint) for d in found]
