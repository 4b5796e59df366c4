"""Gathers what an office without internet needs to install cchc: `python offline/build_folder.py [FOLDER] [--target …]`.

The wheels of the pinned versions for Windows and Linux, the program's own wheel, the install scripts. Needs the registry once.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAM = "cchc-report"
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
}
SYSTEMS = {
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
}
FOR_WINDOWS = ("cai-dat.cmd", "cai-dat.ps1", "DOC-TRUOC.txt")  # cmd.exe and Notepad want their own line ends
SCRIPTS = (*FOR_WINDOWS, "cai-dat.sh", "thong-bao.txt")
WHEELS, LOCK = "wheels", "yeu-cau.txt"


@dataclass(frozen=True)
class Target:
    """A kind of machine: its system and its Python, as in `windows-3.12`."""

    system: str
    python: str

    @classmethod
    def of(cls, text: str) -> "Target":
        """Read a target's name; raises ValueError."""
        system, _, python = text.partition("-")
        if system not in PLATFORMS or python not in PYTHONS:
            raise ValueError(text)
        return cls(system, python)

    @property
    def environment(self) -> dict[str, str]:
        """What markers of requirements are held against: pip itself takes those of the machine it runs on."""
        return {**SYSTEMS[self.system], "python_version": self.python, "python_full_version": f"{self.python}.0"}


@dataclass(frozen=True)
class Pin:
    """A pinned requirement with its hashes, as the lock file has it."""

    requirement: Requirement
    hashes: tuple[str, ...]

    def line(self, *, with_marker: bool) -> str:
        """Return the pin as a line of a requirements file."""
        marker = f" ; {self.requirement.marker}" if with_marker and self.requirement.marker else ""
        hashes = "".join(f" \\\n    --hash={one}" for one in self.hashes)
        return f"{self.requirement.name}{self.requirement.specifier}{marker}{hashes}\n"


def read_lock(text: str) -> dict[str, Pin]:
    """Read a requirements file of pins with hashes, by canonical name."""
    pins: dict[str, Pin] = {}
    for entry in re.split(r"\n(?=\S)", text.strip()):
        said, *hashes = (part.strip() for part in entry.replace("\\\n", "").split("--hash="))
        requirement = Requirement(said)
        pins[canonicalize_name(requirement.name)] = Pin(requirement, tuple(hashes))
    return pins


def needed(target: Target) -> set[str]:
    """Return the canonical names of all that the program needs to run on a target."""
    found: set[str] = set()
    waiting = [PROGRAM]
    while waiting:
        for requirement in _requirements(waiting.pop()):
            name = canonicalize_name(requirement.name)
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": "", **target.environment})
            if applies and name not in found:
                found.add(name)
                waiting.append(name)
    return found


def _requirements(name: str) -> Iterator[Requirement]:
    try:
        yield from map(Requirement, requires(name) or ())
    except PackageNotFoundError:  # one of another system's; such have had no needs of their own
        return


def download(target: Target, pins: Iterable[Pin], folder: Path) -> None:
    """Download the wheels of the pins for a target; raises CalledProcessError."""
    python = target.python.replace(".", "")
    with tempfile.TemporaryDirectory() as name:
        lock = Path(name, LOCK)
        lock.write_text("".join(pin.line(with_marker=False) for pin in pins), encoding="utf-8")
        platforms = (option for one in PLATFORMS[target.system] for option in ("--platform", one))
        abis = ("--implementation", "cp", "--abi", f"cp{python}", "--abi", "abi3", "--abi", "none")
        _pip("download", "--no-deps", "--require-hashes", "--only-binary=:all:", "--requirement", str(lock), "--dest",
             str(folder), "--python-version", target.python, *abis, *platforms)  # fmt: skip


def build_wheel(folder: Path) -> Path:
    """Build the program's wheel into a folder."""
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob(f"{PROGRAM.replace('-', '_')}-*.whl")
    return wheel


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    subprocess.run(command, check=True)


def build_folder(folder: Path, targets: Iterable[Target]) -> Path:
    """Make the folder anew with everything in it, and return the program's wheel."""
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / WHEELS
    wheels.mkdir(parents=True)
    wheel = build_wheel(wheels)
    pins = read_lock((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    names: set[str] = set()
    for target in targets:
        wanted = needed(target)
        names |= wanted
        download(target, (pins[name] for name in sorted(wanted)), wheels)
    version = wheel.name.split("-")[1]
    own = Pin(Requirement(f"{PROGRAM}=={version}"), (f"sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}",))
    lines = (pin.line(with_marker=True) for pin in [*(pins[name] for name in sorted(names)), own])
    (folder / LOCK).write_text("".join(lines), encoding="utf-8", newline="\n")
    for script in SCRIPTS:
        _copy(script, folder)
    return wheel


def _copy(script: str, folder: Path) -> None:
    text = (HERE / script).read_text(encoding="utf-8")
    ends = "\r\n" if script in FOR_WINDOWS else "\n"
    encoding = "utf-8-sig" if script.endswith(".txt") else "utf-8"
    (folder / script).write_text(text, encoding=encoding, newline=ends)
    if script.endswith(".sh"):
        (folder / script).chmod(0o755)


def main(arguments: list[str]) -> None:
    """Build the folder and, beside it, the same as one zip file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "dist" / "cchc-offline")
    parser.add_argument("--target", action="append", help="windows-3.12, linux-3.11 …; all by default")
    chosen = parser.parse_args(arguments)
    everything = [f"{system}-{python}" for system in PLATFORMS for python in PYTHONS]
    build_folder(chosen.folder, [Target.of(text) for text in chosen.target or everything])
    shutil.make_archive(str(chosen.folder), "zip", chosen.folder.parent, chosen.folder.name)


if __name__ == "__main__":
    main(sys.argv[1:])
