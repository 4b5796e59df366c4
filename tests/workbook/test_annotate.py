import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.workbook import read_workbook
from cchc_report.workbook.annotate import annotate, is_untouched
from cchc_report.workbook.marking import COLOURS, MOST_NOTES
from cchc_report.workbook.marks import OVERVIEW_SHEET

SHEET = "Hồ sơ"
RED, YELLOW = COLOURS[Severity.ERROR], COLOURS[Severity.WARNING]
BAD_DATE = Diagnostic.of(
    Code.DATE_UNREADABLE,
    Place(file="a.xlsx", sheet=SHEET, row=2, column=2),
    "Không đọc được ngày “31/02/2023”",
    "Gõ lại ngày.",
)
NO_LEVEL = Diagnostic.of(
    Code.ONLINE_WITHOUT_LEVEL, Place(file="a.xlsx", sheet=SHEET, row=3, column=3), "Chưa ghi mức độ", "Gõ Một phần."
)


def make(folder: Path, *rows: Sequence[str | None]) -> Path:
    """Write a workbook of one sheet with a header and these rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    for row in (["Mã hồ sơ", "Ngày tiếp nhận", "Mức độ DVC"], *rows):
        sheet.append(list(row))
    workbook.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def copy_of(source: Path, *diagnostics: Diagnostic) -> bytes:
    copy = annotate(source, diagnostics)
    assert copy is not None
    return copy.content


def opened(content: bytes, sheet: str = SHEET) -> Worksheet:
    found = load_workbook(io.BytesIO(content))[sheet]
    assert isinstance(found, Worksheet)
    return found


def listed(content: bytes) -> Sequence[tuple[object, ...]]:
    """Return the rows of the overview below its header."""
    rows = list(opened(content, OVERVIEW_SHEET).iter_rows(values_only=True))
    return rows[rows.index(("Mức độ", "Mã", "Trang", "Ô", "Vấn đề", "Cách sửa")) + 1 :]


def test_a_bad_cell_is_filled_by_its_severity(tmp_path: Path) -> None:
    sheet = opened(copy_of(make(tmp_path, ["HS-1", "31/02/2023"], ["HS-2"]), BAD_DATE, NO_LEVEL))
    assert (RED, YELLOW) == (sheet["B2"].fill.fgColor.rgb, sheet["C3"].fill.fgColor.rgb)
    assert sheet["A2"].fill.fill_type is None


def test_all_problems_of_a_cell_are_in_one_note_with_what_to_do(tmp_path: Path) -> None:
    second = Diagnostic.of(Code.CODE_DATE_DIFFERS, BAD_DATE.place, "Khác ngày trong mã", "Đối chiếu sổ gốc.")
    note = opened(copy_of(make(tmp_path, ["HS-1", "31/02/2023"]), BAD_DATE, second))["B2"].comment
    assert note is not None
    assert [
        "KẾT QUẢ KIỂM TRA",
        "Lỗi CC202: Không đọc được ngày “31/02/2023”",
        "→ Gõ lại ngày.",
        "Cảnh báo CC309: Khác ngày trong mã",
        "→ Đối chiếu sổ gốc.",
    ] == note.text.splitlines()
    assert "cchc" == note.author


def test_the_first_sheet_lists_every_problem_by_sheet_row_and_column(tmp_path: Path) -> None:
    missing = Diagnostic.of(Code.SHEET_MISSING, Place(file="a.xlsx"), "Thiếu trang “Đơn vị”", "Thêm trang.")
    content = copy_of(make(tmp_path, ["HS-1", "31/02/2023"], ["HS-2"]), NO_LEVEL, BAD_DATE, missing)
    assert [
        ("Lỗi", "CC101", None, None, "Thiếu trang “Đơn vị”", "Thêm trang."),
        ("Lỗi", "CC202", SHEET, "B2", "Không đọc được ngày “31/02/2023”", "Gõ lại ngày."),
        ("Cảnh báo", "CC306", SHEET, "C3", "Chưa ghi mức độ", "Gõ Một phần."),
    ] == listed(content)
    assert [OVERVIEW_SHEET, SHEET] == load_workbook(io.BytesIO(content)).sheetnames


def test_the_address_in_the_list_leads_to_the_cell(tmp_path: Path) -> None:
    overview = opened(copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE), OVERVIEW_SHEET)
    links = [cell.hyperlink.location for row in overview.iter_rows() for cell in row if cell.hyperlink]
    assert ["'Hồ sơ'!B2"] == links


def test_the_list_can_be_filtered_and_its_header_stays_in_sight(tmp_path: Path) -> None:
    overview = opened(copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE), OVERVIEW_SHEET)
    first_row = next(cell.row for cell in overview["A"] if cell.value == "Lỗi")
    assert f"A{first_row}" == overview.freeze_panes
    assert f"A{first_row - 1}:F{first_row}" == overview.auto_filter.ref


def test_a_problem_of_a_whole_row_marks_its_first_filled_cell(tmp_path: Path) -> None:
    whole = Diagnostic.of(Code.ROWS_PASSED_OVER, Place(file="a.xlsx", sheet=SHEET, row=2), "Bỏ qua 1 dòng")
    sheet = opened(copy_of(make(tmp_path, [None, "Tổng số"]), whole))
    assert (None, COLOURS[Severity.NOTE]) == (sheet["A2"].fill.fill_type, sheet["B2"].fill.fgColor.rgb)


def test_only_the_first_sheet_is_selected_so_that_typing_changes_one_sheet(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE)))
    assert [True, False] == [bool(sheet.sheet_view.tabSelected) for sheet in workbook.worksheets]
    assert 0 == workbook.index(workbook.worksheets[0])


def test_formatting_stays(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"])
    workbook = load_workbook(source)
    workbook[SHEET]["A1"].font = Font(bold=True, color="FF123456")
    workbook[SHEET].column_dimensions["A"].width = 33
    workbook[SHEET].freeze_panes = "A2"
    workbook.save(source)
    sheet = opened(copy_of(source, BAD_DATE))
    assert (True, "FF123456") == (sheet["A1"].font.b, sheet["A1"].font.color.rgb)
    assert (33, "A2") == (sheet.column_dimensions["A"].width, sheet.freeze_panes)


def test_the_same_workbook_gives_the_same_bytes(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"])
    assert copy_of(source, BAD_DATE) == copy_of(source, BAD_DATE)


def test_annotating_a_copy_again_gives_the_same_marks_and_no_more(tmp_path: Path) -> None:
    once = copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE)
    (tmp_path / "b.xlsx").write_bytes(once)
    twice = copy_of(tmp_path / "b.xlsx", BAD_DATE)
    assert opened(once)["B2"].comment == opened(twice)["B2"].comment
    assert listed(once) == listed(twice)
    assert [OVERVIEW_SHEET, SHEET] == load_workbook(io.BytesIO(twice)).sheetnames


def test_a_mended_cell_gets_back_its_colour_and_its_note(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"], ["HS-2"])
    workbook = load_workbook(source)
    workbook[SHEET]["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    workbook[SHEET]["B2"].comment = Comment("Hỏi lại", "Văn thư")
    workbook.save(source)
    once = copy_of(source, BAD_DATE, NO_LEVEL)
    assert RED == opened(once)["B2"].fill.fgColor.rgb
    kept = opened(once)["B2"].comment
    assert kept is not None
    assert kept.text.endswith("Gõ lại ngày.\n\nGHI CHÚ CÓ SẴN\nHỏi lại")
    (tmp_path / "b.xlsx").write_bytes(once)
    mended = opened(copy_of(tmp_path / "b.xlsx"))
    assert "FF00FF00" == mended["B2"].fill.fgColor.rgb
    assert ("Hỏi lại", "Văn thư") == (
        getattr(mended["B2"].comment, "text", ""),
        getattr(mended["B2"].comment, "author", ""),
    )
    assert (None, None) == (mended["C3"].fill.fill_type, mended["C3"].comment)


def test_a_copy_saved_by_libreoffice_loses_its_marks_too(tmp_path: Path) -> None:
    workbook = load_workbook(io.BytesIO(copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE)))
    workbook[SHEET]["B2"].fill = PatternFill("solid", fgColor=RED, bgColor="FFFFFFCC")
    workbook.save(tmp_path / "b.xlsx")
    content = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "b.xlsx") as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Microsoft Excel", b"LibreOffice/7.4"))
    (tmp_path / "b.xlsx").write_bytes(content.getvalue())
    assert opened(copy_of(tmp_path / "b.xlsx"))["B2"].fill.fill_type is None


def test_a_patterned_cell_keeps_its_pattern(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"])
    workbook = load_workbook(source)
    workbook[SHEET]["B2"].fill = PatternFill("lightGrid", fgColor="FF00FF00")
    workbook.save(source)
    sheet = opened(copy_of(source, BAD_DATE))
    assert "lightGrid" == sheet["B2"].fill.fill_type
    assert sheet["B2"].comment is not None


def test_a_mark_on_a_merged_area_goes_to_its_first_cell(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"], ["HS-2"])
    workbook = load_workbook(source)
    workbook[SHEET].merge_cells("C2:C3")
    workbook.save(source)
    assert YELLOW == opened(copy_of(source, NO_LEVEL))["C2"].fill.fgColor.rgb


def test_formulas_keep_the_values_they_had(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "=1+1"])
    content = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(
                name,
                old.read(name)
                .replace(b"<f>1+1</f><v></v>", b"<f>1+1</f><v>2</v>")
                .replace(b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>"),
            )
    source.write_bytes(content.getvalue())
    copy = copy_of(source, NO_LEVEL)
    assert "=1+1" == opened(copy)["B2"].value
    assert 2 == load_workbook(io.BytesIO(copy), data_only=True)[SHEET]["B2"].value


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "Mã hồ sơ;Ngày;Ghi chú\nHS-1;31/02/2023;=1+1\n"),
        ("a.xls", "<table><tr><td>Mã hồ sơ<td>Ngày<td>Ghi chú</tr><tr><td>HS-1<td>31/02/2023<td>=1+1</tr></table>"),
    ],
)
def test_another_format_is_copied_cell_by_cell(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    title = read_workbook(tmp_path / name, name)[0][0].name
    bad = Diagnostic.of(Code.DATE_UNREADABLE, Place(file=name, sheet=title, row=2, column=2), "Không đọc được ngày")
    copy = annotate(tmp_path / name, [bad])
    assert copy is not None
    assert ("Bản này chép giá trị các ô, không giữ màu sắc và định dạng của tệp gốc.",) == copy.notes
    sheet = opened(copy.content, title)
    assert [("Mã hồ sơ", "Ngày", "Ghi chú"), ("HS-1", "31/02/2023", "=1+1")] == list(sheet.iter_rows(values_only=True))
    assert ("s", RED) == (sheet["C2"].data_type, sheet["B2"].fill.fgColor.rgb)


def test_what_the_copy_loses_is_told(tmp_path: Path) -> None:
    source = make(tmp_path, ["HS-1", "x"])
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("xl/media/image1.png", b"\x89PNG")
        archive.writestr("xl/drawings/drawing9.xml", b"<xdr:wsDr><xdr:sp macro=''/></xdr:wsDr>")
    copy = annotate(source, [BAD_DATE])
    assert copy is not None
    assert ("Bản này không giữ được: hình ảnh, hình vẽ và hộp chữ (sổ gốc vẫn còn).",) == copy.notes


def test_many_bad_cells_are_all_coloured_but_not_all_noted(tmp_path: Path) -> None:
    count = MOST_NOTES + 5
    source = make(tmp_path, *(["HS", "x"] for _ in range(count)))
    bad = [
        Diagnostic.of(Code.DATE_UNREADABLE, Place(file="a.xlsx", sheet=SHEET, row=2 + row, column=2), "Sai")
        for row in range(count)
    ]
    copy = annotate(source, bad)
    assert copy is not None
    assert ("Trang “Hồ sơ”: 2.000 ô đầu tiên có lời giải thích, các ô sau chỉ được tô màu.",) == copy.notes
    sheet = opened(copy.content)
    assert MOST_NOTES == sum(cell.comment is not None for cell in sheet["B"])
    assert count == sum(cell.fill.fgColor.rgb == RED for cell in sheet["B"])
    assert count == len(listed(copy.content))


def test_what_a_workbook_says_is_never_a_formula_in_the_list(tmp_path: Path) -> None:
    bad = Diagnostic.of(
        Code.DATE_UNREADABLE, Place(file="a.xlsx", sheet=SHEET, row=2, column=2), "=cmd|' /C calc'!A0\x07"
    )
    overview = opened(copy_of(make(tmp_path, ["HS-1", "x"]), bad), OVERVIEW_SHEET)
    (cell,) = (cell for row in overview.iter_rows() for cell in row if str(cell.value).startswith("=cmd"))
    assert "s" == cell.data_type


def test_a_file_that_cannot_be_read_has_no_copy(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    assert annotate(tmp_path / "a.xlsx", [BAD_DATE]) is None


def test_a_copy_is_untouched_until_another_program_saves_it(tmp_path: Path) -> None:
    copy = copy_of(make(tmp_path, ["HS-1", "x"]), BAD_DATE)
    (tmp_path / "b.xlsx").write_bytes(copy)
    load_workbook(tmp_path / "b.xlsx").save(tmp_path / "b.xlsx")
    assert (True, False) == (is_untouched(copy), is_untouched((tmp_path / "b.xlsx").read_bytes()))
