"""`cchc form new`: a copy to edit, which is told what to do next and never overwrites anything."""

from pathlib import Path

from .cli_process import run


def test_form_new_copies_the_newest_form_under_its_own_name(tmp_path: Path) -> None:
    ended = run("form", "new", "tinh-2027", folder=tmp_path)
    files = ["bao_cao.docx", "form.toml", "phu_luc_01b.docx"]
    made = [f"Đã tạo: {Path('templates', 'tinh-2027', name)}" for name in files]
    assert (0, made) == (ended.code, ended.out.splitlines())
    text = (tmp_path / "templates" / "tinh-2027" / "form.toml").read_text(encoding="utf-8")
    assert 'id = "tinh-2027"\n' in text
    assert "valid_from = 2025-07-01\n" in text
    assert "cchc form check tinh-2027" in ended.err
    assert (0, "0 lỗi, 0 cảnh báo, 0 ghi chú\n", "") == run("form", "check", "tinh-2027", folder=tmp_path)


def test_form_new_copies_the_form_that_is_named(tmp_path: Path) -> None:
    assert 0 == run("form", "new", "cua-xa", "--from", "thanh-hoa-2023", "--quiet", folder=tmp_path).code
    assert "Phụ lục 01b" in (tmp_path / "templates" / "cua-xa" / "form.toml").read_text(encoding="utf-8")


def test_form_new_leaves_a_form_that_is_there_as_it_is(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "cua-xa"
    own.mkdir(parents=True)
    (own / "form.toml").write_text("của xã", encoding="utf-8")
    ended = run("form", "new", "cua-xa", folder=tmp_path)
    assert (2, "") == (ended.code, ended.out)
    assert "không ghi đè" in ended.err
    assert ["form.toml"] == [path.name for path in own.iterdir()]
    assert "của xã" == (own / "form.toml").read_text(encoding="utf-8")


def test_form_new_refuses_names_that_are_paths_or_taken(tmp_path: Path) -> None:
    for name in ("../ngoai", "Biểu Mẫu", "xa-2025"):
        ended = run("form", "new", name, folder=tmp_path)
        assert (2, "") == (ended.code, ended.out)
        assert f"“{name}”" in ended.err
    assert [] == list(tmp_path.iterdir())
