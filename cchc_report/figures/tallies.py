"""All that the figures of a report are counted from, reduced to counts: a few kilobytes that travel, are kept and add up.

The figures of a commune and those of a province are made of such counts by the same code. Holds nobody's name.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from cchc_report.figures.document_totals import OutgoingLog
from cchc_report.figures.documents import (
    DocumentSheets,
    DocumentTally,
    document_figures,
    tally_documents,
)
from cchc_report.figures.dossier_kinds import DossierKind
from cchc_report.figures.dossiers import Denominator, dossier_figures, tally_dossiers
from cchc_report.figures.figure import Figures
from cchc_report.figures.procedures import ProcedureKind, procedure_figures, tally_procedures
from cchc_report.figures.staffing import PersonKind, staffing_figures, tally_staff
from cchc_report.figures.tally import Tally
from cchc_report.figures.tasks import TaskKind, tally_tasks, task_figures
from cchc_report.ground.periods import Period
from cchc_report.tables.workspace_tables import Tables

_NO_TABLES = Tables()


@dataclass(frozen=True, kw_only=True)
class Tallies:
    """The counts of one commune's tables in a period, or of many communes'."""

    dossiers: Tally[DossierKind] = field(default_factory=Tally)
    procedures: Tally[ProcedureKind] = field(default_factory=Tally)
    staffing: Tally[PersonKind] = field(default_factory=Tally)
    documents: DocumentTally = field(default_factory=DocumentTally)
    tasks: Tally[TaskKind] = field(default_factory=Tally)

    @classmethod
    def sum(cls, tallies: Sequence["Tallies"]) -> "Tallies":
        """Return the counts of several communes together; without any, all is unknown."""
        return cls(
            dossiers=Tally.sum(one.dossiers for one in tallies),
            procedures=Tally.sum(one.procedures for one in tallies),
            staffing=Tally.sum(one.staffing for one in tallies),
            documents=DocumentTally.sum([one.documents for one in tallies]),
            tasks=Tally.sum(one.tasks for one in tallies),
        )

    def packed(self) -> str:
        """Return the counts as JSON."""
        return _adapter().dump_json(self).decode()

    @classmethod
    def unpacked(cls, text: str) -> "Tallies":
        """Return packed counts; raises ValueError where they were spoilt."""
        return _adapter().validate_json(text)

    @property
    def known_lists(self) -> frozenset[str]:
        """The figures that are lists and known."""
        known = {
            "staffing.groups": self.staffing.knows(),
            "documents.issued_by_type": self.documents.issued_by_type is not None,
            "documents.incoming_by_channel": self.documents.incoming.parts is not None,
        }
        return frozenset(name for name, is_known in known.items() if is_known)


@cache
def _adapter() -> TypeAdapter[Tallies]:
    return TypeAdapter(Tallies)


def tally(tables: Tables, period: Period, *, outgoing_log: OutgoingLog = OutgoingLog.FULL) -> Tallies:
    """Reduce the tables of a commune to their counts in a period."""
    return Tallies(
        dossiers=tally_dossiers(tables.dossiers, period),
        procedures=tally_procedures(tables.procedures),
        staffing=tally_staff(tables.staffing, period),
        documents=tally_documents(DocumentSheets(tables.issued, tables.totals, outgoing_log), period),
        tasks=tally_tasks(tables.tasks, period.cutoff),
    )


def figures_of(
    tallies: Tallies,
    period: Period,
    denominator: Denominator = Denominator.TOTAL,
    tables: Tables = _NO_TABLES,
    outgoing_log: OutgoingLog = OutgoingLog.FULL,
) -> Figures:
    """Return every figure of counts, of one commune or of many; the rows behind them are looked for in the tables."""
    return Figures.of(
        [
            *dossier_figures(tallies.dossiers, denominator, period, tables.dossiers),
            *procedure_figures(tallies.procedures, period.cutoff, tables.procedures),
            *staffing_figures(tallies.staffing, period, tables.staffing),
            *document_figures(tallies.documents, period, DocumentSheets(tables.issued, tables.totals, outgoing_log)),
            *task_figures(tallies.tasks, period.cutoff, tables.tasks),
        ]
    )
