"""What of last year's workbook goes into the next year's: the unit, its staff and its procedures as they stand at the end."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cchc_report.tables.column import SheetModel
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.procedures import Procedure, ProcedureStatus
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.workspace_tables import Tables

CARRIED: tuple[type[SheetModel], ...] = (Commune, Person, Procedure)


def carry_over(tables: Tables, year: int) -> Mapping[type[SheetModel], Sequence[SheetModel]]:
    """Return the rows that begin a year's workbook, without what was true of the year before only."""
    unit = [tables.commune.model_copy(update={"report_number": None, "report_date": None})] if tables.commune else []
    return {Commune: unit, Person: tuple(_staff(tables, year)), Procedure: tuple(_procedures(tables))}


def _staff(tables: Tables, year: int) -> Iterator[Person]:
    """Yield who is still in service on the year's first day; whether they were disciplined is asked anew."""
    for _, person in tables.staffing.records():
        if person.ended_on is None or person.ended_on >= date(year, 1, 1):
            yield person.model_copy(update={"disciplined": None})


def _procedures(tables: Tables) -> Iterator[Procedure]:
    """Yield the procedures in force: the abolished are gone, the new ones new no more."""
    for _, procedure in tables.procedures.records():
        if procedure.status is not ProcedureStatus.ABOLISHED:
            status = ProcedureStatus.IN_FORCE if procedure.status is ProcedureStatus.NEW else procedure.status
            yield procedure.model_copy(update={"status": status})
