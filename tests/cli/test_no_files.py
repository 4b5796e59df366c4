"""Devices and pipes given where a file is wanted are refused unread: reading one may never end."""

import os
from pathlib import Path

import pytest

from .cli_process import run
from .workbooks import GOOD, write_workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes among its files")


def pipe(path: Path) -> Path:
    """Make a pipe that nobody writes into."""
    assert hasattr(os, "mkfifo")
    os.mkfifo(path)
    return path


def test_a_device_is_no_workbook() -> None:
    ended = run("validate", "/dev/zero")
    assert (1, "zero: lỗi CC004: Đây là thiết bị hoặc đường ống của máy, không phải tệp, nên không đọc") == (
        ended.code,
        ended.out.splitlines()[0],
    )


def test_a_pipe_is_no_workbook_and_has_no_annotated_copy(tmp_path: Path) -> None:
    ended = run("validate", str(pipe(tmp_path / "ho-so.xlsx")), "--annotate")
    assert (1, ["ho-so.xlsx"]) == (ended.code, [path.name for path in tmp_path.iterdir()])


def test_a_pipe_is_no_report_to_verify(tmp_path: Path) -> None:
    ended = run("verify", str(pipe(tmp_path / "bao-cao.docx")))
    assert (2, "") == (ended.code, ended.out)
    assert "“bao-cao.docx” là thiết bị hoặc đường ống của máy, không phải tệp, nên không đọc." in ended.err


def test_a_pipe_beside_a_report_is_not_taken_for_its_record(tmp_path: Path) -> None:
    assert 0 == run("build", "2023", folder=write_workspace(tmp_path, GOOD)).code
    pipe(tmp_path / "out" / "2023" / "a.json")
    assert 0 == run("verify", "out/2023/bao-cao-2023.docx", folder=tmp_path).code


def test_a_pipe_is_no_report_to_audit(tmp_path: Path) -> None:
    ended = run("audit", str(pipe(tmp_path / "bao-cao.docx")))
    assert (1, "bao-cao.docx: lỗi CC009: Tệp bao-cao.docx là thiết bị hoặc đường ống của máy, không phải tệp") == (
        ended.code,
        ended.out.splitlines()[0],
    )


def test_settings_that_are_a_pipe_stop_the_command(tmp_path: Path) -> None:
    pipe(tmp_path / "cchc.toml")
    assert 3 == run("validate", folder=tmp_path).code
