"""The ledger: what became of every row of a sheet, and that the places add up."""

from cchc_report.ground.codes import Code
from cchc_report.tables.ledger import Fate, LedgerEntry, PassedOver, Why, without_outside

WHY = Why(Code.ROWS_PASSED_OVER, "tổng")


def test_rows_of_one_reason_are_told_as_runs() -> None:
    assert "1-3, 9" == PassedOver((1, 2, 3, 9), WHY).ranges


def test_rows_outside_the_period_count_no_more() -> None:
    entry = LedgerEntry(file="a.xlsx", sheet="Hồ sơ", non_empty=5, rows={Fate.HEADER: 1, Fate.COUNTED: 4})
    (moved,) = without_outside((entry,), {("a.xlsx", "Hồ sơ"): 3})
    assert {"header": 1, "counted": 1, "outside": 3} == {
        name: number for name, number in dict(moved.rows).items() if number
    }
