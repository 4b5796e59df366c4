"""An .ods is read as LibreOffice shows it, whoever wrote it, or told as torn or too large."""

import io
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from cchc_report.workbook.read import read_sheets
from cchc_report.workbook.sheet import Sheet, SheetRow

FILES = Path(__file__).parent / "files"


def ods(rows: str, before: str = "", styles: str = "") -> bytes:
    """Make a LibreOffice workbook of one sheet."""
    spaces = " ".join(
        f'xmlns:{prefix}="urn:x:{prefix}"' for prefix in ("office", "table", "text", "calcext", "draw", "dc", "style")
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{before}<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>'
            f'<table:table table:name="Sổ">{rows}</table:table></office:spreadsheet></office:body></office:document-content>',
        )
    return buffer.getvalue()


def error(attribute: str = "") -> str:
    """Make a cell in error as LibreOffice writes it."""
    kind = 'office:value-type="string" office:string-value="" calcext:value-type="error"'
    return f"<table:table-cell {attribute} {kind}><text:p>#N/A</text:p></table:table-cell>"


def row(*cells: str, attribute: str = "") -> str:
    """Make a row of cells."""
    return f"<table:table-row {attribute}>{''.join(cells)}</table:table-row>"


def read(content: bytes) -> Sheet:
    """Read the one sheet of a good .ods."""
    (sheet,), problems = read_sheets(content, "a.ods")
    assert () == problems
    return sheet


def broken(content: bytes) -> dict[tuple[int, int], str]:
    """Return the cells in error of the one sheet."""
    return read(content).broken


ROWS = "table:number-rows-repeated"
COLUMNS = "table:number-columns-repeated"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            row("<table:table-cell/>", attribute=f'{ROWS}="3"') + row(f'<table:table-cell {COLUMNS}="2"/>', error()),
            {(4, 3): "#N/A"},
        ),
        (
            row(
                '<table:table-cell table:number-columns-spanned="3"/>',
                f'<table:covered-table-cell {COLUMNS}="2"/>',
                error(),
            ),
            {(1, 4): "#N/A"},
        ),
        (
            row(error(f'{COLUMNS}="2"'), attribute=f'{ROWS}="2"') + row(error()),
            dict.fromkeys([(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)], "#N/A"),
        ),
        (
            row(
                '<table:table-cell table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>',
                '<table:table-cell table:formula="of:=x"><text:p>Err:508</text:p></table:table-cell>',
            ),
            {(1, 1): "#DIV/0!", (1, 2): "Err:508"},
        ),
        (
            row(
                '<table:table-cell calcext:value-type="error"><office:annotation><text:p>ghi chú</text:p>'
                "</office:annotation><text:p>#REF!</text:p></table:table-cell>"
            ),
            {(1, 1): "#REF!"},
        ),
        (
            row(
                "<table:table-cell><text:p>#N/A</text:p></table:table-cell>",
                '<table:table-cell table:formula="of:=A1"><text:p>#N/A và chữ</text:p></table:table-cell>',
            ),
            {},
        ),
        (
            row(
                f'<table:table-cell><draw:frame><table:table table:name="trong">{row(error())}</table:table></draw:frame></table:table-cell>',
                error(),
            ),
            {(1, 2): "#N/A"},
        ),
    ],
    ids=["empty before", "merged before", "repeated", "no type", "note", "text", "table within"],
)
def test_the_cells_of_an_ods_are_counted_as_they_stand(rows: str, expected: dict[tuple[int, int], str]) -> None:
    assert expected == broken(ods(rows))


def cell(kind: str, value: str, text: str = "", attribute: str = "") -> str:
    """Make a cell of a type with its value."""
    name = {"float": "value", "percentage": "value", "currency": "value"}.get(kind, f"{kind}-value")
    return f'<table:table-cell {attribute} office:value-type="{kind}" office:{name}="{value}"><text:p>{text}</text:p></table:table-cell>'


def text(shown: str, attribute: str = "") -> str:
    """Make a cell that has its text but no type, as scripts write it."""
    return f"<table:table-cell {attribute}><text:p>{shown}</text:p></table:table-cell>"


def rows_of(content: bytes) -> list[SheetRow]:
    """Return the rows of the one sheet."""
    return list(read(content).iterate())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (text("H1"), "H1"),
        (text("a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d"), "a  b c\nd"),
        ("<table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell>", "a\nb"),
        (
            '<table:table-cell office:value-type="string"><text:p>a <text:a>b</text:a></text:p></table:table-cell>',
            "a b",
        ),
        (cell("float", "1603", "1.603"), 1603.0),
        (cell("percentage", "0.955", "96%"), "95,5%"),
        (cell("currency", "5", "5 đ"), 5.0),
        (cell("date", "2023-03-05", "5/3"), date(2023, 3, 5)),
        (cell("date", "2023-03-05T14:30:00", "5/3"), datetime(2023, 3, 5, 14, 30)),
        (cell("time", "PT08H15M00S"), time(8, 15)),
        (cell("time", "PT1079760H00M00S"), timedelta(days=44990)),
        (cell("boolean", "true", "ĐÚNG"), True),
        (cell("string", "thật", "hiện"), "thật"),
        (cell("date", "hôm qua", "hôm qua"), "hôm qua"),
        (cell("float", "nhiều", "nhiều"), "nhiều"),
    ],
)
def test_a_cell_holds_its_value_or_the_text_it_shows(written: str, value: object) -> None:
    assert [[value]] == rows_of(ods(row(written)))


def test_a_pretty_printed_file_is_read_like_any_other() -> None:
    pretty = """
      <table:table-row>
        <table:table-cell office:value-type="string">
          <text:p>
            Hộ
            tịch
          </text:p>
        </table:table-cell>
        <table:table-cell office:value-type="float" office:value="3">
          <text:p>3</text:p>
        </table:table-cell>
      </table:table-row>"""
    assert [["Hộ tịch", 3.0]] == rows_of(ods(pretty))


def test_values_under_a_merge_are_dropped_and_a_note_is_no_text() -> None:
    note = "<office:annotation><text:p>nhớ hỏi lại</text:p></office:annotation>"
    first = row(
        text("gộp", 'table:number-columns-spanned="2" table:number-rows-spanned="2"'),
        "<table:covered-table-cell><text:p>che</text:p></table:covered-table-cell>",
        f"<table:table-cell>{note}<text:p>c</text:p></table:table-cell>",
    )
    sheet = read(ods(first + row(f'<table:covered-table-cell {COLUMNS}="2"/>', text("d"))))
    assert ([["gộp", "", "c"], ["", "", "d"]], ((1, 1, 2, 2),)) == (list(sheet.iterate()), sheet.merged)


def test_repeated_cells_and_rows_are_all_there() -> None:
    found = rows_of(ods(row(text("a", f'{COLUMNS}="2"'), attribute=f'{ROWS}="2"') + row("<table:table-cell/>", attribute=f'{ROWS}="1048000"') ))  # fmt: skip
    assert [["a", "a"]] * 2 == found


STYLES = (
    '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="ce1"><style:text-properties style:text-line-through-type="single"/></style:style>'
)


def test_raised_and_struck_out_letters_join_no_number() -> None:
    raised = text('118<text:span text:style-name="T1">1</text:span>')
    struck = text('<text:span text:style-name="T2">117</text:span>118')
    assert [["118¹", "118"]] == rows_of(ods(row(raised, struck), styles=STYLES))


def test_hidden_and_struck_rows_and_columns_are_known() -> None:
    columns = f'<table:table-column/><table:table-column table:visibility="collapse" {COLUMNS}="2"/>'
    rows = (
        row(text("a"))
        + row(text("b"), attribute='table:visibility="filter"')
        + row(text("c", 'table:style-name="ce1"'))
        + f'<table:table-row-group table:display="false">{row(text("d"))}</table:table-row-group>'
        + row("<table:table-cell/>", attribute=f'table:visibility="collapse" {ROWS}="1000"')
    )
    sheet = read(ods(columns + rows, styles=STYLES))
    assert ((2, 4), (2, 3), (3,)) == (sheet.hidden_rows, sheet.hidden_columns, sheet.struck_rows)


def test_a_formula_that_gives_an_empty_text_is_calculated_and_one_without_anything_is_not() -> None:
    empty = '<table:table-cell table:formula="of:=x"><text:p/></table:table-cell>'
    nothing = '<table:table-cell table:formula="of:=x"/>'
    assert {(1, 2): "="} == broken(ods(row(empty, nothing)))


def test_more_cells_than_there_can_be_are_told() -> None:
    every = row(text("x", f'{COLUMNS}="16384"'), attribute=f'{ROWS}="{"9" * 5000}"')
    sheets, (problem,) = read_sheets(ods(every * 2), "a.ods")
    assert ((), "CC005") == (sheets, problem.code.identifier)


def test_entities_are_not_expanded_without_end() -> None:
    levels = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 12))
    before = f'<!DOCTYPE x [<!ENTITY a0 "value-type=">{levels}]>'
    sheets, (problem,) = read_sheets(ods(row(text("&a11;")), before), "a.ods")
    assert ((), "CC002") == (sheets, problem.code.identifier)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_torn_content_is_told_with_its_line(share: float) -> None:
    content = ods(row(text("a")) * 20)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml[: int(len(xml) * share)])
    sheets, (problem,) = read_sheets(buffer.getvalue(), "a.ods")
    assert ((), "CC002", "content.xml") == (sheets, problem.code.identifier, problem.place.label)


def test_a_wrong_checksum_is_told() -> None:
    content = bytearray(ods(row(text("Hộ tịch")) * 3))
    content[content.index(b"table:table-row")] ^= 1
    sheets, (problem,) = read_sheets(bytes(content), "a.ods")
    assert ((), "CC002") == (sheets, problem.code.identifier)
