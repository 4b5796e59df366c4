"""The day that the figures of a kept report speak for: whoever looks at the report again counts up to that day."""

import json
from datetime import date

from cchc_report.ground.periods import Period
from cchc_report.ground.regular_file import read_regular
from cchc_report.workspace.workspace import Workspace


def kept_day(workspace: Workspace, period: Period) -> date | None:
    """Return the last day counted by the report that is kept of a period; None where none is, or its record is no record."""
    try:
        record = json.loads(read_regular(workspace.output_folder(period) / f"bao-cao-{period.id}.json"))
        return date.fromisoformat(record["period"]["to"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def as_kept(workspace: Workspace, period: Period) -> Period:
    """Return a period counted up to the day of its kept report, or as it is where there is none of these days."""
    day = kept_day(workspace, period)
    return period if day is None or day < period.start else period.as_of(day)
