"""Vietnamese sorting: letters first, then tones, numbers by value."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.ground.text import sort_key

LETTERS = st.text("aàáạăằâầbdđeêéiokơôuưụxy ĐÂZ2", max_size=12)


@pytest.mark.parametrize(
    "ordered",
    [
        ("Dương", "Đặng"),  # d before đ, whatever follows
        ("An", "Ăn", "Ân", "Ba", "Ca", "Da", "Đa", "Em", "Êm", "Ga"),
        ("Fa", "Ga", "Ia", "Ja", "Ka"),  # letters of foreign names stand where the Latin alphabet has them
        ("Ma", "Mà", "Mả", "Mã", "Má", "Mạ"),
        ("Ma An", "Má An", "Ma Sơn", "Mà Sơn"),
        ("Hà An", "Hà Bình", "Hải An"),  # a whole syllable before the next
        ("Hoằng Đông", "Hoằng Trường", "Hoằng Xuân"),
        ("Ta", "Tạ", "Tab"),  # a tone counts less than a further letter
        ("Phường 2", "Phường 10", "Phường An Phú"),
        ("Xã 1", "Xã 1a"),
    ],
)
def test_names_stand_in_the_order_of_a_dictionary(ordered: tuple[str, ...]) -> None:
    backwards = ordered[::-1]
    assert list(ordered) == sorted(backwards, key=sort_key)


@pytest.mark.parametrize(
    ("one", "other"),
    [("HOẰNG TRƯỜNG", "Hoằng Trường"), ("Hòa", "Hoà"), ("Hoằng-Hóa", "Hoằng Hóa"), ("Thuỷ", "Thủy")],
)
def test_case_punctuation_and_tone_placement_do_not_count(one: str, other: str) -> None:
    assert sort_key(other)[:2] == sort_key(one)[:2]


@given(LETTERS)
def test_the_form_of_unicode_does_not_count(text: str) -> None:
    assert sort_key(text) == sort_key(unicodedata.normalize("NFD", text))


@given(st.lists(st.text()))
def test_any_texts_can_be_sorted(texts: list[str]) -> None:
    assert all(sort_key(one) <= sort_key(next_one) for one, next_one in pairwise(sorted(texts, key=sort_key)))
