"""The rules of the form, each by figures that agree and figures that do not."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_report.form import Form, Value, check_rules, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.form.rule_kinds import (
    OPTIONAL_MARK,
    AddsUp,
    AtMost,
    Cited,
    ComingYear,
    Equals,
    Grounds,
    InRange,
    IsShare,
    Numbered,
    Requires,
    RuleKind,
    SamePeriod,
    ShareOfCount,
    names_of,
)
from cchc_report.form.rules import ListEntry
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place

CASES = tomllib.loads(Path(__file__).with_name("rule_cases.toml").read_text(encoding="utf-8"), parse_float=Decimal)


def the_form() -> Form:
    """Return the form of 2023."""
    form, _ = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None
    return form


FORM = the_form()
ABOUT_FIGURES = [
    rule for rule in FORM.rules if not isinstance(rule.check, SamePeriod | ComingYear | Cited | Grounds | Numbered)
]


def checked(values: Mapping[str, object], rule: str = "") -> list[Diagnostic]:
    """Return what the rules say of some values, or only one rule of them."""
    made: dict[str, Value] = {name: value_of(value) for name, value in values.items()}
    found = check_rules(FORM, made, lambda name: Place(file="bao-cao.docx", label=name))
    return [problem for problem in found if problem.code.identifier != "CC604" and problem.hint.endswith(f"{rule})")]


def value_of(value: object) -> Value:
    """Return a value of the cases: a list of lists is a list of named counts."""
    if isinstance(value, list):
        return tuple(ListEntry(*entry) for entry in value)
    assert isinstance(value, int | Decimal)
    return value


def test_every_rule_about_figures_has_its_cases() -> None:
    assert [rule.id for rule in ABOUT_FIGURES] == list(CASES)


@pytest.mark.parametrize("rule", CASES)
def test_figures_that_agree_are_not_spoken_of(rule: str) -> None:
    assert [] == checked(CASES[rule]["holds"], f"quy tắc {rule}")


@pytest.mark.parametrize("rule", CASES)
def test_figures_that_contradict_each_other_are_quoted(rule: str) -> None:
    (problem,) = checked(CASES[rule]["breaks"], f"quy tắc {rule}")
    assert problem.message.endswith(f": {CASES[rule]['says']}") or CASES[rule]["says"] in problem.message
    assert Severity.WARNING is problem.severity


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_is_silent_while_a_figure_it_needs_is_unknown(rule: str) -> None:
    breaks = CASES[rule]["breaks"]
    for name in breaks:
        rest = {key: value for key, value in breaks.items() if key != name}
        if isinstance(check_of(rule), Equals):
            rest = {name: breaks[name]}  # two of three that differ are enough to tell
        if not is_optional(rule, name):
            assert [] == checked(rest, f"quy tắc {rule}")


def check_of(identifier: str) -> RuleKind:
    """Return what a rule checks."""
    return next(rule.check for rule in FORM.rules if rule.id == identifier)


def is_optional(identifier: str, name: str) -> bool:
    """Tell whether a rule speaks without a figure: it counts it as nothing, or has another to hold against."""
    match check_of(identifier):
        case AddsUp(total=total, parts=parts, rest=rest):
            return f"{name}{OPTIONAL_MARK}" in (*total, *parts) or name == rest
        case AtMost(part=part, whole=whole):
            return f"{name}{OPTIONAL_MARK}" in (*part, *whole)
        case Requires(some=some, needs=needs):
            return f"{name}{OPTIONAL_MARK}" in (*some, *needs)
        case IsShare(whole=whole):
            return f"{name}{OPTIONAL_MARK}" in whole
        case ShareOfCount(wholes=wholes):
            return name in wholes
        case InRange(names=names):
            return f"{name}{OPTIONAL_MARK}" in names
        case _:
            return False


def test_a_rest_that_a_report_does_not_tell_may_be_anything_but_less_than_nothing() -> None:
    told = {"3.3.2": 100, "3.3.2.a": 80, "3.3.2.b": 5}
    rule = "quy tắc dung-hen-theo-hinh-thuc-tra"
    assert [] == checked(told, rule)
    assert ["96 + 5 = 101 > 100"] == [
        problem.message.split(": ")[1] for problem in checked(told | {"3.3.2.a": 96}, rule)
    ]


def test_a_diagnostic_names_the_cells_of_all_its_figures() -> None:
    cells = {
        "3.3.1": Place(file="a.xlsx", sheet="Hồ sơ", label="3.3.1"),
        "1.2.3": Place(file="b.xlsx", sheet="Chỉ tiêu", row=7, column=2),
        "1.2.2": Place(file="b.xlsx", sheet="Chỉ tiêu", row=6, column=2),
        "4.1.2": Place(file="c.xlsx", sheet="Nhân sự", label="4.1.2"),
        "4.1.1": Place(file="b.xlsx", sheet="Chỉ tiêu", row=15, column=2),
    }
    values = {"1.2.3": 9, "1.2.2": 3, "4.1.2": 23, "4.1.1": 22}
    found = [one for one in check_rules(FORM, values, cells.__getitem__) if one.code.identifier == "CC602"]
    assert [("B7", "Sửa một trong hai số ở trang Chỉ tiêu. Số liệu ở [Chỉ tiêu] B7, B6."),
            ("4.1.2", "Xem lại trang Nhân sự và số nhập của dòng 4.1.1. Số liệu ở [Nhân sự]; b.xlsx [Chỉ tiêu] B15.")] == [
        (one.place.cell, one.hint.rpartition(" (")[0]) for one in found
    ]  # fmt: skip


def test_the_form_of_two_tiers_has_the_rules_of_this_one_but_for_staff_reductions() -> None:
    other, _ = load_form(packaged_forms() / "xa-2025")
    assert other is not None
    checks = [rule.check for rule in FORM.rules]
    assert ["bien-che-tinh-gian-ty-le"] == [rule.id for rule in other.rules if rule.check not in checks]
    assert ["tinh-gian-tu-2015"] == [
        rule.id for rule in FORM.rules if rule.check not in [one.check for one in other.rules]
    ]
    for rate, expected in ((Decimal("4.55"), []), (Decimal("5.45"), ["1/22 = 4,55%, ghi 5,45%"])):
        values: dict[str, Value] = {"4.1.4": rate, "4.1.3": 1, "4.1.1": 22}
        found = check_rules(other, values, lambda name: Place(file="x", label=name))
        assert expected == [one.message.partition(": ")[2] for one in found if one.severity is Severity.WARNING]


def test_a_choice_and_a_percentage_have_a_rule_of_their_own() -> None:
    found = checked({"1.5": 2, "3.2.4": 101, "1.4.1": Decimal("2.5"), "1.4.2": 2})
    told = [
        problem.message
        for problem in check_rules(
            FORM, {"1.5": 2, "3.2.4": 101, "1.4.1": Decimal("2.5")}, lambda name: Place(file="x", label=name)
        )
        if problem.code.identifier == "CC606"
    ]
    assert [] == found
    assert [
        "Chỉ tiêu 1.4.1: 2,5 không phải là số đếm",
        "Chỉ tiêu 1.5: 2 không phải là một lựa chọn",
        "Chỉ tiêu 3.2.4: tỷ lệ 101% ngoài khoảng 0-100%",
    ] == told


def test_the_two_rows_that_the_published_form_misnumbers_are_noted() -> None:
    found = list(check_rules(FORM, {}, lambda name: Place(file="x", label=name)))
    assert [("1.2.2", "note"), ("1.2.3", "note")] == [(one.place.cell, one.severity.value) for one in found]
    assert found[0].message.endswith("dòng 1.2.2 “Số vấn đề phát hiện qua kiểm tra” in số 1.1.2")


@given(part=st.integers(0, 5000), rest=st.integers(1, 5000), decimals=st.integers(0, 2))
def test_a_percentage_rounded_half_up_at_its_own_decimals_is_right(part: int, rest: int, decimals: int) -> None:
    whole = part + rest
    right = Decimal(round_half_up_by_integers(part, whole, decimals)).scaleb(-decimals)
    values = {"dossiers.on_time": part, "dossiers.received": whole, "dossiers.on_time_rate": right}
    said = checked(values, "quy tắc ty-le-dung-hen")
    assert (right in (0, 100) and part not in (0, whole)) == bool(said)
    moved = values | {"dossiers.on_time_rate": right + Decimal(1).scaleb(-decimals)}
    if right + 1 != 100 or decimals:
        assert checked(moved, "quy tắc ty-le-dung-hen")


def round_half_up_by_integers(part: int, whole: int, decimals: int) -> int:
    """Return part of whole in percent, times ten to the decimals, rounded half up without any division of decimals."""
    scaled = int(part * 100 * 10**decimals)
    return (2 * scaled + whole) // (2 * whole)


def test_each_name_a_rule_looks_at_is_a_figure_or_a_row() -> None:
    named = {name for rule in FORM.rules for name in names_of(rule)}
    assert {"3.3.1.a", "dossiers.carried_over", "staffing.officials.qualifications"} <= named
    assert not any(name.endswith(OPTIONAL_MARK) for name in named)


def test_a_place_names_a_row_of_the_appendix_and_never_a_figure() -> None:
    told = checked({"dossiers.on_time": 9, "dossiers.finished": 8, "dossiers.overdue": 0}, "ho-so-da-giai-quyet")
    assert told
    assert {None} >= {problem.place.label for problem in told} - FORM.by_code.keys()


def test_a_figure_is_known_by_the_row_that_prints_it_alone() -> None:
    assert ("3.3.2", None) == (FORM.code_printing("dossiers.on_time"), FORM.code_printing("dossiers.overdue"))


@pytest.mark.parametrize(("sent", "beside"), [("96.88", "3.13"), ("100", "0"), ("94.44", "5.56")])
def test_rounded_shares_that_make_a_whole_are_not_above_it(sent: str, beside: str) -> None:
    assert [] == checked({"7.2.3.a": Decimal(sent), "7.2.3.b": Decimal(beside)}, "van-ban-dien-tu")


def test_shares_above_a_whole_are_told() -> None:
    found = checked({"7.2.3.a": Decimal("96.88"), "7.2.3.b": Decimal("3.15")}, "van-ban-dien-tu")
    assert ["96,88 + 3,15 = 100,03 ngoài khoảng 0-100"] == [one.message.partition("%: ")[2] for one in found]


@pytest.mark.parametrize(
    ("told", "values"),
    [
        ([], {"1.4.1": 5, "1.4.2": 1}),
        (["chỉ tiêu 1.4.2 để trống"], {"1.4.1": 5, "1.4.2": None}),
        (["chỉ tiêu 1.4.1 để trống hoặc bằng 0"], {"1.4.1": 0, "1.4.2": 1}),
        (["chỉ tiêu 1.4.1 để trống hoặc bằng 0"], {"1.4.1": None, "1.4.2": 1}),
        ([], {"1.4.1": 0, "1.4.2": None}),
        ([], {"1.4.1": 5}),
        ([], {"1.4.2": 1}),
    ],
)
def test_of_two_rows_on_paper_that_go_together_neither_is_blank(told: list[str], values: dict[str, Value]) -> None:
    rules = tuple(rule for rule in FORM.paper_rules if rule.id == "khao-sat-co-hinh-thuc")
    found = check_rules(FORM.model_copy(update={"rules": rules}), values, lambda name: Place(file="x", label=name))
    assert told == [one.message.rpartition(": ")[2] for one in found if one.code is Code.FIGURES_DIFFER]
