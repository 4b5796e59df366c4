"""Small Word files for tests: written from a few paragraphs, read back part by part."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from cchc_report.document.package import parse_xml
from cchc_report.document.reading import printed_text
from cchc_report.document.template import APPENDIX_FILE, BODY_FILE, compile_templates
from cchc_report.document.wordml import w

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STYLES = f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SHORT = {
    "document": "document.main",
    "styles": "styles",
    "numbering": "numbering",
    "header": "header",
    "settings": "settings",
}


def paragraphs(*texts: str) -> str:
    """Return paragraphs of plain text as Word's XML; the texts are XML already."""
    return "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)


def word_file(
    path: Path, body: str, *, section: str = "", parts: Mapping[str, str] | None = None, core: str = ""
) -> Path:
    """Write a Word file; `parts` are linked from the body as rId1, rId2 … and named after their kind."""
    named = {"styles.xml": STYLES, **(parts or {})}
    kinds = {name: name.rstrip(".xml").rstrip("0123456789") for name in named}
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kinds[name]}" Target="{name}"/>'
        for number, name in enumerate(named, start=1)
    )
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_TYPE}.{_SHORT[kind]}+xml"/>'
        for name, kind in {"document.xml": "document", **kinds}.items()
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    entries = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{rels}<Relationship Id="a" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{metadata}" Target="core.xml"/></Relationships>',
        "core.xml": f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{core}</dc:title></c>',
        "word/_rels/document.xml.rels": f"{rels}{links}</Relationships>",
        "word/document.xml": f"<w:document {W} {R}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>",
        **{f"word/{name}": content for name, content in named.items()},
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def templates_of(folder: Path, *texts: str) -> Path:
    """Write a form's two templates, the body of some paragraphs, the appendix of one word; return the folder."""
    word_file(folder / BODY_FILE, paragraphs(*texts))
    word_file(folder / APPENDIX_FILE, paragraphs("Phụ lục"))
    return folder


def filled(folder: Path, context: Mapping[str, object], *texts: str) -> list[str]:
    """Fill some paragraphs and return what is printed, line by line, without the appendix's word and the section's end."""
    document = compile_templates(templates_of(folder, *texts)).render(context)
    return printed_text(document).split("\n")[:-2]


def part(document: bytes, name: str) -> etree._Element:
    """Return the root of one part of a finished document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return parse_xml(archive.read(name))


def names(document: bytes) -> list[str]:
    """Return the names of a document's parts."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.namelist()


def styled(document: bytes, text: str) -> str:
    """Return the style of the first paragraph that holds a text."""
    for paragraph in part(document, "word/document.xml").iter(w("p")):
        if text in "".join(node.text or "" for node in paragraph.iter(w("t"))):
            style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
            return "" if style is None else style.get(w("val"), "")
    return ""
