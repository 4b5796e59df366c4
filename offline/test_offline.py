"""The program as an office gets it: built, installed in a fresh environment from a folder alone, and used with no repository beside it.

Slow (about half a minute) and in need of the registry once, so it has a target of its own: `make wheel-test`.
"""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

from offline import build_folder as offline

HERE = Path(__file__).parent
ROOT = HERE.parent
THIS_PYTHON = offline.Target.of(f"linux-{sys.version_info.major}.{sys.version_info.minor}")
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="runs the script for Linux")


class Ended(NamedTuple):
    """A run that ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the folder for this machine only."""
    made = tmp_path_factory.mktemp("usb") / "cchc-offline"
    offline.build_folder(made, [THIS_PYTHON])
    return made


@pytest.fixture(scope="module")
def home(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install from the folder into a home of its own, where pip has no index to go to."""
    made = tmp_path_factory.mktemp("nhà của Lê")  # a space and a Vietnamese letter, as in many a user's name
    ended = in_home(made, "sh", str(folder / "cai-dat.sh"))
    assert 0 == ended.code, ended.err
    return made


def in_home(home: Path, *command: str, folder: Path | None = None) -> Ended:
    """Run a command with nothing of this checkout and of this environment around it."""
    places = [str(home / ".local" / "bin"), str(Path(sys.base_prefix) / "bin"), "/usr/bin", "/bin"]
    environment = {
        "HOME": str(home),
        "PATH": os.pathsep.join(places),
        "LC_ALL": "C.UTF-8",
        "PIP_CONFIG_FILE": os.devnull,
    }
    ended = subprocess.run(command, cwd=folder or home, env=environment, capture_output=True, check=False)
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


@ON_LINUX
def test_the_installed_program_is_the_built_one(folder: Path, home: Path) -> None:
    (wheel,) = (folder / "wheels").glob("cchc_report-*.whl")
    assert (0, f"cchc {wheel.name.split('-')[1]}\n", "") == in_home(home, "cchc", "--version")
    where = in_home(
        home, str(home / ".local/share/cchc/venv/bin/python"), "-c", "import cchc_report; print(cchc_report.__file__)"
    )
    assert where.out.startswith(str(home))


@ON_LINUX
@pytest.mark.parametrize(("sample", "year"), [("sample_data/hoang-truong", "2023"), ("sample_data/hoang-tien", "2025")])
def test_it_builds_a_report_far_from_the_repository(sample: str, year: str, home: Path, tmp_path: Path) -> None:
    for source in (ROOT / sample / year).iterdir():
        (tmp_path / year).mkdir(exist_ok=True)
        (tmp_path / year / source.name).write_bytes(source.read_bytes())
    (tmp_path / "cchc.toml").write_bytes((ROOT / sample / "cchc.toml").read_bytes())
    assert 0 == in_home(home, "cchc", "validate", year, folder=tmp_path).code
    ended = in_home(home, "cchc", "build", year, folder=tmp_path)
    assert (0, f"out/{year}/bao-cao-{year}.docx\n") == (ended.code, ended.out)


@ON_LINUX
def test_it_makes_a_workspace_and_proves_its_forms(home: Path, tmp_path: Path) -> None:
    assert 0 == in_home(home, "cchc", "init", "xã mới", "--year", "2026", folder=tmp_path).code
    names = {"1-kiem-tra.cmd", "2-lap-bao-cao.cmd", "2026.xlsx", "cchc.toml"}
    assert names == {path.name for path in (tmp_path / "xã mới").iterdir()}
    assert 0 == in_home(home, "cchc", "form", "check", folder=tmp_path).code
    assert 0 == in_home(home, "cchc", "form", "check", "thanh-hoa-2023", folder=tmp_path).code


def test_the_wheel_holds_all_forms_and_no_other_folder(folder: Path) -> None:
    (wheel,) = (folder / "wheels").glob("cchc_report-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    forms = {path.relative_to(ROOT).as_posix() for path in (ROOT / "templates").rglob("*") if path.is_file()}
    assert {f"cchc_report/{name}" for name in forms} <= set(names)
    assert {"cchc_report"} == {name.partition("/")[0] for name in names if ".dist-info/" not in name}


def test_a_wheel_that_was_changed_is_not_installed(folder: Path, tmp_path: Path) -> None:
    (wheel,) = (folder / "wheels").glob("typer-*.whl")
    content = wheel.read_bytes()
    wheel.write_bytes(content + b"\0")
    try:
        ended = in_home(tmp_path, "sh", str(folder / "cai-dat.sh"))
    finally:
        wheel.write_bytes(content)
    assert 3 == ended.code
    assert "Cài không thành công" in ended.err


def test_only_windows_needs_what_only_windows_needs() -> None:
    windows, linux = (offline.needed(offline.Target.of(f"{system}-3.12")) for system in ("windows", "linux"))
    assert {"colorama"} == windows - linux
    assert set() == linux - windows
    assert {"hatchling", "pytest"}.isdisjoint(windows)


def test_all_that_is_needed_is_pinned_with_hashes() -> None:
    pins = offline.read_lock((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    windows = offline.needed(offline.Target.of("windows-3.13"))
    assert set() == windows - pins.keys()
    assert all(pins[name].hashes for name in windows)


@pytest.mark.parametrize("name", ["cai-dat.cmd", "cai-dat.ps1"])
def test_what_windows_runs_is_ascii_with_its_own_line_ends(name: str, folder: Path) -> None:
    content = (folder / name).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 5


@pytest.mark.parametrize("name", ["cai-dat.ps1", "cai-dat.sh"])
def test_every_message_of_a_script_is_there(name: str) -> None:
    lines = (HERE / "thong-bao.txt").read_text(encoding="utf-8").splitlines()
    script = (HERE / name).read_text(encoding="utf-8")
    used = re.findall(r"\$say\['(\w+)'\]|Stop-With '(\w+)'|\bsay (\w+)|\|\| stop (\w+)", script)
    assert {key for found in used for key in found if key} <= {line.partition("=")[0] for line in lines}
    assert len(used) > 8
