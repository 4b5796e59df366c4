"""The documents that the report cites, by section."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from cchc_report.figures.figure import Figure, FigureKind
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.table import Table


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


def cited_documents(issued: Table[IssuedDocument], cutoff: date) -> Figure:
    """Return the figure of the documents that the report cites."""
    return Figure(
        name="documents.cited",
        label="Văn bản viện dẫn",
        value=citations(issued, cutoff),
        rule="Văn bản đi có ghi Mục báo cáo",
        kind=FigureKind.LIST,
        find_rows=partial(issued.rows_where, lambda row: bool(row.sections) and row.issued_on <= cutoff),
    )


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
