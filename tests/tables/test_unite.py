"""The same sheet in several workbooks is one table; a dossier counts once, in its furthest state."""

from datetime import datetime

import pytest

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.header import find_header
from cchc_report.tables.rules import run_rules
from cchc_report.tables.sheets.dossier_rules import DOSSIER_RULES, DossierFacts
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.staffing import PERSON_RULES, Person, ServiceFacts
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.unite_dossiers import unite_dossiers
from cchc_report.tables.validate import validate_sheet
from tests.tables.texts import DOSSIER_HEADER, sheet_of, told


def part_of(model: type[Model], text: str, file: str = "2023.xlsx") -> SheetPart[Model]:
    """Validate a text table as a sheet of a file."""
    sheet = sheet_of(text, model.info.title, file)
    header = find_header(sheet, model)
    assert header is not None
    return validate_sheet(sheet, model, header).parts[0]


def log(file: str, *rows: str) -> SheetPart[DossierRow]:
    """Make a dossier log of rows `code, due day, finish day, channel`, all received on 1 March 2023."""
    cells = [[cell.strip() for cell in row.split(",")] for row in rows]
    lines = [
        f"{code} | Khai sinh | Hộ tịch | 01/03/2023 | {due} | {finish} | {channel}"
        for code, due, finish, channel in cells
    ]
    return part_of(DossierRow, "\n".join([DOSSIER_HEADER, *lines]), file)


def finishes(table: Table[DossierRow]) -> dict[str | None, datetime | None]:
    """Return each dossier's finish by its code."""
    return {
        code: finish
        for part in table.parts
        for code, finish in zip(part.column("code", str), part.column("finished_at", datetime), strict=True)
    }


@pytest.mark.parametrize("names", [("q1.xlsx", "q2.xlsx"), ("z.xlsx", "a.xlsx")])
@pytest.mark.parametrize("finished_first", [True, False])
def test_a_finished_row_beats_an_unfinished_one_whatever_the_files_are_called(
    names: tuple[str, str], *, finished_first: bool
) -> None:
    rows = ["H1, 05/03/2023, 04/03/2023, Trực tiếp", "H1, 05/03/2023, , Trực tiếp"]
    first, second = rows if finished_first else reversed(rows)
    united = unite_dossiers([log(names[0], first), log(names[1], second, "H2, 05/03/2023, , BCCI")])
    assert {"H1": datetime(2023, 3, 4), "H2": None} == finishes(united.table)
    assert 2 == len(united.table)
    assert () == united.diagnostics


def test_two_finish_dates_are_an_error_that_names_both_cells() -> None:
    united = unite_dossiers(
        [
            log("q1.xlsx", "H1, 05/03/2023, 04/03/2023, Trực tiếp"),
            log("q2.xlsx", "H1, 05/03/2023, 06/03/2023, Trực tiếp"),
        ]
    )
    assert ["CC304"] == [code for code, _ in told(united.diagnostics)]
    (problem,) = united.diagnostics
    assert {"q1.xlsx", "q2.xlsx"} == {
        name for name in ("q1.xlsx", "q2.xlsx") if name in problem.message or name == problem.place.file
    }
    assert "F2" in problem.message
    assert "F2" == problem.place.cell


def test_copies_that_differ_in_what_never_changes_are_warned_of() -> None:
    united = unite_dossiers(
        [log("q1.xlsx", "H1, 05/03/2023, , Trực tiếp"), log("q2.xlsx", "H1, 05/03/2023, 04/03/2023, Trực tuyến")]
    )
    assert [("CC308", "G2")] == told(united.diagnostics)


def test_a_code_twice_in_one_sheet_is_an_error() -> None:
    united = unite_dossiers([log("q1.xlsx", "H1, 05/03/2023, , Trực tiếp", "h1, 06/03/2023, , Trực tiếp")])
    assert [("CC303", "A3")] == told(united.diagnostics)
    assert "error" == united.diagnostics[0].severity
    assert 1 == len(united.table)


def test_an_identical_row_in_one_sheet_is_a_warning_and_counts_once() -> None:
    united = unite_dossiers([log("q1.xlsx", "H1, 05/03/2023, , Trực tiếp", "H1, 05/03/2023, , Trực tiếp")])
    assert [("CC307", "A3")] == told(united.diagnostics)
    assert "warning" == united.diagnostics[0].severity
    assert 1 == len(united.table)


def broken_rules(text: str) -> list[tuple[str, str | None]]:
    """Return what the rules say of a dossier log."""
    found: list[Diagnostic] = [
        problem for _, problem in run_rules(part_of(DossierRow, text), DossierFacts, DOSSIER_RULES)
    ]
    return told(found)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("H1 | 05/03/2023 | 06/03/2023 | 06/03/2023 | Trực tuyến | Một phần", []),
        ("H1 | 05/03/2023 | 04/03/2023 |            | Trực tiếp  |", [("CC301", "C2")]),
        ("H1 | 05/03/2023 | 06/03/2023 | 04/03/2023 | Trực tiếp  |", [("CC302", "D2")]),
        ("H1 | 05/03/2023 | 06/03/2023 |            | Trực tiếp  | Một phần", [("CC305", "F2")]),
        ("H1 | 05/03/2023 | 06/03/2023 |            | Trực tuyến |", [("CC306", "F2")]),
        ("H1 | 05/03/2023 |            |            | Trực tiếp  |", [("CC201", "C2")]),
        ("H1 | 05/03/2023 | 06/03/2023 | 06/03/2024 | Trực tiếp  |", [("CC322", "D2")]),
        ("H1 | 05/03/2023 | 06/03/2023 | 05/11/2023 | Trực tiếp  |", []),
        ("H56.33-230305-0001 | 05/03/2023 | 06/03/2023 | | Trực tiếp |", []),
        ("H56.33-230503-0001 | 05/03/2023 | 06/03/2023 | | Trực tiếp |", [("CC309", "B2")]),
        ("H1 | 05/03/2023 08:00 | 05/03/2023 | 05/03/2023 07:00 | Trực tiếp |", []),
    ],
)
def test_the_columns_of_a_dossier_agree(row: str, expected: list[tuple[str, str]]) -> None:
    code, received, *others = row.split("|")
    header = "Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận | Mức độ DVC | Tên thủ tục | Lĩnh vực"
    assert expected == broken_rules(f"{header}\n{'|'.join([code, received, *others])} | Khai sinh | Hộ tịch")


@pytest.mark.parametrize(
    ("status", "finish", "expected"),
    [
        ("Đã trả kết quả", "04/03/2023", []),
        ("Đã trả kết quả", "", [("CC310", "F2")]),
        ("Đang xử lý", "04/03/2023", [("CC311", "H2")]),
        ("Công dân yêu cầu rút hồ sơ", "", [("CC340", "F2")]),
        ("Công dân yêu cầu rút hồ sơ", "04/03/2023", []),
        ("Mới đăng ký", "", []),
        ("", "04/03/2023", [("CC201", "E2")]),
    ],
)
def test_status_and_finish_day_agree(status: str, finish: str, expected: list[tuple[str, str]]) -> None:
    row = f"H1 | Khai sinh | Hộ tịch | 01/03/2023 |  | {finish} | Trực tiếp | {status}"
    assert expected == broken_rules(f"{DOSSIER_HEADER} | Trạng thái\n{row}")


def test_service_does_not_end_before_it_starts() -> None:
    part = part_of(
        Person,
        """
        Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Ngày bắt đầu | Ngày kết thúc
        Lê Văn A | Cán bộ | Đại học | Trung cấp | 01/03/2023 | 01/02/2023
        """,
    )
    assert [("CC313", "F2")] == told([problem for _, problem in run_rules(part, ServiceFacts, PERSON_RULES)])
