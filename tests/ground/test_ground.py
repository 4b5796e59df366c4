"""Periods, numbers and text: the ground all rooms stand on."""

import itertools
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.ground.diagnostics import Place, column_letters
from cchc_report.ground.errors import UsageError
from cchc_report.ground.numbers import format_number, format_trimmed, parse_number, percent, round_half_up
from cchc_report.ground.periods import YearStart, parse_period
from cchc_report.ground.text import clean, fold, harmless, nearest


@pytest.mark.parametrize(
    ("text", "name", "next_name", "start", "cutoff"),
    [
        ("2023", "năm 2023", "năm 2024", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-Q1", "quý I năm 2023", "quý II năm 2023", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-Q4", "quý IV năm 2024", "quý I năm 2025", date(2024, 10, 1), date(2024, 12, 31)),
        ("2023-6M", "6 tháng đầu năm 2023", "6 tháng cuối năm 2023", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-9m", "9 tháng đầu năm 2023", "3 tháng cuối năm 2023", date(2023, 1, 1), date(2023, 9, 30)),
    ],
)
def test_a_period_knows_its_names_and_bounds(text: str, name: str, next_name: str, start: date, cutoff: date) -> None:
    period = parse_period(text)
    assert (name, next_name, start, cutoff) == (period.name, period.next_name, period.start, period.cutoff)


@pytest.mark.parametrize(
    ("text", "start", "cutoff"),
    [
        ("2023", date(2022, 12, 15), date(2023, 12, 14)),
        ("2023-Q1", date(2022, 12, 15), date(2023, 3, 14)),
        ("2023-Q2", date(2023, 3, 15), date(2023, 6, 14)),
        ("2023-6M", date(2022, 12, 15), date(2023, 6, 14)),
        ("2023-9M", date(2022, 12, 15), date(2023, 9, 14)),
    ],
)
def test_the_state_year_runs_from_mid_december(text: str, start: date, cutoff: date) -> None:
    period = parse_period(text, YearStart.STATE)
    assert (start, cutoff) == (period.start, period.cutoff)


@given(st.integers(2000, 2099), st.sampled_from(list(YearStart)))
def test_the_four_quarters_are_the_year(year: int, year_start: YearStart) -> None:
    whole = parse_period(str(year), year_start)
    quarters = [parse_period(f"{year}-Q{number}", year_start) for number in range(1, 5)]
    assert (whole.start, whole.cutoff) == (quarters[0].start, quarters[-1].cutoff)
    assert all(1 == (after.start - before.cutoff).days for before, after in itertools.pairwise(quarters))


@pytest.mark.parametrize("text", ["", "23", "2023-Q5", "2023-3M", "2023-Q", "năm 2023", "1999", "2023/Q1", "٢٠٢٣"])
def test_any_other_text_is_no_period(text: str) -> None:
    with pytest.raises(UsageError, match="Không hiểu kỳ báo cáo"):
        parse_period(text)


@pytest.mark.parametrize(
    ("part", "whole", "printed"),
    [(1588, 1603, "99,06"), (11, 1603, "0,69"), (4, 1603, "0,25"), (1, 3, "33,33"), (2, 3, "66,67"), (1, 800, "0,13")],
)
def test_a_rate_of_dossiers_is_printed_with_two_decimals_half_up(part: int, whole: int, printed: str) -> None:
    rate = percent(part, whole)
    assert rate is not None
    assert printed == format_number(rate, 2)


@pytest.mark.parametrize(
    ("part", "whole", "printed"), [(11, 12, "91,7"), (1, 12, "8,3"), (11, 11, "100"), (1, 11, "9,1"), (0, 5, "0")]
)
def test_a_share_of_staff_has_one_decimal_and_no_trailing_zero(part: int, whole: int, printed: str) -> None:
    share = percent(part, whole)
    assert share is not None
    assert printed == format_trimmed(share, 1)


def test_a_share_of_nothing_or_of_the_unknown_is_unknown() -> None:
    assert [None, None, None] == [percent(1, 0), percent(None, 5), percent(5, None)]


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_every_percentage_is_exact_before_it_is_rounded(part: int, whole: int) -> None:
    rate = percent(part, whole)
    assert rate is not None
    hundredths = (20000 * part + whole) // (2 * whole)  # half up in whole numbers
    assert Decimal(hundredths) / 100 == round_half_up(rate, 2)


@given(st.decimals(0, 10**9, places=4, allow_nan=False, allow_infinity=False))
def test_a_printed_number_is_read_back(number: Decimal) -> None:
    assert number.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP) == parse_number(format_number(number, 2))


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (1603, "1.603"),
        (189, "189"),
        (1234567, "1.234.567"),
        (Decimal("99.50"), "99,50"),
        (Decimal("5.0"), "5"),
        (0, "0"),
    ],
)
def test_thousands_are_grouped_by_dots(number: int | Decimal, printed: str) -> None:
    assert printed == format_number(number)


@pytest.mark.parametrize(
    ("column", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_columns_have_excels_letters(column: int, letters: str) -> None:
    assert letters == column_letters(column)


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (Place(file="a", sheet="b", row=7, column=3), "C7"),
        (Place(file="a", sheet="b", row=7), "7:7"),
        (Place(file="a", sheet="b", row=None, column=3), "C:C"),
        (Place(file="a"), None),
        (Place(file="a", label="II.2"), "II.2"),
    ],
)
def test_a_place_has_excels_address(place: Place, cell: str | None) -> None:
    assert cell == place.cell


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Hoà\u0300 ", "Hoà\u0300"),
        ("a\u00a0b", "a b"),
        ("\u200ba\ufeff", "a"),
        ("  a \n b ", "a b"),
        ("Hô\u0323 tịch", "Hộ tịch"),
    ],
)
def test_text_that_looks_alike_is_one(text: str, cleaned: str) -> None:
    assert clean(cleaned) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Uỷ ban", "Ủy ban"), ("HOÀ", "hòa"), ("Đường-phố", "duong  pho"), ("Điện tử hoá", "ĐIỆN TỬ HÓA")],
)
def test_keys_ignore_case_diacritics_and_tone_placement(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_nearest_is_offered_and_the_far_is_not() -> None:
    assert "Ngày tiếp nhận" == nearest("Ngay tiep nhânn", ["Mã hồ sơ", "Ngày tiếp nhận"])
    assert nearest("Địa chỉ", ["Mã hồ sơ", "Ngày tiếp nhận"]) is None


def test_no_text_commands_a_terminal_or_turns_the_order_of_letters_around() -> None:
    assert "a]0;X b\tđỏ" == harmless("a\x1b]0;X\x07 \u202eb\u2066\t\x9bđỏ\u200f")
    assert "\x1b[1;31mlỗi\x1b[0m\n" == harmless("\x1b[1;31mlỗi\x1b[0m\n")
