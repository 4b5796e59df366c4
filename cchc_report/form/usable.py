"""A form pack that a report can be made on, or one sentence on why it cannot."""

from pathlib import Path

from cchc_report.form.pack import Form, load_form
from cchc_report.ground.errors import DataError


def usable_form(folder: Path) -> Form:
    """Load a form pack; raises DataError with what is wrong where it cannot be used."""
    form, problems = load_form(folder)
    if form is None:
        first = problems[0]
        raise DataError(
            f"Biểu mẫu {first.place.file} không dùng được. {first.message}. {first.hint} Gõ “cchc form check” để xem tất cả."
        )
    return form
