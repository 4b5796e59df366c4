"""What a batch did for a commune, kept beside its documents: a second run does again only what changed.

Holds figures and diagnostics as JSON, never code; what cannot be read back counts as not done.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from cchc_report import __version__
from cchc_report.batch.results import CommuneResult, CommuneValues
from cchc_report.figures import Tallies
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.outputs import digest, readable_json, write_all
from cchc_report.ground.periods import Period
from cchc_report.report.history import read_history
from cchc_report.report.year_before import period_before
from cchc_report.workspace.workspace import SETTINGS_FILE, Workspace

SAVED_FILE = ".cchc-batch.json"
_CODES = {code.identifier: code for code in Code}


def digests_of(workspace: Workspace, period: Period) -> Mapping[str, str]:
    """Return the hash of each of the period's workbooks as it is now, by its name. Raises OSError."""
    return {name: digest(path.read_bytes()) for path, name in workspace.workbooks(period)[0]}


def fingerprint(workspace: Workspace, period: Period, digests: Mapping[str, str]) -> str:
    """Return a hash of all that a commune's result depends on: version, period, settings, workbooks, form and templates.

    `digests` has the hash of each workbook by its name. Raises OSError.
    """
    folder = workspace.form_folder(period)
    form = sorted(path for path in folder.rglob("*") if path.is_file())
    settings = [path for path in (workspace.root / SETTINGS_FILE,) if path.is_file()]
    told = [
        [__version__, period.id, period.start.isoformat(), period.cutoff.isoformat()],
        [one.message for one in workspace.workbooks(period)[1]],
        sorted(digests.items()),
        [digest(path.read_bytes()) for path in settings],
        [[path.relative_to(folder).as_posix(), digest(path.read_bytes())] for path in form],
    ]
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


def state_of_year_before(workspace: Workspace, period: Period) -> str:
    """Return a hash of all that the numbers of the same period a year earlier depend on; empty where there is no such year."""
    earlier = period_before(workspace, period)
    if earlier is None:
        return ""
    kept = [built for built in read_history(workspace.history_file) if built.id == earlier.id]
    return fingerprint(workspace, earlier, digests_of(workspace, earlier)) + digest(
        repr(kept).encode("utf-8", "surrogatepass")
    )


def save(folder: Path, key: str, result: CommuneResult, before: str = "") -> None:
    """Keep a result in the folder of its documents; `before` is the state of the year before where its texts ask for that.

    Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {"key": key, "year_before": before, **_as_json(result)}
    write_all({folder / SAVED_FILE: readable_json(kept).encode("utf-8", "surrogatepass")})


def recall(folder: Path, key: str, home: Path, before: Callable[[], str] = str) -> CommuneResult | None:
    """Return the kept result if nothing changed since and its documents are still there, seen from `home`, else None.

    `before` finds the state of the year before, where the result depends on it.
    """
    try:
        kept = json.loads((folder / SAVED_FILE).read_text(encoding="utf-8"))
        if kept["key"] != key or (kept["year_before"] and kept["year_before"] != before()):
            return None
        result = _of_json(kept)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
        return None
    return result if all((home / output).is_file() for output in result.outputs) else None


def _as_json(result: CommuneResult) -> Mapping[str, object]:
    return {
        "name": result.name,
        "status": result.status,
        "figures": _texts(result.figures),
        "indicators": _texts(result.indicators),
        "entered": result.entered,
        "form": result.form,
        "outputs": result.outputs,
        "bounds": result.bounds,
        "tallies": result.tallies,
        "rows": result.rows,
        "overdue_by_field": result.overdue_by_field,
        "problems": [[severity, code.identifier, count] for (severity, code), count in result.counts.items()],
        "diagnostics": [
            [
                one.code.identifier,
                one.severity,
                one.message,
                one.hint,
                one.place.file,
                one.place.sheet,
                one.place.row,
                one.place.column,
                one.place.label,
            ]
            for one in result.diagnostics
        ],
    }


def _of_json(kept: Mapping[str, object]) -> CommuneResult:
    """Make a result of what was kept; raises ValueError, KeyError or TypeError where that was spoilt."""
    entries = {name: kept[name] for name in ("name", "status", "form", "tallies")}
    lists = {name: _tuple(kept[name]) for name in ("entered", "outputs", "problems", "diagnostics", "bounds")}
    start, cutoff = map(str, lists["bounds"])
    return CommuneResult(
        path="",
        name=str(entries["name"]),
        status="errors" if entries["status"] == "errors" else "ok",
        figures=_numbers(kept["figures"]),
        indicators=_numbers(kept["indicators"]),
        entered=tuple(map(str, lists["entered"])),
        form=str(entries["form"]),
        outputs=tuple(map(str, lists["outputs"])),
        bounds=(start, cutoff),
        tallies=Tallies.unpacked(str(entries["tallies"])).packed(),
        rows=_counts(kept["rows"]),
        overdue_by_field=_counts(kept["overdue_by_field"]),
        problems={(Severity(severity), _CODES[code]): int(count) for severity, code, count in lists["problems"]},
        diagnostics=tuple(
            Diagnostic(
                code=_CODES[code],
                message=message,
                hint=hint,
                place=Place(file=file, sheet=sheet, row=_number(row), column=_number(column), label=label),
                severity=Severity(grave),
            )
            for code, grave, message, hint, file, sheet, row, column, label in lists["diagnostics"]
        ),
    )


def _texts(values: CommuneValues) -> dict[str, str | None]:
    """Return numbers as texts, so that no digit of a percentage is lost."""
    return {name: None if value is None else str(value) for name, value in values.items()}


def _numbers(texts: object) -> CommuneValues:
    return {
        name: None if text is None else int(text) if text.lstrip("-").isdigit() else Decimal(text)
        for name, text in _mapping(texts).items()
    }


def _counts(counts: object) -> dict[str, int]:
    return {name: int(count) for name, count in _mapping(counts).items()}


def _number(value: object) -> int | None:
    return None if value is None else int(str(value))


def _mapping(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _tuple(value: object) -> tuple[list[str], ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(value)
