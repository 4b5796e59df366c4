"""The day that the figures of a period speak for: how the report's own date moves it, and what is told of it.

Today and a day that was asked for have moved it before; the report's date is known only once the workbooks are read.
"""

from collections.abc import Iterator
from datetime import date, datetime

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period, Stop
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.workspace_tables import Tables

_WHY = {
    Stop.TODAY: "kỳ này chưa hết, hôm nay là ngày ấy",
    Stop.REPORT_DATE: "là ngày của báo cáo",
    Stop.GIVEN: "ngày được chọn",
}


def settle(tables: Tables, period: Period) -> Period:
    """Return the period counted up to the report's date where that comes earlier.

    A date with rows of the period after it is a question and moves nothing, nor does any date where the day was asked for.
    """
    day = tables.commune.report_date if tables.commune else None
    if day is None or period.stop is Stop.GIVEN or days_after(tables, day, period.cutoff):
        return period
    return period.until(day, Stop.REPORT_DATE)


def days_after(tables: Tables, day: date, cutoff: date) -> list[date]:
    """Return the days of the dossiers received and the documents issued after a day and by the cut-off."""
    received = (one for part in tables.dossiers.parts for one in part.column("received_on", date))
    issued = (one for part in tables.issued.parts for one in part.column("issued_on", date))
    return [one for days in (received, issued) for one in days if one is not None and day < one <= cutoff]


def tell_day(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield a note where the figures speak for a day before the period's end, a warning where the period has not begun."""
    place = tables.commune_places.get("report_date", Place(file=Commune.info.title))
    if period.stop is Stop.NOT_BEGUN:
        message = f"Kỳ báo cáo {period.name} chưa bắt đầu ({period.start:%d/%m/%Y}): số liệu tính đến hết kỳ"
        yield Diagnostic.of(Code.PERIOD_NOT_BEGUN, place, message, "Kiểm tra lại năm của kỳ vừa gõ.")
    elif period.cutoff < period.end:
        message = f"Số liệu {period.name} tính đến ngày {period.cutoff:%d/%m/%Y} ({_WHY[period.stop]}), kỳ đến {period.end:%d/%m/%Y}"
        if later := _finished_after(tables, period):
            message += f"; {format_number(later)} hồ sơ trả kết quả sau ngày ấy tính là đang giải quyết"
        hint = "Muốn tính đến ngày khác: thêm --as-of, ví dụ --as-of 31/12/2023; hoặc sửa Ngày báo cáo ở trang Đơn vị."
        yield Diagnostic.of(Code.COUNTED_TO_EARLIER, place, message, hint)


def _finished_after(tables: Tables, period: Period) -> int:
    """Return how many dossiers that are counted were finished after the day, within the period."""
    return sum(
        start is not None and end is not None and start <= period.cutoff < end.date() <= period.end
        for part in tables.dossiers.parts
        for start, end in zip(part.column("received_on", date), part.column("finished_at", datetime), strict=True)
    )
