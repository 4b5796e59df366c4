import io

from openpyxl import load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook.blank import LONGEST_LIST, blank_workbook
from cchc_report.workbook.blank_sheet import BlankColumn, BlankSheet, CellKind
from cchc_report.workbook.marks import GUIDE_SHEET

CODE = BlankColumn(header="Mã", kind=CellKind.TEXT, note="Mỗi hồ sơ một mã.", required=True)
DAY = BlankColumn(header="Ngày", kind=CellKind.DATE, note="Ngày/tháng/năm.")
CHANNEL = BlankColumn(header="Hình thức", kind=CellKind.CHOICE, note="Cách nộp.", choices=("Trực tiếp", "Trực tuyến"))
COUNT = BlankColumn(header="Số lượng", kind=CellKind.COUNT)


def opened(*sheets: BlankSheet, title: str = "Hồ sơ") -> Worksheet:
    found = load_workbook(io.BytesIO(blank_workbook(sheets, ["Nhập số liệu."])))[title]
    assert isinstance(found, Worksheet)
    return found


def table(*columns: BlankColumn, **more: object) -> Worksheet:
    return opened(BlankSheet(title="Hồ sơ", purpose="Mỗi dòng một hồ sơ.", columns=columns, **more))  # type: ignore[arg-type]  # the tests give what fits


def checks(sheet: Worksheet) -> dict[str, DataValidation]:
    return {str(check.sqref): check for check in sheet.data_validations.dataValidation}


def note(sheet: Worksheet, cell: str) -> str:
    comment = sheet[cell].comment
    return comment.text if comment else ""


def test_a_header_s_note_says_what_to_write_and_whether_it_must_be_filled() -> None:
    sheet = table(CODE, DAY, CHANNEL, COUNT)
    assert ["Mã", "Ngày", "Hình thức", "Số lượng"] == [cell.value for cell in sheet[1]]
    assert "Bắt buộc.\nMỗi hồ sơ một mã." == note(sheet, "A1")
    assert "Ngày/tháng/năm." == note(sheet, "B1")
    assert "Cách nộp.\nChọn một trong: Trực tiếp, Trực tuyến." == note(sheet, "C1")
    assert "" == note(sheet, "D1")


def test_a_required_column_is_told_by_its_colour() -> None:
    sheet = table(CODE, DAY)
    assert ("FF1F4E78", "FFDDEBF7") == (sheet["A1"].fill.fgColor.rgb, sheet["B1"].fill.fgColor.rgb)
    assert [True, True] == [cell.font.b for cell in sheet[1]]


def test_the_choices_are_a_drop_down_that_warns() -> None:
    check = checks(table(CODE, CHANNEL))["B2:B1048576"]
    assert ("list", '"Trực tiếp,Trực tuyến"') == (check.type, check.formula1)
    assert (True, "warning", "Chọn một trong: Trực tiếp, Trực tuyến.") == (
        check.showErrorMessage,
        check.errorStyle,
        check.error,
    )


def test_choices_that_are_only_offered_warn_of_nothing() -> None:
    sections = BlankColumn(header="Mục", kind=CellKind.TEXT, choices=("I.1", "I.2"), closed=False)
    check = checks(table(CODE, sections))["B2:B1048576"]
    assert ('"I.1,I.2"', False) == (check.formula1, bool(check.showErrorMessage))


def test_choices_too_long_for_excel_have_no_drop_down() -> None:
    long = BlankColumn(header="Loại", kind=CellKind.CHOICE, choices=("a" * LONGEST_LIST, "b"))
    assert {} == checks(table(CODE, long))
    assert {} == checks(table(CODE, BlankColumn(header="Loại", kind=CellKind.CHOICE, choices=("một, hai", "ba"))))


def test_dates_and_numbers_are_checked_as_they_are_typed() -> None:
    found = checks(table(CODE, DAY, COUNT, BlankColumn(header="Số liệu", kind=CellKind.NUMBER)))
    assert [("date", "warning"), ("whole", "warning"), ("decimal", "warning")] == [
        (found[f"{column}2:{column}1048576"].type, found[f"{column}2:{column}1048576"].errorStyle) for column in "BCD"
    ]


def test_cells_that_are_still_empty_have_their_format() -> None:
    sheet = table(CODE, DAY, CHANNEL, COUNT)
    assert ["@", "dd/mm/yyyy", "General", "0"] == [sheet.column_dimensions[column].number_format for column in "ABCD"]


def test_the_example_row_is_marked_and_not_checked() -> None:
    sheet = table(CODE, CHANNEL, example=("HS-1", "Trực tiếp"))
    assert ["(ví dụ) HS-1", "Trực tiếp"] == [cell.value for cell in sheet[2]]
    assert [True, True] == [cell.font.i for cell in sheet[2]]
    assert ["B3:B1048576"] == list(checks(sheet))


def test_given_rows_are_filled_in_below_the_example() -> None:
    sheet = table(CODE, COUNT, example=("1.1", 5), rows=(("=1.2", 7), ("1.3", None)))
    assert [("(ví dụ) 1.1", 5), ("=1.2", 7), ("1.3", None)] == list(sheet.iter_rows(min_row=2, values_only=True))
    assert ("s", "@") == (sheet["A3"].data_type, sheet["A3"].number_format)


def test_a_row_may_have_choices_of_its_own() -> None:
    sheet = table(CODE, COUNT, rows=(("1.1", None), ("1.2", None), ("1.3", None)), own_choices={(1, 1): ("0", "1")})
    assert {"B3": ("list", '"0,1"'), "B2 B4:B1048576": ("whole", "0")} == {
        cells: (check.type, check.formula1) for cells, check in checks(sheet).items()
    }


def test_the_header_and_the_first_column_stay_in_sight() -> None:
    sheet = table(CODE, DAY)
    assert ("B2", "$1:$1") == (sheet.freeze_panes, sheet.print_title_rows)


def test_an_upright_sheet_has_its_keys_down_the_first_column() -> None:
    keys = (
        CODE,
        BlankColumn(header="Loại", kind=CellKind.CHOICE, choices=("xã", "phường")),
        BlankColumn(header="Nơi nhận", kind=CellKind.TEXT),
    )
    sheet = opened(
        BlankSheet(title="Hồ sơ", purpose="", columns=keys, rows=(("HT", "xã", "Huyện\nLưu VT"),), upright=True)
    )
    assert [("Mã", "HT"), ("Loại", "xã"), ("Nơi nhận", "Huyện"), (None, "Lưu VT")] == list(
        sheet.iter_rows(max_row=4, max_col=2, values_only=True)
    )
    assert ('"xã,phường"', "Chọn một trong: xã, phường.") == (checks(sheet)["B2"].formula1, checks(sheet)["B2"].prompt)
    assert "Bắt buộc.\nMỗi hồ sơ một mã." == note(sheet, "A1")


def test_the_guide_comes_first_and_explains_every_column() -> None:
    sheet = BlankSheet(title="Hồ sơ", purpose="Mỗi dòng một hồ sơ.", columns=(CODE, CHANNEL))
    assert [GUIDE_SHEET, "Hồ sơ"] == load_workbook(io.BytesIO(blank_workbook([sheet], []))).sheetnames
    guide = opened(sheet, title=GUIDE_SHEET)
    texts = [row[:4] for row in guide.iter_rows(values_only=True)]
    assert ("1. Nhập số liệu.", None, None, None) == texts[1]
    assert [
        ("Trang", "Cột", "Bắt buộc", "Ghi gì"),
        ("Hồ sơ", None, None, "Mỗi dòng một hồ sơ."),
        (None, "Mã", "x", "Mỗi hồ sơ một mã."),
        (None, "Hình thức", None, "Cách nộp. Chọn một trong: Trực tiếp, Trực tuyến."),
    ] == texts[3:]
    assert ["'Hồ sơ'!A1"] == [cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink]


def test_the_same_description_gives_the_same_bytes() -> None:
    sheet = BlankSheet(title="Hồ sơ", purpose="", columns=(CODE, DAY), example=("HS-1", "05/03/2023"))
    assert blank_workbook([sheet], ["a"]) == blank_workbook([sheet], ["a"])
