"""The appendix joins the body as a section of its own, whatever ids and names both files use."""

from pathlib import Path

import pytest
from lxml import etree

from cchc_report.document.failures import TemplateError
from cchc_report.document.package import DOCUMENT, Package
from cchc_report.document.template import compile_templates
from cchc_report.document.wordml import R_NAMESPACE, sections, w
from tests.document.word_files import W, names, paragraphs, part, styled, word_file

HEADER = '<w:headerReference w:type="default" r:id="rId2"/>'


def header(text: str) -> str:
    """Return a header part of one paragraph."""
    return f"<w:hdr {W}>{paragraphs(text)}</w:hdr>"


def style_sheet(size: int, *, normal: int = 24) -> str:
    """Return styles in which "Dòng" has a size, in half points, and the document's default another."""
    return (
        f'<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="{normal}"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Dong"><w:name w:val="Dòng"/><w:basedOn w:val="Normal"/>'
        f'<w:rPr><w:sz w:val="{size}"/></w:rPr></w:style></w:styles>'
    )


def lists(marker: str) -> str:
    """Return a part of one list whose marker is given."""
    level = f'<w:lvl w:ilvl="0"><w:lvlText w:val="{marker}"/></w:lvl>'
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0"><w:nsid w:val="11"/>{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )


def in_style(text: str) -> str:
    """Return a paragraph in the style "Dòng"."""
    return f'<w:p><w:pPr><w:pStyle w:val="Dong"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def in_list(text: str) -> str:
    """Return a paragraph of the list 1."""
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def merged(folder: Path) -> bytes:
    """Return both templates of a folder as one document."""
    return compile_templates(folder).render({})


def size_of(document: bytes, text: str) -> str | None:
    """Return the size that a paragraph's style gives, looked up through the styles it is based on."""
    by_id = {s.get(w("styleId"), ""): s for s in part(document, "word/styles.xml").iter(w("style"))}
    style = by_id.get(styled(document, text))
    while style is not None:
        size, base = style.find(f"{w('rPr')}/{w('sz')}"), style.find(w("basedOn"))
        if size is not None:
            return size.get(w("val"))
        style = None if base is None else by_id.get(base.get(w("val"), ""))
    return None


def headers(document: bytes, section: etree._Element) -> dict[str, list[str | None]]:
    """Return the text of a section's own headers by kind."""
    links = {
        link.get("Id"): link.get("Target", "").lstrip("/") for link in part(document, "word/_rels/document.xml.rels")
    }
    return {
        r.get(w("type"), ""): [t.text for t in part(document, links[r.get(f"{{{R_NAMESPACE}}}id")]).iter(w("t"))]
        for r in section.findall(w("headerReference"))
    }


def test_headers_of_the_same_name_and_id_stay_with_their_part(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", paragraphs("a"), section=HEADER, parts={"header1.xml": header("thân")})
    word_file(tmp_path / "phu_luc_01b.docx", paragraphs("b"), section=HEADER, parts={"header1.xml": header("phụ")})
    document = merged(tmp_path)
    body, appendix = sections(part(document, "word/document.xml"))
    assert (["thân"], ["phụ"]) == (headers(document, body)["default"], headers(document, appendix)["default"])


def test_an_appendix_without_a_header_inherits_none(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", paragraphs("a"), section=HEADER, parts={"header1.xml": header("thân")})
    word_file(tmp_path / "phu_luc_01b.docx", paragraphs("b"))
    document = merged(tmp_path)
    assert {"default": [], "first": [], "even": []} == headers(
        document, sections(part(document, "word/document.xml"))[1]
    )


def test_styles_that_say_the_same_are_shared(tmp_path: Path) -> None:
    for file, text in (("bao_cao.docx", "thân"), ("phu_luc_01b.docx", "phụ")):
        word_file(tmp_path / file, in_style(text), parts={"styles.xml": style_sheet(28)})
    document = merged(tmp_path)
    assert ("Dong", "Dong") == (styled(document, "thân"), styled(document, "phụ"))


def test_styles_of_one_name_that_differ_keep_their_looks(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", in_style("thân"), parts={"styles.xml": style_sheet(28)})
    word_file(tmp_path / "phu_luc_01b.docx", in_style("phụ"), parts={"styles.xml": style_sheet(20)})
    document = merged(tmp_path)
    assert ("28", "20") == (size_of(document, "thân"), size_of(document, "phụ"))


def test_an_appendix_keeps_its_own_defaults(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", paragraphs("thân"), parts={"styles.xml": style_sheet(28, normal=28)})
    word_file(tmp_path / "phu_luc_01b.docx", paragraphs("phụ"), parts={"styles.xml": style_sheet(28, normal=22)})
    assert "22" == size_of(merged(tmp_path), "phụ")


def test_no_two_styles_have_one_id_or_name(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", in_style("thân"), parts={"styles.xml": style_sheet(28)})
    word_file(tmp_path / "phu_luc_01b.docx", in_style("phụ"), parts={"styles.xml": style_sheet(20)})
    styles = list(part(merged(tmp_path), "word/styles.xml").iter(w("style")))
    ids, labels = ({s.get(w("styleId")) for s in styles}, {s.findall(w("name"))[0].get(w("val")) for s in styles})
    assert (len(styles), len(styles), 1) == (len(ids), len(labels), len([s for s in styles if s.get(w("default"))]))


@pytest.mark.parametrize("body_has_lists", [True, False])
def test_lists_of_one_id_keep_their_markers(tmp_path: Path, *, body_has_lists: bool) -> None:
    own = {"numbering.xml": lists("+")} if body_has_lists else {}
    word_file(tmp_path / "bao_cao.docx", in_list("thân") if body_has_lists else paragraphs("thân"), parts=own)
    word_file(tmp_path / "phu_luc_01b.docx", in_list("phụ"), parts={"numbering.xml": lists("-")})
    document = merged(tmp_path)
    assert (["+", "-"] if body_has_lists else ["-"]) == [
        marker_of(document, number.get(w("val"), "")) for number in part(document, "word/document.xml").iter(w("numId"))
    ]


def marker_of(document: bytes, number: str) -> str:
    """Return the marker of a list."""
    root = part(document, "word/numbering.xml")
    uses = {n.get(w("numId")): n.findall(w("abstractNumId"))[0].get(w("val")) for n in root.findall(w("num"))}
    texts = {
        a.get(w("abstractNumId")): a.findall(f".//{w('lvlText')}")[0].get(w("val"), "")
        for a in root.findall(w("abstractNum"))
    }
    return texts[uses[number]]


def test_bookmarks_of_one_id_are_told_apart(tmp_path: Path) -> None:
    marked = '<w:p><w:bookmarkStart w:id="0" w:name="a"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    for file in ("bao_cao.docx", "phu_luc_01b.docx"):
        word_file(tmp_path / file, marked)
    marks = list(part(merged(tmp_path), "word/document.xml").iter(w("bookmarkStart")))
    assert [("0", "a"), ("1", "a_pl")] == [(m.get(w("id")), m.get(w("name"))) for m in marks]


def test_every_part_is_declared_once_and_linked_parts_exist(tmp_path: Path) -> None:
    for file in ("bao_cao.docx", "phu_luc_01b.docx"):
        word_file(tmp_path / file, paragraphs("a"), section=HEADER, parts={"header1.xml": header("x")})
    document = merged(tmp_path)
    declared = [e.get("PartName", "").lstrip("/") for e in part(document, "[Content_Types].xml") if e.get("PartName")]
    linked = {e.get("Target", "").lstrip("/") for e in part(document, "word/_rels/document.xml.rels")}
    stored = [name for name in names(document) if not name.endswith(".rels") and name != "[Content_Types].xml"]
    assert (sorted(stored), set()) == (sorted(declared), linked - set(stored))


def test_even_pages_of_one_file_do_not_change_the_other(tmp_path: Path) -> None:
    settings = f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>"
    both = f'{HEADER}<w:headerReference w:type="even" r:id="rId3"/>'
    parts = {"header1.xml": header("lẻ"), "header2.xml": header("chẵn"), "settings.xml": settings}
    word_file(tmp_path / "bao_cao.docx", paragraphs("a"), section=both, parts=parts)
    word_file(tmp_path / "phu_luc_01b.docx", paragraphs("b"), section=HEADER, parts={"header1.xml": header("phụ")})
    document = merged(tmp_path)
    appendix = headers(document, sections(part(document, "word/document.xml"))[1])
    assert (["phụ"], ["phụ"]) == (appendix["default"], appendix["even"])


def test_an_appendix_with_footnotes_is_refused(tmp_path: Path) -> None:
    word_file(tmp_path / "bao_cao.docx", paragraphs("a"))
    word_file(tmp_path / "phu_luc_01b.docx", '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    with pytest.raises(TemplateError) as caught:
        merged(tmp_path)
    assert "footnote" in caught.value.diagnostics[0].message


def test_a_part_that_is_not_there_cannot_be_written() -> None:
    package = Package(file="a.docx", parts={DOCUMENT: b"<w/>"}, types={})
    with pytest.raises(KeyError):
        package.put("styles", etree.Element("styles"))
    assert [DOCUMENT] == list(package.parts)
