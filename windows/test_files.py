"""Files as Windows has them: names it reserves, other drives, long paths, and files that another program holds open."""

import json
import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.batch.workspaces import ON_TIME, write_commune
from tests.cli.workbooks import BAD, GOOD, write_workspace
from windows.conftest import copy_sample
from windows.machine import PYTHON, Machine

REPORT = Path("out", "2023", "bao-cao-2023.docx")
NAMES = ("Hồ sơ & sổ (1)", "50% xong", unicodedata.normalize("NFD", "Hồ sơ một cửa"), "a 'b' ;c,=d", "!PATH!")


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_may_have_any_name_that_windows_gives(machine: Machine, folder: Path, name: str) -> None:
    (folder / name).mkdir()
    write_workspace(folder / name, GOOD)
    ended = machine.cchc("build", "2023", "--data", folder / name, "--quiet", folder=folder)
    assert (0, "") == (ended.code, ended.err)
    assert f"{machine.path(folder / name / REPORT).relative_to(machine.path(folder))}\n" == ended.out
    assert (folder / name / REPORT).is_file()


def test_a_workspace_on_another_drive_than_the_current_folder_and_the_temporary_files(
    machine: Machine, folder: Path, folder_d: Path
) -> None:
    write_workspace(folder_d, GOOD)
    ended = machine.cchc("build", "2023", "--data", folder_d, "--quiet", folder=folder)
    assert (0, f"{machine.path(folder_d / REPORT)}\n", "") == ended


def test_a_batch_on_another_drive(machine: Machine, folder: Path, folder_d: Path) -> None:
    for name in ("xã a", "xã b"):
        write_commune(folder_d, name, ON_TIME)
    ended = machine.cchc("batch", "2023", folder_d, "--jobs", "2", "--json", folder=folder)
    assert 0 == ended.code, ended.err
    assert ["ok", "ok"] == [one["status"] for one in json.loads(ended.out)["communes"]]
    assert (folder_d / "xã b" / REPORT).is_file()


# A system call of a commune on D: that fails over a file on C:, as one over the folder of temporary files may.
OTHER_DRIVE = r"""
import sys
from pathlib import Path
from cchc_report.batch.job import Job, work_on

def refuse(event, arguments):
    if event == "open" and str(arguments[0]).endswith("Hồ sơ.csv"):
        raise PermissionError(13, "refused", "C:\\Temp\\x.tmp")

sys.addaudithook(refuse)
result = work_on(Job(folder=Path(sys.argv[1]), path="a", period="2023"))
sys.stdout.buffer.write((result.status + " " + result.message).encode())
"""


def test_an_error_over_a_file_of_another_drive_is_told(machine: Machine, folder: Path, folder_d: Path) -> None:
    write_commune(folder_d, "xã a", ON_TIME)
    ended = machine.run(PYTHON, "-c", OTHER_DRIVE, folder_d / "xã a", folder=folder)
    assert (0, "") == (ended.code, ended.err)
    assert ended.out.startswith("failed ")


@pytest.mark.parametrize("name", ["CON.xlsx", "aux", "nul.csv", "LPT1.xlsx"])
def test_a_reserved_name_is_told_and_nothing_waits_for_it(machine: Machine, folder: Path, name: str) -> None:
    ended = machine.cchc("validate", name, folder=folder)
    assert ended.code in {1, 2}
    assert "Traceback" not in ended.err
    assert "lỗi" in ended.out + ended.err


@pytest.mark.parametrize("name", ["CON", "nul.", "aux.txt"])
def test_a_workspace_is_not_made_under_a_reserved_name(machine: Machine, folder: Path, name: str) -> None:
    ended = machine.cchc("init", name, folder=folder)
    assert ended.code in {2, 3}
    assert ended.err.startswith("lỗi: ")


@pytest.mark.parametrize("ending", [".", " ", "..."])
def test_dots_and_spaces_at_the_end_of_a_name_are_windows_own_to_drop(
    machine: Machine, folder: Path, ending: str
) -> None:
    write_workspace(folder, GOOD)
    ended = machine.cchc("validate", f"2023\\Hồ sơ.csv{ending}", folder=folder)
    assert ended.code in {0, 1}
    assert "Traceback" not in ended.err


def test_a_path_beyond_260_characters(machine: Machine, folder: Path) -> None:
    deep = folder.joinpath(*["huyện " + "x" * 60] * 5)
    deep.mkdir(parents=True)
    write_workspace(deep, GOOD)
    assert len(str(machine.path(deep))) > 300
    ended = machine.cchc("build", "2023", "--data", deep, "--quiet", folder=folder)
    assert (0, True, "") == (ended.code, (deep / REPORT).is_file(), ended.err)


def test_a_report_open_in_word_is_told_and_stays_as_it_was(machine: Machine, folder: Path) -> None:
    write_workspace(folder, GOOD)
    machine.cchc("build", "2023", folder=folder)
    before = (folder / REPORT).read_bytes()
    write_dossiers(folder, GOOD, GOOD)
    with machine.held(folder / REPORT):
        ended = machine.cchc("build", "2023", folder=folder)
    assert (3, before) == (ended.code, (folder / REPORT).read_bytes())
    assert "Nếu tệp đang mở trong Word, hãy đóng tệp đó rồi chạy lại" in ended.err
    assert [] == list(folder.rglob("*.tmp"))
    assert 0 == machine.cchc("build", "2023", folder=folder).code


def test_no_output_changes_where_one_is_open_in_word(machine: Machine, folder: Path) -> None:
    write_workspace(folder, GOOD)
    machine.cchc("build", "2023", "--split", "--trace", folder=folder)
    before = outputs(folder)
    write_dossiers(folder, GOOD, GOOD)
    last = sorted(before)[-1]
    with machine.held(folder / "out" / "2023" / last):
        ended = machine.cchc("build", "2023", "--split", "--trace", folder=folder)
    assert (3, before) == (ended.code, outputs(folder))


def test_a_record_that_nobody_may_read_is_told(machine: Machine, folder: Path) -> None:
    write_workspace(folder, GOOD)
    machine.cchc("build", "2023", folder=folder)
    with machine.held(folder / "out" / "2023" / "bao-cao-2023.json", readable=False):
        ended = machine.cchc("build", "2023", folder=folder)
    assert 3 == ended.code
    assert "Không ghi được vào" in ended.err


@pytest.mark.parametrize("readable", [True, False])
def test_a_workbook_open_in_excel_is_read_where_excel_allows_it(machine: Machine, folder: Path, readable: bool) -> None:
    copy_sample(folder)
    book = folder / "2023" / "so-lieu-2023.xlsx"
    with machine.held(book, readable=readable):
        ended = machine.cchc("validate", "2023", folder=folder)
    if readable:
        assert 0 == ended.code
    else:
        assert 3 == ended.code
        assert "Không mở được tệp 2023/so-lieu-2023.xlsx. Nếu tệp đang mở trong Excel, hãy đóng tệp đó" in ended.err


def test_an_annotated_copy_open_in_excel_is_told(machine: Machine, folder: Path) -> None:
    write_workspace(folder, BAD)
    machine.cchc("validate", "2023", "--annotate", folder=folder)
    (copy,) = folder.rglob("*.xlsx")
    with machine.held(copy):
        ended = machine.cchc("validate", "2023", "--annotate", folder=folder)
    assert 3 == ended.code
    assert "Traceback" not in ended.err


def test_a_commune_that_takes_too_much_memory_is_named(machine: Machine, folder: Path) -> None:
    write_commune(folder, "a", ON_TIME)
    write_commune(folder, "an", *[ON_TIME.replace("-1,", f"-{number},") for number in range(200_000)])
    ended = machine.cchc("batch", "2023", ".", "--jobs", "1", "--memory", "100", folder=folder)
    assert "2 xã: 1 xong, 1 hỏng" in ended.out.splitlines()
    assert "→ Dùng quá 100 MB bộ nhớ nên bị dừng." in ended.out


def write_dossiers(folder: Path, *dossiers: str) -> None:
    """Write the workbooks of 2023 anew."""
    shutil.rmtree(folder / "2023")
    write_workspace(folder, *dossiers)


def outputs(folder: Path) -> dict[str, bytes]:
    """Return the results of 2023 by name."""
    return {path.name: path.read_bytes() for path in (folder / "out" / "2023").iterdir()}
