"""Two periods side by side: what is compared with what, how far apart they are, what is marked."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.compare.compare import Compared, Comparison, Side, compare
from cchc_report.compare.comparison_table import (
    Shown,
    comparison_lines,
    comparison_rows,
    printed,
    printed_change,
    printed_percent,
)
from cchc_report.form.pack import Swings
from cchc_report.ground.numbers import Number, format_number
from cchc_report.ground.periods import YearStart, parse_period
from cchc_report.report.built import KeptNumber, NumberKind

COUNTS = st.integers(0, 10**9)
RATES = st.decimals(0, 100, allow_nan=False, allow_infinity=False, places=10)


def side(period: str, numbers: Mapping[str, KeptNumber], form: str = "thanh-hoa-2023", source: str = "sổ tính") -> Side:
    named = parse_period(period)
    return Side(name=named.name, source=source, period=named, form=form, indicators=numbers, figures={})


def count(value: Number | None, label: str = "Số hồ sơ") -> KeptNumber:
    return KeptNumber(value=value, source="computed", label=label, unit="Hồ sơ")


def rate(value: str | None) -> KeptNumber:
    number = None if value is None else Decimal(value)
    return KeptNumber(value=number, source="computed", label="Tỷ lệ đúng hẹn", unit="%", kind=NumberKind.RATE)


def choice(value: int | None) -> KeptNumber:
    return KeptNumber(
        value=value, source="entered", label="Ban hành kế hoạch", unit="Có = 1; Không = 0", kind=NumberKind.CHOICE
    )


def compared(before: KeptNumber, after: KeptNumber, swings: Swings | None = None) -> Compared:
    """Return what comes of one row in 2022 and 2023."""
    found = compare(side("2022", {"3.1": before}), side("2023", {"3.1": after}), swings or Swings())
    (one,) = found.indicators
    return one


def shown(before: KeptNumber, after: KeptNumber) -> tuple[str, ...]:
    one = compared(before, after)
    return printed(one, one.before), printed(one, one.after), printed_change(one), printed_percent(one)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (count(1483), count(1603), ("1.483", "1.603", "+120", "+8,1%")),
        (count(1603), count(1483), ("1.603", "1.483", "-120", "-7,5%")),
        (count(12), count(12), ("12", "12", "0", "0%")),
        (count(0), count(4), ("0", "4", "+4", "")),
        (count(4), count(0), ("4", "0", "-4", "-100%")),
        (count(0), count(0), ("0", "0", "0", "")),
        (count(None), count(4), ("", "4", "", "")),
        (count(4), count(None), ("4", "", "", "")),
        (rate("97.006"), rate("99.064"), ("97,01%", "99,06%", "+2,05 điểm", "")),
        (rate("100"), rate("97.95"), ("100,00%", "97,95%", "-2,05 điểm", "")),
        (rate(None), rate("97.95"), ("", "97,95%", "", "")),
        (choice(1), choice(0), ("1", "0", "", "")),
    ],
)
def test_a_row_prints_both_numbers_the_change_and_the_percentage(
    before: KeptNumber, after: KeptNumber, expected: tuple[str, ...]
) -> None:
    assert expected == shown(before, after)


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [
        (count(160), count(1600), "gấp 10 lần"),
        (count(160), count(1599), ""),
        (count(160), count(2008), "gấp 12,6 lần"),
        (count(1603), count(160), "chỉ còn 1/10"),
        (count(0), count(5), "từ 0 lên"),
        (count(0), count(4), ""),
        (count(12), count(0), "về 0"),
        (count(0), count(0), ""),
        (count(None), count(1603), ""),
        (count(1603), count(None), ""),
        (rate("79.064"), rate("99.064"), "chênh 20 điểm %"),
        (rate("79.07"), rate("99.06"), ""),
        (rate("99"), rate("9.9"), "chênh 89,1 điểm %"),
        (choice(0), choice(1), ""),
    ],
)
def test_a_change_too_large_to_believe_is_marked(before: KeptNumber, after: KeptNumber, mark: str) -> None:
    assert mark == compared(before, after).mark


def test_the_form_says_from_where_on_a_change_is_marked() -> None:
    swings = Swings(times=3, points=Decimal(2), least=100)
    assert "gấp 3 lần" == compared(count(100), count(300), swings).mark
    assert "" == compared(count(9), count(99), swings).mark
    assert "chênh 2,5 điểm %" == compared(rate("97.5"), rate("95"), swings).mark


@given(before=COUNTS, after=COUNTS)
def test_the_percentage_is_the_change_in_percent_of_what_was_before(before: int, after: int) -> None:
    one = compared(count(before), count(after))
    assert after - before == one.change
    if before == 0:
        assert one.percent is None
    else:
        assert one.percent is not None
        assert abs(before * one.percent / 100 - (after - before)) < Decimal("0.001")


@given(before=COUNTS, after=COUNTS)
def test_the_other_way_round_the_change_has_the_other_sign_and_the_mark_stays(before: int, after: int) -> None:
    there, back = compared(count(before), count(after)), compared(count(after), count(before))
    assert there.change is not None
    assert -there.change == back.change
    assert bool(there.mark) == bool(back.mark)


@given(before=RATES, after=RATES)
def test_the_points_are_the_difference_of_the_printed_rates_and_hardly_another(before: Decimal, after: Decimal) -> None:
    one = compared(rate(str(before)), rate(str(after)))
    first, second = (Decimal(format_number(each, 2).replace(",", ".")) for each in (before, after))
    assert second - first == one.printed_change
    assert one.change is not None
    assert one.percent is None
    assert abs((second - first) - one.change) <= Decimal("0.01")


@given(before=st.none() | COUNTS, after=st.none() | COUNTS)
def test_what_is_unknown_is_never_a_zero(before: int | None, after: int | None) -> None:
    one = compared(count(before), count(after))
    if before is None or after is None:
        assert (None, None, "") == (one.change, one.percent, one.mark)


def test_rows_of_two_forms_are_the_same_only_where_code_and_label_agree() -> None:
    old = side("2023", {"1": count(5, "Số hồ sơ"), "2": count(6, "Văn bản của huyện")}, "thanh-hoa-2023")
    new = side("2026", {"2": count(7, "Số nhiệm vụ"), "1": count(8, "SỐ  HỒ SƠ:")}, "xa-2025")
    found = compare(old, new, Swings())
    assert [("1", 5, 8, None), ("2", 6, None, 1), ("2", None, 7, 2)] == [
        (one.code, one.before, one.after, one.only) for one in found.indicators
    ]
    assert "hai biểu mẫu khác nhau (thanh-hoa-2023 và xa-2025)" in found.warnings[0]
    text = "\n".join(comparison_lines(found, Shown(width=80)))
    assert "Chỉ có ở năm 2023 (sổ tính):\n  2  Văn bản của huyện: 6\n" in text
    assert "Chỉ có ở năm 2026 (sổ tính):\n  2  Số nhiệm vụ: 7\n" in text


def test_a_row_without_a_label_is_known_by_its_code() -> None:
    bare = side("2022", {"3.1": KeptNumber(value=5, source="", label="", unit="")}, form="")
    (one,) = compare(bare, side("2023", {"3.1": count(50)}), Swings()).indicators
    assert ("Số hồ sơ", 5, 50, "gấp 10 lần") == (one.label, one.before, one.after, one.mark)


@pytest.mark.parametrize(
    ("before", "after", "warning"),
    [
        ("2022", "2023-Q1", "Hai kỳ dài ngắn khác nhau (năm 2022 và quý I năm 2023)"),
        ("2023-Q3", "2023-Q2", "Quý II năm 2023 sớm hơn quý III năm 2023"),
    ],
)
def test_periods_that_cannot_be_compared_as_they_stand_are_told(before: str, after: str, warning: str) -> None:
    (told,) = compare(side(before, {}), side(after, {}), Swings()).warnings
    assert told.startswith(warning)


@pytest.mark.parametrize(("before", "after"), [("2022", "2023"), ("2023-Q1", "2023-Q2"), ("2022-9M", "2023-9M")])
def test_periods_of_one_kind_in_their_order_need_no_warning(before: str, after: str) -> None:
    assert () == compare(side(before, {}), side(after, {}), Swings()).warnings


def test_a_year_by_the_calendar_against_one_by_the_state_is_told() -> None:
    state = parse_period("2023", YearStart.STATE)
    after = Side(name=state.name, source="sổ tính", period=state, form="thanh-hoa-2023", indicators={}, figures={})
    (told,) = compare(side("2022", {}), after, Swings()).warnings
    assert "năm 2022 từ 01/01/2022 đến 31/12/2022, năm 2023 từ 15/12/2022 đến 14/12/2023" in told


def test_the_same_period_twice_has_two_columns_of_different_names() -> None:
    found = compare(side("2023", {}, source="bao-cao-2023.json"), side("2023", {}), Swings())
    assert ("2023 (1)", "2023 (2)") == found.headings


LONG = "Số lượng hồ sơ thủ tục hành chính do Ủy ban nhân dân cấp xã tiếp nhận được giải quyết đúng hẹn"


def long_comparison() -> Comparison:
    before = {"3.3.2": count(1_234_567, LONG), "3.4": rate("97"), "5": count(None)}
    after = {"3.3.2": count(98_765_432, LONG), "3.4": rate("99.06"), "5": count(None)}
    return compare(side("2022", before), side("2023", after), Swings())


@pytest.mark.parametrize("width", [76, 80, 120])
def test_the_table_keeps_to_the_terminal_and_its_numbers_to_the_right(width: int) -> None:
    lines = list(comparison_lines(long_comparison(), Shown(width=width)))
    assert max(map(len, lines)) <= width
    heads, _, first, *_ = lines[2:]
    for word, number in (("2022", "1.234.567"), ("2023", "98.765.432"), ("Tăng, giảm", "+97.530.865")):
        assert heads.index(word) + len(word) == first.index(number) + len(number)
    label = slice(heads.index("Chỉ tiêu"), heads.index("2022") - 6)
    assert f"{LONG} (Hồ sơ)" in " ".join(" ".join(line[label].split()) for line in lines[4:])


def test_a_row_that_neither_side_knows_is_counted_and_not_listed() -> None:
    lines = list(comparison_lines(long_comparison(), Shown(width=80)))
    assert "1 dòng chưa có số liệu ở cả hai bên, không liệt kê." in lines
    assert not any(line.startswith("5 ") for line in lines)


def test_only_the_marked_rows_are_listed_on_demand() -> None:
    found = long_comparison()
    text = "\n".join(comparison_lines(found, Shown(width=80, only_marked=True)))
    assert "3.3.2" in text
    assert "3.4" not in text
    assert "! gấp 80 lần" in text
    assert ["3.3.2"] == [row[0] for row in comparison_rows(found.indicators, found, only_marked=True)]


def test_nothing_unusual_is_said_so() -> None:
    found = compare(side("2022", {"1": count(5)}), side("2023", {"1": count(6)}), Swings())
    assert "Không có thay đổi nào lớn khác thường." == list(comparison_lines(found, Shown(width=80)))[-1]


def test_a_workbook_s_rows_hold_numbers_and_leave_empty_what_is_unknown() -> None:
    found = compare(
        side("2022", {"1": count(None), "2": rate("97.0061"), "3": count(3)}),
        side("2023", {"1": count(6), "2": rate("99.0643"), "3": count(4)}),
        Swings(),
    )
    assert [
        ("1", "Số hồ sơ", "Hồ sơ", None, 6, None, None, None, None),
        ("2", "Tỷ lệ đúng hẹn", "%", Decimal("97.01"), Decimal("99.06"), Decimal("2.05"), None, None, None),
        ("3", "Số hồ sơ", "Hồ sơ", 3, 4, 1, Decimal("33.3"), None, None),
    ] == list(comparison_rows(found.indicators, found, only_marked=False))
