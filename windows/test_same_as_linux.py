"""Every command prints and writes on Windows what it prints and writes on Linux: DOCX, xlsx, HTML and JSON byte for byte."""

import json
import re
from pathlib import Path

import pytest

from tests.batch.workspaces import LATE, ON_TIME, UNREADABLE, write_commune
from tests.cli.cli_process import run as run_on_linux
from tests.cli.workbooks import BAD, GOOD, write_workspace
from windows.conftest import copy_sample
from windows.machine import Ended, Machine

BUILDS = (
    ("build", "2023"),
    ("build", "2023", "--split", "--charts"),
    ("build", "2023", "--trace", "--json"),
)
READINGS = (
    ("explain", "2023", "3.3.2"),
    ("explain", "2023", "3.3.2", "--json"),
    ("verify", "out/2023/bao-cao-2023.docx"),
    ("audit", "out/2023/bao-cao-2023.docx", "--json"),
    ("compare", "2023", "2023-Q1", "--xlsx", "so sánh.xlsx"),
)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the history, whose pages keep traces of the order of writing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".sqlite", ".lock"}
    }


def told(ended: tuple[int, str, str], folder: str) -> Ended:
    """Return what a run told, with the folder left out of paths and all slashes leaning to one side."""
    code, *texts = ended
    texts = [re.sub(r"\\+", "/", text).replace(folder.replace("\\", "/") + "/", "") for text in texts]
    return Ended(code, *(re.sub(r"[\d.,]+ (giây|xã/phút)", r"… \1", text) for text in texts))


class Pair:
    """The same folder on both systems."""

    def __init__(self, machine: Machine, here: Path, there: Path) -> None:
        self._machine = machine
        self.folders = (here, there)

    def run(self, *arguments: str) -> tuple[Ended, Ended]:
        """Run `cchc` on both; return what each told."""
        here, there = self.folders
        linux = told(run_on_linux(*arguments, folder=here), str(here))
        windows = told(self._machine.cchc(*arguments, folder=there), str(self._machine.path(there)))
        return linux, windows

    def assert_same(self, *arguments: str, code: int = 0) -> None:
        """Expect that the command ends with the code, prints and writes the same."""
        linux, windows = self.run(*arguments)
        assert code == linux.code, linux.err
        assert linux == windows
        written = [contents(folder) for folder in self.folders]
        assert list(written[0]) == list(written[1])
        assert [] == [name for name in written[0] if written[0][name] != written[1][name]]


@pytest.fixture
def pair(machine: Machine, tmp_path: Path, folder: Path) -> Pair:
    """Return an empty folder on both systems."""
    return Pair(machine, tmp_path, folder)


@pytest.fixture
def sample_pair(pair: Pair) -> Pair:
    """Return the sample's workspace on both systems."""
    for folder in pair.folders:
        copy_sample(folder)
    return pair


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), ("build", "--help"), ("schema",), ("xyz",)])
def test_what_needs_no_workspace(pair: Pair, arguments: tuple[str, ...]) -> None:
    pair.assert_same(*arguments, code=2 if arguments == ("xyz",) else 0)


def test_a_new_workspace_and_its_check(pair: Pair) -> None:
    pair.assert_same("init", "xã mới", "--year", "2026")
    pair.assert_same("validate", "2026", "--data", "xã mới", code=1)


def test_validating_a_sample(sample_pair: Pair) -> None:
    sample_pair.assert_same("validate", "2023")
    sample_pair.assert_same("validate", "2023", "--format", "json")


def test_validating_with_errors_and_an_annotated_copy(pair: Pair) -> None:
    for folder in pair.folders:
        write_workspace(folder, GOOD, BAD)
    pair.assert_same("validate", "2023", "--annotate", code=1)
    pair.assert_same("build", "2023", code=1)
    pair.assert_same("build", "2023", "--draft", code=1)


@pytest.mark.parametrize("arguments", BUILDS, ids=" ".join)
def test_building_with_every_option(sample_pair: Pair, arguments: tuple[str, ...]) -> None:
    sample_pair.assert_same(*arguments)


def test_reading_what_was_built(sample_pair: Pair) -> None:
    sample_pair.assert_same("build", "2023", "--quiet")
    for arguments in READINGS:
        linux, windows = sample_pair.run(*arguments)
        assert linux == windows, arguments
    sample_pair.assert_same("validate", "2023", "--quiet")


def test_json_in_a_file_has_the_paths_of_its_system(machine: Machine, folder: Path) -> None:
    write_workspace(folder, GOOD)
    ended = machine.cchc("build", "2023", "--json", "--output", "kết quả.json", "--quiet", folder=folder)
    assert (0, "", "") == ended
    told = json.loads((folder / "kết quả.json").read_text(encoding="utf-8"))
    assert [str(machine.path(folder / "out" / "2023" / "bao-cao-2023.docx"))] == told["outputs"]


def test_a_batch_of_communes_one_of_them_with_errors(pair: Pair) -> None:
    for folder in pair.folders:
        for name in ("xã a", "xã b"):
            write_commune(folder, name, ON_TIME, LATE)
        write_commune(folder, "xã c", UNREADABLE)
    pair.assert_same("batch", "2023", ".", "--jobs", "2", "--json", code=1)


def test_forms_are_proved(pair: Pair) -> None:
    pair.assert_same("form", "check", "xa-2025")
    pair.assert_same("form", "new", "cua-xa", "--from", "xa-2025")


def test_the_doctor_knows_windows(machine: Machine, sample: Path) -> None:
    ended = machine.cchc("doctor", folder=sample)
    assert (0, "") == (ended.code, ended.err)
    assert r"cchc 0.1.0, cài ở C:\cchc\program\cchc_report" in ended.out
    assert "OK     Hệ điều hành: Windows " in ended.out


@pytest.mark.parametrize("encoding", ["cp1258", "cp437", "ascii"])
def test_output_is_utf_8_whatever_the_code_page(machine: Machine, folder: Path, encoding: str) -> None:
    ended = machine.cchc("xyz", folder=folder, PYTHONIOENCODING=encoding)
    assert ended.err.startswith("lỗi: Không có lệnh “xyz”.")


def test_the_program_may_be_started_as_an_exe_and_as_a_cmd(machine: Machine, folder: Path) -> None:
    assert (0, "cchc 0.1.0\n", "") == machine.run(r"C:\cchc\exe\cchc.exe", "--version", folder=folder)
    assert (0, "cchc 0.1.0\n", "") == machine.run("cmd", "/c", r"C:\cchc\cmd\cchc.cmd --version", folder=folder)
