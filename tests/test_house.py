"""The import contract: what it must stop, tried on a copy of the package."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

FORBIDDEN = {
    "Data goes one way": ("ground/text.py", "import cchc_report.workbook.sheet"),
    "Only cli/ knows Typer and rich": ("setup/doctor.py", "import rich"),
    "Only workbook/ knows spreadsheet libraries": ("compare/compare.py", "import openpyxl"),
    "Only document/ knows docxtpl": ("report/record.py", "import docxtpl"),
    "Only audit/ knows pypdfium2": ("document/reading.py", "import pypdfium2"),
    "Within a room too, imports go in no circle": (
        "form/pack.py",
        "import cchc_report.form.rules",
    ),
}


def broken_contracts(folder: Path, added: Mapping[str, str]) -> set[str]:
    """Return the contracts that a copy of the package breaks once lines are added to its files."""
    shutil.copytree(ROOT / "cchc_report", folder / "cchc_report", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name, line in added.items():
        with (folder / "cchc_report" / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    script = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=120
    )
    assert (ended.returncode != 0) == ("BROKEN" in ended.stdout), ended.stdout + ended.stderr
    return {line.removesuffix(" BROKEN") for line in ended.stdout.splitlines() if line.endswith(" BROKEN")}


def test_each_contract_stops_what_it_forbids(tmp_path: Path) -> None:
    assert set(FORBIDDEN) == broken_contracts(tmp_path, dict(FORBIDDEN.values()))


@pytest.mark.parametrize(
    "added",
    [
        {"stray.py": '"""A module that stands in no room."""'},
        {"reference/schema.py": "import cchc_report.setup.doctor"},
    ],
)
def test_a_module_in_no_room_and_a_room_beside_are_stopped(tmp_path: Path, added: dict[str, str]) -> None:
    assert {"Data goes one way"} == broken_contracts(tmp_path, added)
