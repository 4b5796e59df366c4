"""Finds the numbers of the same period a year earlier: from its workbooks, else from the history of the workspace.

A year before whose workbooks hold errors is unknown, with a note: it stops no report of this year, and no half-counted number
gets into one.
"""

from collections.abc import Iterator
from functools import partial

from cchc_report.figures import Figures
from cchc_report.form import Form, load_form
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import FIRST_YEAR, Period
from cchc_report.report.built import BuiltPeriod
from cchc_report.report.counting import numbers_of_workbooks
from cchc_report.report.history import read_history
from cchc_report.report.previous import Earlier, Previous
from cchc_report.workspace.workspace import Workspace


def year_before(workspace: Workspace, period: Period, figures: Figures, form: Form) -> Previous:
    """Return the same period a year earlier, nothing of it read yet."""
    earlier = period_before(workspace, period)
    if earlier is None:
        return Previous(period, figures, form.rows, Earlier)
    return Previous(earlier, figures, form.rows, partial(_find, workspace, earlier))


def period_before(workspace: Workspace, period: Period) -> Period | None:
    """Return the period of the same kind a year earlier, by the workspace's settings; None before the first year there is."""
    if period.year == FIRST_YEAR:
        return None
    return workspace.parse_period(f"{period.year - 1}{period.id[4:]}")


def _find(workspace: Workspace, period: Period) -> Earlier:
    form, problems = load_form(workspace.form_folder(period))
    if form is None:
        return Earlier(
            problems=(_note(period, problems[0].place, "biểu mẫu của kỳ ấy không dùng được", problems[0].hint),)
        )
    counted = numbers_of_workbooks(workspace, period, form)
    if counted is None:
        return _kept(workspace, period)
    if counted.errors:
        why = f"sổ tính của kỳ ấy còn {format_number(len(counted.errors))} lỗi"
        hint = f"Chỗ so sánh để trống. Gõ “cchc validate {period.id}” để xem lỗi, sửa rồi lập lại."
        return Earlier(problems=(_note(period, Place(file=counted.errors[0].place.file), why, hint),))
    return Earlier(counted.built, is_counted=True)


def _kept(workspace: Workspace, period: Period) -> Earlier:
    """Take the numbers from the history."""
    history = read_history(workspace)
    if built := history.find(period.id):
        return Earlier(built, tuple(_other_bounds(period, built)))
    hint = f"Chỗ so sánh để trống. Đặt sổ tính {period.year}.xlsx vào thư mục làm việc, hoặc bỏ câu so sánh."
    note = _note(period, Place(file=f"{period.year}.xlsx"), f"không có số liệu {period.name}", hint)
    return Earlier(problems=(*history.problems, note))


def _other_bounds(period: Period, built: BuiltPeriod) -> Iterator[Diagnostic]:
    """Yield a note where the kept period had other days than it would have by the settings of today."""
    if (built.start, built.cutoff) != (period.start, period.cutoff):
        kept, now = (f"từ {one.start:%d/%m/%Y} đến {one.cutoff:%d/%m/%Y}" for one in (built, period))
        why = f"số liệu trong lịch sử tính {kept}, nay tính {now}"
        hint = "Vẫn so với số trong lịch sử. Kiểm tra year_start và periods trong cchc.toml."
        yield _note(period, Place(file=f"out/{built.id}/bao-cao-{built.id}.json"), why, hint)


def _note(period: Period, place: Place, why: str, hint: str) -> Diagnostic:
    return Diagnostic.of(Code.YEAR_BEFORE_UNKNOWN, place, f"Lời văn so với {period.name}, nhưng {why}", hint)
