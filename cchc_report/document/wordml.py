"""Word's XML: its names, its stories (the body, the headers, the footers), and the tidying of what an editor leaves behind."""

import re
from collections.abc import Iterator

from lxml import etree

from cchc_report.document.failures import TemplateError, invalid, quoted, unusable
from cchc_report.document.package import DOCUMENT, Package, parse_xml, serialise
from cchc_report.ground.diagnostics import Diagnostic, Place

W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_STORIES = ("document", "header", "footer", "footnotes", "endnotes")
_OPEN_TAG = re.compile(r"{{(?:(?!}}).)*$|{%(?:(?!%}).)*$|{#(?:(?!#}).)*$")
_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_UNSEEN_ELEMENTS = ("proofErr", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")
_UNSEEN_LINKS = {"comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml", "attachedTemplate",
                 "printerSettings", "extended-properties", "custom-properties", "thumbnail", "keyMapCustomizations",
                 "vbaProject", "stylesWithEffects", "metadata"}  # fmt: skip


def w(name: str) -> str:
    """Return the full name of one of Word's own elements or attributes."""
    return f"{{{W_NAMESPACE}}}{name}"


def stories(package: Package) -> Iterator[str]:
    """Yield the names of the parts that hold text: the body first, then headers, footers and notes by name."""
    yield DOCUMENT
    kinds = tuple(f".{kind}+xml" for kind in _STORIES[1:])
    yield from sorted(name for name, type_ in package.types.items() if type_.endswith(kinds))


def body_of(root: etree._Element) -> etree._Element:
    """Return the body of a document's root."""
    body = root.find(w("body"))
    assert body is not None  # noqa: S101 - `tidy` has seen it
    return body


def sections(root: etree._Element) -> list[etree._Element]:
    """Return the section properties of a document in order; the last section's stand at the end of the body."""
    return list(root.iter(w("sectPr")))


def tidy(package: Package) -> None:
    """Take out what is no part of a finished document: notes of reviewers, editing marks, properties naming their author.

    Raises TemplateError where the file is no Word document, holds tracked changes, which would be printed, or a tag that
    its paragraph does not close, which would swallow the paragraphs after it.
    """
    for name in stories(package):
        root = _parse_story(package, name)
        if any(next(root.iter(w(change)), None) is not None for change in _CHANGES):
            hint = "Mở tệp bằng Word, chọn Review > Accept All Changes, rồi lưu lại."
            raise TemplateError([unusable(package.file, "còn nội dung đang theo dõi thay đổi (Track Changes)", hint)])
        _take_out_unseen(root)
        _check_tags_are_closed(package.file, root)
        package.parts[name] = serialise(root)
    for source, links in package.links.items():
        package.links[source] = [link for link in links if link.kind not in _UNSEEN_LINKS]
    _detach_from_template(package)
    package.drop_unlinked()


def _parse_story(package: Package, name: str) -> etree._Element:
    try:
        root = parse_xml(package.parts[name])
    except etree.XMLSyntaxError:
        raise TemplateError([unusable(package.file, "bị hỏng")]) from None
    if name == DOCUMENT and root.find(w("body")) is None:
        hint = "Mở tệp bằng Word, chọn Save As, kiểu Word Document (*.docx), không chọn Strict."
        raise TemplateError([unusable(package.file, "không phải tệp Word thông thường", hint)])
    return root


def _take_out_unseen(root: etree._Element) -> None:
    for name in _UNSEEN_ELEMENTS:
        for element in list(root.iter(w(name))):
            _remove(element)
    for reference in list(root.iter(w("commentReference"))):
        _remove(reference)
    _take_out_cursors(root)
    for element in root.iter(etree.Element):
        for attribute in [a for a in element.attrib if _is_editing_mark(str(a))]:
            del element.attrib[attribute]


def _take_out_cursors(root: etree._Element) -> None:
    """Remove the bookmarks where the editor's cursor was."""
    cursors = [mark for mark in root.iter(w("bookmarkStart")) if mark.get(w("name")) == "_GoBack"]
    ids = {mark.get(w("id")) for mark in cursors}
    for mark in cursors + [end for end in root.iter(w("bookmarkEnd")) if end.get(w("id")) in ids]:
        _remove(mark)


def _check_tags_are_closed(file: str, root: etree._Element) -> None:
    found: list[Diagnostic] = []
    for paragraph in root.iter(w("p")):
        text = "".join(node.text or "" for node in paragraph.iter(w("t")))
        open_tag = _OPEN_TAG.search(text)
        if open_tag:
            end = {"{{": "}}", "{%": "%}", "{#": "#}"}[open_tag[0][:2]]
            hint = f"Thêm “{end}” vào cuối thẻ, trong cùng một đoạn."
            found.append(invalid(Place(file=file, label=quoted(text)), f"Thẻ chưa được đóng bằng “{end}”", hint))
    if found:
        raise TemplateError(found)


def _is_editing_mark(attribute: str) -> bool:
    is_revision = attribute.startswith(w("rsid"))
    is_identity = attribute in {f"{{{_W14}}}paraId", f"{{{_W14}}}textId"}  # would repeat in every turn of a loop
    return is_revision or is_identity


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _detach_from_template(package: Package) -> None:
    """Take the path of the editor's Normal.dotm out of the settings."""
    settings = package.tree("settings")
    if settings is None:
        return
    for element in settings.findall(w("attachedTemplate")) + settings.findall(w("rsids")):
        settings.remove(element)
    package.put("settings", settings)
