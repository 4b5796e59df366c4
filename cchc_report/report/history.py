"""The history of a workspace: the numbers of every period that was built, as the records beside the reports keep them.

What is wrong with a record is told as a diagnostic and the file is left as it is: no report fails for want of its history.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.report.built import BuiltPeriod, built_of_record
from cchc_report.report.old_history import adopt_old_history
from cchc_report.report.record_json import RecordJson, read_record
from cchc_report.workspace.workspace import Workspace


class History(NamedTuple):
    """All built periods, the earliest cut-off first, and what is wrong with their files."""

    periods: tuple[BuiltPeriod, ...] = ()
    problems: tuple[Diagnostic, ...] = ()

    def find(self, period: str) -> BuiltPeriod | None:
        """Return the numbers of a period by its id."""
        return next((one for one in self.periods if one.id == period), None)


def read_history(workspace: Workspace) -> History:
    """Return the built periods, the earliest cut-off first, a part of the year before the whole that ends with it.

    An SQLite history of version 0.1 is made records of first.
    """
    problems = list(adopt_old_history(workspace))
    periods: list[BuiltPeriod] = []
    for path in _records(workspace):
        record = _read(path)
        if isinstance(record, Diagnostic):
            problems.append(record)
        else:
            periods.append(built_of_record(record))
    return History(
        tuple(sorted(periods, key=lambda one: (one.cutoff, -one.start.toordinal(), one.id))), tuple(problems)
    )


def _records(workspace: Workspace) -> Iterator[Path]:
    """Yield the records of reports; drafts have other names."""
    for folder in sorted((workspace.root / "out").glob("20*/")):
        if (path := folder / f"bao-cao-{folder.name}.json").is_file():
            yield path


def _read(path: Path) -> RecordJson | Diagnostic:
    try:
        record = read_record(path)
        built_of_record(record)
    except (OSError, ValueError):
        place = Place(file=f"out/{path.parent.name}/{path.name}")
        message = (
            "Không đọc được số liệu của kỳ đã lập: tệp bị hỏng, không phải do cchc ghi, hoặc do bản cchc mới hơn ghi"
        )
        hint = "Báo cáo đang lập không bị ảnh hưởng. Hãy lập lại báo cáo của kỳ ấy, hoặc cập nhật cchc."
        return Diagnostic.of(Code.HISTORY_UNUSABLE, place, message, hint)
    return record
