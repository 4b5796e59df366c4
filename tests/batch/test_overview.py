"""The overview of a batch: what it prints, what it never prints, and that no name can harm it."""

import base64
import hashlib
import pickle
import re
from importlib.resources import files

import pytest
from lxml import html

from cchc_report.batch.overview import render_overview
from cchc_report.batch.problems import LINES_IN_ALL, problems_by_commune
from cchc_report.batch.results import CommuneResult
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.periods import parse_period

from .communes import COMMUNES, HOSTILE, bars, commune, overview, overview_text, table_rows, words, wrong_choice


def test_communes_stand_in_vietnamese_order_each_with_its_figures() -> None:
    rows = table_rows(overview())
    assert ["Dương Hòa", "Đặng Xá", "Hoằng Trường", "huyen/hỏng", " ".join(HOSTILE.split())] == [row[0] for row in rows]
    expected = ["Hoằng Trường", "Đã lập báo cáo", "99,06%", "–", "1.603", "0", "1.588", "15", "0", "0", "0", "0"]
    assert expected == rows[2]


def test_totals_are_printed_as_given() -> None:
    page = overview()
    totals = {words(pair[0]): words(pair[1]) for pair in page.xpath("//dl/div")}
    assert ("98,89%", "2.708", "2.678", "30") == tuple(
        totals[label] for label in ("Tỷ lệ đúng hẹn", "Tiếp nhận", "Đúng hẹn", "Quá hạn")
    )
    assert "Cộng từ 3/5 đơn vị đã lập báo cáo. Tỷ lệ tính lại từ tổng số" in words(
        page.xpath("//dl/following-sibling::p")[0]
    )
    assert ["Tổng hợp cải cách hành chính năm 2023"] == [words(heading) for heading in page.xpath("//h1")]


def test_totals_that_contradict_each_other_are_told() -> None:
    wrong = Diagnostic.of(
        Code.PART_ABOVE_WHOLE, Place(file="tong-hop-2023.xlsx", sheet="Chỉ tiêu", label="1.2.3"), "5 > 3"
    )
    text = render_overview(parse_period("2023"), COMMUNES, {}, subject="Sở <b>", contradictions=[wrong])
    page: html.HtmlElement = html.document_fromstring(text)
    assert ["1.2.3: 5 > 3"] == [words(item) for item in page.xpath("//section[1]//li")]
    assert ["Sở <b>"] == [words(subject) for subject in page.xpath("//p[@class='subject']")]


def test_what_is_unknown_is_a_dash_and_never_zero() -> None:
    assert ["–"] * 7 == table_rows(overview([commune("Ẩn")]))[0][2:9]


def test_a_commune_that_failed_says_why() -> None:
    page = overview()
    assert ["Không xử lý được"] == [row[1] for row in table_rows(page) if row[0] == "huyen/hỏng"]
    assert ["Không đọc được sổ tính năm 2023."] == [words(reason) for reason in page.xpath("//p[@class='reason']")]


def test_communes_of_one_name_are_told_apart_by_their_folders() -> None:
    twins = [CommuneResult(path=path, name="Quảng Phú", status="ok") for path in ("b/phu", "a/phu")]
    assert ["Quảng Phú a/phu", "Quảng Phú b/phu"] == [row[0] for row in table_rows(overview(twins))]


def test_repeated_problems_are_one_line_with_the_first_place() -> None:
    line = overview([commune("Một", diagnostics=[wrong_choice(row) for row in range(7, 47)])]).xpath("//details//li")
    assert [
        "Lỗi CC203 (40 chỗ, đầu tiên:) 2023.xlsx [Hồ sơ] C7: “Trực tuyên” không có trong danh mục → Gõ “Trực tuyến”."
    ] == [words(item) for item in line]


def test_a_name_is_the_link_to_its_problems() -> None:
    page = overview()
    (link,) = page.xpath("//table[@id='communes']//a[text()='Đặng Xá']/@href")
    assert "Đặng Xá – Đã lập báo cáo: 2 lỗi, 0 cảnh báo" == words(page.xpath(f"//*[@id='{link[1:]}']/summary")[0])


def test_codes_are_counted_over_all_communes_without_notes() -> None:
    note = Diagnostic.of(Code.SHEET_ABSENT, Place(file="2023.xlsx"), "Không có trang Nhiệm vụ")
    page = overview([*COMMUNES, commune("Ghi chú", diagnostics=[note])])
    assert [["Lỗi CC203", "Giá trị không có trong danh mục", "3", "2"]] == [
        [words(cell) for cell in row] for row in page.xpath("//table[@class='codes']/tbody/tr")
    ]


def test_spellings_of_one_field_are_one_bar() -> None:
    assert ["đất đai: 17", "Hộ tịch: 4"] == bars(overview(), "fields")


def test_rates_are_drawn_the_lowest_first() -> None:
    named = [COMMUNES[0], COMMUNES[1], COMMUNES[3]]
    assert ["Đặng Xá: 90,00%", "Hoằng Trường: 99,06%"] == bars(overview(named), "rates")


def test_rates_are_spread_by_their_exact_values() -> None:
    nearly_all = commune("Suýt", 99_999, 100_000)  # prints 100,00%
    counts = dict(bar.split(": ") for bar in bars(overview([*COMMUNES, nearly_all]), "spread"))
    assert {
        "Từ 90% đến dưới 95%": "1",
        "Từ 98% đến dưới 100%": "2",
        "100%": "1",
        "Chưa báo cáo hoặc chưa có số liệu": "2",
    } == {label: count for label, count in counts.items() if count != "0"}


def test_the_trend_joins_this_period_to_earlier_ones_of_its_kind() -> None:
    former = {"2021": (8, 10), "2022": (9, 10), "2022-Q4": (1, 10), "2024": (1, 10)}
    page = overview([commune("Một", 99, 100, previous=former), commune("Hai", 50, 50, previous={"2022": (80, 90)})])
    assert ["2021: 80,00%", "2022: 89,00%", "2023: 98,89%"] == bars(page, "trend")
    (note,) = map(words, page.xpath("//figure[last()]/p"))
    assert "Có số liệu – 2021: 1/2 đơn vị; 2022: 2/2 đơn vị; 2023: 2/2 đơn vị." in note
    assert "Số đơn vị khác nhau giữa các kỳ" in note


def test_a_commune_that_is_in_no_total_is_in_no_chart() -> None:
    bad = commune("Hỏng", 1, 100, status="errors", overdue={"Đất đai": 99})
    page = overview([commune("Tốt", 9, 10, overdue={"Hộ tịch": 1}), bad])
    assert (["Tốt: 90,00%"], ["Hộ tịch: 1"]) == (bars(page, "rates"), bars(page, "fields"))
    assert "Chưa báo cáo hoặc chưa có số liệu: 1" in bars(page, "spread")
    (remark,) = [words(one) for one in page.xpath("//p") if "chỉ gồm các dòng đọc được" in words(one)]
    assert remark.startswith("Đơn vị có lỗi số liệu")


def test_the_table_tells_the_change_since_the_last_period() -> None:
    changes = {row[0]: row[3] for row in table_rows(overview())}
    assert ("+0,30", "–") == (changes["Dương Hòa"], changes["Đặng Xá"])
    assert "−1,50" == table_rows(overview([commune("Một", 985, 1000, previous={"2022": (100, 100)})]))[0][3]


def test_without_earlier_periods_there_is_neither_trend_nor_change() -> None:
    page = overview([COMMUNES[1]])
    assert [] == bars(page, "trend")
    assert 11 == len(table_rows(page)[0])


def test_a_batch_of_nothing_has_its_page_too() -> None:
    page = overview([])
    assert [] == table_rows(page)
    assert 3 == len(page.xpath("//figure/p[text()='Chưa có số liệu.']"))


def test_names_are_text_whatever_they_hold() -> None:
    page = overview()
    assert 1 == len(page.xpath("//script"))
    assert [] == page.xpath("//b[not(@class) and not(ancestor::header)]")
    assert HOSTILE in [name.text for name in page.xpath("//table[@id='communes']//a")]


def test_the_page_asks_for_nothing_outside_itself() -> None:
    text = overview_text()
    assert [] == re.findall(r"https?:|//[a-z]|\burl\(|@import|\bsrc=|\beval\b|innerHTML|\son[a-z]+=|\sstyle=", text)
    assert {"data:,"} == {href for href in overview().xpath("//@href") if not href.startswith("#")}


@pytest.mark.parametrize("kind", ["script", "style"])
def test_a_browser_runs_only_the_script_and_style_named_in_the_policy(kind: str) -> None:
    page = overview()
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (content,) = page.xpath(f"//{kind}")
    digest = base64.b64encode(hashlib.sha256(str(content.text).encode()).digest()).decode()
    assert f"{kind}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_a_screen_reader_finds_names_for_all_it_needs() -> None:
    page = overview()
    assert ["vi"] == page.xpath("/html/@lang")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert [] == [id_ for used in page.xpath("//@aria-labelledby") for id_ in used.split() if id_ not in ids]
    assert [] == page.xpath("//*[self::input or self::select][not(@id = //label/@for)]")
    assert [] == page.xpath("//table[not(caption)] | //thead//th[not(@scope='col')] | //tbody//th[not(@scope='row')]")
    assert ["ascending"] == page.xpath("//table[@id='communes']//@aria-sort")
    assert 12 == len(page.xpath("//table[@id='communes']/thead//th/button"))
    assert [] == page.xpath("//*[name()='svg'][not(@role='img')]")


def test_only_what_the_overview_is_about_is_in_it() -> None:
    person = "Nguyễn Văn Mẫu"
    made = CommuneResult(
        path="a",
        name="Một",
        status="ok",
        figures={"staffing.signer": 77_777},
        indicators={person: 88_888},
        outputs=(f"{person}.docx",),
    )
    assert [] == [word for word in (person, "77.777", "88.888") if word in overview_text([made])]


def test_the_same_results_give_the_same_bytes_in_any_order() -> None:
    assert overview_text() == overview_text(COMMUNES[::-1])


def test_a_folder_name_that_is_no_text_can_be_written() -> None:
    text = overview_text([CommuneResult(path="xa-\udcff\x00\u202e", name="", status="ok")])
    assert "xa-?" == table_rows(overview([CommuneResult(path="xa-\udcff\x00\u202e", name="", status="ok")]))[0][0]
    assert text == text.encode("utf-8").decode("utf-8")


def test_a_result_comes_back_whole_from_a_worker() -> None:
    assert COMMUNES == pickle.loads(pickle.dumps(COMMUNES))  # noqa: S301 - our own bytes


def test_all_communes_of_the_country_fit_in_one_and_a_half_megabytes() -> None:
    problems = [wrong_choice(row, f"“{'sai ' * 60}” không có trong danh mục") for row in range(7, 10)]
    country = [commune(f"Xã Hoằng Trường {n}", 1588, 1603, status="errors", diagnostics=problems) for n in range(3321)]
    text = overview_text(country)
    assert len(text.encode()) < 1_500_000
    page = overview(country)
    assert 3321 == len(table_rows(page))
    assert LINES_IN_ALL == len(page.xpath("//details"))
    assert ["Còn 2.321 đơn vị có lỗi hoặc cảnh báo không liệt kê ở đây; số lỗi của từng đơn vị có ở bảng trên."] == [
        words(rest) for rest in page.xpath("//div[@id='details']/following-sibling::p")
    ]


STYLE = "".join(
    (files("cchc_report.batch") / name).read_text(encoding="utf-8") for name in ("page.css", "overview.css")
)


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2.2 defines."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [0, 1, 2], ids=["light", "dark", "print"])
def test_letters_and_bars_stand_out_from_their_ground(look: int) -> None:
    """WCAG AA: 4.5 for text, 3 for what is drawn."""
    blocks = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    colours = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", blocks[look]))
    texts = {"text", "muted", "link", "bad", "warn", "good"}
    grounds = (colours["page"], colours["soft"])
    assert {} == {
        (name, ground): found
        for name in texts
        for ground in grounds
        if (found := contrast(colours[name], ground)) < 4.5
    }
    assert contrast(colours["bar"], colours["page"]) >= 3
    assert contrast(colours["bar"], colours["track"]) >= 3


@pytest.mark.parametrize(("communes", "lines", "shown"), [(200, 5, 200), (201, 4, 201), (500, 2, 500), (1200, 1, 1000)])
def test_the_more_communes_have_problems_the_fewer_lines_each_has(communes: int, lines: int, shown: int) -> None:
    codes = (
        Code.CHOICE_UNKNOWN,
        Code.DUE_FAR_AWAY,
        Code.VALUE_MISSING,
        Code.NUMBER_UNREADABLE,
        Code.DUE_BEFORE_RECEIVED,
        Code.NUMBER_IMPLAUSIBLE,
    )
    problems = [Diagnostic.of(code, Place(file="2023.xlsx"), "Sai", "Sửa") for code in codes]
    found = problems_by_commune([commune(f"Xã {n}", status="errors", diagnostics=problems) for n in range(communes)])
    assert (shown, {lines}) == (len(found), {len(one.lines) for one in found.values()})
