from datetime import date

import pytest

from cchc_report.tables.blank_sheets import BlankWanted, WantedIndicator, blank_sheets, cell_type
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.dossiers import Channel, DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.staffing import Person, PoliticalTheory, Qualification, StaffGroup
from cchc_report.workbook.blank import LONGEST_LIST
from cchc_report.workbook.blank_sheet import BlankSheet, CellKind

WANTED = BlankWanted(
    ("I.1", "I.2"),
    (
        WantedIndicator("1.2.1", "Số bộ phận", "Bộ phận"),
        WantedIndicator("1.5", "Đối thoại", "Không = 0 | Có = 1", ("0", "1")),
    ),
)


def sheet_of(model: type[SheetModel], wanted: BlankWanted = WANTED) -> BlankSheet:
    return next(sheet for sheet in blank_sheets(2024, wanted) if sheet.title == model.info.title)


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_every_declared_column_is_there_in_order_with_its_note(model: type[SheetModel]) -> None:
    declared = [
        (one.column.header, one.column.note, one.required) for one in fields_of(model).values() if one.column.in_blank
    ]
    assert declared == [
        (column.header, column.note, column.required)
        for column in sheet_of(model).columns
        if "không đọc" not in column.note
    ]


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_every_choice_fits_a_drop_down(model: type[SheetModel]) -> None:
    choices = [column.choices for column in sheet_of(model).columns if column.choices]
    assert [] == [found for found in choices if len(",".join(found)) > LONGEST_LIST or any("," in one for one in found)]


def test_choices_and_kinds_are_those_that_are_validated() -> None:
    columns = {column.header: column for column in sheet_of(DossierRow).columns}
    assert tuple(map(str, Channel)) == columns["Hình thức tiếp nhận"].choices
    assert ("Có", "Không") == columns["Công khai"].choices
    assert [CellKind.TEXT, CellKind.DATE, CellKind.DATE, CellKind.CHOICE] == [
        columns[header].kind for header in ("Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Mức độ DVC")
    ]


@pytest.mark.parametrize("model", SHEETS, ids=lambda model: model.__name__)
def test_an_example_obeys_the_declaration(model: type[SheetModel]) -> None:
    sheet = sheet_of(model)
    example = dict(zip((column.header for column in sheet.columns), sheet.example, strict=False))
    for declared in fields_of(model).values():
        value = example.get(declared.column.header)
        if value is not None:
            assert 1 == len(declared.adapter.validate_python([value]))


def test_an_example_is_of_the_workbook_s_year() -> None:
    assert date(2024, 3, 5) == sheet_of(DossierRow).example[4]


def test_the_indicators_to_be_entered_are_listed_with_what_they_count() -> None:
    sheet = sheet_of(EnteredIndicator)
    assert ["Mã", "Tên chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"] == [column.header for column in sheet.columns]
    assert (
        ("1.2.1", "Số bộ phận", "Bộ phận", None, None),
        ("1.5", "Đối thoại", "Không = 0 | Có = 1", None, None),
    ) == sheet.rows
    assert {(1, 3): ("0", "1")} == sheet.own_choices


def test_a_sheet_with_rows_has_no_example() -> None:
    person = Person(
        name="A",
        group=StaffGroup.OFFICIAL,
        qualification=Qualification.MASTER,
        political_theory=PoliticalTheory.ADVANCED,
        leader=True,
    )
    (sheet,) = (sheet for sheet in blank_sheets(2024, WANTED, {Person: [person]}) if sheet.title == "Nhân sự")
    assert (("A", "Cán bộ", None, "Thạc sĩ", "Cao cấp", "Có", None, None, None),) == sheet.rows
    assert () == sheet.example


def test_the_unit_is_a_sheet_of_keys_and_values() -> None:
    assert (True, ()) == (sheet_of(Commune).upright, sheet_of(Commune).example)


def test_the_type_of_a_cell_is_that_of_its_field() -> None:
    assert (date, str, Channel, bool, tuple) == (
        cell_type(DossierRow, "received_on"),
        cell_type(DossierRow, "procedure_code"),
        cell_type(DossierRow, "returned_by"),
        cell_type(DossierRow, "published"),
        cell_type(Commune, "recipients"),
    )
