import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .cli_process import run
from .workbooks import BAD, GOOD, write_workspace


def test_good_workbooks_end_with_0_and_tell_their_rows(tmp_path: Path) -> None:
    ended = run("validate", "2023", folder=write_workspace(tmp_path, GOOD, GOOD))
    assert 0 == ended.code
    assert "Hồ sơ: 2 dòng = 2 hồ sơ, 3 ghi chú" in ended.out.splitlines()


def test_a_bad_cell_is_told_on_standard_output_and_ends_with_1(tmp_path: Path) -> None:
    ended = run("validate", "2023", folder=write_workspace(tmp_path, GOOD, BAD))
    assert (1, "") == (ended.code, ended.err)
    assert "2023/Hồ sơ.csv [Hồ sơ] F3: lỗi CC202: " in ended.out


def test_without_a_period_every_workbook_is_checked(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD)
    ended = run("validate", folder=folder)
    assert run("validate", "2023", folder=folder) == ended
    assert 1 == ended.code


def test_a_file_is_checked_by_itself(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD)
    ended = run("validate", str(Path("2023", "Hồ sơ.csv")), folder=folder)
    assert 1 == ended.code
    assert "F2: lỗi CC202" in ended.out


def test_data_names_the_workspace(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD)
    ended = run("validate", "2023", "--data", str(folder), folder=Path("/"))
    assert run("validate", "2023", folder=folder) == ended
    assert 1 == ended.code


def test_json_is_the_whole_of_standard_output(tmp_path: Path) -> None:
    found = json.loads(run("validate", "2023", "--format", "json", folder=write_workspace(tmp_path, BAD, BAD)).out)
    assert ["diagnostics", "summary", "ledger"] == list(found)
    assert ["error", "warning", "note", "rows"] == list(found["summary"])
    assert [("F2", "error"), ("F3", "error")] == [
        (one["cell"], one["severity"]) for one in found["diagnostics"] if one["code"] == "CC202"
    ]


def test_json_lists_what_the_text_folds(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, *[BAD] * 9)
    found = json.loads(run("validate", "2023", "--format", "json", folder=folder).out)
    assert 9 == sum(one["code"] == "CC202" for one in found["diagnostics"])
    assert "  … và 6 ô khác cùng lỗi CC202 (F5, F6, F7, …)" in run("validate", "2023", folder=folder).out.splitlines()


def test_output_writes_the_same_result_to_a_file(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD)
    ended = run("validate", "2023", "--format", "json", "--output", "lỗi.json", folder=folder)
    assert (1, "", "") == ended
    assert run("validate", "2023", "--format", "json", folder=folder).out == (folder / "lỗi.json").read_text("utf-8")


def test_quiet_prints_nothing_where_there_is_no_error(tmp_path: Path) -> None:
    assert (0, "", "") == run("validate", "2023", "--quiet", folder=write_workspace(tmp_path, GOOD))


def test_warnings_fail_under_strict_only(tmp_path: Path) -> None:
    online_without_level = GOOD.replace("Trực tiếp", "Trực tuyến")
    folder = write_workspace(tmp_path, online_without_level)
    assert (0, 1) == (
        run("validate", "2023", folder=folder).code,
        run("validate", "2023", "--strict", folder=folder).code,
    )


@pytest.mark.parametrize("encoding", ["cp1258", "cp437"])
def test_the_console_s_code_page_changes_nothing(encoding: str, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD)
    ended = run("validate", "2023", folder=folder, PYTHONIOENCODING=encoding)
    assert run("validate", "2023", folder=folder) == ended
    assert "lỗi CC202" in ended.out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_no_color_is_set(no_color: str, coloured: bool, tmp_path: Path) -> None:
    assert hasattr(os, "openpty")
    folder = write_workspace(tmp_path, BAD)
    environment = os.environ | {"NO_COLOR": no_color, "TERM": "xterm"}
    screen, terminal = os.openpty()
    command = [sys.executable, "-m", "cchc_report", "validate", "2023"]
    subprocess.run(command, cwd=folder, env=environment, stdout=terminal, stderr=terminal, check=False)
    os.close(terminal)
    shown = os.read(screen, 100_000).decode()
    os.close(screen)
    assert (True, coloured) == ("lỗi CC202" in shown, "\x1b[1;31mlỗi CC202\x1b[0m" in shown)


def test_in_a_pipe_there_is_no_colour(tmp_path: Path) -> None:
    assert "\x1b" not in run("validate", "2023", folder=write_workspace(tmp_path, BAD)).out


def test_an_empty_folder_is_told_of_without_a_lone_dot(tmp_path: Path) -> None:
    ended = run("validate", folder=tmp_path)
    assert "lỗi CC001: Không thấy sổ tính nào trong thư mục này" == ended.out.splitlines()[0]


def test_a_broken_workbook_is_not_said_to_lack_sheets(tmp_path: Path) -> None:
    (tmp_path / "2023.xlsx").write_bytes(b"PK\x03\x04 torn")
    ended = run("validate", "2023", folder=tmp_path)
    assert (1, 1, 0) == (ended.code, ended.out.count("lỗi CC002"), ended.out.count("CC10"))
