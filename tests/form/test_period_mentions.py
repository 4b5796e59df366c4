"""The periods that a text names, and which of them are not the report's."""

import pytest

from cchc_report.form import check_texts, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.form.period_mentions import not_yet_coming, other_periods
from cchc_report.ground.diagnostics import Place
from cchc_report.ground.periods import parse_period


@pytest.mark.parametrize(
    ("period", "text", "told"),
    [
        (
            "2023",
            "Chín tháng đầu năm 2023 UBND xã không ngừng nâng cao chất lượng văn bản quy phạm pháp luật.",
            "2023-9M",
        ),
        ("2023", "Trong 6 tháng đầu năm 2023, xã đã kiểm tra.", "2023-6M"),
        ("2023", "Ket qua quy III nam 2023 la tot.", "2023-Q3"),
        ("2023", "Năm 2022, UBND xã đã ban hành 700 văn bản.", "2022"),
        ("2023", "Kết quả cải cách hành chính năm 2022 của xã.", "2022"),
        ("2023-Q2", "Trong quý I năm 2023, xã tiếp nhận 400 hồ sơ.", "2023-Q1"),
        ("2023-9M", "Năm 2021 xã có 23 người.", "2021"),
    ],
)
def test_another_period_is_seen(period: str, text: str, told: str) -> None:
    assert [told] == [mention.period for mention in other_periods(text, parse_period(period))]


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2023", "Năm 2023 UBND xã đã ban hành 706 văn bản."),
        ("2023", "Tăng 5% so với năm 2022."),
        ("2023", "Thực hiện Kế hoạch số 01/KH-UBND ngày 03/01/2022 năm 2022 của UBND huyện."),
        ("2023", "Theo Nghị quyết của Quốc hội năm 2021, xã đã triển khai."),
        ("2023", "Quy chế làm việc nhiệm kỳ 2021-2026."),
        ("2023", "Xây dựng kế hoạch, nhiệm vụ cải cách hành chính năm 2024."),
        ("2023-9M", "Chín tháng đầu năm 2023, xã tiếp nhận 1.200 hồ sơ."),
        ("2023-Q1", "Quý I/2023 xã tiếp nhận 400 hồ sơ."),
        ("2023", "Kính thưa quý vị đại biểu, năm qua xã đã cố gắng."),
    ],
)
def test_the_reports_own_period_and_comparisons_are_not_spoken_of(period: str, text: str) -> None:
    assert [] == list(other_periods(text, parse_period(period)))


def test_a_plan_for_the_year_that_ends_is_seen() -> None:
    year = parse_period("2023")
    assert ["NĂM 2023"] == [found.words for found in not_yet_coming("PHƯƠNG HƯỚNG, NHIỆM VỤ CCHC NĂM 2023.", year)]
    assert [] == list(not_yet_coming("Phương hướng, nhiệm vụ năm 2024.", year))
    assert [] == list(not_yet_coming("Phát huy kết quả đạt được của năm 2023.", year))
    assert [] == list(not_yet_coming("Nhiệm vụ năm 2023.", parse_period("2023-Q2")))


def test_a_mention_is_told_with_its_section_its_words_and_its_cell() -> None:
    form, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    place = Place(file="2023.xlsx", sheet="Thuyết minh", row=8, column=2)
    (problem,) = check_texts(form, parse_period("2023"), [("III.1", "Chín tháng đầu năm 2023, xã đã cố gắng.", place)])
    assert ("CC607", place) == (problem.code.identifier, problem.place)
    assert problem.message.endswith("mục III.1 viết “Chín tháng đầu năm 2023”")
    assert [] == list(check_texts(form, parse_period("2023"), [("V", "Chín tháng đầu năm 2023.", place)]))
