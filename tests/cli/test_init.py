import time
from pathlib import Path

from .cli_process import run
from .workbooks import write_workspace


def test_the_files_made_are_the_result(tmp_path: Path) -> None:
    ended = run("init", "xã mới", "--year", "2024", folder=tmp_path)
    names = ["cchc.toml", "1-kiem-tra.cmd", "2-lap-bao-cao.cmd", "2024.xlsx"]
    assert (0, [f"Đã tạo: {Path('xã mới', name)}" for name in names]) == (ended.code, ended.out.splitlines())
    assert ended.err.startswith("Tiếp theo: mở thư mục xã mới, điền sổ 2024.xlsx")


def test_a_second_run_makes_nothing_and_says_what_is_there(tmp_path: Path) -> None:
    run("init", ".", "--year", "2024", folder=tmp_path)
    ended = run("init", ".", "--year", "2024", folder=tmp_path)
    assert (0, "") == (ended.code, ended.out)
    assert "Đã có sẵn, giữ nguyên: 2024.xlsx" in ended.err.splitlines()


def test_the_year_is_this_one_unless_named(tmp_path: Path) -> None:
    run("init", ".", folder=tmp_path)
    assert (tmp_path / f"{time.localtime().tm_year}.xlsx").is_file()


def test_a_year_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    ended = run("init", ".", "--year", "2024-Q1", folder=tmp_path)
    assert (2, "", "lỗi: “2024-Q1” không phải là năm. Hãy gõ năm bốn chữ số, ví dụ --year 2024.") == (
        ended.code,
        ended.out,
        ended.err.strip(),
    )
    assert [] == list(tmp_path.iterdir())


def test_what_is_carried_over_is_counted(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    ended = run("init", ".", "--year", "2024", "--from", str(Path("2023", "Đơn vị.csv")), folder=tmp_path)
    assert (0, "Mang sang trang Đơn vị: 1 dòng") == (ended.code, ended.err.splitlines()[0])


def test_an_old_workbook_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    ended = run("init", "moi", "--from", "cu.xlsx", folder=tmp_path)
    assert (2, "lỗi: Không có tệp cu.xlsx. Hãy kiểm tra lại đường dẫn sau --from.") == (ended.code, ended.err.strip())
