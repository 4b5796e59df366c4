"""The form of Thanh Hóa 2023, and what a form pack may and may not say."""

import csv
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_report.figures import Figure, Figures, count
from cchc_report.form import Form, Source, check_form, compute, load_form, read_entries
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.periods import parse_period
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.table import Table
from cchc_report.tables.workspace_tables import Tables
from tests.tables.test_unite import part_of
from tests.tables.texts import told

NAMES = tuple(count(Tables(), parse_period("2023")))
GROUP_LISTS = tuple(
    f"staffing.{group}.{levels}"
    for group in ("officials", "civil_servants")
    for levels in ("qualifications", "political_theory")
)
HEAD = 'id = "x"\ntitle = "x"\nappendix_name = "Phụ lục"\nappendix_title = "x"\nsections = ["I.1"]\n'


def form_of(*rows: str) -> Form:
    """Make a form of rows written as TOML tables."""
    return Form.model_validate(tomllib.loads(HEAD + "\n".join(f"[[indicator]]\n{row}" for row in rows)))


def figures(**values: int | Decimal | None) -> Figures:
    """Make figures of a subject `x`."""
    return Figures.of(Figure(name=f"x.{name}", label=name, value=value, rule="") for name, value in values.items())


def entered(*rows: str) -> Table[EnteredIndicator]:
    """Make the sheet of entered numbers."""
    return Table(EnteredIndicator, (part_of(EnteredIndicator, "\n".join(["Mã | Số liệu | Ghi chú", *rows])),))


def reference() -> list[dict[str, str]]:
    """Return the published appendix."""
    with Path(__file__).with_name("phu-luc-01b-2023.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_the_form_has_the_published_rows_in_order() -> None:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert () == problems
    assert form is not None
    published = [(row["code"], row["printed_code"], row["indicator"], row["unit"], row["kind"]) for row in reference()]
    assert 81 == len(form.rows)
    assert published == [(row.code, row.printed_code, row.label, row.unit, row.kind) for row in form.rows]


def test_the_form_is_sound() -> None:
    form, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    assert [] == list(check_form(form, NAMES, GROUP_LISTS))


def test_a_row_is_computed_where_its_figure_is_known_and_entered_where_not() -> None:
    form = form_of(
        'code = "1"\nlabel = "a"\nkind = "count"\nfigure = "x.known"',
        'code = "2"\nlabel = "b"\nkind = "count"\nfigure = "x.unknown"',
        'code = "3"\nlabel = "c"\nkind = "count"',
        'code = "4"\nlabel = "d"\nkind = "count"',
    )
    found, problems = compute(form, figures(known=5, unknown=None), entered("2 | ~7 | theo sổ", "3 | ~0"))
    assert [(5, Source.COMPUTED), (7, Source.ENTERED), (0, Source.ENTERED), (None, Source.EMPTY)] == [
        (one.value, one.source) for one in found.values()
    ]
    assert "theo sổ" == found["2"].note
    assert () == problems


def test_sums_and_shares_are_computed_and_unknown_with_any_operand() -> None:
    form = form_of(
        'code = "1"\nlabel = "a"\nkind = "count"\nsum = ["x.a", "x.b"]',
        'code = "2"\nlabel = "b"\nkind = "percent"\nshare = { part = "x.a", whole = "1" }',
        'code = "3"\nlabel = "c"\nkind = "count"\nsum = ["x.a", "x.none"]',
    )
    found, _ = compute(form, figures(a=1, b=2, none=None), Table(EnteredIndicator))
    assert [3, None] == [found["1"].value, found["3"].value]
    assert ["3", "33,33", ""] == [one.text for one in found.values()]


def test_an_entered_number_that_differs_from_the_computed_one_is_told_and_not_printed() -> None:
    form = form_of('code = "3.5"\nlabel = "a"\nkind = "count"\nfigure = "x.a"')
    found, problems = compute(form, figures(a=11), entered("3.5 | ~12"))
    assert 11 == found["3.5"].value
    assert [("CC401", "B2")] == told(problems)
    assert "số nhập 12 khác số tính được từ sổ 11" in problems[0].message


@pytest.mark.parametrize(
    ("row", "code", "cell", "part"),
    [
        ("9.9 | ~1", "CC402", "A2", "“9.9”"),
        ("1.5 | ~2", "CC405", "B2", "2 không phải là một lựa chọn"),
        ("1 | ~2", "CC208", "B2", "tên nhóm"),
        ("5.4.2 | ~101", "CC208", "B2", "tỷ lệ 101% ngoài khoảng 0-100%"),
        ("1.4.1 | ~2.5", "CC208", "B2", "2,5 không phải là số đếm"),
    ],
)
def test_a_number_that_does_not_fit_its_row_is_told(row: str, code: str, cell: str, part: str) -> None:
    form, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    found, problems = compute(form, Figures({}), entered(row))
    assert [(code, cell)] == told(problems)
    assert part in problems[0].message
    assert {None} == {one.value for one in found.values()}


@pytest.mark.parametrize(
    ("rows", "code", "part"),
    [
        (['code = "1"\nlabel = "a"\nkind = "count"\nfigure = "dossiers.on_tim"'], "CC502", "“dossiers.on_tim”"),
        (['code = "1"\nlabel = "a"\nkind = "count"', 'code = "1"\nlabel = "b"\nkind = "count"'], "CC501", "2 dòng"),
        (
            [
                'code = "1"\nlabel = "a"\nkind = "count"\nfigure = "2"',
                'code = "2"\nlabel = "b"\nkind = "count"\nfigure = "1"',
            ],
            "CC501",
            "gọi lại chính dòng này",
        ),
        (['code = "1"\nlabel = "a"\nkind = "choice"\nunit = "Có"'], "CC501", "ít nhất hai giá trị"),
    ],
)
def test_an_unsound_form_is_told(rows: list[str], code: str, part: str) -> None:
    problems = list(check_form(form_of(*rows), NAMES))
    assert code == problems[0].code.identifier
    assert part in problems[0].message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("id = ", "sai cú pháp TOML"),
        ('id = "x"', "thiếu mục này"),
        (HEAD + '[[indicator]]\ncode = "1"\nlabel = "a"\nkind = "số"', "không có trong danh mục"),
        (HEAD + '[[indicator]]\ncode = "1"\nlabel = "a"\nkind = "count"\nmau = 1', "không có trong biểu mẫu"),
        (
            HEAD + '[[indicator]]\ncode = "1"\nlabel = "a"\nkind = "count"\nfigure = "a"\nsum = ["a", "b"]',
            "hai công thức",
        ),
    ],
)
def test_a_form_that_cannot_be_used_is_told_in_vietnamese(text: str, part: str, tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(text, encoding="utf-8")
    form, problems = load_form(tmp_path)
    assert form is None
    assert {"CC501"} == {problem.code.identifier for problem in problems}
    assert part in " ".join(problem.message for problem in problems)


@pytest.mark.parametrize(
    ("code", "label", "expected"),
    [
        ("1.1.2", "Số vấn đề phát hiện qua kiểm tra", "1.2.2"),
        ("1.1.2", "số vấn đề  phát hiện qua kiểm tra", "1.2.2"),
        ("1.1.2", "Số nhiệm vụ đã hoàn thành", "1.1.2"),
        ("1.1.2", "Nhiệm vụ xong", "1.1.2"),
        ("1.1.2", None, "1.1.2"),
    ],
)
def test_an_entry_by_the_number_that_two_rows_print_is_for_the_row_of_its_label(
    code: str, label: str | None, expected: str
) -> None:
    form, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    lines = f"Mã | Chỉ tiêu | Số liệu\n{code} | {label or ''} | 4"
    entries, problems = read_entries(form, Table(EnteredIndicator, (part_of(EnteredIndicator, lines),)))
    assert ([expected], []) == (list(entries), problems)
