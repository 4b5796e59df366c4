"""Measures a batch: what one commune more costs, what a second worker brings, today's script beside it, its memory.

The provinces are made by `benchmarks.province`, without broken communes: what is measured is the work, not the excuses.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.timing import Comparison, Timing, run_python, take_turns, whole_process

YEAR = "2023"
_ROWS_OF_LARGE, _LARGE, _FEW = 500_000, 20, 5  # ten million dossiers, and a quarter of them
_ALLOWANCE = 0.025  # seconds a commune may take besides twice the reading of its workbooks
_MAKE = "import sys, pathlib; from benchmarks.workbooks import write_workbook as w; w(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"

Part = Callable[[Path, argparse.Namespace], Iterator[Comparison]]


def marginal(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """One commune more in a worker that is warm: validated, computed and printed; then with all that a batch keeps of it."""
    root = _province(folder, 3)
    runs = [
        json.loads(run_python("-m", "benchmarks.programs", "commune", root, YEAR, "10")) for _ in range(wishes.turns)
    ]
    reading, report, working = (Timing(tuple(run[name] for run in runs)) for name in ("read", "report", "work"))
    allowed = Timing(tuple(2 * seconds + _ALLOWANCE for seconds in reading.runs))
    against = "2 × calamine đọc + 25 ms"
    yield Comparison.at_most_times("thêm một xã 5.000 hồ sơ: kiểm tra, tính, hai văn bản", report, against, allowed, 1)
    kept = working.best / allowed.best
    yield Comparison("  thêm tệp số liệu, lịch sử, kết quả giữ lại", against, working.best, allowed.best, kept)


def province(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """All communes with one worker and with two, and with the script of `benchmarks.naive_province`."""
    root = _province(folder, wishes.communes)
    turns = min(wishes.turns, 2)
    timings = take_turns(
        {"one": lambda: _batch(root, 1), "two": lambda: _batch(root, 2), "script": lambda: _script(root, folder)}, turns
    )
    title = f"{wishes.communes} xã × 5.000 hồ sơ"
    yield Comparison.at_least_faster(
        f"{title}, hai tiến trình nhanh gấp", timings["two"], "một tiến trình", timings["one"], 1.8
    )
    yield Comparison.at_least_faster(
        f"{title}, nhanh gấp", timings["two"], "vòng lặp openpyxl + pydantic + docxtpl", timings["script"], 6
    )


def memory(folder: Path, wishes: argparse.Namespace) -> Iterator[Comparison]:
    """The memory of the process that hands out the work, for all communes against a quarter of them."""
    few, many = max(2, wishes.communes // 4), wishes.communes
    peaks = [_peaks(_province(folder / str(count), count))["parent"] for count in (few, many)]
    title = f"bộ nhớ tiến trình chính, {many} xã"
    yield Comparison(title, f"{few} xã", peaks[1], peaks[0], peaks[1] / peaks[0], at_most=1.3)


def ten_million(folder: Path, _wishes: argparse.Namespace) -> Iterator[Comparison]:
    """Ten million dossiers in twenty workbooks against five of these: the time and the memory of the workers."""
    first = folder / "xa-00" / f"{YEAR}.xlsx"
    first.parent.mkdir()
    run_python("-c", _MAKE, first, str(_ROWS_OF_LARGE))
    _more_copies(first, range(1, _FEW))
    few, of_few = _batch(folder, 2), _peaks(folder)
    _more_copies(first, range(_FEW, _LARGE))
    many, of_many = _batch(folder, 2), _peaks(folder)
    times = _LARGE / _FEW
    against = f"{_FEW} sổ × {times:.0f}"
    scaled = Timing(tuple(seconds * times for seconds in few.runs))
    yield Comparison.at_most_times("mười triệu hồ sơ, 20 sổ", many, against, scaled, 1.1)
    ratio = of_many["worker"] / of_few["worker"]
    yield Comparison(
        "mười triệu hồ sơ, bộ nhớ một tiến trình con",
        f"{_FEW} sổ",
        of_many["worker"],
        of_few["worker"],
        ratio,
        at_most=1.2,
    )


PARTS: dict[str, Part] = {"commune": marginal, "province": province, "memory": memory}
LONG_PARTS: dict[str, Part] = {"ten-million": ten_million}


def _province(folder: Path, communes: int) -> Path:
    folder.mkdir(exist_ok=True)
    root = folder / "province"
    sys.stderr.write(f"làm {communes} xã…\n")
    run_python("-m", "benchmarks.province", root, "--communes", str(communes), "--sound")
    return root


def _more_copies(first: Path, numbers: range) -> None:
    for number in numbers:
        folder = first.parent.parent / f"xa-{number:02}"
        folder.mkdir()
        shutil.copyfile(first, folder / first.name)


def _batch(root: Path, jobs: int) -> Timing:
    _forget(root)
    return whole_process("-m", "cchc_report", "batch", YEAR, root, "--jobs", str(jobs), "--quiet")


def _script(root: Path, folder: Path) -> Timing:
    output = folder / "naive"
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir()
    return whole_process("-m", "benchmarks.programs", "naive-province", root, output)


def _peaks(root: Path) -> dict[str, int]:
    """Return the most memory that the first process of a batch, and any of its workers, held, in bytes."""
    _forget(root)
    found: dict[str, int] = json.loads(run_python("-m", "benchmarks.programs", "batch-memory", root, YEAR))
    return found


def _forget(root: Path) -> None:
    """Remove what earlier runs have written, so that each does all of the work."""
    for output in root.rglob("out"):
        shutil.rmtree(output)
