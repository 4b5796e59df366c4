"""Documents that a report cites: each rule by sentences that agree and sentences that do not."""

from datetime import date

import pytest

from cchc_report.form import Logged, check_citations, load_form
from cchc_report.form.citations import symbol_key
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.diagnostics import Place
from cchc_report.ground.periods import parse_period

FORM, _ = load_form(packaged_forms() / "thanh-hoa-2023")
YEAR = parse_period("2023")
LOG = (
    Logged(
        symbol="01/KH-UBND",
        issued_on=date(2023, 1, 3),
        subject="về cải cách hành chính năm 2023",
        sections=("I.1",),
        place=Place(file="a", sheet="Văn bản đi", row=2, column=3),
    ),
    Logged(
        symbol="05/QĐ-UBND",
        issued_on=date(2023, 1, 10),
        subject="về quy chế chi tiêu nội bộ",
        sections=(),
        place=Place(file="a", sheet="Văn bản đi", row=3, column=3),
    ),
)


def told(texts: dict[str, str], log: tuple[Logged, ...] = ()) -> list[tuple[str, str]]:
    """Return of each thing that is told its rule and its words after the rule's own."""
    assert FORM is not None
    placed = [
        (section, text, Place(file="2023.xlsx", sheet="Thuyết minh", label=section)) for section, text in texts.items()
    ]
    return [
        (problem.hint.rpartition(" (quy tắc ")[2].rstrip(")"), problem.message.partition(": ")[2])
        for problem in check_citations(FORM, YEAR, placed, log)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        {"I.1": "Kế hoạch số 03/KH-UBND ngày 04-01-2023", "I.3": "kế hoạch số 03/KH-UBND ngày 04/01/2023"},
        {"I.1": "Kế hoạch số 03/KH-UBND ngày 04 tháng 01 năm 2023 và Quyết định số 03/QĐ-UBND ngày 05/01/2023"},
        {"I.1": "Kế hoạch số 03/KH-UBND ngày 04/01/2023; Kế hoạch số 03/KH-UBND ngày 10/01/2022"},
        {"I.1": "Kế hoạch số 90/KH-UBND ngày 20/12/2022 về cải cách hành chính năm 2023"},
        {"I.1": "Kế hoạch số 90/KH-UBND ngày 20/12/2023 về cải cách hành chính năm 2024"},
        {"I.1": "Kế hoạch số 12/KH-UBND ngày 03/03/2021 về cải cách hành chính giai đoạn 2021-2025"},
        {"I.1": "Kế hoạch số 12/KH-UBND ngày 03/03/2021 của UBND huyện về cải cách hành chính"},
        {"I.1": "Kế hoạch số 02/KH-UBND ngày 04/01/2023 về tự chấm điểm chỉ số cải cách hành chính năm 2022"},
        {"II.5": "Quyết định số 05/QĐ-UBND ngày 11/01/2022 về quy chế chi tiêu nội bộ"},
        {"II.5": "Kế hoạch số 01/KH-UBND ngày 09/01/2023 của UBND huyện Hoằng Hóa"},
        {"II.5": "Trong ngày 05/01/2025 và số 15/2023, không văn bản nào được nêu"},
        {
            "I.1": "Kế hoạch số 01/KH-UBND ngày 03/01/2023; Kế hoạch số 02/KH-UBND ngày 05/01/2023; Quyết định số 01/QĐ-UBND ngày 12/01/2023"
        },
        {"I.1": "Kế hoạch số 90/KH-UBND ngày 20/12/2022; Kế hoạch số 01/KH-UBND ngày 03/01/2023"},
        {"I.1": "Kế hoạch số 02/KH-UBND ngày 09/01/2023; Kế hoạch số 09/KH-UBND ngày 03/01/2023 của UBND huyện"},
        {"V": "(Kèm theo Báo cáo số 02/BC-UBND ngày 04/01/2024 của Ủy ban nhân dân xã)"},
    ],
)
def test_right_citations_are_not_spoken_of(texts: dict[str, str]) -> None:
    assert [] == told(texts, LOG)


@pytest.mark.parametrize(
    ("texts", "rule", "words"),
    [
        (
            {"I.1": "Kế hoạch số 02/KH-UBND ngày 11/01/2023", "I.3": "Kế hoạch số 03/KH-UBND ngày 09/01/2023"},
            "vien-dan-theo-thu-tu",
            "mục I.3 viết “03/KH-UBND ngày 09/01/2023”, số nhỏ hơn lại ở ngày sau: mục I.1 viết “02/KH-UBND ngày 11/01/2023”",
        ),
        (
            {"I.1": "Kế hoạch số 6/KH-UBND ngày 06/01/2023", "I.2": "kế hoạch số 06/KH-UBND ngày 09-01-2023"},
            "vien-dan-mot-ngay",
            "mục I.2 viết “06/KH-UBND ngày 09-01-2023”, mục I.1 viết “6/KH-UBND ngày 06/01/2023”",
        ),
        (
            {
                "I.1": "Kế hoạch số 06/KH-UBND ngày 06/01/2023 về tự kiểm tra cải cách hành chính năm 2023 và giao việc",
                "I.2": "Kế hoạch số 16/KH-UBND ngày 06-01-2023 về tự kiểm tra cải cách hành chính năm 2023",
            },
            "vien-dan-mot-so",
            "mục I.2 viết “16/KH-UBND ngày 06-01-2023”, mục I.1 viết “06/KH-UBND ngày 06/01/2023”",
        ),
        (
            {"I.1": "Kế hoạch số 03/KH-UBND ngày 31/02/2023"},
            "vien-dan-mot-ngay",
            "mục I.1 viết “03/KH-UBND ngày 31/02/2023”, không có ngày này",
        ),
        (
            {"II.5": "Quyết định số 07/QĐ-UBND ngày 10/01/2024"},
            "vien-dan-truoc-ngay-chot",
            "mục II.5 viết “07/QĐ-UBND ngày 10/01/2024”, ngày chốt số liệu là 31/12/2023",
        ),
        (
            {"I.1": "Kế hoạch số 03/KH-UBND ngày 04/01/2013 về tuyên truyền"},
            "vien-dan-ke-hoach-nam-nay",
            "mục I.1 viết “03/KH-UBND ngày 04/01/2013”, ban hành năm 2013",
        ),
        (
            {"I.1": "Kế hoạch số 03/KH-UBND ngày 04/01/2023 về tuyên truyền năm 2022"},
            "vien-dan-ke-hoach-nam-nay",
            "mục I.1 viết “03/KH-UBND ngày 04/01/2023”, là của năm 2022",
        ),
        (
            {"I.1": "Kế hoạch số 03/KH-UBND ngày 04/01/2022 về tuyên truyền năm 2023"},
            "vien-dan-ke-hoach-nam-nay",
            "mục I.1 viết “03/KH-UBND ngày 04/01/2022”, là của năm 2023, ban hành tháng 1 năm 2022",
        ),
        (
            {"II.5": "Quyết định số 05/QĐ-UBND ngày 11/01/2023 về quy chế chi tiêu nội bộ"},
            "vien-dan-trong-so",
            "mục II.5 viết “05/QĐ-UBND ngày 11/01/2023”, sổ Văn bản đi ghi ngày 10/01/2023",
        ),
        (
            {"II.5": "Quyết định số 05/QĐ-UBND ngày 10/01/2022 về quy chế chi tiêu nội bộ"},
            "vien-dan-trong-so",
            "mục II.5 viết “05/QĐ-UBND ngày 10/01/2022”, sổ Văn bản đi ghi ngày 10/01/2023",
        ),
        (
            {"I.2": "Kế hoạch số 04/KH-UBND ngày 07/01/2023", "I.3": "Kế hoạch số 04/KH-UBND ngày 07/01/2023"},
            "vien-dan-ngay-nghi",
            "mục I.2 viết “04/KH-UBND ngày 07/01/2023”, ngày ấy là thứ Bảy",
        ),
    ],
)
def test_a_wrong_citation_is_told_once(texts: dict[str, str], rule: str, words: str) -> None:
    assert [(rule, words)] == told(texts, LOG)


def test_a_document_of_the_log_is_held_against_the_text() -> None:
    (found,) = told({"I.2": "Kế hoạch số 01/KH-UBND ngày 06/01/2023"}, LOG)[:1]
    assert (
        "vien-dan-mot-ngay",
        "mục I.2 viết “01/KH-UBND ngày 06/01/2023”, sổ Văn bản đi ghi “01/KH-UBND ngày 03/01/2023”",
    ) == found


@pytest.mark.parametrize(
    ("section", "text", "code", "rule"),
    [
        ("I.1", "Kế hoạch số 01/KH-UBND ngày 05/01/2023 về Cải cách hành chính năm 2023", "1.1", "co-ke-hoach-cchc"),
        ("I.2", "Kế hoạch số 06/KH-UBND ngày 06/01/2023 về tự kiểm tra cải cách hành chính", "1.2", "co-tu-kiem-tra"),
        ("II.5", "Quyết định số 05/QĐ-UBND ngày 10/01/2023 về quy chế chi tiêu nội bộ", "6.1", "co-quy-che-chi-tieu"),
        (
            "II.5",
            "Quyết định số 06/QĐ-UBND ngày 10/01/2023 về quy chế quản lý tài sản công",
            "6.2",
            "co-quy-che-tai-san",
        ),
    ],
)
def test_what_is_cited_is_counted(section: str, text: str, code: str, rule: str) -> None:
    assert FORM is not None
    for value, expected in ((0, [rule]), (1, []), (None, [])):
        found = check_citations(FORM, YEAR, [(section, text, Place(file="x"))], (), {code: value})
        assert expected == [problem.hint.rpartition(" (quy tắc ")[2].rstrip(")") for problem in found]


def test_a_number_is_known_whatever_its_zeros_and_case() -> None:
    assert "6/kh-ubnd" == symbol_key(" 06 / KH-UBND") == symbol_key("6/kh-ubnd")
    assert "5/qd-ubnd" == symbol_key("05/QĐ-UBND")
