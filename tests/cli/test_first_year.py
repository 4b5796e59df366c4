"""A new user's whole way: init, fill in, validate, annotate, mend the annotated copy, build."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from tests.cli.cli_process import run

YEAR = "2026"
HEADERS = (
    "Mã hồ sơ",
    "Tên thủ tục",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả kết quả",
    "Hình thức tiếp nhận",
)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """Return a new workspace whose blank workbook was filled in with two dossiers, the second with a slip."""
    assert 0 == run("init", "xa", "--year", YEAR, folder=tmp_path).code
    folder = tmp_path / "xa"
    book = load_workbook(folder / f"{YEAR}.xlsx")
    unit = book["Đơn vị"]
    for row in range(1, unit.max_row + 1):
        told = {"Tên xã": "Hoằng Trường", "Cơ quan nhận": "UBND huyện Hoằng Hóa", "Người ký": "Người Ký"}
        if (header := str(unit.cell(row, 1).value)) in told:
            unit.cell(row, 2).value = told[header]
    log = book["Hồ sơ"]
    columns = {str(cell.value): get_column_letter(index) for index, cell in enumerate(log[1], start=1)}
    days = (date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 9))
    dossiers: list[tuple[str | date, ...]] = [
        ("A-1", "Khai sinh", "Hộ tịch", *days, "Trực tiếp"),
        ("A-2", "Khai tử", "Hộ tịch", *days, "Trực tuyn"),
    ]
    for row, dossier in enumerate(dossiers, start=3):
        for header, value in zip(HEADERS, dossier, strict=True):
            log[f"{columns[header]}{row}"] = value
    book.save(folder / f"{YEAR}.xlsx")
    return folder


def test_a_blank_workbook_asks_for_what_is_missing_and_counts_no_example(tmp_path: Path) -> None:
    run("init", "xa", "--year", YEAR, folder=tmp_path)
    told = json.loads(run("validate", "--format", "json", folder=tmp_path / "xa").out)
    errors = {(one["sheet"], one["code"]) for one in told["diagnostics"] if one["severity"] == "error"}
    assert {("Đơn vị", "CC201"), ("Hồ sơ", "CC106")} == errors
    assert 0 == told["summary"]["rows"].get("Hồ sơ", 0)
    assert "Hướng dẫn" not in {one["sheet"] for one in told["diagnostics"]}


def test_the_one_slip_is_shown_in_its_cell(filled: Path) -> None:
    told = json.loads(run("validate", YEAR, "--format", "json", folder=filled).out)
    assert [("Hồ sơ", "H4", "CC203")] == [
        (one["sheet"], one["cell"], one["code"]) for one in told["diagnostics"] if one["severity"] == "error"
    ]


def test_an_annotated_copy_beside_the_workbook_changes_nothing(filled: Path) -> None:
    before = run("validate", YEAR, folder=filled)
    assert 1 == run("validate", YEAR, "--annotate", folder=filled).code
    assert (filled / f"{YEAR}-da-kiem-tra.xlsx").is_file()
    assert before == run("validate", YEAR, folder=filled)


def test_the_mended_copy_is_an_ordinary_workbook_and_builds_the_report(filled: Path) -> None:
    run("validate", YEAR, "--annotate", folder=filled)
    copy = filled / f"{YEAR}-da-kiem-tra.xlsx"
    book = load_workbook(copy)
    assert "Kết quả kiểm tra" == book.sheetnames[0]
    book["Hồ sơ"]["H4"].value = "Trực tuyến"
    book.save(copy)
    copy.replace(filled / f"{YEAR}.xlsx")
    ended = run("build", YEAR, "--json", folder=filled)
    figures = json.loads(ended.out)["figures"]
    assert (0, 2, 2, 1, 1) == (
        ended.code,
        *(figures[f"dossiers.{name}"] for name in ("received", "on_time", "received_direct", "received_online")),
    )


@pytest.mark.parametrize("mark", ["(ví dụ) A-1", "(Ví dụ) A-1", " (ví dụ) A-1", "(ví dụ)"])
def test_an_example_row_is_not_counted_wherever_it_stands(mark: str, filled: Path) -> None:
    book = load_workbook(filled / f"{YEAR}.xlsx")
    log = book["Hồ sơ"]
    log.delete_rows(2)  # the example the blank workbook came with
    log["H3"].value = "Trực tuyến"
    for column in range(1, log.max_column + 1):
        log.cell(4, column).value = log.cell(2, column).value
    log["A4"].value = mark
    book.save(filled / f"{YEAR}.xlsx")
    told = json.loads(run("validate", YEAR, "--format", "json", folder=filled).out)
    assert (0, 2) == (told["summary"]["error"], told["summary"]["rows"]["Hồ sơ"])
