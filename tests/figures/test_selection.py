"""A figure counts rows by a predicate, tells which they are, and adds up over communes that know different things."""

from datetime import date
from decimal import Decimal

import pytest

from cchc_report.figures.figure import Figure, FigureKind
from cchc_report.figures.selection import Population, Rate, Selection, every, figures_of, kinds_in, rows_of_kinds
from cchc_report.figures.tally import Tally
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import RowReference, Table
from tests.tables.test_unite import part_of

WORDS = (
    Selection[str](name="x.all", label="Tất cả", rule="Từ đến {day}", chooses=every),
    Selection[str](
        name="x.long", label="Dài", rule="Từ dài", chooses=lambda word: len(word) > 2, needs=frozenset({"length"})
    ),
    Rate(name="x.rate", label="Tỷ lệ", part="x.long", whole="x.all"),
)


def counted(*tallies: Tally[str]) -> dict[str, Figure]:
    """Return the figures of words, of which the rows are the letters asked for."""
    population = Population(
        tally=Tally.sum(tallies), find_rows=lambda _: (), day=date(2023, 3, 5), sheets=(("a", "b"),)
    )
    return {figure.name: figure for figure in figures_of(WORDS, population)}


def test_a_selection_counts_the_kinds_it_chooses() -> None:
    found = counted(Tally.of({"a": 3, "abc": 2}))
    assert [5, 2, Decimal(40)] == [figure.value for figure in found.values()]


def test_a_rate_is_over_the_communes_that_know_both() -> None:
    found = counted(Tally.of({"a": 3, "abc": 1}), Tally.of({"abc": 96}, ["length"]))
    assert [100, 1, Decimal(25)] == [figure.value for figure in found.values()]


def test_what_nobody_knows_is_unknown_and_its_rate_as_well() -> None:
    found = counted(Tally.of({"abc": 96}, ["length"]))
    assert [96, None, None] == [figure.value for figure in found.values()]


def test_a_rule_says_the_last_day_counted_and_a_rate_its_part_and_whole() -> None:
    found = counted(Tally.of({"a": 1}))
    assert ["Từ đến ngày 05/03/2023", "Từ dài"] == [found[name].rule for name in ("x.all", "x.long")]
    assert "Dài chia cho tất cả, tính bằng phần trăm" == found["x.rate"].rule
    assert (FigureKind.RATE, ("x.long", "x.all")) == (found["x.rate"].kind, found["x.rate"].operands)
    assert (("a", "b"),) == found["x.all"].sheets


@pytest.mark.parametrize(("named", "expected"), [("x", 100), ("y", 25)])
def test_a_rate_may_need_more_than_its_part_and_whole(named: str, expected: int) -> None:
    rate = Rate(name="x.rate", label="Tỷ lệ", part="x.long", whole="x.all", needs=frozenset({named}))
    tally = Tally.sum([Tally.of({"a": 3, "abc": 1}, ["x"]), Tally.of({"abc": 2}, ["y"])])
    found = figures_of((*WORDS[:2], rate), Population(tally=tally, find_rows=lambda _: (), day=date(2023, 3, 5)))
    assert expected == found[-1].value


def test_a_sheet_without_rows_knows_nothing_for_the_others() -> None:
    assert Tally.of_sheets([({}, []), ({"a": 1}, ["x"])]) == Tally.of({"a": 1}, ["x"])
    assert 0 == Tally.of_sheets([({}, [])]).count(every)


def tasks() -> Table[Task]:
    return Table(
        Task, (part_of(Task, "Nội dung | Nguồn giao\nA | Kế hoạch CCHC\nB | Cấp trên giao\nA | Cấp trên giao"),)
    )


def letter(task: Task) -> str | None:
    """Return a task's text, None for B, which is not counted."""
    return None if task.content == "B" else task.content


def test_a_row_of_no_kind_is_neither_counted_nor_listed() -> None:
    assert {"A": 2} == kinds_in(tasks().parts[0], letter)
    assert (RowReference("2023.xlsx", "Nhiệm vụ", 2), RowReference("2023.xlsx", "Nhiệm vụ", 4)) == rows_of_kinds(
        tasks(), letter, every
    )
    assert () == rows_of_kinds(tasks(), letter, lambda kind: kind == "B")
