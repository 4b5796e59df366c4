import os
import sys
from pathlib import Path

import pytest

from cchc_report.cli.result_files import write_result
from cchc_report.ground.errors import UsageError

from .cli_process import run
from .workbooks import GOOD, write_workspace

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture(autouse=True)
def own_memory(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp("config")))


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_result(tmp_path / "a.json", "đúng\n".encode())
    assert {"a.json": "đúng\n".encode()} == {file.name: file.read_bytes() for file in tmp_path.iterdir()}


def test_a_result_may_be_written_again_over_itself(tmp_path: Path) -> None:
    write_result(tmp_path / "a.json", b"1")
    write_result(tmp_path / "a.json", b"2")
    assert b"2" == (tmp_path / "a.json").read_bytes()


def test_what_somebody_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"of a clerk")
    with pytest.raises(UsageError, match="--force"):
        write_result(tmp_path / "a.json", b"1")
    assert b"of a clerk" == (tmp_path / "a.json").read_bytes()
    write_result(tmp_path / "a.json", b"1", force=True)
    assert b"1" == (tmp_path / "a.json").read_bytes()


def test_a_result_that_was_edited_since_stays(tmp_path: Path) -> None:
    write_result(tmp_path / "a.json", b"1")
    (tmp_path / "a.json").write_bytes(b"1 and a remark")
    with pytest.raises(UsageError, match="--force"):
        write_result(tmp_path / "a.json", b"2")


@pytest.mark.parametrize("name", ["2023/ho-so.xlsx", "2023.csv", "cchc.toml", "2023/quy 1/so.ods"])
def test_an_input_is_never_written_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"rows")
    with pytest.raises(UsageError, match="số liệu đầu vào"):
        write_result(tmp_path / name, b"1", force=True)
    assert b"rows" == (tmp_path / name).read_bytes()


def test_a_folder_in_place_of_a_file_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="là thư mục"):
        write_result(tmp_path, b"x")


def test_a_file_in_a_folder_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Không có thư mục"):
        write_result(tmp_path / "b" / "a.json", b"x")


@ON_POSIX
def test_a_link_or_pipe_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_bytes(b"kept")
    (tmp_path / "link.json").symlink_to(tmp_path / "kept.json")
    assert hasattr(os, "mkfifo")
    os.mkfifo(tmp_path / "pipe.json")
    for name in ("link.json", "pipe.json"):
        with pytest.raises(UsageError, match="không phải tệp"):
            write_result(tmp_path / name, b"x", force=True)
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "pipe.json").is_fifo()
    assert b"kept" == (tmp_path / "kept.json").read_bytes()


def test_validate_writes_no_result_over_its_workbook(tmp_path: Path) -> None:
    write_workspace(tmp_path, GOOD)
    before = (tmp_path / "2023" / "Hồ sơ.csv").read_bytes()
    ended = run("validate", "2023/Hồ sơ.csv", "-o", "2023/Hồ sơ.csv", "--force", folder=tmp_path)
    assert (2, before) == (ended.code, (tmp_path / "2023" / "Hồ sơ.csv").read_bytes())
