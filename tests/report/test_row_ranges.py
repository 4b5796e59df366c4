"""Rows as ranges."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_report.report.row_ranges import format_rows
from cchc_report.tables.table import RowReference


def rows(*numbers: int, sheet: str = "Hồ sơ") -> list[RowReference]:
    return [RowReference("ho-so.xlsx", sheet, number) for number in numbers]


def test_neighbours_become_a_range() -> None:
    assert "ho-so.xlsx, trang Hồ sơ: 5-7, 9, 11-12" == format_rows(rows(5, 6, 7, 9, 12, 11))


def test_each_sheet_is_named_once() -> None:
    found = format_rows([*rows(2), *rows(3, sheet="Quý II"), *rows(4)])
    assert "ho-so.xlsx, trang Hồ sơ: 2, 4; ho-so.xlsx, trang Quý II: 3" == found


def test_what_is_left_out_is_counted() -> None:
    assert "ho-so.xlsx, trang Hồ sơ: 1, 3 … và 3 dòng khác" == format_rows(rows(1, 3, 5, 6, 8), most=2)


def test_no_rows_are_an_empty_text() -> None:
    assert "" == format_rows([])


@given(st.sets(st.integers(1, 60), min_size=1))
def test_the_ranges_hold_the_rows_and_no_other(numbers: set[int]) -> None:
    shown = format_rows(rows(*numbers), most=100).partition(": ")[2]
    ends = [[int(end) for end in part.split("-")] for part in shown.split(", ")]
    assert numbers == {number for end in ends for number in range(end[0], end[-1] + 1)}
