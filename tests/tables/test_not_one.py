"""A row that stands for several things, or for none, is asked about; ordinary codes, symbols and names are not."""

import pytest

from cchc_report.tables.not_one import cancels, is_several_codes, is_several_names, is_several_symbols, rows_not_one
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.staffing import Person
from tests.tables.parts import part_of


@pytest.mark.parametrize(
    "text",
    [
        "HS-001 đến HS-005",
        "HS-001 - HS-005",
        "HS-001->HS-005",
        "001, 002",
        "HS-006; HS-007",
        "HS-006 và HS-007",
        "12 tới 15",
        "HS-001 HS-002",
        "H56.33-230305-0001; H56.33-230305-0002",
    ],
)
def test_a_range_or_a_list_of_codes_is_several(text: str) -> None:
    assert is_several_codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "H56.33-230305-0001",
        "HS-001",
        "15/2023/HS",
        "HS 001",
        "HS - 001",
        "BNN, 12",
        "Và-12",
        "1.001193",
        "A+1",
        "123 456",
    ],
)
def test_one_code_is_one(text: str) -> None:
    assert not is_several_codes(text)


@pytest.mark.parametrize(
    "text", ["01-05/KH-UBND", "Từ số 01 đến 05/QĐ-UBND", "12, 13/BC-UBND", "01/KH-UBND, 02/KH-UBND"]
)
def test_several_numbers_of_documents_are_several(text: str) -> None:
    assert is_several_symbols(text)


@pytest.mark.parametrize("text", ["01/KH-UBND", "15/2023/QĐ-UBND", "12a/BC-UBND", "05-KH/ĐU", "01/KH-BCĐ389"])
def test_one_number_of_a_document_is_one(text: str) -> None:
    assert not is_several_symbols(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Lê Văn A, Lê Văn B", True), ("Lê Văn A và Lê Thị B", True), ("Lê Văn A", False), ("Lê Văn A (Chủ tịch)", False)],
)
def test_several_names_are_several(text: str, *, expected: bool) -> None:
    assert expected is is_several_names(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hủy", True),
        ("(đã hủy)", True),
        ("Đăng ký khai sinh - HUỶ", True),
        ("Nhập nhầm", True),
        ("Bỏ số", True),
        ("Lê Quang Huy", False),
        ("Hủy bỏ quyết định công nhận con nuôi", False),
        ("Kế hoạch tiêu hủy gia cầm mắc bệnh", False),
    ],
)
def test_words_that_cross_a_row_out(text: str, *, expected: bool) -> None:
    assert expected is cancels(text)


def test_a_row_for_several_dossiers_is_an_error_and_a_cancelled_one_a_warning() -> None:
    header = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Hình thức tiếp nhận"
    rest = "Hộ tịch | 01/03/2023 | 05/03/2023 | Trực tiếp"
    rows = [f"HS-1 đến HS-5 | Khai sinh | {rest}", f"HS-6 | Khai tử (hủy) | {rest}", f"HS-7 | Khai sinh | {rest}"]
    found = list(rows_not_one(part_of(DossierRow, "\n".join([header, *rows]))))
    assert [(0, "CC336", "error", "A2"), (1, "CC337", "warning", "B3")] == [
        (index, one.code.identifier, one.severity, one.place.cell) for index, one in found
    ]


def test_the_names_of_several_people_are_not_quoted() -> None:
    header = "Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị"
    part = part_of(Person, f"{header}\nLê Văn A, Lê Văn B | Công chức | Đại học | Trung cấp")
    ((_, problem),) = rows_not_one(part)
    assert "CC336" == problem.code.identifier
    assert "Lê" not in problem.message
