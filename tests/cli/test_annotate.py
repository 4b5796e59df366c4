from pathlib import Path

from openpyxl import load_workbook

from .cli_process import run
from .workbooks import BAD, GOOD, write_workspace


def test_copies_are_written_beside_their_workbooks_and_named_outside_the_result(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD, BAD)
    plain = run("validate", "2023", folder=folder)
    ended = run("validate", "2023", "--annotate", folder=folder)
    copy = Path("2023", "Hồ sơ-da-kiem-tra.xlsx")
    assert plain.out == ended.out
    assert (1, f"Bản có đánh dấu: {copy}") == (ended.code, ended.err.splitlines()[0])
    sheet = load_workbook(tmp_path / copy)["Hồ sơ"]
    assert ["A1", "F3"] == [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment]


def test_a_file_checked_by_itself_has_its_copy(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, BAD) / "2023"
    assert 1 == run("validate", "Hồ sơ.csv", "--annotate", "--quiet", folder=folder).code
    assert (folder / "Hồ sơ-da-kiem-tra.xlsx").is_file()


def test_good_workbooks_have_no_copy(tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD)
    ended = run("validate", "2023", "--annotate", folder=folder)
    assert (0, "Không có ô nào để đánh dấu, nên không ghi bản sao.") == (ended.code, ended.err.strip())
    assert ["Hồ sơ.csv", "Đơn vị.csv"] == sorted(path.name for path in (folder / "2023").iterdir())


def test_open_without_annotate_is_wrong_use(tmp_path: Path) -> None:
    ended = run("validate", "--open", folder=write_workspace(tmp_path, GOOD))
    assert (2, "lỗi: --open mở bản sao có tô màu, chỉ dùng cùng --annotate.") == (ended.code, ended.err.strip())
