"""Totals of communes: their counts are added, percentages computed anew, and the rules of the form hold for them."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_report.batch.results import CommuneResult
from cchc_report.batch.totals import Totals, add_up
from cchc_report.figures import OutgoingLog, Tallies, figures_of, tally
from cchc_report.figures.document_totals import Named
from cchc_report.figures.staffing import Group, Share
from cchc_report.form import Source, compute, load_form
from cchc_report.form.pack import packaged_forms
from cchc_report.ground.numbers import Number, percent
from cchc_report.ground.periods import parse_period
from cchc_report.tables.column import SheetModel
from cchc_report.tables.sheets.documents import DocumentTotal, IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Table
from cchc_report.tables.workspace_tables import Tables
from tests.tables.test_unite import part_of

FORM = load_form(packaged_forms() / "thanh-hoa-2023")[0]
YEAR = parse_period("2023")

HEADERS: dict[str, tuple[type[SheetModel], str]] = {
    "dossiers": (
        DossierRow,
        "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận | Mức độ DVC | Hình thức trả | Công khai | Xin lỗi",
    ),
    "procedures": (Procedure, "Mã thủ tục | Tên thủ tục | Lĩnh vực | Cơ chế | Quy trình ISO | Mức độ DVC | Tình trạng"),
    "staffing": (Person, "Họ và tên | Nhóm | Trình độ chuyên môn | Lý luận chính trị | Lãnh đạo | Kỷ luật"),
    "issued": (IssuedDocument, "Số ký hiệu | Loại | Ngày ban hành | Trích yếu | Hình thức gửi | Chỉ đạo CCHC"),
    "totals": (DocumentTotal, "Chiều | Loại | Số lượng"),
    "tasks": (Task, "Nội dung | Nguồn giao | Hạn hoàn thành | Ngày hoàn thành"),
    "entered": (EnteredIndicator, "Mã | Số liệu"),
}
ON_TIME = "Khai sinh | Hộ tịch | 03/01/2023 | 05/01/2023 | 04/01/2023 | Trực tiếp | | Trực tiếp | Có | Không"
LATE = "Cấp giấy | Đất đai | 03/01/2023 | 05/01/2023 | 09/01/2023 | Trực tuyến | 4 | BCCI | Có | Có"
OPEN = "Cấp phép | Xây dựng | 30/12/2022 | 05/01/2024 | | BCCI | | | | Không"


def tables(**rows: Sequence[str]) -> Tables:
    """Return tables with the rows of some sheets; those whose key comes first in the sheet are numbered."""
    found = {}
    for name, lines in rows.items():
        model, header = HEADERS[name]
        numbered = [
            f"{number} | {line}" if name in ("dossiers", "procedures") else line for number, line in enumerate(lines)
        ]
        found[name] = Table(model, (part_of(model, "\n".join((header, *numbered))),))
    return Tables(**found)  # type: ignore[arg-type]  # a table for each of the names


def commune(path: str = "xa", **rows: Sequence[str]) -> CommuneResult:
    """Return the result of a commune with these rows, by the way a report goes."""
    assert FORM is not None
    sheets = tables(**rows)
    tallies = tally(sheets, YEAR, outgoing_log=OutgoingLog.FULL)
    figures = figures_of(tallies, YEAR, FORM.on_time_denominator, sheets)
    indicators = compute(FORM, figures, sheets.entered)[0]
    return CommuneResult(
        path=path,
        name=path,
        status="ok",
        figures={
            name: one.value
            for name, one in figures.items()
            if one.value is None or isinstance(one.value, int | Decimal)
        },
        indicators={code: one.value for code, one in indicators.items()},
        entered=tuple(code for code, one in indicators.items() if one.source is Source.ENTERED),
        tallies=tallies.packed(),
    )


def totals(*communes: CommuneResult) -> Totals:
    assert FORM is not None
    return add_up(communes, FORM, YEAR)


def values(found: Totals, *names: str) -> list[object]:
    return [found.figures[name].value for name in names]


def row(found: Totals, code: str) -> tuple[Number | None, int, str]:
    return found.indicators[code].value, found.known[code], found.indicators[code].note


def test_an_on_time_rate_is_computed_from_the_sums_and_never_averaged() -> None:
    small, large = commune(dossiers=[ON_TIME, LATE]), commune(dossiers=[ON_TIME] * 7)
    assert [percent(8, 9), 8, 9] == values(
        totals(small, large), "dossiers.on_time_rate", "dossiers.on_time", "dossiers.total"
    )


def test_a_commune_without_a_log_is_in_no_figure_of_dossiers_and_its_entered_row_is_added() -> None:
    found = totals(commune(dossiers=[ON_TIME, LATE]), commune(entered=["3.3.1 | ~500"]))
    assert [2, percent(1, 2)] == values(found, "dossiers.received", "dossiers.on_time_rate")
    assert (502, 2, "") == row(found, "3.3.1")
    assert Source.ENTERED is found.indicators["3.3.1"].source
    assert (1, 1, "1/2 đơn vị có số liệu") == row(found, "3.3.2")


def test_a_share_leaves_out_the_whole_of_those_that_do_not_know_the_part() -> None:
    without_iso = commune(procedures=["A | Hộ tịch | Một cửa | | |"] * 3)
    with_iso = commune(procedures=["A | Hộ tịch | Một cửa | Có | |", "B | Hộ tịch | Một cửa | Không | |"])
    found = totals(without_iso, with_iso)
    assert [5, 1, Decimal(50)] == values(found, "procedures.total", "procedures.iso", "procedures.iso_rate")
    assert (Decimal(50), 1, "1/2 đơn vị có số liệu") == row(found, "3.2.4")


def test_lists_are_added_with_their_shares_computed_anew() -> None:
    official = "A | Cán bộ | Đại học | Trung cấp | Có | Không"
    found = totals(
        commune(staffing=[official, "B | Công chức | Đại học | Trung cấp | Không | Không"]),
        commune(staffing=[official, "C | Cán bộ | Thạc sĩ | Cao cấp | Có | Không"]),
    )
    whole = Decimal(100)
    assert (
        Group(
            "Cán bộ",
            3,
            (Share("Thạc sĩ", 1, percent(1, 3)), Share("Đại học", 2, percent(2, 3))),
            (Share("Cao cấp", 1, percent(1, 3)), Share("Trung cấp", 2, percent(2, 3))),
        ),
        Group("Công chức", 1, (Share("Đại học", 1, whole),), (Share("Trung cấp", 1, whole),)),
    ) == found.figures["staffing.groups"].value


def test_documents_of_a_log_and_of_a_stated_total_are_added_by_type() -> None:
    logged = commune(issued=["1 | Kế hoạch | 03/01/2023 | A | Điện tử | Có", "2 | KẾ HOẠCH | 04/01/2023 | B | | Không"])
    said = commune(totals=["Đi | Kế hoạch | ~10", "Đi | Quyết định | ~5", "Đến | BCCI | ~4"])
    found = totals(logged, said)
    # Of the second document nobody knows how it was sent: a share is of all documents.
    assert [17, 4, None, 1] == values(
        found, "documents.issued", "documents.incoming", "documents.issued_electronic_rate", "documents.steering"
    )
    assert (Named("Kế hoạch", 12), Named("Quyết định", 5)) == found.figures["documents.issued_by_type"].value


def test_tasks_are_added_by_their_source() -> None:
    done = commune(tasks=["A | Kế hoạch CCHC | 31/03/2023 | 01/03/2023", "B | Kế hoạch CCHC | 31/03/2023 |"])
    late = commune(tasks=["C | Cấp trên giao | 31/03/2023 | 01/04/2023"])
    names = ("planned", "planned_done", "assigned", "assigned_on_time", "assigned_late")
    assert [2, 1, 1, 0, 1] == values(totals(done, late), *(f"tasks.{name}" for name in names))


def test_what_no_commune_knows_is_unknown_and_not_zero() -> None:
    found = totals(commune())
    assert [None, None, None] == values(found, "dossiers.received", "staffing.groups", "documents.issued_by_type")
    assert ((None, 0, ""), Source.EMPTY) == (row(found, "3.3.2"), found.indicators["3.3.2"].source)


def test_a_commune_with_errors_is_in_no_total() -> None:
    bad = CommuneResult(
        path="b",
        name="B",
        status="errors",
        figures={"dossiers.received": 7},
        tallies=commune(dossiers=[LATE] * 7).tallies,
    )
    assert [2] == values(totals(commune(dossiers=[ON_TIME, LATE]), bad), "dossiers.received")


def test_reports_on_another_form_are_not_added() -> None:
    mine = [
        CommuneResult(path=path, name=path, status="ok", figures={}, indicators={"3.3.2": 1}, form="/a/thanh-hoa-2023")
        for path in ("a", "b")
    ]
    other = CommuneResult(path="c", name="c", status="ok", figures={}, indicators={"3.3.2": 100}, form="/a/xa-2025")
    assert (2, 2, "") == row(totals(*mine, other), "3.3.2")


def test_communes_that_counted_other_days_are_added_and_told() -> None:
    usual, other = ("2023-01-01", "2023-12-31"), ("2022-12-15", "2023-12-14")
    communes = [
        replace(commune(name, dossiers=[ON_TIME]), bounds=bounds)
        for name, bounds in zip("ABC", (usual, other, usual), strict=True)
    ]
    found = totals(*communes)
    assert [3] == values(found, "dossiers.received")
    assert "Có 1 đơn vị báo cáo kỳ khác" in found.remark
    assert "B: từ 15/12/2022 đến 14/12/2023" in found.remark
    assert "" == totals(communes[0], communes[2]).remark


def test_of_a_choice_between_two_the_total_is_how_many_chose_yes() -> None:
    found = totals(*(commune(entered=[f"1.5 | ~{value}"]) for value in (1, 0, 1)), commune())
    assert (2, 3, "Không: 1; Có: 2. 3/4 đơn vị có số liệu") == row(found, "1.5")


def test_a_choice_between_more_has_no_total_but_a_note() -> None:
    found = totals(*(commune(entered=[f"1.4.2 | ~{value}"]) for value in (0, 2, 2)))
    assert (None, 3, "Trực tuyến: 1; Phát phiếu: 0; Kết hợp: 2") == row(found, "1.4.2")


def test_a_percentage_that_was_entered_by_hand_has_no_total() -> None:
    assert (None, 0, "") == row(totals(commune(entered=["4.1.4 | ~3"])), "4.1.4")


def test_the_rules_of_the_form_hold_for_the_totals_too() -> None:
    wrong = commune(entered=["1.2.2 | ~3", "1.2.3 | ~5"])
    (problem,) = totals(wrong, commune()).diagnostics
    assert ("CC602", "1.2.3") == (problem.code.identifier, problem.place.cell)
    assert "5 > 3" in problem.message


def test_a_contradiction_names_a_figure_in_words_and_never_by_its_name_in_the_program() -> None:
    (problem,) = totals(commune(dossiers=[LATE.removesuffix("Có") + "Không"])).diagnostics
    assert "Hồ sơ giải quyết quá hạn" == problem.place.label


def test_totals_of_different_communes_are_not_held_against_each_other() -> None:
    """One commune knows how many problems were found, another how many are solved."""
    assert () == totals(commune(entered=["1.2.2 | ~3"]), commune(entered=["1.2.3 | ~5"])).diagnostics


rows = st.fixed_dictionaries(
    {
        "dossiers": st.lists(st.sampled_from([ON_TIME, LATE, OPEN]), min_size=1, max_size=12),
        "procedures": st.lists(
            st.sampled_from(
                ["A | Hộ tịch | Một cửa | Có | 3 | ", "B | Đất đai | Một cửa liên thông | Không | 4 | Công bố mới"]
            ),
            min_size=1,
            max_size=6,
        ),
        "staffing": st.lists(
            st.sampled_from(
                ["A | Cán bộ | Đại học | Trung cấp | Có | Có", "B | Công chức | Thạc sĩ | Cao cấp | Không | Không"]
            ),
            min_size=1,
            max_size=6,
        ),
        "issued": st.lists(
            st.sampled_from(
                ["1 | Kế hoạch | 03/01/2023 | A | Điện tử | Có", "2 | Báo cáo | 03/01/2023 | A | Giấy | Không"]
            ),
            min_size=1,
            max_size=6,
        ),
        "tasks": st.lists(st.sampled_from(["A | Cấp trên giao | 31/03/2023 | 01/04/2023"]), min_size=1, max_size=3),
    }
)


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, min_size=1, max_size=4))
def test_totals_are_those_of_one_commune_with_the_rows_of_all(each: list[dict[str, list[str]]]) -> None:
    together = tables(**{name: [line for one in each for line in one[name]] for name in each[0]})
    # the same person or document in two communes is two: the rows are counted, not compared
    expected = figures_of(tally(together, YEAR), YEAR, tables=together)
    found = totals(*(commune(str(number), **one) for number, one in enumerate(each)))
    sorted_lists = {"documents.issued_by_type"}  # of types as frequent as each other, any may come first
    for name, figure in expected.items():
        if name == "documents.cited":
            continue
        if name in sorted_lists:
            assert isinstance(figure.value, tuple)
            total = found.figures[name].value
            assert isinstance(total, tuple)
            assert set(figure.value) == set(total)
        else:
            assert figure.value == found.figures[name].value, name
    assert FORM is not None
    assert {code: one.value for code, one in compute(FORM, expected, Table(EnteredIndicator))[0].items()} == {
        code: one.value for code, one in found.indicators.items()
    }


@settings(max_examples=20, deadline=None)
@given(st.lists(rows, min_size=1, max_size=4))
def test_counts_come_back_whole_from_their_packing(each: list[dict[str, list[str]]]) -> None:
    summed = Tallies.sum([tally(tables(**one), YEAR) for one in each])
    assert summed == Tallies.unpacked(summed.packed())


@settings(max_examples=20, deadline=None)
@given(st.lists(rows, min_size=2, max_size=4))
def test_sums_of_sums_are_the_sums(each: list[dict[str, list[str]]]) -> None:
    parts = [tally(tables(**one), YEAR) for one in each]
    nested = Tallies.sum([Tallies.sum(parts[:1]), Tallies.sum(parts[1:])])
    first, second = (figures_of(found, YEAR).json_ready() for found in (nested, Tallies.sum(parts)))
    for found in (first, second):
        by_type = found["documents.issued_by_type"]
        assert isinstance(by_type, list)
        by_type.sort(key=str)
    assert first == second
