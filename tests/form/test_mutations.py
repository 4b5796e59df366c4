"""One wrong figure at a time: which ones the rules see in a report whose figures all agree, and which ones nothing can see."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.mutations import (
    NO_CHOICE,
    Change,
    Values,
    digit_dropped,
    digits_swapped,
    first_digit_changed,
    is_seen,
    measure,
    sample_report,
    stated_changes,
    ten_times,
    written_values,
)
from cchc_report.form.pack import RowKind
from cchc_report.ground.codes import Severity
from cchc_report.report.build import Report

GROUPS = tomllib.loads(Path(__file__).with_name("unseen_figures.toml").read_text(encoding="utf-8"))["group"]
# Of each kind of change: how many are seen, and how many there are.
SEEN = {
    "thêm 1": (73, 110),
    "bớt 1": (73, 107),
    "thừa một số 0": (89, 109),
    "sai chữ số đầu": (78, 110),
    "chép số của dòng dưới": (29, 59),
    "thiếu một chữ số": (52, 67),
    "đảo hai chữ số": (56, 67),
    "lựa chọn khác": (2, 11),
    "ngoài các lựa chọn": (9, 9),
}


@pytest.fixture(scope="module")
def report() -> Report:
    return sample_report()


@pytest.fixture(scope="module")
def values(report: Report) -> Values:
    return written_values(report)


@pytest.fixture(scope="module")
def measured(report: Report, values: Values) -> tuple[dict[str, tuple[int, int]], list[Change]]:
    return measure(report.form, values)


@pytest.mark.parametrize("period", ["2023", "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2023-6M", "2023-9M"])
def test_the_second_sample_has_but_the_two_notes_on_the_forms_own_numbers(period: str) -> None:
    found = sample_report(period).diagnostics
    typed = [] if period == "2023" else ["CC609", "CC609"]  # typed numbers bear no date within the year
    assert {Severity.NOTE} == {problem.severity for problem in found}
    assert [*typed, "CC604", "CC604"] == [problem.code.identifier for problem in found]


def test_the_second_sample_knows_every_row_that_a_commune_can_fill(report: Report) -> None:
    unknown = {
        code for code, one in report.indicators.items() if one.value is None and one.row.kind is not RowKind.GROUP
    }
    assert {"1.3", "1.4", "3.3", "5.4", "7.2", "7.4", "7.5"} == unknown  # headings without a number of their own


def test_the_figures_that_may_be_wrong_unseen_are_the_known_ones(
    measured: tuple[dict[str, tuple[int, int]], list[Change]],
) -> None:
    known = {name for group in GROUPS for name in group["names"]}
    assert known == {change.name for change in measured[1]}


def test_of_each_kind_of_change_as_many_are_seen_as_were(
    measured: tuple[dict[str, tuple[int, int]], list[Change]],
) -> None:
    assert SEEN == measured[0]


def test_every_figure_of_the_body_is_seen_however_it_is_changed(
    values: Values, measured: tuple[dict[str, tuple[int, int]], list[Change]]
) -> None:
    assert {"dossiers.received", "staffing.officials.qualifications", "documents.incoming"} <= values.keys()
    assert [] == [change for change in measured[1] if not change.name[0].isdigit()]


def test_a_number_that_is_no_choice_is_always_seen(
    measured: tuple[dict[str, tuple[int, int]], list[Change]],
) -> None:
    assert [] == [change for change in measured[1] if change.kind == NO_CHOICE]


def test_every_wrong_number_in_the_sheet_of_totals_is_seen(report: Report) -> None:
    assert [] == [change for change, is_told in stated_changes(report) if not is_told]


def test_a_measure_of_wrong_values_would_show(report: Report, values: Values) -> None:
    assert not is_seen(report.form, values)
    assert is_seen(report.form, values | {"3.3.1": 1})


def test_numbers_are_mistyped_as_people_do() -> None:
    assert [6590, 65, 569, 759] == list(made(659))
    assert [None, 30, None, 4] == [digit_dropped(3), ten_times(3), digits_swapped(3), first_digit_changed(3)]
    assert Decimal("59.45") == digits_swapped(Decimal("95.45"))


def made(number: int) -> Iterator[object]:
    """Make four wrong numbers of one."""
    return (change(number) for change in (ten_times, digit_dropped, digits_swapped, first_digit_changed))
