"""A commune and years before of it that print every branch of a template: what proves forms and lists the names they see."""

from datetime import date

from cchc_report.figures import Figures
from cchc_report.form import Indicators
from cchc_report.ground.periods import Period
from cchc_report.report.built import built_period
from cchc_report.report.previous import Earlier, Previous
from cchc_report.tables.sheets.commune import Commune

SAMPLE_COMMUNE = Commune(
    name="Hoằng Trường",
    district="Hoằng Hóa",
    province="Thanh Hóa",
    recipient="UBND huyện Hoằng Hóa",
    report_number="5",  # of one digit: a template that does not pad it is told
    report_date=date(2024, 1, 5),
    signer_title="Phó Chủ tịch",
    signs_for="KT. CHỦ TỊCH",
    signer="…",
    recipients="UBND huyện (b/c)\nLưu: VT",
)


def sample_years_before(period: Period, figures: Figures, indicators: Indicators) -> tuple[Previous, Previous]:
    """Return a year before of which everything is known, and one of which nothing is."""
    rows = tuple(one.row for one in indicators.values())
    earlier = Earlier(built_period(period, "", figures, indicators, ""))
    return Previous(period, figures, rows, lambda: earlier), Previous(period, figures, rows, Earlier)
