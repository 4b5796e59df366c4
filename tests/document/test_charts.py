"""The annex of charts: charts of Word's own that can be edited, read in grey and read out, and pages like the appendix's."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from lxml import etree

from cchc_report.document.chart_annex import appended, chart_annex, written_alone
from cchc_report.document.layout.check import check_layout
from cchc_report.document.reading import printed_text
from cchc_report.document.template import Templates, compile_templates
from cchc_report.document.wordml import R_NAMESPACE, sections, w
from cchc_report.figures.breakdowns import Axis, Breakdown, Series
from tests.document.samples import TEMPLATES, report, unknown_report
from tests.document.word_files import W, names, paragraphs, part, word_file

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAME, TITLE = "Phụ lục biểu đồ", "Biểu đồ kết quả công tác cải cách hành chính năm 2023"
MONTHS = Breakdown(
    id="dossiers.by_month",
    title="Kết quả theo tháng, năm 2023",
    rule="Hồ sơ xếp theo tháng tiếp nhận.",
    unit="hồ sơ",
    category="Tháng tiếp nhận",
    axis=Axis.TIME,
    categories=("T1", "T2", "T3"),
    series=(
        Series("Giải quyết đúng hẹn", (1602, 7, None)),
        Series("Giải quyết quá hạn", (1, 0, None)),
        Series("Đang giải quyết, trong hạn", (0, 2, None)),
        Series("Đang giải quyết, đã quá hạn", (0, 1, None)),
    ),
    adds_up=True,
)
STAFF = Breakdown(
    id="staffing.by_qualification",
    title="Trình độ <A> & B",
    rule="Người đang làm việc.",
    unit="người",
    category="Trình độ",
    axis=Axis.NAMES,
    categories=("Đại học", "=Trung cấp"),
    series=(Series("Năm 2022", (11, 0)), Series("Năm 2023", (11, 1))),
)
# The order that the schema (ECMA-376, dml-chart.xsd) asks of the elements that are used here.
ORDER = {
    "chartSpace": ["date1904", "lang", "roundedCorners", "chart", "spPr", "txPr", "externalData"],
    "chart": ["autoTitleDeleted", "plotArea", "legend", "plotVisOnly", "dispBlanksAs"],
    "plotArea": ["layout", "barChart", "catAx", "valAx", "spPr"],
    "barChart": ["barDir", "grouping", "varyColors", "ser", "dLbls", "gapWidth", "overlap", "axId"],
    "ser": ["idx", "order", "tx", "spPr", "invertIfNegative", "cat", "val"],
    "catAx": ["axId", "scaling", "delete", "axPos", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos", "spPr", "txPr",
              "crossAx", "crosses", "auto", "lblAlgn", "lblOffset", "noMultiLvlLbl"],
    "valAx": ["axId", "scaling", "delete", "axPos", "majorGridlines", "numFmt", "majorTickMark", "minorTickMark", "tickLblPos",
              "spPr", "txPr", "crossAx", "crosses", "crossBetween"],
    "dLbls": ["numFmt", "dLblPos", "showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize"],
    "legend": ["legendPos", "overlay"],
    "scaling": ["orientation", "min"],
}  # fmt: skip


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The templates of the form of 2023."""
    return compile_templates(TEMPLATES)


@pytest.fixture(scope="module")
def document(templates: Templates) -> bytes:
    """A report with the annex behind its appendix."""
    annex = chart_annex(templates.render_appendix(report()), NAME, TITLE, (MONTHS, STAFF))
    return appended(templates.render(report()), annex)


@pytest.fixture(scope="module")
def annex(templates: Templates) -> bytes:
    """The annex as a file of its own."""
    return written_alone(chart_annex(templates.render_appendix(report()), NAME, TITLE, (MONTHS, STAFF)))


def charts(document: bytes) -> list[etree._Element]:
    """Return the charts of a document in order."""
    return [part(document, name) for name in sorted(names(document)) if re.search(r"charts/[^/]*\.xml$", name)]


def cached(chart: etree._Element) -> dict[str, list[str]]:
    """Return what a chart shows of each series: its name and its values."""
    return {
        series.findtext(f"{C}tx//{C}v", ""): [value.text or "" for value in series.find(f"{C}val").iter(f"{C}v")]  # type: ignore[union-attr]  # each has one
        for series in chart.iter(f"{C}ser")
    }


def books(document: bytes) -> list[list[tuple[object, ...]]]:
    """Return the rows of the workbook behind each chart, reached by the chart's own link."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        found: list[list[tuple[object, ...]]] = []
        for name in sorted(name for name in archive.namelist() if re.search(r"charts/[^/]*\.xml$", name)):
            folder, _, base = name.rpartition("/")
            (link,) = etree.fromstring(archive.read(f"{folder}/_rels/{base}.rels"))
            wanted = part(document, name).find(f"{C}externalData")
            assert wanted is not None
            assert link.get("Id") == wanted.get(f"{{{R_NAMESPACE}}}id")
            book = openpyxl.load_workbook(io.BytesIO(archive.read(link.get("Target", "").lstrip("/"))))
            found.append(list(book["Số liệu"].iter_rows(values_only=True)))
        return found


def test_each_chart_shows_the_counts_of_its_breakdown_and_a_gap_where_they_are_unknown(document: bytes) -> None:
    assert [
        {
            "Giải quyết đúng hẹn": ["1602", "7"],
            "Giải quyết quá hạn": ["1", "0"],
            "Đang giải quyết, trong hạn": ["0", "2"],
            "Đang giải quyết, đã quá hạn": ["0", "1"],
        },
        {"Năm 2022": ["11", "0"], "Năm 2023": ["11", "1"]},
    ] == [cached(chart) for chart in charts(document)]
    assert "3" == charts(document)[0].find(f".//{C}val//{C}ptCount").get("val")  # type: ignore[union-attr]  # it is there


def test_the_workbook_behind_a_chart_holds_what_word_needs_to_edit_it(document: bytes) -> None:
    months, staff = books(document)
    assert ("Tháng tiếp nhận", *(one.name for one in MONTHS.series)) == months[0]
    assert [("T1", 1602, 1, 0, 0), ("T2", 7, 0, 2, 1), ("T3", None, None, None, None)] == months[1:]
    assert [("Đại học", 11, 11), ("=Trung cấp", 0, 1)] == staff[1:]


def test_the_cells_a_chart_names_are_those_of_its_workbook(document: bytes) -> None:
    named = [formula.text for formula in charts(document)[0].iter(f"{C}f")][-3:]
    assert ["'Số liệu'!$E$1", "'Số liệu'!$A$2:$A$4", "'Số liệu'!$E$2:$E$4"] == named


def test_elements_stand_in_the_order_of_the_schema(document: bytes) -> None:
    for chart in charts(document):
        for element in (e for e in chart.iter() if str(e.tag).removeprefix(C) in ORDER):
            order = ORDER[str(element.tag).removeprefix(C)]
            places = [order.index(str(child.tag).removeprefix(C)) for child in element]
            assert sorted(places) == places


def test_every_axis_a_chart_names_is_there(document: bytes) -> None:
    for chart in charts(document):
        named = [axis.get("val") for axis in chart.iter(f"{C}axId")]
        assert named[:2] == named[2:]


def test_parts_of_a_whole_are_stacked_and_years_stand_beside_each_other(document: bytes) -> None:
    months, staff = (chart.find(f".//{C}barChart") for chart in charts(document))
    assert months is not None
    assert staff is not None
    assert [("col", "stacked", "100"), ("bar", "clustered", None)] == [
        tuple(None if (found := bars.find(f"{C}{name}")) is None else found.get("val") for name in ("barDir", "grouping", "overlap"))
        for bars in (months, staff)
    ]  # fmt: skip


def test_neighbours_differ_in_grey_print(document: bytes) -> None:
    fills = [series.find(f"{C}spPr")[0] for series in charts(document)[0].iter(f"{C}ser")]  # type: ignore[index]  # each has one
    looks = [(str(fill.tag).removeprefix(A), [c.get("val") for c in fill.iter(f"{A}srgbClr")]) for fill in fills]
    assert [
        ("solidFill", ["7F7F7F"]),
        ("solidFill", ["000000"]),
        ("solidFill", ["FFFFFF"]),
        ("pattFill", ["000000", "FFFFFF"]),
    ] == looks


def test_numbers_are_grouped_by_dots_whatever_the_machine_speaks(document: bytes) -> None:
    written_as = {code.text for code in charts(document)[0].iter(f"{C}formatCode")}
    assert {r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"} == written_as


def test_each_chart_says_in_words_what_it_shows(document: bytes) -> None:
    said = [e.get("descr", "") for e in part(document, "word/document.xml").iter("{*}docPr")]
    expected = (
        "Biểu đồ cột: Kết quả theo tháng, năm 2023. Giải quyết đúng hẹn: 1.609 hồ sơ; Giải quyết quá hạn: 1 hồ sơ; "
    )
    assert said[0].startswith(expected)
    assert said[1].startswith("Biểu đồ cột: Trình độ <A> & B. Đại học, Năm 2022: 11 người; ")
    assert [True, True] == ["Số liệu đầy đủ ở bảng ngay dưới biểu đồ." in text for text in said]


def test_each_drawing_has_an_id_of_its_own(document: bytes) -> None:
    ids = [e.get("id") for e in part(document, "word/document.xml").iter("{*}docPr")]
    assert len(ids) == len(set(ids)) == 2


def test_each_chart_stands_between_its_caption_and_the_table_of_its_numbers(annex: bytes) -> None:
    lines = printed_text(annex).split("\n")
    assert "Phụ lục biểu đồ" == lines[0]
    assert TITLE.upper() == lines[1]
    assert lines[2].startswith("(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2024")
    table = lines[lines.index("Hồ sơ xếp theo tháng tiếp nhận.") + 1 :][:30]
    assert ["Tháng tiếp nhận", *(one.name for one in MONTHS.series), "Cộng"] == table[:6]
    assert ["T1", "1.602", "1", "0", "0", "1.603"] == table[6:12]
    assert ["T3", "", "", "", "", ""] == table[18:24]
    assert ["Cộng", "1.609", "1", "2", "1", "1.613"] == table[24:30]
    assert ["Biểu đồ 1. Kết quả theo tháng, năm 2023", "Biểu đồ 2. Trình độ <A> & B"] == [
        line for line in lines if line.startswith("Biểu đồ ")
    ]


def test_what_does_not_add_up_has_no_sum(annex: bytes) -> None:
    lines = printed_text(annex).split("\n")
    assert ["Đại học", "11", "11", "=Trung cấp", "0", "1"] == lines[-6:]


def test_a_chart_is_kept_on_one_page_with_its_caption_and_its_table(annex: bytes) -> None:
    body = part(annex, "word/document.xml")[0]
    start = next(i for i, e in enumerate(body) if any("Biểu đồ 1." in (t.text or "") for t in e.iter(w("t"))))
    block = [p for element in list(body)[start : start + 4] for p in element.iter(w("p"))]
    last_row = list(body[start + 3].iter(w("tr")))[-1]
    together = [p.find(f"{w('pPr')}/{w('keepNext')}") is not None for p in block]
    assert [True] * (len(block) - 6) + [False] * 6 == together
    assert block[-6:] == list(last_row.iter(w("p")))


def test_the_annex_begins_a_page_and_counts_its_own(document: bytes) -> None:
    found = sections(part(document, "word/document.xml"))
    last = found[-1]
    kind, numbers = last.find(w("type")), last.find(w("pgNumType"))
    assert kind is not None
    assert numbers is not None
    assert (3, "nextPage", "1", True) == (
        len(found),
        kind.get(w("val")),
        numbers.get(w("start")),
        last.find(w("titlePg")) is not None,
    )


@pytest.mark.parametrize("name", ["document", "annex"])
def test_documents_with_charts_keep_every_point_of_the_decree(name: str, request: pytest.FixtureRequest) -> None:
    assert [] == [deviation.message for deviation in check_layout(request.getfixturevalue(name))]


def test_the_report_before_the_annex_is_as_it_was(document: bytes, templates: Templates, annex: bytes) -> None:
    alone = printed_text(templates.render(report()))
    assert f"{alone}\n{printed_text(annex)}" == printed_text(document)


def test_no_mark_of_the_joining_is_left(document: bytes) -> None:
    assert [] == list(part(document, "word/document.xml").iter(etree.ProcessingInstruction))


def test_the_same_counts_give_the_same_bytes(document: bytes, templates: Templates) -> None:
    again = chart_annex(templates.render_appendix(report()), NAME, TITLE, (MONTHS, STAFF))
    assert document == appended(templates.render(report()), again)


def test_the_usual_library_opens_it(document: bytes) -> None:
    opened = docx.Document(io.BytesIO(document))
    assert (2, 3) == (len(opened.inline_shapes), len(opened.sections))


def test_every_part_has_its_type_and_every_link_its_part(document: bytes) -> None:
    types = part(document, "[Content_Types].xml")
    typed = {e.get("PartName", "").lstrip("/") for e in types}
    held = [name for name in names(document) if not name.endswith(".rels") and name != "[Content_Types].xml"]
    assert [] == [name for name in held if name not in typed]
    targets = [
        link.get("Target", "").lstrip("/")
        for name in names(document)
        if name.endswith(".rels")
        for link in part(document, name)
    ]
    assert [] == [target for target in targets if target not in held]


def test_a_draft_s_annex_is_marked_too(templates: Templates) -> None:
    marked = written_alone(chart_annex(templates.render_appendix(report(), draft=True), NAME, TITLE, (MONTHS,)))
    headers = [name for name in names(marked) if "header" in name and name.endswith(".xml")]
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        assert [True] * len(headers) == ["DỰ THẢO" in archive.read(name).decode() for name in headers]
    assert headers


def test_the_annex_s_properties_name_it(annex: bytes) -> None:
    assert TITLE == part(annex, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}title")


def test_room_is_left_for_a_number_and_day_not_yet_given(templates: Templates) -> None:
    lines = printed_text(
        written_alone(chart_annex(templates.render_appendix(unknown_report()), NAME, TITLE, (MONTHS,)))
    ).split("\n")
    assert re.match(r"\(Kèm theo Báo cáo số \s+/BC-UBND ngày\s+tháng\s+năm 2023", lines[2])


def test_an_appendix_of_another_make_is_opened_all_the_same(tmp_path: Path) -> None:
    file = word_file(tmp_path / "a.docx", f"{paragraphs('Bảng')}<w:tbl {W}><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>")
    annex = chart_annex(file.read_bytes(), NAME, TITLE, (replace(STAFF, series=STAFF.series[:1]),))
    lines = printed_text(written_alone(annex)).split("\n")
    assert "Phụ lục biểu đồ" == lines[0]
    assert ["Biểu đồ 1. Trình độ <A> & B"] == [line for line in lines if line.startswith("Biểu đồ 1")]


def test_the_text_says_that_charts_are_attached_only_where_they_are(templates: Templates) -> None:
    with_charts = printed_text(templates.render(report() | {"charts": ("Một",)}))
    assert "(số liệu chi tiết tại Phụ lục 01b và Phụ lục biểu đồ kèm theo)" in with_charts
    assert "(số liệu chi tiết tại Phụ lục 01b kèm theo)" in printed_text(templates.render(report()))
