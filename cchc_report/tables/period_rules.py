"""What of the tables lies outside the reporting period and is therefore not counted: told, never dropped in silence."""

from collections.abc import Iterator
from datetime import date, datetime

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic
from cchc_report.periods import Period
from cchc_report.tables.dossiers import DossierRow
from cchc_report.tables.quoting import quote
from cchc_report.tables.table import Part
from cchc_report.tables.workspace_tables import Tables


def check_period(tables: Tables, period: Period) -> Iterator[Diagnostic]:
    """Yield a warning for each dossier and document that no period of this reporting year counts."""
    for part in tables.dossiers.parts:
        yield from _dossiers_outside(part, period)
    for issued in tables.issued.parts:
        for index, day in enumerate(issued.column("issued_on", date)):
            if day is not None and not period.year_start <= day <= period.year_end:
                yield Diagnostic.of(
                    Code.OUTSIDE_PERIOD,
                    issued.place(index, "issued_on"),
                    f"Văn bản ban hành {quote(day)}, ngoài {_span(period)}",
                    "Xóa dòng này nếu không thuộc kỳ, hoặc sửa lại ngày.",
                )


def _dossiers_outside(part: Part[DossierRow], period: Period) -> Iterator[Diagnostic]:
    received, finished = part.column("received_on", date), part.column("finished_at", datetime)
    for index, (day, end) in enumerate(zip(received, finished, strict=True)):
        if day is None or period.year_start <= day <= period.year_end:
            continue
        if day > period.year_end or (end is not None and end.date() < period.year_start):
            yield Diagnostic.of(
                Code.OUTSIDE_PERIOD,
                part.place(index, "received_on"),
                f"Hồ sơ tiếp nhận {quote(day)}, ngoài {_span(period)}",
                "Xóa dòng này nếu không thuộc kỳ, hoặc sửa lại ngày.",
            )


def _span(period: Period) -> str:
    return (
        f"năm báo cáo {period.year} ({period.year_start:%d/%m/%Y} - {period.year_end:%d/%m/%Y}); không tính vào báo cáo"
    )
