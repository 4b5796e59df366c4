"""A Word file as its parts: read with limits, its relationships and content types kept, written the same way every time.

Knows the packaging of Office files (ZIP, [Content_Types].xml, .rels), not what the parts say.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from lxml import etree

from cchc_report.document.failures import TemplateError, unusable
from cchc_report.ground.regular_file import read_regular

DOCUMENT = "word/document.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOST_PARTS = 2_000
_LARGEST = 64 * 2**20  # bytes of all parts together, unpacked
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError)
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a ZIP can say


@dataclass(frozen=True, kw_only=True)
class Link:
    """One relationship of a part; `target` is another part's name, or an address when `external`."""

    id: str
    kind: str  # the last word of the relationship type: header, image, styles
    type: str
    target: str
    external: bool = False


@dataclass(kw_only=True)
class Package:
    """The parts of one Word file by name, with the type of each and the links between them."""

    file: str  # the file's name, for messages
    parts: dict[str, bytes]
    types: dict[str, str]
    links: dict[str, list[Link]] = field(default_factory=dict)  # by the part they start from; "" is the package
    origins: dict[str, str] = field(default_factory=dict)  # the file of parts that came from another one

    def linked(self, source: str, kind: str) -> str | None:
        """Return the part that a part is linked to by a kind of relationship, or None."""
        return next((link.target for link in self.links.get(source, ()) if link.kind == kind), None)

    def tree(self, kind: str) -> etree._Element | None:
        """Return the part of a kind that the document is linked to (styles, settings, numbering), parsed; None without one."""
        name = self.linked(DOCUMENT, kind)
        return parse_xml(self.parts[name]) if name in self.parts else None

    def put(self, kind: str, tree: etree._Element) -> None:
        """Write the part of a kind that the document is linked to; it has to have one."""
        name = self.linked(DOCUMENT, kind)
        if name is None:
            raise KeyError(kind)
        self.parts[name] = serialise(tree)

    def add(self, source: str, kind: str, name: str, content: bytes, content_type: str) -> str:
        """Add a part under a name not yet taken and link it from another; return the link's id."""
        name = self.free_name(name)
        self.parts[name], self.types[name] = content, content_type
        return self.link(source, Link(id="", kind=kind, type=f"{_OFFICE}/{kind}", target=name))

    def link(self, source: str, link: Link) -> str:
        """Link a part to another under a fresh id, which is returned."""
        links = self.links.setdefault(source, [])
        taken = {known.id for known in links}
        fresh = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
        links.append(Link(id=fresh, kind=link.kind, type=link.type, target=link.target, external=link.external))
        return fresh

    def free_name(self, name: str) -> str:
        """Return the name, numbered if it is taken."""
        stem, ending = posixpath.splitext(name)
        number = 1
        while name in self.parts:
            number += 1
            name = f"{stem}_{number}{ending}"
        return name

    def drop(self, name: str) -> None:
        """Remove a part and every link from and to it."""
        self.parts.pop(name, None)
        self.types.pop(name, None)
        self.links.pop(name, None)
        for source, links in self.links.items():
            self.links[source] = [link for link in links if link.external or link.target != name]

    def drop_unlinked(self) -> None:
        """Remove every part that cannot be reached from the package."""
        reached: set[str] = set()
        waiting = [""]
        while waiting:
            for link in self.links.get(waiting.pop(), ()):
                if not link.external and link.target not in reached:
                    reached.add(link.target)
                    waiting.append(link.target)
        for name in set(self.parts) - reached:
            self.drop(name)


def parse_xml(content: bytes) -> etree._Element:
    """Parse a part; no entity is expanded and nothing outside is loaded. Raises XMLSyntaxError."""
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))


def serialise(root: etree._Element) -> bytes:
    """Return a part's bytes with the declaration that Word writes."""
    return _HEAD + etree.tostring(root, encoding="UTF-8")


class PackageError(Exception):
    """A file is missing, broken, too large or no Word document: why, and what to do where that is not plain."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint


def read_package(path: Path) -> Package:
    """Read a Word template; raises TemplateError where it is missing, broken, too large or not a Word document."""
    try:
        return open_package(path)
    except PackageError as error:
        raise TemplateError([unusable(path.name, error.reason, error.hint)]) from None


def open_package(path: Path) -> Package:
    """Read any Word file; raises PackageError."""
    try:
        content = read_regular(path)
    except FileNotFoundError:
        raise PackageError(f"không có trong thư mục {path.parent}") from None
    except OSError:
        raise PackageError("không mở được", "Đóng tệp trong Word rồi thử lại.") from None
    return to_package(path.name, content)


def to_package(name: str, content: bytes) -> Package:
    """Take a Word file's content apart; raises PackageError where it is broken, too large or not a Word document."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
                raise PackageError("quá lớn")
            parts = {entry.filename.lstrip("/"): _content(archive, entry) for entry in entries}
        return _package(name, parts)
    except (*_BROKEN, etree.XMLSyntaxError, KeyError):
        raise PackageError("bị hỏng hoặc không phải tệp .docx") from None


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(entry.file_size)  # never more than was announced, whatever the stream holds


def _package(file: str, parts: dict[str, bytes]) -> Package:
    """Sort out a file's parts; the main document gets the one name that the rest of this room expects."""
    declared = parse_xml(parts.pop("[Content_Types].xml"))
    links = {
        _source_of(name): list(_read_links(_source_of(name), parts.pop(name)))
        for name in [*parts]
        if name.endswith(".rels")
    }
    defaults = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in declared.iter(f"{{{_TYPES}}}Default")}
    own = {e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in declared.iter(f"{{{_TYPES}}}Override")}
    types = {name: own.get(name) or defaults.get(name.rpartition(".")[2].lower(), "") for name in parts}
    package = Package(file=file, parts=parts, types=types, links=links)
    if package.linked("", "officeDocument") != DOCUMENT or DOCUMENT not in parts:
        raise KeyError(DOCUMENT)
    package.types[DOCUMENT] = _MAIN_TYPE  # a .dotx or .docm saved under this name becomes a plain document
    package.drop_unlinked()
    return package


def _source_of(rels_name: str) -> str:
    folder, name = posixpath.split(rels_name)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _read_links(source: str, content: bytes) -> Iterator[Link]:
    for element in parse_xml(content).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
        target, kind = element.get("Target", ""), element.get("Type", "")
        external = element.get("TargetMode") == "External"
        if not external:
            joined = posixpath.join("/", posixpath.dirname(source), target)
            target = posixpath.normpath(joined).lstrip("/")
        yield Link(id=element.get("Id", ""), kind=kind.rpartition("/")[2], type=kind, target=target, external=external)


def packed(package: Package) -> dict[str, bytes]:
    """Return the entries of the package's ZIP file in the order they are written."""
    contents = {"[Content_Types].xml": _types_part(package)}
    for source in sorted(package.links):
        if package.links[source]:
            folder, name = posixpath.split(source)
            contents[posixpath.join(folder, "_rels", f"{name}.rels")] = _links_part(package.links[source])
    return contents | dict(sorted(package.parts.items()))


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """Return the ZIP file of some entries; the same entries always give the same bytes."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return written.getvalue()


def _types_part(package: Package) -> bytes:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]  # None is the default namespace
    etree.SubElement(
        root,
        f"{{{_TYPES}}}Default",
        {"Extension": "rels", "ContentType": "application/vnd.openxmlformats-package.relationships+xml"},
    )
    etree.SubElement(root, f"{{{_TYPES}}}Default", {"Extension": "xml", "ContentType": "application/xml"})
    for name in sorted(package.parts):
        etree.SubElement(root, f"{{{_TYPES}}}Override", {"PartName": f"/{name}", "ContentType": package.types[name]})
    return serialise(root)


def _links_part(links: list[Link]) -> bytes:
    root = etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})  # type: ignore[dict-item]  # as above
    for link in links:
        target = link.target if link.external else f"/{link.target}"
        attributes = {"Id": link.id, "Type": link.type, "Target": target}
        if link.external:
            attributes["TargetMode"] = "External"
        etree.SubElement(root, f"{{{_RELATIONSHIPS}}}Relationship", attributes)
    return serialise(root)
