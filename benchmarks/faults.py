"""Kills a batch at random moments: `python benchmarks/faults.py [--times N] [--seed N]`.

Each time a worker or the batch itself gets a kill -9. A batch that lost a worker must end well by itself; after one that was
killed no file may be half written and the next run must complete. Either way every byte must be that of a run nobody disturbed.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, Python looks beside it only

from benchmarks.province import write_province  # noqa: E402

COMMUNES, DOSSIERS = 5, 30
_COMMAND = (sys.executable, "-m", "cchc_report", "batch", "2023", ".", "--jobs", "2", "--quiet")
_WORKER = b"cchc_report.batch.worker"
_HISTORY = ".sqlite"  # its pages keep traces of the order of writing; it is opened and asked instead

Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Blow:
    """What was killed and when, in seconds from the start of the batch."""

    victim: str
    moment: float


def main() -> None:
    """Strike so many times and say what came of it; exits with 1 where anything was lost."""
    wishes = _parse_arguments()
    chance = random.Random(wishes.seed)  # noqa: S311  # nothing secret depends on it
    with tempfile.TemporaryDirectory(prefix="cchc-faults-") as name:
        folder = Path(name)
        write_province(folder / "inputs", COMMUNES, DOSSIERS, broken=False)
        begun = time.monotonic()
        shutil.copytree(folder / "inputs", folder / "calm")
        _expect(_run(folder / "calm") == 0, "the calm run failed")
        lasting = time.monotonic() - begun
        expected, tally = contents(folder / "calm"), Counter[str]()
        for number in range(wishes.times):
            blow = Blow(("worker", "batch")[number % 2], chance.uniform(0, lasting))
            root = folder / f"{number:03}"
            shutil.copytree(folder / "inputs", root)
            tally[f"{blow.victim}: {_strike(root, blow, expected)}"] += 1
            _expect(contents(folder / "inputs") == {}, "something was written among the inputs")
            shutil.rmtree(root)
            sys.stderr.write(f"\r{number + 1}/{wishes.times}")
    sys.stderr.write("\n")
    print("\n".join(f"{count:4} {told}" for told, count in sorted(tally.items())))
    print(
        f"{wishes.times} lần kill -9: không tệp nào dở dang, không mất gì, lần chạy sau hoàn tất, từng byte như nhau."
    )


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Dừng đột ngột lệnh batch vào lúc bất kỳ, xem có mất gì không.")
    parser.add_argument("--times", type=int, default=100, metavar="N", help="số lần (mặc định 100)")
    parser.add_argument("--seed", type=int, default=2023, metavar="N", help="số gieo ngẫu nhiên (mặc định 2023)")
    return parser.parse_args()


def _strike(root: Path, blow: Blow, expected: Contents) -> str:
    """Run a batch, kill its victim, check what is left and what the next run makes of it; return how it went."""
    assert hasattr(signal, "SIGKILL"), "Windows ends processes in another way"  # noqa: S101 - for mypy too
    inputs = _inputs(root)
    process = subprocess.Popen(_COMMAND, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(blow.moment)
    workers = list(_children(process.pid))
    victims = [process.pid] if blow.victim == "batch" else workers[:1]
    met = bool(victims) and process.poll() is None
    if met:
        os.kill(victims[0], signal.SIGKILL)
    code = process.wait()
    _expect(blow.victim == "batch" or code == 0, f"{blow}: a lost worker ended the batch with {code}")
    _wait_for_end(workers)
    found = contents(root)
    _expect(
        not [name for name in found if found[name] != expected.get(name) and not name.endswith(".tmp")],
        f"{blow}: half a file",
    )
    _check_whole(root)
    done = len([name for name in found if name.endswith(".docx")])
    _expect(_run(root) == 0, f"{blow}: the next run failed")
    _expect(contents(root) == expected, f"{blow}: the next run made something else")
    _expect(_inputs(root) == inputs, f"{blow}: an input was touched")
    return (
        f"{done}/{COMMUNES} báo cáo đã xong khi bị dừng"
        if met and blow.victim == "batch"
        else "xong trọn"
        if met
        else "không gặp lúc đang chạy"
    )


def _run(root: Path) -> int:
    return subprocess.run(_COMMAND, cwd=root, check=False, stdout=subprocess.DEVNULL).returncode


def contents(root: Path) -> dict[str, bytes]:
    """Return every result below a folder but the histories, by its path."""
    found = (path for path in root.rglob("*") if "out" in path.relative_to(root).parts and path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in found
        if path.suffix != _HISTORY and not path.name.endswith("-journal")
    }


def _inputs(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("2023.xlsx")}


def _check_whole(root: Path) -> None:
    """Open every result: a document or workbook as the archive it is, a record as JSON."""
    for path in root.rglob("out/**/*"):
        if path.suffix in {".docx", ".xlsx"}:
            with zipfile.ZipFile(path) as archive:
                _expect(archive.testzip() is None, f"{path}: a broken part")
        elif path.suffix == ".json":
            json.loads(path.read_bytes())


def _children(parent: int) -> Iterator[int]:
    """Yield the workers of a batch, as Linux tells."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and _WORKER in (folder / "cmdline").read_bytes():
                status = (folder / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
                if int(status[1]) == parent:
                    yield int(folder.name)
        except OSError:
            continue


def _wait_for_end(workers: list[int]) -> None:
    """Wait until workers without their batch have noticed; they must."""
    end = time.monotonic() + 30
    while any(_WORKER in _command(worker) for worker in workers):
        _expect(time.monotonic() < end, "a worker outlived its batch")
        time.sleep(0.02)


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _expect(true: bool, otherwise: str) -> None:
    if not true:
        raise SystemExit(otherwise)


if __name__ == "__main__":
    main()
