from datetime import datetime
from pathlib import Path

import pytest

from cchc_report.ground.errors import UsageError
from cchc_report.workspace.intake import take_in
from cchc_report.workspace.workspace import open_workspace

NOW = datetime.fromisoformat("2026-11-28T09:05:00")


def drop(folder: Path, name: str, content: str, year: str = "2023") -> tuple[str, ...]:
    dropped = folder.parent / "dropped"
    dropped.write_text(content, encoding="utf-8")
    return take_in(open_workspace(folder), year, name, dropped, NOW).notes


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (made := tmp_path / "xa").mkdir()
    return made


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_a_dropped_workbook_lies_in_the_folder_of_its_year(folder: Path) -> None:
    assert () == drop(folder, "hồ sơ.csv", "mới")
    assert {"2023/hồ sơ.csv": "mới"} == files(folder)


def test_a_single_workbook_of_the_year_moves_in_beside_it(folder: Path) -> None:
    (folder / "2023.xlsx").write_text("cũ", encoding="utf-8")
    assert ("Đã chuyển 2023.xlsx vào thư mục 2023, nơi có mọi sổ tính của năm.",) == drop(folder, "ho-so.xlsx", "mới")
    assert {"2023/2023.xlsx": "cũ", "2023/ho-so.xlsx": "mới"} == files(folder)


def test_a_workbook_of_the_same_name_is_kept_where_nothing_is_read(folder: Path) -> None:
    drop(folder, "Ho-So.xlsx", "một")
    drop(folder, "ho-so.xlsx", "hai")
    assert ("Sổ ho-so.xlsx trước đó được giữ ở luu/ho-so 2026-11-28 09-05 (2).xlsx.",) == drop(
        folder, "ho-so.xlsx", "ba"
    )
    assert {
        "2023/ho-so.xlsx": "ba",
        "luu/ho-so 2026-11-28 09-05.xlsx": "một",
        "luu/ho-so 2026-11-28 09-05 (2).xlsx": "hai",
    } == files(folder)
    assert ["2023"] == open_workspace(folder).years()


@pytest.mark.parametrize("name", ["../../x.xlsx", "C:\\Users\\x.xlsx", "/etc/x.xlsx"])
def test_a_path_in_the_name_leads_nowhere(folder: Path, name: str) -> None:
    drop(folder, name, "mới")
    assert {"2023/x.xlsx": "mới"} == files(folder)


@pytest.mark.parametrize(
    "name",
    ["x.exe", "", ".xlsx", "~$ho-so.xlsx", "CON.xlsx", "aux.csv", "a:b.xlsx", "a" * 200 + ".xlsx", "báo cáo.docx"],
)
def test_a_name_that_no_workbook_can_have_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(UsageError):
        drop(folder, name, "mới")
    assert {} == files(folder)


@pytest.mark.parametrize("year", ["..", "out", "23", "2023/x"])
def test_only_a_year_takes_workbooks_in(folder: Path, year: str) -> None:
    with pytest.raises(UsageError):
        drop(folder, "x.xlsx", "mới", year)
    assert {} == files(folder)
