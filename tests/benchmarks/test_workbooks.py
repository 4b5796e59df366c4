"""The measured workbooks are what they say: equal on every run, without mistakes, and the same log in both forms of dates."""

from datetime import date, datetime
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.naive import check_log
from benchmarks.workbooks import HEADERS, LARGEST, dossier_rows, write_workbook
from cchc_report.tables.read import read_tables
from cchc_report.workbook import read_workbook

ROWS = 300
DATES = [HEADERS.index(header) for header in ("Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả")]


@pytest.fixture(scope="module", params=[False, True], ids=["real", "text"])
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "2023.xlsx"
    write_workbook(path, ROWS, text_dates=request.param)
    return path


def test_two_runs_make_the_same_rows() -> None:
    assert list(dossier_rows(ROWS)) == list(dossier_rows(ROWS))


def test_a_longer_log_begins_with_the_rows_of_a_shorter_one() -> None:
    assert list(dossier_rows(ROWS)) == list(islice(dossier_rows(LARGEST), ROWS))


def test_every_dossier_has_a_code_of_its_own() -> None:
    assert len({row[0] for row in dossier_rows(5_000)}) == 5_000


def test_the_file_holds_a_header_and_the_rows_as_they_were_made(tmp_path: Path) -> None:
    write_workbook(tmp_path / "2023.xlsx", ROWS)
    sheets, problems = read_workbook(tmp_path / "2023.xlsx", "2023.xlsx")
    made = [[cell or "" for cell in row] for row in dossier_rows(ROWS)]
    assert () == problems
    assert ["Hồ sơ", "Đơn vị"] == [sheet.name for sheet in sheets]
    assert [list(HEADERS), *made] == list(sheets[0].iterate())


def test_real_dates_are_days_and_text_dates_are_moments_of_the_one_stop_software() -> None:
    real, text = (list(dossier_rows(ROWS, text_dates=text_dates)) for text_dates in (False, True))
    assert {date} == {type(row[column]) for row in real for column in DATES[:2]}
    moments = [datetime.strptime(str(row[column]), "%d/%m/%Y %H:%M:%S") for row in text for column in DATES[:2]]
    assert 2 * ROWS == len(moments)
    assert len(set(moments)) > 0.9 * len(moments)


def test_the_tool_finds_no_mistake_in_either_form(workbook: Path) -> None:
    reading = read_tables([(workbook, workbook.name)])
    assert [] == [problem.message for problem in reading.diagnostics if problem.severity.value in ("error", "warning")]
    assert ROWS == reading.rows["Hồ sơ"]


def test_the_naive_script_reads_the_same_log(workbook: Path) -> None:
    checked = check_log(workbook)
    assert [] == checked.problems
    assert ROWS == len(checked.rows)


def test_the_naive_script_and_the_tool_name_the_same_bad_cells(tmp_path: Path) -> None:
    from openpyxl import load_workbook  # noqa: PLC0415

    path = tmp_path / "2023.xlsx"
    write_workbook(path, 10)
    book = load_workbook(path)
    book["Hồ sơ"]["E3"], book["Hồ sơ"]["H5"], book["Hồ sơ"]["D7"] = "31/02/2023", "Qua loa", None
    book.save(path)
    reading = read_tables([(path, path.name)])
    assert ["E3", "H5", "D7"] == [
        problem.place.cell for problem in reading.diagnostics if problem.severity.value == "error"
    ]
    assert ["E3", "H5", "D7"] == [problem.split(":")[0] for problem in check_log(path).problems]


@pytest.mark.parametrize("rows", [0, LARGEST + 1])
def test_a_log_that_no_worksheet_holds_is_refused(rows: int, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rows"):
        write_workbook(tmp_path / "2023.xlsx", rows)
