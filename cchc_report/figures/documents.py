"""The figures of documents: how many were issued and came in, by type and channel, and which ones the report cites."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from cchc_report.codes import Code
from cchc_report.diagnostics import Diagnostic
from cchc_report.figures.figure import Figure, FigureKind, rate
from cchc_report.numbers import format_number
from cchc_report.periods import Period
from cchc_report.tables.documents import Direction, DocumentTotal, IssuedDocument, Sending
from cchc_report.tables.table import RowReference, Table, distinct_by_fold
from cchc_report.text import fold

_TOTAL_KEYS = frozenset({"tong so", "tong cong", "tong", "cong"})


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


def document_figures(
    issued: Table[IssuedDocument], totals: Table[DocumentTotal], period: Period, log: OutgoingLog
) -> list[Figure]:
    """Return the figures of documents: the log's count where a full log is there, else the stated total, else the sum of the parts."""
    outgoing, incoming = stated(totals, Direction.OUTGOING), stated(totals, Direction.INCOMING)
    counts_issued = bool(issued) and log is OutgoingLog.FULL
    in_period = partial(_is_within, period)
    rows = partial(issued.rows_where, in_period)

    def logged(name: str, label: str, rule: str, chooses: Callable[[IssuedDocument], bool], *, known: bool) -> Figure:
        found = partial(issued.rows_where, lambda document: in_period(document) and chooses(document))
        return Figure(
            f"documents.{name}",
            label,
            len(found()) if known else None,
            f"Văn bản đi ban hành trong kỳ{rule}",
            find_rows=found,
        )

    by_type: tuple[Named, ...] | None = outgoing.parts or None
    rows_by_type: Callable[[], tuple[RowReference, ...]] = partial(getattr, outgoing, "rows")
    if counts_issued:
        total = Figure(
            "documents.issued", "Văn bản đã ban hành", len(rows()), "Văn bản đi ban hành trong kỳ", find_rows=rows
        )
        by_type = _by_type([document.kind for _, document in issued.records() if in_period(document)])
        rows_by_type = rows
    else:
        total = _stated_figure("documents.issued", "Văn bản đã ban hành", outgoing)
    sent_known = counts_issued and issued.has("sending")
    sent = logged(
        "sent",
        "Văn bản có ghi hình thức gửi",
        ", có ghi hình thức gửi",
        lambda document: document.sending is not None,
        known=sent_known,
    )
    electronic = logged(
        "issued_electronic",
        "Văn bản gửi hoàn toàn điện tử",
        ", gửi Điện tử",
        lambda document: document.sending is Sending.ELECTRONIC,
        known=sent_known,
    )
    parallel = logged(
        "issued_parallel",
        "Văn bản gửi điện tử song song với giấy",
        ", gửi Điện tử và giấy",
        lambda document: document.sending is Sending.PARALLEL,
        known=sent_known,
    )
    return [
        total,
        Figure(
            "documents.issued_by_type",
            "Văn bản đã ban hành theo loại",
            by_type,
            "Văn bản đi ban hành trong kỳ, đếm theo loại"
            if counts_issued
            else "Các dòng chiều Đi ở trang Tổng hợp văn bản",
            FigureKind.LIST,
            find_rows=rows_by_type,
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
            lambda document: bool(document.steering),
            known=issued.has("steering"),
        ),
        _stated_figure("documents.incoming", "Văn bản đến", incoming),
        Figure(
            "documents.incoming_by_channel",
            "Văn bản đến theo hình thức",
            incoming.parts or None,
            "Các dòng chiều Đến ở trang Tổng hợp văn bản",
            FigureKind.LIST,
            find_rows=lambda: incoming.rows,
        ),
        Figure(
            "documents.cited",
            "Văn bản viện dẫn",
            citations(issued, period.cutoff),
            "Văn bản đi có ghi Mục báo cáo",
            FigureKind.LIST,
            find_rows=partial(issued.rows_where, lambda row: bool(row.sections) and row.issued_on <= period.cutoff),
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
            counted = len(issued.rows_where(partial(_is_within, period)))
            if counted != said.total:
                message = f"Tổng số văn bản đi ghi {format_number(said.total)}, sổ Văn bản đi có {format_number(counted)} văn bản trong kỳ"
                yield Diagnostic.of(
                    Code.LOG_DIFFERS_FROM_TOTAL,
                    place,
                    message,
                    'Bổ sung sổ hoặc sửa tổng số. Hiện in theo sổ; nếu sổ chỉ trích một phần, đặt outgoing_log = "extract" trong cchc.toml.',
                )


def _stated_figure(name: str, label: str, said: Stated) -> Figure:
    """Return the stated total, or the sum of the parts where no total is stated."""
    if said.total is not None:
        return Figure(
            name, label, said.total, "Tổng số ghi ở trang Tổng hợp văn bản", find_rows=lambda: said.total_rows
        )
    return Figure(name, label, said.sum, "Cộng các dòng ở trang Tổng hợp văn bản", find_rows=lambda: said.rows)


def _by_type(kinds: list[str]) -> tuple[Named, ...]:
    """Return how many there are of each type, whatever its spelling, the most frequent first."""
    spelling = distinct_by_fold(kinds)
    return tuple(Named(spelling[key], count) for key, count in Counter(map(fold, kinds)).most_common())


def _is_within(period: Period, document: IssuedDocument) -> bool:
    return period.start <= document.issued_on <= period.cutoff
