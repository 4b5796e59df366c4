from pathlib import Path

from .cli_process import run


def test_form_check_of_the_form_that_comes_with_the_program_finds_nothing_wrong(tmp_path: Path) -> None:
    assert (0, "0 lỗi, 0 cảnh báo, 0 ghi chú\n", "") == run("form", "check", folder=tmp_path)


def test_form_check_of_an_unknown_form_is_a_wrong_use(tmp_path: Path) -> None:
    assert (2, "") == run("form", "check", "khong-co", folder=tmp_path)[:2]
