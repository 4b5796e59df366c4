"""What the pages show, as plain values: problems by sheet, figures beside last year, the rows behind one. Computes nothing itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cchc_report.figures import Figure, FigureKind
from cchc_report.figures.figure import Rows
from cchc_report.form import Indicator
from cchc_report.form.rule_kinds import names_of
from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic, count_by_severity
from cchc_report.report.build import Report
from cchc_report.report.explain import explain, printed
from cchc_report.report.explanation_text import Saying, checks_of, sayings_of
from cchc_report.report.row_contents import contents_of, show_cell

SHOWN_ROWS = 500  # of the rows behind a figure
SHOWN_PROBLEMS = 300  # of one sheet
_ORDER = list(Severity)


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One problem as a page shows it."""

    severity: str
    cell: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class SheetProblems:
    """The problems of one sheet of one file, the gravest first."""

    id: str
    file: str
    sheet: str
    problems: tuple[Problem, ...]
    left_out: int
    counts: Mapping[Severity, int]


def problems_of(diagnostics: Iterable[Diagnostic]) -> tuple[SheetProblems, ...]:
    """Return what is wrong, by file and sheet in the order of the files."""
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for one in sorted(diagnostics, key=lambda one: (one.place.file, one.place.sheet or "")):
        found.setdefault((one.place.file, one.place.sheet or ""), []).append(one)
    return tuple(
        SheetProblems(
            id=f"trang-{number}",
            file=file,
            sheet=sheet,
            problems=tuple(map(_problem, sorted(problems, key=_gravity)[:SHOWN_PROBLEMS])),
            left_out=max(0, len(problems) - SHOWN_PROBLEMS),
            counts=count_by_severity(problems),
        )
        for number, ((file, sheet), problems) in enumerate(found.items(), 1)
    )


def _gravity(one: Diagnostic) -> tuple[int, int, int]:
    return _ORDER.index(one.severity), one.place.row or 0, one.place.column or 0


def _problem(one: Diagnostic) -> Problem:
    return Problem(
        severity=one.severity.value,
        cell=one.place.cell or "",
        code=one.code.identifier,
        message=one.message,
        hint=one.hint,
    )


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure or a row of the appendix beside last year's, with what contradicts it."""

    name: str
    number: str
    label: str
    unit: str
    value: str
    before: str
    kind: str  # group, heading, row
    problems: tuple[str, ...] = ()


def appendix_lines(report: Report) -> tuple[FigureLine, ...]:
    """Return the rows of the appendix in the form's order."""
    about = _contradictions(report)
    before = report.previous.indicators
    return tuple(
        FigureLine(
            name=code,
            number=one.printed_code,
            label=one.label,
            unit=" | ".join(one.unit_lines),
            value=one.text,
            before=before[code].text if code in before else "",
            kind=_kind(one),
            problems=tuple(about.get(code, ())),
        )
        for code, one in report.indicators.items()
    )


def _kind(one: Indicator) -> str:
    return "group" if one.is_group else "heading" if one.is_heading else "row"


def figure_lines(report: Report) -> tuple[FigureLine, ...]:
    """Return the figures that are numbers, in their order."""
    about = _contradictions(report)
    before = report.previous.known_figures
    return tuple(
        FigureLine(
            name=name,
            number="",
            label=figure.label,
            unit="%" if figure.kind is FigureKind.RATE else "",
            value=_number(figure),
            before=_number(before[name]) if name in before else "",
            kind="row",
            problems=tuple(about.get(name, ())),
        )
        for name, figure in report.figures.items()
        if figure.kind in {FigureKind.COUNT, FigureKind.RATE}
    )


def _number(figure: Figure) -> str:
    is_rate = figure.kind is FigureKind.RATE
    return "" if figure.value is None else printed(figure.value, is_rate=is_rate)


def _contradictions(report: Report) -> dict[str, list[str]]:
    """Return the messages about each figure and row: those of the rules that name it, and those that stand at it."""
    found: dict[str, list[str]] = {}
    names = {f"(quy tắc {rule.id})": tuple(names_of(rule)) for rule in report.form.rules}
    for one in report.diagnostics:
        if one.severity is Severity.NOTE:
            continue
        ruled = next((about for mark, about in names.items() if one.hint.endswith(mark)), ())
        for name in dict.fromkeys((*ruled, *filter(None, (one.place.label,)))):
            found.setdefault(name, []).append(one.message)
    return found


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A figure with all that stands behind it."""

    name: str
    label: str
    sayings: tuple[Saying, ...]
    tables: tuple["RowTable", ...]


@dataclass(frozen=True)
class RowTable:
    """Some rows behind a figure as text, without names of persons, and how many there are in all."""

    title: str
    headers: Sequence[str]
    rows: tuple[tuple[str, ...], ...]
    count: int


def behind(report: Report, name: str) -> Behind:
    """Return what stands behind a figure or row; raises UsageError where there is none of that name."""
    explanation = explain(report, name)
    return Behind(
        name=explanation.code,
        label=explanation.label,
        sayings=(*sayings_of(explanation, report), *checks_of(explanation)),
        tables=tuple(_row_tables(report, explanation.rows)),
    )


def _row_tables(report: Report, rows: Rows) -> Iterator[RowTable]:
    for one in contents_of(report.tables, rows):
        shown = tuple(
            tuple(str(cell) if at < 3 else show_cell(cell) for at, cell in enumerate(row))
            for row in one.rows[:SHOWN_ROWS]
        )
        yield RowTable(one.title, one.headers, shown, len(one.rows))
