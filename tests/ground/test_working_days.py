"""Which days the law has offices closed, by the announced calendar."""

from datetime import date

import pytest

from cchc_report.ground.working_days import day_off


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2024, 1, 2), None),
        (date(2024, 1, 6), "thứ Bảy"),
        (date(2024, 1, 7), "Chủ nhật"),
        (date(2024, 4, 29), "ngày nghỉ"),  # moved
        (date(2024, 5, 4), None),  # worked for it
        (date(2024, 2, 13), "ngày nghỉ"),
        (date(2025, 4, 26), None),
        (date(2025, 9, 1), "ngày nghỉ"),
        (date(2026, 1, 2), "ngày nghỉ hoán đổi theo văn bản 12729/VPCP-KGVX ngày 25/12/2025"),
        (date(2026, 1, 10), None),
        (date(2026, 1, 17), "thứ Bảy"),
        (date(2018, 1, 6), None),  # not covered
        (date(2027, 1, 2), None),
    ],
)
def test_a_day_is_judged_by_the_announced_calendar(day: date, why: str | None) -> None:
    found = day_off(day)
    assert why == found or (why is not None and found is not None and found.startswith(why))
