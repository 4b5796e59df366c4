"""All the tables of one commune's workbooks together: what the figures are counted from."""

from dataclasses import dataclass, field

from cchc_report.ground.diagnostics import Place
from cchc_report.tables.commune import Commune
from cchc_report.tables.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.dossiers import DossierRow
from cchc_report.tables.entered import EnteredIndicator, NarrativeParagraph
from cchc_report.tables.procedures import Procedure
from cchc_report.tables.staffing import Person
from cchc_report.tables.table import Table
from cchc_report.tables.tasks import Task


@dataclass(frozen=True)
class Tables:
    """The sheets of all workbooks of a period, united; a sheet that no workbook has is an empty table without parts."""

    dossiers: Table[DossierRow] = Table(DossierRow)
    staffing: Table[Person] = Table(Person)
    procedures: Table[Procedure] = Table(Procedure)
    issued: Table[IssuedDocument] = Table(IssuedDocument)
    totals: Table[DocumentTotal] = Table(DocumentTotal)
    tasks: Table[Task] = Table(Task)
    entered: Table[EnteredIndicator] = Table(EnteredIndicator)
    narrative: Table[NarrativeParagraph] = Table(NarrativeParagraph)
    commune: Commune | None = None
    commune_places: dict[str, Place] = field(default_factory=dict)  # where each field of the commune stands
