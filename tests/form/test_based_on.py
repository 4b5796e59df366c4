"""A form that says only how it differs from another."""

from pathlib import Path

from cchc_report.form import load_form
from cchc_report.form.based_on import whole
from cchc_report.form.pack import Form, base_folders, packaged_forms

BASE = """
id = "goc"
title = "Gốc"
appendix_name = "Phụ lục 1"
appendix_title = "x"
valid_to = 2025-06-30
sections = ["I.1"]
section_titles = { "I.1" = "Cũ", "I" = "Chương" }
sentence = [{ section = "I.1", says = ["có {dossiers.received} hồ sơ"] }]
indicator = [
    { code = "1", label = "Một", unit = "Việc", kind = "count", figure = "dossiers.received" },
    { code = "2", label = "Hai", unit = "Việc", kind = "count" },
    { code = "3", label = "Ba", unit = "Việc", kind = "count" },
]
rule = [
    { id = "a", says = "a", hint = "x", at_most = { part = "1", whole = "2" } },
    { id = "b", says = "b", hint = "x", at_most = { part = "2", whole = "3" } },
]
"""
OWN = """
id = "con"
based_on = "goc"
title = "Con"
without_rows = ["3"]
without_rules = ["b"]
section_titles = { "I.1" = "Mới" }

[[indicator]]
code = "1"
label = "Một mới"
sum = ["2", "1.1"]

[[indicator]]
code = "1.1"
after = "1"
label = "Chen"
kind = "count"

[[rule]]
id = "a"
says = "a mới"

[[sentence]]
replaces = "dossiers.received"
section = "I.1"
says = ["tiếp nhận {dossiers.received} hồ sơ"]
"""


def write(folder: Path, **texts: str) -> Form | None:
    """Write forms beside each other and return the last."""
    for name, text in texts.items():
        (folder / name).mkdir()
        (folder / name / "form.toml").write_text(text, encoding="utf-8")
    return load_form(folder / name)[0]


def test_it_has_what_it_says_and_of_the_rest_what_the_form_below_says(tmp_path: Path) -> None:
    form = write(tmp_path, goc=BASE, con=OWN)
    assert form is not None
    assert ("con", "Con", "Phụ lục 1", ("I.1",)) == (form.id, form.title, form.appendix_name, form.sections)
    assert {"I.1": "Mới", "I": "Chương"} == form.section_titles
    assert (None, False) == (form.valid_to, form.is_dated)


def test_rows_are_changed_put_in_and_dropped(tmp_path: Path) -> None:
    form = write(tmp_path, goc=BASE, con=OWN)
    assert form is not None
    assert [("1", "Một mới", "Việc", ("2", "1.1")), ("1.1", "Chen", "", ()), ("2", "Hai", "Việc", ())] == [
        (row.code, row.label, row.unit, row.operands) for row in form.rows
    ]


def test_rules_and_sentences_are_changed_and_switched_off(tmp_path: Path) -> None:
    form = write(tmp_path, goc=BASE, con=OWN)
    assert form is not None
    assert [("a", "a mới")] == [(rule.id, rule.says) for rule in form.rules]
    assert [("tiếp nhận {dossiers.received} hồ sơ",)] == [one.says for one in form.sentences]


def test_a_change_of_the_form_below_is_a_change_of_the_form(tmp_path: Path) -> None:
    write(tmp_path, goc=BASE, con=OWN)
    (tmp_path / "goc" / "form.toml").write_text(BASE.replace("Hai", "Hai khác"), encoding="utf-8")
    form, _ = load_form(tmp_path / "con")
    assert form is not None
    assert "Hai khác" == form.by_code["2"].label


def test_a_form_below_that_is_not_there_or_goes_in_a_circle_is_told(tmp_path: Path) -> None:
    write(tmp_path, con=OWN, vong=OWN.replace('"goc"', '"vong"'))
    for name, below in (("con", "goc"), ("vong", "vong")):
        form, problems = load_form(tmp_path / name)
        assert (None, [f"Based_on: không có biểu mẫu “{below}” dùng được để dựa vào"]) == (
            form,
            [one.message for one in problems],
        )


def test_the_form_of_two_tiers_says_only_what_differs() -> None:
    folder = packaged_forms() / "xa-2025"
    form, problems = load_form(folder)
    assert form is not None
    assert ((), 81, 94) == (problems, len(form.rows), len(form.rules))
    assert (packaged_forms() / "thanh-hoa-2023",) == base_folders(folder)
    assert "Tiếp nhận trực tuyến một phần" == form.by_code["3.3.1.c"].label
    assert "dossiers.received_online_3" == form.by_code["3.3.1.c"].operands[0]


def test_the_words_before_a_list_are_kept_and_no_place_for_its_sentence() -> None:
    sentence = {
        "section": "II.1",
        "list": "documents.issued_by_type",
        "after": ["đã ban hành {}"],
        "entry": "{count} {name}",
    }
    assert [sentence] == whole({"sentence": [sentence]}, {})["sentence"]
