"""The story of each diagnostic code: what it means, why it matters, an example, what to type instead.

The stories stand in `code_stories.toml`, for people to read and mend; every code has one, which a test holds.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from cchc_report.ground.codes import Code
from cchc_report.ground.errors import UsageError

STORIES_FILE = "code_stories.toml"
_LIKE_DIGITS = str.maketrans("OIL", "011")  # as people read them off a screen
_NEAR = 3  # codes offered for one that is none


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a code tells a clerk. The three blocks keep their lines; the two texts are a paragraph each."""

    code: Code
    meaning: str
    matters: str  # what the report would say if nobody mended it
    example: str  # the cells, or whatever else is wrong, as a small text table
    printed: str  # what cchc says of the example, word for word
    instead: str  # what to type

    @classmethod
    def of(cls, code: Code, entry: Mapping[str, str]) -> "Story":
        """Make the story of a code from its table in the file."""
        return cls(code=code, **{name: text.strip("\n") for name, text in entry.items()})


@cache
def code_stories() -> dict[str, Story]:
    """Return all stories by the identifier of their code, in its order."""
    text = (files(__package__) / STORIES_FILE).read_text(encoding="utf-8")
    return {identifier: Story.of(Code(identifier), entry) for identifier, entry in tomllib.loads(text).items()}


def find_story(text: str) -> Story:
    """Return the story of a code as people type it: `CC203`, `cc203` or `203`.

    Raises UsageError for anything else, with the codes nearest to it.
    """
    stories = code_stories()
    number = text.strip().upper().removeprefix("CC").strip().translate(_LIKE_DIGITS)
    identifier = f"CC{number}"
    if identifier in stories:
        return stories[identifier]
    near = get_close_matches(identifier, stories, n=_NEAR) or list(stories)[:1]
    offered = "; ".join(f"{one} ({stories[one].code.gist})" for one in near)
    raise UsageError(f"Không có mã lỗi “{text}”. Các mã gần giống: {offered}.")
