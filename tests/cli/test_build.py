import json
import shutil
import sys
from pathlib import Path

import pytest

from cchc_report.document import printed_text

from .cli_process import run
from .workbooks import BAD, GOOD, write_workspace


def test_what_was_written_is_the_result_and_the_rest_goes_to_standard_error(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    ended = run("build", "2023", folder=folder)
    written = [folder / line for line in ended.out.splitlines()]
    assert (0, 1, True) == (ended.code, len(written), all(path.is_file() for path in written))
    assert "Đã lập báo cáo năm 2023:" == ended.err.splitlines()[-1]


def test_split_writes_two_documents(tmp_path: Path) -> None:
    ended = run("build", "2023", "--split", folder=write_workspace(tmp_path, GOOD))
    assert (0, 2) == (ended.code, len(ended.out.splitlines()))


def test_charts_go_behind_the_appendix_or_into_a_file_of_their_own(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    (report,) = run("build", "2023", "--charts", folder=folder).out.splitlines()
    assert "Phụ lục biểu đồ" in printed_text((folder / report).read_bytes())
    kept = json.loads((folder / report).with_suffix(".json").read_text("utf-8"))["charts"]
    assert {"Hộ tịch": 1} == {
        field: counts["Giải quyết đúng hẹn"] for field, counts in kept["dossiers.by_field"].items()
    }
    split = run("build", "2023", "--charts", "--split", folder=folder).out.splitlines()
    assert ["bao-cao-2023.docx", "phu-luc-01b-2023.docx", "bieu-do-2023.docx"] == [Path(path).name for path in split]


@pytest.mark.parametrize("option", ["--trace", "--split"])
def test_a_report_with_charts_is_verified_as_it_was_built(tmp_path: Path, option: str) -> None:
    folder = write_workspace(tmp_path, GOOD)
    paths = run("build", "2023", "--charts", option, folder=folder).out.splitlines()
    documents = [path for path in paths if path.endswith(".docx")]
    assert [0] * len(documents) == [run("verify", path, folder=folder).code for path in documents]
    assert len(documents) > 1


def test_two_annexes_are_numbered_where_the_state_s_form_has_no_number_of_its_own(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    (folder / "2023").rename(folder / "2025")
    log = folder / "2025" / "Hồ sơ.csv"
    log.write_text(log.read_text("utf-8").replace("/03/2023", "/11/2025"), encoding="utf-8")
    (report,) = run("build", "2025-Q4", "--charts", folder=folder).out.splitlines()
    lines = printed_text((folder / report).read_bytes()).split("\n")
    assert ["Phụ lục I", "Phụ lục II"] == [line for line in lines if line.startswith("Phụ lục")]
    assert "(số liệu chi tiết tại Phụ lục I, biểu đồ tại Phụ lục II kèm theo)" in "".join(lines)


def test_a_form_may_do_without_an_addressee(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    own = folder / "templates" / "rieng"
    shutil.copytree(Path(__file__).parents[2] / "templates" / "thanh-hoa-2023", own)
    text = (own / "form.toml").read_text("utf-8")
    (own / "form.toml").write_text(text.replace("addressee = true", "addressee = false"), encoding="utf-8")
    (folder / "cchc.toml").write_text('form = "rieng"\n', encoding="utf-8")
    (report,) = run("build", "2023", folder=folder).out.splitlines()
    lines = printed_text((folder / report).read_bytes()).split("\n")
    assert [] == [line for line in lines if line.startswith("Kính gửi") or "Như trên" in line]
    assert "- UBND huyện Hoằng Hóa (b/c);" in lines


def test_last_year_s_workbooks_stand_beside_this_year_s_in_a_chart(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    shutil.copytree(folder / "2023", folder / "2022")
    log = folder / "2022" / "Hồ sơ.csv"
    log.write_text(log.read_text("utf-8").replace("/2023", "/2022"), encoding="utf-8")
    (report,) = run("build", "2023", "--charts", folder=folder).out.splitlines()
    assert "Hồ sơ năm 2023 so với cùng kỳ năm 2022" in printed_text((folder / report).read_bytes())


def test_charts_of_which_nothing_is_known_are_told_and_nothing_is_written(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD.replace("/2023", "/2021"))
    ended = run("build", "2023", "--charts", folder=folder)
    assert (1, "", False) == (ended.code, ended.out, (folder / "out").exists())
    assert "Chưa có số liệu để vẽ biểu đồ." in ended.err


def test_errors_stop_a_build_and_nothing_is_written(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD, BAD)
    ended = run("build", "2023", folder=folder)
    assert (1, "", False) == (ended.code, ended.out, (folder / "out").exists())
    assert "2023/Hồ sơ.csv [Hồ sơ] F3: lỗi CC202: " in ended.err


def test_a_draft_is_written_in_spite_of_errors_but_does_not_hide_them(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD, BAD)
    ended = run("build", "2023", "--draft", folder=folder)
    assert (1, 1) == (ended.code, len(ended.out.splitlines()))
    assert "CC202" in ended.err


def test_quiet_leaves_the_result_alone(tmp_path: Path) -> None:
    ended = run("build", "2023", "--quiet", folder=write_workspace(tmp_path, GOOD))
    assert (0, "", 1) == (ended.code, ended.err, len(ended.out.splitlines()))


def test_json_tells_outputs_figures_indicators_and_diagnostics(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD, GOOD)
    found = json.loads(run("build", "2023", "--json", folder=folder).out)
    assert ["outputs", "figures", "indicators", "diagnostics", "summary", "ledger"] == list(found)
    assert (2, 2) == (found["figures"]["dossiers.received"], found["summary"]["rows"]["Hồ sơ"])
    assert {"value": 2, "source": "computed"} == found["indicators"]["3.3.2"]
    assert all(Path(path).is_file() for path in found["outputs"])


def test_json_is_printed_even_when_errors_stop_the_build(tmp_path: Path) -> None:
    ended = run("build", "2023", "--json", folder=write_workspace(tmp_path, BAD))
    found = json.loads(ended.out)
    assert (1, []) == (ended.code, found["outputs"])
    assert "CC202" in [one["code"] for one in found["diagnostics"]]


def test_json_may_go_to_a_file(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    assert (0, "") == run("build", "2023", "--json", "--output", "so-lieu.json", folder=folder)[:2]
    assert 1 == json.loads((folder / "so-lieu.json").read_text("utf-8"))["figures"]["dossiers.received"]


def test_under_strict_a_warning_stops_the_build(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD.replace("Trực tiếp", "Trực tuyến"))
    ended = run("build", "2023", "--strict", folder=folder)
    assert (1, "", False) == (ended.code, ended.out, (folder / "out").exists())
    assert ended.err.splitlines()[-1].startswith("lỗi: Chưa lập báo cáo vì còn cảnh báo")


def test_an_edited_report_is_not_overwritten_without_force(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    report = folder / run("build", "2023", folder=folder).out.splitlines()[0]
    report.write_bytes(b"edited")
    assert (2, b"edited") == (run("build", "2023", folder=folder).code, report.read_bytes())
    assert (0, True) == (run("build", "2023", "--force", folder=folder).code, report.read_bytes() != b"edited")


@pytest.mark.parametrize("encoding", ["cp1258", "cp437"])
def test_the_console_s_code_page_changes_nothing(encoding: str, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    ended = run("build", "2023", folder=folder, PYTHONIOENCODING=encoding)
    assert run("build", "2023", folder=folder) == ended
    assert 0 == ended.code


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other systems have other openers")
def test_open_hands_the_report_to_the_system_s_opener(tmp_path: Path) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)
    ended = run("build", "2023", "--open", folder=write_workspace(tmp_path, GOOD), PATH=str(opener.parent))
    assert ended.out.splitlines()[0] in (tmp_path / "opened").read_text("utf-8")


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="other systems have other openers")
def test_where_nothing_can_open_it_the_user_is_told_and_the_build_succeeds(tmp_path: Path) -> None:
    ended = run("build", "2023", "--open", folder=write_workspace(tmp_path, GOOD), PATH="")
    assert (0, True) == (ended.code, "Không tự mở được báo cáo." in ended.err)


def test_a_year_without_a_workbook_gives_not_even_a_draft(tmp_path: Path) -> None:
    ended = run("build", "2023", "--draft", folder=tmp_path)
    assert (1, "", []) == (ended.code, ended.out, list(tmp_path.iterdir()))
    assert "2023.xlsx: lỗi CC001: Không thấy sổ tính của năm 2023 trong thư mục này" == ended.err.splitlines()[0]
    assert "lỗi: Chưa lập báo cáo vì năm 2023 chưa có sổ tính nào." == ended.err.splitlines()[-1]
