"""How Nghị định 30/2020/NĐ-CP wants a report to look, point by point, as data; and where a document looks otherwise.

Each point names its component, what the decree asks, where it says so, and what to set in Word. A province's own template is held
against the same list as the forms that come with the program; a point that it breaks is a warning, for the template wins.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cchc_report.document.layout import pages, places
from cchc_report.document.layout.checks import (
    Examined,
    LayoutCheck,
    aligned,
    in_capitals,
    in_lower_case,
    indented,
    kept,
    line_spaced,
    measure,
    reads,
    ruled,
    sized,
    spaced,
    styled,
)
from cchc_report.document.layout.components import Component
from cchc_report.document.layout.looks import OpenedDocument


class LayoutArea(Enum):
    """Which part of the report a point is about."""

    PAGES = "pages"
    BODY = "body"
    APPENDIX = "appendix"


@dataclass(frozen=True)
class Point:
    """One thing that the decree asks of a document."""

    id: str
    part: LayoutArea
    component: str  # its Vietnamese name
    requirement: str  # goes on after the name: "phải …"
    source: str  # the place in Phần I of the decree's Phụ lục I; empty for what only good pages ask
    hint: str  # what to set in Word
    check: LayoutCheck


@dataclass(frozen=True)
class Deviation:
    """A point that a document does not keep, and what it has instead."""

    point: Point
    found: str

    @property
    def message(self) -> str:
        """One sentence for a clerk: what, how it should be, how it is, and where the decree says so."""
        source = f" (Nghị định 30/2020/NĐ-CP, Phụ lục I, {self.point.source})" if self.point.source else ""
        return f"{self.point.component} phải {self.point.requirement}, mẫu đang {self.found}{source}"


@dataclass(frozen=True)
class WantedLetters:
    """How the letters of a component are set."""

    component: Component
    source: str
    sizes: tuple[float, float]
    bold: bool | None
    italic: bool | None
    capitals: bool | None = None  # None: either
    align: str | None = None


_A = Component
WANTED = (
    WantedLetters(_A.NATION, "mục II.1.a", (12, 13), bold=True, italic=False, capitals=True, align="center"),
    WantedLetters(_A.MOTTO, "mục II.1.b", (13, 14), bold=True, italic=False, capitals=False, align="center"),
    WantedLetters(_A.ISSUER, "mục II.2.b", (12, 13), bold=None, italic=False, capitals=True, align="center"),
    WantedLetters(_A.NUMBER, "mục II.3.c", (13, 13), bold=False, italic=False, align="center"),
    WantedLetters(_A.DATE, "mục II.4.c", (13, 14), bold=False, italic=True, capitals=False, align="center"),
    WantedLetters(_A.KIND, "mục II.5.b", (13, 14), bold=True, italic=False, capitals=True, align="center"),
    WantedLetters(_A.SUBJECT, "mục II.5.b", (13, 14), bold=True, italic=False, capitals=False, align="center"),
    WantedLetters(_A.ADDRESSEE, "mục II.9.d", (13, 14), bold=False, italic=False, capitals=False),
    WantedLetters(_A.BODY, "mục II.6.e", (13, 14), bold=None, italic=False, capitals=False, align="both"),
    WantedLetters(_A.SECTION, "mục II.6.đ và mục V.6", (13, 14), bold=True, italic=False, capitals=True),
    WantedLetters(_A.CLAUSE, "mục II.6.đ", (13, 14), bold=True, italic=False, capitals=False),
    WantedLetters(_A.RECIPIENTS_TITLE, "mục II.9.d", (12, 12), bold=True, italic=True, capitals=False, align="left"),
    WantedLetters(_A.RECIPIENTS, "mục II.9.d", (11, 11), bold=False, italic=False, align="left"),
    WantedLetters(
        _A.AUTHORITY, "mục II.7 và mục V.7", (13, 14), bold=True, italic=False, capitals=True, align="center"
    ),
    WantedLetters(
        _A.SIGNATORY, "mục II.7 và mục V.7", (13, 14), bold=True, italic=False, capitals=False, align="center"
    ),
    WantedLetters(_A.APPENDIX, "mục III.1.b", (14, 14), bold=True, italic=False, capitals=False, align="center"),
    WantedLetters(_A.APPENDIX_TITLE, "mục III.1.b", (13, 14), bold=True, italic=False, capitals=True, align="center"),
    WantedLetters(
        _A.APPENDIX_REFERENCE, "mục III.1.c", (13, 14), bold=False, italic=True, capitals=False, align="center"
    ),
    WantedLetters(_A.TABLE_HEADER, "", (11, 13), bold=None, italic=None, align="center"),
    WantedLetters(_A.TABLE, "", (11, 13), bold=None, italic=False),
)
OPTIONAL = {_A.ADDRESSEE, _A.SECTION, _A.CLAUSE}
_IN_APPENDIX = {_A.APPENDIX, _A.APPENDIX_TITLE, _A.APPENDIX_REFERENCE, _A.TABLE_HEADER, _A.TABLE}
_PLACES = {"center": "canh giữa", "left": "canh sát lề trái", "both": "canh đều hai lề"}
_KEYS = {"center": "Ctrl+E", "left": "Ctrl+L", "both": "Ctrl+J"}
_IN_STYLE = "Nên sửa ở kiểu chữ (Style) của dòng để mọi dòng cùng loại giống nhau."


def _letters(wanted: WantedLetters) -> Iterator[Point]:
    """Yield the points of one component's letters."""
    name, part = wanted.component.name.lower().replace("_", "-"), _part(wanted.component)
    component, title = wanted.component, wanted.component.value

    def point(aspect: str, requirement: str, hint: str, check: LayoutCheck) -> Point:
        return Point(f"{name}-{aspect}", part, title, requirement, wanted.source, hint, check)

    least, most = map(measure, wanted.sizes)
    size = f"có cỡ chữ {least}" if least == most else f"có cỡ chữ từ {least} đến {most}"
    yield point(
        "size", size, f"Trong Word, đặt Home > Font Size là {most}. {_IN_STYLE}", sized(component, *wanted.sizes)
    )
    style = [_word("đậm", wanted.bold), {None: "", True: "nghiêng", False: "đứng"}[wanted.italic]]
    if any(style):
        requirement = f"là chữ {', '.join(filter(None, reversed(style)))}"
        hint = f"Trong Word, bật hoặc tắt chữ đậm (Ctrl+B), chữ nghiêng (Ctrl+I) cho dòng này. {_IN_STYLE}"
        yield point("style", requirement, hint, styled(component, bold=wanted.bold, italic=wanted.italic))
    if wanted.capitals is not None:
        requirement = "là chữ in hoa" if wanted.capitals else "là chữ in thường"
        hint = "Gõ lại dòng này, hoặc với thẻ {{ … }} thì thêm hay bỏ bộ lọc hoa: {{ commune.name | hoa }}."
        check = in_capitals(component) if wanted.capitals else in_lower_case(component)
        yield point("case", requirement, hint, check)
    if wanted.align is not None:
        hint = f"Trong Word, đặt con trỏ vào dòng này rồi bấm {_KEYS[wanted.align]}. {_IN_STYLE}"
        yield point("align", _PLACES[wanted.align], hint, aligned(component, wanted.align))


def _word(word: str, wanted: bool | None) -> str:
    return "" if wanted is None else word if wanted else f"không {word}"


def _part(component: Component) -> LayoutArea:
    return LayoutArea.APPENDIX if component in _IN_APPENDIX else LayoutArea.BODY


def _presence(component: Component) -> Point:
    """Return the point that a component is there at all."""

    def check(examined: Examined) -> str | None:
        return None if examined.found[component] else "không có, hoặc không tìm thấy"

    name = component.name.lower().replace("_", "-")
    source = next(wanted.source for wanted in WANTED if wanted.component is component)
    hint = "So với mẫu có sẵn của chương trình và thêm phần này vào đúng chỗ."
    return Point(f"{name}-present", _part(component), component.value, "có trong văn bản", source, hint, check)


_PAGES, _BODY, _APPENDIX = LayoutArea.PAGES, LayoutArea.BODY, LayoutArea.APPENDIX
_MARGINS = {"top": (20.0, 25.0), "bottom": (20.0, 25.0), "left": (30.0, 35.0), "right": (15.0, 20.0)}
_KEEP_NEXT = "Trong Word, chọn Paragraph > Line and Page Breaks > Keep with next. " + _IN_STYLE
_PAGE_SETUP = "Trong Word, sửa ở Layout > Page Setup."
_HEADER = "Trong Word, nhấp đúp vào lề trên của trang 2 và sửa ở Header & Footer."
_BORDER = "Thêm một đoạn trống ngay dưới, kẻ viền trên (Home > Borders > Top Border) và lùi hai bên cho đủ độ dài."
_SIGN_TABLE = "Đặt Nơi nhận và chữ ký trong một bảng không kẻ, một hàng hai ô: ô trái và ô phải."
_TITLE_TABLE = (
    "Đặt phần đầu trong một bảng không kẻ hai cột: bên trái tên cơ quan và số, bên phải Quốc hiệu và ngày tháng."
)

PLACES = (
    Point("page-size", _PAGES, "Khổ giấy", "là A4 (210 x 297 mm)", "mục I.1", _PAGE_SETUP, pages.a4),
    Point("page-upright", _PAGES, "Trang", "trình bày theo chiều dài của khổ A4", "mục I.2", _PAGE_SETUP, pages.upright_pages),
    Point("page-margins", _PAGES, "Lề trang", "cách mép trên và dưới 20-25 mm, trái 30-35 mm, phải 15-20 mm", "mục I.3", _PAGE_SETUP, pages.margins(_MARGINS)),
    Point("font", _PAGES, "Phông chữ", "là Times New Roman", "mục I.4", "Trong Word, chọn tất cả (Ctrl+A) rồi chọn phông Times New Roman.", pages.in_font("Times New Roman")),
    Point("colour", _PAGES, "Chữ", "có màu đen", "mục I.4", "Trong Word, chọn tất cả (Ctrl+A) rồi chọn Font Color > Automatic.", pages.black),
    Point("page-number-place", _PAGES, "Số trang", "canh giữa ở lề trên", "mục I.7", _HEADER, pages.page_numbers_on_top),
    Point("page-number-size", _PAGES, "Số trang", "có cỡ chữ từ 13 đến 14, kiểu đứng", "mục I.7", _HEADER, pages.page_numbers_sized),
    Point("page-number-first", _PAGES, "Số trang", "không hiện ở trang thứ nhất", "mục I.7", "Trong Word, chọn Header & Footer > Different First Page và xóa số trang ở trang đầu.", pages.no_number_on_first_page),
    Point("page-number-count", _PAGES, "Số trang", "đánh từ số 1 bằng chữ số Ả Rập", "mục I.7", "Trong Word, chọn Page Number > Format Page Numbers, kiểu 1, 2, 3, bắt đầu từ 1.", pages.numbered_from_one),
    Point("tables-width", _PAGES, "Bảng", "nằm trọn giữa hai lề", "", "Trong Word, chọn bảng rồi Layout > AutoFit > AutoFit Window.", pages.tables_within_margins),
    Point("nation-place", _BODY, _A.NATION.value, "ở trên cùng, bên phải trang đầu", "mục II.1.a", _TITLE_TABLE, places.at_top_right),
    Point("motto-place", _BODY, _A.MOTTO.value, "ở ngay dưới Quốc hiệu", "mục II.1.b", _TITLE_TABLE, places.directly_below(_A.MOTTO, _A.NATION)),
    Point("motto-dashes", _BODY, _A.MOTTO.value, "có gạch nối, cách chữ ở hai bên, giữa các cụm từ", "mục II.1.b", "Gõ “Độc lập - Tự do - Hạnh phúc”.", reads(_A.MOTTO, r" - .+ - ", "viết khác")),
    Point("motto-rule", _BODY, _A.MOTTO.value, "có đường kẻ bên dưới dài bằng dòng chữ", "mục II.1.b", _BORDER, ruled(_A.MOTTO, 0.9, 1.1)),
    Point("issuer-rule", _BODY, _A.ISSUER.value, "có đường kẻ bên dưới dài từ 1/3 đến 1/2 dòng chữ", "mục II.2.b", _BORDER, ruled(_A.ISSUER, 1 / 3, 1 / 2)),
    Point("number-place", _BODY, _A.NUMBER.value, "ở dưới tên cơ quan ban hành", "mục II.3.c", _TITLE_TABLE, places.in_column_of(_A.NUMBER, _A.ISSUER)),
    Point("number-digits", _BODY, _A.NUMBER.value, "ghi thêm số 0 trước số nhỏ hơn 10", "mục II.3.c", 'Dùng thẻ {{ commune.report_number | ky_hieu("BC-UBND") }}.', reads(_A.NUMBER, r"^Số:\s*(\d{2,}|/)", "số chỉ có một chữ số")),
    Point("date-place", _BODY, _A.DATE.value, "cùng một dòng với số, ký hiệu", "mục II.4.c", _TITLE_TABLE, places.on_line_of(_A.DATE, _A.NUMBER)),
    Point("date-column", _BODY, _A.DATE.value, "ở dưới Quốc hiệu và Tiêu ngữ", "mục II.4.c", _TITLE_TABLE, places.in_column_of(_A.DATE, _A.NATION)),
    Point("date-digits", _BODY, _A.DATE.value, "có dấu phẩy sau địa danh, ghi thêm số 0 trước ngày nhỏ hơn 10 và tháng 1, 2", "mục II.4.b và II.4.c", "Dùng thẻ {{ commune.report_date | ngay_dai }} sau địa danh và dấu phẩy.", reads(_A.DATE, r".+, ngày (\d\d )?tháng ((0[12]|[3-9]|1[0-2]) )?năm", "viết khác")),
    Point("subject-place", _BODY, _A.SUBJECT.value, "ở ngay dưới tên loại văn bản", "mục II.5.b", "Xóa dòng nằm giữa “BÁO CÁO” và trích yếu.", places.directly_below(_A.SUBJECT, _A.KIND)),
    Point("subject-rule", _BODY, _A.SUBJECT.value, "có đường kẻ bên dưới dài từ 1/3 đến 1/2 dòng chữ", "mục II.5.b", _BORDER, ruled(_A.SUBJECT, 1 / 3, 1 / 2)),
    Point("addressee-colon", _BODY, _A.ADDRESSEE.value, "có dấu hai chấm sau chữ “Kính gửi”", "mục II.9.d", "Gõ “Kính gửi: ” trước tên cơ quan nhận.", reads(_A.ADDRESSEE, r"^(Kính gửi:|-)", "không có dấu hai chấm")),
    Point("addressee-list", _BODY, _A.ADDRESSEE.value, "ghi mỗi cơ quan một dòng có gạch đầu dòng, cuối dòng là dấu chấm phẩy, dòng cuối là dấu chấm khi gửi từ hai nơi trở lên", "mục II.9.d", "Trong vòng lặp của mẫu gõ: - {{ body | bo_dau }}{% if loop.last %}.{% else %};{% endif %}", places.addressees_listed),
    Point("body-indent", _BODY, _A.BODY.value, "lùi đầu dòng 10 mm hoặc 12,7 mm", "mục II.6.e", "Trong Word, chọn Paragraph > Special > First line, 1,27 cm. " + _IN_STYLE, indented(_A.BODY, (10, 12.7))),
    Point("body-spacing", _BODY, _A.BODY.value, "có khoảng cách giữa các đoạn ít nhất 6 pt", "mục II.6.e", "Trong Word, chọn Paragraph > Spacing > After, 6 pt. " + _IN_STYLE, spaced(_A.BODY, 6)),
    Point("body-lines", _BODY, _A.BODY.value, "có cách dòng từ dòng đơn đến 1,5 dòng", "mục II.6.e", "Trong Word, chọn Paragraph > Line spacing từ Single đến 1.5 lines. " + _IN_STYLE, line_spaced(_A.BODY, 1, 1.5)),
    Point("body-end", _BODY, _A.BODY.value, "kết thúc bằng dấu “./.”", "", "Gõ “./.” vào cuối câu cuối cùng, trước phần Nơi nhận.", places.text_ends),
    Point("section-keep", _BODY, _A.SECTION.value, "đi liền với đoạn sau, không đứng cuối trang", "", _KEEP_NEXT, kept(_A.SECTION, "keepNext", "có thể đứng cuối trang")),
    Point("clause-keep", _BODY, _A.CLAUSE.value, "đi liền với đoạn sau, không đứng cuối trang", "", _KEEP_NEXT, kept(_A.CLAUSE, "keepNext", "có thể đứng cuối trang")),
    Point("recipients-title-place", _BODY, _A.RECIPIENTS_TITLE.value, "ngang hàng với quyền hạn của người ký", "mục II.9.d", _SIGN_TABLE, places.on_line_of(_A.RECIPIENTS_TITLE, _A.AUTHORITY)),
    Point("recipients-title-colon", _BODY, _A.RECIPIENTS_TITLE.value, "có dấu hai chấm", "mục II.9.d", "Gõ “Nơi nhận:”.", reads(_A.RECIPIENTS_TITLE, r"^Nơi nhận:$", "không có dấu hai chấm")),
    Point("recipients-list", _BODY, _A.RECIPIENTS.value, "có gạch đầu dòng, cuối dòng là dấu chấm phẩy, dòng cuối là dấu chấm", "mục II.9.d", "Trong vòng lặp của mẫu gõ: - {{ line | bo_dau }}{% if loop.last %}.{% else %};{% endif %}", places.listed(_A.RECIPIENTS)),
    Point("recipients-last", _BODY, _A.RECIPIENTS.value, "kết thúc bằng dòng “Lưu: VT”", "mục II.9.d", "Thêm dòng “- Lưu: VT.” vào cuối danh sách.", places.last_is_archive),
    Point("recipients-first", _BODY, _A.RECIPIENTS.value, "bắt đầu bằng “- Như trên;” khi có “Kính gửi”", "mục II.9.b", "Thêm dòng “- Như trên;” vào đầu danh sách, hoặc bỏ dòng “Kính gửi”.", places.first_is_above),
    Point("signature-room", _BODY, _A.SIGNATORY.value, "có chỗ trống phía trên để ký và đóng dấu", "mục II.7 và II.8", "Chừa bốn dòng trống giữa chức vụ và họ tên.", places.room_for_signature),
    Point("signature-whole", _BODY, "Khối chữ ký", "nằm trọn một trang cùng đoạn cuối của lời văn", "", "Trong Word, bỏ Table Properties > Row > Allow row to break across pages, và bật Keep with next cho đoạn cuối.", places.signature_stays_whole),
    Point("appendix-page", _APPENDIX, _A.APPENDIX.value, "bắt đầu ở trang mới", "mục III.1", "Trong Word, chọn Layout > Breaks > Next Page trước phụ lục.", places.appendix_on_new_page),
    Point("appendix-mentioned", _APPENDIX, _A.APPENDIX.value, "được nhắc đến trong lời văn của báo cáo", "mục III.1.a", "Thêm vào lời kết: (số liệu chi tiết tại Phụ lục kèm theo).", places.appendix_is_mentioned),
    Point("appendix-reference", _APPENDIX, _A.APPENDIX_REFERENCE.value, "ghi số, ngày và cơ quan ban hành của báo cáo", "mục III.1.c", "Gõ: (Kèm theo Báo cáo số … ngày … của Ủy ban nhân dân …).", reads(_A.APPENDIX_REFERENCE, r"số.*ngày.*của", "ghi thiếu")),
    Point("table-header-repeats", _APPENDIX, _A.TABLE_HEADER.value, "lặp lại ở mỗi trang", "", "Trong Word, chọn các hàng tiêu đề rồi Layout > Repeat Header Rows.", places.header_repeats),
    Point("table-rows-whole", _APPENDIX, _A.TABLE.value, "có các hàng không bị ngắt giữa hai trang", "", "Trong Word, bỏ Table Properties > Row > Allow row to break across pages.", places.rows_stay_whole),
    Point("table-header-bold", _APPENDIX, _A.TABLE_HEADER.value, "là chữ đậm ở dòng đầu của mỗi ô", "", "Trong Word, chọn các hàng tiêu đề rồi bấm Ctrl+B. " + _IN_STYLE, places.header_is_bold),
    Point("table-codes", _APPENDIX, _A.TABLE.value, "có số thứ tự canh sát lề trái hoặc canh giữa", "", "Trong Word, chọn cột STT rồi bấm Ctrl+L.", places.codes_aligned),
    Point("table-numbers", _APPENDIX, _A.TABLE.value, "có số liệu canh giữa hoặc canh phải", "", "Trong Word, chọn cột Số liệu rồi bấm Ctrl+E.", places.numbers_aligned),
)  # fmt: skip

POINTS = (
    *(_presence(component) for component in Component if component not in OPTIONAL),
    *(point for wanted in WANTED for point in _letters(wanted)),
    Point("issuer-bold", _BODY, _A.ISSUER.value, "có dòng cuối là chữ đậm", "mục II.2.b", _IN_STYLE, lambda e: None if all(run.bold for p in e.found[_A.ISSUER][-1:] for run in p.letters) else "chữ không đậm"),
    *PLACES,
)  # fmt: skip
"""Every point of the decree that the program can see in a file."""


def check_layout(document: bytes) -> tuple[Deviation, ...]:
    """Return every point that a finished document does not keep: body, appendix, or both, whichever it holds."""
    examined = Examined(OpenedDocument(document))
    held = {LayoutArea.PAGES: True, LayoutArea.BODY: examined.has_body, LayoutArea.APPENDIX: examined.has_appendix}
    missing = {component.value for component in Component if not examined.found[component]}
    deviations = (
        Deviation(point, found)
        for point in POINTS
        if held[point.part] and (point.component not in missing or point.id.endswith("-present"))
        if (found := point.check(examined))
    )
    return tuple(deviations)
