"""A skipped test is a failure where CCHC_NO_SKIPS is set, and says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .skips import VARIABLE

ROOT = Path(__file__).parents[1]
SKIPPED = """
import pytest

@pytest.mark.skip(reason="Máy chưa có LibreOffice")
def test_skipped(): pass
"""
SKIPPED_MODULE = 'import pytest\n\npytest.skip("Máy chưa có Chromium", allow_module_level=True)\n'
EXPECTED_TO_FAIL = """
import pytest

@pytest.mark.xfail(strict=True, reason="to be mended")
def test_of_a_fault(): assert False
"""
RIGHT = "def test_right(): pass\n"


def outcome(folder: Path, test: str, value: str) -> tuple[int, str]:
    """Return pytest's exit code for a file of tests, and what it printed."""
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.skips", "-q", "-rs", "--rootdir", str(folder), str(folder)]
    ended = subprocess.run(
        command, cwd=ROOT, env=os.environ | {VARIABLE: value}, capture_output=True, encoding="utf-8", check=False
    )
    return ended.returncode, ended.stdout


@pytest.mark.parametrize(("test", "missing"), [(SKIPPED, "LibreOffice"), (SKIPPED_MODULE, "Chromium")])
def test_a_skip_is_a_failure_that_names_what_is_missing_where_none_is_allowed(
    tmp_path: Path, test: str, missing: str
) -> None:
    code, said = outcome(tmp_path, test, "1")
    assert code in {1, 2}  # of a test, of a module
    assert f"không phép thử nào được bỏ qua. Máy chưa có {missing}" in said


@pytest.mark.parametrize("test", [EXPECTED_TO_FAIL, RIGHT])
def test_what_is_no_skip_stays_what_it_is(tmp_path: Path, test: str) -> None:
    assert 0 == outcome(tmp_path, test, "1")[0]


def test_elsewhere_a_skipped_test_says_what_is_missing(tmp_path: Path) -> None:
    code, said = outcome(tmp_path, RIGHT + SKIPPED, "")
    assert (0, True) == (code, "Máy chưa có LibreOffice" in said)
