"""What a report, a template and JSON see of figures."""

from datetime import date
from decimal import Decimal

import pytest

from cchc_report.figures import Figures, count
from cchc_report.figures.cited_documents import Citations
from cchc_report.figures.document_totals import Named
from cchc_report.figures.figure import Figure, FigureInList, FigureKind, figure_behind, rate, to_json
from cchc_report.figures.sample import with_sample_values
from cchc_report.figures.staffing import Group
from cchc_report.ground.periods import parse_period
from cchc_report.tables.table import RowReference
from cchc_report.tables.workspace_tables import Tables

ROWS = (RowReference("a.xlsx", "Hồ sơ", 2), RowReference("a.xlsx", "Hồ sơ", 3), RowReference("b.xlsx", "Hồ sơ", 2))
PART = Figure(name="x.part", label="Phần", value=1, rule="", find_rows=lambda: ROWS)
WHOLE = Figure(name="x.whole", label="Toàn bộ", value=4, rule="", sheets=(("a.xlsx", "Hồ sơ"),))
ENTRY = Named("Báo cáo", 2)
IN_LIST = Figure(name="x.list[Báo cáo]", label="Báo cáo", value=2, rule="", find_rows=lambda: ROWS[:1])
LIST = Figure(
    name="x.list",
    label="Theo loại",
    value=(ENTRY,),
    rule="",
    kind=FigureKind.LIST,
    find_parts=lambda: (FigureInList(ENTRY, "count", IN_LIST),),
)
FIGURES = Figures.of(
    [PART, WHOLE, rate("x.rate", "Tỷ lệ", PART, WHOLE), LIST, Figure(name="y.a", label="", value=7, rule="")]
)


def test_a_rate_has_the_rows_and_sheets_of_its_part() -> None:
    assert ROWS == FIGURES.rows("x.rate")
    assert (("a.xlsx", "Hồ sơ"), ("b.xlsx", "Hồ sơ")) == FIGURES.sheets("x.rate")
    assert (("a.xlsx", "Hồ sơ"),) == FIGURES.sheets("x.whole")
    assert () == FIGURES.rows("x.whole")


def test_a_rate_without_operands_has_rows_of_its_own() -> None:
    alone = Figures.of(
        [Figure(name="x.r", label="", value=None, rule="", kind=FigureKind.RATE, find_rows=lambda: ROWS)]
    )
    assert (ROWS, 2) == (alone.rows("x.r"), len(alone.sheets("x.r")))


def test_a_number_in_a_list_is_found_by_its_name() -> None:
    assert FIGURES.find("x.list[Báo cáo]") is IN_LIST
    assert FIGURES.find("x.list[Tờ trình]") is None
    assert FIGURES.find("x.nothing") is None
    assert (("x.list[Báo cáo]",), ROWS[:1]) == (FIGURES.part_names(), FIGURES.rows("x.list[Báo cáo]"))
    with pytest.raises(KeyError):
        FIGURES.rows("x.nothing")


def test_a_template_sees_the_figures_of_its_subject_alone() -> None:
    seen = FIGURES.namespace("x")
    assert ["list", "part", "rate", "whole"] == dir(seen)
    assert (4, Decimal(25)) == (seen.whole, seen.rate)
    assert figure_behind(seen, "part") is PART
    assert figure_behind(seen, "a") is None
    with pytest.raises(AttributeError, match="a"):
        _ = seen.a


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        (3, Decimal("3.00")),
        (2.5, Decimal("2.5")),
        ("2023-03-05", date(2023, 3, 5)),
        ([1, 0.5], (Decimal(1), Decimal("0.5"))),
        ({"a": [2]}, {"a": (Decimal(2),)}),
        ({"name": "Báo cáo", "count": 2}, ENTRY),
        (None, None),
        ("x", "x"),
        ([1], [Decimal(1)]),
    ],
)
def test_a_value_as_json_takes_it(expected: object, value: object) -> None:
    assert expected == to_json(value)
    assert type(expected) is type(to_json(value))


def test_the_figures_of_a_report_as_json_takes_them() -> None:
    assert {
        "x.part": 1,
        "x.whole": 4,
        "x.rate": 25,
        "x.list": [{"name": "Báo cáo", "count": 2}],
        "y.a": 7,
    } == FIGURES.json_ready()


def test_every_figure_has_a_sample_value_of_its_kind() -> None:
    found = with_sample_values(count(Tables(), parse_period("2023")), ("I.1", "II.2"))
    assert {FigureKind.COUNT: {3}, FigureKind.RATE: {Decimal(50)}} == {
        kind: {figure.value for figure in found.values() if figure.kind is kind}
        for kind in (FigureKind.COUNT, FigureKind.RATE)
    }
    assert (Named("Kế hoạch", 3),) == found["documents.issued_by_type"].value
    groups, cited = found["staffing.groups"].value, found["documents.cited"].value
    assert isinstance(groups, tuple)
    assert [("Cán bộ", 3, 3, Decimal(100)), ("Công chức", 3, 3, Decimal(100))] == [
        (group.name, group.count, group.qualifications[0].count, group.political_theory[0].share)
        for group in groups
        if isinstance(group, Group)
    ]
    assert isinstance(cited, Citations)
    assert (["I.1", "II.2"], "01/KH-UBND") == (list(cited), cited["I.1"][0].symbol)
