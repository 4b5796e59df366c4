"""A dossier of several workbooks is one, with all that its copies know; codes are one whatever Excel and people did to them."""

from datetime import date, datetime

import pytest

from cchc_report.tables.keys import dossier_keys, procedure_key
from cchc_report.tables.ledger import Fate
from cchc_report.tables.sheets.dossiers import Channel, DossierRow, Status
from cchc_report.tables.table import RowReference, SheetPart
from cchc_report.tables.time_labels import time_label
from cchc_report.tables.unite_dossiers import unite_dossiers
from tests.tables.parts import part_of, values
from tests.tables.texts import told

HEADER = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận | Hình thức trả | Trạng thái"


def log(file: str, *rows: str) -> SheetPart[DossierRow]:
    """Make a log of rows `code, due day, finish day, way of return, status`, all received on 1 March 2023."""
    cells = [[cell.strip() for cell in row.split(",")] for row in rows]
    lines = [
        f"{code} | Khai sinh | Hộ tịch | 01/03/2023 | {due} | {finish} | Trực tiếp | {way} | {status}"
        for code, due, finish, way, status in cells
    ]
    return part_of(DossierRow, "\n".join([HEADER, *lines]), file)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("000123", "123"),
        ("HS-001", "hs – 001"),
        ("H56.33-230305-0001", "H56.33−230305‐0001"),
        ("BNN 12", "bnn12"),
    ],
)
def test_codes_spelt_differently_are_one(first: str, second: str) -> None:
    assert 1 == len(set(dossier_keys([first, second])))


@pytest.mark.parametrize(("first", "second"), [("HS-001", "HS-01"), ("10", "1"), ("A0123", "A123"), ("1-2", "12")])
def test_codes_of_two_dossiers_are_two(first: str, second: str) -> None:
    assert 2 == len(set(dossier_keys([first, second])))


@pytest.mark.parametrize(
    "code", ["2.000720", "2.00072", "2,00072", "2.000720.000.00.00.H56", " 2.000720.000.00.00.h56"]
)
def test_a_procedure_has_one_code_with_or_without_suffix_and_lost_zeros(code: str) -> None:
    assert "2.000720" == procedure_key(code)


@pytest.mark.parametrize("code", ["2.000721", "1.000720", "2.000720.000.00.00", "BTP-720"])
def test_another_procedure_has_another_code(code: str) -> None:
    assert "2.000720" != procedure_key(code)


@pytest.mark.parametrize(
    ("sheet", "file", "label"),
    [
        ("Hồ sơ", "2023/q2.xlsx", (6, 99)),
        ("Hồ sơ", "so quy IV.xlsx", (12, 99)),
        ("Tháng 3", "quy-2.xlsx", (3, 99)),
        ("Hồ sơ", "6-thang.xls", (6, 99)),
        ("Hồ sơ", "hs 15-06-2023.xlsx", (6, 15)),
        ("Hồ sơ", "2023-06-15.csv", (6, 15)),
        ("Hồ sơ", "cả năm.xlsx", (12, 99)),
        ("Hồ sơ", "2023.xlsx", None),
        ("Hồ sơ", "quyet-dinh.xlsx", None),
    ],
)
def test_a_name_tells_up_to_when_it_speaks(sheet: str, file: str, label: tuple[int, int] | None) -> None:
    assert label == time_label(sheet, file)


def test_what_one_copy_leaves_blank_the_other_tells() -> None:
    united = unite_dossiers(
        [
            log("q1.xlsx", "H1, 05/03/2023, 04/03/2023, BCCI, Đã xử lý xong"),
            log("q2.xlsx", "H1, , 04/03/2023, , Đã trả kết quả"),
        ]
    )
    assert [(datetime(2023, 3, 5), Channel.POSTAL, Status.RETURNED)] == values(
        united.table, "due_at", "returned_by", "status"
    )
    assert () == united.diagnostics
    assert {RowReference("q1.xlsx", "Hồ sơ", 2): Fate.SUPERSEDED} == united.fates


def test_a_column_that_the_kept_workbook_lacks_stays_unknown_for_its_other_rows() -> None:
    short = part_of(
        DossierRow,
        """
        Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận
        H1 | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | 04/03/2023 | Trực tiếp
        H2 | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | 04/03/2023 | Trực tiếp
        """,
        "q2.xlsx",
    )
    united = unite_dossiers([log("q1.xlsx", "H1, 05/03/2023, , BCCI, "), short])
    assert [("H1", Channel.POSTAL), ("H2", None)] == values(united.table, "code", "returned_by")
    assert [("H2", False), ("H1", True)] == [
        (code, part.has("returned_by")) for part in united.table.parts for code in part.column("code", str)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("Yêu cầu bổ sung", "Đang xử lý"), Status.IN_WORK),
        (("Đang xử lý", "Yêu cầu bổ sung"), Status.SUPPLEMENT),
        (("Yêu cầu bổ sung", ""), None),
        (("Đang xử lý", "Không được tiếp nhận"), Status.REFUSED),
        (("Không được tiếp nhận", "Đang xử lý"), Status.IN_WORK),
    ],
)
def test_a_later_state_beats_an_earlier_one_and_a_passed_one_tells_nothing(
    rows: tuple[str, str], expected: Status | None
) -> None:
    parts = [log(f"q{number}.xlsx", f"H1, 05/03/2023, , , {status}") for number, status in enumerate(rows, 1)]
    for order in (parts, parts[::-1]):
        united = unite_dossiers(order)
        assert ([(expected,)], ()) == (values(united.table, "status"), united.diagnostics)


def test_the_workbook_that_reaches_further_is_the_later_one_where_names_do_not_tell() -> None:
    early = log("z.xlsx", "H1, 05/03/2023, , , Yêu cầu bổ sung", "H2, 05/03/2023, 04/03/2023, , ")
    late = log("a.xlsx", "H1, 05/03/2023, , , Đang xử lý", "H3, 05/03/2023, 05/03/2023, , ")
    assert ("H1", Status.IN_WORK) in values(unite_dossiers([early, late]).table, "code", "status")
    assert ("H1", Status.IN_WORK) in values(unite_dossiers([late, early]).table, "code", "status")


def test_two_states_of_which_nothing_tells_the_later_are_named_with_both_cells() -> None:
    united = unite_dossiers(
        [log("a.xlsx", "H1, 05/03/2023, , , Yêu cầu bổ sung"), log("b.xlsx", "H1, 05/03/2023, , , Đang xử lý")]
    )
    assert [("CC308", "I2")] == told(united.diagnostics)


def test_a_finished_copy_takes_no_state_of_an_unfinished_one() -> None:
    united = unite_dossiers(
        [log("q1.xlsx", "H1, 05/03/2023, , , Đang xử lý"), log("q2.xlsx", "H1, 05/03/2023, 04/03/2023, , ")]
    )
    assert [(datetime(2023, 3, 4), None)] == values(united.table, "finished_at", "status")


def test_two_due_days_are_named_with_both_cells() -> None:
    united = unite_dossiers([log("q1.xlsx", "H1, 05/03/2023, , , "), log("q2.xlsx", "H1, 06/03/2023, 06/03/2023, , ")])
    assert [("CC308", "E2")] == told(united.diagnostics)
    assert "q1.xlsx" in united.diagnostics[0].message


def test_an_identical_copy_is_repeated_and_not_superseded() -> None:
    united = unite_dossiers([log("q1.xlsx", "H1, 05/03/2023, , , "), log("q2.xlsx", "H1, 05/03/2023, , , ")])
    assert [Fate.REPEATED] == list(united.fates.values())
    assert [(date(2023, 3, 1),)] == values(united.table, "received_on")
