"""Every command under the code pages of old consoles: the same exit code and text, whole letters, no traceback.

What is printed is UTF-8 whatever the code page says: no code page but UTF-8 has all letters. `validate`, `build` and `--help`
under code pages 1258 and 437 are tested beside those commands.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from .cli_process import Ended, run
from .workbooks import BAD, GOOD, write_workspace

Run = Callable[[str], Ended]

OLD_CONSOLES = {"cp1258": {"PYTHONIOENCODING": "cp1258"}, "cp437": {"PYTHONIOENCODING": "cp437"}}
# The locale of a bare server, with Python's own remedy for it switched off.
NO_LOCALE = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}
ENDINGS = {
    "init moi --year 2023": 0,
    "explain 2023 3.3.2": 1,  # a row is bad
    "explain 2023 3.3.22": 2,
    "doctor": 0,
    "schema": 0,
    "schema biuld": 2,
    "form check": 0,
    "completion bash": 0,
}
ENDINGS_WITHOUT_LOCALE = ENDINGS | {"--help": 0, "validate 2023": 1, "build 2023": 1, "build 2023 --draft": 1}
ROOM = re.compile(r"còn trống [\d.]+ [MG]B")  # changes from run to run
# The lines that speak of the window itself, or count those, differ as they should.
OF_THE_WINDOW = re.compile(r"Cửa sổ lệnh|cửa sổ|LANG=C|\d+ OK, ")


def write_plainly(folder: Path) -> Path:
    """Write a workspace whose files have plain names: a system without a locale cannot name others."""
    write_workspace(folder, GOOD, BAD)
    (folder / "2023" / "Đơn vị.csv").rename(folder / "2023" / "don-vi.csv")
    (folder / "2023" / "Hồ sơ.csv").rename(folder / "2023" / "ho-so.csv")
    return folder


def run_in(folder: Path, command: str, environment: dict[str, str]) -> Ended:
    """Run a command in a new workspace and leave out what differs anyway; `run` reads what is printed as UTF-8."""
    folder.mkdir()
    ended = run(*command.split(), folder=write_plainly(folder), **environment)
    return Ended(ended.code, *(ROOM.sub("", text.replace(str(folder), "…")) for text in ended[1:]))


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """What a command comes to as a rule."""
    return cache(lambda command: run_in(tmp_path_factory.mktemp("usual") / "w", command, {}))


@pytest.mark.parametrize("encoding", OLD_CONSOLES)
@pytest.mark.parametrize("command", ENDINGS)
def test_an_old_code_page_changes_nothing(command: str, encoding: str, usual: Run, tmp_path: Path) -> None:
    ended = run_in(tmp_path / "w", command, OLD_CONSOLES[encoding])
    assert (ENDINGS[command], usual(command)) == (ended.code, ended)
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", ENDINGS_WITHOUT_LOCALE)
def test_a_system_without_a_locale_changes_nothing(command: str, usual: Run, tmp_path: Path) -> None:
    ended = run_in(tmp_path / "w", command, NO_LOCALE)
    assert (ENDINGS_WITHOUT_LOCALE[command], usual(command).code) == (ended.code, ended.code)
    shown = [
        [line for line in (each.out + each.err).splitlines() if not OF_THE_WINDOW.search(line)]
        for each in (usual(command), ended)
    ]
    assert shown[0] == shown[1]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("command", ["validate 2023", "build 2023 --draft"])
def test_without_a_locale_files_with_vietnamese_names_are_read_and_named(command: str, tmp_path: Path) -> None:
    folder = write_workspace(tmp_path, GOOD, BAD)
    usual = run(*command.split(), folder=folder)
    assert "Hồ sơ.csv [Hồ sơ] F3: lỗi CC202" in usual.out + usual.err
    assert usual == run(*command.split(), folder=folder, **NO_LOCALE)


def test_without_a_locale_a_sheet_is_known_by_its_name() -> None:
    assert run("schema", "Hồ sơ") == run("schema", "Hồ sơ", folder=None, **NO_LOCALE)
