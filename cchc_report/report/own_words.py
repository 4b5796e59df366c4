"""Holds the commune's own paragraphs against the figures: a number typed there that the rows contradict, a section left without any.

What a paragraph says is read as an audit reads a report. A paragraph without typed numbers costs nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_report.figures import Figures
from cchc_report.form import ADDED, Form
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import Number, format_trimmed, round_half_up
from cchc_report.ground.periods import Period

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_DIGIT = re.compile(r"\d")
_REPEATED = "_repeated"  # ends the name of a figure that a later section says again


@dataclass(frozen=True)
class OwnParagraph:
    """A paragraph as the commune typed it and as it is printed, the section it is for, and its cell."""

    section: str  # II.2, or II.2+ for one that is added
    typed: str
    printed: str
    place: Place

    @property
    def has_typed_number(self) -> bool:
        """Tell whether it holds a number that no tag has filled in."""
        return bool(_DIGIT.search(_TAG.sub("", self.typed)))


def check_own_words(
    paragraphs: Sequence[OwnParagraph], form: Form, figures: Figures, period: Period
) -> Iterator[Diagnostic]:
    """Yield a warning for each typed number that is another one in the tables, and for each section left without its figures."""
    for one in paragraphs:
        if one.has_typed_number:
            said = _figures_said({one.section.removesuffix(ADDED): one.printed}, form, period)
            yield from (
                _differs(one, figures, name, number)
                for name, number in said
                if _is_other(number, _known(figures, name))
            )
    yield from _without_figures(paragraphs, form, figures, period)


def _figures_said(sections: Mapping[str, str], form: Form, period: Period) -> list[tuple[str, Number]]:
    """Return the figures that sections say, each with its number."""
    from cchc_report.audit.body import read_body  # noqa: PLC0415  # only who types numbers pays for the audit
    from cchc_report.audit.parts import Parts  # noqa: PLC0415

    body = read_body(Parts(head="", sections=sections, closing="", end="", tables=()), form, period)
    found = ((said.name.removesuffix(_REPEATED), said.value) for said in (*body.figures.values(), *body.again))
    return [(name, value) for name, value in found if isinstance(value, int | Decimal)]


def _known(figures: Figures, name: str) -> Number | None:
    value = figures[name].value if name in figures else None
    return value if isinstance(value, int | Decimal) else None


def _is_other(said: Number, known: Number | None) -> bool:
    """Tell whether a number is not the known one, at as many decimals as it is said with."""
    if known is None:
        return False
    exponent = Decimal(said).normalize().as_tuple().exponent
    places = max(-exponent, 0) if isinstance(exponent, int) else 0
    return round_half_up(Decimal(known), places) != Decimal(said) and round_half_up(Decimal(known), 2) != Decimal(said)


def _differs(paragraph: OwnParagraph, figures: Figures, name: str, number: Number) -> Diagnostic:
    figure = figures[name]
    now = format_trimmed(_known(figures, name) or 0, 2)
    message = f"Đoạn văn ghi {figure.label[:1].lower()}{figure.label[1:]} là {format_trimmed(number, 2)}, số tính từ sổ là {now}"
    hint = f"Sửa con số, hoặc gõ {{{{ {name} }}}} thay cho nó để luôn in đúng số của sổ."
    return Diagnostic.of(Code.TYPED_NUMBER_DIFFERS, paragraph.place, message, hint)


def _without_figures(
    paragraphs: Sequence[OwnParagraph], form: Form, figures: Figures, period: Period
) -> Iterator[Diagnostic]:
    """Yield a warning for each section whose own text says none of the figures that the form's text says."""
    for section in form.sections:
        own = [one for one in paragraphs if one.section == section]
        usual = {
            name.removesuffix(_REPEATED) for one in form.sentences if one.section == section for name in one.figures
        }
        if not own or not any(_known(figures, name) is not None for name in usual):
            continue
        printed = "\n".join(one.printed for one in paragraphs if one.section.removesuffix(ADDED) == section)
        if not _DIGIT.search(printed) or not usual & {
            name for name, _ in _figures_said({section: printed}, form, period)
        }:
            message = f"Đoạn viết thay mục {section} không nêu số liệu nào mà lời văn có sẵn của mục vẫn nêu"
            hint = f"Nêu lại các số liệu ấy, hoặc gõ {section}{ADDED} ở cột Mục để viết thêm sau lời văn có sẵn."
            yield Diagnostic.of(Code.FIGURES_DROPPED, own[0].place, message, hint)
