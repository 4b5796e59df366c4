"""The generator of the sample communes: the same bytes on every run, and the kept workbooks are its own."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKBOOKS = (
    "sample_data/hoang-truong/2023/ho-so-2023.xlsx",
    "sample_data/hoang-truong/2023/so-lieu-2023.xlsx",
    "sample_data/hoang-lam/2023/ho-so-quy-1.xlsx",
    "sample_data/hoang-lam/2023/ho-so-quy-2.xlsx",
    "sample_data/hoang-lam/2023/ho-so-quy-3.xlsx",
    "sample_data/hoang-lam/2023/ho-so-quy-4.xlsx",
    "sample_data/hoang-lam/2023/nhan-su.xlsx",
    "sample_data/hoang-lam/2023/so-lieu-chung.xlsx",
    "sample_data/hoang-lam/2023/van-ban.xlsx",
    "sample_data/hoang-tien/2025/ho-so-quy-3.xlsx",
    "sample_data/hoang-tien/2025/ho-so-quy-4.xlsx",
    "sample_data/hoang-tien/2025/so-lieu-2025.xlsx",
)


def make_sample(target: Path) -> Path:
    subprocess.run([sys.executable, ROOT / "sample_data" / "make_sample.py", target], check=True, timeout=120)
    return target


def parts(workbook: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("fresh"))


def test_two_runs_write_equal_bytes(fresh: Path, tmp_path: Path) -> None:
    again = make_sample(tmp_path)
    assert [(fresh / name).read_bytes() for name in WORKBOOKS] == [(again / name).read_bytes() for name in WORKBOOKS]


@pytest.mark.parametrize("name", WORKBOOKS)
def test_the_kept_workbook_is_what_a_fresh_run_writes(name: str, fresh: Path) -> None:
    """Part by part: how tightly the parts are packed differs between releases of zlib."""
    assert parts(fresh / name) == parts(ROOT / name)


def test_a_run_writes_nothing_but_the_workbooks(fresh: Path) -> None:
    assert sorted(WORKBOOKS) == sorted(
        path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()
    )


@pytest.mark.parametrize("name", WORKBOOKS)
def test_no_part_carries_the_clock(name: str) -> None:
    with zipfile.ZipFile(ROOT / name) as archive:
        assert {(2023, 12, 31, 17, 0, 0)} == {entry.date_time for entry in archive.infolist()}
        assert 2 == archive.read("docProps/core.xml").count(b">2023-12-31T17:00:00Z<")
