"""Templates filled from a context: what is printed, that nothing is lost, and that it is always the same."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from cchc_report.document.package import parse_xml
from cchc_report.document.reading import printed_text
from cchc_report.document.template import Templates, compile_templates, render_text
from cchc_report.document.wordml import w
from tests.document.samples import TEMPLATES, report, unknown_report
from tests.document.word_files import filled, names, paragraphs, part, templates_of, word_file

GOLDEN = Path(__file__).parent / "golden" / "bao-cao-2023.txt"


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The form's own templates."""
    return compile_templates(TEMPLATES)


def test_the_report_of_2023_reads_as_the_golden_text(templates: Templates) -> None:
    assert GOLDEN.read_text(encoding="utf-8") == printed_text(templates.render(report())) + "\n"


def test_the_same_input_gives_the_same_bytes(templates: Templates) -> None:
    again = compile_templates(TEMPLATES)
    assert templates.render(report()) == again.render(report())
    assert templates.render_split(report(), draft=True) == again.render_split(report(), draft=True)


def test_both_parts_say_in_two_files_what_they_say_in_one(templates: Templates) -> None:
    body, appendix = templates.render_split(report())
    in_two = [printed_text(body), printed_text(appendix)]
    assert printed_text(templates.render(report())).split() == "\n".join(in_two).split()


def test_letters_that_xml_reserves_are_printed(tmp_path: Path) -> None:
    assert ["Lê & Bình <A> \"b\" 'c'", "sau"] == filled(
        tmp_path, {"name": "Lê & Bình <A> \"b\" 'c'"}, "{{ name }}", "sau"
    )


def test_breaks_and_tabs_in_a_value_become_words_own(tmp_path: Path) -> None:
    document = compile_templates(templates_of(tmp_path, "{{ name }}")).render({"name": "một\nhai\r\nba\tbốn"})
    first = next(part(document, "word/document.xml").iter(w("p")))
    assert ["t", "br", "t", "br", "t", "tab", "t"] == [
        str(e.tag).rpartition("}")[2] for e in first.iter(w("t"), w("br"), w("tab"))
    ]


def test_control_characters_are_left_out_and_their_neighbours_kept(tmp_path: Path) -> None:
    assert ["ab"] == filled(tmp_path, {"name": "a\x00\x07\ud800\ufffeb"}, "{{ name }}")


def test_a_value_is_never_taken_for_a_tag(tmp_path: Path) -> None:
    assert ["{{ 1 }}{% if %}"] == filled(tmp_path, {"name": "{{ 1 }}{% if %}"}, "{{ name }}")


def test_tags_that_word_has_split_over_runs_are_found(tmp_path: Path) -> None:
    runs = (
        "<w:r><w:t>{</w:t></w:r><w:proofErr w:type='spellStart'/><w:r><w:t>{ na</w:t></w:r><w:r><w:t>me }}</w:t></w:r>"
    )
    templates_of(tmp_path)
    word_file(tmp_path / "bao_cao.docx", f"<w:p>{runs}</w:p>")
    assert "Sa" == printed_text(compile_templates(tmp_path).render({"name": "Sa"})).split("\n")[0]


def test_quotes_that_word_has_curled_are_understood(tmp_path: Path) -> None:
    assert ["một"] == filled(tmp_path, {"parts": {"I": "một"}}, "{{ parts[“I”] }}")


def test_a_cell_that_a_tag_empties_keeps_a_paragraph(tmp_path: Path) -> None:
    templates_of(tmp_path)
    cell = paragraphs("{%p if name %}", "{{ name }}", "{%p endif %}")
    table = f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl><w:p/>"
    word_file(tmp_path / "bao_cao.docx", table)
    document = compile_templates(tmp_path).render({"name": None})
    assert [1] == [len(cell.findall(w("p"))) for cell in part(document, "word/document.xml").iter(w("tc"))]


def test_tags_in_headers_are_filled(tmp_path: Path) -> None:
    templates_of(tmp_path)
    header = f'<w:hdr xmlns:w="{w("")[1:-1]}">{paragraphs("{{ name }}")}</w:hdr>'
    word_file(
        tmp_path / "bao_cao.docx",
        paragraphs("một"),
        section='<w:headerReference w:type="default" r:id="rId2"/>',
        parts={"header1.xml": header},
    )
    root = part(compile_templates(tmp_path).render({"name": "Sa"}), "word/header1.xml")
    assert ["Sa"] == [node.text for node in root.iter(w("t"))]


def test_the_title_comes_from_the_context_and_no_author_or_time_is_kept(tmp_path: Path) -> None:
    templates_of(tmp_path)
    word_file(tmp_path / "bao_cao.docx", paragraphs("một"), core="Báo cáo {{ name }}")
    document = compile_templates(tmp_path).render({"name": "A & B"})
    core = part(document, "docProps/core.xml")
    assert "Báo cáo A & B" == docx.Document(io.BytesIO(document)).core_properties.title
    time = "2000-01-01T00:00:00Z"
    assert ["Báo cáo A & B", None, None, "vi-VN", time, time] == [e.text for e in core]


def test_the_author_of_a_document_is_the_agency_and_its_subject_the_period(templates: Templates) -> None:
    properties = docx.Document(io.BytesIO(templates.render(report()))).core_properties
    assert ("Ủy ban nhân dân xã Hoằng Trường", "Cải cách hành chính năm 2023") == (
        properties.author,
        properties.subject,
    )


def test_who_saved_a_template_is_not_the_author_of_its_documents(tmp_path: Path) -> None:
    templates_of(tmp_path)
    saved = "</dc:title><dc:creator>Người soạn mẫu</dc:creator><dc:title>"
    word_file(tmp_path / "bao_cao.docx", paragraphs("một"), core=saved)
    properties = docx.Document(io.BytesIO(compile_templates(tmp_path).render(report()))).core_properties
    assert "Ủy ban nhân dân xã Hoằng Trường" == properties.author


def test_a_reviewers_comments_and_editing_marks_are_not_delivered(tmp_path: Path) -> None:
    templates_of(tmp_path)
    marked = '<w:commentRangeStart w:id="0"/><w:r w:rsidR="00AA"><w:t>một</w:t></w:r><w:commentRangeEnd w:id="0"/>'
    word_file(tmp_path / "bao_cao.docx", f'<w:p w:rsidR="00AA">{marked}<w:r><w:commentReference w:id="0"/></w:r></w:p>')
    root = part(compile_templates(tmp_path).render({}), "word/document.xml")
    assert [[], [], []] == [
        list(root.iter(w("commentRangeStart"))),
        list(root.iter(w("commentReference"))),
        [e for e in root.iter() if w("rsidR") in e.attrib],
    ]


def test_every_part_of_a_document_is_sound_xml(templates: Templates) -> None:
    for document in (templates.render(report()), templates.render(report(), draft=True)):
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            assert archive.namelist() == [
                name for name in archive.namelist() if parse_xml(archive.read(name)) is not None
            ]


def test_every_file_is_dated_long_ago(templates: Templates) -> None:
    with zipfile.ZipFile(io.BytesIO(templates.render(report()))) as archive:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in archive.infolist()}


@pytest.mark.parametrize("unwanted", ["None", "0 hồ sơ", "0,00%", "Số hồ sơ", "văn bản đến trong", "0 người", "= ."])
def test_an_unknown_figure_is_left_out_with_its_sentence(templates: Templates, unwanted: str) -> None:
    assert unwanted not in printed_text(templates.render(unknown_report()))


def test_a_communes_own_paragraphs_replace_a_sections_default_text(templates: Templates) -> None:
    printed = printed_text(templates.render(report(narrative={"III.2": ("Một hạn chế.", "Hai hạn chế.")}))).split("\n")
    start = printed.index("2. Những tồn tại, hạn chế")
    assert ["Một hạn chế.", "Hai hạn chế."] == printed[start + 1 : start + 3]
    assert printed[start + 3].startswith("IV. ")


@pytest.mark.parametrize(
    ("sentence", "dossiers"),
    [
        ("số hồ sơ kỳ trước chuyển sang là 7 hồ sơ", {"carried_over": 7}),
        ("Số hồ sơ đã quá hạn nhưng chưa giải quyết xong là 2 hồ sơ = 0,12%", {"pending_overdue": 2}),
    ],
)
def test_dossiers_carried_over_or_late_are_told_where_there_are_any(
    templates: Templates, sentence: str, dossiers: dict[str, int]
) -> None:
    assert sentence in printed_text(templates.render(report(dossiers=dossiers)))
    assert sentence[:30] not in printed_text(templates.render(report()))


@pytest.mark.parametrize(
    ("period", "now", "coming"),
    [
        ("2023", "năm 2023", "NĂM 2024"),
        ("2023-Q2", "quý II năm 2023", "QUÝ III NĂM 2023"),
        ("2023-9M", "9 tháng đầu năm 2023", "3 THÁNG CUỐI NĂM 2023"),
    ],
)
def test_title_and_plans_follow_the_period(templates: Templates, period: str, now: str, coming: str) -> None:
    printed = printed_text(templates.render(report(period)))
    assert f"Công tác cải cách hành chính {now}, nhiệm vụ" in printed
    assert f"IV. PHƯƠNG HƯỚNG, NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH {coming}\n" in printed


def test_a_chairman_who_signs_himself_stands_alone(templates: Templates) -> None:
    printed = printed_text(templates.render(report(commune={"signs_for": None, "signer_title": None}))).split("\n")
    assert "CHỦ TỊCH" == printed[printed.index("TM. ỦY BAN NHÂN DÂN") + 1]


def test_recipients_have_a_default(templates: Templates) -> None:
    printed = printed_text(templates.render(report(commune={"recipients": ()}))).split("\n")
    start = printed.index("Nơi nhận:")
    assert ["- Như trên;", "- Đảng ủy, HĐND xã (b/c);", "- Lưu: VT."] == printed[start + 1 : start + 4]


def test_a_draft_is_marked_in_every_header(templates: Templates) -> None:
    document = templates.render(report(), draft=True)
    headers = [name for name in names(document) if "header" in name]
    marks = {
        name: part(document, name).findall(".//{urn:schemas-microsoft-com:vml}textpath[@string]") for name in headers
    }
    assert {name: ["DỰ THẢO"] for name in headers} == {
        name: [m.get("string") for m in found] for name, found in marks.items()
    }


def test_a_template_without_headers_is_marked_too(tmp_path: Path) -> None:
    document = compile_templates(templates_of(tmp_path, "một")).render({}, draft=True)
    kinds = [r.get(w("type")) for r in part(document, "word/document.xml").iter(w("headerReference"))]
    assert sorted(["default", "first", "even"] * 2) == sorted(str(kind) for kind in kinds)


def test_a_final_report_has_no_mark(templates: Templates) -> None:
    document = templates.render(report())
    assert [] == [n for n in names(document) if part(document, n).findall(".//{urn:schemas-microsoft-com:vml}shape")]


def test_tags_in_a_narrative_paragraph_are_filled_as_plain_text() -> None:
    text = "Năm qua, {{ commune.name }} & các xã tiếp nhận {{ dossiers.received | so }} hồ sơ <1>."
    assert "Năm qua, A & B & các xã tiếp nhận 1.603 hồ sơ <1>." == render_text(text, report(commune={"name": "A & B"}))
