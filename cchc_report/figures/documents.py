"""The figures of documents: how many were issued and came in, by type and channel."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from cchc_report.figures.cited_documents import cited_documents
from cchc_report.figures.document_totals import Named, OutgoingLog, Stated, StatedCounts, counted, merged, stated
from cchc_report.figures.figure import Figure, FigureInList, FigureKind, Rows
from cchc_report.figures.selection import (
    Chooses,
    Population,
    Rate,
    Selection,
    every,
    figures_of,
    lacking,
    rows_of_kinds,
    tally_of,
)
from cchc_report.figures.tally import Tally
from cchc_report.ground.periods import Period
from cchc_report.ground.text import fold
from cchc_report.tables.sheets.documents import Direction, DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.table import SheetPart, Table

_IN_PERIOD = "Văn bản đi ban hành trong kỳ"
_ISSUED, _BY_TYPE = "Văn bản đã ban hành", "Văn bản đã ban hành theo loại"
_FULL = "log"  # unknown where the log does not list every issued document
_SAID = "every sending"  # unknown where some documents do not say how they were sent


class DocumentKind(NamedTuple):
    """All that the figures ask of a document issued in the period."""

    kind: str  # as the log spells it
    sending: Sending | None
    steering: bool


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
        known = [count for count in (self.log.count(every, (_FULL,)), self.outgoing.total) if count is not None]
        return sum(known) if known else None

    @property
    def issued_by_type(self) -> tuple[Named, ...] | None:
        """The documents issued by type, whatever its spelling."""
        kinds = self.log.kinds((_FULL,))
        if kinds is None:
            return self.outgoing.parts
        logged = (Named(kind.kind, count) for kind, count in kinds.items())
        return merged((*logged, *(self.outgoing.parts or ())))


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
    outgoing, incoming = (counted(stated(sheets.totals, direction)) for direction in Direction)
    if not issued:
        return DocumentTally(Tally(), outgoing, incoming)
    log = tally_of(issued, partial(document_kind, period), partial(_unknown, sheets, period))
    return DocumentTally(log, StatedCounts() if sheets.counts_issued else outgoing, incoming)


def _unknown(sheets: DocumentSheets, period: Period, part: SheetPart[IssuedDocument]) -> Iterator[str]:
    """Yield what a log does not know of its documents; a share by sending is known only where every document says it."""
    yield from lacking(sheets.issued, ("sending", "steering"), part)
    if not sheets.counts_issued:
        yield _FULL
    if unsaid_sendings(sheets.issued, period):
        yield _SAID


def unsaid_sendings(issued: Table[IssuedDocument], period: Period) -> int:
    """Return how many documents of the period do not say how they were sent."""
    kinds = (document_kind(period, document) for _, document in issued.records())
    return sum(kind is not None and kind.sending is None for kind in kinds)


def document_kind(period: Period, document: IssuedDocument) -> DocumentKind | None:
    """Return a document's kind, None for one that was not issued in the period."""
    if not _is_within(period, document):
        return None
    return DocumentKind(document.kind, document.sending, bool(document.steering))


def _logged(name: str, label: str, rule: str, chooses: Chooses[DocumentKind], *needs: str) -> Selection[DocumentKind]:
    return Selection(
        name=f"documents.{name}", label=label, rule=f"{_IN_PERIOD}{rule}", chooses=chooses, needs=frozenset(needs)
    )


_ALL_SAID = frozenset({_SAID})


def _of_sent(name: str, label: str) -> Rate:
    return Rate(
        name=f"documents.{name}_rate", label=label, part=f"documents.{name}", whole="documents.sent", needs=_ALL_SAID
    )


LOGGED: tuple[Selection[DocumentKind] | Rate, ...] = (
    _logged(
        "sent",
        "Văn bản có ghi hình thức gửi",
        ", có ghi hình thức gửi",
        lambda document: document.sending is not None,
        _FULL,
        "sending",
    ),
    _logged(
        "issued_electronic",
        "Văn bản gửi hoàn toàn điện tử",
        ", gửi Điện tử",
        lambda document: document.sending is Sending.ELECTRONIC,
        _FULL,
        "sending",
    ),
    _of_sent("issued_electronic", "Tỷ lệ văn bản gửi hoàn toàn điện tử"),
    _logged(
        "issued_parallel",
        "Văn bản gửi điện tử song song với giấy",
        ", gửi Điện tử và giấy",
        lambda document: document.sending is Sending.PARALLEL,
        _FULL,
        "sending",
    ),
    _of_sent("issued_parallel", "Tỷ lệ văn bản gửi song song với văn bản giấy"),
    _logged(
        "steering",
        "Văn bản chỉ đạo cải cách hành chính",
        ", cột Chỉ đạo CCHC ghi Có",
        lambda document: document.steering,
        "steering",
    ),
)


def document_figures(tally: DocumentTally, period: Period, sheets: DocumentSheets = _NO_SHEETS) -> list[Figure]:
    """Return the figures of a tally, of one commune's documents or of many; the rows are looked for in the sheets."""
    find_rows = partial(rows_of_kinds, sheets.issued, partial(document_kind, period))
    logged = Population(tally=tally.log, find_rows=find_rows, day=period.cutoff)
    issued = _issued_by_log if sheets.counts_issued else _issued_as_stated
    return [
        *issued(tally, period, sheets),
        *figures_of(LOGGED, logged),
        *_incoming(tally, sheets),
        cited_documents(sheets.issued, period.cutoff),
    ]


def _issued_by_log(tally: DocumentTally, period: Period, sheets: DocumentSheets) -> Iterator[Figure]:
    """Yield how many documents were issued, and of which types, where the log lists every one."""
    rows = partial(sheets.issued.rows_where, partial(_is_within, period))
    yield Figure(name="documents.issued", label=_ISSUED, value=tally.issued, rule=_IN_PERIOD, find_rows=rows)
    yield Figure(
        name="documents.issued_by_type",
        label=_BY_TYPE,
        value=tally.issued_by_type,
        rule=f"{_IN_PERIOD}, đếm theo loại",
        kind=FigureKind.LIST,
        find_rows=rows,
        find_parts=partial(
            _parts,
            ("documents.issued_by_type", "Văn bản đi", _IN_PERIOD),
            tally.issued_by_type or (),
            partial(_logged_rows, sheets.issued, period),
        ),
    )


def _issued_as_stated(tally: DocumentTally, _period: Period, sheets: DocumentSheets) -> Iterator[Figure]:
    """Yield the same as the sheet of totals says it."""
    outgoing = stated(sheets.totals, Direction.OUTGOING)
    yield _stated_figure("documents.issued", _ISSUED, tally.issued, outgoing)
    yield _stated_list(
        ("documents.issued_by_type", _BY_TYPE, "Văn bản đi"), tally.issued_by_type, sheets.totals, Direction.OUTGOING
    )


def _incoming(tally: DocumentTally, sheets: DocumentSheets) -> Iterator[Figure]:
    """Yield how many documents came in, and by which channels; nobody keeps a log of them."""
    incoming = stated(sheets.totals, Direction.INCOMING)
    yield _stated_figure("documents.incoming", "Văn bản đến", tally.incoming.total, incoming)
    yield _stated_list(
        ("documents.incoming_by_channel", "Văn bản đến theo hình thức", "Văn bản đến"),
        tally.incoming.parts,
        sheets.totals,
        Direction.INCOMING,
    )


def _stated_figure(name: str, label: str, value: int | None, said: Stated) -> Figure:
    """Return the stated total, or the sum of the parts where no total is stated."""
    if said.total is not None:
        return Figure(
            name=name,
            label=label,
            value=value,
            rule="Tổng số ghi ở trang Tổng hợp văn bản",
            find_rows=lambda: said.total_rows,
        )
    return Figure(
        name=name, label=label, value=value, rule="Cộng các dòng ở trang Tổng hợp văn bản", find_rows=lambda: said.rows
    )


def _stated_list(
    said: tuple[str, str, str], entries: tuple[Named, ...] | None, totals: Table[DocumentTotal], direction: Direction
) -> Figure:
    """Return the stated parts of a direction; the list's name, its label and that of its entries are said."""
    name, label, label_of_entry = said
    rule = f"Các dòng chiều {direction} ở trang Tổng hợp văn bản"
    return Figure(
        name=name,
        label=label,
        value=entries,
        rule=rule,
        kind=FigureKind.LIST,
        find_rows=lambda: stated(totals, direction).rows,
        find_parts=partial(
            _parts, (name, label_of_entry, rule), entries or (), partial(_stated_rows, totals, direction)
        ),
    )


def _parts(
    said: tuple[str, str, str], entries: tuple[Named, ...], rows_of: Callable[[str], Rows]
) -> tuple[FigureInList, ...]:
    """Return the counts of a list, each with the rows of its own type or channel; the list's name, label and rule are said."""
    name, label, rule = said
    return tuple(
        FigureInList(
            entry,
            "count",
            Figure(
                name=f"{name}[{entry.name}]",
                label=f"{label}: {entry.name}",
                value=entry.count,
                rule=f"{rule}, cột Loại ghi {entry.name}",
                find_rows=partial(rows_of, entry.name),
            ),
        )
        for entry in entries
    )


def _stated_rows(totals: Table[DocumentTotal], direction: Direction, kind: str) -> Rows:
    return totals.rows_where(lambda row: row.direction is direction and row.kind == kind)


def _logged_rows(issued: Table[IssuedDocument], period: Period, kind: str) -> Rows:
    return issued.rows_where(lambda row: _is_within(period, row) and fold(row.kind) == fold(kind))


def _is_within(period: Period, document: IssuedDocument) -> bool:
    return period.start <= document.issued_on <= period.cutoff
