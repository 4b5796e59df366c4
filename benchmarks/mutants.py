"""How many wrong lines the tests see: changes one place of the deciding code at a time and runs the tests that should know.

`python benchmarks/mutants.py [--all] [--seed N] [--sample N] [--jobs N] [PATH…]` prints the share that turned a test red and
each change that turned none; PATH narrows it down ("figures/", "form/rules.py"). Ends with 1 below 85 %. Needs fork: not on Windows.
"""

import argparse
import ast
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from random import Random
from types import CodeType, ModuleType

import hypothesis  # noqa: F401  # loaded once, for every child
import lxml.etree  # noqa: F401
import openpyxl  # noqa: F401
import pydantic  # noqa: F401
import pytest
import python_calamine  # noqa: F401

from benchmarks.mutation_operators import Change, changes

assert sys.platform != "win32", "forks"  # noqa: S101 - for mypy too

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "cchc_report"
# What is changed, and the tests that should know; the first to fail ends the run.
SCOPE = {
    "figures/": ("tests/figures",),
    "tables/": ("tests/tables",),
    "form/compute.py": ("tests/form/test_form.py", "tests/form/test_summing_forms.py"),
    "form/misfit.py": ("tests/form/test_misfit.py", "tests/form/test_form.py"),
    "form/rules.py": ("tests/form/test_rules.py", "tests/form/test_summing_forms.py"),
}
OPTIONS = (
    *("-x", "-q", "--hypothesis-seed=0", "-p", "no:cacheprovider", "-p", "no:xdist"),
    *("-o", "tmp_path_retention_policy=none", "-W", "ignore::pytest.PytestAssertRewriteWarning"),
)
SAMPLE = 400
MOST_SECONDS = 30 * 60  # all together, unless all are asked for
PATIENCE = 120  # seconds for the tests of one change: an endless loop is seen as well
MEMORY = 4 << 30
WANTED = 85.0  # percent


@dataclass(frozen=True)
class Mutant:
    """One change of one module; `number` finds it again among the module's changes."""

    path: Path
    number: int
    line: int
    shown: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(PACKAGE).as_posix()}:{self.line}  {self.shown}"


def all_mutants(only: Sequence[str] = ()) -> Iterator[Mutant]:
    """Yield every change of every module in scope."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if tests_of(name) and (not only or name.startswith(tuple(only))):
            for number, change in enumerate(changes(_tree(path))):
                yield Mutant(path, number, change.line, change.shown)


def _name(mutant: Mutant) -> str:
    return mutant.path.relative_to(PACKAGE).as_posix()


def tests_of(name: str) -> tuple[str, ...]:
    """Return the tests that should know of a module."""
    return next((tests for prefix, tests in SCOPE.items() if name.startswith(prefix)), ())


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


class _Changed(SourceFileLoader):
    """Loads a module with one change."""

    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002  # asked for the one module it was made for
        return self._code


class _Finder(MetaPathFinder):
    def __init__(self, name: str, path: Path, code: CodeType) -> None:
        self._name, self._path, self._code = name, str(path), code

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None = None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname != self._name:
            return None
        return spec_from_file_location(fullname, self._path, loader=_Changed(fullname, self._path, self._code))


def _install(mutant: Mutant) -> None:
    """Let the module be imported as it is with the change."""
    tree = _tree(mutant.path)
    change: Change = next(one for number, one in enumerate(changes(tree)) if number == mutant.number)
    change.apply()
    parts = mutant.path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    code = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")
    sys.meta_path.insert(0, _Finder(name, mutant.path, code))


def _ordered(mutant: Mutant, tests: Sequence[str]) -> list[str]:
    """Return the test files, those that name the module first: they see a change soonest."""
    module = ".".join(mutant.path.relative_to(ROOT).with_suffix("").parts)
    files = [file for test in tests for file in (sorted((ROOT / test).glob("test_*.py")) or [ROOT / test])]
    return [str(file) for file in sorted(files, key=lambda file: module not in file.read_text(encoding="utf-8"))]


def _try(mutant: Mutant) -> int:
    """Run the tests of a change in this process and return what pytest says: 0 is a change that nobody saw."""
    signal.alarm(PATIENCE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    silent = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silent, stream)
    _install(mutant)
    tests = _ordered(mutant, tests_of(_name(mutant)))
    return int(pytest.main([*OPTIONS, *tests]))


def _start(mutant: Mutant) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        code = _try(mutant)
    finally:
        os._exit(code)


def survivors(mutants: Sequence[Mutant], jobs: int, deadline: float) -> tuple[list[Mutant], int]:
    """Return the changes that turned no test red, and how many were tried until the deadline."""
    waiting, running, found, tried = list(reversed(mutants)), dict[int, Mutant](), list[Mutant](), 0
    while running or (waiting and time.monotonic() < deadline):
        while waiting and len(running) < jobs and time.monotonic() < deadline:
            mutant = waiting.pop()
            running[_start(mutant)] = mutant
        child, status = os.wait()
        mutant, tried = running.pop(child), tried + 1
        if os.waitstatus_to_exitcode(status) == 0:
            found.append(mutant)
            print(f"  {mutant}", flush=True)
    return found, tried


def main() -> int:
    """Try the changes and print what nobody saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", metavar="PATH")
    parser.add_argument("--all", action="store_true", help="every change, however long it takes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=SAMPLE)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    os.chdir(ROOT)
    mutants = list(all_mutants(options.only))
    count = len(mutants)
    if not options.all:
        mutants = Random(options.seed).sample(mutants, min(options.sample, count))  # noqa: S311  # a fixed sample
    if _unchanged({_name(one) for one in mutants}):
        print("The tests are red without any change.")
        return 2
    started = time.monotonic()
    print(f"{len(mutants)} of {count} changes, seed {options.seed}; those that no test saw:", flush=True)
    missed, tried = survivors(mutants, options.jobs, float("inf") if options.all else started + MOST_SECONDS)
    seen = 100 * (tried - len(missed)) / max(tried, 1)
    for name, number in Counter(map(_name, missed)).most_common():
        print(f"{number:5}  {name}")
    print(f"{tried - len(missed)} of {tried} seen: {seen:.1f} %, {time.monotonic() - started:.0f} s")
    return 0 if seen >= WANTED else 1


def _unchanged(names: set[str]) -> int:
    """Run the tests of some modules as the code stands; return what pytest says."""
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        os._exit(int(pytest.main([*OPTIONS, *{test for name in names for test in tests_of(name)}])))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main())
