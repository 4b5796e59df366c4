"""The pages as they are printed, at almost no content and at very much: what stands together stays together, and all of it fits."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from cchc_report.document.chart_annex import appended, chart_annex
from cchc_report.document.pdf.pdf import convert_to_pdf
from cchc_report.document.template import compile_templates
from cchc_report.figures.breakdowns import Axis, Breakdown, Series
from tests import needs
from tests.document.samples import TEMPLATES, Issued, Row, report, unknown_report

pytestmark = [needs.soffice, needs.pdftotext]

PARAGRAPH = "Ủy ban nhân dân xã đã chỉ đạo các bộ phận chuyên môn thực hiện nghiêm túc nhiệm vụ được giao. " * 32
LABEL = "về số lượng hồ sơ thủ tục hành chính được tiếp nhận và giải quyết đúng hẹn "
HEADING = re.compile(r"\s*(?:[IVX]+\. [A-ZĐ]{2}|\d\. [A-ZĐ])")
LETTERS_OF_A_PAGE = 60  # that a page with the signature has above it at least


def tiny() -> dict[str, object]:
    """A report of which nothing is known, of a commune with the shortest name."""
    context = unknown_report() | {"appendix": (Row("1", "Một"),), "addressees": ("Sở Nội vụ",)}
    vars(context["commune"]).update(name="Y", signer="Y Út", recipient="Sở Nội vụ")
    return context


def long() -> dict[str, object]:
    """A report with long names, thirty recipients, paragraphs of 3000 letters, 200 documents and 120 rows."""
    recipients = (
        *(f"Phòng Nội vụ, Văn phòng HĐND và UBND thành phố, cơ quan thứ {n} (b/c)" for n in range(29)),
        "Lưu: VT",
    )
    rows = (
        Row(
            f"{n // 9 + 1}.{n % 9 + 1}",
            f"Chỉ tiêu {n} {LABEL * (1 + n % 4)}",
            ("Số hồ sơ",),
            "1.603.528",
            is_heading=n % 9 == 0,
        )
        for n in range(120)
    )
    commune = {
        "name": "Nguyễn Thị Minh Khai Đông Thạnh Hưng Long",
        "kind": "thị trấn",
        "recipient": "Ủy ban nhân dân thành phố trực thuộc tỉnh Bà Rịa – Vũng Tàu và Sở Nội vụ tỉnh Bà Rịa – Vũng Tàu",
        "signer": "Công Tằng Tôn Nữ Thị Hoàng Phương Thảo Nguyên",
        "signer_title": "Phó Chủ tịch phụ trách khối kinh tế, hạ tầng và đô thị",
        "recipients": recipients,
    }
    context = report(commune=commune, narrative={"I.3": (PARAGRAPH,) * 4, "III.1": (PARAGRAPH,)}, appendix=tuple(rows))
    cited = tuple(Issued("Kế hoạch", f"{n:02}/KH-UBND", date(2023, 1 + n % 12, 1 + n % 28), LABEL) for n in range(200))
    vars(context["documents"])["cited"]["I.1"] = cited
    return context


def pages_of(folder: Path, context: dict[str, object]) -> list[str]:
    """Return the text of each page as it is laid out."""
    path = folder / "report.docx"
    path.write_bytes(compile_templates(TEMPLATES).render(context))
    return printed_pages(path)


def printed_pages(path: Path) -> list[str]:
    """Return the text of each page of a Word file."""
    (pdf,) = convert_to_pdf([path])
    command = ["pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-"]
    printed = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout.decode()
    return printed.split("\f")[:-1]


@pytest.fixture(scope="module", params=[tiny, report, long])
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The pages of a report, at each amount of content."""
    return pages_of(tmp_path_factory.mktemp("pages"), request.param())


def lines(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.strip()]


def test_no_heading_is_the_last_line_of_a_page(pages: list[str]) -> None:
    body = [page for page in pages if "Chỉ tiêu thống kê" not in page]
    assert [] == [
        page for page in body if HEADING.match(lines(page)[-1]) and not lines(page)[-1].rstrip().endswith(".")
    ]


def test_the_signature_is_on_one_page_with_the_end_of_the_text(pages: list[str]) -> None:
    (page,) = (page for page in pages if "TM. ỦY BAN NHÂN DÂN" in page)
    above, _, below = page.partition("TM. ỦY BAN NHÂN DÂN")
    assert (True, True) == (len(above) > LETTERS_OF_A_PAGE, "tổng hợp./." in " ".join(above.split()))
    assert any(
        name in " ".join(below.split()) for name in ("Y Út", "Nguyễn Văn Mẫu", "Công Tằng Tôn Nữ Thị Hoàng Phương")
    )


def test_the_header_of_the_table_stands_on_each_page_of_the_appendix(pages: list[str]) -> None:
    start = next(number for number, page in enumerate(pages) if lines(page)[0].strip() == "Phụ lục 01b")
    assert [True] * (len(pages) - start) == ["Chỉ tiêu thống kê" in page for page in pages[start:]]


def test_pages_are_numbered_from_the_second_and_anew_in_the_appendix(pages: list[str]) -> None:
    start = next(number for number, page in enumerate(pages) if lines(page)[0].strip() == "Phụ lục 01b")
    expected = [*range(2, start + 1), *range(2, len(pages) - start + 1)]
    shown = [lines(page)[0].strip() for number, page in enumerate(pages) if number not in {0, start}]
    assert list(map(str, expected)) == shown


def test_the_title_block_is_whole_on_the_first_page(pages: list[str]) -> None:
    first = " ".join(pages[0].split())
    assert [True] * 4 == [
        text in first
        for text in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Kính gửi:")
    ]


def test_no_row_of_the_table_is_parted_and_no_number_broken(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, long())
    start = next(number for number, page in enumerate(pages) if lines(page)[0].strip() == "Phụ lục 01b")
    rows = [line for page in pages[start:] for line in lines(page)]
    assert 120 == sum("1.603.528" in line for line in rows)
    first_rows = [lines(page)[4:8] for page in pages[start + 1 :]]
    assert [True] * len(first_rows) == [any(re.match(r"\s*\d+\.\d", line) for line in block) for block in first_rows]


def test_no_recipient_s_line_is_parted_by_a_page(tmp_path: Path) -> None:
    whole = [
        re.findall(r"- Phòng Nội vụ,(?:(?!- Phòng).)*?cơ quan thứ (\d+)", " ".join(p.split()))
        for p in pages_of(tmp_path, long())
    ]
    assert list(map(str, range(29))) == [number for page in whole for number in page]


def test_several_addressees_stand_below_each_other_under_the_colon(tmp_path: Path) -> None:
    page = pages_of(tmp_path, report(commune={"recipient": "UBND tỉnh Thanh Hóa; Sở Nội vụ"}))[0]
    colon, first, second = (line for line in page.splitlines() if re.match(r"\s+(Kính gửi:|- )", line))
    assert ("- UBND tỉnh Thanh Hóa;", "- Sở Nội vụ.") == (first.strip(), second.strip())
    assert (True, True) == (first.index("-") == second.index("-"), abs(first.index("-") - colon.index(":")) <= 1)


CHARTS = (
    Breakdown(
        id="dossiers.by_month",
        title="Kết quả theo tháng tiếp nhận, 9 tháng đầu năm 2023",
        rule=f"Hồ sơ xếp theo tháng. {LABEL}",
        unit="hồ sơ",
        category="Tháng tiếp nhận",
        axis=Axis.TIME,
        categories=("Kỳ trước", *(f"T{month}" for month in range(1, 13))),
        series=tuple(Series(name, (700,) * 13) for name in ("Đúng hẹn", "Quá hạn", "Trong hạn", "Đã quá hạn")),
        adds_up=True,
    ),
    *(
        Breakdown(
            id=f"fields.{number}",
            title=f"Kết quả theo lĩnh vực, nhóm {number}",
            rule=f"Hồ sơ. {LABEL}",
            unit="hồ sơ",
            category="Lĩnh vực",
            axis=Axis.NAMES,
            categories=tuple(f"Lĩnh vực {LABEL * (n % 2)}{n}" for n in range(number)),
            series=(Series("Số hồ sơ", tuple(range(number))),),
            adds_up=True,
        )
        for number in (1, 12, 5, 3, 2)
    ),
)


def test_a_chart_stands_on_one_page_with_its_caption_and_its_whole_table(tmp_path: Path) -> None:
    templates = compile_templates(TEMPLATES)
    annex = chart_annex(templates.render_appendix(report()), "Phụ lục biểu đồ", "Biểu đồ", CHARTS)
    path = tmp_path / "report.docx"
    path.write_bytes(appended(templates.render(report()), annex))
    pages = printed_pages(path)
    start = next(number for number, page in enumerate(pages) if lines(page)[0].strip() == "Phụ lục biểu đồ")
    captions = [len(re.findall(r"Biểu đồ \d\. ", page)) for page in pages[start:]]
    sums = [len(re.findall(r"^\s*Cộng  ", page, re.MULTILINE)) for page in pages[start:]]
    assert (len(CHARTS), captions) == (sum(captions), sums)
    assert [str(number) for number in range(2, len(captions) + 1)] == [lines(p)[0].strip() for p in pages[start + 1 :]]


def test_all_recipients_are_printed_though_they_fill_more_than_a_page(tmp_path: Path) -> None:
    text = " ".join(" ".join(pages_of(tmp_path, long())).split())
    assert 29 == len(set(re.findall(r"cơ quan thứ (\d+)", text)))
