"""The rows of a written appendix: by label, number and order, however they were typed; what is in doubt is told, not guessed."""

import unicodedata
from decimal import Decimal

import pytest

from cchc_report.audit.appendix import Appendix, read_appendix
from cchc_report.audit.written_blocks import Grid
from cchc_report.form import Form, load_form
from cchc_report.form.pack import packaged_forms

HEADER = "STT | Chỉ tiêu thống kê | Đơn vị tính | Số liệu | Ghi chú"


@pytest.fixture(scope="module")
def form() -> Form:
    form, problems = load_form(packaged_forms() / "thanh-hoa-2023")
    assert form is not None, problems
    return form


def read(form: Form, *tables: str) -> Appendix:
    """Read an appendix given as lines with bars."""
    grids = [
        Grid(tuple(tuple(cell.strip() for cell in line.split("|")) for line in table.split("\n"))) for table in tables
    ]
    return read_appendix(grids, form, "r.docx")


def told(appendix: Appendix) -> list[tuple[str, str | None]]:
    """Return codes and cells of what is told, the rows that these short tables lack aside."""
    return [(one.code.identifier, one.place.cell) for one in appendix.diagnostics if one.code.identifier != "CC612"]


@pytest.mark.parametrize(
    ("row", "code", "value"),
    [
        ("3.3.1 | Số lượng hồ sơ đã tiếp nhận | Số lượng hồ sơ | 1603", "3.3.1", 1603),
        ("3.3.1. | SỐ LƯỢNG HỒ SƠ ĐÃ TIẾP NHẬN | | 1.603", "3.3.1", 1603),
        ("3.3.1 | So luong ho so da tiep nhan | | 1 603", "3.3.1", 1603),
        ("3.3.1 | Số  lượng hồ sơ đã tiếp\u00a0nhận: | | 1.603 hồ sơ", "3.3.1", 1603),
        (unicodedata.normalize("NFD", "3.3.1 | Số lượng hồ sơ đã tiếp nhận | | 02"), "3.3.1", 2),
        ("3.3.1 | Số lương hồ sơ đã tiêp nhân | | 1603", "3.3.1", 1603),
        ("3.3.1 | Số lượng hồ sơ đã tiếp nhậnn | | 1603", "3.3.1", 1603),
        (" | Số lượng hồ sơ đã tiếp nhận | | 1603", "3.3.1", 1603),
        ("3.2.4 | Tỉ lệ TTHC đã được phê duyệt quy trình nội bộ (theo tiêu chuẩn ISO) | % | 99,06 %", "3.2.4", Decimal("99.06")),
        ("7.6. | Thực hiện duy trì, áp dụng hệ thống tại UBND cấp xã | | Có thực hiện", "7.6", 1),
        ("1.5 | Tổ chức đối thoại của lãnh đạo với người dân, cộng đồng doanh nghiệp trên địa bàn | | 0", "1.5", 0),
        ("2.3 | Số VBQPPL đã rà soát | Văn bản | -", "2.3", None),
        ("3.5 | Số thư/ trường hợp đã công khai xin lỗi | | ", "3.5", None),
        ("Trong đó | Tiếp nhận trực tuyến mức độ 4 | | 489", "3.3.1.d", 489),
        ("3.3.5 | Số lượng hồ sơ TTHC về lĩnh vực xây dựng giải quyết đúng hẹn | | 7", "3.3.5", 7),
    ],
)  # fmt: skip
def test_a_row_is_known_however_it_is_typed(form: Form, row: str, code: str, value: object) -> None:
    appendix = read(form, f"{HEADER}\n{row} |")
    assert ({code: value}, []) == (dict(appendix.values), told(appendix))


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        ("8.1 | Số lượng điểm cung cấp Internet | Điểm | 5", "8.1", "Dòng 8.1 “Số lượng điểm cung cấp Internet” không phải dòng nào"),
        (" | Tiếp nhận trực tuyến mức độ 5 | | 489", None, "ghi 489; chưa đọc số liệu"),
        ("3.3.1 | Số người dân hài lòng | | 1603", "3.3.1", "Dòng 3.3.1 “Số người dân hài lòng” không phải dòng nào"),
        (" | Số hồ sơ tiếp nhận | | 1603", None, "không phải dòng nào"),
        (" | | | 1603", None, "Dòng “không có tên”"),
    ],
)  # fmt: skip
def test_a_row_in_doubt_is_told_and_its_number_is_not_taken(form: Form, row: str, cell: str | None, words: str) -> None:
    appendix = read(form, f"{HEADER}\n1 | Công tác chỉ đạo điều hành CCHC | | |\n{row} |")
    assert ({"1": None}, [("CC611", cell)]) == (dict(appendix.values), told(appendix))
    assert words in appendix.diagnostics[0].message


def test_a_number_that_cannot_be_read_is_told(form: Form) -> None:
    appendix = read(form, f"{HEADER}\n3.3.1 | Số lượng hồ sơ đã tiếp nhận | | khoảng 1600 |")
    assert ({"3.3.1": None}, [("CC613", "3.3.1")]) == (dict(appendix.values), told(appendix))
    assert "“khoảng 1600”" in next(one.message for one in appendix.diagnostics if one.code.identifier == "CC613")


def test_rows_with_the_numbers_of_others_are_known_by_their_labels_and_told(form: Form) -> None:
    appendix = read(
        form,
        f"{HEADER}\n1.2.1 | Số bộ phận chuyên môn cấp xã đã kiểm tra | | 4 |\n1.1.2 | Số vấn đề phát hiện qua kiểm tra | | 3 |\n"
        "1.1.3 | Số vấn đề phát hiện đã xử lý xong | | 2 |",
    )
    assert {"1.2.1": 4, "1.2.2": 3, "1.2.3": 2} == dict(appendix.values)
    assert [("CC604", "1.2.2"), ("CC604", "1.2.3")] == told(appendix)


def test_a_report_that_mends_the_form_s_numbers_is_right(form: Form) -> None:
    assert [] == told(read(form, f"{HEADER}\n1.2.2 | Số vấn đề phát hiện qua kiểm tra | | 3 |"))


def test_two_rows_that_look_alike_are_parted_by_their_digits(form: Form) -> None:
    appendix = read(
        form,
        f"{HEADER}\n7.5.2 | Tổng số TTHC cung cấp trực tuyên mưc độ 4 | | 4 |\n7.5.1 | Tổng số TTHC cung cap truc tuyenn muc do 3 | | 3 |",
    )
    assert ({"7.5.1": 3, "7.5.2": 4}, []) == (dict(appendix.values), told(appendix))


def test_a_row_torn_by_a_page_break_is_one_row_whatever_stands_between(form: Form) -> None:
    for text in (
        f"{HEADER}\n2.1 | Số VBQPPL đã ban hành/tham mưu ban | Văn bản | |\n{HEADER}\n | hành | | 5 |",
        f"{HEADER}\n2.1 | Số VBQPPL đã ban hành/tham | Văn bản | 5 |\n | mưu | | |\n | ban hành | | |",
    ):
        appendix = read(form, text)
        assert ({"2.1": 5}, []) == (dict(appendix.values), told(appendix))
    pages = read(
        form,
        f"{HEADER}\n7.4.1 | Kết nối liên thông với Hệ thống một cửa | Đã kết nối = 1 | 1 |",
        " | điện tử cấp huyện, tỉnh | Chưa kết nối = 0 | |",
    )
    assert {"7.4.1": 1} == dict(pages.values)


def test_columns_stand_in_any_order_and_the_header_may_have_two_lines(form: Form) -> None:
    swapped = read(
        form,
        "Số liệu | Ghi chú | Nội dung chỉ tiêu | TT | ĐVT\n1603 | quý I | Số lượng hồ sơ đã tiếp nhận | 3.3.1 | hồ sơ",
    )
    assert ({"3.3.1": 1603}, {"3.3.1": "quý I"}) == (dict(swapped.values), dict(swapped.notes))
    two = read(
        form,
        "STT | Chỉ tiêu | Kết quả thống kê | | Ghi chú\n | | Đơn vị tính | Số liệu | \n3.3.1 | Số lượng hồ sơ đã tiếp nhận | hồ sơ | 1603 |",
    )
    assert {"3.3.1": 1603} == dict(two.values)
    bare = read(form, "Chỉ tiêu | Kết quả\nSố lượng hồ sơ đã tiếp nhận | 1603")
    assert {"3.3.1": 1603} == dict(bare.values)


def test_a_row_said_twice_is_told_and_the_first_one_counts(form: Form) -> None:
    row = "3.3.1 | Số lượng hồ sơ đã tiếp nhận | | {} |"
    appendix = read(form, "\n".join([HEADER, row.format(1603), row.format(1630)]))
    assert ({"3.3.1": 1603}, [("CC611", "3.3.1")]) == (dict(appendix.values), told(appendix))
    assert "lặp lại dòng 3.3.1 đã có ở trên, ghi 1630" in appendix.diagnostics[0].message


def test_rows_that_are_not_there_are_told_in_one_line(form: Form) -> None:
    appendix = read(form, f"{HEADER}\n3.3.1 | Số lượng hồ sơ đã tiếp nhận | | 1603 |")
    (problem,) = appendix.diagnostics
    groups = sum(row.kind.value == "group" for row in form.rows)
    assert f"Phụ lục thiếu {len(form.rows) - groups - 1} dòng của biểu mẫu: 1.1, 1.1.1, 1.1.2" in problem.message


def test_a_table_of_a_hundred_thousand_strange_rows_is_not_read_for_ever(form: Form) -> None:
    rows = "\n".join(f"{number} | Một dòng lạ số {number} không có trong biểu | | 1 |" for number in range(100_000))
    appendix = read(form, f"{HEADER}\n{rows}")
    assert {} == dict(appendix.values)
    assert any("chỉ đọc 1.000 dòng đầu" in one.message for one in appendix.diagnostics)


@pytest.mark.parametrize("number", ["9" * 31, "1," + "9" * 40])
def test_a_number_with_more_digits_than_any_figure_is_told(form: Form, number: str) -> None:
    appendix = read(form, f"{HEADER}\n3.3.1 | Số lượng hồ sơ đã tiếp nhận | | {number} |")

    assert ({"3.3.1": None}, [("CC613", "3.3.1")]) == (dict(appendix.values), told(appendix))
