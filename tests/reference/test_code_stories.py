"""Each diagnostic code has a story, and what a story says cchc prints is what cchc prints."""

from datetime import datetime
from pathlib import Path

import pytest

from cchc_report.ground.codes import Code
from cchc_report.ground.errors import UsageError
from cchc_report.reference.code_stories import code_stories, find_story
from tests.reference.story_examples import HEADING, Unseen, told_of

UNSEEN = {
    "CC111": Unseen(hidden=3),
    "CC206": Unseen(dates={"A3": datetime(2002, 5, 1)}),
    "CC209": Unseen(dates={"E2": datetime(2023, 3, 4)}),
    "CC212": Unseen(merged="C2:D2"),
    "CC232": Unseen(merged="D2:D3"),
    "CC235": Unseen(struck=3),
}
TABLES = [identifier for identifier, story in code_stories().items() if HEADING.match(story.example)]


def test_every_code_has_a_story_and_no_story_lacks_a_code() -> None:
    assert [code.identifier for code in Code] == list(code_stories())


def test_codes_stand_in_the_order_of_their_identifiers_and_none_stands_twice() -> None:
    identifiers = [code.identifier for code in Code]
    assert sorted(set(identifiers)) == identifiers


@pytest.mark.parametrize("identifier", code_stories())
def test_a_story_shows_its_own_code_as_it_is_printed(identifier: str) -> None:
    story = code_stories()[identifier]
    assert f"{story.code.severity.word} {identifier}: " in story.printed


@pytest.mark.parametrize("identifier", code_stories())
def test_a_story_s_parts_are_whole_sentences_and_short(identifier: str) -> None:
    story = code_stories()[identifier]
    for text in (story.meaning, story.matters, story.instead):
        assert text[0].isupper()
        assert text[-1] in ".}"
        assert len(text) < 400
    assert max(map(len, story.example.splitlines())) <= 94


@pytest.mark.parametrize("identifier", TABLES)
def test_an_example_of_cells_is_told_in_the_words_of_its_story(identifier: str, tmp_path: Path) -> None:
    story = code_stories()[identifier]
    assert story.printed in told_of(story, tmp_path, UNSEEN.get(identifier, Unseen()))


def test_most_examples_are_tables_of_cells() -> None:
    assert {identifier for identifier in code_stories() if identifier[2] in "234"} <= set(TABLES)


@pytest.mark.parametrize("text", ["CC203", "cc203", "203", " Cc 203 ", "CC2O3"])
def test_a_code_is_known_as_people_type_it(text: str) -> None:
    assert Code.CHOICE_UNKNOWN is find_story(text).code


@pytest.mark.parametrize(("text", "near"), [("CC299", "CC209"), ("30", "CC3"), ("", "CC001")])
def test_an_unknown_code_is_answered_with_the_nearest(text: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"Không có mã lỗi “{text}”. Các mã gần giống: .*{near}"):
        find_story(text)
