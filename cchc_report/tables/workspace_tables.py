"""All the tables of one commune's workbooks together: what the figures are counted from."""

from dataclasses import dataclass, field

from cchc_report.ground.diagnostics import Place
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator, NarrativeParagraph
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Table


@dataclass(frozen=True, kw_only=True)
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
