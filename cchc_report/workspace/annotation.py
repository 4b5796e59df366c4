"""Annotated copies on disk: which workbook gets one, what it is called, and that nobody's work in an earlier copy is lost."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc_report.ground.codes import Severity
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.errors import MachineError
from cchc_report.ground.outputs import write_all
from cchc_report.ground.periods import Period
from cchc_report.workbook.annotate import annotate, is_untouched
from cchc_report.workbook.marks import COPY_SUFFIX, is_annotated_copy, original_stem
from cchc_report.workspace.workspace import Workspace

Sources = tuple[tuple[Path, str], ...]  # workbooks, each with the name diagnostics use


@dataclass(frozen=True)
class WrittenCopy:
    """An annotated copy on disk and what its user should be told of it."""

    path: Path
    notes: tuple[str, ...]


def workbooks_of(workspace: Workspace, period: Period | None) -> Sources:
    """Return the workbooks of a period, or of every year the workspace has."""
    periods = [period] if period else [workspace.parse_period(year) for year in workspace.years()]
    return tuple(source for one in periods for source in workspace.workbooks(one)[0])


def write_copies(sources: Sources, diagnostics: Sequence[Diagnostic]) -> tuple[WrittenCopy, ...]:
    """Write a copy beside each workbook that has errors or warnings of its own, and return them.

    A workbook that cannot be read gets none: its problem is the file itself. Raises MachineError where a copy cannot be written.
    """
    names = {name for _, name in sources}
    of_all = [one for one in diagnostics if one.place.file not in names]  # sheets that no workbook has
    written: list[WrittenCopy] = []
    for path, name in sources:
        own = [one for one in diagnostics if one.place.file == name]
        if _is_troubled(own) and (copy := annotate(path, [*of_all, *own])):
            target = _free_name(path, {one.path for one in written})
            _write(target, copy.content)
            written.append(WrittenCopy(target, copy.notes))
    return tuple(written)


def _is_troubled(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(one.severity is not Severity.NOTE for one in diagnostics)


def _free_name(source: Path, taken: set[Path]) -> Path:
    """Return where a copy goes: over the one before, unless somebody has worked in that one since."""
    if is_annotated_copy(source):
        return source.with_suffix(".xlsx")
    stem, number = f"{original_stem(source)}{COPY_SUFFIX}", 1
    target = source.with_name(f"{stem}.xlsx")
    while target in taken or not _may_be_replaced(target):
        number += 1
        target = source.with_name(f"{stem}-{number}.xlsx")
    return target


def _may_be_replaced(target: Path) -> bool:
    try:
        return is_untouched(target.read_bytes())
    except FileNotFoundError:
        return True
    except OSError as error:
        raise MachineError(_reason(target)) from error


def _write(target: Path, content: bytes) -> None:
    try:
        write_all({target: content})
    except OSError as error:
        raise MachineError(_reason(target)) from error


def _reason(target: Path) -> str:
    return f"Không ghi được “{target}”. Nếu tệp đang mở trong Excel, hãy đóng tệp đó rồi chạy lại; nếu không, hãy kiểm tra quyền ghi và dung lượng ổ đĩa."
