"""What the workbooks of the year before hand on: dossiers unfinished at the period's start, or received within it."""

import shutil
from pathlib import Path

import pytest

from cchc_report.report.explain import explain
from cchc_report.setup.new_workspace import create_workspace
from cchc_report.tables.ledger import Fate
from tests.report.communes import DOSSIERS, dossier, report_on, told, write_year

NOW = dossier("HS-9", "02/01/2023", "05/01/2023", "04/01/2023")


def write(folder: Path, last_year: tuple[str, ...], now: tuple[str, ...] = (NOW,)) -> None:
    write_year(folder, "2022", {"Hồ sơ": (DOSSIERS, *last_year)})
    write_year(folder, "2023", {"Hồ sơ": (DOSSIERS, *now)})


def counts(folder: Path, period: str = "2023") -> tuple[object, ...]:
    figures = report_on(folder, period).figures
    return tuple(
        figures[f"dossiers.{name}"].value for name in ("received", "carried_over", "on_time", "pending_overdue")
    )


@pytest.mark.parametrize(
    ("line", "period", "expected"),
    [
        (dossier("HS-1", "28/12/2022", "05/01/2023"), "2023", (1, 1, 1, 1)),
        (dossier("HS-1", "28/12/2022", "05/01/2023", "03/01/2023"), "2023", (1, 1, 2, 0)),
        (dossier("HS-1", "28/12/2022", "05/01/2023", "30/12/2022"), "2023", (1, 0, 1, 0)),
        (dossier("HS-1", "28/12/2022", "05/01/2023", "31/12/2022"), "2023", (1, 0, 1, 0)),
        (dossier("HS-1", "28/12/2022", "05/01/2023", "03/01/2023"), "2023-Q2", (0, 0, 0, 0)),
        (dossier("HS-1", "28/12/2022", "05/01/2023"), "2023-Q2", (0, 1, 0, 1)),
    ],
)
def test_what_last_year_left_unfinished_is_carried_over(
    line: str, period: str, expected: tuple[int, ...], tmp_path: Path
) -> None:
    write(tmp_path, (line,))
    assert expected == counts(tmp_path, period)


def test_a_warning_counts_the_dossiers_and_names_their_cells_and_explain_their_rows(tmp_path: Path) -> None:
    write(tmp_path, (dossier("HS-1", "28/12/2022", "05/01/2023"), dossier("HS-2", "28/12/2022", "05/01/2023")))
    report = report_on(tmp_path, "2023")
    (message,) = told(report, "CC324")
    assert message.startswith("2 hồ sơ ở sổ năm 2022 chưa xong khi kỳ năm 2023 bắt đầu")
    assert message.endswith("(2022/Hồ sơ.csv [Hồ sơ] A2, 2022/Hồ sơ.csv [Hồ sơ] A3)")
    assert [("2022/Hồ sơ.csv", 2), ("2022/Hồ sơ.csv", 3)] == [
        (row.file, row.row) for row in explain(report, "dossiers.carried_over").rows
    ]
    assert "2022/Hồ sơ.csv" in report.digests


def test_what_this_year_knows_is_taken_from_this_year_alone(tmp_path: Path) -> None:
    write(
        tmp_path,
        (dossier("hs–1", "28/12/2022", "05/01/2023"),),
        (NOW, dossier("HS-1", "28/12/2022", "05/01/2023", "20/01/2023")),
    )
    assert ((1, 1, 1, 0), []) == (counts(tmp_path), told(report_on(tmp_path, "2023"), "CC324"))


def test_a_year_of_the_state_takes_what_last_year_s_workbook_received_in_it(tmp_path: Path) -> None:
    (tmp_path / "cchc.toml").write_text('year_start = "state"\n', encoding="utf-8")
    write(tmp_path, (dossier("HS-1", "20/12/2022", "27/12/2022", "26/12/2022"),))
    assert (2, 0, 2, 0) == counts(tmp_path)


def test_errors_in_last_year_s_log_are_told_and_stop_nothing(tmp_path: Path) -> None:
    write(tmp_path, (dossier("HS-1", "28/12/2022", "31/02/2023"),))
    report = report_on(tmp_path, "2023")
    assert ["Sổ năm 2022 còn 1 lỗi ở trang Hồ sơ, nên có thể thiếu hồ sơ chuyển sang kỳ năm 2023"] == told(
        report, "CC324"
    )
    assert [] == [one for one in report.diagnostics if one.severity == "error"]


def test_a_new_workbook_begins_with_what_is_unfinished(tmp_path: Path) -> None:
    write(
        tmp_path,
        (dossier("HS-1", "28/12/2022", "05/01/2023"), dossier("HS-2", "03/02/2022", "05/02/2022", "04/02/2022")),
    )
    shutil.rmtree(tmp_path / "2023")
    old = tmp_path / "2022" / "Hồ sơ.csv"
    made = create_workspace(tmp_path, 2023, old)
    assert 1 == made.carried["Hồ sơ"]
    (tmp_path / "2023.xlsx").rename(tmp_path / "moi.xlsx")
    (tmp_path / "2023").mkdir()
    (tmp_path / "moi.xlsx").rename(tmp_path / "2023" / "moi.xlsx")
    shutil.copy(tmp_path / "2022" / "Đơn vị.csv", tmp_path / "2023" / "Đơn vị.csv")
    report = report_on(tmp_path, "2023")
    assert (1, []) == (report.figures["dossiers.carried_over"].value, told(report, "CC324"))


def test_last_year_s_log_has_a_line_of_its_own_in_the_ledger(tmp_path: Path) -> None:
    write(
        tmp_path,
        (dossier("HS-1", "28/12/2022", "05/01/2023"), dossier("HS-2", "03/02/2022", "05/02/2022", "04/02/2022")),
    )
    report = report_on(tmp_path, "2023")
    (line,) = [one for one in report.ledger if one.year is not None]
    assert (2022, "2022/Hồ sơ.csv", 1, 1) == (line.year, line.file, line.counted, line.rows[Fate.OUTSIDE])
    assert 1 == report.rows["Hồ sơ"]
