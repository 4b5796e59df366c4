"""An entered percentage that agrees with the computed one as printed is no difference."""

import tomllib
from decimal import Decimal

import pytest

from cchc_report.figures import Figure, Figures
from cchc_report.form import Form, Indicators, compute
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.table import Table
from tests.tables.test_unite import part_of
from tests.tables.texts import told

ON_TIME_RATE = Figures.of(
    [Figure(name="x.rate", label="Tỷ lệ", value=Decimal(158800) / Decimal(1603), rule="")]
)  # 99.0642…


def form_of(kind: str) -> Form:
    """Make a form of one row."""
    return Form.model_validate(
        tomllib.loads(f"""
            id = "x"
            title = "x"
            appendix_name = "Phụ lục"
            appendix_title = "x"
            sections = ["I.1"]
            [[indicator]]
            code = "3.3.2"
            label = "Tỷ lệ"
            kind = "{kind}"
            figure = "x.rate"
        """)
    )


def compute_beside(entered: str) -> tuple[Indicators, list[tuple[str, str | None]]]:
    """Compute the row with a number entered for it too."""
    table = Table(EnteredIndicator, (part_of(EnteredIndicator, f"Mã | Số liệu\n3.3.2 | {entered}"),))
    indicators, problems = compute(form_of("percent"), ON_TIME_RATE, table)
    return indicators, told(problems)


def test_a_percentage_entered_as_it_is_printed_does_not_differ() -> None:
    indicators, problems = compute_beside("99,06")
    assert [] == problems
    assert "99,06" == indicators["3.3.2"].text


@pytest.mark.parametrize("entered", ["99,07", "99,1", "99"])
def test_a_percentage_entered_otherwise_differs(entered: str) -> None:
    assert [("CC401", "B2")] == compute_beside(entered)[1]


def test_a_rate_in_a_heading_prints_two_decimals() -> None:
    indicators, _ = compute(form_of("heading"), ON_TIME_RATE, Table(EnteredIndicator))
    assert "99,06" == indicators["3.3.2"].text
