"""What cchc.toml says wrongly is told before anything is counted by it."""

from datetime import date
from pathlib import Path

import pytest

from cchc_report.form import load_form
from cchc_report.ground.errors import UsageError
from cchc_report.workspace.workspace import open_workspace


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[periods."2023"]\nfrom = 2023-12-04\nto = 2022-12-07', "from phải trước to"),
        ('[periods."2023"]\nfrom = 0001-01-01\nto = 9999-12-31', "from phải trước to"),
        ('[periods."2023-q1"]\nfrom = 2023-01-01\nto = 2023-03-04', "hãy ghi “2023-Q1”"),
        ('[periods."quý I"]\nfrom = 2023-01-01\nto = 2023-03-04', "tên kỳ “quý I”"),
        ("form = " + "[" * 5000, "quá nhiều dấu ngoặc"),
        ("form = " + "9" * 5000, "số quá dài"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_told(tmp_path: Path, settings: str, told: str) -> None:
    (tmp_path / "cchc.toml").write_text(settings, encoding="utf-8")

    with pytest.raises(UsageError, match=told):
        open_workspace(tmp_path)


def test_explicit_bounds_are_those_of_the_period(tmp_path: Path) -> None:
    settings = '[periods."2023"]\nfrom = 2022-12-07\nto = 2023-12-04'
    (tmp_path / "cchc.toml").write_text(settings, encoding="utf-8")
    period = open_workspace(tmp_path).parse_period("2023")

    assert (date(2022, 12, 7), date(2023, 12, 4)) == (period.start, period.cutoff)


@pytest.mark.parametrize("text", ["id = " + "[" * 5000, "id = " + "9" * 5000])
def test_a_form_that_is_no_form_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    form, problems = load_form(tmp_path)

    assert form is None
    assert [True] == ["số quá dài hoặc quá nhiều dấu ngoặc lồng nhau" in one.message for one in problems]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[columns."Ho so cu"]\n"A" = "Mã hồ sơ"\n', "không có trang nào tên như vậy"),
        ('[choices."Hinh thuc"]\n"A" = "BCCI"\n', "không có cột nào tên như vậy"),
    ],
)
def test_words_for_a_sheet_or_column_that_is_not_there_are_refused(tmp_path: Path, settings: str, told: str) -> None:
    (tmp_path / "cchc.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(UsageError, match=told):
        open_workspace(tmp_path)


def test_words_for_a_sheet_are_matched_as_sheets_are(tmp_path: Path) -> None:
    (tmp_path / "cchc.toml").write_text('[columns."HO SO"]\n"A" = "Mã hồ sơ"\n', encoding="utf-8")
    assert {"HO SO"} == set(open_workspace(tmp_path).settings.columns)
