"""The guides: what they link to and show is there, their pictures are small, and the commands they tell of exist."""

import re
from pathlib import Path

import pytest

from cchc_report.batch import children
from tests.cli.cli_process import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))
LINK = re.compile(r"\]\(([^)#:]+)\)")
COMMAND = re.compile(r"`{1,3}(?:\n)?cchc ([a-z]+)|^cchc ([a-z]+)", re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_links_to_what_is_there(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [] == [link for link in links if not (DOCS / link).is_file()]


def test_the_clerk_s_guide_shows_pictures() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", (DOCS / "huong-dan.md").read_text(encoding="utf-8"))
    assert len(shown) >= 4


def test_every_picture_loads_fast() -> None:
    assert [] == [path.name for path in (DOCS / "images").iterdir() if path.stat().st_size > 150_000]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_tells_of_commands_that_exist(page: Path) -> None:
    found = COMMAND.findall(page.read_text(encoding="utf-8"))
    assert set() == {first or second for first, second in found} - set(COMMANDS)


@pytest.mark.parametrize(("machine", "workers", "megabytes"), [(64, 1, 4096), (4, 1, 3072), (4, 2, 1536), (4, 60, 512)])
def test_a_commune_may_take_the_memory_that_the_guide_to_clusters_says(
    machine: int, workers: int, megabytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "memory_size", lambda: machine << 30)
    assert megabytes == children.fair_memory(workers) >> 20
    said = (DOCS / "cluster.md").read_text(encoding="utf-8").replace("\n  ", " ")
    assert "4096 MB, or three quarters of the memory of the machine" in said
    assert "always 512 MB" in said


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_holds_no_mark_of_a_merge(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert [] == [line for line in lines if line.startswith(("<<<<<<< ", "=======", ">>>>>>> "))]
