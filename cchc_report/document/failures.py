"""What is wrong with a template, as diagnostics: which file, the paragraph's text, and what to write instead.

Knows neither Word's XML nor Jinja's objects.
"""

from collections.abc import Sequence

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import DataError

_LONGEST_QUOTE = 120


class TemplateError(DataError):
    """A template cannot be used or filled; `diagnostics` say why."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        super().__init__("Không lập được văn bản vì mẫu Word có lỗi: " + "; ".join(d.message for d in diagnostics))
        self.diagnostics = tuple(diagnostics)


def unusable(file: str, reason: str, hint: str = "") -> Diagnostic:
    """Say that a template file cannot be read as a Word document."""
    hint = hint or "Chép lại mẫu gốc của biểu mẫu, hoặc mở tệp bằng Word rồi lưu lại dạng .docx."
    return Diagnostic.of(Code.FORM_INVALID, Place(file=file), f"Mẫu Word “{file}” {reason}", hint)


def unknown_tag(place: Place, name: str, near: str | None) -> Diagnostic:
    """Say that a tag names something that does not exist, with the nearest name that does."""
    hint = f"Có phải là “{near}”?" if near else "Xem danh sách các thẻ và bộ lọc trong tài liệu của biểu mẫu."
    return Diagnostic.of(Code.TAG_UNKNOWN, place, f"Thẻ “{name}” không có{_standing(place)}", hint)


def invalid(place: Place, reason: str, hint: str) -> Diagnostic:
    """Say that the tags of a paragraph cannot be understood."""
    return Diagnostic.of(Code.TEMPLATE_INVALID, place, f"{reason}{_standing(place)}", hint)


def unsafe(place: Place, reason: str) -> Diagnostic:
    """Say that a template asks for what no report needs and what could harm the machine."""
    hint = "Bỏ lệnh này; mẫu chỉ được in số liệu, dùng if, for và các bộ lọc của biểu mẫu."
    return Diagnostic.of(Code.TEMPLATE_UNSAFE, place, f"{reason}{_standing(place)}", hint)


def quoted(paragraph: str) -> str:
    """Return a paragraph's text short enough for a message."""
    text = " ".join(paragraph.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"


def _standing(place: Place) -> str:
    return f" (đoạn “{place.label}”)" if place.label else ""
