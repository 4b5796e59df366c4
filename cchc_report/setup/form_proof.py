"""Proves a whole form pack before it is used: its rows and formulas, every tag of its Word templates, and how these look."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from cchc_report.document import TemplateError, Templates, compile_templates, printed_text
from cchc_report.document.layout.check import check_layout
from cchc_report.document.template import BODY_FILE
from cchc_report.figures import Figures, count
from cchc_report.figures.sample import with_sample_values
from cchc_report.form import Form, Indicators, check_form, compute, load_form, values_of
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import parse_period
from cchc_report.ground.text import clean
from cchc_report.report.context import Context, report_context
from cchc_report.report.sample_report import SAMPLE_COMMUNE, sample_years_before
from cchc_report.report.summary_context import AbsentUnit, Units, rank, summary_context
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.table import Table
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workspace.reporting_body import ReportingBody

_BODY = ReportingBody(
    name="Sở Nội vụ",
    parent="UBND tỉnh Thanh Hóa",
    place="Thanh Hóa",
    recipient="UBND tỉnh Thanh Hóa",
    symbol="BC-SNV",
    report_number=5,
    report_date=date(2024, 1, 5),
    signs_for="KT. GIÁM ĐỐC",
    signer_title="Phó Giám đốc",
    signer="…",
    recipients=("UBND tỉnh (b/c)", "Lưu: VT"),
)
_UNITS = Units(
    3,
    rank([("Hoằng Trường", 1588, 1603, Decimal("99.06")), ("Hoằng Lam", 3, 3, Decimal(100))]),
    (AbsentUnit("…", "…"),),
)


def prove_form(folder: Path) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong with a form pack."""
    form, problems = load_form(folder)
    if form is None:
        return problems
    figures = with_sample_values(count(Tables(), parse_period("2023")), form.sections)
    values = values_of(figures, Indicators({}))
    lists = [name for name, value in values.items() if isinstance(value, tuple)]
    found = list(check_form(form, values.keys() - set(lists), lists))
    try:
        found += _prove_templates(folder, form, figures)
    except TemplateError as error:
        found += error.diagnostics
    return tuple(dict.fromkeys(found))


def _prove_templates(folder: Path, form: Form, figures: Figures) -> Iterator[Diagnostic]:
    """Yield the unknown tags of every branch, then what fails when both documents are printed in full."""
    templates = compile_templates(folder)
    indicators = Indicators(
        {
            code: replace(one, value=1, note="…")
            for code, one in compute(form, figures, Table(EnteredIndicator))[0].items()
        }
    )
    known, unknown = _sample_contexts(form, figures, indicators)
    narratives: tuple[tuple[str, ...], ...] = (("…",), ())
    yield from templates.check({**known, "narrative": dict.fromkeys(form.narrative_sections, narratives[0])})
    for paragraphs, sample in zip(narratives, (unknown, known), strict=True):
        context = {**sample, "narrative": dict.fromkeys(form.narrative_sections, paragraphs)}
        document = templates.render(context)
    yield from _prove_layout(form.id, templates, context, document)
    printed = clean(printed_text(document))
    for code, indicator in indicators.items():
        if clean(indicator.label) not in printed:
            hint = f"Kiểm tra vòng lặp qua các dòng (appendix) trong {templates.appendix.file}."
            yield Diagnostic.of(
                Code.ROW_NOT_PRINTED,
                Place(file=f"{form.id}/{templates.appendix.file}", label=code),
                f"Phụ lục không in chỉ tiêu {code} “{indicator.label}”",
                hint,
            )


def _sample_contexts(form: Form, figures: Figures, indicators: Indicators) -> tuple[Context, Context]:
    """Return a value for every name that the form's templates may use, with the year before known and unknown."""
    period = parse_period("2023")
    if form.sums is not None:  # of many communes together no year before is told
        summary = summary_context(_BODY, _UNITS, period, figures, indicators)
        return summary, summary
    known, unknown = sample_years_before(parse_period("2022"), figures, indicators)
    return (
        report_context(SAMPLE_COMMUNE, period, figures, indicators, known, form),
        report_context(SAMPLE_COMMUNE, period, figures, indicators, unknown, form),
    )


def _prove_layout(
    form: str, templates: Templates, context: Mapping[str, object], document: bytes
) -> Iterator[Diagnostic]:
    """Yield each point of Nghị định 30/2020/NĐ-CP that the printed templates do not keep, once, with its file."""
    body, appendix = templates.render_split(context)
    told: set[str] = set()
    for file, content in ((BODY_FILE, body), (templates.appendix.file, appendix), (templates.appendix.file, document)):
        for deviation in check_layout(content):
            point = deviation.point
            if point.id not in told:
                told.add(point.id)
                place = Place(file=f"{form}/{file}", label=point.component)
                yield Diagnostic.of(Code.LAYOUT_DIFFERS, place, deviation.message, point.hint)
