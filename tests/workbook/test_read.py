"""Any spreadsheet file becomes sheets of addressed cells, by its content; whatever is no spreadsheet is told, not raised."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.errors import MachineError
from cchc_report.ground.text import clean
from cchc_report.workbook import read_workbook
from cchc_report.workbook.sheet import Sheet, SheetRow

FILES = Path(__file__).parent / "files"
HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><!--[if gte mso 9]><xml></xml><![endif]--></head><body>
<table><tr><td colspan="3">DANH SÁCH HỒ SƠ</td></tr><tr><td colspan="3"></td></tr>
<tr><th>Mã hồ sơ</th><th>Ngày nhận</th><th>Ghi<br>chú</th></tr>
<tr><td>H1</td><td>05/03/2023 08:00:00</td><td rowspan="2">&nbsp;chung &amp; riêng</td></tr><tr><td>H2</td><td>06/03/2023</td></tr></table></body></html>"""


def xlsx(*rows: Sequence[object], title: str = "Hồ sơ") -> bytes:
    """Make a workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(tmp_path: Path, content: bytes, name: str = "a.xlsx") -> tuple[tuple[Sheet, ...], tuple[Diagnostic, ...]]:
    """Write a file and read it."""
    (tmp_path / name).write_bytes(content)
    return read_workbook(tmp_path / name, name)


def codes(problems: tuple[Diagnostic, ...]) -> list[str]:
    """Return the codes of diagnostics."""
    return [problem.code.identifier for problem in problems]


def rows_of(sheet: Sheet) -> list[SheetRow]:
    """Return the rows of a sheet that hold anything."""
    return [row for row in sheet.iterate() if any(cell != "" for cell in row)]


EXPECTED: list[SheetRow] = [
    ["Mã hồ sơ", "Ngày tiếp nhận", "Số"],
    ["H1", date(2023, 3, 5), 1603],
    ["H2", datetime(2023, 3, 6, 14, 30), 99.06],
]


@pytest.mark.parametrize("name", ["so.xls", "so.ods"])
def test_older_and_open_formats_are_read(name: str) -> None:
    (sheet,), problems = read_workbook(FILES / name, name)
    assert () == problems
    assert ("Hồ sơ", EXPECTED) == (sheet.name, rows_of(sheet))


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "không đuôi"])
def test_a_workbook_is_known_by_its_content_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    (sheet,), problems = read(tmp_path, xlsx(*EXPECTED), name)
    assert ((), "Hồ sơ", EXPECTED) == (problems, sheet.name, rows_of(sheet))


def test_cells_keep_their_addresses_when_the_sheet_begins_elsewhere(tmp_path: Path) -> None:
    (sheet,), _ = read(tmp_path, xlsx([], [None, None, "x"]))
    assert (1, 3, [[""], ["x"]]) == (sheet.top, sheet.left, list(sheet.iterate()))


def test_a_sheet_can_be_gone_through_twice(tmp_path: Path) -> None:
    (sheet,), _ = read(tmp_path, xlsx(*EXPECTED))
    assert list(sheet.iterate()) == list(sheet.iterate())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_tables_are_read_in_every_encoding_and_separation(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f'Mã hồ sơ{mark}Tên thủ tục\r\nH1{mark}"Khai sinh{mark} đăng ký lại"\r\nH2{mark}"hai\ndòng"\r\n'
    (sheet,), problems = read(tmp_path, text.encode(encoding), "sổ.csv")
    assert () == problems
    assert "sổ" == sheet.name
    assert [["Mã hồ sơ", "Tên thủ tục"], ["H1", f"Khai sinh{mark} đăng ký lại"], ["H2", "hai\ndòng"]] == rows_of(sheet)


def test_a_text_table_of_the_vietnamese_code_page_is_read(tmp_path: Path) -> None:
    (sheet,), _ = read(tmp_path, "Ngày;Sô\u0301\r\nTra\u0309;2\r\n".encode("cp1258"), "a.csv")
    assert [["Ngày", "Số"], ["Trả", "2"]] == [[clean(str(cell)) for cell in row] for row in rows_of(sheet)]


def test_the_html_table_that_web_systems_save_as_xls_is_read(tmp_path: Path) -> None:
    (sheet,), problems = read(tmp_path, HTML.encode(), "Danh sách hồ sơ.xls")
    assert () == problems
    assert [
        ["DANH SÁCH HỒ SƠ"],
        ["Mã hồ sơ", "Ngày nhận", "Ghi\nchú"],
        ["H1", "05/03/2023 08:00:00", "chung & riêng"],
        ["H2", "06/03/2023"],
    ] == rows_of(sheet)
    assert (1, 1, 1, 3) in sheet.merged


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"%PDF-1.7 ...",
        b"\x89PNG\r\n\x1a\n....",
        bytes(range(256)) * 8,
        b"\x1f\x8b\x08abc",
        bytes(100_000),
        b"<html><body>Xin ch\xc3\xa0o</body></html>",
    ],
    ids=["empty", "blank", "pdf", "png", "bytes", "gzip", "zeros", "page"],
)
def test_what_is_no_spreadsheet_is_told(tmp_path: Path, content: bytes) -> None:
    sheets, problems = read(tmp_path, content)
    assert ((), ["CC004"]) == (sheets, codes(problems))


def test_a_file_without_one_byte_is_called_empty(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, b"")
    assert ("CC004", "Tệp rỗng (0 byte)") == (problem.code.identifier, problem.message)
    assert "Tệp không phải là bảng tính" == read(tmp_path, b" \n")[1][0].message


def test_a_word_document_is_no_spreadsheet(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert ["CC004"] == codes(read(tmp_path, buffer.getvalue())[1])


def test_an_encrypted_workbook_is_told_with_the_way_to_unlock_it(tmp_path: Path) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    sheets, problems = read(tmp_path, content)
    assert ((), ["CC003"]) == (sheets, codes(problems))
    assert "xóa mật khẩu" in problems[0].hint


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_truncated_workbook_is_told(tmp_path: Path, keep: float) -> None:
    content = xlsx(*EXPECTED)
    sheets, problems = read(tmp_path, content[: int(len(content) * keep)])
    assert ((), ["CC002"]) == (sheets, codes(problems))


def with_part(content: bytes, part: str, replacement: tuple[bytes, bytes]) -> bytes:
    """Return a workbook with something replaced in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(*replacement) if name == part else data)
    return buffer.getvalue()


def test_a_lone_cell_at_the_far_end_is_told_before_it_exhausts_the_machine(tmp_path: Path) -> None:
    content = with_part(xlsx(["a", "b"]), "xl/worksheets/sheet1.xml", (b'r="B1"', b'r="XFD1048576"'))
    sheets, problems = read(tmp_path, content)
    assert ((), ["CC005"]) == (sheets, codes(problems))
    assert "Hồ sơ" == problems[0].place.sheet


def test_a_part_that_unpacks_beyond_all_measure_is_told(tmp_path: Path) -> None:
    content = with_part(
        xlsx(["a"]), "xl/worksheets/sheet1.xml", (b"</sheetData>", b"</sheetData>" + b" " * 1_300_000_000)
    )
    assert len(content) < 5_000_000
    assert ["CC005"] == codes(read(tmp_path, content)[1])


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet'
    content = with_part(xlsx(["a"]), "xl/worksheets/sheet1.xml", (b"<worksheet", bomb))
    sheets, _ = read(tmp_path, content)
    assert all("aaaaaaaaaa" not in str(row) for sheet in sheets for row in sheet.iterate())


def test_error_cells_and_formulas_never_calculated_are_marked(tmp_path: Path) -> None:
    content = with_part(
        xlsx(["Mã", "Số"], ["H1", "=1+1"], ["H2", 5]),
        "xl/worksheets/sheet1.xml",
        (b'<c r="B3" t="n"><v>5</v>', b'<c r="B3" t="e"><v>#N/A</v>'),
    )
    (sheet,), _ = read(tmp_path, content)
    assert {(2, 2): "=", (3, 2): "#N/A"} == sheet.broken


def with_cell(cell: str, writer: Callable[[str], str] = str) -> bytes:
    """Make a workbook whose third row has a cell of its own making, its XML as another program may write it."""
    content = xlsx(["Mã hồ sơ", "Ngày trả"], ["H1", "05/03/2023"])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                end = "</sheetData>"
                text = writer(text.decode().replace(end, f'<row r="3" hidden="1">{cell}</row>{end}')).encode()
            target.writestr(name, text)
    return buffer.getvalue()


def prefixed(text: str) -> str:
    """Write a part with a prefix before each element, as the Open XML SDK does."""
    return re.sub(r"<(/?)(?![?!])(\w)", r"<\1x:\2", text).replace("xmlns=", "xmlns:x=")


WAYS_TO_WRITE_A_CELL = (
    pytest.param('<c r="B3" t="e"><v>#REF!</v></c>', str, id="as Excel"),
    pytest.param('<c r="A3" s="0"/><c r="B3" t="e"><v>#REF!</v></c>', str, id="after an empty cell"),
    pytest.param('<c s="0" r="B3" t="e"><v>#REF!</v></c>', str, id="style first"),
    pytest.param("<c r='B3' t='e'><v>#REF!</v></c>", str, id="single quotes"),
    pytest.param("<c r=\"B3\" t='e'><v>#REF!</v></c>", str, id="mixed quotes"),
    pytest.param('<c\nr="B3" t="e"><v>#REF!</v></c>', str, id="line break"),
    pytest.param('<c/><c t="e"><v>#REF!</v></c>', str, id="no addresses"),
    pytest.param('<c r="B3" t="e"><v>#REF!</v></c>', prefixed, id="prefix"),
)


@pytest.mark.parametrize(("cell", "writer"), WAYS_TO_WRITE_A_CELL)
def test_a_cell_in_error_is_marked_however_its_xml_is_written(
    tmp_path: Path, cell: str, writer: Callable[[str], str]
) -> None:
    (sheet,), _ = read(tmp_path, with_cell(cell, writer))

    assert {(3, 2): "#REF!"} == sheet.broken
    assert (3,) == sheet.hidden_rows


@pytest.mark.parametrize("cell", ['<c s="0" r="B3"><f>TODAY()</f></c>', "<c r='B3'><f>TODAY()</f><v/></c>"])
def test_a_formula_without_a_value_is_marked_however_its_xml_is_written(tmp_path: Path, cell: str) -> None:
    (sheet,), _ = read(tmp_path, with_cell(cell))

    assert {(3, 2): "="} == sheet.broken


@pytest.mark.parametrize(
    ("cell", "writer"),
    [
        ('<c s="0" r="XFD1048576"><v>1</v></c>', str),
        ("<c r='XFD1048576'><v>1</v></c>", str),
        ('<c r="xfd1048576"><v>1</v></c>', str),
        ('<c r="A99999999"><v>1</v></c>', str),
        ('<c r="XFD1048576"><v>1</v></c>', prefixed),
    ],
)
def test_a_far_cell_is_told_however_its_xml_is_written(tmp_path: Path, cell: str, writer: Callable[[str], str]) -> None:
    assert ["CC005"] == codes(read(tmp_path, with_cell(cell, writer))[1])


def test_a_hidden_sheet_is_read_and_known_to_be_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("ẩn").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheets, _ = read_workbook(tmp_path / "a.xlsx", "a.xlsx")
    assert [("Sheet", False), ("ẩn", True)] == [(sheet.name, sheet.hidden) for sheet in sheets]


def test_a_missing_file_is_told_and_a_folder_stops_the_run(tmp_path: Path) -> None:
    assert ["CC001"] == codes(read_workbook(tmp_path / "none.xlsx", "none.xlsx")[1])
    with pytest.raises(MachineError, match="Không mở được tệp"):
        read_workbook(tmp_path, "a folder")


SEEDS = [
    xlsx(*EXPECTED),
    (FILES / "so.xls").read_bytes(),
    (FILES / "so.ods").read_bytes(),
    HTML.encode(),
    "Mã;Số\nH1;2\n".encode("utf-16"),
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, 100),
)
def test_a_damaged_file_is_read_or_told(tmp_path: Path, seed: bytes, flips: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(seed)
    for position, value in flips:
        content[position % len(content)] = value
    sheets, problems = read(tmp_path, bytes(content[: len(content) - cut]))
    assert {"CC002", "CC003", "CC004", "CC005", "CC051"}.issuperset(codes(problems))
    assert all(isinstance(row, list) for sheet in sheets for row in sheet.iterate())
