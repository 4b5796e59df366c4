"""Two templates into one: the appendix follows the body as a section of its own, with its own headers, page numbers and looks.

Whoever saved either file last (Word, LibreOffice), ids and names may clash: what the appendix brings is renumbered, renamed
and linked anew. Styles and lists are in `merge_styles` and `merge_lists`.
"""

import posixpath
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from cchc_report.document.failures import TemplateError, unusable
from cchc_report.document.merge_lists import bring_lists, renumber_lists
from cchc_report.document.merge_styles import merge_styles
from cchc_report.document.package import DOCUMENT, Link, Package, parse_xml, serialise
from cchc_report.document.wordml import R_NAMESPACE, body_of, sections, stories, w

BOUNDARY = "phu-luc"
"""The target of the processing instruction that stands where the appendix begins."""

_SHARED = {"styles", "settings", "webSettings", "fontTable", "theme", "numbering", "glossaryDocument"}
_NOTES = ("footnoteReference", "endnoteReference")
_PAGE_KINDS = ("default", "first", "even")
_MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_EMPTY_STORY = '<w:{tag} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p/></w:{tag}>'
_STORY_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{tag}+xml"


def merge(body: Package, appendix: Package) -> Package:
    """Return one package of both, the inputs unchanged; raises TemplateError where the appendix has footnotes."""
    merged, added = deepcopy(body), deepcopy(appendix)
    root, added_root = parse_xml(merged.parts[DOCUMENT]), parse_xml(added.parts[DOCUMENT])
    if any(next(added_root.iter(w(note)), None) is not None for note in _NOTES):
        hint = "Viết chú thích thành một dòng dưới bảng."
        raise TemplateError([unusable(appendix.file, "có chú thích cuối trang (footnote), chưa ghép được", hint)])
    _unite_even_pages(merged, root, added, added_root)
    added_stories = {name: parse_xml(added.parts[name]) for name in stories(added) if name != DOCUMENT}
    trees = [added_root, *added_stories.values()]
    renumber_lists(merged, added, trees)
    merge_styles(merged, added, trees)
    bring_lists(merged, added)
    _renumber_marks(root, trees)
    for name, tree in added_stories.items():
        added.parts[name] = serialise(tree)
    _relink(added_root, _copy_linked(merged, added))
    _begin_anew(merged, added_root)
    merged.parts[DOCUMENT] = serialise(_appended(root, added_root))
    return merged


def _unite_even_pages(merged: Package, root: etree._Element, added: Package, added_root: etree._Element) -> None:
    """Let both have headers for even pages when one has: the setting is the document's, not the section's."""
    wanted = [_has_even_pages(package) for package in (merged, added)]
    if wanted[0] == wanted[1]:
        return
    for section in sections(added_root if wanted[0] else root):
        for tag in ("headerReference", "footerReference"):
            for reference in [r for r in section.findall(w(tag)) if r.get(w("type")) == "default"]:
                even = deepcopy(reference)
                even.set(w("type"), "even")
                reference.addnext(even)
    if wanted[1]:
        _turn_on_even_pages(merged)


def _has_even_pages(package: Package) -> bool:
    settings = package.tree("settings")
    return settings is not None and settings.find(w("evenAndOddHeaders")) is not None


def _turn_on_even_pages(package: Package) -> None:
    settings = package.tree("settings")
    if settings is None:
        return
    switch = etree.Element(w("evenAndOddHeaders"))
    later = (
        "bookFoldRevPrinting",
        "bookFoldPrinting",
        "drawingGridHorizontalSpacing",
        "characterSpacingControl",
        "compat",
    )
    place = next((e for e in settings if e.tag in {w(tag) for tag in later}), None)
    settings.append(switch) if place is None else place.addprevious(switch)
    package.put("settings", settings)


def _renumber_marks(root: etree._Element, trees: list[etree._Element]) -> None:
    """Give the appendix's bookmarks and drawings ids that the body does not use."""
    bookmarks = [w("bookmarkStart"), w("bookmarkEnd")]
    step = 1 + max((int(e.get(w("id"), "0")) for e in root.iter(*bookmarks)), default=0)
    taken = {e.get(w("name")) for e in root.iter(w("bookmarkStart"))}
    for element in (e for tree in trees for e in tree.iter(*bookmarks)):
        element.set(w("id"), str(int(element.get(w("id"), "0")) + step))
        if element.get(w("name")) in taken:
            element.set(w("name"), f"{element.get(w('name'))}_pl")
    step = 1 + max(map(int, _drawing_ids(root)), default=0)
    for element in (e for tree in trees for e in tree.iter("{*}docPr")):
        element.set("id", str(int(element.get("id", "0")) + step))


def _drawing_ids(root: etree._Element) -> Iterator[str]:
    return (element.get("id", "0") for element in root.iter("{*}docPr"))


def _copy_linked(merged: Package, added: Package) -> dict[str, str]:
    """Copy every part the appendix's body links to, whatever it is; return its old link ids with the new ones."""
    copied: dict[str, str] = {}
    ids: dict[str, str] = {}
    for link in added.links.get(DOCUMENT, ()):
        if link.kind in _SHARED or link.kind in {"footnotes", "endnotes"}:
            continue
        target = link.target if link.external else _copy_part(merged, added, link.target, copied)
        ids[link.id] = merged.link(
            DOCUMENT, Link(id="", kind=link.kind, type=link.type, target=target, external=link.external)
        )
    return ids


def _copy_part(merged: Package, added: Package, name: str, copied: dict[str, str]) -> str:
    """Copy a part and those it links to, each once, under names that are free; return its new name."""
    if name in copied or name not in added.parts:
        return copied.get(name, name)
    folder, base = posixpath.split(name)
    fresh = copied[name] = merged.free_name(posixpath.join(folder, f"pl_{base}"))
    merged.parts[fresh], merged.types[fresh], merged.origins[fresh] = added.parts[name], added.types[name], added.file
    merged.links[fresh] = [
        Link(
            id=link.id,
            kind=link.kind,
            type=link.type,
            target=link.target if link.external else _copy_part(merged, added, link.target, copied),
            external=link.external,
        )
        for link in added.links.get(name, ())
    ]
    return fresh


def _relink(root: etree._Element, ids: dict[str, str]) -> None:
    """Write the new link ids wherever the old ones stand: r:id, r:embed, r:link and their like, and VML's o:relid."""
    for element in root.iter(etree.Element):
        for attribute, value in element.attrib.items():
            name = str(attribute)
            if value in ids and (name.startswith(f"{{{R_NAMESPACE}}}") or name.endswith("}relid")):
                element.set(name, ids[value])


def _begin_anew(merged: Package, added_root: etree._Element) -> None:
    """Make the appendix's first section start a page, count from 1, and inherit no header or footer of the body."""
    first = sections(added_root)[0]
    for tag in ("header", "footer"):
        given = {r.get(w("type")) for r in first.findall(w(f"{tag}Reference"))}
        for kind in (kind for kind in _PAGE_KINDS if kind not in given):
            empty = _EMPTY_STORY.format(tag=tag).encode()
            id_ = merged.add(DOCUMENT, tag, f"word/pl_{tag}_{kind}.xml", empty, _STORY_TYPE.format(tag=tag))
            reference = etree.Element(w(f"{tag}Reference"), {w("type"): kind, f"{{{R_NAMESPACE}}}id": id_})
            first.insert(0, reference)
    for old in first.findall(w("type")):
        first.remove(old)
    start = etree.Element(w("type"), {w("val"): "nextPage"})
    first.insert(len(first.findall(w("headerReference"))) + len(first.findall(w("footerReference"))), start)
    numbers = first.find(w("pgNumType"))
    if numbers is None:
        numbers = etree.Element(w("pgNumType"))
        earlier = (
            "headerReference",
            "footerReference",
            "footnotePr",
            "endnotePr",
            "type",
            "pgSz",
            "pgMar",
            "paperSrc",
            "pgBorders",
            "lnNumType",
        )
        list(first.iterchildren(*map(w, earlier)))[-1].addnext(numbers)
    numbers.set(w("start"), "1")


def _appended(root: etree._Element, added_root: etree._Element) -> etree._Element:
    """Return the document with the appendix's content after the body's, and every prefix that either declares."""
    united = etree.Element(root.tag, nsmap=_prefixes(added_root) | _prefixes(root))
    united.extend(list(root))
    ignorable = f"{{{_MARKUP}}}Ignorable"
    prefixes = f"{root.get(ignorable, '')} {added_root.get(ignorable, '')}".split()
    if prefixes:
        united.set(ignorable, " ".join(dict.fromkeys(prefixes)))
    body = body_of(united)
    _close_section(body)
    body.append(etree.ProcessingInstruction(BOUNDARY))
    body.extend(list(body_of(added_root)))
    return united


def _prefixes(root: etree._Element) -> dict[str, str]:
    return {prefix: uri for prefix, uri in root.nsmap.items() if prefix}


def _close_section(body: etree._Element) -> None:
    """Move the body's last section properties into its last paragraph if that is empty, else into a tiny one of its own."""
    section = body.find(w("sectPr"))
    if section is None:
        section = etree.Element(w("sectPr"))
    else:
        body.remove(section)
    last = body[-1] if len(body) else None
    if last is not None and last.tag == w("p") and last.find(f".//{w('r')}") is None:
        body.remove(last)
    paragraph = etree.SubElement(body, w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(
        properties, w("spacing"), {w("before"): "0", w("after"): "0", w("line"): "20", w("lineRule"): "exact"}
    )
    mark = etree.SubElement(properties, w("rPr"))
    etree.SubElement(mark, w("sz"), {w("val"): "2"})
    properties.append(section)
