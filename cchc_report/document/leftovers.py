"""Finds what is left of a tag that somebody damaged, or wrote in another program's notation, and that would be printed as it stands."""

import re

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place

_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# { x }, a brace alone, «x» and [[x]] of mail merges: the name in them is one of a program, no Vietnamese word.
_LEFT = re.compile(r"\{[^{}\n]{0,60}\}?|[^\s{}]{0,30}\}|«\s*[A-Za-z_][\w.]*\s*»|\[\[[^\[\]\n]{1,60}\]\]", re.ASCII)


def leftover(text: str) -> str | None:
    """Return the first piece of markup that no tag takes up, None where there is none.

    >>> leftover("Xã { commune.name }, {{ period.name }}")
    '{ commune.name }'
    """
    if not any(mark in text for mark in "{}«["):
        return None
    found = _LEFT.search(_TAGS.sub("", text))
    return found[0].strip() if found else None


def markup_left(place: Place, left: str) -> Diagnostic:
    """Return the error of a piece of markup that would be printed."""
    hint = "Viết thẻ với hai ngoặc nhọn mỗi bên, ví dụ {{ period.name }}; không phải thẻ thì xóa dấu ấy."
    return Diagnostic.of(Code.MARKUP_LEFT, place, f"Còn dấu thẻ hỏng “{left}”", hint)
