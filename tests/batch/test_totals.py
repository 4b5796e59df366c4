"""Totals of communes: counts are added, percentages computed anew."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cchc_report.batch.results import CommuneResult, Number
from cchc_report.batch.totals import Totals, add_up
from cchc_report.form import Source, load_form
from cchc_report.numbers import percent
from cchc_report.periods import parse_period
from cchc_report.workspace import packaged_forms

FORM = load_form(packaged_forms() / "thanh-hoa-2023")[0]


def totals(*communes: CommuneResult) -> Totals:
    assert FORM is not None
    return add_up(communes, FORM, parse_period("2023"))


def commune(figures: dict[str, Number | None] | None = None, **indicators: Number | None) -> CommuneResult:
    """Return a commune that reported; an indicator's code is written i3_3_2."""
    codes = {name.removeprefix("i").replace("_", "."): value for name, value in indicators.items()}
    return CommuneResult("xa", "Xã", "ok", figures or {}, codes)


def test_an_on_time_rate_is_computed_from_the_sums_and_never_averaged() -> None:
    small = commune({"dossiers.on_time": 1, "dossiers.total": 2, "dossiers.on_time_rate": Decimal(50)})
    large = commune({"dossiers.on_time": 998, "dossiers.total": 998, "dossiers.on_time_rate": Decimal(100)})
    assert percent(999, 1000) == totals(small, large).figures["dossiers.on_time_rate"].value


def test_a_count_that_one_commune_does_not_know_is_the_sum_of_the_others_and_the_rate_leaves_that_commune_out() -> None:
    known = commune({"dossiers.on_time": 3, "dossiers.total": 4})
    unknown = commune({"dossiers.on_time": None, "dossiers.total": 100})
    found = totals(known, unknown).figures
    assert (3, 104, Decimal(75)) == tuple(
        found[f"dossiers.{name}"].value for name in ("on_time", "total", "on_time_rate")
    )


def test_what_no_commune_knows_is_unknown_and_not_zero() -> None:
    assert totals(commune()).figures["dossiers.received"].value is None
    assert (None, Source.EMPTY) == (
        totals(commune()).indicators["3.3.2"].value,
        totals(commune()).indicators["3.3.2"].source,
    )


def test_a_commune_with_errors_is_in_no_total() -> None:
    bad = CommuneResult("b", "B", "errors", {"dossiers.received": 7})
    assert 2 == totals(commune({"dossiers.received": 2}), bad).figures["dossiers.received"].value


def test_rows_of_the_appendix_are_added_and_told_entered_where_one_commune_entered_its_part() -> None:
    computed = commune(i3_3_2=10)
    entered = CommuneResult("xa", "Xã", "ok", {}, {"3.3.2": 5}, entered=("3.3.2",))
    found = totals(computed, entered)
    assert (15, Source.ENTERED, 2) == (
        found.indicators["3.3.2"].value,
        found.indicators["3.3.2"].source,
        found.known["3.3.2"],
    )


def test_of_a_choice_the_total_is_how_many_communes_chose_other_than_0() -> None:
    assert FORM is not None
    code = next(row.code for row in FORM.rows if row.kind == "choice")
    chosen = [CommuneResult("xa", "Xã", "ok", {}, {code: value}) for value in (1, 0, 1, None)]
    assert 2 == totals(*chosen).indicators[code].value


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 5000)), min_size=1, max_size=20))
def test_totals_are_those_of_one_commune_with_all_dossiers(parts: list[tuple[int, int]]) -> None:
    each = [
        commune({"dossiers.on_time": on_time, "dossiers.total": on_time + late, "dossiers.overdue": late})
        for on_time, late in parts
    ]
    found = totals(*each).figures
    on_time, late = sum(one for one, _ in parts), sum(one for _, one in parts)
    assert percent(on_time, on_time + late) == found["dossiers.on_time_rate"].value
    assert percent(late, on_time + late) == found["dossiers.overdue_rate"].value
