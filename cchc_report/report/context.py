"""What the templates of a form and the paragraphs of `Thuyết minh` see: the names of the report's figures and of its parties."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping

from cchc_report.figures import Denominator, Figures
from cchc_report.form import Form, Indicators
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import Period
from cchc_report.report.previous import Previous
from cchc_report.report.recipients import listed
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.entered import NarrativeParagraph
from cchc_report.tables.table import Table

SUBJECTS = ("dossiers", "procedures", "staffing", "documents", "tasks")
# What a draft prints where the workbooks do not say who reports.
_UNKNOWN_COMMUNE = Commune(name="…", recipient="…", signer="…")

_AUTHORITY = re.compile(r"\b(KT|TM|TL|TUQ|Q)\.\s*(?=\S)", re.IGNORECASE)

Context = Mapping[str, object]
Narrative = Mapping[str, tuple[str, ...]]
RenderText = Callable[[str, Context, Place], str]


def report_context(
    commune: Commune | None,
    period: Period,
    figures: Figures,
    indicators: Indicators,
    previous: Previous,
    form: Form | None = None,
) -> dict[str, object]:
    """Return the names a paragraph may use: everything but the narrative itself.

    The form says whether the report is addressed, and how the on-time rate is worked out.
    """
    named = _spaced(commune or _UNKNOWN_COMMUNE)
    addressees = named.addressees if form is None or form.addressee else ()
    return {
        "commune": named,
        "addressees": addressees,
        "recipients": listed(named.recipients, addressees),
        "on_time_denominator": (form.on_time_denominator if form else Denominator.TOTAL).value,
        "period": period,
        "previous": previous.names(),
        "indicators": indicators,
        "appendix": tuple(indicators.values()),
        "charts": (),  # the titles of the annex's charts, where one goes with the report
        **{subject: figures.namespace(subject) for subject in SUBJECTS},
    }


def _spaced(commune: Commune) -> Commune:
    """Return the unit with a space after KT., as the decree writes it."""
    if commune.signs_for is None:
        return commune
    return commune.model_copy(update={"signs_for": _AUTHORITY.sub(r"\1. ", commune.signs_for)})


def read_narrative(
    paragraphs: Table[NarrativeParagraph], form: Form, context: Context, render: RenderText | None = None
) -> tuple[Narrative, tuple[Diagnostic, ...]]:
    """Return the commune's own paragraphs by section, their tags filled by `render`, and what is wrong with those tags."""
    from cchc_report.document import TemplateError, leftover, markup_left, render_text  # noqa: PLC0415  # only the build of a report pays for Word and Jinja

    found: dict[str, list[str]] = defaultdict(list)
    problems: list[Diagnostic] = []
    for part in paragraphs.parts:
        for index, paragraph in part.records():
            place = part.place(index, "text")
            if left := leftover(paragraph.text):
                problems.append(markup_left(place, left))
                continue
            try:
                text = (render or render_text)(paragraph.text, context, place)
            except TemplateError as error:
                problems += error.diagnostics
                continue
            for section in paragraph.sections:
                found[section] += text.split("\n")
    return {section: tuple(found.get(section, ())) for section in form.narrative_sections}, tuple(problems)


def printed_or_none(text: str, context: Context) -> str | None:
    """Return a paragraph with its tags filled, None where one of them is wrong."""
    from cchc_report.document import TemplateError, render_text  # noqa: PLC0415

    try:
        return render_text(text, context)
    except TemplateError:
        return None
