"""One period of one commune, from its workbooks to its report: the whole flow, top to bottom."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from cchc_report.figures import Figures, Tallies, check_totals
from cchc_report.figures.breakdowns import Breakdown, break_down
from cchc_report.figures.outside import rows_outside
from cchc_report.form import (
    ADDED,
    Form,
    Indicators,
    Logged,
    check_citations,
    check_form_period,
    check_rules,
    check_texts,
    check_words,
    places_of,
    read_entries,
    usable_form,
    values_of,
)
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import DataError
from cchc_report.ground.periods import Period
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.ground.text import nearest
from cchc_report.report.context import Context, Narrative, printed_or_none, read_narrative, report_context
from cchc_report.report.counting import Workbooks, count_tables, read_period
from cchc_report.report.own_words import OwnParagraph, check_own_words
from cchc_report.report.previous import Previous
from cchc_report.report.year_before import year_before
from cchc_report.tables.ledger import Ledger, rows_by_sheet, without_outside
from cchc_report.tables.level_words import ask_about_levels
from cchc_report.tables.read import Reading, Scope, read_tables
from cchc_report.tables.sheets.commune import CommuneKind
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.unit_rules import check_unit
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workspace.workspace import Workspace, is_year


@dataclass(frozen=True)
class Validation:
    """What checking came to: all that is wrong, and what became of every row."""

    diagnostics: tuple[Diagnostic, ...]
    ledger: Ledger = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """A period's figures and indicators, the tables they were counted from, and all that is wrong."""

    period: Period
    form: Form
    tables: Tables
    counts: Tallies
    figures: Figures
    indicators: Indicators
    previous: Previous  # the same period a year earlier, read when a text asks for it
    narrative: Narrative  # the commune's own paragraphs by section
    diagnostics: tuple[Diagnostic, ...]
    ledger: Ledger  # what became of every file, sheet and row
    inputs: Workbooks
    digests: Mapping[str, str]  # of each workbook by name, the SHA-256 of the very bytes that were counted

    @property
    def rows(self) -> dict[str, int]:
        """How many rows of each sheet count, by its title."""
        return rows_by_sheet(self.ledger)

    @property
    def late_diagnostics(self) -> tuple[Diagnostic, ...]:
        """What came to light only when the documents were printed: their templates may ask for the year before."""
        return tuple(one for one in self.previous.problems if one not in self.diagnostics)

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """What can be drawn of it, beside the year before where that is known; no text has asked for that year by it."""
        earlier = self.previous.earlier if self.previous.asked else self.previous.find()
        before = earlier.built.figure_values if earlier.built else {}
        return break_down(self.tables, self.period, self.figures, before)

    def names(self) -> dict[str, object]:
        """Return what the templates of the form see, but for the narrative."""
        return report_context(
            self.tables.commune,
            self.period,
            self.figures,
            self.indicators,
            self.previous,
            self.form,
        )


def build_report(workspace: Workspace, period: Period, progress: Progress = SILENCE) -> Report:
    """Read, validate, count and check one period of one commune; raises DataError where the form pack is broken."""
    files = workspace.files(period)
    reading = read_period(workspace, period, files, progress)
    return report_of(reading, workspace, period, files.sources)


def report_of(reading: Reading, workspace: Workspace, period: Period, workbooks: Workbooks) -> Report:
    """Count and check what was read of one period's workbooks."""
    form = usable_form(workspace.form_folder(period))
    if form.sums:
        raise DataError(
            f'Biểu mẫu {form.id} dùng để tổng hợp báo cáo của nhiều xã, không lập báo cáo của một xã được. Hãy ghi form = "{form.sums}" trong cchc.toml.'
        )
    counted = count_tables(reading.tables, workspace, period, form)
    tables, period = counted.tables, counted.period
    figures, indicators = counted.figures, counted.indicators
    values = values_of(figures, indicators)
    previous = year_before(workspace, period, figures, form)
    context = report_context(tables.commune, period, figures, indicators, previous, form)
    narrative, narrative_problems = read_narrative(tables.narrative, form, context)
    found = (
        *reading.diagnostics,
        *counted.diagnostics,
        *check_sections(tables, form),
        *narrative_problems,
        *previous.problems,
        *check_rules(
            form,
            values,
            partial(places_of, form=form, figures=figures, indicators=indicators, totals=tables.totals),
        ),
        *check_texts(form, period, _own_texts(tables)),
        *check_citations(form, period, _own_texts(tables), _logged(tables), values),
        *check_words(
            form, _own_words(tables), tables.commune.kind.value if tables.commune else CommuneKind.COMMUNE.value
        ),
        *check_unit(tables),
        *check_own_words(tuple(_own_paragraphs(tables, context)), form, figures, period),
        *check_form_period(form, period, named=bool(workspace.settings.form)),
    )
    return Report(
        period=period,
        form=form,
        tables=tables,
        counts=counted.counts,
        figures=figures,
        indicators=indicators,
        previous=previous,
        narrative=narrative,
        diagnostics=found,
        ledger=without_outside(reading.ledger, rows_outside(tables, period)),
        inputs=workbooks,
        digests=reading.digests,
    )


def _own_paragraphs(tables: Tables, context: Context) -> Iterator[OwnParagraph]:
    """Yield the commune's own paragraphs as they are printed; one with a wrong tag is told elsewhere."""
    for part in tables.narrative.parts:
        for index, paragraph in part.records():
            printed = printed_or_none(paragraph.text, context)
            for section in paragraph.sections if printed is not None else ():
                yield OwnParagraph(section, paragraph.text, printed or "", part.place(index, "text"))


def _own_texts(tables: Tables) -> Iterator[tuple[str, str, Place]]:
    """Yield the commune's own paragraphs, each with its section and its cell."""
    for part in tables.narrative.parts:
        for index, paragraph in part.records():
            yield from (
                (section.removesuffix(ADDED), paragraph.text, part.place(index, "text"))
                for section in paragraph.sections
            )


def _logged(tables: Tables) -> list[Logged]:
    """Return the documents of the log, each with its cell of the date."""
    return [
        Logged(
            symbol=row.symbol,
            issued_on=row.issued_on,
            subject=row.subject,
            sections=row.sections or (),
            place=part.place(index, "issued_on"),
        )
        for part in tables.issued.parts
        for index, row in part.records()
    ]


def _own_words(tables: Tables) -> Iterator[tuple[str, Place]]:
    """Yield all that the commune wrote and the report prints as it stands: its paragraphs, and whom it writes to."""
    yield from ((text, place) for _, text, place in _own_texts(tables))
    if tables.commune is not None:
        for name in ("kind", "recipient", "recipients"):
            value = getattr(tables.commune, name)
            text = "\n".join(value) if isinstance(value, tuple) else value
            yield text, tables.commune_places.get(name, Place(file=tables.commune.info.title))


def validate_workspace(workspace: Workspace, period: Period | None, progress: Progress = SILENCE) -> Validation:
    """Check the workbooks of one period, or of every year the workspace has; raises DataError as `build_report` does."""
    if period is not None:
        report = build_report(workspace, period, progress)
        return Validation(report.diagnostics, report.ledger)
    years = workspace.years()
    if not years:
        hint = (
            "Đặt sổ tính tên theo năm, ví dụ 2023.xlsx, hoặc thư mục 2023 chứa các sổ tính, vào thư mục này. "
            "Muốn có sổ tính trống, gõ “cchc init .”"
        )
        place = Place(file=workspace.root.name or str(workspace.root))
        message = f"Không thấy sổ tính nào trong {workspace.shown}"
        return Validation((Diagnostic.of(Code.WORKBOOK_MISSING, place, message, hint),))
    found = [validate_workspace(workspace, workspace.parse_period(year), progress) for year in years]
    return Validation(
        tuple(diagnostic for validation in found for diagnostic in validation.diagnostics),
        tuple(entry for validation in found for entry in validation.ledger),
    )


def validate_files(paths: Sequence[Path], workspace: Workspace, progress: Progress = SILENCE) -> Validation:
    """Check workbooks by themselves: one named after a year as that year's report, others by what each of them holds."""
    sources = tuple((path, path.name) for path in paths)
    if len(paths) == 1 and is_year(paths[0].stem):
        reading = read_tables(sources, workspace.vocabulary, progress=progress)
        report = report_of(reading, workspace, workspace.parse_period(paths[0].stem), sources)
        return Validation(report.diagnostics, report.ledger)
    scope = Scope.PARTS if all(is_year(path.absolute().parent.name) for path in paths) else Scope.FILES
    reading = read_tables(sources, workspace.vocabulary, scope, progress)
    misfits = (_misfits(reading.tables, usable_form(folder)) for folder in _forms_of(paths, workspace))
    # Of files of an unknown year, the form that fits best is the one they are for.
    levels = ask_about_levels(reading.tables, None)[1]
    found = (*reading.diagnostics, *levels, *check_totals(reading.tables, None), *min(misfits, key=len))
    return Validation(found, reading.ledger)


def _forms_of(paths: Sequence[Path], workspace: Workspace) -> tuple[Path, ...]:
    """Return the forms that files may belong to: that of their year where their folder names it, else all."""
    years = {path.absolute().parent.name for path in paths}
    if len(years) == 1 and is_year(year := years.pop()):
        return (workspace.form_folder(workspace.parse_period(year)),)
    return workspace.form_folders()


def _misfits(tables: Tables, form: Form) -> tuple[Diagnostic, ...]:
    """Return the entered numbers and the sections that a form does not have."""
    return (*read_entries(form, tables.entered)[1], *check_sections(tables, form))


def check_sections(tables: Tables, form: Form) -> Iterator[Diagnostic]:
    """Yield an error for each section that a paragraph or a cited document names and the form does not have."""
    yield from _unknown_sections(tables.narrative.parts, form.narrative_sections, form)
    yield from _unknown_sections(tables.issued.parts, form.sections, form)


def _unknown_sections(parts: Iterable[SheetPart[Model]], known: Sequence[str], form: Form) -> Iterator[Diagnostic]:
    for part in parts:
        for index, sections in enumerate(part.column("sections", tuple)):
            for section in sections or ():
                if section not in known:
                    near = nearest(section, form.sections)
                    hint = (f"Gõ “{near}” nếu đúng ý. " if near else "") + f"Các mục: {', '.join(form.sections)}."
                    yield Diagnostic.of(
                        Code.SECTION_UNKNOWN, part.place(index, "sections"), f"Báo cáo không có mục “{section}”", hint
                    )
