"""What a commune wrote itself is held against the words its form no longer uses."""

import pytest

from cchc_report.form import check_words, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.diagnostics import Place

HERE = Place(file="2026.xlsx", sheet="Thuyết minh", row=2, column=2)


def found_in(text: str, form: str = "xa-2025") -> list[str]:
    """Return the messages on one text."""
    loaded, _ = load_form(packaged_forms() / form)
    assert loaded is not None
    return [one.message for one in check_words(loaded, [(text, HERE)])]


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("huyện", "UBND huyện Hoằng Hóa"),
        ("Huyện", "Huyện đã tập huấn."),
        ("HUYỆN", "UBND HUYỆN"),
        ("mức độ 4", "hồ sơ mức độ 4"),
        ("thị trấn", "thị  trấn Bút Sơn"),
    ],
)
def test_a_word_of_before_july_2025_is_told_as_it_is_written(word: str, text: str) -> None:
    assert [f"Còn ghi “{word}”, biểu mẫu xa-2025 không dùng nữa"] == found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh (qua Sở Nội vụ)",
        "Trung tâm Phục vụ hành chính công xã",
        "Bộ phận Một cửa",
        "mức độ 40%",
        "bộ phận văn phòng",
    ],
)
def test_other_words_pass(text: str) -> None:
    assert [] == found_in(text)


def test_the_older_form_has_no_such_words() -> None:
    assert [] == found_in("UBND huyện, mức độ 4", "thanh-hoa-2023")


def test_each_word_has_its_own_advice() -> None:
    form, _ = load_form(packaged_forms() / "xa-2025")
    assert form is not None
    hints = [one.hint for one in check_words(form, [("huyện giao, mức độ 3", HERE)])]
    assert [True, True] == ["tỉnh" in hints[0], "một phần" in hints[1]]


def test_a_ward_is_asked_for_what_a_ward_has() -> None:
    form, _ = load_form(packaged_forms() / "xa-2025")
    assert form is not None
    (found,) = check_words(form, [("Bộ phận Tiếp nhận và Trả kết quả", HERE)], "phường")
    assert (
        "Nghị định 118/2025/NĐ-CP gọi chung là Bộ phận Một cửa; nơi đã có Trung tâm Phục vụ hành chính công phường thì ghi tên ấy."
        == found.hint
    )
