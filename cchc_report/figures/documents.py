"""The figures of documents: how many were issued and came in, by type and channel, and which ones the report cites."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import NamedTuple

from cchc_report.figures.document_totals import Named, OutgoingLog, Stated, StatedCounts, counted, merged, stated
from cchc_report.figures.figure import Figure, FigureInList, FigureKind, Rows, rate
from cchc_report.figures.tally import Tally
from cchc_report.ground.periods import Period
from cchc_report.ground.text import fold
from cchc_report.tables.sheets.documents import Direction, DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.table import Table

_IN_PERIOD = "Văn bản đi ban hành trong kỳ"
_ISSUED = "Văn bản đã ban hành"
_FULL = "log"  # unknown where the log does not list every issued document
_SENT = (_FULL, "sending")


@dataclass(frozen=True, kw_only=True)
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
        known = [count for count in (self.log.count(_any, (_FULL,)), self.outgoing.total) if count is not None]
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
            name=f"documents.{name}",
            label=label,
            value=tally.log.count(chooses, needs),
            rule=f"{_IN_PERIOD}{rule}",
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
        Figure(name="documents.issued", label=_ISSUED, value=tally.issued, rule=_IN_PERIOD, find_rows=rows)
        if sheets.counts_issued
        else _stated_figure("documents.issued", _ISSUED, tally.issued, outgoing),
        Figure(
            name="documents.issued_by_type",
            label="Văn bản đã ban hành theo loại",
            value=by_type,
            rule=f"{rule_by_type}, đếm theo loại" if sheets.counts_issued else rule_by_type,
            kind=FigureKind.LIST,
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
            name="documents.incoming_by_channel",
            label="Văn bản đến theo hình thức",
            value=tally.incoming.parts,
            rule="Các dòng chiều Đến ở trang Tổng hợp văn bản",
            kind=FigureKind.LIST,
            find_rows=lambda: incoming.rows,
            find_parts=partial(
                _parts,
                ("documents.incoming_by_channel", "Văn bản đến", "Các dòng chiều Đến ở trang Tổng hợp văn bản"),
                tally.incoming.parts or (),
                partial(_stated_rows, sheets.totals, Direction.INCOMING),
            ),
        ),
        Figure(
            name="documents.cited",
            label="Văn bản viện dẫn",
            value=citations(sheets.issued, period.cutoff),
            rule="Văn bản đi có ghi Mục báo cáo",
            kind=FigureKind.LIST,
            find_rows=partial(
                sheets.issued.rows_where, lambda row: bool(row.sections) and row.issued_on <= period.cutoff
            ),
        ),
    ]


def citations(issued: Table[IssuedDocument], cutoff: date) -> Citations:
    """Return the documents each section cites, issued up to the cut-off."""
    found: dict[str, list[CitedDocument]] = defaultdict(list)
    for _, row in issued.records():
        if row.issued_on <= cutoff:
            for section in row.sections or ():
                found[section].append(
                    CitedDocument(
                        kind=row.kind,
                        symbol=row.symbol,
                        issued_on=row.issued_on,
                        subject=row.subject,
                        issuer=row.issuer,
                    )
                )
    return Citations(
        {
            section: tuple(sorted(cited, key=lambda one: (one.issued_on, one.symbol)))
            for section, cited in sorted(found.items())
        }
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


def _any(_kind: DocumentKind) -> bool:
    return True


def _is_within(period: Period, document: IssuedDocument) -> bool:
    return period.start <= document.issued_on <= period.cutoff
