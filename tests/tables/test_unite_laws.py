"""What holds of any workbooks: no row vanishes in uniting, the order of files changes nothing, and parts of a table are the table."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cchc_report.tables.column import fields_of
from cchc_report.tables.copies import United
from cchc_report.tables.sheets.documents import IssuedDocument, Sending
from cchc_report.tables.sheets.dossiers import Channel, DossierRow, Status
from cchc_report.tables.sheets.procedures import Mechanism, Procedure
from cchc_report.tables.sheets.staffing import Person, PoliticalTheory, Qualification, StaffGroup
from cchc_report.tables.sheets.tasks import Task, TaskSource
from cchc_report.tables.state_rules import PROCEDURES, STAFF
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.unite_dossiers import unite_dossiers
from cchc_report.tables.unite_states import unite_states
from cchc_report.tables.unite_things import DOCUMENTS, TASKS, unite_things

Rows = list[dict[str, object]]
DAY = date(2023, 3, 1)
MOMENTS = st.none() | st.integers(0, 9).map(lambda days: datetime(2023, 3, 1) + timedelta(days))
DOSSIERS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["H1", "h1", "H–1", "000123", "123", "H2", "H3"]),
        "received_on": st.just(DAY),
        "due_at": MOMENTS,
        "finished_at": MOMENTS,
        "channel": st.sampled_from(Channel),
        "status": st.none() | st.sampled_from(Status),
        "field": st.just("Hộ tịch"),
    }
)
DOCUMENT_ROWS = st.fixed_dictionaries(
    {
        "symbol": st.sampled_from(["01/KH-UBND", "1/KH-UBND", "02/KH-UBND", "03/QĐ-UBND"]),
        "kind": st.sampled_from(["Kế hoạch", "KẾ HOẠCH", "Quyết định"]),
        "issued_on": st.sampled_from([DAY, DAY + timedelta(1)]),
        "sending": st.none() | st.sampled_from(Sending),
    }
)
TASK_ROWS = st.fixed_dictionaries(
    {
        "content": st.sampled_from(["A", "a.", "B"]),
        "source": st.sampled_from(TaskSource),
        "finished_on": st.none() | st.just(DAY),
    }
)
PEOPLE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Lê A", "Lê B", "Lê C"]),
        "group": st.sampled_from(StaffGroup),
        "title": st.none() | st.sampled_from(["X", "Y"]),
        "qualification": st.sampled_from([Qualification.UNIVERSITY, Qualification.COLLEGE]),
        "political_theory": st.just(PoliticalTheory.NONE),
    }
)
PROCEDURE_ROWS = st.fixed_dictionaries(
    {
        "code": st.sampled_from(["1.000010", "1.00001", "1.000010.000.00.00.H56", "2.000001"]),
        "name": st.just("A"),
        "mechanism": st.sampled_from(Mechanism),
    }
)


def part(model: type[Model], rows: Rows, number: int, *, labelled: bool = True) -> SheetPart[Model]:
    """Make a sheet of rows in a file of its own."""
    names = rows[0] if rows else {}
    return SheetPart(
        model=model,
        file=f"quy-{number + 1}.xlsx" if labelled else f"tệp {'abcdef'[number]}.xlsx",
        sheet=model.info.title,
        columns={name: [row[name] for row in rows] for name in names},
        rows=list(range(2, len(rows) + 2)),
        positions={name: index for index, name in enumerate(fields_of(model), 1)},
    )


def parts_of(model: type[Model], sheets: list[Rows], *, labelled: bool = True) -> list[SheetPart[Model]]:
    return [part(model, rows, number, labelled=labelled) for number, rows in enumerate(sheets)]


def sheets(rows: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[list[Rows]]:
    return st.lists(st.lists(rows, min_size=1, max_size=5), min_size=1, max_size=4)


def assert_accounted(parts: Sequence[SheetPart[Model]], united: United[Model]) -> None:
    """Hold that each row is either counted or has a fate, and none is both."""
    given_rows = Counter(one.reference(index) for one in parts for index in range(len(one)))
    counted = Counter(one.reference(index) for one in united.table.parts for index in range(len(one)))
    assert given_rows == counted + Counter(list(united.fates))


def contents(united: United[Model], *fields: str) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(one.columns[field][index] if one.has(field) else None for field in fields)
        for one in united.table.parts
        for index in range(len(one))
    )


@given(logs=sheets(DOSSIERS), labelled=st.booleans())
def test_no_dossier_vanishes_and_the_order_of_workbooks_changes_nothing(logs: list[Rows], labelled: bool) -> None:
    parts = parts_of(DossierRow, logs, labelled=labelled)
    united = unite_dossiers(parts)
    assert_accounted(parts, united)
    fields = ("due_at", "finished_at", "status", "channel")
    assert contents(united, *fields) == contents(unite_dossiers(parts[::-1]), *fields)


@given(sheets(DOCUMENT_ROWS))
def test_no_document_vanishes(logs: list[Rows]) -> None:
    parts = parts_of(IssuedDocument, logs)
    united = unite_things(DOCUMENTS, parts)
    assert_accounted(parts, united)
    days = {
        (row["issued_on"], str(row["symbol"]).lstrip("0"), str(row["kind"]).lower()) for rows in logs for row in rows
    }
    assert len(days) == len(united.table)


@given(sheets(TASK_ROWS))
def test_no_task_vanishes_and_one_that_is_finished_anywhere_is_finished(logs: list[Rows]) -> None:
    parts = parts_of(Task, logs)
    united = unite_things(TASKS, parts)
    assert_accounted(parts, united)
    done = {(str(row["content"]).lower()[0], row["source"]) for rows in logs for row in rows if row["finished_on"]}
    assert len(done) == sum(count for (day,), count in contents(united, "finished_on").items() if day)


@given(sheets(PEOPLE), sheets(PROCEDURE_ROWS))
def test_no_row_of_a_statement_vanishes(staff: list[Rows], procedures: list[Rows]) -> None:
    people = parts_of(Person, staff)
    assert_accounted(people, unite_states(STAFF, people))
    lists = parts_of(Procedure, procedures)
    assert_accounted(lists, unite_states(PROCEDURES, lists))


@given(st.integers(1, 12), st.lists(st.integers(0, 3), min_size=12, max_size=12), st.randoms())
def test_rows_split_over_workbooks_in_any_order_are_the_same_table_without_a_warning(
    count: int, homes: list[int], random: Random
) -> None:
    people: Rows = [
        {
            "name": f"Người {number}",
            "group": StaffGroup.OFFICIAL,
            "qualification": Qualification.COLLEGE,
            "political_theory": PoliticalTheory.NONE,
        }
        for number in range(count)
    ]
    tasks: Rows = [
        {"content": f"Việc {number}", "source": TaskSource.PLAN, "finished_on": None} for number in range(count)
    ]
    split = [[index for index in range(count) if homes[index] == home] for home in range(4)]
    random.shuffle(split)
    staff = unite_states(STAFF, parts_of(Person, [[people[index] for index in one] for one in split if one]))
    done = unite_things(TASKS, parts_of(Task, [[tasks[index] for index in one] for one in split if one]))
    assert (Counter((row["name"],) for row in people), ()) == (contents(staff, "name"), staff.diagnostics)
    assert (Counter((row["content"],) for row in tasks), ()) == (contents(done, "content"), done.diagnostics)
