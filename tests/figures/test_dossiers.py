"""What a dossier counts as: outcome, origin and the figures over them, at the cut-off of a period."""

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.figures import Denominator, Figures
from cchc_report.figures.dossier_kinds import Facts, Outcome, kind_of
from cchc_report.figures.dossiers import dossier_figures, tally_dossiers
from cchc_report.ground.numbers import percent, round_half_up
from cchc_report.ground.periods import YearStart, parse_period
from cchc_report.tables.column import fields_of
from cchc_report.tables.sheets.dossiers import Channel, DossierRow, Level, Status
from cchc_report.tables.table import SheetPart, Table
from tests.tables.test_unite import part_of

YEAR = parse_period("2023")
QUARTER = parse_period("2023-Q1")
# One early, one late, one whose day has passed, one still in time.
RATED = """Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả
A | K | H | 02/01/2023 | 05/01/2023 | 04/01/2023
B | K | H | 02/01/2023 | 05/01/2023 | 09/01/2023
C | K | H | 02/01/2023 | 05/01/2023 |
D | K | H | 20/12/2023 | 05/01/2024 |"""


def facts(
    received: str = "2023-02-01",
    due: str | None = "2023-02-10",
    finished: str | None = None,
    status: Status | None = None,
) -> Facts:
    """Make the facts of a dossier received directly."""
    day = datetime.fromisoformat
    return Facts(
        date.fromisoformat(received),
        day(due) if due else None,
        day(finished) if finished else None,
        status,
        "Hộ tịch",
        Channel.DIRECT,
        None,
        Channel.DIRECT if finished else None,
        finished is not None,
        False,
    )


def log(*dossiers: Facts, without: tuple[str, ...] = ()) -> Table[DossierRow]:
    """Make a log of one file; the columns named are not in it."""
    columns: dict[str, list[object]] = {
        name: [getattr(one, name) for one in dossiers] for name in Facts._fields if name not in without
    }
    columns["code"] = [f"H{number}" for number in range(len(dossiers))]
    positions = {name: number for number, name in enumerate(fields_of(DossierRow), 1) if name in columns}
    return Table(
        DossierRow,
        (
            SheetPart(
                model=DossierRow,
                file="2023.xlsx",
                sheet="Hồ sơ",
                columns=columns,
                rows=list(range(2, len(dossiers) + 2)),
                positions=positions,
            ),
        ),
    )


def figures(table: Table[DossierRow], denominator: Denominator = Denominator.TOTAL) -> Figures:
    """Count the year 2023."""
    return Figures.of(dossier_figures(tally_dossiers(table, YEAR), denominator, YEAR, table))


def value(table: Table[DossierRow], name: str) -> object:
    """Return one figure of the year 2023."""
    return figures(table)[f"dossiers.{name}"].value


@pytest.mark.parametrize(
    ("dossier", "outcome"),
    [
        (facts(finished="2023-02-09"), Outcome.EARLY),
        (facts(finished="2023-02-10"), Outcome.EXACT),
        (facts(finished="2023-02-10T17:00"), Outcome.EXACT),
        (facts(due="2023-02-10T16:00", finished="2023-02-10"), Outcome.EXACT),
        (facts(due="2023-02-10T16:00", finished="2023-02-10T15:59"), Outcome.EXACT),
        (facts(due="2023-02-10T16:00", finished="2023-02-10T16:01"), Outcome.OVERDUE),
        (facts(due="2023-02-10T07:00", finished="2023-02-09T16:00"), Outcome.EARLY),
        (facts(finished="2023-02-11"), Outcome.OVERDUE),
        (facts(), Outcome.PENDING_OVERDUE),
        (facts(due="2023-12-31"), Outcome.PENDING_IN_TIME),
        (facts(due="2023-12-30"), Outcome.PENDING_OVERDUE),
        (facts(due="2024-01-05", finished="2024-01-02"), Outcome.PENDING_IN_TIME),
        (facts(due="2023-12-20", finished="2024-01-02"), Outcome.PENDING_OVERDUE),
        (facts(due=None, finished="2023-02-20"), Outcome.EXACT),
        (facts(due=None), Outcome.PENDING_IN_TIME),
        (facts(status=Status.SUPPLEMENT), Outcome.PENDING_IN_TIME),
        (facts(status=Status.STOPPED), Outcome.PENDING_IN_TIME),
        (facts(status=Status.IN_WORK), Outcome.PENDING_OVERDUE),
        (facts(status=Status.ACCEPTED, finished="2023-02-05"), Outcome.PENDING_OVERDUE),
        (facts(status=Status.WITHDRAWN, finished="2023-03-05"), Outcome.EXACT),
        (facts(status=Status.WITHDRAWN), Outcome.EXACT),
        (facts(status=Status.RETURNED, finished="2023-03-05"), Outcome.OVERDUE),
        (facts(status=Status.RETURNED, finished="2023-02-05"), Outcome.EARLY),
    ],
)
def test_where_a_dossier_stands_at_the_cut_off(dossier: Facts, outcome: Outcome) -> None:
    kind = kind_of(dossier, YEAR)
    assert kind is not None
    assert outcome is kind.outcome


@pytest.mark.parametrize(
    ("dossier", "carried_over"),
    [
        (facts(received="2023-01-01"), False),
        (facts(received="2023-12-31", due="2024-01-05"), False),
        (facts(received="2022-12-31"), True),
        (facts(received="2022-12-31", finished="2023-01-01"), True),
        (facts(received="2022-12-01", finished="2022-12-31"), None),
        (facts(received="2024-01-01", due="2024-01-05"), None),
        (facts(status=Status.NEW), None),
        (facts(status=Status.REFUSED), None),
    ],
)
def test_which_dossiers_a_period_counts(dossier: Facts, *, carried_over: bool | None) -> None:
    kind = kind_of(dossier, YEAR)
    assert carried_over == (None if kind is None else kind.carried_over)


def test_a_dossier_of_december_is_of_the_next_state_year() -> None:
    dossier = facts(received="2022-12-20")
    state_year = kind_of(dossier, parse_period("2023", YearStart.STATE))
    assert state_year is not None
    assert not state_year.carried_over


def test_received_counts_the_period_and_the_rest_also_what_was_carried_over() -> None:
    table = log(
        facts(received="2022-12-20", due="2023-01-05", finished="2023-01-04"), facts(finished="2023-02-09"), facts()
    )
    assert [2, 1, 3, 2, 2, 1] == [
        value(table, name) for name in ("received", "carried_over", "total", "finished", "on_time", "pending")
    ]


def test_a_quarter_counts_up_to_its_own_end() -> None:
    table = log(facts(finished="2023-04-05"), facts(received="2023-04-01", due="2023-04-09"))
    found = Figures.of(dossier_figures(tally_dossiers(table, QUARTER), Denominator.TOTAL, QUARTER, table))
    assert [1, 0, 1] == [found[f"dossiers.{name}"].value for name in ("total", "finished", "pending_overdue")]


def test_the_published_rates_of_2023() -> None:
    table = log(
        *[facts(finished="2023-02-09")] * 1588, *[facts(finished="2023-02-11")] * 11, *[facts(due="2024-01-05")] * 4
    )
    found = figures(table)
    rates = [found[f"dossiers.{name}"].value for name in ("on_time_rate", "overdue_rate", "pending_rate")]
    assert [Decimal("99.06"), Decimal("0.69"), Decimal("0.25")] == [
        round_half_up(rate, 2) for rate in rates if isinstance(rate, Decimal)
    ]


@pytest.mark.parametrize(
    ("denominator", "rate"), [(Denominator.TOTAL, "33.33"), (Denominator.FINISHED, "50.00"), (Denominator.DUE, "50.00")]
)
def test_the_denominator_of_the_on_time_rate_is_named(denominator: Denominator, rate: str) -> None:
    found = figures(
        log(facts(finished="2023-02-09"), facts(finished="2023-02-11"), facts(due="2024-01-05")), denominator
    )
    on_time_rate = found["dossiers.on_time_rate"]
    assert isinstance(on_time_rate.value, Decimal)
    assert Decimal(rate) == round_half_up(on_time_rate.value, 2)
    assert ("dossiers.on_time", f"dossiers.{denominator.value}") == on_time_rate.operands


def test_a_rate_of_no_dossiers_is_unknown() -> None:
    assert value(log(facts(received="2024-02-01")), "on_time_rate") is None


def test_without_a_log_every_figure_is_unknown() -> None:
    assert {None} == {figure.value for figure in figures(Table(DossierRow)).values()}


def test_what_hangs_on_an_absent_column_is_unknown_and_nothing_else() -> None:
    table = log(facts(finished="2023-02-09")._replace(channel=None), without=("channel", "level"))
    found = figures(table)
    unknown = {name.removeprefix("dossiers.") for name, figure in found.items() if figure.value is None}
    assert {
        "received_direct", "received_postal", "received_online", "received_online_3", "received_online_4",
        "on_time_online_3", "on_time_online_4",
    } == unknown  # fmt: skip


def test_without_finish_day_and_status_nothing_is_said_of_finishing() -> None:
    table = log(facts(), without=("finished_at", "status"))
    assert [1, None, None, None] == [value(table, name) for name in ("received", "finished", "on_time", "on_time_rate")]


def test_six_online_dossiers_without_a_level_do_not_make_the_others_unknown() -> None:
    online = facts()._replace(channel=Channel.ONLINE)
    table = log(online._replace(level=Level.PARTIAL), online, online._replace(level=Level.FULL))
    assert [3, 1, 1] == [value(table, name) for name in ("received_online", "received_online_3", "received_online_4")]


def test_a_level_is_counted_only_online() -> None:
    assert 0 == value(log(facts()._replace(level=Level.PARTIAL)), "received_online_3")


@pytest.mark.parametrize(
    ("field", "land"),
    [
        ("Đất đai", 1),
        ("ĐẤT ĐAI - Môi trường", 1),
        ("Quản lý đất đai", 1),
        ("Hộ tịch", 0),
        ("Đạt chuẩn nông thôn", 0),
        ("Lắp đặt biển hiệu", 0),
        ("Đo đạc đất và bản đồ", None),
        ("Đất đai, xây dựng", None),
    ],
)
def test_land_is_known_by_the_usual_names_and_asked_about_under_another(field: str, land: int | None) -> None:
    assert land == value(log(facts(finished="2023-02-09")._replace(field=field)), "on_time_land")


@pytest.mark.parametrize(
    ("field", "construction"),
    [
        ("Xây dựng", 1),
        ("Hoạt động xây dựng", 1),
        ("Quy hoạch xây dựng, kiến trúc", 1),
        ("Xây dựng nông thôn mới", 0),
        ("Xây dựng chính quyền và công tác thanh niên", 0),
        ("Thẩm tra thiết kế xây dựng", None),
        ("Đất đai, xây dựng", None),
    ],
)
def test_construction_is_no_word_in_a_name(field: str, construction: int | None) -> None:
    assert construction == value(log(facts(finished="2023-02-09")._replace(field=field)), "on_time_construction")


def test_a_field_without_any_on_time_is_zero() -> None:
    assert 0 == value(log(facts(finished="2023-02-19")._replace(field="Xây dựng")), "on_time_construction")


DOSSIERS = st.builds(
    lambda received, due, finished, channel, level, back, status: Facts(
        date(2022, 10, 1) + timedelta(days=received),
        datetime(2022, 10, 1) + timedelta(days=received + due) if due is not None else None,
        datetime(2022, 10, 1) + timedelta(days=received + finished) if finished is not None else None,
        status,
        "Hộ tịch",
        channel,
        level,
        back,
        finished is not None,
        False,
    ),
    st.integers(0, 500),
    st.none() | st.integers(0, 40),
    st.none() | st.integers(0, 60),
    st.sampled_from(Channel),
    st.none() | st.sampled_from(Level),
    st.none() | st.sampled_from(Channel),
    st.none() | st.sampled_from(Status),
)


@given(st.lists(DOSSIERS, max_size=30))
def test_every_count_is_the_number_of_its_rows(dossiers: list[Facts]) -> None:
    found = figures(log(*dossiers))
    counts = {name: figure.value for name, figure in found.items() if isinstance(figure.value, int)}
    assert counts == {name: len(found.rows(name)) for name in counts}


@given(st.lists(DOSSIERS, min_size=1, max_size=30))
def test_on_time_overdue_and_pending_are_the_whole(dossiers: list[Facts]) -> None:
    found = {
        name: figure.value or 0
        for name, figure in figures(log(*dossiers)).items()
        if isinstance(figure.value or 0, int)
    }
    total = found["dossiers.total"]
    assert total == sum(found[f"dossiers.{name}"] for name in ("on_time", "overdue", "pending"))  # type: ignore[misc]
    assert total == sum(found[f"dossiers.{name}"] for name in ("received", "carried_over"))  # type: ignore[misc]


@given(st.lists(st.lists(DOSSIERS, max_size=8), min_size=1, max_size=4), st.randoms())
def test_rows_split_over_workbooks_in_any_order_give_the_figures_of_one_log(
    logs: list[list[Facts]], random: Random
) -> None:
    whole = log(*(dossier for one in logs for dossier in one))
    shuffled = random.sample(logs, len(logs))
    parts = Table(DossierRow, tuple(part for one in shuffled for part in log(*one).parts))
    assert values_of(figures(whole)) == values_of(figures(parts))


def values_of(found: Figures) -> dict[str, object]:
    return {name: figure.value for name, figure in found.items()}


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_rate_is_exact_until_it_is_printed(on_time: int, late: int) -> None:
    share = value(
        log(*[facts(finished="2023-02-09")] * on_time, *[facts(finished="2023-02-11")] * late), "on_time_rate"
    )
    whole = on_time + late
    expected = (Decimal(100 * on_time) / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) if whole else None
    assert expected == (round_half_up(share, 2) if isinstance(share, Decimal) else None)


def test_a_rate_is_of_what_the_form_says_and_none_exceeds_a_hundred() -> None:
    table = Table(DossierRow, (part_of(DossierRow, RATED),))
    found = {
        one: next(
            figure
            for figure in dossier_figures(tally_dossiers(table, YEAR), one, YEAR, table)
            if figure.name == "dossiers.on_time_rate"
        )
        for one in Denominator
    }
    assert {
        Denominator.TOTAL: Decimal(25),
        Denominator.FINISHED: Decimal(50),
        Denominator.DUE: percent(1, 3),
        Denominator.INDEX: Decimal(50),
    } == {one: figure.value for one, figure in found.items()}
    assert ("dossiers.in_time", "dossiers.total") == found[Denominator.INDEX].operands
    assert Denominator.FINISHED is Denominator("resolved")


@pytest.mark.parametrize(
    ("flag", "day", "finished", "expected"),
    [
        ("Có", "", "", False),  # still in time: nobody can tell whether it had gone out
        ("Có", "01/12/2023", "", True),
        ("", "01/12/2023", "", True),
        ("Không", "01/12/2023", "", False),
        ("Có", "31/12/2022", "", False),
        ("Có", "01/01/2024", "", False),
        ("Có", "", "20/01/2024", False),
    ],
)
def test_an_apology_counts_by_its_day_and_without_one_only_for_what_is_overdue(
    flag: str, day: str, finished: str, expected: bool
) -> None:
    lines = f"{RATED.splitlines()[0]} | Xin lỗi | Ngày xin lỗi\nA | K | H | 20/12/2023 | 10/01/2024 | {finished} | {flag} | {day}"
    table = Table(DossierRow, (part_of(DossierRow, lines),))
    found = dossier_figures(tally_dossiers(table, YEAR), Denominator.TOTAL, YEAR, table)
    assert int(expected) == next(figure.value for figure in found if figure.name == "dossiers.apologised")


@pytest.mark.parametrize(
    ("published", "dossier"),
    [
        (True, facts(finished="2023-03-31")),
        (False, facts(finished="2023-04-01")),  # no result was out by the end of the quarter
        (True, facts()._replace(published=True)),
        (False, facts(finished="2023-03-31")._replace(published=False)),
        (False, facts(finished="2023-03-31")._replace(published=None)),
        (True, facts()._replace(published=None, published_on=date(2023, 3, 31))),
        (False, facts()._replace(published=None, published_on=date(2023, 4, 1))),
        (False, facts()._replace(published=False, published_on=date(2023, 3, 1))),
    ],
)
def test_a_result_is_published_in_a_quarter_once_it_is_out(dossier: Facts, *, published: bool) -> None:
    kind = kind_of(dossier, QUARTER)
    assert kind is not None
    assert published is kind.published


@pytest.mark.parametrize(
    ("apologised", "dossier"),
    [
        (True, facts()),
        (False, facts(due="2023-04-10")),  # not overdue at the cut-off
        (False, facts(finished="2023-02-10")),
        (True, facts(finished="2023-02-11")),
        (True, facts(due="2023-04-10")._replace(apologised_on=date(2023, 3, 31))),
        (False, facts()._replace(apologised_on=date(2023, 4, 1))),
        (False, facts()._replace(apologised_on=date(2022, 12, 31))),
    ],
)
def test_an_apology_counts_by_its_day_or_for_what_is_overdue(dossier: Facts, *, apologised: bool) -> None:
    kind = kind_of(dossier._replace(apologised=True), QUARTER)
    assert kind is not None
    assert apologised is kind.apologised
