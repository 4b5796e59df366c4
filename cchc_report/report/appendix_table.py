"""The appendix as a plain workbook in the form's order, for import into the state's systems: one header row, one row an indicator."""

from collections.abc import Iterator
from decimal import Decimal

from cchc_report.form import Indicator
from cchc_report.ground.numbers import round_half_up
from cchc_report.report.build import Report
from cchc_report.workbook.plain_table import Content, PlainTable, write_tables

HEADERS = ("Mã", "STT trên biểu", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú")


def appendix_workbook(report: Report) -> bytes:
    """Return the workbook; codes are text, so that 1.10 is not 1.1, and an unknown number is an empty cell."""
    return write_tables([PlainTable(report.form.appendix_name, HEADERS, list(_rows(report)), is_form=True)])


def _rows(report: Report) -> Iterator[tuple[Content, ...]]:
    return (_cells(indicator) for indicator in report.indicators.values())


def _cells(one: Indicator) -> tuple[Content, ...]:
    value = round_half_up(one.value, 2) if isinstance(one.value, Decimal) else one.value  # as the appendix prints it
    return one.row.code, one.printed_code, one.label, " | ".join(one.unit_lines), value, one.note
