"""What the sheet `Tổng hợp văn bản` says of documents issued and come in, and where a log of them says otherwise.

Knows no document by itself but for the log that a stated total is held against.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period
from cchc_report.ground.text import clean, fold
from cchc_report.tables.sheets.documents import Direction, DocumentTotal, IssuedDocument
from cchc_report.tables.table import RowReference, Table

# Words that a total is stated in: “Tổng cộng văn bản đi”, “Cộng”; but “Công văn đi” is a type, so accents count.
_TOTAL = re.compile(r"tổng|cộng|total|sum|grand|tong|cong$")
_OF_ALL = frozenset(
    "tong cong so total sum grand chung van ban vb cac loai hinh thuc di den phat hanh ban tiep nhan luong ca nam trong ky toan bo".split()
)


class OutgoingLog(StrEnum):
    """Whether the sheet `Văn bản đi` lists every issued document, or only those that are cited or steer the reform."""

    FULL = "full"
    EXTRACT = "extract"


@dataclass(frozen=True)
class Named:
    """A number of documents of one type or channel."""

    name: str
    count: int


@dataclass(frozen=True)
class Stated:
    """What `Tổng hợp văn bản` says of one direction: the parts, and the stated total with its place."""

    parts: tuple[Named, ...]
    total: int | None
    rows: tuple[RowReference, ...]  # of the parts
    total_rows: tuple[RowReference, ...]

    @property
    def sum(self) -> int | None:
        """The sum of the parts, None where there are none."""
        return sum(part.count for part in self.parts) if self.parts else None


@dataclass(frozen=True)
class StatedCounts:
    """What sheets of totals say of one direction: the number, and the parts it is made of; None is unknown."""

    total: int | None = None
    parts: tuple[Named, ...] | None = None

    @classmethod
    def sum(cls, counts: Sequence["StatedCounts"]) -> "StatedCounts":
        """Return those of several communes together, the sum of those who know."""
        totals = [one.total for one in counts if one.total is not None]
        parts = [one.parts for one in counts if one.parts is not None]
        return cls(
            sum(totals) if totals else None, merged(part for named in parts for part in named) if parts else None
        )


def stated(totals: Table[DocumentTotal], direction: Direction) -> Stated:
    """Return what the sheet of totals says of one direction."""
    parts: dict[RowReference, Named] = {}
    total: dict[RowReference, int] = {}
    for reference, row in totals.records():
        if row.direction is not direction:
            continue
        if is_total(row.kind):
            total[reference] = row.number
        else:
            parts[reference] = Named(row.kind, row.number)
    return Stated(tuple(parts.values()), next(iter(total.values()), None), tuple(parts), tuple(total))


def is_total(kind: str) -> bool:
    """Tell whether a type is the stated total, in whatever words."""
    words = fold(kind).split()
    return bool(_TOTAL.match(clean(kind).casefold())) and all(word in _OF_ALL or word.isdecimal() for word in words)


def counted(said: Stated) -> StatedCounts:
    """Return the stated total, or the sum of the parts where no total is stated, with the parts."""
    return StatedCounts(said.sum if said.total is None else said.total, said.parts or None)


def merged(named: Iterable[Named]) -> tuple[Named, ...]:
    """Return how many there are of each name, whatever its spelling, the most frequent first."""
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in named:
        key = fold(one.name)
        spelling.setdefault(key, one.name)
        counts[key] += one.count
    return tuple(Named(spelling[key], count) for key, count in counts.most_common())


def check_totals(
    issued: Table[IssuedDocument], totals: Table[DocumentTotal], period: Period | None, log: OutgoingLog
) -> Iterator[Diagnostic]:
    """Yield a warning where the stated parts do not add up to the stated total, or a full log differs from it.

    In a report the form's own rule adds the parts up, wherever the printed total is the stated one.
    """
    has_log = bool(issued) and log is OutgoingLog.FULL
    for direction, name in ((Direction.OUTGOING, "văn bản đi"), (Direction.INCOMING, "văn bản đến")):
        said = stated(totals, direction)
        is_logged = has_log and direction is Direction.OUTGOING
        if period is None or is_logged:  # else the stated total is printed
            yield from _check_sum(totals, said, name)
        if period is not None and is_logged:
            yield from _check_against_log(issued, totals, said, period)


def _check_sum(totals: Table[DocumentTotal], said: Stated, name: str) -> Iterator[Diagnostic]:
    if said.total is None or said.sum is None or said.sum == said.total:
        return
    message = f"Tổng số {name} ghi {format_number(said.total)}, các loại cộng lại là {format_number(said.sum)}, chênh {format_number(abs(said.total - said.sum))}"
    hint = "Bổ sung loại còn thiếu hoặc sửa tổng số. Hiện in theo tổng số đã ghi."
    yield Diagnostic.of(Code.PARTS_DIFFER_FROM_TOTAL, totals.place(said.total_rows[0], "number"), message, hint)


def _check_against_log(
    issued: Table[IssuedDocument], totals: Table[DocumentTotal], said: Stated, period: Period
) -> Iterator[Diagnostic]:
    """Yield a warning for each stated number that the log has otherwise; those of the whole year hold for a part of it too."""
    in_period = _kinds(issued, period.start, period.cutoff)
    in_year = _kinds(issued, period.year_start, period.year_end)
    hint = 'Bổ sung sổ hoặc sửa tổng số. Hiện in theo sổ; nếu sổ chỉ trích một phần, đặt outgoing_log = "extract" trong cchc.toml.'
    if said.total is not None and said.total not in (in_period.total(), in_year.total()):
        message = f"Tổng số văn bản đi ghi {format_number(said.total)}, sổ Văn bản đi có {format_number(in_period.total())} văn bản trong kỳ"
        yield Diagnostic.of(Code.LOG_DIFFERS_FROM_TOTAL, totals.place(said.total_rows[0], "number"), message, hint)
    else:  # where the totals differ, so do the types: told once
        for row, part in zip(said.rows, said.parts, strict=True):
            key = fold(part.name)
            if key in in_year and part.count not in (in_period[key], in_year[key]):
                message = f"Văn bản loại {part.name} ghi {format_number(part.count)}, sổ Văn bản đi có {format_number(in_period[key])} văn bản trong kỳ"
                yield Diagnostic.of(Code.LOG_DIFFERS_FROM_TOTAL, totals.place(row, "number"), message, hint)


def _kinds(issued: Table[IssuedDocument], first: date, last: date) -> Counter[str]:
    """Return how many documents of each type were issued within some days."""
    return Counter(fold(document.kind) for _, document in issued.records() if first <= document.issued_on <= last)
