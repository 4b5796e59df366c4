"""The numbers of a running text: each example of `cau-van.toml` is read as it says, in the words of many communes."""

from decimal import Decimal

import pytest

from cchc_report.audit.sayings import TextReader
from cchc_report.form.pack import packaged_forms
from cchc_report.form.phrases import PHRASES_FILE, PhraseExample, load_phrases

PHRASES = load_phrases(packaged_forms() / PHRASES_FILE)


def read(text: str) -> dict[str, int | str]:
    """Return what a text of 2023 says: numbers by figure, the first of each; the entries of a list one after another."""
    found: dict[str, int | str] = {}
    for said in TextReader(PHRASES, 2023, "nam 2023").read(text):
        if said.figure is None or said.is_share:
            continue
        value = said.number.value
        if said.entry:
            entries = found.get(said.figure)
            found[said.figure] = f"{entries}, {said.entry} {value}" if entries else f"{said.entry} {value}"
        else:
            found.setdefault(said.figure, str(value) if said.number.is_rate else int(value))
    return found


@pytest.mark.parametrize("example", PHRASES.examples, ids=lambda one: one.text.strip()[:40])
def test_every_example_of_the_phrases_is_read_as_it_says(example: PhraseExample) -> None:
    assert example.reads == read(example.text)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 12 tháng 3 năm 2023, theo Nghị định số 61/2018/NĐ-CP, Điều 19 khoản 9 và Kế hoạch số 05/KH-UBND.",
        "1. Cải cách thể chế\n2.1. Cải cách thủ tục hành chính\n3) Mục 2 phụ lục 01b",
        "nhiệm kỳ 2021-2026, giai đoạn 2021 - 2025, ISO 9001:2015, mức độ 3, 4, cơ chế 1 cửa, 6 tháng đầu năm",
    ],
    ids=["dates and laws", "headings", "terms and names"],
)
def test_dates_documents_and_headings_are_no_numbers_of_a_report(text: str) -> None:
    assert [] == [one.number.value for one in TextReader(PHRASES, 2023, "nam 2023").read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Quý I năm 2023 tiếp nhận 400 hồ sơ.",
        "Năm 2022 tiếp nhận 1.500 hồ sơ.",
        "Riêng lĩnh vực đất đai tiếp nhận 120 hồ sơ.",
        "Ban quản lý chợ đã phối hợp cùng công an viên các nơi và tổ hòa giải tiếp nhận 12 hồ sơ.",
    ],
    ids=["a quarter", "another year", "a field", "another matter"],
)
def test_a_number_of_another_time_or_a_part_is_no_figure_of_the_report(text: str) -> None:
    assert {} == read(text)


def test_a_percentage_belongs_to_the_count_before_it() -> None:
    (count, rate) = TextReader(PHRASES, 2023, "nam 2023").read("Giải quyết quá hạn 11 hồ sơ (chiếm 0,69%).")
    assert ("dossiers.overdue", "dossiers.overdue_rate", Decimal("0.69")) == (
        count.figure,
        rate.figure,
        rate.number.value,
    )
