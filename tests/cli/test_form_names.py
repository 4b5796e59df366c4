"""`cchc form names`: what templates may name, found by a word of the name or of its meaning."""

from pathlib import Path

from .cli_process import run


def test_form_names_finds_a_name_by_its_vietnamese_meaning() -> None:
    ended = run("form", "names", "xin lỗi")
    line = "  dossiers.apologised  Trường hợp đã xin lỗi. Hồ sơ tiếp nhận trong kỳ hoặc từ kỳ trước chuyển sang, cột Xin lỗi ghi Có."
    assert (0, ["Số liệu: Hồ sơ", line]) == (ended.code, ended.out.splitlines())


def test_form_names_of_nothing_is_a_wrong_use() -> None:
    ended = run("form", "names", "không-có-gì")
    assert (2, "") == (ended.code, ended.out)


def test_form_names_writes_the_page_into_a_file(tmp_path: Path) -> None:
    page = tmp_path / "ten.md"
    assert (0, "") == run("form", "names", "--markdown", "-o", str(page))[:2]
    assert page.read_text(encoding="utf-8").startswith("# Tên dùng được trong mẫu Word")
