"""The figures of documents: how many were issued and came in, by type and channel, and which ones the report cites."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic
from cchc_report.figures.figure import Figure, FigureKind, Part, Rows, rate
from cchc_report.figures.tally import Tally
from cchc_report.numbers import format_number
from cchc_report.periods import Period
from cchc_report.tables.documents import Direction, DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.table import RowReference, Table
from cchc_report.text import fold

_TOTAL_KEYS = frozenset({"tong so", "tong cong", "tong", "cong"})
_IN_PERIOD = "Văn bản đi ban hành trong kỳ"
_ISSUED = "Văn bản đã ban hành"
_FULL = "log"  # unknown where the log does not list every issued document
_SENT = (_FULL, "sending")


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
class CitedDocument:
    """A document as the report cites it."""

    kind: str
    symbol: str
    issued_on: date
    subject: str
    issuer: str | None


class Citations(Mapping[str, tuple[CitedDocument, ...]]):
    """The documents cited in each section of the report, the earliest first; a section without any has an empty tuple."""

    def __init__(self, by_section: Mapping[str, tuple[CitedDocument, ...]]) -> None:
        self._by_section = by_section

    def __getitem__(self, section: str) -> tuple[CitedDocument, ...]:
        """Return the documents a section cites."""
        return self._by_section.get(section, ())

    def __iter__(self) -> Iterator[str]:
        """Go through the sections that cite any."""
        return iter(self._by_section)

    def __len__(self) -> int:
        """Return how many sections cite any."""
        return len(self._by_section)


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


class DocumentKind(NamedTuple):
    """All that the figures ask of a document issued in the period."""

    kind: str  # as the log spells it
    sending: Sending | None
    steering: bool


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
            sum(totals) if totals else None, _merged(part for named in parts for part in named) if parts else None
        )


@dataclass(frozen=True)
class DocumentTally:
    """A commune's documents, or those of many, reduced to counts."""

    log: Tally[DocumentKind] = field(default_factory=Tally)
    outgoing: StatedCounts = field(default_factory=StatedCounts)  # of those without a full log
    incoming: StatedCounts = field(default_factory=StatedCounts)

    @classmethod
    def sum(cls, tallies: Sequence["DocumentTally"]) -> "DocumentTally":
        """Return the tally of several communes together."""
        return cls(
            Tally.sum(one.log for one in tallies),
            StatedCounts.sum([one.outgoing for one in tallies]),
            StatedCounts.sum([one.incoming for one in tallies]),
        )

    @property
    def issued(self) -> int | None:
        """How many documents were issued: the logs' count, and the stated totals of those without a full log."""
        known = [count for count in (self.log.count(_any, (_FULL,)), self.outgoing.total) if count is not None]
        return sum(known) if known else None

    @property
    def issued_by_type(self) -> tuple[Named, ...] | None:
        """The documents issued by type, whatever its spelling."""
        kinds = self.log.kinds((_FULL,))
        if kinds is None:
            return self.outgoing.parts
        logged = (Named(kind.kind, count) for kind, count in kinds.items())
        return _merged((*logged, *(self.outgoing.parts or ())))


@dataclass(frozen=True)
class DocumentSheets:
    """The sheets that documents are counted from, and how the log is kept."""

    issued: Table[IssuedDocument] = Table(IssuedDocument)
    totals: Table[DocumentTotal] = Table(DocumentTotal)
    log: OutgoingLog = OutgoingLog.FULL

    @property
    def counts_issued(self) -> bool:
        """Tell whether the log lists every issued document."""
        return bool(self.issued) and self.log is OutgoingLog.FULL


_NO_SHEETS = DocumentSheets()


def tally_documents(sheets: DocumentSheets, period: Period) -> DocumentTally:
    """Return the counts of a commune's documents: those of a full log, else what the sheet of totals says."""
    issued = sheets.issued
    outgoing, incoming = (_counted(stated(sheets.totals, direction)) for direction in Direction)
    if not issued:
        return DocumentTally(Tally(), outgoing, incoming)
    kinds = Counter(kind_of(document) for _, document in issued.records() if _is_within(period, document))
    lacking = [field for field in ("sending", "steering") if not issued.has(field)]
    if sheets.counts_issued:
        return DocumentTally(Tally.of(kinds, lacking), StatedCounts(), incoming)
    return DocumentTally(Tally.of(kinds, (_FULL, *lacking)), outgoing, incoming)


def kind_of(document: IssuedDocument) -> DocumentKind:
    """Return a document's kind."""
    return DocumentKind(document.kind, document.sending, bool(document.steering))


def document_figures(tally: DocumentTally, period: Period, sheets: DocumentSheets = _NO_SHEETS) -> list[Figure]:
    """Return the figures of a tally, of one commune's documents or of many; the rows are looked for in the sheets."""
    outgoing, incoming = (stated(sheets.totals, direction) for direction in Direction)
    rows = partial(sheets.issued.rows_where, partial(_is_within, period))

    def logged(name: str, label: str, rule: str, chooses: Callable[[DocumentKind], bool], *needs: str) -> Figure:
        return Figure(
            f"documents.{name}",
            label,
            tally.log.count(chooses, needs),
            f"{_IN_PERIOD}{rule}",
            find_rows=partial(sheets.issued.rows_where, lambda row: _is_within(period, row) and chooses(kind_of(row))),
        )

    by_type = tally.issued_by_type
    rule_by_type = _IN_PERIOD if sheets.counts_issued else "Các dòng chiều Đi ở trang Tổng hợp văn bản"
    rows_of_type: Callable[[str], Rows] = (
        partial(_logged_rows, sheets.issued, period)
        if sheets.counts_issued
        else partial(_stated_rows, sheets.totals, Direction.OUTGOING)
    )
    sent = logged(
        "sent",
        "Văn bản có ghi hình thức gửi",
        ", có ghi hình thức gửi",
        lambda document: document.sending is not None,
        *_SENT,
    )
    electronic = logged(
        "issued_electronic",
        "Văn bản gửi hoàn toàn điện tử",
        ", gửi Điện tử",
        lambda document: document.sending is Sending.ELECTRONIC,
        *_SENT,
    )
    parallel = logged(
        "issued_parallel",
        "Văn bản gửi điện tử song song với giấy",
        ", gửi Điện tử và giấy",
        lambda document: document.sending is Sending.PARALLEL,
        *_SENT,
    )
    return [
        Figure("documents.issued", _ISSUED, tally.issued, _IN_PERIOD, find_rows=rows)
        if sheets.counts_issued
        else _stated_figure("documents.issued", _ISSUED, tally.issued, outgoing),
        Figure(
            "documents.issued_by_type",
            "Văn bản đã ban hành theo loại",
            by_type,
            f"{rule_by_type}, đếm theo loại" if sheets.counts_issued else rule_by_type,
            FigureKind.LIST,
            find_rows=rows if sheets.counts_issued else lambda: outgoing.rows,
            find_parts=partial(
                _parts, ("documents.issued_by_type", "Văn bản đi", rule_by_type), by_type or (), rows_of_type
            ),
        ),
        sent,
        electronic,
        rate("documents.issued_electronic_rate", "Tỷ lệ văn bản gửi hoàn toàn điện tử", electronic, sent),
        parallel,
        rate("documents.issued_parallel_rate", "Tỷ lệ văn bản gửi song song với văn bản giấy", parallel, sent),
        logged(
            "steering",
            "Văn bản chỉ đạo cải cách hành chính",
            ", cột Chỉ đạo CCHC ghi Có",
            lambda document: document.steering,
            "steering",
        ),
        _stated_figure("documents.incoming", "Văn bản đến", tally.incoming.total, incoming),
        Figure(
            "documents.incoming_by_channel",
            "Văn bản đến theo hình thức",
            tally.incoming.parts,
            "Các dòng chiều Đến ở trang Tổng hợp văn bản",
            FigureKind.LIST,
            find_rows=lambda: incoming.rows,
            find_parts=partial(
                _parts,
                ("documents.incoming_by_channel", "Văn bản đến", "Các dòng chiều Đến ở trang Tổng hợp văn bản"),
                tally.incoming.parts or (),
                partial(_stated_rows, sheets.totals, Direction.INCOMING),
            ),
        ),
        Figure(
            "documents.cited",
            "Văn bản viện dẫn",
            citations(sheets.issued, period.cutoff),
            "Văn bản đi có ghi Mục báo cáo",
            FigureKind.LIST,
            find_rows=partial(
                sheets.issued.rows_where, lambda row: bool(row.sections) and row.issued_on <= period.cutoff
            ),
        ),
    ]


def stated(totals: Table[DocumentTotal], direction: Direction) -> Stated:
    """Return what the sheet of totals says of one direction."""
    found = [(reference, row) for reference, row in totals.records() if row.direction is direction]
    total = [(reference, row) for reference, row in found if fold(row.kind) in _TOTAL_KEYS]
    parts = [(reference, row) for reference, row in found if fold(row.kind) not in _TOTAL_KEYS]
    return Stated(
        tuple(Named(row.kind, row.number) for _, row in parts),
        total[0][1].number if total else None,
        tuple(reference for reference, _ in parts),
        tuple(reference for reference, _ in total),
    )


def citations(issued: Table[IssuedDocument], cutoff: date) -> Citations:
    """Return the documents each section cites, issued up to the cut-off."""
    found: dict[str, list[CitedDocument]] = defaultdict(list)
    for _, row in issued.records():
        if row.issued_on <= cutoff:
            for section in row.sections or ():
                found[section].append(CitedDocument(row.kind, row.symbol, row.issued_on, row.subject, row.issuer))
    return Citations(
        {
            section: tuple(sorted(cited, key=lambda one: (one.issued_on, one.symbol)))
            for section, cited in sorted(found.items())
        }
    )


def check_totals(
    issued: Table[IssuedDocument], totals: Table[DocumentTotal], period: Period | None, log: OutgoingLog
) -> Iterator[Diagnostic]:
    """Yield a warning where the stated parts do not add up to the stated total, or a full log differs from it.

    In a report the form's own rule adds the parts up, wherever the printed total is the stated one.
    """
    has_log = bool(issued) and log is OutgoingLog.FULL
    for direction, name in ((Direction.OUTGOING, "văn bản đi"), (Direction.INCOMING, "văn bản đến")):
        said = stated(totals, direction)
        if said.total is None:
            if period is not None and has_log and direction is Direction.OUTGOING:
                yield from _check_against_log(issued, totals, said, period)
            continue
        place = totals.place(said.total_rows[0], "number")
        is_printed = period is not None and not (has_log and direction is Direction.OUTGOING)
        if said.sum is not None and said.sum != said.total and not is_printed:
            message = f"Tổng số {name} ghi {format_number(said.total)}, các loại cộng lại là {format_number(said.sum)}, chênh {format_number(abs(said.total - said.sum))}"
            yield Diagnostic.of(
                Code.PARTS_DIFFER_FROM_TOTAL,
                place,
                message,
                "Bổ sung loại còn thiếu hoặc sửa tổng số. Hiện in theo tổng số đã ghi.",
            )
        if direction is Direction.OUTGOING and period is not None and has_log:
            yield from _check_against_log(issued, totals, said, period)


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


def _stated_figure(name: str, label: str, value: int | None, said: Stated) -> Figure:
    """Return the stated total, or the sum of the parts where no total is stated."""
    if said.total is not None:
        return Figure(name, label, value, "Tổng số ghi ở trang Tổng hợp văn bản", find_rows=lambda: said.total_rows)
    return Figure(name, label, value, "Cộng các dòng ở trang Tổng hợp văn bản", find_rows=lambda: said.rows)


def _counted(said: Stated) -> StatedCounts:
    return StatedCounts(said.sum if said.total is None else said.total, said.parts or None)


def _merged(named: Iterable[Named]) -> tuple[Named, ...]:
    """Return how many there are of each name, whatever its spelling, the most frequent first."""
    spelling: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in named:
        key = fold(one.name)
        spelling.setdefault(key, one.name)
        counts[key] += one.count
    return tuple(Named(spelling[key], count) for key, count in counts.most_common())


def _parts(said: tuple[str, str, str], entries: tuple[Named, ...], rows_of: Callable[[str], Rows]) -> tuple[Part, ...]:
    """Return the counts of a list, each with the rows of its own type or channel; the list's name, label and rule are said."""
    name, label, rule = said
    return tuple(
        Part(
            entry,
            "count",
            Figure(
                f"{name}[{entry.name}]",
                f"{label}: {entry.name}",
                entry.count,
                f"{rule}, cột Loại ghi {entry.name}",
                find_rows=partial(rows_of, entry.name),
            ),
        )
        for entry in entries
    )


def _stated_rows(totals: Table[DocumentTotal], direction: Direction, kind: str) -> Rows:
    return totals.rows_where(lambda row: row.direction is direction and row.kind == kind)


def _logged_rows(issued: Table[IssuedDocument], period: Period, kind: str) -> Rows:
    return issued.rows_where(lambda row: _is_within(period, row) and fold(row.kind) == fold(kind))


def _any(_kind: DocumentKind) -> bool:
    return True


def _is_within(period: Period, document: IssuedDocument) -> bool:
    return period.start <= document.issued_on <= period.cutoff
