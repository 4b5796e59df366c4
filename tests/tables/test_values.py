"""What one cell may hold: every notation people use, read exactly or refused with a reason."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from cchc_report.tables.column import fields_of
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import Channel, Level, Status
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.staffing import PoliticalTheory, StaffGroup
from cchc_report.tables.values import (
    Percentage,
    read_bodies,
    read_choice,
    read_count,
    read_day,
    read_indicator_code,
    read_moment,
    read_number,
    read_sections,
    read_service_day,
    read_text,
    read_yes_no,
)

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "05/03/2023",
        "5/3/2023",
        "5-3-2023",
        "05.03.2023",
        "5/3/23",
        "2023-03-05",
        "2023-03-05T00:00:00",
        "ngày 05 tháng 3 năm 2023",
        "Ngày 5 tháng 03 năm 2023",
        " 05/03/2023\u00a0",
        "\u200b05/03/2023",
        "05 / 03 / 2023",
        date(2023, 3, 5),
        datetime(2023, 3, 5),
        44990,
        44990.0,
        "44990",
        "Chủ nhật, 05/03/2023",
        "CN 5/3/2023",
        "05/03/2023 (Chủ nhật)",
        "Chủ Nhật, 05 Tháng Ba, 2023",
        "05 Tháng Ba 2023",
        "5-Mar-23",
        "March 5, 2023",
    ],
)
def test_a_day_is_read_in_every_form_people_type(typed: object) -> None:
    assert datetime(2023, 3, 5) == read_moment(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "05/03/2023 14:30",
        "05/03/2023 14:30:00",
        "5-3-2023 14h30",
        "2023-03-05 14:30:00",
        "2023-03-05T07:30:00Z",
        "2023-03-05T14:30:00+07:00",
        "2023-03-05T09:30:00.000+0200",
        "14:30 05/03/2023",
        "05/03/2023 02:30 CH",
        "03/05/2023 2:30 PM",
        "Chủ nhật, 05/03/2023 14:30",
        "Sunday, March 5, 2023 14:30",
        datetime(2023, 3, 5, 14, 30),
        44990 + 14.5 / 24,
    ],
)
def test_a_time_of_day_is_kept(typed: object) -> None:
    assert datetime(2023, 3, 5, 14, 30) == read_moment(typed)


def test_an_ambiguous_date_is_day_first() -> None:
    assert date(2023, 4, 3) == read_day("03/04/2023")


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2023-03-31T18:30:00Z", datetime(2023, 4, 1, 1, 30)),
        ("2022-12-31T17:00:00.000Z", datetime(2023, 1, 1)),
        ("2023-01-01T02:00:00+09:00", datetime(2023, 1, 1)),
        ("3/2/2023 8:00:00 AM", datetime(2023, 3, 2, 8)),
        ("25/3/2023 8:00:00 AM", datetime(2023, 3, 25, 8)),
        ("03/25/2023 12:00 AM", datetime(2023, 3, 25)),
    ],
)
def test_a_zone_moves_a_time_and_a_half_day_says_that_the_month_comes_first(typed: str, moment: datetime) -> None:
    assert moment == read_moment(typed)


@pytest.mark.parametrize(("typed", "year"), [("01/09/95", 1995), ("01/09/60", 1960), ("01/09/03", 2003)])
def test_a_year_in_two_digits_is_never_in_the_future(typed: str, year: int) -> None:
    assert year == read_service_day(typed).year


@given(
    DAYS,
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y", "%d/%m/%Y %H:%M:%S"]),
)
def test_a_written_day_is_read_back(day: date, form: str) -> None:
    assert day == read_day(day.strftime(form))


@given(DAYS)
def test_excels_day_number_is_read_back(day: date) -> None:
    assert day == read_day((day - date(1899, 12, 30)).days)


@pytest.mark.parametrize(
    ("typed", "code", "part"),
    [
        ("31/02/2023", "DATE_UNREADABLE", "tháng 2 năm 2023 có 28 ngày"),
        ("03/25/2023", "DATE_UNREADABLE", "không có tháng 25"),
        ("hôm qua", "DATE_UNREADABLE", "“hôm qua” không phải là ngày"),
        ("13/2023", "DATE_UNREADABLE", "“13/2023” không phải là ngày"),
        ("1.603", "DATE_UNREADABLE", "“1.603” không phải là ngày"),
        (12, "DATE_UNREADABLE", "“12” là một con số"),
        (True, "DATE_UNREADABLE", "“TRUE” không phải là ngày"),
        (time(14, 30), "DATE_UNREADABLE", "không phải là ngày"),
        (timedelta(days=3), "DATE_UNREADABLE", "không phải là ngày"),
        ("05/03/2023 25:00", "DATE_UNREADABLE", "giờ không đúng"),
        ("05/03/0203", "DATE_IMPLAUSIBLE", "năm 203"),
        (date(1900, 1, 1), "DATE_IMPLAUSIBLE", "năm 1900"),
        (date(1989, 12, 31), "DATE_IMPLAUSIBLE", "ngoài khoảng 1990-2099"),
        ("01/09/59", "DATE_UNREADABLE", "hai chữ số"),
        ("Thứ Hai, 05/03/2023", "DATE_UNREADABLE", "không phải Thứ Hai mà là Chủ nhật"),
        ("00/00/0000", "DATE_UNREADABLE", "không phải là ngày có thật"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(typed: object, code: str, part: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_moment(typed)
    context = refusal.value.context or {}
    assert code == context["code"]
    assert part in context["message"]


def test_a_month_first_date_is_shown_day_first() -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_moment("03/25/2023")
    assert "gõ 25/03/2023" in (refusal.value.context or {})["hint"]


@given(st.text())
def test_any_text_is_a_day_or_a_refusal(text: str) -> None:
    try:
        year = read_moment(text).year
    except PydanticCustomError as refusal:
        outcome: object = (refusal.context or {})["code"]
    else:
        outcome = 1990 <= year <= 2099
    assert outcome in (True, "DATE_UNREADABLE", "DATE_IMPLAUSIBLE")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.603", "1603"),
        ("99,06", "99.06"),
        ("1.234.567,5", "1234567.5"),
        ("1,234,567", "1234567"),
        ("100%", "100"),
        (0.1, "0.1"),
        (1603.0, "1603"),
        ("1 603", "1603"),
        ("0,685", "0.685"),
    ],
)
def test_a_number_is_read_in_vietnamese_notation(typed: object, number: str) -> None:
    assert Decimal(number) == read_number(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("nhiều", "NUMBER_UNREADABLE"),
        ("-5", "NUMBER_IMPLAUSIBLE"),
        (float("nan"), "NUMBER_UNREADABLE"),
        (float("inf"), "NUMBER_UNREADABLE"),
        (1e15, "NUMBER_IMPLAUSIBLE"),
    ],
)
def test_what_is_no_number_is_refused(typed: object, code: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_number(typed)
    assert code == (refusal.value.context or {})["code"]


@pytest.mark.parametrize("typed", ["1,000", "12,500", "-1,000", "1,000%"])
def test_a_comma_before_three_digits_is_asked_about(typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_number(typed)
    assert "NUMBER_UNCLEAR" == (refusal.value.context or {})["code"]


def test_only_a_number_with_a_percent_sign_is_a_percentage() -> None:
    (share,) = fields_of(EnteredIndicator)["number"].adapter.validate_python(["95,5%"])
    assert (Decimal("95.5"), True, False) == (
        share,
        isinstance(share, Percentage),
        isinstance(read_number(95.5), Percentage),
    )


def test_a_count_is_whole() -> None:
    assert 1603 == read_count("1.603")
    with pytest.raises(PydanticCustomError):
        read_count(1.5)


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("Có", True),
        ("CÓ", True),
        ("x", True),
        ("X", True),
        (1.0, True),
        ("TRUE", True),
        ("✓", True),
        ("Không", False),
        ("khong", False),
        (0, False),
        ("FALSE", False),
    ],
)
def test_yes_and_no_are_read_in_every_mark(typed: object, *, answer: bool) -> None:
    assert answer is read_yes_no(typed)


@pytest.mark.parametrize(
    ("choices", "typed", "member"),
    [
        (Channel, "TRỰC TUYẾN", Channel.ONLINE),
        (Channel, "Truc tiep", Channel.DIRECT),
        (Channel, "Qua bưu chính công ích", Channel.POSTAL),
        (Level, 3.0, Level.PARTIAL),
        (Level, "Mức độ 4", Level.FULL),
        (Level, "DVCTT một phần", Level.PARTIAL),
        (Status, "Yêu cầu bổ sung giấy tờ", Status.SUPPLEMENT),
    ],
)
def test_a_choice_is_read_by_any_declared_spelling(choices: type[Channel], typed: object, member: Channel) -> None:
    assert member is read_choice(choices, typed)


def test_a_mistyped_choice_is_refused_with_the_nearest() -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_choice(Channel, "Trực tuyn")
    context = refusal.value.context or {}
    assert "CHOICE_UNKNOWN" == context["code"]
    assert "Gõ “Trực tuyến” nếu đúng ý. Các giá trị được dùng: Trực tiếp, BCCI, Trực tuyến." == context["hint"]


@pytest.mark.parametrize(
    ("choices", "typed"), [(StaffGroup, "Viên chức"), (Channel, "TT"), (PoliticalTheory, "Cao học"), (Level, "Cả phần")]
)
def test_no_choice_is_offered_that_means_something_else(choices: type[StaffGroup], typed: str) -> None:
    with pytest.raises(PydanticCustomError) as refusal:
        read_choice(choices, typed)
    assert "nếu đúng ý" not in (refusal.value.context or {})["hint"]


def test_text_keeps_a_code_that_excel_made_a_number() -> None:
    assert "12345" == read_text(12345.0)


@pytest.mark.parametrize(
    ("typed", "code"), [(1.1, "1.1"), (2.0, "2"), ("1.2.2", "1.2.2"), ("7.6.", "7.6"), ("3.3.1.A", "3.3.1.a")]
)
def test_an_indicators_code_is_read_though_excel_made_it_a_number(typed: object, code: str) -> None:
    assert code == read_indicator_code(typed)


def test_an_indicators_code_that_excel_made_a_date_is_refused() -> None:
    with pytest.raises(PydanticCustomError):
        read_indicator_code(date(2001, 1, 3))


def test_a_cell_may_name_several_sections() -> None:
    assert ("I.1", "I.2") == read_sections("I.1, i.2.")


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "LÊ THỊ BÍCH", "Phạm Thảo"])
def test_a_persons_name_is_never_quoted(name: str) -> None:
    assert "“(tên người)”" == quote(name)


@pytest.mark.parametrize(
    ("value", "quoted"),
    [
        ("Trực tuyn", "“Trực tuyn”"),
        ("Hồ sơ", "“Hồ sơ”"),
        (1603.0, "“1603”"),
        (date(2023, 3, 5), "“05/03/2023”"),
        ("a" * 60, "“" + "a" * 39 + "…”"),
    ],
)
def test_a_value_is_quoted_short_and_in_vietnamese_notation(value: object, quoted: str) -> None:
    assert quoted == quote(value)


@pytest.mark.parametrize(
    "typed",
    ["UBND tỉnh Thanh Hóa; Sở Nội vụ", "UBND tỉnh Thanh Hóa\nSở Nội vụ", "- UBND tỉnh Thanh Hóa;\r\n- Sở Nội vụ."],
)
def test_several_addressees_stand_on_lines_or_between_semicolons(typed: str) -> None:
    assert "UBND tỉnh Thanh Hóa; Sở Nội vụ" == read_bodies(typed)
