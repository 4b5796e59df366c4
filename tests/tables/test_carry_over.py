from datetime import date

from cchc_report.tables.carry_over import carry_over
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.procedures import Procedure, ProcedureStatus
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.table import SheetPart, Table
from cchc_report.tables.workspace_tables import Tables


def people(*ended: date | None) -> Table[Person]:
    columns: dict[str, list[object]] = {
        "name": [*map(str, range(len(ended)))],
        "disciplined": [True] * len(ended),
        "ended_on": [*ended],
    }
    return Table(
        Person,
        (
            SheetPart(
                model=Person, file="a.xlsx", sheet="Nhân sự", columns=columns, rows=[*range(len(ended))], positions={}
            ),
        ),
    )


def test_who_left_stays_behind_and_discipline_is_asked_anew() -> None:
    found = carry_over(Tables(staffing=people(None, date(2023, 12, 31), date(2024, 1, 1))), 2024)[Person]
    assert [("0", None), ("2", None)] == [
        (person.name, person.disciplined) for person in found if isinstance(person, Person)
    ]


def test_a_new_procedure_is_in_force_and_an_abolished_one_is_gone() -> None:
    columns: dict[str, list[object]] = {
        "code": ["1", "2", "3"],
        "status": [ProcedureStatus.NEW, ProcedureStatus.ABOLISHED, None],
    }
    table = Table(
        Procedure,
        (SheetPart(model=Procedure, file="a.xlsx", sheet="Thủ tục", columns=columns, rows=[2, 3, 4], positions={}),),
    )
    found = carry_over(Tables(procedures=table), 2024)[Procedure]
    assert [("1", ProcedureStatus.IN_FORCE), ("3", None)] == [
        (one.code, one.status) for one in found if isinstance(one, Procedure)
    ]


def test_the_unit_comes_over_without_the_number_and_date_of_last_year_s_report() -> None:
    unit = Commune(name="A", recipient="B", signer="C", report_number="01/BC-UBND", report_date=date(2023, 12, 5))
    assert [Commune(name="A", recipient="B", signer="C")] == list(carry_over(Tables(commune=unit), 2024)[Commune])
