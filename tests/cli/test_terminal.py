import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_report.cli.terminal import show_path

from .cli_process import run

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a device or pseudo-terminal of POSIX")


@pytest.mark.parametrize("encoding", ["cp1258", "cp437", "ascii"])
def test_output_is_utf_8_whatever_the_console_s_code_page(encoding: str) -> None:
    assert run("--help") == run("--help", PYTHONIOENCODING=encoding)


@pytest.mark.parametrize("encoding", ["cp1258", "cp437"])
def test_errors_are_utf_8_whatever_the_console_s_code_page(encoding: str) -> None:
    assert "lỗi: Không có lệnh “xyz”" in run("xyz", PYTHONIOENCODING=encoding).err


@ON_POSIX
def test_a_full_disk_behind_standard_output_ends_with_3_and_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "cchc_report", "--version"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (3, 1) == (ended.returncode, len(ended.stderr.splitlines()))


@ON_POSIX
def test_a_reader_that_went_away_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "cchc_report", "--version"], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (0, b"") == (ended.returncode, ended.stderr)


def test_a_path_below_the_current_folder_is_shown_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (str(Path("out", "a.docx")), str(tmp_path.parent)) == (
        show_path(tmp_path / "out" / "a.docx"),
        show_path(tmp_path.parent),
    )
