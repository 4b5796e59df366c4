"""A form's Word templates: compiled once, filled for any number of communes, byte for byte the same for the same input.

This is the way from two .docx files with tags to finished documents; each step is a module of its own. docxtpl is asked for
what it knows best: finding the tags that Word has scattered over its XML.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Literal

from lxml import etree

from cchc_report.document.check import unknown_tags
from cchc_report.document.comments import COMMENTS, COMMENTS_TYPE, Commented, Notes, clear_marks
from cchc_report.document.draft import mark_as_draft
from cchc_report.document.failures import TemplateError, invalid, unknown_tag
from cchc_report.document.leftovers import leftover, markup_left
from cchc_report.document.merge import BOUNDARY, merge
from cchc_report.document.package import (
    DOCUMENT,
    Link,
    Package,
    packed,
    parse_xml,
    read_package,
    serialise,
    zipped,
)
from cchc_report.document.sandbox import ReportEnvironment, word_text, word_xml
from cchc_report.document.tags import Filler, TemplateSource, compile_text
from cchc_report.document.traced import Trace, TracingEnvironment
from cchc_report.document.wordml import body_of, stories, tidy, w
from cchc_report.ground.diagnostics import Diagnostic, Place

BODY_FILE = "bao_cao.docx"
APPENDIX_FILE = "phu_luc_01b.docx"  # where the folder has none of that name, another phu_luc….docx

Which = Literal["both", "body", "appendix"]

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BOUNDARY_MARK = re.compile(rf"<\?{BOUNDARY}\s*\?>")
_EMPTY_CELL = re.compile(r"<w:tc(?:>| [^>]*>)(?:<w:tcPr>(?:(?!</w:tcPr>).)*</w:tcPr>|<w:tcPr/>)?\s*</w:tc>")
_TAG = re.compile(r"{[{%#]")
_CORE = "docProps/core.xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_LINK = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = ("title", "subject", "creator")  # as they may hold tags; a PDF takes them over
_AGENCY = (
    "{% if commune is defined and commune.name is defined and commune.kind is defined %}"
    "Ủy ban nhân dân {{ commune.kind }} {{ commune.name }}{% endif %}"
)
# No person as the author and no clock: the same report is the same file, whoever builds it and whenever.
_CORE_XML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title>'
    "<dc:subject>{subject}</dc:subject><dc:creator>{creator}</dc:creator><dc:language>vi-VN</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)


@dataclass(frozen=True)
class CompiledPackage:
    """A Word file whose parts with tags are compiled; the others are kept as they are."""

    contents: dict[str, bytes]  # every entry of the file, in order
    fillers: dict[str, Filler]
    properties: dict[str, Filler]  # title, subject, creator
    notes: Notes | None = None  # what the comments of a traced printing say

    def render(self, context: Mapping[str, object]) -> bytes:
        """Return the file for one commune; raises TemplateError with everything that is wrong."""
        filled: dict[str, bytes] = {}
        found: list[Diagnostic] = []
        for name, filler in self.fillers.items():
            try:
                filled[name] = _finished(filler, context)
            except TemplateError as error:
                found.extend(error.diagnostics)
        if found:
            raise TemplateError(list(dict.fromkeys(found)))
        said = {name: " ".join(filler.fill(context).split()) for name, filler in self.properties.items()}
        core = _CORE_XML.format(**{name: escape(text, quote=False) for name, text in said.items()})
        if self.notes is not None:
            filled |= _commented(filled, self.notes)
        return zipped(self.contents | filled | {_CORE: core.encode()})

    def check(self, sample: Mapping[str, object]) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each tag that names what the sample does not have, in all branches."""
        for filler in (*self.fillers.values(), *self.properties.values()):
            tree = filler.environment.parse(filler.source.text)
            for tag in unknown_tags(tree, sample, filler.environment.globals):
                yield unknown_tag(filler.source.place(tag.line), tag.name, tag.near)


@dataclass(frozen=True)
class Templates:
    """The two templates of a form. Keep the object: what it compiles, it compiles once."""

    body: Package
    appendix: Package
    _compiled: dict[tuple[Which, bool], CompiledPackage] = field(default_factory=dict, repr=False)

    def render(self, context: Mapping[str, object], *, draft: bool = False, notes: Notes | None = None) -> bytes:
        """Return body and appendix as one file; raises TemplateError. A draft says DỰ THẢO on each page.

        With `notes`, each figure has a comment; the text is the same.
        """
        return self._package("both", draft=draft, notes=notes).render(context)

    def render_split(
        self, context: Mapping[str, object], *, draft: bool = False, notes: Notes | None = None
    ) -> tuple[bytes, bytes]:
        """Return body and appendix as two files; raises TemplateError."""
        body = self._package("body", draft=draft, notes=notes).render(context)
        return body, self.render_appendix(context, draft=draft, notes=notes)

    def render_appendix(
        self, context: Mapping[str, object], *, draft: bool = False, notes: Notes | None = None
    ) -> bytes:
        """Return the appendix alone; raises TemplateError."""
        return self._package("appendix", draft=draft, notes=notes).render(context)

    def check(self, sample: Mapping[str, object]) -> tuple[Diagnostic, ...]:
        """Prove that every tag of both templates is known, with sample values for all names; return what is not."""
        return tuple(dict.fromkeys(self._package("both", draft=False).check(sample)))

    def _package(self, which: Which, *, draft: bool, notes: Notes | None = None) -> CompiledPackage:
        if notes is not None:
            return _compile(self._joined(which), self.appendix.file, draft=draft, notes=notes)
        if (which, draft) not in self._compiled:
            self._compiled[which, draft] = _compile(self._joined(which), self.appendix.file, draft=draft)
        return self._compiled[which, draft]

    def _joined(self, which: Which) -> Package:
        match which:
            case "both":
                return merge(self.body, self.appendix)
            case "body":
                return deepcopy(self.body)
            case "appendix":
                return deepcopy(self.appendix)


def compile_templates(folder: Path) -> Templates:
    """Return the templates of a form's folder, compiled once while its files stay as they are.

    Raises TemplateError with all that is wrong with both.
    """
    files = template_files(folder)
    return _compile_folder(folder, files, tuple(_stamp(folder / file) for file in files))


def template_files(folder: Path) -> tuple[str, str]:
    """Return the names of a form's two templates; a copy that somebody keeps beside the appendix is not taken for it."""
    if (folder / APPENDIX_FILE).exists():
        return BODY_FILE, APPENDIX_FILE
    return BODY_FILE, next((path.name for path in sorted(folder.glob("phu_luc*.docx"))), APPENDIX_FILE)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes with a file's content."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)  # a batch prints hundreds of reports by one form
def _compile_folder(folder: Path, files: tuple[str, str], _stamps: tuple[tuple[int, int] | None, ...]) -> Templates:
    packages: list[Package] = []
    found: list[Diagnostic] = []
    for file in files:
        try:
            package = read_package(folder / file)
            found.extend(_leftovers(package, f"{folder.name}/{file}"))
            tidy(package)
            packages.append(package)
        except TemplateError as error:
            found.extend(error.diagnostics)
    if found:
        raise TemplateError(found)
    body, appendix = packages
    templates = Templates(body, appendix)
    templates._package("both", draft=False)
    return templates


def _leftovers(package: Package, name: str) -> Iterator[Diagnostic]:
    """Yield an error for each paragraph of a template with markup that no tag takes up."""
    for part, content in package.parts.items():
        if part == DOCUMENT or part.startswith(("word/header", "word/footer")):
            for paragraph in parse_xml(content).iter(w("p")):
                if left := leftover("".join(node.text or "" for node in paragraph.iter(w("t")))):
                    yield markup_left(Place(file=name), left)


def render_text(
    text: str, context: Mapping[str, object], place: Place | None = None, trace: Trace | None = None
) -> str:
    """Fill the tags of a narrative paragraph; `place` is the cell it stands in. Raises TemplateError.

    The text returned is plain, but for the marks of a trace: a template that prints it escapes it as any value.
    """
    if not _TAG.search(text):
        return text
    source = TemplateSource(text, ((1, place or Place(file="Thuyết minh")),), quotes=place is None)
    environment = TracingEnvironment(trace, word_text, autoescape=False) if trace else _text_environment()
    return compile_text(source, environment).fill(context)


@cache
def _text_environment() -> ReportEnvironment:
    """Return the sandbox for text that is no XML; it keeps nothing of what it fills."""
    return ReportEnvironment(word_text, autoescape=False)


def _compile(package: Package, appendix: str, *, draft: bool, notes: Notes | None = None) -> CompiledPackage:
    if draft:
        mark_as_draft(package)
    properties = {name: compile_text(_property(package, name), _text_environment()) for name in _PROPERTIES}
    core = package.linked("", "core-properties")
    if core is not None:
        package.drop(core)
    package.parts[_CORE], package.types[_CORE] = b"", _CORE_TYPE
    package.link("", Link(id="", kind="core-properties", type=_CORE_LINK, target=_CORE))
    if notes is not None:
        package.add(DOCUMENT, "comments", COMMENTS, b"", COMMENTS_TYPE)
    environment = TracingEnvironment(notes.trace, word_xml) if notes else ReportEnvironment(word_xml)
    fillers: dict[str, Filler] = {}
    found: list[Diagnostic] = []
    for name in stories(package):
        try:
            fillers[name] = compile_text(_source(package, name, appendix), environment)
        except TemplateError as error:
            found.extend(error.diagnostics)
    if found:
        raise TemplateError(found)
    return CompiledPackage(packed(package), fillers, properties, notes)


def _property(package: Package, name: str) -> TemplateSource:
    """Return one of the file's properties, which may hold tags; a creator without any is whoever saved the template."""
    core = package.linked("", "core-properties")
    try:
        text = parse_xml(package.parts[core]).findtext(_DUBLIN_CORE + name) if core else None
    except etree.XMLSyntaxError:
        text = None
    if name == "creator" and not _TAG.search(text or ""):
        text = _AGENCY
    return TemplateSource(text or "", ((1, Place(file=package.file)),))


def _source(package: Package, name: str, appendix: str) -> TemplateSource:
    """Return a part with its tags freed from Word's markup, a paragraph a line, each line's file known."""
    from docxtpl import DocxTemplate

    text = DocxTemplate("").patch_xml(etree.tostring(parse_xml(package.parts[name]), encoding="unicode"))
    text = re.sub(r"<w:p([ >])", r"\n<w:p\1", text.replace("\n", " ")).replace("</w:p>", "</w:p>\n")
    file = package.origins.get(name, package.file)
    boundary = _BOUNDARY_MARK.search(text)
    if boundary is None:
        return TemplateSource(text, ((1, Place(file=file)),))
    first = text.count("\n", 0, boundary.start()) + 1
    return TemplateSource(_BOUNDARY_MARK.sub("", text), ((1, Place(file=file)), (first, Place(file=appendix))))


def _finished(filler: Filler, context: Mapping[str, object]) -> bytes:
    """Return a filled part, every cell with the paragraph that Word insists on; raises TemplateError if it is no XML."""
    text = filler.fill(context)
    if _EMPTY_CELL.search(text):
        text = _EMPTY_CELL.sub(lambda cell: cell[0].removesuffix("</w:tc>") + "<w:p/></w:tc>", text)
    content = _DECLARATION + text.encode()
    try:
        root = parse_xml(content)
    except etree.XMLSyntaxError:
        root = None
    if root is None or _has_stray_text(root):
        reason = "Văn bản in ra bị hỏng vì các thẻ {%p … %}, {%tr … %} không bao trọn đoạn hoặc hàng"
        hint = "Đặt mỗi thẻ {%p … %} thành một đoạn riêng, mỗi thẻ {%tr … %} trong một hàng riêng, mở và đóng ở cùng một cấp."
        raise TemplateError([invalid(Place(file=filler.source.place(1).file), reason, hint)])
    return content


def _commented(filled: Mapping[str, bytes], notes: Notes) -> dict[str, bytes]:
    """Return the parts of a traced printing with comments in place of its marks; headers and footers can have none."""
    roots = {name: parse_xml(content) for name, content in filled.items()}
    commented = Commented(notes)
    commented.mark(roots[DOCUMENT])
    for root in roots.values():
        clear_marks(root)
    return {name: serialise(root) for name, root in roots.items()} | {COMMENTS: commented.part()}


def _has_stray_text(root: etree._Element) -> bool:
    """Tell whether text stands outside every paragraph, where Word would call the file damaged."""
    body = root if root.find(w("body")) is None else body_of(root)
    return bool((body.text or "").strip()) or any((child.tail or "").strip() for child in body)
