"""Which form a period is reported on: the one cchc.toml names, else the one in force on the day counting stops."""

from pathlib import Path

import pytest

from cchc_report.form import check_form_period, load_form
from cchc_report.form.choice import form_in_force
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.errors import UsageError
from cchc_report.ground.periods import YearStart, parse_period
from cchc_report.workspace.workspace import Settings, Workspace


def folder_of_forms(root: Path, **validity: str) -> list[Path]:
    """Make forms of one row, each with the lines that say from and until when it is used."""
    for name, lines in validity.items():
        text = f'id = "{name}"\ntitle = "x"\nappendix_name = "Phụ lục"\nappendix_title = "x"\nsections = ["I.1"]\n{lines}\n'
        (root / name).mkdir()
        (root / name / "form.toml").write_text(
            text + '[[indicator]]\ncode = "1"\nlabel = "a"\nkind = "count"\n', encoding="utf-8"
        )
    return sorted(root.iterdir())


@pytest.mark.parametrize(
    ("form", "period"),
    [
        ("thanh-hoa-2023", "2023"),
        ("thanh-hoa-2023", "2024-9M"),
        ("thanh-hoa-2023", "2025-Q2"),  # stops on the district's last day
        ("thanh-hoa-2023", "2025-6M"),
        ("xa-2025", "2025-Q3"),
        ("xa-2025", "2025"),
        ("xa-2025", "2027-Q1"),
    ],
)
def test_a_period_is_reported_on_the_form_in_force_on_its_last_day(form: str, period: str, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert form == workspace.form_folder(workspace.parse_period(period)).name


def test_the_bounds_that_cchc_toml_gives_a_period_decide_as_well(tmp_path: Path) -> None:
    bounds = {"periods": {"2025": {"from": "2024-12-15", "to": "2025-06-14"}}}
    workspace = Workspace(tmp_path, Settings.model_validate(bounds))
    assert "thanh-hoa-2023" == workspace.form_folder(workspace.parse_period("2025")).name


def test_the_state_s_second_quarter_of_2025_ends_before_the_form_of_the_two_tiers(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Settings(year_start=YearStart.STATE))
    assert "thanh-hoa-2023" == workspace.form_folder(workspace.parse_period("2025-Q2")).name


def test_a_form_named_in_cchc_toml_wins(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path, Settings(form="thanh-hoa-2023"))
    assert "thanh-hoa-2023" == workspace.form_folder(workspace.parse_period("2026")).name


def test_a_form_that_says_no_day_is_never_chosen_by_the_period(tmp_path: Path) -> None:
    folders = folder_of_forms(tmp_path, dated="valid_from = 2020-01-01", undated="")
    assert "dated" == form_in_force(folders, parse_period("2023").cutoff).name


def test_two_forms_in_force_on_one_day_are_asked_about(tmp_path: Path) -> None:
    folders = folder_of_forms(tmp_path, a="valid_from = 2020-01-01", b="valid_to = 2030-01-01")
    with pytest.raises(UsageError, match=r"2 biểu mẫu cùng áp dụng: a, b. .* form = \"a\""):
        form_in_force(folders, parse_period("2023").cutoff)


def test_a_day_without_a_form_is_told_with_the_forms_there_are(tmp_path: Path) -> None:
    folders = folder_of_forms(tmp_path, a="valid_from = 2024-01-01")
    with pytest.raises(UsageError, match=r"ngày 31/12/2023. Các biểu mẫu: a \(từ 01/01/2024\)"):
        form_in_force(folders, parse_period("2023").cutoff)


@pytest.mark.parametrize(
    ("expected", "form", "period", "named"),
    [
        ([], "thanh-hoa-2023", "2023", True),
        ([], "thanh-hoa-2023", "2023", False),
        ([("warning", "2026")], "thanh-hoa-2023", "2026", True),
        ([("note", "2025")], "xa-2025", "2025", False),  # its first half was reported to the district
        ([], "xa-2025", "2025", True),
        ([], "xa-2025", "2025-Q3", False),
    ],
)
def test_a_period_and_a_form_that_do_not_agree_are_told(
    expected: list[tuple[str, str]], form: str, period: str, named: bool
) -> None:
    loaded, _ = load_form(packaged_forms() / form)
    assert loaded is not None
    found = check_form_period(loaded, parse_period(period), named=named)
    assert expected == [(one.severity, one.place.cell) for one in found]


def test_a_year_on_two_forms_is_a_note_that_says_what_to_write() -> None:
    form, _ = load_form(packaged_forms() / "xa-2025")
    assert form is not None
    (note,) = check_form_period(form, parse_period("2025"), named=False)
    assert "note" == note.severity
    assert 'periods."2025" = { from = 2025-07-01, to = 2025-12-31 }' in note.hint
