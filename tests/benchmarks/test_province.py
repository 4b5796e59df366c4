"""The made province is what it says: the same on every run, each commune with figures of its own, each breakage found."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from benchmarks.light_xlsx import Cell, write_xlsx
from benchmarks.province import Breakage, MadeCommune, province, write_commune
from cchc_report.batch.job import Job, work_on
from cchc_report.batch.results import CommuneResult
from cchc_report.ground.codes import Severity
from cchc_report.workbook import read_workbook

SLOW = {Breakage.MEMORY_EATER}  # takes gigabytes: tests/batch holds it, with a limit of its own


def worked_on(folder: Path, commune: MadeCommune) -> CommuneResult:
    return work_on(Job(folder=folder, path=commune.path, period="2023"))


def test_what_is_written_is_read_back_by_two_readers(tmp_path: Path) -> None:
    rows: list[tuple[Cell, ...]] = [
        ("Tên & <họ>", "Ngày", "Số"),
        ("Đặng Xá", date(2023, 3, 5), 7),
        ("Tên & <họ>", None, 8),
    ]
    write_xlsx(tmp_path / "a.xlsx", {"Hồ sơ & sổ": rows, "Trống": []})
    sheets, problems = read_workbook(tmp_path / "a.xlsx", "a.xlsx")
    assert () == problems
    assert ("Hồ sơ & sổ", [[cell or "" for cell in row] for row in rows]) == (sheets[0].name, list(sheets[0].iterate()))
    sheet = load_workbook(tmp_path / "a.xlsx")["Hồ sơ & sổ"]
    assert ("Đặng Xá", True, 8) == (sheet["A2"].value, sheet["B2"].is_date, sheet["C3"].value)


def test_the_same_commune_has_the_same_bytes_and_another_commune_has_other_figures(tmp_path: Path) -> None:
    first, second = list(province(2))
    again = write_commune(tmp_path / "again", first, 50)
    folders = [write_commune(tmp_path, one, 50) for one in (first, second)]
    assert (again / "2023.xlsx").read_bytes() == (folders[0] / "2023.xlsx").read_bytes()
    figures = [worked_on(folder, first).figures for folder in folders]
    assert figures[0] != figures[1]
    assert {50} == {one["dossiers.received"] for one in figures}


def test_a_tenth_of_a_province_is_broken_in_every_way_and_two_communes_share_a_name() -> None:
    communes = list(province())
    broken = [one.breakage for one in communes if one.breakage]
    assert (166, 17, set(Breakage)) == (len(communes), len(broken), set(broken))
    assert (communes[0].name, 166) == (communes[1].name, len({one.path for one in communes}))


@pytest.mark.parametrize("breakage", [one for one in Breakage if one not in SLOW], ids=lambda one: one.name)
def test_each_breakage_is_named_and_nothing_that_is_not_there(breakage: Breakage, tmp_path: Path) -> None:
    commune = MadeCommune("huyen/xa", "Hoằng Trường", 1, breakage)
    found = worked_on(write_commune(tmp_path, commune, 20), commune)
    assert breakage.status == found.status
    assert breakage.sign in found.message or {breakage.sign} == {
        code.identifier for severity, code in found.counts if severity is Severity.ERROR
    }
