"""What `cchc batch` prints: a line for each commune, what is wrong with those that failed."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cchc_report.cli.show import format_diagnostics, plain
from cchc_report.cli.terminal import show_path
from cchc_report.ground.codes import Severity
from cchc_report.ground.numbers import format_number

if TYPE_CHECKING:
    from cchc_report.batch.results import CommuneResult

_STATUS_WORDS = {"ok": "xong", "errors": "có lỗi", "failed": "hỏng"}
_WIDEST = 60  # columns for a path; a longer one pushes the rest of its own line only
_LINES_EACH = 6  # of a commune's errors
_COMMUNES = 40  # as many communes have their errors listed


def format_table(communes: Sequence["CommuneResult"], shown: Sequence["CommuneResult"], written: Sequence[Path]) -> str:
    """Return a line for each commune that is shown, then how many there are of each status, then the files."""
    width = min(_WIDEST, max((len(_name(one)) for one in shown), default=0))
    lines = [_line(one, width) for one in shown]
    counts = [
        f"{format_number(count)} {words}"
        for status, words in _STATUS_WORDS.items()
        if (count := sum(one.status == status for one in communes))
    ]
    unchanged = sum(one.unchanged for one in communes)
    told = f", trong đó {format_number(unchanged)} xã không có gì đổi nên giữ nguyên kết quả cũ" if unchanged else ""
    summary = f"{format_number(len(communes))} xã: {', '.join(counts)}{told}"
    return "\n".join([*lines, *([""] if lines else []), summary, *(f"Đã ghi {show_path(path)}" for path in written)])


def format_problems(communes: Sequence["CommuneResult"], period: str, root: Path, *, colour: bool) -> str:
    """Return the first errors of each commune that has any, folded; of many communes, the first ones."""
    bad = [one for one in communes if one.status == "errors"]
    blocks = [_problems(one, period, root, colour=colour) for one in bad[:_COMMUNES]]
    if len(bad) > _COMMUNES:
        rest = format_number(len(bad) - _COMMUNES)
        blocks.append(f"… và {rest} xã khác còn lỗi. Xem từng xã trong tệp tổng quan, hoặc thêm --json.")
    return "\n\n".join(blocks)


def _line(commune: "CommuneResult", width: int) -> str:
    """Return a commune's line: `xa-a   xong    0 lỗi, 2 cảnh báo   3 tệp`, and below it why it failed."""
    errors, warnings = (format_number(commune.summary[one]) for one in (Severity.ERROR, Severity.WARNING))
    problems = f"{errors:>5} {Severity.ERROR.word}, {warnings:>5} {Severity.WARNING.word}"
    files = f"{len(commune.outputs)} tệp" if commune.outputs else ""
    told = "" if commune.status == "failed" else f"{problems}  {files}"
    line = f"{_name(commune):<{width}}  {_STATUS_WORDS[commune.status]:<6} {told}"
    return "\n".join(filter(None, (line.rstrip(), f"  → {plain(commune.message)}" if commune.message else "")))


def _problems(commune: "CommuneResult", period: str, root: Path, *, colour: bool) -> str:
    """Return a commune's name, its first errors, and how to see the others."""
    lines = format_diagnostics(commune.diagnostics, quiet=True, colour=colour).splitlines()
    folder = plain(show_path(root / commune.path))
    more = [f'… Xem hết: cchc validate {period} --data "{folder}"'] if len(lines) > _LINES_EACH else []
    count = f"{format_number(commune.summary[Severity.ERROR])} {Severity.ERROR.word}"
    return "\n".join([f"{_name(commune)}: {count}", *(f"  {line}" for line in [*lines[:_LINES_EACH], *more])])


def _name(commune: "CommuneResult") -> str:
    """Return a commune's path as a terminal can take it; a Mac's spelling of it would not line up."""
    return plain(unicodedata.normalize("NFC", commune.path))
