from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.errors import MachineError
from cchc_report.workspace.annotation import WrittenCopy, workbooks_of, write_copies
from cchc_report.workspace.workspace import Workspace


def log(folder: Path, name: str = "a.csv") -> Path:
    (folder / name).write_text("Mã hồ sơ,Ngày tiếp nhận\nHS-1,31/02/2023\n", encoding="utf-8")
    return folder / name


def bad(file: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic.of(
        Code.DATE_UNREADABLE,
        Place(file=file, sheet=Path(file).stem, row=2, column=2),
        "Không đọc được ngày",
        "",
        severity,
    )


def copies_of(*paths: Path) -> tuple[WrittenCopy, ...]:
    return write_copies(tuple((path, path.name) for path in paths), [bad(path.name) for path in paths])


def test_a_copy_stands_beside_its_workbook(tmp_path: Path) -> None:
    assert [tmp_path / "a-da-kiem-tra.xlsx"] == [copy.path for copy in copies_of(log(tmp_path))]


def test_a_workbook_without_errors_and_warnings_has_no_copy(tmp_path: Path) -> None:
    good, noted = log(tmp_path, "a.csv"), log(tmp_path, "b.csv")
    sources = ((good, "a.csv"), (noted, "b.csv"))
    assert () == write_copies(sources, [bad("b.csv", Severity.NOTE)])
    assert ["a.csv", "b.csv"] == sorted(path.name for path in tmp_path.iterdir())


def test_checking_again_writes_the_same_copy_and_no_second_one(tmp_path: Path) -> None:
    (copy,) = copies_of(log(tmp_path))
    before = copy.path.read_bytes()
    assert (copy,) == copies_of(tmp_path / "a.csv")
    assert before == copy.path.read_bytes()


def test_a_copy_that_somebody_works_in_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    (copy,) = copies_of(log(tmp_path))
    load_workbook(copy.path).save(copy.path)
    edited = copy.path.read_bytes()
    assert [tmp_path / "a-da-kiem-tra-2.xlsx"] == [copy.path for copy in copies_of(tmp_path / "a.csv")]
    assert edited == copy.path.read_bytes()


def test_a_copy_that_is_checked_itself_is_marked_anew(tmp_path: Path) -> None:
    (copy,) = copies_of(log(tmp_path))
    load_workbook(copy.path).save(copy.path)
    assert [copy.path] == [again.path for again in copies_of(copy.path)]


def test_two_workbooks_of_one_name_have_two_copies(tmp_path: Path) -> None:
    found = copies_of(log(tmp_path, "a.csv"), log(tmp_path, "a.txt.csv"), log(tmp_path, "a.xls"))
    assert ["a-da-kiem-tra.xlsx", "a.txt-da-kiem-tra.xlsx", "a-da-kiem-tra-2.xlsx"] == [
        copy.path.name for copy in found
    ]


def test_a_file_that_is_no_workbook_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    assert () == copies_of(tmp_path / "a.xlsx")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    log(tmp_path)
    (tmp_path / "a-da-kiem-tra.xlsx").mkdir()
    with pytest.raises(MachineError, match=r"Không ghi được .*a-da-kiem-tra\.xlsx”"):
        copies_of(tmp_path / "a.csv")


def test_the_workbooks_of_every_year_are_found(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    log(tmp_path / "2022")
    log(tmp_path, "2023.csv")
    workspace = Workspace(tmp_path)
    assert ["2022/a.csv", "2023.csv"] == [name for _, name in workbooks_of(workspace, None)]
    assert ["2023.csv"] == [name for _, name in workbooks_of(workspace, workspace.parse_period("2023-Q1"))]
