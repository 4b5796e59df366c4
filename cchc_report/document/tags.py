"""Text with tags: understood, filled from a context, and its faults told with the paragraph they stand in.

Knows the sandbox and how Jinja says what is wrong; not where the text came from.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from types import TracebackType

from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError

from cchc_report.document.check import unknown_tags
from cchc_report.document.failures import TemplateError, invalid, quoted, unknown_tag, unsafe
from cchc_report.document.sandbox import BUDGET, Budget, ReportEnvironment, bounded, forbidden, unknown_words
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import nearest

LONGEST_RESULT = 20_000_000  # characters of one rendered part

_XML = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"{%[-+]?\s*(if|for|endif|endfor)\b")
_UNKNOWN_COMMAND = re.compile(r"unknown tag '(\w+)'")
_HINT = "So với mẫu gốc: {{ … }} in một giá trị; mỗi {% if … %}, {% for … %} cần một {% endif %}, {% endfor %}."
_FAULTS = (TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)


@dataclass(frozen=True)
class TemplateSource:
    """A text with tags, and where its lines came from: (first line, place) in order, lines counted from 1."""

    text: str
    places: tuple[tuple[int, Place], ...]
    quotes: bool = True  # whether a message quotes the paragraph; a workbook's cell says enough

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines; in Word's parts each holds at most one paragraph."""
        return self.text.split("\n")

    def place(self, line: int) -> Place:
        """Return where a line stands, labelled with its text."""
        origin = next(place for first, place in reversed(self.places) if first <= max(line, 1))
        if not self.quotes:
            return origin
        text = unescape(_XML.sub("", self.lines[min(max(line, 1), len(self.lines)) - 1]))
        return Place(file=origin.file, label=quoted(text) or None)


@dataclass(frozen=True)
class Filler:
    """A compiled text, ready to be filled for any number of communes."""

    source: TemplateSource
    template: Template
    environment: ReportEnvironment

    def fill(self, context: Mapping[str, object]) -> str:
        """Return the text with its tags filled; raises TemplateError where a tag cannot be."""
        try:
            return _spend(self.template, context)
        except _FAULTS as fault:
            raise TemplateError(self._diagnose(fault, context)) from None

    def _diagnose(self, fault: Exception, context: Mapping[str, object]) -> list[Diagnostic]:
        place = self.source.place(self._line(fault.__traceback__))
        match fault:
            case SecurityError():
                return [unsafe(place, f"Lệnh bị cấm: {fault}")]
            case UndefinedError():
                tree = self.environment.parse(self.source.text)
                found = unknown_tags(tree, context, self.environment.globals)
                told = [unknown_tag(self.source.place(tag.line), tag.name, tag.near) for tag in found]
                return told or [unknown_tag(place, str(fault), nearest(str(fault), context))]
            case _:
                hint = "Số liệu có thể còn trống: đặt thẻ trong {% if … is not none %} … {% endif %}."
                return [invalid(place, "Thẻ không in được với số liệu này", hint)]

    def _line(self, traceback: TracebackType | None) -> int:
        """Return the template's line at which an exception arose."""
        line = 1
        while traceback is not None:
            if traceback.tb_frame.f_globals.get("__jinja_template__") is self.template:
                line = self.template.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return line


def _spend(template: Template, context: Mapping[str, object]) -> str:
    names = template.new_context({**context, BUDGET: Budget()})
    pieces: list[str] = []
    length = 0
    for piece in template.root_render_func(names):
        pieces.append(piece)
        length += len(piece)
        if length > LONGEST_RESULT:
            raise SecurityError("văn bản quá dài")
    return "".join(pieces)


def compile_text(source: TemplateSource, environment: ReportEnvironment) -> Filler:
    """Understand a text with tags; raises TemplateError for wrong syntax, unknown filters and what is not allowed."""
    try:
        return _compiled(source, environment)
    except TemplateSyntaxError as error:
        raise TemplateError([_syntax(source, error)]) from None
    except ValueError:  # a number of more digits than Python reads
        raise TemplateError([unsafe(source.place(1), "Số quá lớn")]) from None
    except (SyntaxError, RecursionError, MemoryError):  # longer or deeper than Python allows
        raise TemplateError([unsafe(source.place(1), "Thẻ quá dài hoặc lồng nhau quá sâu")]) from None


def _compiled(source: TemplateSource, environment: ReportEnvironment) -> Filler:
    tree = environment.parse(source.text)
    found = list(_faults(source, tree, environment))
    if found:
        raise TemplateError(found)
    return Filler(source, environment.from_string(bounded(tree)), environment)


def _faults(source: TemplateSource, tree: nodes.Template, environment: ReportEnvironment) -> Iterator[Diagnostic]:
    for line, reason in dict.fromkeys(forbidden(tree)):
        yield unsafe(source.place(line), reason)
    for line, name, known in unknown_words(tree, environment):
        yield unknown_tag(source.place(line), name, nearest(name, known))


def _syntax(source: TemplateSource, error: TemplateSyntaxError) -> Diagnostic:
    message = error.message or ""
    unknown = _UNKNOWN_COMMAND.search(message)
    if unknown and unknown[1] not in {"else", "elif", "endif", "endfor"}:
        return unsafe(source.place(error.lineno), f"Lệnh “{unknown[1]}” không được dùng trong mẫu")
    if unknown:
        return invalid(source.place(error.lineno), f"Lệnh “{unknown[1]}” thừa hoặc đặt sai chỗ", _HINT)
    opened = _left_open(source.lines)
    if opened and "end of template" in message:
        line, word = opened
        return invalid(source.place(line), f"Lệnh “{word}” chưa được đóng bằng “end{word}”", _HINT)
    return invalid(source.place(error.lineno), "Thẻ viết sai cú pháp", _HINT)


def _left_open(lines: list[str]) -> tuple[int, str] | None:
    """Return the line and the word of the last if or for that is never closed."""
    opened: list[tuple[int, str]] = []
    for number, line in enumerate(lines, start=1):
        for block in _BLOCK.finditer(line):
            if not block[1].startswith("end"):
                opened.append((number, block[1]))
            elif opened and opened[-1][1] == block[1].removeprefix("end"):
                opened.pop()
    return opened[-1] if opened else None
