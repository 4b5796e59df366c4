"""The counts behind the charts: they add up to the figures that the report prints, and what is unknown is never 0."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.figures import Denominator, Figures
from cchc_report.figures.breakdowns import FIELDS_AT_MOST, Breakdown, break_down
from cchc_report.figures.dossier_kinds import Facts
from cchc_report.figures.dossiers import dossier_figures, tally_dossiers
from cchc_report.figures.staffing import staffing_figures, tally_staff
from cchc_report.ground.periods import Period, YearStart, parse_period
from cchc_report.tables.column import fields_of
from cchc_report.tables.sheets.dossiers import Channel, DossierRow
from cchc_report.tables.sheets.staffing import Person, PoliticalTheory, Qualification, StaffGroup
from cchc_report.tables.table import SheetPart, Table
from cchc_report.tables.workspace_tables import Tables
from tests.figures.test_dossiers import facts, log

YEAR = parse_period("2023")
ON_TIME, OVERDUE, IN_TIME, PAST = range(4)  # the places of the outcomes in a row


def staff(*people: tuple[StaffGroup, Qualification]) -> Table[Person]:
    """Make a list of people in service."""
    columns: dict[str, list[object]] = {
        "name": ["…"] * len(people),
        "group": [group for group, _ in people],
        "qualification": [level for _, level in people],
        "political_theory": [PoliticalTheory.NONE] * len(people),
    }
    positions = {name: number for number, name in enumerate(fields_of(Person), 1) if name in columns}
    part = SheetPart(
        model=Person,
        file="2023.xlsx",
        sheet="Nhân sự",
        columns=columns,
        rows=list(range(2, len(people) + 2)),
        positions=positions,
    )
    return Table(Person, (part,))


def found(
    dossiers: Table[DossierRow] | None = None,
    people: Table[Person] | None = None,
    period: Period = YEAR,
    last_year: dict[str, int | None] | None = None,
) -> dict[str, Breakdown]:
    """Return the breakdowns of a commune by their ids."""
    tables = Tables(dossiers=dossiers or Table(DossierRow), staffing=people or Table(Person))
    figures = Figures.of(
        [
            *dossier_figures(tally_dossiers(tables.dossiers, period), Denominator.TOTAL, period),
            *staffing_figures(tally_staff(tables.staffing, period), period),
        ]
    )
    return {one.id: one for one in break_down(tables, period, figures, last_year)}


def test_dossiers_stand_at_the_month_they_were_received_in_whenever_they_were_finished() -> None:
    table = log(
        facts("2023-02-01", "2023-02-10", "2023-02-09"),
        facts("2023-02-27", "2023-03-10", "2023-04-11"),
        facts("2023-12-30", "2024-01-10"),
        facts("2023-12-01", "2023-12-10"),
    )
    rows = dict(found(table)["dossiers.by_month"].rows)
    assert {"T2": (1, 1, 0, 0), "T4": (0, 0, 0, 0), "T12": (0, 0, 1, 1)} == {
        month: rows[month] for month in ("T2", "T4", "T12")
    }


def test_a_month_that_the_log_does_not_reach_is_unknown_and_one_within_it_is_zero() -> None:
    table = log(facts("2023-02-01", "2023-02-10", "2023-04-09"))
    months = found(table)["dossiers.by_month"]
    assert [None, 1, 0, 0, None] == [counts[OVERDUE] for _, counts in months.rows][:5]
    assert "không có số liệu của tháng 01/2023, 05/2023, 06/2023" in months.rule


def test_a_log_that_reaches_over_the_whole_period_has_no_gap_to_tell() -> None:
    months = found(log(facts("2023-01-02"), facts("2023-12-30")))["dossiers.by_month"]
    assert months.rule.endswith(", xếp theo tháng tiếp nhận; kết quả tính đến ngày 31/12/2023.")


def test_dossiers_carried_over_stand_before_the_first_month() -> None:
    table = log(facts("2022-11-30", "2022-12-20", "2023-01-05"), facts("2023-01-02", "2023-01-20", "2023-01-05"))
    assert [("Kỳ trước", (0, 1, 0, 0)), ("T1", (1, 0, 0, 0))] == list(found(table)["dossiers.by_month"].rows[:2])


def test_the_month_of_a_state_year_that_lies_in_the_year_before_says_so() -> None:
    period = parse_period("2023-Q1", YearStart.STATE)
    table = log(facts("2022-12-15", "2022-12-20", "2022-12-19"), facts("2023-03-14", "2023-03-20"))
    months = found(table, period=period)["dossiers.by_month"]
    assert ("T12/2022", "T1", "T2", "T3") == months.categories
    assert (1, 0, 0, 0) == months.rows[0][1]


def test_fields_stand_by_size_and_their_spellings_are_one() -> None:
    table = log(
        facts()._replace(field="Đất đai"),
        *(facts(finished="2023-02-09")._replace(field=name) for name in ("Hộ tịch", "Hộ tịch", "HỘ  TỊCH")),
    )
    assert [("Hộ tịch", (3, 0, 0, 0)), ("Đất đai", (0, 0, 0, 1))] == list(found(table)["dossiers.by_field"].rows)


def test_many_fields_are_put_together_behind_the_largest() -> None:
    table = log(
        *(facts(finished="2023-02-09")._replace(field=f"Lĩnh vực {n}") for n in range(20) for _ in range(n + 1))
    )
    fields = found(table)["dossiers.by_field"]
    smallest = sum(range(1, 20 - FIELDS_AT_MOST + 2))
    assert (FIELDS_AT_MOST, ("Các lĩnh vực còn lại", (smallest, 0, 0, 0))) == (len(fields.rows), fields.rows[-1])


def test_channels_add_up_to_the_dossiers_received_those_without_one_apart() -> None:
    table = log(facts(), facts()._replace(channel=Channel.POSTAL), facts()._replace(channel=None))
    expected = [("Trực tiếp", (1,)), ("Bưu chính công ích", (1,)), ("Trực tuyến", (0,)), ("Không ghi hình thức", (1,))]
    assert expected == list(found(table)["dossiers.by_channel"].rows)


@pytest.mark.parametrize(
    ("columns", "missing"),
    [(("finished_at", "status"), {"dossiers.by_month", "dossiers.by_field"}), (("channel",), {"dossiers.by_channel"})],
)
def test_what_the_log_does_not_know_is_not_drawn(columns: tuple[str, ...], missing: set[str]) -> None:
    assert missing == set(found(log(facts()))) - set(found(log(facts(), without=columns)))


def test_without_any_sheet_there_is_nothing_to_draw() -> None:
    assert {} == found()


def test_a_log_without_dossiers_of_the_period_is_not_drawn() -> None:
    assert {} == found(log(facts("2021-02-01", "2021-02-10", "2021-02-09")))


def test_staff_stands_by_qualification_the_highest_first_group_beside_group() -> None:
    official, servant = StaffGroup.OFFICIAL, StaffGroup.CIVIL_SERVANT
    people = staff(
        (official, Qualification.UNIVERSITY),
        (servant, Qualification.SECONDARY),
        (servant, Qualification.UNIVERSITY),
        (servant, Qualification.MASTER),
    )
    held = found(people=people)["staffing.by_qualification"]
    assert ["Cán bộ", "Công chức"] == [one.name for one in held.series]
    assert [("Thạc sĩ", (0, 1)), ("Đại học", (1, 1)), ("Trung cấp", (0, 1))] == list(held.rows)


def test_this_year_stands_beside_last_where_both_are_known() -> None:
    last_year = {"dossiers.received": 5, "dossiers.on_time": 4, "dossiers.overdue": None}
    beside = found(log(facts(finished="2023-02-09")), last_year=last_year)["dossiers.beside_last_year"]
    assert ["Năm 2022", "Năm 2023"] == [one.name for one in beside.series]
    assert [("Tiếp nhận trong kỳ", (5, 1)), ("Giải quyết đúng hẹn", (4, 1))] == list(beside.rows)


def test_without_last_year_no_years_are_compared() -> None:
    assert "dossiers.beside_last_year" not in found(log(facts()))


DAYS = st.dates(date(2022, 11, 1), date(2024, 1, 31))
DOSSIERS = st.builds(
    lambda received, due, finished, field: facts(
        received.isoformat(), due.isoformat(), finished and max(received, finished).isoformat()
    )._replace(field=field),
    DAYS,
    DAYS,
    st.none() | DAYS,
    st.sampled_from(["Hộ tịch", "hộ tịch", "Đất đai", "Chứng thực"]),
)


@given(st.lists(DOSSIERS, max_size=30))
def test_months_and_fields_add_up_to_the_figures_of_the_report(dossiers: list[Facts]) -> None:
    table = log(*dossiers)
    figures = Figures.of(dossier_figures(tally_dossiers(table, YEAR), Denominator.TOTAL, YEAR))
    names = ("on_time", "overdue", "pending_in_time", "pending_overdue")
    printed = [figures[f"dossiers.{name}"].value for name in names]
    shown = found(table)
    for one in (shown[id_] for id_ in ("dossiers.by_month", "dossiers.by_field") if id_ in shown):
        assert printed == [series.total for series in one.series]
    assert ("dossiers.by_month" in shown) is bool(figures["dossiers.total"].value)


def test_counts_by_category_and_series_are_ready_for_json() -> None:
    one = found(log(facts(finished="2023-02-09")))["dossiers.by_field"]
    short = replace(one, series=one.series[:2])
    assert {"Hộ tịch": {"Giải quyết đúng hẹn": 1, "Giải quyết quá hạn": 0}} == short.json_ready()
