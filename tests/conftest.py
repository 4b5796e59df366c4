"""The sample commune, copied to where a test may write; what holds for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from cchc_report.report.build import Report, build_report
from cchc_report.workspace.workspace import Workspace, open_workspace
from tests import superuser
from tests.skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]  # found by pytest in this file

SAMPLE = Path(__file__).parent.parent / "sample_data" / "hoang-truong"

settings.register_profile("no clock", deadline=None)  # a busy machine is not a fault of the code
settings.load_profile("no clock")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Return a copy of the sample's workspace."""
    shutil.copytree(SAMPLE / "2023", tmp_path / "2023")
    shutil.copy(SAMPLE / "cchc.toml", tmp_path)
    return open_workspace(tmp_path)


@pytest.fixture
def report(workspace: Workspace) -> Report:
    """Return the report of the sample's year."""
    return build_report(workspace, workspace.parse_period("2023"))


@pytest.fixture
def bound_by_modes() -> Iterator[None]:
    """Let even the superuser, as whom build servers run, be refused what modes forbid."""
    with superuser.bound_by_modes():
        yield
