"""Where the two sides of a comparison come from: the workbooks, the history, a report, or the record that was kept beside one."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple, TypeGuard

from cchc_report.audit import audit_report, forms_of
from cchc_report.compare.compare import Side
from cchc_report.figures import FigureKind, count
from cchc_report.form import Form, load_form, usable_form
from cchc_report.form.pack import RowKind
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.errors import DataError, UsageError
from cchc_report.ground.numbers import Number, is_plausible
from cchc_report.ground.periods import Period, parse_period
from cchc_report.ground.progress import SILENCE, Progress
from cchc_report.report.built import BuiltPeriod, KeptNumber, built_of_record, kept_figure, kept_row
from cchc_report.report.counting import numbers_of_workbooks
from cchc_report.report.history import History, read_history
from cchc_report.report.kept_day import as_kept
from cchc_report.report.record_json import read_record
from cchc_report.tables.workspace_tables import Tables
from cchc_report.workspace.workspace import Workspace

WORKBOOKS, HISTORY = "sổ tính", "lịch sử"  # what a side comes from, as it is printed
# What keeps a report's numbers from being known; what contradicts what in it is a matter of `cchc audit`.
_UNREAD = {
    Code.REPORT_UNREADABLE,
    Code.REPORT_UNRECOGNISED,
    Code.REPORT_ROW_UNPLACED,
    Code.REPORT_NUMBER_UNREADABLE,
}
_Values = Mapping[str, Number | None]


class FoundSide(NamedTuple):
    """A side, and what is wrong with the place it comes from."""

    side: Side
    problems: tuple[Diagnostic, ...] = ()


def find_side(given: str, workspace: Workspace, progress: Progress = SILENCE) -> FoundSide:
    """Return what a period's name or a file stands for.

    A period is counted from its workbooks where the workspace has them, else taken from the history. Raises UsageError for
    what is neither a period nor such a file, DataError where nothing is known of it, OSError.
    """
    path = Path(given)
    match path.suffix.lower():
        case ".json":
            return FoundSide(_of_record(_existing(path), workspace))
        case ".docx" | ".docm" | ".doc" | ".pdf":
            return _of_report(_existing(path), workspace)
        case _:
            return _of_period(workspace.parse_period(given), workspace, progress)


def form_of(side: Side, workspace: Workspace) -> Form:
    """Return the form that says from where on a change is marked: the side's own, else the one its period is reported on.

    Raises DataError where that form is broken.
    """
    own = _form(side.form, workspace) if side.form else None
    return own or usable_form(workspace.form_folder(side.period) if side.period else workspace.form_folders()[-1])


def side_of_values(name: str, source: str, period: Period | None, form: Form | None, values: _Values) -> Side:
    """Return the side that numbers by code and by full name make, called as the form calls them.

    Without the form the rows are known by their codes alone.
    """
    known = count(Tables(), period or parse_period("2023"))
    figures = {
        name: kept_figure(one, values[name], "")
        for name, one in known.items()
        if name in values and one.kind is not FigureKind.LIST
    }
    return Side(
        name=name,
        source=source,
        period=period,
        form=form.id if form else "",
        indicators=_unnamed_rows(values, known) if form is None else _rows_of(form, values),
        figures=figures,
    )


def _rows_of(form: Form, values: _Values) -> dict[str, KeptNumber]:
    return {row.code: kept_row(row, values.get(row.code), "") for row in form.rows if row.kind is not RowKind.GROUP}


def _unnamed_rows(values: _Values, figures: Collection[str]) -> dict[str, KeptNumber]:
    """Return the numbers by code that are no figures', without the names that only a form knows."""
    unnamed = {code: value for code, value in values.items() if code not in figures}
    return {code: KeptNumber(value=value, source="", label="", unit="") for code, value in unnamed.items()}


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"Không có tệp “{path}”. Hãy kiểm tra lại tên tệp, hoặc gõ một kỳ, ví dụ 2023.")
    return path


def _of_period(period: Period, workspace: Workspace, progress: Progress) -> FoundSide:
    period = as_kept(workspace, period)
    counted = numbers_of_workbooks(workspace, period, usable_form(workspace.form_folder(period)), progress)
    if counted is not None:
        return FoundSide(_side(counted.built, counted.period, WORKBOOKS), counted.errors)
    history = read_history(workspace)
    if built := history.find(period.id):
        return FoundSide(_of_built(built, HISTORY, workspace), history.problems)
    raise DataError(f"Không có số liệu {period.name}: {_why(period, workspace, history)}")


def _why(period: Period, workspace: Workspace, history: History) -> str:
    """Say where a period was looked for, and which ones would have been found."""
    where = f"thư mục không có sổ tính {period.year}"
    if history.problems:
        problem = history.problems[0]
        return f"{where}. {problem.place.file}: {problem.message}. {problem.hint}"
    years = workspace.years()
    known = [*years, *(one.id for one in history.periods if one.id[:4] not in years)]
    offered = f"Các kỳ có số liệu: {', '.join(known)}." if known else "Hãy đặt sổ tính của năm ấy vào thư mục làm việc."
    return f"{where}, lịch sử số liệu chưa có kỳ này. {offered}"


def _side(built: BuiltPeriod, period: Period, source: str) -> Side:
    return Side(
        name=period.name,
        source=source,
        period=period,
        form=built.form,
        indicators=built.indicators,
        figures=built.figures,
    )


def _of_record(path: Path, workspace: Workspace) -> Side:
    """Read the numbers that were kept beside a report."""
    try:
        return _of_built(built_of_record(read_record(path)), path.name, workspace)
    except (ValueError, UsageError) as error:
        raise UsageError(
            f"“{path.name}” không phải là tệp số liệu mà cchc ghi cạnh báo cáo, ví dụ out/2023/bao-cao-2023.json."
        ) from error


def _of_built(built: BuiltPeriod, source: str, workspace: Workspace) -> Side:
    """Return kept numbers as the form of their report calls them; where it is gone, as they were called then."""
    period = parse_period(built.id).between(built.start, built.cutoff)
    form = _form(built.form, workspace)
    if form is None:
        return _side(built, period, source)
    return side_of_values(period.name, source, period, form, {**built.figure_values, **built.indicator_values})


def _of_report(path: Path, workspace: Workspace) -> FoundSide:
    """Read the numbers out of a report, by the form in force in the period that it names."""
    audit = audit_report(path, forms_of(workspace))
    values = _numbers({**audit.body.values(audit.form), **audit.appendix.values})
    problems = tuple(one for one in audit.diagnostics if one.code in _UNREAD)
    if not values:
        raise DataError(" ".join(f"{one.place.file}: {one.message}. {one.hint}" for one in problems[:1]))
    name = audit.period.name if audit.period else path.name
    return FoundSide(side_of_values(name, path.name, audit.period, audit.form, values), problems)


def _numbers(values: Mapping[str, object]) -> dict[str, Number | None]:
    """Keep the numbers and the unknown ones; the lists among the figures are none."""
    return {name: value for name, value in values.items() if value is None or _is_number(value)}


def _is_number(value: object) -> TypeGuard[Number]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and is_plausible(value)


def _form(name: str, workspace: Workspace) -> Form | None:
    """Return the form that a record was made by, if it is still there."""
    try:
        return load_form(workspace.find_form(name))[0]
    except UsageError:
        return None
