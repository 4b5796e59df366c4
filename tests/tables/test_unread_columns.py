"""A column that is not read and seems to decide figures is asked about; ordinary columns of exports are not."""

import pytest

from cchc_report.tables.header import find_header
from cchc_report.tables.ledger import Fate
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.staffing import Person, StaffGroup
from cchc_report.tables.validate import validate_sheet
from cchc_report.tables.vocabulary import Vocabulary
from tests.tables.texts import sheet_of, told

HEADER = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận"


def asked(title: str, *cells: str, words: dict[str, str] | None = None) -> list[tuple[str, str | None]]:
    """Return the warnings of a log with one more column."""
    rows = [
        f"HS-{number} | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | 04/03/2023 | Trực tiếp | {cell}"
        for number, cell in enumerate(cells)
    ]
    sheet = sheet_of("\n".join([f"{HEADER} | {title}", *rows]))
    vocabulary = Vocabulary.of_settings({"Hồ sơ": words or {}}, {})
    header = find_header(sheet, DossierRow, vocabulary.headers_of("Hồ sơ"))
    assert header is not None
    return told(validate_sheet(sheet, DossierRow, header, vocabulary).problems)


@pytest.mark.parametrize(
    ("title", "cells", "expected"),
    [
        ("Số lượng hồ sơ", ("~1", "~5"), [("CC150", "H1")]),
        ("Số lượng", ("1", "12"), [("CC150", "H1")]),
        ("Số lượng hồ sơ", ("~1", "~1"), []),
        ("Số điện thoại", ("0912345678", "~5"), []),
        ("Lệ phí", ("~5000", "~8000"), []),
        ("Bước xử lý", ("Đang xử lý", "Yêu cầu bổ sung"), [("CC150", "H1")]),
        ("Ghi chú", ("Đã gọi điện", "Đang xử lý"), []),
        ("Xã", ("xã Hoằng Thử", "xã Hoằng Khác"), [("CC150", "H1")]),
        ("Địa chỉ", ("Thôn 1, xã Hoằng Thử", "Thôn 2, xã Hoằng Khác"), []),
        ("Ghi chú", ("hủy", ""), [("CC337", "H2")]),
        ("Người nhận", ("Lê Quang Huy", "Lê Văn B"), []),
    ],
)
def test_a_column_that_is_not_read_and_decides_figures_is_asked_about(
    title: str, cells: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert expected == asked(title, *cells)


def test_a_column_that_the_workspace_leaves_out_is_no_question() -> None:
    assert [] == asked("Số lượng hồ sơ", "~1", "~5", words={"Số lượng hồ sơ": "không tính"})


@pytest.mark.parametrize("value", [~0, 1234567890123456.0, "1,23457E+15", 12345678901234567])
def test_a_code_that_lost_its_digits_is_an_error(value: object) -> None:
    sheet = sheet_of(f"{HEADER}\nx | Khai sinh | Hộ tịch | 01/03/2023 | 05/03/2023 | 04/03/2023 | Trực tiếp")
    rows = [*sheet.iterate()]
    rows[1][0] = value  # type: ignore[call-overload]
    header = find_header(sheet, DossierRow)
    assert header is not None
    found = told(validate_sheet(sheet, DossierRow, header).problems)
    assert ([] if value == ~0 else [("CC344", "A2")]) == found


def test_a_row_of_a_value_that_is_not_to_be_counted_is_outside() -> None:
    sheet = sheet_of(
        """
        Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị
        A | Công chức | Đại học | Trung cấp
        B | Viên chức | Đại học | Trung cấp
        """,
        "Nhân sự",
    )
    vocabulary = Vocabulary.of_settings({}, {"Nhóm": {"Viên chức": "Không tính"}})
    header, book = find_header(sheet, Person), SheetBook.of_sheet(sheet, Person)
    assert header is not None
    read = validate_sheet(sheet, Person, header, vocabulary, book=book)
    assert ([[StaffGroup.CIVIL_SERVANT]], []) == ([part.columns["group"] for part in read.parts], told(read.problems))
    assert (1, 1) == (book.fates[Fate.OUTSIDE], book.fates[Fate.COUNTED])
