"""What of the tables does not go with the reporting period: rows outside it, which are told and not counted, and the report's own date."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period, Stop
from cchc_report.tables.counted_day import days_after, tell_day
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import SheetPart
from cchc_report.tables.workspace_tables import Tables

_REPORT_NUMBER = re.compile(r"\d+[a-zđ]?(/BC-[A-ZĐ-]+)?", re.IGNORECASE)
_ONE_YEAR = timedelta(days=365)
_COMMUNE = Place(file="Đơn vị")  # a commune without known places


def check_period(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield a warning for each dossier and document that no period of this reporting year counts, and for the report's date.

    In a part of a year there is a note, too, for each sheet whose numbers bear no date.
    """
    yield from _check_report(tables, period)
    yield from tell_day(tables, period)
    if not period.is_year:
        yield from _undated(tables, period)
    for part in tables.dossiers.parts:
        yield from _dossiers_outside(part, period)
    for issued in tables.issued.parts:
        for index, day in enumerate(issued.column("issued_on", date)):
            if day is not None and not period.year_start <= day <= _latest(period):
                yield Diagnostic.of(
                    Code.OUTSIDE_PERIOD,
                    issued.place(index, "issued_on"),
                    f"Văn bản ban hành {quote(day)}, {_outside(day, period)}",
                    "Xóa dòng này nếu không thuộc kỳ, hoặc sửa lại ngày.",
                )


def _undated(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    totals = [(part.file, part.sheet) for part in tables.totals.parts if len(part)]
    entered = [
        (part.file, part.sheet)
        for part in tables.entered.parts
        if any(number is not None for number in part.column("number", Decimal))
    ]
    for file, sheet in (*totals, *entered):
        yield Diagnostic.of(
            Code.UNDATED_NUMBERS,
            Place(file=file, sheet=sheet),
            f"Số ở trang này không có ngày: báo cáo {period.name} in nguyên như đã ghi",
            f"Xem lại các số ấy có đúng là của {period.name} không; nếu là số của cả năm thì sửa trước khi lập báo cáo.",
        )


def _check_report(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield a warning where the report's number is not one, or its date is not of a report of this period."""
    commune, places = tables.commune, tables.commune_places
    if commune is None:
        return
    if commune.report_number and not _REPORT_NUMBER.fullmatch(commune.report_number.strip()):
        yield Diagnostic.of(
            Code.REPORT_NUMBER_UNUSUAL,
            places.get("report_number", _COMMUNE),
            f"Số báo cáo {quote(commune.report_number)} không phải là số của một báo cáo",
            "Chỉ gõ con số, ví dụ 05; ký hiệu BC-UBND tự có.",
        )
    day = commune.report_date
    if day is None:
        return
    place = places.get("report_date", _COMMUNE)
    if not period.start <= day <= period.year_end + _ONE_YEAR:
        message = f"Ngày báo cáo {quote(day)} không phải là ngày của báo cáo {period.name}"
        yield Diagnostic.of(Code.REPORT_DATE_IMPLAUSIBLE, place, message, "Kiểm tra lại ngày và năm.")
    elif day < period.cutoff and (later := days_after(tables, day, period.cutoff)):
        message = (
            f"Ngày báo cáo {quote(day)}, nhưng có {format_number(len(later))} hồ sơ, văn bản sau ngày ấy được tính vào "
            f"{period.name}, muộn nhất {quote(max(later))}"
        )
        hint = "Sửa ngày báo cáo nếu gõ nhầm; nếu đúng, thêm --as-of với ngày chốt số liệu."
        yield Diagnostic.of(Code.REPORT_DATE_IMPLAUSIBLE, place, message, hint)


def _latest(period: Period) -> date:
    """Return the last day that a row may be of: nothing is received or issued after today."""
    return period.cutoff if period.stop is Stop.TODAY else period.year_end


def _dossiers_outside(part: SheetPart[DossierRow], period: Period) -> Iterator[Diagnostic]:
    latest = _latest(period)
    received, finished = part.column("received_on", date), part.column("finished_at", datetime)
    for index, (day, end) in enumerate(zip(received, finished, strict=True)):
        if day is None or period.year_start <= day <= latest:
            continue
        if day > latest or (end is not None and end.date() < period.year_start):
            yield Diagnostic.of(
                Code.OUTSIDE_PERIOD,
                part.place(index, "received_on"),
                f"Hồ sơ tiếp nhận {quote(day)}, {_outside(day, period)}",
                "Xóa dòng này nếu không thuộc kỳ, hoặc sửa lại ngày.",
            )


def _outside(day: date, period: Period) -> str:
    if _latest(period) < day <= period.year_end:
        return f"sau ngày hôm nay {period.cutoff:%d/%m/%Y}; không tính vào báo cáo"
    return f"ngoài năm báo cáo {period.year} ({period.year_start:%d/%m/%Y} - {period.year_end:%d/%m/%Y}); không tính vào báo cáo"
