"""How numbers, dates and documents are written in Vietnamese."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.document.template import render_text
from cchc_report.document.words import (
    FILTERS,
    FUNCTIONS,
    about,
    capitals,
    cite_briefly,
    cite_in_full,
    document_number,
    enumerated,
    lines,
    long_date,
    number,
    percentage,
    plain_text,
    rate,
    short_date,
    trimmed_percentage,
    two_digits,
    without_end_mark,
)
from tests.document.samples import PLAN, Issued

counts = st.integers(min_value=0, max_value=10**9)


@given(part=counts, whole=counts.filter(bool))
def test_a_printed_rate_is_the_exact_rate_rounded_half_up(part: int, whole: int) -> None:
    exact = (Decimal(100) * part / whole).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert exact == Decimal(rate(part, whole).removesuffix("%").replace(".", "").replace(",", "."))


@given(part=counts)
def test_a_rate_of_nothing_is_empty_and_not_zero(part: int) -> None:
    assert ["", "", ""] == [rate(part, 0), rate(None, part), rate(part, None)]


@pytest.mark.parametrize(
    ("text", "printed"),
    [("UBND tỉnh", "UBND tỉnh"), ("A; B ;", "A và B"), ("A;B;C", "A, B và C"), ("", ""), (None, "")],
)
def test_bodies_between_semicolons_read_as_in_a_sentence(text: str | None, printed: str) -> None:
    assert printed == enumerated(text)


@pytest.mark.parametrize(
    ("expected", "part", "whole"),
    [("99,06%", 1588, 1603), ("0,69%", 11, 1603), ("0,25%", 4, 1603), ("0,13%", 1, 800), ("100,00%", 5, 5)],
)
def test_rates_have_two_decimals(expected: str, part: int, whole: int) -> None:
    assert expected == rate(part, whole)


def test_shares_have_at_most_one_decimal() -> None:
    assert ["91,7%", "8,3%", "100%"] == [trimmed_percentage(Decimal(value)) for value in ("91.6666", "8.3333", "100")]


def test_thousands_are_grouped_by_dots() -> None:
    assert ["1.603", "189", "1.234.567"] == [number(1603), number(189), number(1234567)]


def test_numbers_below_ten_take_a_zero() -> None:
    assert ["01", "09", "10", "1.603", "05", "05a"] == [two_digits(v) for v in (1, 9, 10, 1603, "5", "05a")]


def test_days_below_ten_and_the_first_two_months_take_a_zero() -> None:
    days = [date(2023, 2, 5), date(2023, 3, 5), date(2023, 1, 15), date(2023, 12, 31)]
    assert [
        "ngày 05 tháng 02 năm 2023",
        "ngày 05 tháng 3 năm 2023",
        "ngày 15 tháng 01 năm 2023",
        "ngày 31 tháng 12 năm 2023",
    ] == [long_date(day) for day in days]


def test_a_date_in_digits_has_two_for_day_and_month() -> None:
    assert "03/01/2023" == short_date(date(2023, 1, 3))


def test_capitals_keep_their_diacritics() -> None:
    assert "XÃ HOẰNG TRƯỜNG" == capitals("xã Hoằng Trường")


def test_a_number_not_yet_given_leaves_room() -> None:
    assert ["05/BC-UBND", "123/BC-UBND", "07/BC-VP", "\u00a0" * 6 + "/BC-UBND"] == [
        document_number(given, "BC-UBND") for given in ("5", 123, "07/BC-VP", None)
    ]


def test_a_list_sets_its_own_dashes_and_end_marks() -> None:
    assert ["Lưu: VT", "UBND huyện (b/c)"] == [without_end_mark(line) for line in (" - Lưu: VT. ", "UBND huyện (b/c);")]


def test_a_first_mention_is_full_and_a_later_one_short() -> None:
    assert "Kế hoạch số 01/KH-UBND ngày 03 tháng 01 năm 2023 về cải cách hành chính năm 2023" == cite_in_full(PLAN)
    assert "Kế hoạch số 01/KH-UBND" == cite_briefly(PLAN)


def test_another_body_that_issued_a_document_is_named() -> None:
    document = Issued("Quyết định", "9/QĐ-UBND", date(2023, 5, 4), "V/v giao chỉ tiêu.", "UBND huyện")
    assert "Quyết định số 9/QĐ-UBND ngày 04 tháng 5 năm 2023 của UBND huyện về việc giao chỉ tiêu" == cite_in_full(
        document
    )


@pytest.mark.parametrize(
    ("expected", "subject"),
    [
        ("về cải cách hành chính", "Cải cách hành chính"),
        ("về cải cách hành chính", "Về cải cách hành chính;"),
        ("về việc tự kiểm tra", "VỀ VIỆC tự kiểm tra"),
        ("về UBND xã", "UBND xã"),
        ("về Thanh Hóa", "Thanh Hóa"),
        ("", " . "),
    ],
)
def test_a_subject_goes_on_the_sentence(expected: str, subject: str) -> None:
    assert expected == about(subject)


def test_unknown_values_print_as_nothing() -> None:
    printed = [number(None), two_digits(None), percentage(None), trimmed_percentage(None), short_date(None)]
    assert [""] * 8 == [*printed, long_date(None), capitals(None), lines(None)]


def test_a_value_without_a_filter_reads_as_vietnamese() -> None:
    values = [None, True, 1603, Decimal("99.0643"), Decimal(100), 3.5, date(2023, 1, 3), "năm 2023"]
    assert ["", "Có", "1603", "99,06", "100", "3,50", "03/01/2023", "năm 2023"] == [plain_text(v) for v in values]


def test_a_whole_record_is_never_printed() -> None:
    with pytest.raises(TypeError):
        plain_text(PLAN)


def test_every_word_has_a_meaning_and_an_example_that_names_it() -> None:
    words = FILTERS | FUNCTIONS
    assert list(words) == [name for name, word in words.items() if word.meaning and name in word.example]


def test_the_examples_that_need_no_figure_print_what_they_say() -> None:
    claims = [word.example.split(" in ra ") for word in FILTERS.values() if word.example.startswith(("{{ 1", '{{ "'))]
    assert [result for _, result in claims] == [render_text(tag, {}) for tag, _ in claims]
