"""The finished report keeps Nghị định 30/2020/NĐ-CP, Phụ lục I, read from the file as Word will read it."""

import pytest
from lxml import etree

from cchc_report.document.template import compile_templates
from cchc_report.document.wordml import R_NAMESPACE, sections, w
from tests.document.samples import TEMPLATES, Row, report
from tests.document.word_files import part, styled

MM = 1440 / 25.4  # twentieths of a point
ROWS = tuple(Row(str(number), f"Chỉ tiêu {number}", ("Văn bản",), "1") for number in range(81))


@pytest.fixture(scope="module")
def document() -> bytes:
    """The report of a commune, body and appendix in one file."""
    return compile_templates(TEMPLATES).render(report(appendix=ROWS))


@pytest.fixture(scope="module")
def root(document: bytes) -> etree._Element:
    """Its main part."""
    return part(document, "word/document.xml")


@pytest.fixture(scope="module")
def styles(document: bytes) -> dict[str, etree._Element]:
    """Its styles by the name a person sees in Word."""
    found = part(document, "word/styles.xml").iter(w("style"))
    return {name.get(w("val"), ""): style for style in found if (name := style.find(w("name"))) is not None}


def value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(map(w, path.split("/"))))
    return None if found is None else found.get(w(attribute))


def test_every_page_is_a4_portrait(root: etree._Element) -> None:
    assert [("11906", "16838")] * 2 == [
        (value(section, "pgSz", "w"), value(section, "pgSz", "h")) for section in sections(root)
    ]


@pytest.mark.parametrize(
    ("side", "least", "most"), [("top", 20, 25), ("bottom", 20, 25), ("left", 30, 35), ("right", 15, 20)]
)
def test_margins_are_within_the_decrees_ranges(root: etree._Element, side: str, least: int, most: int) -> None:
    margins = [int(value(section, "pgMar", side) or 0) / MM for section in sections(root)]
    assert [True, True] == [least - 0.01 <= margin <= most + 0.01 for margin in margins]


def test_the_font_is_times_new_roman_in_black_and_the_language_vietnamese(document: bytes) -> None:
    defaults = part(document, "word/styles.xml").find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
    assert defaults is not None
    assert ["Times New Roman", "Times New Roman", "000000", "vi-VN"] == [
        value(defaults, "rFonts", "ascii"),
        value(defaults, "rFonts", "hAnsi"),
        value(defaults, "color"),
        value(defaults, "lang"),
    ]


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ("b", "CCHC Quốc hiệu"),
        ("b", "CCHC Tiêu ngữ"),
        ("b", "CCHC Cơ quan ban hành"),
        ("", "CCHC Số ký hiệu"),
        ("i", "CCHC Địa danh ngày tháng"),
        ("b", "CCHC Tên loại"),
        ("b", "CCHC Trích yếu"),
        ("b", "CCHC Mục"),
        ("b", "CCHC Khoản"),
        ("", "CCHC Nơi nhận"),
        ("bi", "CCHC Nơi nhận tiêu đề"),
        ("b", "CCHC Quyền hạn chức vụ"),
        ("b", "CCHC Người ký"),
        ("i", "CCHC Kèm theo"),
    ],
)
def test_each_component_has_its_weight_and_slope(styles: dict[str, etree._Element], expected: str, name: str) -> None:
    run = styles[name].find(w("rPr"))
    assert expected == "".join(mark for mark in "bi" if run is not None and run.find(w(mark)) is not None)


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("CCHCQuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("CCHCTieuNgu", "Độc lập - Tự do - Hạnh phúc"),
        ("CCHCCoQuanBanHanh", "XÃ HOẰNG TRƯỜNG"),
        ("CCHCSoKyHieu", "Số: 05/BC-UBND"),
        ("CCHCDiaDanhNgayThang", "Hoằng Trường, ngày 05 tháng 02 năm 2024"),
        ("CCHCTenLoai", "BÁO CÁO"),
        ("CCHCKinhGui", "Kính gửi: UBND huyện Hoằng Hóa"),
        ("CCHCMuc", "I. CÔNG TÁC CHỈ ĐẠO"),
        ("CCHCKhoan", "1. Về kế hoạch"),
        ("CCHCThanBai", "Thực hiện nhiệm vụ cải cách hành chính"),
        ("CCHCLoiKet", "tổng hợp./."),
        ("CCHCNoiNhan", "- Lưu: VT."),
        ("CCHCQuyenHanChucVu", "KT. CHỦ TỊCH"),
        ("CCHCNguoiKy", "Nguyễn Văn Mẫu"),
        ("CCHCKemTheo", "(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2024"),
    ],
)
def test_each_component_is_printed_in_its_style(document: bytes, style: str, text: str) -> None:
    assert style == styled(document, text)


def test_the_body_is_justified_indented_and_spaced(styles: dict[str, etree._Element]) -> None:
    body = styles["CCHC Thân bài"]
    first_line = int(value(body, "pPr/ind", "firstLine") or 0) / MM
    assert ("both", 12.7, True, True) == (
        value(body, "pPr/jc"),
        round(first_line, 1),
        int(value(body, "pPr/spacing", "after") or 0) >= 6 * 20,
        240 <= int(value(body, "pPr/spacing", "line") or 0) <= 360,
    )


@pytest.mark.parametrize("name", ["CCHC Mục", "CCHC Khoản", "CCHC Điểm", "CCHC Lời kết", "CCHC Quyền hạn chức vụ"])
def test_headings_and_the_closing_stay_with_what_follows(styles: dict[str, etree._Element], name: str) -> None:
    assert styles[name].find(f"{w('pPr')}/{w('keepNext')}") is not None


@pytest.mark.parametrize("rule", ["tiêu ngữ", "cơ quan", "trích yếu"])
def test_rules_are_lines_of_their_own(styles: dict[str, etree._Element], rule: str) -> None:
    assert "single" == value(styles[f"CCHC Gạch dưới {rule}"], "pPr/pBdr/top")


def test_page_numbers_begin_anew_with_each_part_and_skip_its_first_page(root: etree._Element) -> None:
    assert [("1", True)] * 2 == [
        (value(section, "pgNumType", "start"), section.find(w("titlePg")) is not None) for section in sections(root)
    ]


def test_the_page_number_stands_centred_in_the_header(document: bytes, root: etree._Element) -> None:
    links = {link.get("Id"): link.get("Target") for link in part(document, "word/_rels/document.xml.rels")}
    for section in sections(root):
        shown = {r.get(w("type")): links[r.get(f"{{{R_NAMESPACE}}}id")] for r in section.findall(w("headerReference"))}
        numbered = {
            kind: " PAGE " in [e.text for e in part(document, str(name).lstrip("/")).iter(w("instrText"))]
            for kind, name in shown.items()
        }
        assert (True, False) == (numbered["default"], numbered["first"])


def test_the_appendix_begins_on_a_new_page(root: etree._Element) -> None:
    assert "nextPage" == value(sections(root)[1], "type")


def test_the_header_of_the_table_repeats_and_no_row_splits(root: etree._Element) -> None:
    rows = list(list(root.iter(w("tbl")))[-1].iter(w("tr")))
    repeated = [row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in rows]
    whole = [row.find(f"{w('trPr')}/{w('cantSplit')}") is not None for row in rows]
    assert ([True, True] + [False] * len(ROWS), [True] * (len(ROWS) + 2)) == (repeated, whole)


def test_tables_are_as_wide_as_the_text(root: etree._Element) -> None:
    width = 11906 - 1701 - 1134
    assert [width] * 3 == [
        sum(int(column.get(w("w"), "0")) for column in table.iter(w("gridCol"))) for table in root.iter(w("tbl"))
    ]


def test_groups_and_headings_of_the_appendix_are_bold() -> None:
    document = compile_templates(TEMPLATES).render(report())
    assert ["CCHCBangNhom", "CCHCBangNhom", "CCHCBang"] == [
        styled(document, text) for text in ("Công tác chỉ đạo điều hành", "Kế hoạch CCHC", "Hình thức khảo sát")
    ]


def test_no_template_names_a_period_a_place_or_a_person() -> None:
    typed = [
        node.text or ""
        for file in ("bao_cao.docx", "phu_luc_01b.docx")
        for node in part((TEMPLATES / file).read_bytes(), "word/document.xml").iter(w("t"))
    ]
    unwanted = ("202", "Hoằng", "Thanh Hóa", "quý ", "6 tháng đầu")
    assert [] == [text for text in typed for word in unwanted if word in text]
