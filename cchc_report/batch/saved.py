"""What a batch did for a commune, kept beside its documents: a second run does again only what changed.

Holds figures and diagnostics as JSON, never code; what cannot be read back counts as not done.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from cchc_report import __version__
from cchc_report.batch.results import CommuneResult
from cchc_report.figures import Tallies
from cchc_report.form.pack import FORM_FILE, base_folders
from cchc_report.ground.outputs import digest, readable_json, write_all
from cchc_report.ground.periods import FIRST_YEAR, Period
from cchc_report.report.history import read_history
from cchc_report.report.year_before import period_before
from cchc_report.workspace.workspace import SETTINGS_FILE, Workspace

SAVED_FILE = ".cchc-batch.json"


def digests_of(workspace: Workspace, period: Period) -> Mapping[str, str]:
    """Return the hash of each of the period's workbooks as it is now, by its name. Raises OSError."""
    years = (period, *([workspace.parse_period(str(period.year - 1))] if period.year > FIRST_YEAR else []))
    return {name: digest(path.read_bytes()) for year in years for path, name in workspace.workbooks(year)[0]}


def fingerprint(workspace: Workspace, period: Period, digests: Mapping[str, str]) -> str:
    """Return a hash of all that a commune's result depends on: version, period, settings, workbooks, form and templates.

    `digests` has the hash of each workbook by its name. Raises OSError.
    """
    folder = workspace.form_folder(period)
    form = sorted(path for path in folder.rglob("*") if path.is_file())
    bases = [base / FORM_FILE for base in base_folders(folder)]
    settings = [path for path in (workspace.root / SETTINGS_FILE,) if path.is_file()]
    told = [
        [__version__, period.id, period.start.isoformat(), period.cutoff.isoformat()],
        [one.message for one in workspace.workbooks(period)[1]],
        sorted(digests.items()),
        [digest(path.read_bytes()) for path in (*settings, *bases)],
        [[path.relative_to(folder).as_posix(), digest(path.read_bytes())] for path in form],
    ]
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def state_of_year_before(workspace: Workspace, period: Period) -> str:
    """Return a hash of all that the numbers of the same period a year earlier depend on; empty where there is no such year."""
    earlier = period_before(workspace, period)
    if earlier is None:
        return ""
    kept = read_history(workspace).find(earlier.id)
    return fingerprint(workspace, earlier, digests_of(workspace, earlier)) + digest(
        repr(kept).encode("utf-8", "surrogatepass")
    )


@dataclass(frozen=True)
class Memory:
    """A result with what it depends on: its own state, and that of the year before where its texts ask for that."""

    key: str
    year_before: str
    result: CommuneResult


def save(folder: Path, key: str, result: CommuneResult, before: str = "") -> None:
    """Keep a result in the folder of its documents; `before` is the state of the year before where its texts ask for that.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result = replace(result, path="", previous={})  # the run that recalls it knows these
    kept = _adapter().dump_python(Memory(key, before, result), mode="json")
    write_all({folder / SAVED_FILE: readable_json(kept).encode("utf-8", "surrogatepass")})


def recall(folder: Path, key: str, home: Path, before: Callable[[], str] = str) -> CommuneResult | None:
    """Return the kept result if nothing changed since and its documents are still there, seen from `home`, else None.

    `before` finds the state of the year before, where the result depends on it.
    """
    try:
        kept = _adapter().validate_json((folder / SAVED_FILE).read_bytes())
        if kept.key != key or (kept.year_before and kept.year_before != before()):
            return None
        Tallies.unpacked(kept.result.tallies)
    except (OSError, ValueError):
        return None
    return kept.result if all((home / output).is_file() for output in kept.result.outputs) else None


@cache
def _adapter() -> TypeAdapter[Memory]:
    return TypeAdapter(Memory)
