"""`cchc doctor` as its users run it."""

import json
import re
import sys
from pathlib import Path

import pytest

from .cli_process import run
from .workbooks import GOOD, write_workspace

ROOM = re.compile(r"còn trống [\d.]+ [MG]B")  # changes from run to run
LINE = re.compile(r"(OK    |chú ý |lỗi   ) [A-ZĐ][\w ]+: .+| {7}→ .+")


def test_a_workspace_in_order_ends_with_0(tmp_path: Path) -> None:
    ended = run("doctor", folder=write_workspace(tmp_path, GOOD))
    assert (0, "") == (ended.code, ended.err)
    assert re.search(r"^OK     Sổ tính: năm 2023: 2023/\S", ended.out, re.MULTILINE)


def test_each_line_says_how_a_thing_stands_and_the_last_how_many(tmp_path: Path) -> None:
    *lines, blank, last = run("doctor", folder=tmp_path).out.splitlines()
    assert [] == [line for line in lines if not LINE.fullmatch(line)]
    assert ("", True) == (blank, re.fullmatch(r"\d+ OK, \d+ chú ý, 0 lỗi", last) is not None)


def test_broken_settings_end_with_1_and_their_message(tmp_path: Path) -> None:
    (tmp_path / "cchc.toml").write_text('form = "x\n', encoding="utf-8")
    ended = run("doctor", folder=tmp_path)
    assert (1, "") == (ended.code, ended.err)
    assert "lỗi    Cài đặt: cchc.toml: sai cú pháp ở dòng 1" in ended.out


def test_a_folder_that_is_not_there_ends_with_1(tmp_path: Path) -> None:
    assert 1 == run("doctor", "--data", str(tmp_path / "khong-co")).code


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root can write to")
def test_a_machine_that_lets_nothing_be_written_ends_with_3() -> None:
    ended = run("doctor", "--data", "/sys")
    assert (3, "") == (ended.code, ended.err)
    assert "lỗi    Thư mục kết quả: Không ghi được vào /sys" in ended.out


def test_json_says_the_same_for_software(tmp_path: Path) -> None:
    text, told = run("doctor", folder=tmp_path), json.loads(run("doctor", "--json", folder=tmp_path).out)
    assert text.out.splitlines()[-1].startswith(f"{told['summary']['ok']} OK, {told['summary']['warning']} chú ý")
    assert ("0.1.0", 0) == (told["version"], told["summary"]["error"])


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_the_answers_go_to_a_file(options: tuple[str, ...], tmp_path: Path) -> None:
    plain = run("doctor", *options, folder=tmp_path)
    ended = run("doctor", *options, "-o", "kham.txt", folder=tmp_path)
    written = (tmp_path / "kham.txt").read_text(encoding="utf-8")
    assert (0, "", ROOM.sub("", plain.out)) == (ended.code, ended.out, ROOM.sub("", written))


def test_the_code_page_of_the_window_is_told_and_not_that_of_our_own_output(tmp_path: Path) -> None:
    ended = run("doctor", folder=tmp_path, LC_ALL="C", PYTHONUTF8="0")
    expected = sys.platform not in {"linux"} or "thiếu 134 trong 134 chữ Việt có dấu" in ended.out
    assert (0, True) == (ended.code, expected)
