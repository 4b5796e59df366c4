import json

from hypothesis import given
from hypothesis import strategies as st

from cchc_report.cli.show import (
    FOLD_BEYOND,
    format_annotations,
    format_diagnostics,
    format_json,
    format_summary,
)
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.json_output import DiagnosticJson, SummaryJson, diagnostics_json
from cchc_report.report.report_json import CheckingJson
from cchc_report.tables.tally import SheetTally

FILE = "2023/ho-so.xlsx"
TALLIED = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.NOTE: 0}


def bad_date(
    row: int, column: int = 4, hint: str = "Gõ ngày thật.", file: str = FILE, sheet: str = "Hồ sơ"
) -> Diagnostic:
    return Diagnostic.of(
        Code.DATE_UNREADABLE, Place(file=file, sheet=sheet, row=row, column=column), f"sai ở dòng {row}", hint
    )


def test_a_problem_is_one_line_with_its_place_code_and_message_and_the_hint_below() -> None:
    assert (
        "2023/ho-so.xlsx [Hồ sơ] D7: lỗi CC202: sai ở dòng 7\n  → Gõ ngày thật."  # the form SPEC gives
        == format_diagnostics([bad_date(7)])
    )


def test_no_problem_is_no_text() -> None:
    assert format_diagnostics([]) == ""


def test_a_place_that_is_a_file_a_row_a_column_or_named_is_told_as_such() -> None:
    places = [
        Place(file="a.xlsx"),
        Place(file="a.xlsx", sheet="S", row=7),
        Place(file="a.xlsx", sheet="S", row=None, column=28),
        Place(file="c.toml", label="data"),
        Place(file=""),
    ]
    heads = [format_diagnostics([Diagnostic.of(Code.TAG_UNKNOWN, place, "m")]) for place in places]
    assert [
        "a.xlsx: lỗi CC503: m",
        "a.xlsx [S] dòng 7: lỗi CC503: m",
        "a.xlsx [S] cột AB: lỗi CC503: m",
        "c.toml data: lỗi CC503: m",
        "lỗi CC503: m",
    ] == heads


def test_problems_are_sorted_by_file_sheet_row_and_column() -> None:
    mixed = [
        bad_date(9, 2),
        bad_date(9, 1),
        bad_date(10, 1, sheet="Đơn vị"),
        bad_date(1, 1, file="b.xlsx"),
        bad_date(2, 1, file="a.xlsx"),
    ]
    places = [(one.file, one.sheet, one.cell) for one in diagnostics_json(mixed)]
    assert [
        (FILE, "Đơn vị", "A10"),
        (FILE, "Hồ sơ", "A9"),
        (FILE, "Hồ sơ", "B9"),
        ("a.xlsx", "Hồ sơ", "A2"),
        ("b.xlsx", "Hồ sơ", "A1"),
    ] == places


def test_the_fourth_of_a_kind_and_all_after_it_are_folded_into_one_line_below_the_third() -> None:
    lines = format_diagnostics([bad_date(row) for row in range(2, 2 + 1207)] + [bad_date(3, 9)]).splitlines()
    assert [
        "2023/ho-so.xlsx [Hồ sơ] D2: lỗi CC202: sai ở dòng 2",
        "  → Gõ ngày thật.",
        "2023/ho-so.xlsx [Hồ sơ] D3: lỗi CC202: sai ở dòng 3",
        "2023/ho-so.xlsx [Hồ sơ] I3: lỗi CC202: sai ở dòng 3",
        "  → Gõ ngày thật.",
        "2023/ho-so.xlsx [Hồ sơ] D4: lỗi CC202: sai ở dòng 4",
        "  … và 1.204 ô khác cùng lỗi CC202 (D5, D6, D7, …)",
    ] == lines


def test_three_of_a_kind_are_not_folded() -> None:
    assert "…" not in format_diagnostics([bad_date(row) for row in (2, 3, 4)])


def test_other_columns_sheets_and_files_are_other_kinds() -> None:
    apart = [bad_date(2, 1), bad_date(3, 2), bad_date(4, 1, sheet="Nhân sự"), bad_date(5, 1, file="b.xlsx")]
    assert "…" not in format_diagnostics(apart)


def test_folded_rows_are_named_by_their_numbers() -> None:
    rows = [
        Diagnostic.of(Code.IDENTICAL_ROWS, Place(file=FILE, sheet="Hồ sơ", row=row), "lặp lại")
        for row in (30, 40, 50, 60, 70)
    ]
    assert "  … và 2 dòng khác cùng cảnh báo CC307 (60, 70)" == format_diagnostics(rows).splitlines()[-1]


def test_what_has_no_row_is_never_folded() -> None:
    absent = [Diagnostic.of(Code.SHEET_ABSENT, Place(file=FILE), f"không có trang {number}") for number in range(9)]
    assert 9 == len(format_diagnostics(absent).splitlines())


def test_several_problems_of_one_row_are_never_folded() -> None:
    absent = [
        Diagnostic.of(Code.COLUMN_UNKNOWN, Place(file=FILE, sheet="S", row=1), f"không có cột {number}")
        for number in range(9)
    ]
    assert 9 == len(format_diagnostics(absent).splitlines())


def test_a_hint_is_said_again_only_when_it_changes() -> None:
    lines = format_diagnostics([bad_date(2, hint="một"), bad_date(3, hint="một"), bad_date(4, hint="hai")]).splitlines()
    assert ["  → một", "  → hai"] == [line for line in lines if line.startswith("  →")]


def test_quiet_keeps_the_errors_only() -> None:
    note = Diagnostic.of(Code.SHEET_ABSENT, Place(file=FILE), "không có trang")
    assert format_diagnostics([bad_date(7)]) == format_diagnostics([note, bad_date(7)], quiet=True)


def test_a_cell_s_line_breaks_and_escape_codes_stay_harmless() -> None:
    nasty = Diagnostic.of(Code.CHOICE_UNKNOWN, Place(file=FILE, sheet="S", row=1, column=1), "“a\nb\x1b[31m”")
    assert "2023/ho-so.xlsx [S] A1: lỗi CC203: “a b [31m”" == format_diagnostics([nasty])


def test_colour_adds_escape_codes_around_the_same_words() -> None:
    assert "\x1b[1;31mlỗi CC202\x1b[0m" in format_diagnostics([bad_date(7)], colour=True)


def test_the_summary_tells_each_sheet_s_rows_and_the_problems_by_severity() -> None:
    warning = Diagnostic.of(Code.DATES_MIXED, Place(file=FILE), "m")
    sheets = [SheetTally("Đơn vị", "11 dòng = 11 mục", {}), SheetTally("Hồ sơ", "4 dòng = 4 hồ sơ", TALLIED)]
    assert (
        "Đơn vị: 11 dòng = 11 mục\nHồ sơ: 4 dòng = 4 hồ sơ, 1 lỗi, 2 cảnh báo\n1 lỗi, 2 cảnh báo, 0 ghi chú"
    ) == format_summary([warning, bad_date(1), warning], sheets)


def test_a_quiet_summary_counts_errors_or_says_nothing() -> None:
    assert ("1 lỗi", "") == (
        format_summary([bad_date(1)], [SheetTally("S", "1 dòng", {Severity.ERROR: 1})], quiet=True),
        format_summary([], [SheetTally("S", "1 dòng", {})], quiet=True),
    )


def test_json_names_every_part_of_a_diagnostic() -> None:
    assert {
        "file": FILE,
        "sheet": "Hồ sơ",
        "cell": "D7",
        "code": "CC202",
        "severity": "error",
        "message": "sai ở dòng 7",
        "hint": "Gõ ngày thật.",
    } == DiagnosticJson.of(bad_date(7)).json_ready()


def test_json_has_null_for_the_sheet_and_cell_of_a_whole_file() -> None:
    (found,) = diagnostics_json([Diagnostic.of(Code.WORKBOOK_UNREADABLE, Place(file="a.xlsx"), "m")])
    assert (None, None) == (found.sheet, found.cell)


def test_json_is_never_folded() -> None:
    assert 1204 == len(diagnostics_json([bad_date(row) for row in range(1, 1205)]))


def test_the_json_summary_counts_every_severity_and_the_rows() -> None:
    found = SummaryJson.of([bad_date(1)], {"Hồ sơ": 3})
    assert {"error": 1, "warning": 0, "note": 0, "rows": {"Hồ sơ": 3}} == found.json_ready()


def test_json_text_keeps_vietnamese_letters() -> None:
    assert '{\n  "sheet": "Hồ sơ"\n}' == format_json({"sheet": "Hồ sơ"})


CELLS = st.builds(
    lambda code, row, column, message: Diagnostic.of(
        code, Place(file=FILE, sheet="S", row=row, column=column), message
    ),
    st.sampled_from([Code.DATE_UNREADABLE, Code.DATES_MIXED, Code.SHEET_ABSENT]),
    st.integers(1, 30),
    st.integers(1, 3),
    st.text(max_size=5),
)


@given(st.lists(CELLS, max_size=40))
def test_every_problem_is_either_shown_or_counted_in_a_folded_line(diagnostics: list[Diagnostic]) -> None:
    lines = format_diagnostics(diagnostics).splitlines()
    folded = [int(line.split()[2]) for line in lines if line.startswith("  …")]
    shown = [line for line in lines if line.startswith(FILE)]
    assert len(diagnostics) == len(shown) + sum(folded)


@given(st.lists(CELLS, max_size=40))
def test_no_kind_is_shown_more_often_than_the_limit(diagnostics: list[Diagnostic]) -> None:
    one_column = [one for one in diagnostics if one.place.column == 1 and one.code is Code.DATE_UNREADABLE]
    by_row = list({one.place.row: one for one in one_column}.values())
    shown = [line for line in format_diagnostics(by_row).splitlines() if line.startswith(FILE)]
    assert min(FOLD_BEYOND, len(by_row)) == len(shown)


@given(st.lists(CELLS, max_size=10))
def test_json_text_reads_back_as_the_same_values(diagnostics: list[Diagnostic]) -> None:
    found = CheckingJson.of(diagnostics)
    assert found.json_ready() == json.loads(format_json(found))


def test_an_annotation_of_github_names_the_file_seen_from_its_root_and_keeps_message_and_hint_apart() -> None:
    assert (
        "::error file=xa/2023/ho-so.xlsx,title=CC202::[Hồ sơ] D7: sai ở dòng 7%0AGõ ngày thật."
        == format_annotations([bad_date(7)], {FILE: f"xa/{FILE}"})
    )


def test_an_annotation_s_percent_signs_colons_and_commas_end_nothing() -> None:
    told = Diagnostic.of(Code.DATES_MIXED, Place(file="a,b:c.csv"), "99%")
    assert "::warning file=a%2Cb%3Ac.csv,title=CC209::99%25" == format_annotations([told])
    assert "" == format_annotations([told], quiet=True)
