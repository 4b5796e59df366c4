"""The sentences that say a report's figures: one pattern, the ways people write it, and what it must not read."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.form import load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.form.sentences import compiled, find, find_entries
from cchc_report.ground.text import clean_lines
from cchc_report.setup.form_proof import prove_form

OVERDUE = "hồ sơ (giải quyết) quá hạn (là) {overdue} hồ sơ (= {rate}%)"


def read(pattern: str, text: str) -> list[dict[str, str]]:
    """Return the numbers that a pattern reads, one mapping a place."""
    readings = find(compiled(pattern), clean_lines(text))
    return [{name: str(number) for name, (number, _) in one.numbers.items()} for one in readings]


def entries(pattern: str, text: str) -> list[tuple[str, str, str | None]]:
    """Return name, count and share of each entry of a list that begins a text."""
    found = find_entries(compiled(pattern, is_entry=True), clean_lines(text), 0, len(clean_lines(text)))
    return [
        (
            one.name,
            str(one.numbers["count"][0]),
            str(one.numbers["share"][0]) if "share" in one.numbers else None,
        )
        for one in found
    ]


@pytest.mark.parametrize(
    ("text", "overdue", "rate"),
    [
        ("Số hồ sơ quá hạn 11 hồ sơ = 0,68 %.", "11", "0.68"),
        ("Số hồ sơ giải quyết quá hạn là 11 hồ sơ = 0,69%.", "11", "0.69"),
        ("SỐ HỒ SƠ QUÁ HẠN LÀ: 1.603 HỒ SƠ, = 0,69 %", "1603", "0.69"),
        ("so ho so qua han la 02 ho so", "2", None),
        ("Số hồ sơ\nquá hạn: 11\u00a0hồ sơ (0,69%)", "11", "0.69"),
        ("Số ho\u0302\u0300 sơ quá hạn là 1\u00a0603 hồ sơ = 0,69 phần trăm", "1603", "0.69"),
    ],
)
def test_one_sentence_is_read_however_it_is_written(text: str, overdue: str, rate: str | None) -> None:
    assert [{"overdue": overdue} | ({"rate": rate} if rate else {})] == read(OVERDUE, text)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("công chức: 11 người", [{"n": "11"}]),
        ("Công chức 11 đ/c", [{"n": "11"}]),
        ("công chức có 11 đồng chí, đạt 80%", [{"n": "11", "share": "80"}]),
        ("công chức: 11 người (chiếm tỷ lệ 80%)", [{"n": "11", "share": "80"}]),
        ("công chức: 11 người = -80%", [{"n": "11", "share": "-80"}]),
        ("công chức: 11 hồ sơ", []),
        ("công chức. 11 người", []),
    ],
)
def test_of_several_words_one_is_there(text: str, read_as: list[dict[str, str]]) -> None:
    pattern = "công chức (có) {n} [người|đồng chí|đ/c] (= ([đạt|chiếm]) ([tỷ|tỉ] lệ) {share}%)"
    assert read_as == read(pattern, text)


@pytest.mark.parametrize("text", ["công [chức", "công chức]", "công | chức", "công [a|[b]]"])
def test_a_choice_that_is_not_closed_is_no_pattern(text: str) -> None:
    with pytest.raises(ValueError, match="đóng đủ dấu ngoặc"):
        compiled(text)


@pytest.mark.parametrize(
    "text",
    [
        "Số hồ sơ đã quá hạn nhưng chưa giải quyết xong là 3 hồ sơ",
        "Số hồ sơ quá hạn không có. Tổng số 11 hồ sơ",
        "Số hồ sơ quá hạn là 11/1603 hồ sơ",
        "Số hồ sơ quá hạn là nhiều hồ sơ",
    ],
)
def test_another_sentence_is_not_read(text: str) -> None:
    assert [] == read(OVERDUE, text)


@pytest.mark.parametrize(
    "words",
    [
        "năm 2023",
        "trong năm 2023",
        "quý I năm 2023",
        "trong 6 tháng đầu năm 2023",
        "trong kỳ",
        "chín tháng đầu năm 2023",
    ],
)
def test_the_name_of_a_period_is_no_figure(words: str) -> None:
    pattern = "hồ sơ tiếp nhận (trong) ({period}) (là) {n} hồ sơ"
    assert [{"n": "1603"}] == read(pattern, f"Số hồ sơ tiếp nhận {words} là 1603 hồ sơ")


def test_a_gap_stays_within_its_sentence_and_takes_no_number() -> None:
    assert [{"n": "189"}] == read(
        "thuộc thẩm quyền … là {n} thủ tục", "thuộc thẩm quyền của UBND xã năm 2023 là 189 thủ tục"
    )
    assert [] == read("thuộc thẩm quyền … là {n} thủ tục", "thuộc thẩm quyền của xã. Có 5 việc là 189 thủ tục")


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        (
            "{count} {name}",
            ": 118 Quyết định của UBND xã, 127 Báo cáo, 35 Công văn và 62 Thông\nbáo. Văn bản khác 5",
            [("Quyết định của UBND xã", "118", None), ("Báo cáo", "127", None), ("Công văn", "35", None), ("Thông báo", "62", None)],
        ),
        ("{count} {name}", "\n- 5 Quyết định;\n- 7 Tờ trình.\n- 1.603 Báo cáo.", [("Quyết định", "5", None), ("Tờ trình", "7", None), ("Báo cáo", "1603", None)]),
        (
            "{name}: {count} người (= {share}%)",
            ": Đại học 01 người = 9%; Trung cấp: 10 người = 91 %.",
            [("Đại học", "1", "9"), ("Trung cấp", "10", "91")],
        ),
        ("{name}: {count} văn bản", " (Môi trường điện tử: 1.652 văn bản; BCCI: 64 văn bản).", [("Môi trường điện tử", "1652", None), ("BCCI", "64", None)]),
        ("{count} {name}", ": không có văn bản nào", []),
    ],
)  # fmt: skip
def test_a_list_is_read_to_its_end(pattern: str, text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert expected == entries(pattern, text)


@given(st.text(alphabet="hồ sơ quá hạn 0123456789.,%=\n ()", max_size=400))
def test_no_text_makes_a_pattern_fail(text: str) -> None:
    for numbers in read(OVERDUE, text):
        assert all(Decimal(number) >= 0 for number in numbers.values())


@pytest.mark.parametrize("pattern", ["{x} hồ sơ", "hồ sơ (là {x}", "hồ sơ) {x}", "( hồ sơ)", "= %"])
def test_a_pattern_that_cannot_be_meant_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="phải bắt đầu bằng chữ"):
        compiled(pattern)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('says = ["cơ chế một cửa (là) {procedures.one_stop} [thủ tục|TTHC]"]', 'says = ["cơ chế một cửa (là {procedures.one_stop}"]', "đóng đủ dấu ngoặc"),
        ('entry = "{count} {name}"', 'entry = "{count} văn bản"', "cần có {name} và {count}"),
        ('says = ["cơ chế một cửa (là) {procedures.one_stop} [thủ tục|TTHC]"]', "optional = true", "câu cần says"),
    ],
)  # fmt: skip
def test_a_broken_sentence_is_told_in_the_form_s_own_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    form, problems = load_form(form_with(tmp_path, old, new))
    assert form is None
    assert [True] == [words in problem.message and "sentence[" in problem.message for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{procedures.one_stop} [thủ tục|TTHC]", "{procedures.one_stpo} [thủ tục|TTHC]", "Câu của báo cáo gọi “procedures.one_stpo” không có"),
        ('section = "II.3"\nsays', 'section = "II.9"\nsays', "gọi mục “II.9” không có"),
        ('"V" = "Kiến nghị, đề xuất"', '"VI" = "Kiến nghị, đề xuất"', "section_titles gọi mục “VI” không có"),
        ('sum = ["dossiers.received", "dossiers.carried_over?"]', 'sum = ["dossiers.recieved"]', "gọi “dossiers.recieved” không có"),
    ],
)  # fmt: skip
def test_a_sentence_that_names_what_is_not_there_is_found_by_the_proof(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    messages = [problem.message for problem in prove_form(form_with(tmp_path, old, new))]
    assert any(words in message for message in messages), messages


def form_with(folder: Path, old: str, new: str) -> Path:
    """Return a copy of the form with some words of its form.toml replaced."""
    copy = folder / "form"
    shutil.copytree(packaged_forms() / "thanh-hoa-2023", copy)
    text = (copy / "form.toml").read_text(encoding="utf-8")
    assert old in text
    (copy / "form.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy
