"""Times programs against each other, turn by turn, so that a busy moment of the machine meets them all alike."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Timing:
    """The seconds of each run of one program, and the most memory any of them held, in bytes."""

    runs: tuple[float, ...]
    peak_bytes: int | None = None

    @property
    def best(self) -> float:
        """The run the machine disturbed least."""
        return min(self.runs)

    @property
    def median(self) -> float:
        """The run in the middle."""
        return statistics.median(self.runs)


@dataclass(frozen=True)
class Comparison:
    """One line of the result: a ratio and its target, `at_most` so large or, for a gain, `at_least`."""

    title: str
    against: str
    measured: float  # seconds or bytes, the best of the runs
    reference: float
    ratio: float
    median_ratio: float | None = None  # of the medians, to show how steady the runs were
    at_most: float | None = None
    at_least: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Tell whether the target is met; None where there is none."""
        if self.at_most is not None:
            return self.ratio <= self.at_most
        return self.ratio >= self.at_least if self.at_least is not None else None

    @classmethod
    def at_most_times(cls, title: str, measured: Timing, against: str, reference: Timing, limit: float) -> "Comparison":
        """Compare two programs; the first may take so many times as long as the second."""
        ratio, of_medians = measured.best / reference.best, measured.median / reference.median
        return cls(title, against, measured.best, reference.best, ratio, of_medians, at_most=limit)

    @classmethod
    def at_least_faster(
        cls, title: str, measured: Timing, against: str, reference: Timing, gain: float
    ) -> "Comparison":
        """Compare two programs; the first is to be so many times as fast as the second."""
        ratio, of_medians = reference.best / measured.best, reference.median / measured.median
        return cls(title, against, measured.best, reference.best, ratio, of_medians, at_least=gain)


def take_turns(programs: Mapping[str, Callable[[], Timing]], turns: int) -> dict[str, Timing]:
    """Run each program in turn, so many times; the runs of each are gathered."""
    found: dict[str, list[Timing]] = {name: [] for name in programs}
    for _ in range(turns):
        for name, run in programs.items():
            found[name].append(run())
    return {name: _gathered(timings) for name, timings in found.items()}


def _gathered(timings: Sequence[Timing]) -> Timing:
    peaks = [timing.peak_bytes for timing in timings if timing.peak_bytes is not None]
    return Timing(tuple(seconds for timing in timings for seconds in timing.runs), max(peaks, default=None))


def whole_process(*arguments: str | Path) -> Timing:
    """Time a Python process from its start to its end; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    run_python(*arguments)
    return Timing((time.perf_counter() - start,))


def program(name: str, path: Path) -> Timing:
    """Run one of `benchmarks.programs` in a process of its own; what it tells is its work without its imports."""
    told = json.loads(run_python("-m", "benchmarks.programs", name, path))
    return Timing((told["seconds"],), told["peak_bytes"])


def run_python(*arguments: str | Path) -> str:
    """Run this Python in the project's folder and return what it printed; raises CalledProcessError where it fails."""
    command = [sys.executable, *map(str, arguments)]
    try:
        return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout
    except subprocess.CalledProcessError as failure:
        sys.stderr.write(failure.stderr)
        raise
