"""Whether a number can be the value of a row of the appendix: one answer, for what is typed and for what is printed."""

from decimal import Decimal
from typing import NamedTuple

from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.codes import Code
from cchc_report.ground.numbers import Number, format_number, format_trimmed
from cchc_report.tables.values import Percentage


class Misfit(NamedTuple):
    """Why a number cannot be a row's value, and what to do; the code is that of a cell it was entered in."""

    code: Code
    shows: str  # goes on after "Chỉ tiêu 1.5: "
    hint: str


def misfit(row: FormRow, number: Number) -> Misfit | None:
    """Tell why a number cannot be the value of a row; None where it can."""
    shown = format_trimmed(number, 2)
    if row.choices and number not in row.choices:
        choices = ", ".join(f"{value} ({meaning})" for value, meaning in row.choices.items())
        return Misfit(
            Code.INDICATOR_NOT_A_CHOICE, f"{shown} không phải là một lựa chọn", f"Gõ một trong các số: {choices}."
        )
    if row.kind is RowKind.GROUP:
        hint = "Bỏ số này, ghi vào các chỉ tiêu bên trong nhóm."
        return Misfit(Code.NUMBER_IMPLAUSIBLE, f"đây là tên nhóm, không có số liệu, ghi {shown}", hint)
    if row.kind is RowKind.PERCENT and not 0 <= number <= 100:
        return Misfit(Code.NUMBER_IMPLAUSIBLE, f"tỷ lệ {shown}% ngoài khoảng 0-100%", "Gõ tỷ lệ từ 0 đến 100.")
    if row.kind in (RowKind.COUNT, RowKind.HEADING) and not _is_count(number):
        shown = format_number(number)
        return Misfit(Code.NUMBER_IMPLAUSIBLE, f"{shown} không phải là số đếm", "Gõ số nguyên, từ 0 trở lên.")
    return None


def misfit_when_entered(row: FormRow, number: Decimal) -> Misfit | None:
    """Tell why a number in a cell cannot be, or may not be meant as, the value of a row."""
    return _unclear_share(row, number) or misfit(row, number)


def _unclear_share(row: FormRow, number: Decimal) -> Misfit | None:
    """Ask about a number that may be a share of one for one of a hundred, and about a percentage where none is asked for."""
    shown = format_number(number)
    if row.kind is RowKind.PERCENT and 0 < number <= 1 and not isinstance(number, Percentage):
        of_hundred = format_number(number * 100)
        return Misfit(
            Code.SHARE_UNCLEAR,
            f"tính bằng %, {shown} hiểu được hai cách: {shown}% hoặc {of_hundred}%",
            f"Gõ kèm dấu %: {of_hundred}% hoặc {shown}%.",
        )
    if row.kind in (RowKind.COUNT, RowKind.HEADING) and isinstance(number, Percentage):
        hint = "Đổi định dạng ô thành Số (Number) rồi gõ lại con số."
        return Misfit(Code.SHARE_UNCLEAR, f"không tính bằng % nhưng ô ghi {shown}%", hint)
    return None


def _is_count(number: Number) -> bool:
    return number >= 0 and number == int(number)
