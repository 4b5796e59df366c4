"""The consolidated report: the totals of a batch as a Word document on the form that sums the communes' form."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from cchc_report import __version__
from cchc_report.batch.results import CommuneResult, official_titles
from cchc_report.batch.totals import Totals
from cchc_report.figures.dossier_selections import INDEX_RATE
from cchc_report.form import FORM_FILE, Form, Indicators, usable_form
from cchc_report.ground.codes import Severity
from cchc_report.ground.errors import DataError, UsageError
from cchc_report.ground.numbers import format_number
from cchc_report.ground.outputs import OutputFolder, digest
from cchc_report.ground.periods import Period
from cchc_report.ground.text import sort_key
from cchc_report.report.summary_context import AbsentUnit, Units, rank, summary_context
from cchc_report.workspace.workspace import SETTINGS_FILE, Workspace

SUFFIX = "-tong-hop"  # the form that sums another one is called after it


@dataclass(frozen=True)
class Summary:
    """The files that were written, and what the province should know of them."""

    outputs: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def write_summary(
    home: Workspace, period: Period, communes: Sequence[CommuneResult], totals: Totals, form: Form, *, force: bool
) -> Summary:
    """Write the consolidated report below the folder of all communes; what keeps it from being written is a note.

    Raises MachineError where the disk fails.
    """
    try:
        folder = home.find_form(f"{form.id}{SUFFIX}")
    except UsageError:
        return Summary(
            (), (f'Chưa có báo cáo tổng hợp bằng Word: không có biểu mẫu “{form.id}{SUFFIX}” (sums = "{form.id}").',)
        )
    try:
        document = render_summary(home, folder, period, communes, totals)
        stem = f"bao-cao-tong-hop-{period.id}"
        files = OutputFolder(home.output_folder(period), f"{stem}.json")
        written = files.write({f"{stem}.docx": document}, _record(period, folder, communes, totals), force=force)
    except (DataError, UsageError) as error:
        return Summary((), (str(error),))
    return Summary(written, tuple(_missing(home)))


def render_summary(
    home: Workspace, folder: Path, period: Period, communes: Sequence[CommuneResult], totals: Totals
) -> bytes:
    """Return the consolidated report as a .docx; raises DataError or TemplateError where its form cannot be used."""
    from cchc_report.document import compile_templates

    rows = usable_form(folder).by_code
    indicators = Indicators(
        {code: replace(one, row=rows[code]) for code, one in totals.indicators.items() if code in rows}
    )
    units = _units(communes, totals)
    context = summary_context(
        home.settings.body,
        units,
        period,
        totals.figures,
        indicators,
        totals.denominator,
    )
    return compile_templates(folder).render(context)


def _units(communes: Sequence[CommuneResult], totals: Totals) -> Units:
    """Return the communes as the report names them: the counted ones by rank, the others in the order of their names."""
    ordered = sorted(communes, key=lambda one: (sort_key(one.title), one.path))
    titles = official_titles(ordered)
    counted = {one.path for one in totals.communes}
    part, whole = totals.figures[INDEX_RATE].operands
    ranked = [
        (titles[one.path], _count(one, part), _count(one, whole), Decimal(rate))
        for one in ordered
        if one.path in counted and (rate := one.figures.get(INDEX_RATE)) is not None
    ]
    absent = tuple(AbsentUnit(titles[one.path], _reason(one)) for one in ordered if one.path not in counted)
    known = Counter(name for one in totals.communes for name, value in one.figures.items() if value is not None)
    return Units(counted=len(counted), ranked=rank(ranked), absent=absent, known=known)


def _reason(commune: CommuneResult) -> str:
    """Say why a unit is in no total as a signed report may say it: no file, no cell, no command; the workbook tells those."""
    match commune.status:
        case "ok":
            return "lập báo cáo theo biểu mẫu khác"
        case "failed":
            return "chưa xử lý được số liệu đã gửi"
        case "errors":
            first = next((one.code.gist for one in commune.diagnostics if one.severity is Severity.ERROR), "")
            count = commune.summary[Severity.ERROR]
            return f"số liệu đã gửi còn {format_number(count)} lỗi ({first[:1].lower()}{first[1:]})"


def _count(commune: CommuneResult, name: str) -> int | None:
    value = commune.figures.get(name)
    return None if value is None else int(value)


def _missing(home: Workspace) -> list[str]:
    """Tell what the document leaves open because nobody said it."""
    missing = home.settings.body.missing
    if not missing:
        return []
    return [
        f'Báo cáo tổng hợp còn để “…” ở: {", ".join(missing)}. Ghi ở mục [body] của {home.root / SETTINGS_FILE}, ví dụ: name = "Sở Nội vụ".'
    ]


def _record(period: Period, folder: Path, communes: Sequence[CommuneResult], totals: Totals) -> Mapping[str, object]:
    """Return what is kept of the report so that a printed number can be checked years later."""
    counted = {one.path for one in totals.communes}
    return {
        "cchc": __version__,
        "form": {"id": folder.name, "sha256": digest((folder / FORM_FILE).read_bytes())},
        "period": {"id": period.id, "from": period.start.isoformat(), "to": period.cutoff.isoformat()},
        "communes": {one.folder: one.path in counted for one in sorted(communes, key=lambda one: one.path)},
        "figures": totals.figures.json_ready(),
        "indicators": {code: one.json_ready() for code, one in totals.indicators.to_json().items()},
    }
