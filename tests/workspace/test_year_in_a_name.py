"""A workbook is the year's by its name, also where the name says more than the year."""

from pathlib import Path

import pytest

from cchc_report.ground.periods import parse_period
from cchc_report.workspace.workspace import Workspace, year_within


@pytest.mark.parametrize(
    ("stem", "year"),
    [("bao cao 2026", "2026"), ("2026", "2026"), ("so_2026_moi", "2026"), ("2025-2026", None), ("so 20261", None), ("so", None), ("phu-luc-01b-2023", None)],
)  # fmt: skip
def test_the_one_year_in_a_name_is_its_year(stem: str, year: str | None) -> None:
    assert year == year_within(stem)


def test_a_workbook_named_by_the_year_alone_is_taken_before_one_that_says_more(tmp_path: Path) -> None:
    (tmp_path / "bao cao 2026.xlsx").touch()
    workspace = Workspace(tmp_path)
    assert ["bao cao 2026.xlsx"] == [name for _, name in workspace.workbooks(parse_period("2026"))[0]]
    assert ["2026"] == workspace.years()
    (tmp_path / "2026.xlsx").touch()
    assert ["2026.xlsx"] == [name for _, name in workspace.workbooks(parse_period("2026"))[0]]
