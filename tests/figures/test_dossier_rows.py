"""Which rows of a log each figure of dossiers counts, and what a log that lacks something leaves unknown."""

import pytest

from cchc_report.figures import Denominator, Figures
from cchc_report.figures.dossiers import dossier_figures, tally_dossiers
from cchc_report.ground.periods import parse_period
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import Table
from tests.tables.test_unite import part_of

YEAR = parse_period("2023")
DATES = "Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả"
LOG = f"""
    {DATES} | Hình thức tiếp nhận | Mức độ DVC | Hình thức trả | Công khai | Xin lỗi | Lĩnh vực
    05/03/2023 | 10/03/2023 | 09/03/2023 | Trực tiếp | | Trực tiếp | Có | Không | Hộ tịch
    05/03/2023 | 10/03/2023 | 10/03/2023 | BCCI | | BCCI | Có | Không | Chứng thực
    05/03/2023 | 10/03/2023 | 10/03/2023 | Trực tuyến | 3 | Trực tuyến | Có | Không | Quy hoạch - Xây dựng
    05/03/2023 | 10/03/2023 | 12/03/2023 | Trực tuyến | 4 | BCCI | Có | Có | Đất đai
    20/12/2022 | 10/01/2023 | 05/01/2023 | Trực tuyến | 4 | Trực tiếp | Không | Không | Đất đai
    20/12/2023 | 10/01/2024 | | Trực tuyến | 4 | | | | Hộ tịch
"""
CHANNELS = {"received_direct", "received_postal", "received_online"}
LEVELS = {"received_online_3", "received_online_4", "on_time_online_3", "on_time_online_4"}
RETURNS = {"on_time_returned_direct", "on_time_returned_postal", "on_time_returned_otherwise"}
FLAGS = {"published", "apologised"}


def log(*texts: str) -> Table[DossierRow]:
    """Make a log of text tables, each a file; code, procedure and, where it is not told, the field are filled in."""
    parts = []
    for number, text in enumerate(texts, 1):
        header, *lines = [line.strip() for line in text.strip().splitlines()]
        fixed, cells = "Mã hồ sơ | Tên thủ tục", "Khai sinh"
        if "Lĩnh vực" not in header:
            fixed, cells = f"{fixed} | Lĩnh vực", f"{cells} | Hộ tịch"
        filled = [f"H{number}.{row} | {cells} | {line}" for row, line in enumerate(lines)]
        parts.append(part_of(DossierRow, "\n".join([f"{fixed} | {header}", *filled]), f"{number}.xlsx"))
    return Table(DossierRow, tuple(parts))


def count(*texts: str, period: str = "2023", denominator: Denominator = Denominator.TOTAL) -> Figures:
    """Count the figures of a log."""
    return Figures.of(
        dossier_figures(
            tally_dossiers(log(*texts), parse_period(period)), denominator, parse_period(period), log(*texts)
        )
    )


def values(figures: Figures, *names: str) -> list[object]:
    """Return the values of figures."""
    return [figures[f"dossiers.{name}"].value for name in names]


def rows(figures: Figures, name: str) -> list[int]:
    """Return the numbers of the rows a figure counts."""
    return [reference.row for reference in figures.rows(f"dossiers.{name}")]


def unknown(figures: Figures) -> set[str]:
    """Return the names of the figures without a value."""
    return {name.removeprefix("dossiers.") for name, figure in figures.items() if figure.value is None}


@pytest.mark.parametrize(
    ("expected", "name"),
    [
        ([2, 3, 4, 5, 7], "received"),
        ([6], "carried_over"),
        ([2, 3, 4, 5, 6, 7], "total"),
        ([2], "received_direct"),
        ([3], "received_postal"),
        ([4, 5, 7], "received_online"),
        ([4], "received_online_3"),
        ([5, 7], "received_online_4"),
        ([2, 3, 4, 5, 6], "finished"),
        ([2, 6], "early"),
        ([3, 4], "exact"),
        ([2, 3, 4, 6], "on_time"),
        ([5], "overdue"),
        ([7], "pending"),
        ([7], "pending_in_time"),
        ([], "pending_overdue"),
        ([2, 6], "on_time_returned_direct"),
        ([3], "on_time_returned_postal"),
        ([4], "on_time_online_3"),
        ([6], "on_time_online_4"),
        ([6], "on_time_land"),
        ([4], "on_time_construction"),
        ([2, 3, 4, 5], "published"),
        ([5], "apologised"),
        ([2, 3, 4, 6], "on_time_rate"),  # a rate lists the rows of its part
    ],
)
def test_a_figure_lists_the_rows_it_counts(expected: list[int], name: str) -> None:
    assert expected == rows(count(LOG), name)


def test_the_rows_of_several_files_are_listed_with_their_files() -> None:
    found = count(
        f"{DATES}\n05/03/2023 | 10/03/2023 |", f"{DATES}\n05/06/2023 | 10/06/2023 |\n06/06/2023 | 12/06/2023 |"
    )
    expected = [("1.xlsx", "Hồ sơ", 2), ("2.xlsx", "Hồ sơ", 2), ("2.xlsx", "Hồ sơ", 3)]
    assert expected == list(found.rows("dossiers.received"))


def test_a_quarter_carries_over_what_was_not_finished_before_it() -> None:
    found = count(
        f"""
        {DATES}
        20/03/2023 | 28/03/2023 | 31/03/2023
        20/03/2023 | 28/03/2023 | 01/04/2023
        20/03/2023 | 28/07/2023 |
        03/04/2023 | 10/04/2023 | 05/04/2023
        01/07/2023 | 10/07/2023 | 05/07/2023
        """,
        period="2023-Q2",
    )
    assert ([5], [3, 4]) == (rows(found, "received"), rows(found, "carried_over"))


@pytest.mark.parametrize(("received", "expected"), [("05/03/2023", [1, 0, 1, 0]), ("20/12/2022", [0, 0, 0, 0])])
def test_a_dossier_withdrawn_without_a_day_is_finished_where_it_came_and_never_carried_over(
    received: str, expected: list[int]
) -> None:
    found = count(f"{DATES} | Trạng thái\n{received} | 10/03/2023 | | Công dân yêu cầu rút hồ sơ")
    assert expected == values(found, "received", "carried_over", "on_time", "pending")


def test_a_dossier_withdrawn_after_the_cut_off_is_unfinished() -> None:
    found = count(f"{DATES} | Trạng thái\n05/03/2023 | 10/03/2023 | 02/01/2024 | Công dân yêu cầu rút hồ sơ")
    assert [0, 1] == values(found, "finished", "pending_overdue")


@pytest.mark.parametrize(
    ("whole", "denominator"),
    [
        ("tổng số hồ sơ phải giải quyết", Denominator.TOTAL),
        ("hồ sơ đã giải quyết", Denominator.FINISHED),
        ("hồ sơ đã đến hạn", Denominator.DUE),
    ],
)
def test_the_rule_of_the_on_time_rate_names_its_denominator(whole: str, denominator: Denominator) -> None:
    expected = f"Hồ sơ giải quyết đúng hẹn chia cho {whole}, tính bằng phần trăm"
    assert expected == count(LOG, denominator=denominator)["dossiers.on_time_rate"].rule


def test_a_log_without_rows_counts_zero_and_has_no_rates() -> None:
    assert [0, 0, None] == values(count(f"{DATES} | Hình thức tiếp nhận"), "received", "on_time", "on_time_rate")


def test_an_export_of_dates_alone_leaves_all_else_unknown() -> None:
    found = count(f"{DATES}\n05/03/2023 | 10/03/2023 | 09/03/2023")
    assert CHANNELS | LEVELS | RETURNS | FLAGS == unknown(found)


def test_a_column_without_any_value_is_as_good_as_none() -> None:
    found = count(f"{DATES} | Hình thức tiếp nhận | Mức độ DVC\n05/03/2023 | 10/03/2023 | 09/03/2023 | Trực tuyến |")
    assert LEVELS | RETURNS | FLAGS == unknown(found)


def test_the_level_is_not_missed_where_nothing_came_online() -> None:
    found = count(f"{DATES} | Hình thức tiếp nhận\n05/03/2023 | 10/03/2023 | 09/03/2023 | Trực tiếp")
    assert [0, 0] == values(found, "received_online_4", "on_time_online_4")


def test_the_way_of_return_is_not_missed_where_nothing_is_finished() -> None:
    found = count(f"{DATES}\n05/03/2023 | 10/03/2023 |")
    assert [0, 0, 0] == values(found, "on_time_returned_direct", "on_time_returned_postal", "published")


def test_one_quarter_without_the_channel_leaves_what_the_others_know_of_it() -> None:
    found = count(
        f"{DATES} | Hình thức tiếp nhận\n05/03/2023 | 10/03/2023 | 09/03/2023 | Trực tiếp",
        f"{DATES}\n05/06/2023 | 10/06/2023 | 09/06/2023",
    )
    assert [2, 1] == values(found, "received", "received_direct")


def test_a_file_that_contributes_nothing_makes_nothing_unknown() -> None:
    found = count(
        f"{DATES} | Hình thức tiếp nhận\n05/03/2023 | 10/03/2023 | 09/03/2023 | Trực tiếp",
        "Ngày tiếp nhận | Ngày hẹn trả\n05/03/2024 | 10/03/2024",
    )
    assert [1, 1] == values(found, "on_time", "received_direct")


def test_a_field_is_known_by_the_words_in_its_name() -> None:
    figures = count(f"{DATES} | Lĩnh vực\n05/03/2023 | 10/03/2023 | 09/03/2023 | Hoạt động xây dựng")
    assert [0, 1] == values(figures, "on_time_land", "on_time_construction")


def test_the_counts_of_two_files_are_those_of_each_added_up() -> None:
    other = f"{DATES} | Hình thức tiếp nhận\n05/06/2023 | 10/06/2023 | 09/06/2023 | Trực tiếp"
    both = {name: figure.value for name, figure in count(LOG, other).items()}
    one, two = count(LOG), count(other)
    assert [4, 1] == [one["dossiers.on_time"].value, two["dossiers.received_direct"].value]
    assert both["dossiers.received"] == sum(found["dossiers.received"].value for found in (one, two))  # type: ignore[misc]
