"""The files that a clerk double-clicks, run by cmd.exe: they find cchc, hand on what they were given, and wait before they close.

What they show themselves cannot be read here: wine 8 has no code page 65001.
"""

import json
from pathlib import Path

import pytest

from tests.cli.workbooks import GOOD, write_workspace
from windows.machine import Machine

CHECK, BUILD = "1-kiem-tra.cmd", "2-lap-bao-cao.cmd"
WAITING = b"Press any key to continue..."
EXE, CMD = r"C:\cchc\exe", r"C:\cchc\cmd"
# In the place of cchc.exe: writes down where it was run and what it was given.
NOTE = """
import json, os, sys
from pathlib import Path
told = [os.getcwd(), *sys.argv[1:]]
Path(__file__).with_name("told.json").write_text(json.dumps(told), encoding="ascii")
"""


@pytest.fixture
def workspace(machine: Machine, folder: Path) -> Path:
    """Return a workspace as `cchc init` makes it, with workbooks of 2023."""
    assert 0 == machine.cchc("init", ".", "--year", "2024", folder=folder).code
    (folder / "2024.xlsx").unlink()
    return write_workspace(folder, GOOD)


@pytest.fixture
def noting(machine: Machine, folder: Path) -> str:
    """Put a cchc.cmd that notes what it was given into a folder of the PATH, and return that."""
    programs = _programs(machine, folder)
    programs.mkdir(parents=True, exist_ok=True)
    (programs / "note.py").write_text(NOTE, encoding="utf-8")
    (programs / "cchc.cmd").write_bytes(b'@echo off\r\nC:\\cchc\\python.exe "%~dp0note.py" %*\r\n')
    return str(machine.path(programs))


def _programs(machine: Machine, folder: Path) -> Path:
    return machine.windows.drive_c / "noting" / folder.name.removeprefix("xã ")  # cmd.exe here knows ASCII


def noted(machine: Machine, folder: Path) -> list[str]:
    """Return the folder that cchc was run in, and its words."""
    place = _programs(machine, folder) / "told.json"
    told = json.loads(place.read_text(encoding="utf-8"))
    place.unlink()
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize("programs", [EXE, CMD])
def test_a_double_click_builds_the_latest_year_and_the_window_stays(
    machine: Machine, workspace: Path, programs: str
) -> None:
    ended = machine.started(BUILD, folder=workspace, typed="\r\n\r\n", WINEPATH=programs)
    assert (workspace / "out" / "2023" / "bao-cao-2023.docx").is_file()
    assert ended.index(b"bao-cao-2023.docx") < ended.index(WAITING)


@pytest.mark.parametrize("programs", [EXE, CMD])
def test_a_double_click_checks_and_the_window_stays(machine: Machine, workspace: Path, programs: str) -> None:
    ended = machine.started(CHECK, folder=workspace, typed="\r\n", WINEPATH=programs)
    assert ended.rstrip().endswith(WAITING)
    assert ended.index("0 lỗi".encode()) < ended.index(WAITING)


def test_a_period_may_be_typed(machine: Machine, workspace: Path, noting: str) -> None:
    machine.started(BUILD, folder=workspace, typed="2023-Q1\r\n\r\n", WINEPATH=noting)
    told = [word.rstrip() for word in noted(machine, workspace)]  # wine's `set /p` keeps the end of the line
    assert [str(machine.path(workspace)), "build", "2023-Q1", "--open"] == told


def test_quotes_and_signs_that_are_typed_start_nothing(machine: Machine, workspace: Path, noting: str) -> None:
    machine.started(BUILD, folder=workspace, typed='2023" & echo x > evil.txt & "\r\n\r\n', WINEPATH=noting)
    assert not (workspace / "evil.txt").exists()


def test_a_dropped_workbook_is_built_by_the_year_of_its_folder(machine: Machine, workspace: Path, noting: str) -> None:
    dropped = workspace / "2023" / "Sổ & bảng.xlsx"
    machine.started(BUILD, dropped, folder=workspace, typed="\r\n", WINEPATH=noting)
    _, *words = noted(machine, workspace)
    assert ["build", "2023", "--data", f"{machine.path(workspace / '2023')}\\..", "--open"] == words


def test_a_dropped_year_is_built_where_it_lies(machine: Machine, workspace: Path, noting: str) -> None:
    machine.started(BUILD, workspace / "2023", folder=workspace, typed="\r\n", WINEPATH=noting)
    _, *words = noted(machine, workspace)
    assert ["build", "2023", "--data", f"{machine.path(workspace)}\\.", "--open"] == words


def test_dropped_files_are_checked_whatever_is_in_their_names(machine: Machine, workspace: Path, noting: str) -> None:
    dropped = [workspace / name for name in ("a & echo x > evil.txt & b.xlsx", "Sổ (1) ^;=,.xlsx")]
    machine.started(CHECK, *dropped, folder=workspace, typed="\r\n", WINEPATH=noting)
    _, *words = noted(machine, workspace)
    assert ["validate", "--annotate", "--open", *(str(machine.path(path)) for path in dropped)] == words
    assert not (workspace / "evil.txt").exists()


@pytest.mark.parametrize("starter", [CHECK, BUILD])
def test_a_cchc_that_lies_in_the_folder_is_not_started(machine: Machine, workspace: Path, starter: str) -> None:
    for name in ("cchc.cmd", "cchc.bat"):
        (workspace / name).write_bytes(b"@echo off\r\necho x > evil.txt\r\n")
    ended = machine.started(starter, folder=workspace, typed="\r\n\r\n", WINEPATH=r"C:\nothing")
    assert (False, True) == ((workspace / "evil.txt").exists(), WAITING in ended)


def test_a_folder_may_have_any_name(machine: Machine, workspace: Path, noting: str) -> None:
    place = workspace / "Năm & 50% (mới)"
    place.mkdir()
    (place / BUILD).write_bytes((workspace / BUILD).read_bytes())
    (place / "2022.xlsx").touch()
    machine.started(BUILD, folder=place, typed="\r\n\r\n", WINEPATH=noting)
    assert [str(machine.path(place)), "build", "2022", "--open"] == noted(machine, workspace)
