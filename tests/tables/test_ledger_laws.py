"""The laws of the ledger, held over generated workbooks of every format: the places add up, and nothing unrelated matters."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cchc_report.ground.codes import Severity
from cchc_report.report.build import Report, build_report
from cchc_report.tables.ledger import Fate
from cchc_report.workspace.workspace import open_workspace
from tests.tables.kept_books import Grid, KeptBooks, KeptSheet, keep_books

_RULES = ("CC4", "CC6")  # of figures against each other: made-up numbers break them
_FUND: Grid = [
    ["SỔ QUỸ TIỀN MẶT NĂM 2023"],
    ["Số phiếu", "Nội dung chi", "Số tiền", "Người nhận"],
    ["PC01", "Mua văn phòng phẩm", 250000, "Kế toán"],
]

many = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
seeds = st.integers(0, 1_000_000)


def report_on(books: KeptBooks, folder: Path) -> Report:
    """Write the workbooks below a new folder and build their report."""
    number = len(list(folder.iterdir()))
    home = folder / f"xa-{number}"
    home.mkdir()
    books.write(home)
    workspace = open_workspace(home)
    return build_report(workspace, workspace.parse_period("2023"))


def alarms(report: Report) -> list[str]:
    """Return the errors and warnings of reading."""
    return [
        f"{one.code.identifier} {one.place.file} {one.place.cell} {one.message}"
        for one in report.diagnostics
        if one.severity is not Severity.NOTE and not one.code.identifier.startswith(_RULES)
    ]


@many
@given(seed=seeds)
def test_the_places_of_every_sheet_add_up_to_its_non_empty_rows(seed: int, tmp_path: Path) -> None:
    books = keep_books(seed)
    report = report_on(books, tmp_path)
    told = {(entry.file.removeprefix("2023/"), entry.read_as): entry for entry in report.ledger}
    for name, sheets in books.files.items():
        for sheet in sheets:
            entry = told[name, sheet.table]
            assert (sheet.non_empty, sheet.non_empty) == (entry.non_empty, sum(entry.rows.values()))
            assert sheet.rows == entry.rows[Fate.COUNTED]
            assert entry.rows[Fate.PASSED_OVER] == sum(len(one.rows) for one in entry.passed_over)


@many
@given(seed=seeds)
def test_workbooks_that_are_kept_rightly_raise_no_alarm_and_count_all_their_rows(seed: int, tmp_path: Path) -> None:
    books = keep_books(seed)
    report = report_on(books, tmp_path)
    assert [] == alarms(report)
    assert books.rows() == report.rows


def _with_file(books: KeptBooks, _: Random) -> str:
    books.files["so-quy.xlsx"] = [KeptSheet("-", "Sổ quỹ", [list(row) for row in _FUND], 0)]
    return "so-quy.xlsx"


def _with_sheet(books: KeptBooks, _: Random) -> str:
    books.files["don-vi-2.xlsx"] = [
        KeptSheet("Đơn vị", "Đơn vị", [["Tên xã", "Hoằng Thử"]], 0),
        KeptSheet("-", "Sổ quỹ", [list(row) for row in _FUND], 0),
    ]
    return "Sổ quỹ"


def _sheet_of(books: KeptBooks, random: Random) -> KeptSheet:
    return random.choice([one for sheets in books.files.values() for one in sheets if one.table != "Đơn vị"])


def _with_note(books: KeptBooks, random: Random) -> str:
    _sheet_of(books, random).grid.append(["Ghi chú: bổ sung sau khi có ý kiến của huyện"])
    return "ghi chú"


def _with_column(books: KeptBooks, random: Random) -> str:
    grid = _sheet_of(books, random).grid
    header = next(row for row in grid if sum(cell != "" for cell in row) > 3)
    width = max(map(len, grid))
    for row in grid[grid.index(header) :]:
        if len(row) > 3 and "" not in row[:2]:
            row.extend([""] * (width - len(row)) + ["Địa chỉ" if row[:2] == header[:2] else "Thôn 3"])
    return "Địa chỉ"


def _with_block(books: KeptBooks, random: Random) -> str:
    grid = _sheet_of(books, random).grid
    grid += [[], ["Ghi chú: sổ quỹ kèm theo"], *[list(row) for row in _FUND]]
    return f"{len(grid)}"


@pytest.mark.parametrize("change", [_with_file, _with_sheet, _with_note, _with_column])
@settings(many, max_examples=4)
@given(seed=seeds)
def test_what_is_unrelated_changes_no_figure_and_is_named(
    change: Callable[[KeptBooks, Random], str], seed: int, tmp_path: Path
) -> None:
    changed = keep_books(seed)
    named = change(changed, Random(seed))
    before, after = report_on(keep_books(seed), tmp_path), report_on(changed, tmp_path)
    assert before.figures.json_ready() == after.figures.json_ready()
    assert named in str(after.ledger)


@settings(many, max_examples=4)
@given(seed=seeds)
def test_another_block_below_a_table_changes_no_figure_and_stands_in_the_ledger(seed: int, tmp_path: Path) -> None:
    changed = keep_books(seed)
    last = _with_block(changed, Random(seed))
    before, after = report_on(keep_books(seed), tmp_path), report_on(changed, tmp_path)
    assert before.figures.json_ready() == after.figures.json_ready()
    ranges = [one.ranges for entry in after.ledger for one in entry.passed_over]
    assert any(last in found.replace("-", ", ").split(", ") for found in ranges) or alarms(after)
