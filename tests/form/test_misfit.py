"""One answer to whether a number can be a row's value, for a cell as for a printed report."""

from decimal import Decimal

import pytest

from cchc_report.form.misfit import misfit, misfit_when_entered
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.ground.numbers import Number
from cchc_report.tables.values import Percentage


def row(kind: RowKind, unit: str = "") -> FormRow:
    return FormRow(code="1", label="a", kind=kind, unit=unit)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (RowKind.COUNT, 0),
        (RowKind.COUNT, Decimal("3.00")),
        (RowKind.HEADING, 189),
        (RowKind.PERCENT, 0),
        (RowKind.PERCENT, Decimal("0.5")),
        (RowKind.PERCENT, 100),
    ],
)
def test_a_number_that_may_stand_in_a_row_is_not_told(kind: RowKind, number: Number) -> None:
    assert misfit(row(kind), number) is None


@pytest.mark.parametrize(
    ("shows", "kind", "number"),
    [
        ("-1 không phải là số đếm", RowKind.COUNT, -1),
        ("2,5 không phải là số đếm", RowKind.HEADING, Decimal("2.5")),
        ("tỷ lệ -1% ngoài khoảng 0-100%", RowKind.PERCENT, -1),
        ("tỷ lệ 100,01% ngoài khoảng 0-100%", RowKind.PERCENT, Decimal("100.01")),
        ("đây là tên nhóm, không có số liệu, ghi 7", RowKind.GROUP, 7),
    ],
)
def test_a_number_that_cannot_stand_in_a_row_is_told(shows: str, kind: RowKind, number: Number) -> None:
    found = misfit(row(kind), number)
    assert found is not None
    assert ("CC208", shows) == (found.code.identifier, found.shows)


def test_a_choice_takes_the_numbers_of_its_unit_and_no_other() -> None:
    choice = row(RowKind.CHOICE, "Không = 0 | Có = 1")
    found = misfit(choice, 2)
    assert misfit(choice, 1) is None
    assert found is not None
    assert ("CC405", "2 không phải là một lựa chọn") == (found.code.identifier, found.shows)
    assert found.hint == "Gõ một trong các số: 0 (Không), 1 (Có)."


@pytest.mark.parametrize(
    ("code", "kind", "number"),
    [
        (None, RowKind.PERCENT, Decimal("1.01")),
        (None, RowKind.PERCENT, Decimal(0)),
        (None, RowKind.PERCENT, Percentage("0.5")),
        ("CC234", RowKind.PERCENT, Decimal("0.95")),
        ("CC234", RowKind.PERCENT, Decimal(1)),
        (None, RowKind.COUNT, Decimal(1)),
        ("CC234", RowKind.COUNT, Percentage(50)),
        ("CC234", RowKind.HEADING, Percentage(50)),
        ("CC208", RowKind.COUNT, Decimal("0.5")),
        ("CC208", RowKind.PERCENT, Percentage(101)),
    ],
)
def test_a_number_in_a_cell_that_may_mean_two_things_is_asked_about(
    code: str | None, kind: RowKind, number: Decimal
) -> None:
    found = misfit_when_entered(row(kind), number)
    assert code == (None if found is None else found.code.identifier)
