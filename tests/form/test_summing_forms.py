"""A form that sums another one: its rows and rules are that form's, as many units together have them."""

from pathlib import Path

import pytest

from cchc_report.form import load_form
from cchc_report.form.pack import FORM_FILE, Form, RowKind, packaged_forms
from cchc_report.setup.form_proof import prove_form

BASE = """
id = "xa"
title = "Báo cáo"
appendix_name = "Phụ lục"
appendix_title = "Thống kê"
on_time_denominator = "finished"
sections = ["I"]
[[indicator]]
code = "1"
label = "Hồ sơ"
kind = "count"
figure = "dossiers.received"
[[indicator]]
code = "2"
label = "Đối thoại"
unit = "Không = 0 | Có = 1"
kind = "choice"
[[indicator]]
code = "3"
label = "Hình thức"
unit = "Trực tuyến = 0 | Phát phiếu = 1 | Kết hợp = 2"
kind = "choice"
[[rule]]
id = "khong-qua"
says = "Đúng"
hint = "Sửa."
at_most = { part = "1", whole = "dossiers.total" }
[[rule]]
id = "loi-van"
says = "Đúng"
hint = "Sửa."
same_period = ["I"]
"""
SUM = """
id = "tinh"
title = "Báo cáo tổng hợp"
appendix_name = "Phụ lục 01a"
appendix_title = "Tổng hợp"
sums = "xa"
"""


def form(root: Path, said: str = SUM, base: str = BASE) -> Form | None:
    for name, text in (("xa", base), ("tinh", said)):
        (root / name).mkdir(exist_ok=True)
        (root / name / FORM_FILE).write_text(text, encoding="utf-8")
    return load_form(root / "tinh")[0]


def test_it_has_the_rows_the_rules_and_the_denominator_of_the_form_it_sums(tmp_path: Path) -> None:
    found = form(tmp_path)
    assert found is not None
    assert ["1", "2", "3"] == list(found.by_code)
    assert "finished" == found.on_time_denominator.value
    assert ["khong-qua"] == [rule.id for rule in found.rules]  # a rule of texts is about the communes' own


def test_a_choice_becomes_a_number_of_units(tmp_path: Path) -> None:
    found = form(tmp_path)
    assert found is not None
    assert [(RowKind.COUNT, "Số đơn vị: Có"), (RowKind.COUNT, "Trực tuyến | Phát phiếu | Kết hợp")] == [
        (row.kind, row.unit) for row in found.rows[1:]
    ]


def test_a_row_of_its_own_takes_the_place_of_the_other(tmp_path: Path) -> None:
    found = form(tmp_path, f'{SUM}\n[[indicator]]\ncode = "2"\nlabel = "Số xã có đối thoại"\nkind = "count"\n')
    assert found is not None
    assert ["Hồ sơ", "Số xã có đối thoại", "Hình thức"] == [row.label for row in found.rows]


@pytest.mark.parametrize("name", ["khong-co", "tinh"], ids=["not there", "itself"])
def test_a_form_that_sums_none_is_told(name: str, tmp_path: Path) -> None:
    assert form(tmp_path, SUM.replace('"xa"', f'"{name}"')) is None
    (problem,) = load_form(tmp_path / "tinh")[1]
    assert ("CC501", "sums") == (problem.code.identifier, problem.place.cell)
    assert f"không có biểu mẫu “{name}” dùng được để cộng" in problem.message


@pytest.mark.parametrize("name", ["thanh-hoa-2023", "xa-2025"])
def test_each_packaged_form_has_one_that_sums_it_and_prints_all_its_rows(name: str) -> None:
    folder = packaged_forms() / f"{name}-tong-hop"
    assert () == prove_form(folder)
    summing, base = load_form(folder)[0], load_form(packaged_forms() / name)[0]
    assert summing is not None
    assert base is not None
    assert list(base.by_code) == list(summing.by_code)
