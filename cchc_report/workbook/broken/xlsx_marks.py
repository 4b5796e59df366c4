"""What the parts of an .xlsx that all its sheets share say of cells: styles in percent or struck out, texts with notes in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers.expat import ParserCreate

from cchc_report.workbook.broken.facts import is_percent_format, raised

_PERCENT_IDS = frozenset({9, 10})  # of the formats that every Excel knows
_MARKED_RUN = re.compile(rb"vertAlign|strike")
_ON = frozenset({"1", "true", ""})


@dataclass(frozen=True)
class CellMarks:
    """Styles by their number as a cell gives it; texts by their place in the table of texts."""

    percent: frozenset[str] = frozenset()
    struck: frozenset[str] = frozenset()
    texts: Mapping[int, str] = field(default_factory=dict)  # as they are to be read
    is_calculated: bool = True  # else a formula's 0 is no result

    def concern(self, sheet: bytes) -> bool:
        """Tell whether a sheet has cells of these, so that it is worth being parsed."""
        return (
            any(b's="%b"' % style.encode() in sheet for style in self.percent | self.struck)
            or any(b"<v>%d</v>" % index in sheet for index in self.texts)
            or bool(b"<is" in sheet and _MARKED_RUN.search(sheet))
        )


def read_styles(content: bytes) -> tuple[frozenset[str], frozenset[str]]:
    """Return the styles in percent and those struck out; raises ExpatError."""
    if b"%" not in content and b"strike" not in content and b'numFmtId="9"' not in content and b'"10"' not in content:
        return frozenset(), frozenset()
    found = _Styles()
    parser = ParserCreate()
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.Parse(content, True)  # pyexpat takes no keywords
    percent = frozenset(str(index) for index, (number, _) in enumerate(found.cells) if number in found.percent)
    struck = frozenset(str(index) for index, (_, font) in enumerate(found.cells) if font in found.struck)
    return percent, struck


@dataclass(kw_only=True)
class _Styles:
    percent: set[str] = field(default_factory=lambda: set(map(str, _PERCENT_IDS)))
    struck: set[str] = field(default_factory=set)
    cells: list[tuple[str, str]] = field(default_factory=list)  # number format and font of each style
    fonts: int = -1
    inside: list[str] = field(default_factory=list)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name = tag.rpartition(":")[2]
        within = self.inside[-1] if self.inside else ""
        self.inside.append(name)
        match within, name:
            case "numFmts", "numFmt":
                if is_percent_format(attributes.get("formatCode", "")):
                    self.percent.add(attributes.get("numFmtId", ""))
            case "fonts", "font":
                self.fonts += 1
            case "font", "strike":
                if "fonts" in self.inside and attributes.get("val", "1") in _ON:
                    self.struck.add(str(self.fonts))
            case "cellXfs", "xf":
                self.cells.append((attributes.get("numFmtId", "0"), attributes.get("fontId", "0")))

    def end(self, tag: str) -> None:  # noqa: ARG002  # as the parser calls it
        """Close an element."""
        self.inside.pop()


def read_texts(content: bytes) -> dict[int, str]:
    """Return the texts of the table that have superscripts or struck-out runs, as they are to be read; raises ExpatError."""
    if not _MARKED_RUN.search(content):
        return {}
    found = _Texts()
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.take
    parser.Parse(content, True)  # pyexpat takes no keywords
    return found.marked


@dataclass
class _Texts:
    marked: dict[int, str] = field(default_factory=dict)
    text: "RichText | None" = None
    index: int = -1

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        name = tag.rpartition(":")[2]
        if name == "si":
            self.text, self.index = RichText(), self.index + 1
        elif self.text is not None:
            self.text.start(name, attributes)

    def take(self, characters: str) -> None:
        """Take some characters."""
        if self.text is not None:
            self.text.take(characters)

    def end(self, tag: str) -> None:
        """Close an element."""
        name = tag.rpartition(":")[2]
        if self.text is not None and name != "si":
            self.text.end(name)
        elif self.text is not None:
            if self.text.is_marked:
                self.marked[self.index] = self.text.read()
            self.text = None


@dataclass(kw_only=True)
class RichText:
    """A text of runs with formats of their own, gathered element by element."""

    pieces: list[str] = field(default_factory=list)
    struck_pieces: list[str] = field(default_factory=list)
    is_marked: bool = False
    is_raised: bool = False
    is_struck: bool = False
    in_text: bool = False
    in_phonetics: bool = False

    @property
    def is_all_struck(self) -> bool:
        """Tell whether there is a text and nothing of it stands."""
        return bool(self.struck_pieces) and not "".join(self.pieces).strip()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""
        match name:
            case "r":
                self.is_raised = self.is_struck = False
            case "rPh":
                self.in_phonetics = True
            case "vertAlign":
                self.is_raised = attributes.get("val") in ("superscript", "subscript")
                self.is_marked |= self.is_raised
            case "strike":
                self.is_struck = attributes.get("val", "1") in _ON
                self.is_marked |= self.is_struck
            case "t":
                self.in_text = not self.in_phonetics

    def end(self, name: str) -> None:
        """Close an element."""
        match name:
            case "t":
                self.in_text = False
            case "rPh":
                self.in_phonetics = False
            case "r":
                self.is_raised = self.is_struck = False

    def take(self, characters: str) -> None:
        """Take the text of a run."""
        if self.in_text:
            pieces = self.struck_pieces if self.is_struck else self.pieces
            pieces.append(raised(characters) if self.is_raised else characters)

    def read(self) -> str:
        """Return the text without what is struck out; all of it where nothing else is left."""
        return "".join(self.struck_pieces if self.is_all_struck else self.pieces)
