"""Each wrong entry of form.toml is named once, as the file writes it, and in Vietnamese."""

from pathlib import Path

import pytest

from cchc_report.form import load_form

HEAD = 'id = "x"\ntitle = "x"\nappendix_name = "Phụ lục"\nappendix_title = "x"\nsections = ["I.1"]\n'
ROW = '[[indicator]]\ncode = "1"\nlabel = "a"\nkind = "count"\n'


def problems_of(text: str, folder: Path) -> list[tuple[str | None, str]]:
    """Return place and message of what is wrong with a form that cannot be used."""
    (folder / "form.toml").write_text(text, encoding="utf-8")
    form, problems = load_form(folder)
    assert form is None
    return [(problem.place.cell, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("indicator", "Mục indicator: thiếu mục này"), HEAD),
        (("indicator", "Mục indicator: giá trị sai kiểu"), f"{HEAD}indicator = 5"),
        (
            ("indicator[2].code", "Mục indicator[2].code: thiếu mục này"),
            f'{HEAD}{ROW}[[indicator]]\nlabel = "b"\nkind = "count"',
        ),
        (("indicator[1].sum", "Mục indicator[1].sum: giá trị sai kiểu"), f'{HEAD}{ROW}sum = ["dossiers.total"]'),
        (
            ("indicator[1].share.whole", "Mục indicator[1].share.whole: thiếu mục này"),
            f'{HEAD}{ROW}share = {{ part = "1.1" }}',
        ),
        (
            ("indicator[1].code", "Mục indicator[1].code: mã chỉ tiêu phải có dạng 3.3.1 hoặc 3.3.1.a"),
            HEAD + ROW.replace('"1"', '"I.1"'),
        ),
        (
            ("on_time_denominator", "Mục on_time_denominator: giá trị không có trong danh mục"),
            f'{HEAD}on_time_denominator = "all"\n{ROW}',
        ),
        (("dòng 6, cột 9", "Dòng 6, cột 9: sai cú pháp TOML"), HEAD + HEAD),
    ],
)
def test_a_wrong_entry_is_named_once(expected: tuple[str, str], text: str, tmp_path: Path) -> None:
    assert [expected] == problems_of(text, tmp_path)


def test_all_wrong_entries_are_told_in_one_run(tmp_path: Path) -> None:
    text = HEAD.replace('title = "x"\n', "", 1) + ROW.replace("count", "số") + "color = 1\n"
    assert ["title", "indicator[1].kind", "indicator[1].color"] == [place for place, _ in problems_of(text, tmp_path)]


def test_a_form_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(HEAD + ROW, encoding="utf-8-sig")
    form, problems = load_form(tmp_path)
    assert () == problems
    assert form is not None
    assert ["1"] == list(form.by_code)


def test_a_folder_without_a_form_is_told(tmp_path: Path) -> None:
    form, problems = load_form(tmp_path)
    assert form is None
    assert ["Không đọc được tệp"] == [problem.message for problem in problems]
