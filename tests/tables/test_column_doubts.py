"""What a whole column shows is asked or told: moved days, swapped months, marks for the value above."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.header import find_header
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import SheetPart
from cchc_report.tables.validate import validate_sheet
from cchc_report.workbook.sheet import Cell, Sheet

HEADER = ["Mã hồ sơ", "Tên thủ tục", "Lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức tiếp nhận"]  # fmt: skip


def checked(rows: Sequence[Sequence[Cell]]) -> tuple[SheetPart[DossierRow], list[Diagnostic]]:
    """Check a log whose rows give field, day of receipt and day of return."""
    body: list[list[Cell]] = [
        [f"H{number}", "Khai sinh", row[0], row[1], "10/03/2023", row[2], "Trực tiếp"]
        for number, row in enumerate(rows, start=1)
    ]
    sheet = Sheet.of_rows("a.xlsx", "Hồ sơ", [list(HEADER), *body])
    header = find_header(sheet, DossierRow)
    assert header is not None
    (part,), problems, _ = validate_sheet(sheet, DossierRow, header)
    return part, problems


def told(found: Sequence[Diagnostic]) -> list[tuple[str, str | None]]:
    """Return code and cell of each diagnostic."""
    return [(one.code.identifier, one.place.cell) for one in found]


@pytest.mark.parametrize("mark", ["-nt-", "nt", "″", "như trên", "- Như trên -", '"', "-″-", "〃"])
def test_a_ditto_mark_repeats_the_value_above_and_is_told(mark: str) -> None:
    part, found = checked([("Đất đai", "05/03/2023", ""), (mark, "06/03/2023", ""), (mark, "07/03/2023", "")])

    assert ["Đất đai"] * 3 == part.column("field", str)
    assert [("CC231", "C:C")] == told(found)
    assert "dòng 3, 4" in found[0].message


def test_a_ditto_mark_below_the_header_has_nothing_to_repeat() -> None:
    _, found = checked([("-nt-", "05/03/2023", "")])

    assert ("CC201", "C2") in told(found)


@pytest.mark.parametrize("field", ["NT", "Nội trú", "Nước", "-", "Ngân sách - nhà nước"])
def test_words_that_begin_alike_are_no_ditto_marks(field: str) -> None:
    part, _ = checked([("Đất đai", "05/03/2023", ""), (field, "06/03/2023", "")])

    assert ("Đất đai" if field == "NT" else field) == part.column("field", str)[1]


SEVENTEEN = [f"{day:02}/03/2023 17:00:00" for day in (1, 2, 3)]


def test_receipt_at_seventeen_in_every_row_is_asked_about() -> None:
    _, found = checked([("Hộ tịch", moment, "08/03/2023") for moment in SEVENTEEN])
    assert [("CC233", "D:D")] == told(found)

    real = [datetime(2023, 3, day, 17) for day in (1, 2, 3)]
    _, found = checked([("Hộ tịch", moment, datetime(2023, 3, 8)) for moment in real])
    assert "CC233" in dict(told(found))


@pytest.mark.parametrize(
    "rows",
    [
        [("Hộ tịch", moment, "08/03/2023 09:15") for moment in SEVENTEEN],
        [("Hộ tịch", moment, "") for moment in [*SEVENTEEN, "04/03/2023 08:30"]],
        [("Hộ tịch", moment, "") for moment in SEVENTEEN[:2]],
        [("Hộ tịch", f"2023-03-0{day}T17:00:00Z", "") for day in (1, 2, 3)],
    ],
    ids=["other column", "other time", "few", "zone"],
)
def test_receipt_at_seventeen_is_believed_beside_other_times_or_a_zone(rows: list[tuple[str, str, str]]) -> None:
    _, found = checked(rows)

    assert [] == told(found)


def test_a_column_with_half_days_in_both_orders_is_asked_about() -> None:
    _, found = checked([("Hộ tịch", "3/2/2023 8:00 AM", ""), ("Hộ tịch", "25/2/2023 8:00 AM", "")])
    assert [("CC213", "D:D", "error")] == [(*one, found[0].severity) for one in told(found)]

    part, found = checked([("Hộ tịch", "3/2/2023 8:00 AM", ""), ("Hộ tịch", "3/3/2023 8:00 AM", "")])
    assert ([2, 3], []) == ([day.day for day in part.column("received_on", datetime) if day], told(found))
