"""`cchc explain` as its users run it."""

import json
from pathlib import Path

from cchc_report.workbook import read_workbook

from .cli_process import run

SAMPLE = str(Path(__file__).parent.parent.parent / "sample_data" / "hoang-truong")


def test_a_figure_is_explained_in_lines() -> None:
    ended = run("explain", "2023", "3.5", "--data", SAMPLE)
    assert (0, "") == (ended.code, ended.err)
    lines = ended.out.splitlines()
    assert "3.5  Số thư/trường hợp đã công khai xin lỗi" == lines[0]
    assert "  Số liệu:    11" == lines[1]
    assert (
        "  Từ:         2023/ho-so-2023.xlsx, trang Hồ sơ: 150, 211, 219, 248, 471, 637, 642, 649, 735, 1094, 1198"
        in lines
    )
    assert "    xin-loi-con-thieu: Mỗi hồ sơ quá hạn, đã trả hay chưa, phải có một thư xin lỗi (3.5)" in lines


def test_the_rows_are_listed_on_demand() -> None:
    ended = run("explain", "2023", "3.5", "--rows", "--data", SAMPLE)
    rows = [line.split("\t")[2] for line in ended.out.splitlines() if line.startswith("2023/ho-so-2023.xlsx\tHồ sơ\t")]
    assert ["150", "211", "219", "248", "471", "637", "642", "649", "735", "1094", "1198"] == rows


def test_json_goes_to_a_file(tmp_path: Path) -> None:
    output = tmp_path / "giai-thich.json"
    assert 0 == run("explain", "2023", "3.3.2", "--json", "-o", str(output), "--data", SAMPLE).code
    found = json.loads(output.read_text(encoding="utf-8"))
    assert ("3.3.2", 1588, 1588) == (found["code"], found["value"], len(found["rows"]))


def test_the_rows_are_written_to_a_workbook(tmp_path: Path) -> None:
    output = tmp_path / "xin loi.xlsx"
    ended = run("explain", "2023", "3.5", "--xlsx", str(output), "--data", SAMPLE)
    assert "Đã ghi 11 dòng vào" in ended.err
    (sheet,), problems = read_workbook(output, output.name)
    assert [] == list(problems)
    assert "Hồ sơ" == sheet.name
    again = tmp_path / "lan hai.xlsx"
    run("explain", "2023", "3.5", "--xlsx", str(again), "--data", SAMPLE)
    assert output.read_bytes() == again.read_bytes()


def test_an_unknown_code_is_wrong_use() -> None:
    ended = run("explain", "2023", "3.3.22", "--data", SAMPLE)
    assert (2, "") == (ended.code, ended.out)
    assert "Không có chỉ tiêu hay số liệu “3.3.22”" in ended.err


def test_a_figure_without_rows_writes_no_workbook(tmp_path: Path) -> None:
    output = tmp_path / "trong.xlsx"
    ended = run("explain", "2023", "2.1", "--xlsx", str(output), "--data", SAMPLE)
    assert (1, False) == (ended.code, output.exists())
