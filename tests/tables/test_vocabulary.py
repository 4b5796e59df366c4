"""A line shown for cchc.toml can be pasted whatever the value holds, and then the value is understood."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from cchc_report.tables.vocabulary import Vocabulary, settings_hint

CHOICES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(CHOICES)
def test_a_line_for_the_settings_is_valid_and_is_understood(value: str) -> None:
    line = settings_hint("choices", "Nhóm", value, "không tính").split(": ", 1)[1]
    assert 1 == len(line.splitlines())
    pasted = tomllib.loads(line)
    words = Vocabulary.of_settings({}, pasted["choices"]).values_of("Nhóm")
    assert ["không tính"] == list(words.values())
    assert Vocabulary.of_settings({}, {"Nhóm": {value: "không tính"}}).values_of("Nhóm") == words


def test_a_break_in_a_value_becomes_a_space() -> None:
    assert 'choices."Nhóm"."Nộp qua Zalo" = "X"' in settings_hint("choices", "Nhóm", "Nộp qua\nZalo", "X")
