"""What an .xlsx shows besides its values: percent, notes within a text, merged, hidden and struck-out cells, its first day."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # ships no types
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook.broken.facts import as_percent, is_percent_format
from cchc_report.workbook.read import read_sheets
from cchc_report.workbook.sheet import Cell, Sheet


def made(fill: Callable[[Worksheet], None], epoch: date | None = None) -> bytes:
    """Make a workbook of one sheet."""
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = CALENDAR_MAC_1904
    fill(book.worksheets[0])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> Sheet:
    """Read the one sheet of a good workbook."""
    (sheet,), problems = read_sheets(content, "a.xlsx")
    assert () == problems
    return sheet


def odd(content: bytes) -> bytes:
    """Write the sheets as no Excel does: two spaces before each cell's address."""
    return changed(content, lambda text: text.replace(b'<c r="', b'<c  r="'))


def changed(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Change the sheets of a workbook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text) if "worksheets" in name else text)
    return buffer.getvalue()


WAYS = pytest.mark.parametrize("written", [bytes, odd], ids=["as Excel", "otherwise"])


@WAYS
@pytest.mark.parametrize("form", ["0%", "0.00%", '0.0%;"-"', "#,##0 %"])
def test_a_number_in_percent_is_read_as_it_is_shown(written: Callable[[bytes], bytes], form: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["Mã", 1, 0.955, 0.07, "chữ", 5, None])
        for cell in sheet[1]:
            cell.number_format = "General" if cell.column == 6 else form

    assert [["Mã", "100%", "95,5%", "7%", "chữ", 5.0]] == list(read(written(made(fill))).iterate())


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "100%"), (0.0005, "0,05%"), (0.33333, "33,3330%"), (1e-7, "0,00001%"), (12, "1.200%")]
)
def test_a_percentage_is_written_so_that_it_has_one_sense(number: float, shown: str) -> None:
    assert shown == as_percent(number)


@pytest.mark.parametrize(("code", "answer"), [("0%", True), ('0"%"', False), ("0\\%", False), ("[>1]0%", True), ("0", False)])  # fmt: skip
def test_a_percent_sign_that_is_only_text_makes_no_percentage(code: str, *, answer: bool) -> None:
    assert answer is is_percent_format(code)


@WAYS
def test_superscripts_and_struck_out_digits_join_no_number(written: Callable[[bytes], bytes]) -> None:
    raised, struck = InlineFont(vertAlign="superscript"), InlineFont(strike=True)

    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("118", TextBlock(raised, "1"))
        sheet["B1"] = CellRichText(TextBlock(struck, "117"), "118")
        sheet["C1"] = CellRichText("100 m", TextBlock(raised, "2"))
        sheet["D1"] = CellRichText(TextBlock(InlineFont(b=True), "11"), "8")

    assert [["118¹", "118", "100 m²", "118"]] == list(read(written(made(fill))).iterate())


def test_superscripts_in_the_table_of_texts_are_known() -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["trước", "118"])
    sheet.write_rich_string(1, 0, "11", book.add_format({"bold": True}), "8", book.add_format({"font_script": 1}), "1")
    sheet.write(2, 0, "sau")
    book.close()

    assert [["trước", "118"], ["118¹", ""], ["sau", ""]] == list(read(buffer.getvalue()).iterate())


@WAYS
def test_rows_are_struck_out_where_all_their_cells_are(written: Callable[[bytes], bytes]) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["a", 1], ["b", 2], ["c", 3]):
            sheet.append(row)
        for address in ("A2", "B2", "A3"):
            sheet[address].font = Font(strike=True)

    assert (2,) == read(written(made(fill))).struck_rows


@WAYS
def test_hidden_rows_and_columns_are_known(written: Callable[[bytes], bytes]) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["a", 1, 2], ["b", 2, 3]):
            sheet.append(row)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True

    sheet = read(written(made(fill)))
    assert ((2,), (2,)) == (sheet.hidden_rows, sheet.hidden_columns)


def test_values_left_under_a_merge_are_dropped() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["a", 1, 2], ["b", 2, 3], ["c", 4, 5]):
            sheet.append(row)
        sheet.merged_cells.add("A1:B2")

    sheet = read(made(fill))
    expected: list[list[Cell]] = [["a", "", 2], ["", "", 3], ["c", 4, 5]]
    assert (expected, ((1, 1, 2, 2),)) == (list(sheet.iterate()), sheet.merged)
    assert expected == list(sheet.iterate())


def formulas(value: object) -> bytes:
    """Make a workbook as XlsxWriter does: a formula stored with a value that it did not calculate."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    sheet.write(0, 0, "a")
    sheet.write_formula(0, 1, "=1+1", value=value)
    sheet.write_number(0, 2, 0)
    book.close()
    return buffer.getvalue()


@WAYS
def test_a_zero_that_waits_for_its_formula_is_no_result(written: Callable[[bytes], bytes]) -> None:
    assert {(1, 2): "="} == read(written(formulas(0))).broken
    assert {} == read(written(formulas(2))).broken


@WAYS
def test_an_empty_result_is_empty_and_not_uncalculated(written: Callable[[bytes], bytes]) -> None:
    content = made(lambda sheet: sheet.append(["a", '=IF(A1="","",1)', 0]))
    book = changed(content, lambda text: text.replace(b'<c r="B1">', b'<c r="B1" t="str">'))
    assert book != content
    sheet = read(written(book))
    assert ({}, [["a", "", 0]]) == (sheet.broken, list(sheet.iterate()))


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([date(2023, 3, 5), 43528])

    sheet = read(made(fill, date(1904, 1, 1)))
    assert (1462, [[date(2023, 3, 5), 43528]]) == (sheet.days_late, list(sheet.iterate()))
    assert 0 == read(made(fill)).days_late


def test_a_part_with_a_wrong_checksum_is_told_by_its_name() -> None:
    content = bytearray(made(lambda sheet: sheet.append(["a", 1])))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.getinfo("xl/styles.xml").header_offset
    at = content.index(b"PK\x01\x02")
    while content[at + 42 : at + 46] != start.to_bytes(4, "little"):
        at = content.index(b"PK\x01\x02", at + 1)
    content[at + 16] ^= 1

    _, (problem,) = read_sheets(bytes(content), "a.xlsx")
    assert ("CC002", "xl/styles.xml") == (problem.code.identifier, problem.place.label)
