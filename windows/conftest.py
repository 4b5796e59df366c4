"""The Windows that was set up, and a folder of its drives for each test."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.skips import pytest_make_collect_report, pytest_runtest_makereport
from windows.machine import Machine
from windows.set_up import Windows, cache_folder

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]  # found by pytest in this file

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def machine() -> Iterator[Machine]:
    """Return the Windows that `make windows-test` has set up, running."""
    windows = Windows(cache_folder() / "prefix")
    if not windows.python.is_dir():
        pytest.fail("Chưa dựng Windows để thử: hãy chạy make windows-test")
    machine = Machine(windows)
    with machine.running():
        yield machine


@pytest.fixture
def folder(machine: Machine, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Return an empty folder of drive C: whose name has a space and Vietnamese letters, as a clerk's has."""
    yield from _folder(machine.windows.drive_c / "Hồ sơ", request)


@pytest.fixture
def folder_d(machine: Machine, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Return an empty folder of drive D:."""
    yield from _folder(machine.windows.drive_d, request)


def _folder(place: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    made = place / f"xã {os.getpid()}-{abs(hash(request.node.nodeid)) % 100_000}"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def sample(folder: Path) -> Path:
    """Return a copy of the sample's workspace on drive C:."""
    return copy_sample(folder)


def copy_sample(folder: Path) -> Path:
    """Copy the sample's workspace into a folder and return that."""
    source = ROOT / "sample_data" / "hoang-truong"
    shutil.copytree(source / "2023", folder / "2023")
    shutil.copy(source / "cchc.toml", folder)
    return folder
