"""Text tables and web pages: every row is there, or the line where the file is torn is told."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_report.workbook.read import read_sheets
from cchc_report.workbook.sheet import Sheet, SheetRow

CELLS = "H{0}|Khai sinh|Hộ tịch|05/01/2023|08/01/2023|Trực tiếp"
ROWS = [CELLS.format(number) for number in range(1, 13)]


def csv_of(rows: list[str], mark: str = ",") -> bytes:
    """Make a text table."""
    return "\r\n".join([row.replace("|", mark) for row in rows]).encode()


def page(rows: list[str], after: str = "</table></body></html>", before: str = "") -> bytes:
    """Make a web page of one table, a line a row."""
    lines = ["<tr><td>" + row.replace("|", "</td><td>") + "</td></tr>" for row in rows]
    return f"<html><meta charset=utf-8><body>{before}<table>\n{chr(10).join(lines)}\n{after}".encode()


def read(content: bytes) -> Sheet:
    """Read the one sheet of a good file."""
    (sheet,), problems = read_sheets(content, "a.xls")
    assert () == problems
    return sheet


def cells(text: str) -> SheetRow:
    """Read a table of one row of one web page."""
    (row,) = read(f"<table><tr>{text}</tr></table>".encode()).iterate()
    return row


def told(content: bytes) -> tuple[str, str | None, str]:
    """Return code, place and words of the one problem of a file of which nothing is read."""
    sheets, (problem,) = read_sheets(content, "a.csv")
    assert () == sheets
    return problem.code.identifier, problem.place.label, problem.message


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("closes", [None, 9, 11])
def test_a_quote_that_swallows_rows_is_told_at_its_line(mark: str, closes: int | None) -> None:
    rows = [*ROWS]
    rows[4] += '|"hẹn lại'
    if closes:
        rows[closes] += '"'
    code, line, message = told(csv_of(rows, mark))
    assert ("CC002", "dòng 5") == (code, line)
    assert "ngoặc kép" in message


def test_quotes_that_are_kept_rightly_are_read() -> None:
    rows = [*ROWS]
    rows[4] = 'H5|"Khai ""sinh"", đăng ký lại"|"Hộ\ntịch"|05/01/2023|08/01/2023|Trực tiếp'
    found = list(read(csv_of(rows)).iterate())
    assert (12, ["H5", 'Khai "sinh", đăng ký lại', "Hộ\ntịch"]) == (len(found), found[4][:3])


def test_letters_read_in_the_wrong_code_page_are_named_as_that() -> None:
    spoiled = csv_of(ROWS).decode().encode().decode("cp1252", "ignore").encode()
    assert ("CC051", None) == told(spoiled)[:2]
    assert "UTF-8" in told(spoiled)[2]
    lost = csv_of(ROWS).decode().encode("ascii", "replace")
    assert "dấu hỏi" in told(lost)[2]


@pytest.mark.parametrize("text", ["MÃ HỒ SƠ|XÃ HOẰNG|MÃ|Ã “", "Ai hỏi? Tôi|Có?|Không?|Sao?|Gì? Ừ|Thế à?"])
def test_capitals_and_questions_are_no_spoiled_letters(text: str) -> None:
    assert 13 == len(list(read(csv_of([text, *ROWS])).iterate()))


STRAY = {
    "<!-- x": "<!--",
    "<script>": "thẻ lạ",
    "<textarea>": "thẻ lạ",
    "<title>": "thẻ lạ",
    "<style>": "thẻ lạ",
    "</table>": "</table> thừa",
    '<a href="': "ngoặc kép",
    "<a title='": "ngoặc kép",
}


@pytest.mark.parametrize(("stray", "words"), STRAY.items())
@pytest.mark.parametrize("after", ["</table></body></html>", '</table><!-- hết --><p class="x">.</p></body></html>'])
def test_stray_markup_is_told_at_its_line(stray: str, words: str, after: str) -> None:
    rows = [*ROWS]
    rows[4] += f"|{stray}"
    code, line, message = told(page(rows, after))
    assert "CC002" == code
    assert words in message
    assert line == ("dòng 6" if stray != "</table>" else line)


@pytest.mark.parametrize("stray", ["<table>", "<div>" * 300, "<b><i><font>" * 100])
def test_nesting_never_loses_a_row(stray: str) -> None:
    rows = [*ROWS]
    rows[4] += f"|{stray}"
    sheets, problems = read_sheets(page(rows), "a.xls")
    assert problems or 12 == sum(len([row for row in sheet.iterate() if any(row)]) for sheet in sheets)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.8, 0.95])
def test_a_page_that_was_cut_off_is_told(keep: float) -> None:
    content = page(ROWS)
    assert "CC002" == told(content[: int(len(content) * keep)])[0]


def test_what_stands_rightly_in_a_page_tears_nothing() -> None:
    before = (
        "<!--[if gte mso 9]><xml><x:Name>a</x:Name></xml><![endif]--><style>td {color: red}</style>"
        "<script>if (1 < 2) { document.write('x'); }</script><a onclick=\"if (1<2) go()\">x</a>"
        "<!-- <table><tr><td>cũ</td></tr></table> -->"
    )
    assert 12 == len(list(read(page(ROWS, before=before)).iterate()))


def test_a_table_within_a_cell_is_no_row_of_its_own() -> None:
    rows = list(read(b"<table><tr><td>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>").iterate())
    assert [["ab", "c"]] == rows


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('<td sdval="1603" sdnum="1033;">1.603</td>', 1603.0),
        ('<td sdval="0.95" sdnum="1033;0;0%">95%</td>', "95%"),
        ('<td sdval="44990" sdnum="1033;0;DD/MM/YYYY">5/3/23</td>', date(2023, 3, 5)),
        ('<td x:num="44990.5">03/05/2023 12:00</td>', datetime(2023, 3, 5, 12)),
        ("<td x:num>12</td>", "12"),
        ("<td>118<sup>1</sup></td>", "118¹"),
        ("<td><s>117</s>118</td>", "118"),
        ("<td><strike>117</strike></td>", "117"),
        ("<td><select><option>Trực tiếp</option><option selected>Trực tuyến</option></select></td>", "Trực tuyến"),
        ("<td><input type=text value='Có'><input type=hidden value=7></td>", "Có"),
        ("<td><input type=checkbox checked></td>", "x"),
        ("<td>a<br>b</td>", "a\nb"),
    ],
)
def test_a_cell_holds_its_true_value(cell: str, value: object) -> None:
    assert [value] == cells(cell)


def test_hidden_and_struck_rows_and_columns_are_known() -> None:
    text = (
        "<table><col><col style='display:none'><tr><td>a</td><td>b</td></tr>"
        "<tr style='display: none'><td>c</td><td>d</td></tr><tr><td><s>e</s></td><td><del>f</del></td></tr>"
        "<tr height=0 style='display:none'><td></td></tr></table>"
    )
    sheet = read(text.encode())
    assert ((2,), (2,), (3,)) == (sheet.hidden_rows, sheet.hidden_columns, sheet.struck_rows)


def test_spans_cost_no_more_than_a_table_can_have() -> None:
    span = "<td colspan=1000 rowspan=1000>x</td>"
    sheet = read(f"<table>{('<tr>' + span * 50 + '</tr>') * 40}</table>".encode())
    assert ([["x"], *[[]] * 39], 40) == (list(sheet.iterate()), sheet.height)


def test_a_row_beside_a_spanning_cell_keeps_its_columns() -> None:
    text = "<table><tr><td rowspan=3 colspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d</td></tr></table>"
    sheet = read(text.encode())
    assert [["a", "", "b"], ["", "", "c"], ["", "", "d"]] == list(sheet.iterate())
    assert ((1, 1, 3, 2),) == sheet.merged


def archive(text: str) -> bytes:
    """Make a web archive of one page."""
    return (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n\n--x\nContent-Location: so.htm\n'
        f'Content-Transfer-Encoding: 8bit\nContent-Type: text/html; charset="utf-8"\n\n{text}\n--x--\n'
    ).encode()


def test_the_pages_of_a_web_archive_are_read() -> None:
    assert [["Hồ sơ", "1"]] == list(read(archive("<table><tr><td>Hồ sơ</td><td>1</td></tr></table>")).iterate())
    assert "CC002" == told(archive("<table><tr><td>Hồ sơ</td>"))[0]
    assert "CC004" == told(archive("<p>Xin chào</p>"))[0]


def test_the_xml_of_excel_2003_is_refused_with_a_way_out() -> None:
    text = '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    code, _, message = told(text.encode())
    assert ("CC002", True) == (code, "XML" in message)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([csv_of(ROWS), page(ROWS)]), st.integers(0, 10**6), st.sampled_from(["cut", "drop", "zero"]), st.integers(1, 60))  # fmt: skip
def test_a_torn_text_loses_no_row_in_silence(content: bytes, place: int, how: str, size: int) -> None:
    at = max(place % len(content), 60 if how == "cut" else 0)
    if how == "cut" and content.startswith(b"H"):
        return  # a text table that ends at a cell's end is a shorter table
    rest = {"cut": b"", "drop": content[at + size :], "zero": bytes(size) + content[at + size :]}[how]
    sheets, problems = read_sheets(content[:at] + rest, "a.xls")
    found = [row for sheet in sheets for row in sheet.iterate() if any(row)]
    lost = content[at : at + size].count(b"\n") if how != "cut" else 0
    assert problems or len(found) >= 12 - lost - 1  # what a whole row was made of may be gone
