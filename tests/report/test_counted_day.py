"""The day that the figures speak for: the earliest of the period's end, the report's date and today, or the day asked for."""

from datetime import date
from pathlib import Path

import pytest

from cchc_report.compare.sides import find_side
from cchc_report.compare.verify import verify
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import parse_period
from cchc_report.report.build import Report
from cchc_report.report.publish import WantedDocuments, write_report
from cchc_report.workspace.workspace import open_workspace
from tests.report.communes import DOSSIERS, UNIT, dossier, report_on, told, write_year

LOG = (
    DOSSIERS,
    dossier("HS-1", "02/01/2023", "05/01/2023", "04/01/2023"),
    dossier("HS-2", "20/11/2023", "10/12/2023"),
    dossier("HS-3", "20/11/2023", "10/12/2023", "05/12/2023"),
)


def write(folder: Path, *dossiers: str, dated: str = "") -> None:
    unit = (*UNIT, f"Ngày báo cáo | {dated}") if dated else UNIT
    write_year(folder, "2023", {"Hồ sơ": (*LOG, *dossiers)}, unit)


def outcome(report: Report) -> tuple[object, ...]:
    names = ("received", "on_time", "pending_in_time", "pending_overdue")
    return tuple(report.figures[f"dossiers.{name}"].value for name in names)


@pytest.mark.parametrize(
    ("today", "as_of", "cutoff", "expected"),
    [
        (date(2023, 12, 31), None, date(2023, 12, 31), (3, 2, 0, 1)),
        (date(2024, 1, 1), None, date(2023, 12, 31), (3, 2, 0, 1)),
        (date(2023, 12, 10), None, date(2023, 12, 10), (3, 2, 1, 0)),
        (date(2023, 12, 4), None, date(2023, 12, 4), (3, 1, 2, 0)),
        (date(2023, 12, 4), date(2023, 12, 11), date(2023, 12, 11), (3, 2, 0, 1)),
        (None, date(2023, 11, 19), date(2023, 11, 19), (1, 1, 0, 0)),
        (None, date(2024, 2, 1), date(2023, 12, 31), (3, 2, 0, 1)),
    ],
)
def test_figures_speak_for_today_while_the_period_lasts_and_for_the_day_asked_for(
    today: date | None, as_of: date | None, cutoff: date, expected: tuple[int, ...], tmp_path: Path
) -> None:
    write(tmp_path)
    report = report_on(tmp_path, "2023", today, as_of)
    assert (cutoff, date(2023, 12, 31), expected) == (report.period.cutoff, report.period.end, outcome(report))


def test_a_report_signed_before_the_period_ends_speaks_for_the_day_it_is_signed(tmp_path: Path) -> None:
    write(tmp_path, dated="28/11/2023")
    report = report_on(tmp_path, "2023")
    assert (3, 1, 2, 0) == outcome(report)
    assert [
        "Số liệu năm 2023 tính đến ngày 28/11/2023 (là ngày của báo cáo), kỳ đến 31/12/2023; 1 hồ sơ trả kết quả sau ngày ấy tính là đang giải quyết"
    ] == told(report, "CC318", "CC323")


def test_a_report_signed_on_its_last_day_or_after_it_moves_nothing_and_is_not_told(tmp_path: Path) -> None:
    write(tmp_path, dated="04/01/2024")
    report = report_on(tmp_path, "2023")
    assert ((3, 2, 0, 1), []) == (outcome(report), told(report, "CC318", "CC323"))


@pytest.mark.parametrize(
    ("dated", "message"),
    [
        ("28/11/2022", "Ngày báo cáo “28/11/2022” không phải là ngày của báo cáo năm 2023"),
        (
            "19/11/2023",
            "Ngày báo cáo “19/11/2023”, nhưng có 2 hồ sơ, văn bản sau ngày ấy được tính vào năm 2023, muộn nhất “20/11/2023”",
        ),
    ],
)
def test_a_report_date_before_the_period_or_before_rows_of_it_is_asked_about_and_moves_nothing(
    dated: str, message: str, tmp_path: Path
) -> None:
    write(tmp_path, dated=dated)
    report = report_on(tmp_path, "2023")
    assert ((3, 2, 0, 1), [message]) == (outcome(report), told(report, "CC318", "CC323"))


def test_the_day_asked_for_stands_above_the_report_s_own_date(tmp_path: Path) -> None:
    write(tmp_path, dated="28/11/2023")
    assert date(2023, 12, 9) == report_on(tmp_path, "2023", as_of=date(2023, 12, 9)).period.cutoff


def test_a_day_before_the_period_cannot_be_asked_for() -> None:
    with pytest.raises(UsageError, match="Ngày 31/12/2022 trước ngày đầu kỳ năm 2023"):
        parse_period("2023").as_of(date(2022, 12, 31))


def test_a_dossier_received_after_today_is_told_and_not_counted(tmp_path: Path) -> None:
    write(tmp_path, dossier("HS-4", "20/12/2023", "25/12/2023"))
    report = report_on(tmp_path, "2023", today=date(2023, 12, 10))
    assert (3, 2, 1, 0) == outcome(report)
    assert ["Hồ sơ tiếp nhận “20/12/2023”, sau ngày hôm nay 10/12/2023; không tính vào báo cáo"] == told(
        report, "CC315"
    )


def test_a_period_that_has_not_begun_is_told_and_counted_to_its_end(tmp_path: Path) -> None:
    write(tmp_path)
    report = report_on(tmp_path, "2023", today=date(2022, 11, 28))
    assert ["Kỳ báo cáo năm 2023 chưa bắt đầu (01/01/2023): số liệu tính đến hết kỳ"] == told(report, "CC011")
    assert (3, 2, 0, 1) == outcome(report)


def test_a_report_is_verified_and_compared_as_of_the_day_it_speaks_for_whatever_the_day(tmp_path: Path) -> None:
    write(tmp_path)
    report = report_on(tmp_path, "2023", today=date(2023, 12, 4))
    built = write_report(report, open_workspace(tmp_path), WantedDocuments())[0]
    assert verify(built).agrees
    side = find_side("2023", open_workspace(tmp_path, date(2024, 5, 1))).side
    assert 2 == side.figures["dossiers.pending_in_time"].value
    assert side.period is not None
    assert date(2023, 12, 4) == side.period.cutoff


def test_the_form_of_a_period_is_chosen_by_its_end_and_not_by_the_day_it_is_seen(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path, date(2025, 3, 1))
    period = workspace.parse_period("2025")
    assert (date(2025, 3, 1), "xa-2025") == (period.cutoff, workspace.form_folder(period).name)
