"""Which form a report is made on: the one in force on the period's last day, unless a workspace names another.

Knows what forms declare of their own validity; not where a workspace keeps its settings.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from cchc_report.form.pack import FORM_FILE, Form, load_form
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import Period

_NAME_IT = 'Hãy ghi tên biểu mẫu cần dùng vào cchc.toml, ví dụ form = "{}".'


def dated_forms(folders: Iterable[Path]) -> dict[Path, Form]:
    """Return the forms that say from or until when they are used, by folder; others are used only where they are named."""
    loaded = {folder: load_form(folder)[0] for folder in sorted(folders)}
    return {folder: form for folder, form in loaded.items() if form is not None and form.is_dated}


def form_in_force(folders: Iterable[Path], day: date) -> Path:
    """Return the folder of the one form that is in force on a day; raises UsageError where there is none or more than one."""
    forms = dated_forms(folders)
    found = [folder for folder, form in forms.items() if form.is_in_force(day)]
    match found:
        case [folder]:
            return folder
        case []:
            known = "; ".join(f"{form.id} ({validity(form)})" for form in forms.values()) or "không có biểu mẫu nào"
            example = _NAME_IT.format(next(iter(forms)).name if forms else "…")
            raise UsageError(f"Không có biểu mẫu nào áp dụng cho ngày {day:%d/%m/%Y}. Các biểu mẫu: {known}. {example}")
        case _:
            names = ", ".join(folder.name for folder in found)
            raise UsageError(
                f"Ngày {day:%d/%m/%Y} có {len(found)} biểu mẫu cùng áp dụng: {names}. {_NAME_IT.format(found[0].name)}"
            )


def validity(form: Form) -> str:
    """Say in Vietnamese from and until when a form is used."""
    said = (
        f"từ {form.valid_from:%d/%m/%Y}" if form.valid_from else "",
        f"đến {form.valid_to:%d/%m/%Y}" if form.valid_to else "",
    )
    return " ".join(filter(None, said)) or "không ghi thời gian áp dụng"


def check_form_period(form: Form, period: Period, *, named: bool) -> Iterator[Diagnostic]:
    """Yield what a period and its form disagree on: one named for a day it is not used on, or a period that two forms share."""
    place = Place(file=f"{form.id}/{FORM_FILE}", label=period.id)
    if named and not form.is_in_force(period.end):
        message = f"Biểu mẫu {form.id} áp dụng {validity(form)}, kỳ báo cáo kết thúc ngày {period.end:%d/%m/%Y}"
        hint = "Nếu không cố ý, xóa dòng form trong cchc.toml: chương trình tự chọn biểu mẫu theo ngày cuối kỳ."
        yield Diagnostic.of(Code.FORM_NOT_OF_PERIOD, place, message, hint)
    elif not named and form.valid_from is not None and period.start < form.valid_from:
        message = (
            f"Kỳ báo cáo ({period.start:%d/%m/%Y} - {period.end:%d/%m/%Y}) bắt đầu trước ngày biểu mẫu {form.id} "
            f"được áp dụng ({form.valid_from:%d/%m/%Y}); biểu mẫu được chọn theo ngày cuối kỳ"
        )
        hint = (
            f'Chỉ báo cáo phần sau: ghi periods."{period.id}" = {{ from = {form.valid_from}, to = {period.end} }} '
            "vào cchc.toml. Muốn dùng biểu mẫu khác: ghi dòng form."
        )
        yield Diagnostic.of(Code.FORM_NOT_OF_PERIOD, place, message, hint, Severity.NOTE)
