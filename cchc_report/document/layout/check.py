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
from cchc_report.document.package import to_package


class LayoutArea(Enum):
    """Which part of the report a point is about."""

    PAGES = "pages"
    BODY = "body"
    APPENDIX = "appendix"


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
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
    WantedLetters(
        component=_A.NATION, source="mục II.1.a", sizes=(12, 13), bold=True, italic=False, capitals=True, align="center"
    ),
    WantedLetters(
        component=_A.MOTTO, source="mục II.1.b", sizes=(13, 14), bold=True, italic=False, capitals=False, align="center"
    ),
    WantedLetters(
        component=_A.ISSUER, source="mục II.2.b", sizes=(12, 13), bold=None, italic=False, capitals=True, align="center"
    ),
    WantedLetters(component=_A.NUMBER, source="mục II.3.c", sizes=(13, 13), bold=False, italic=False, align="center"),
    WantedLetters(
        component=_A.DATE, source="mục II.4.c", sizes=(13, 14), bold=False, italic=True, capitals=False, align="center"
    ),
    WantedLetters(
        component=_A.KIND, source="mục II.5.b", sizes=(13, 14), bold=True, italic=False, capitals=True, align="center"
    ),
    WantedLetters(
        component=_A.SUBJECT,
        source="mục II.5.b",
        sizes=(13, 14),
        bold=True,
        italic=False,
        capitals=False,
        align="center",
    ),
    WantedLetters(
        component=_A.ADDRESSEE, source="mục II.9.d", sizes=(13, 14), bold=False, italic=False, capitals=False
    ),
    WantedLetters(
        component=_A.BODY, source="mục II.6.e", sizes=(13, 14), bold=None, italic=False, capitals=False, align="both"
    ),
    WantedLetters(
        component=_A.SECTION, source="mục II.6.đ và mục V.6", sizes=(13, 14), bold=True, italic=False, capitals=True
    ),
    WantedLetters(component=_A.CLAUSE, source="mục II.6.đ", sizes=(13, 14), bold=True, italic=False, capitals=False),
    WantedLetters(
        component=_A.RECIPIENTS_TITLE,
        source="mục II.9.d",
        sizes=(12, 12),
        bold=True,
        italic=True,
        capitals=False,
        align="left",
    ),
    WantedLetters(component=_A.RECIPIENTS, source="mục II.9.d", sizes=(11, 11), bold=False, italic=False, align="left"),
    WantedLetters(
        component=_A.AUTHORITY,
        source="mục II.7 và mục V.7",
        sizes=(13, 14),
        bold=True,
        italic=False,
        capitals=True,
        align="center",
    ),
    WantedLetters(
        component=_A.SIGNATORY,
        source="mục II.7 và mục V.7",
        sizes=(13, 14),
        bold=True,
        italic=False,
        capitals=False,
        align="center",
    ),
    WantedLetters(
        component=_A.APPENDIX,
        source="mục III.1.b",
        sizes=(14, 14),
        bold=True,
        italic=False,
        capitals=False,
        align="center",
    ),
    WantedLetters(
        component=_A.APPENDIX_TITLE,
        source="mục III.1.b",
        sizes=(13, 14),
        bold=True,
        italic=False,
        capitals=True,
        align="center",
    ),
    WantedLetters(
        component=_A.APPENDIX_REFERENCE,
        source="mục III.1.c",
        sizes=(13, 14),
        bold=False,
        italic=True,
        capitals=False,
        align="center",
    ),
    WantedLetters(component=_A.TABLE_HEADER, source="", sizes=(11, 13), bold=None, italic=None, align="center"),
    WantedLetters(component=_A.TABLE, source="", sizes=(11, 13), bold=None, italic=False),
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
        return Point(
            id=f"{name}-{aspect}",
            part=part,
            component=title,
            requirement=requirement,
            source=wanted.source,
            hint=hint,
            check=check,
        )

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
    return Point(
        id=f"{name}-present",
        part=_part(component),
        component=component.value,
        requirement="có trong văn bản",
        source=source,
        hint=hint,
        check=check,
    )


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
    Point(id="page-size", part=_PAGES, component="Khổ giấy", requirement="là A4 (210 x 297 mm)", source="mục I.1", hint=_PAGE_SETUP, check=pages.a4),
    Point(id="page-upright", part=_PAGES, component="Trang", requirement="trình bày theo chiều dài của khổ A4", source="mục I.2", hint=_PAGE_SETUP, check=pages.upright_pages),
    Point(id="page-margins", part=_PAGES, component="Lề trang", requirement="cách mép trên và dưới 20-25 mm, trái 30-35 mm, phải 15-20 mm", source="mục I.3", hint=_PAGE_SETUP, check=pages.margins(_MARGINS)),
    Point(id="font", part=_PAGES, component="Phông chữ", requirement="là Times New Roman", source="mục I.4", hint="Trong Word, chọn tất cả (Ctrl+A) rồi chọn phông Times New Roman.", check=pages.in_font("Times New Roman")),
    Point(id="colour", part=_PAGES, component="Chữ", requirement="có màu đen", source="mục I.4", hint="Trong Word, chọn tất cả (Ctrl+A) rồi chọn Font Color > Automatic.", check=pages.black),
    Point(id="page-number-place", part=_PAGES, component="Số trang", requirement="canh giữa ở lề trên", source="mục I.7", hint=_HEADER, check=pages.page_numbers_on_top),
    Point(id="page-number-size", part=_PAGES, component="Số trang", requirement="có cỡ chữ từ 13 đến 14, kiểu đứng", source="mục I.7", hint=_HEADER, check=pages.page_numbers_sized),
    Point(id="page-number-first", part=_PAGES, component="Số trang", requirement="không hiện ở trang thứ nhất", source="mục I.7", hint="Trong Word, chọn Header & Footer > Different First Page và xóa số trang ở trang đầu.", check=pages.no_number_on_first_page),
    Point(id="page-number-count", part=_PAGES, component="Số trang", requirement="đánh từ số 1 bằng chữ số Ả Rập", source="mục I.7", hint="Trong Word, chọn Page Number > Format Page Numbers, kiểu 1, 2, 3, bắt đầu từ 1.", check=pages.numbered_from_one),
    Point(id="tables-width", part=_PAGES, component="Bảng", requirement="nằm trọn giữa hai lề", source="", hint="Trong Word, chọn bảng rồi Layout > AutoFit > AutoFit Window.", check=pages.tables_within_margins),
    Point(id="nation-place", part=_BODY, component=_A.NATION.value, requirement="ở trên cùng, bên phải trang đầu", source="mục II.1.a", hint=_TITLE_TABLE, check=places.at_top_right),
    Point(id="motto-place", part=_BODY, component=_A.MOTTO.value, requirement="ở ngay dưới Quốc hiệu", source="mục II.1.b", hint=_TITLE_TABLE, check=places.directly_below(_A.MOTTO, _A.NATION)),
    Point(id="motto-dashes", part=_BODY, component=_A.MOTTO.value, requirement="có gạch nối, cách chữ ở hai bên, giữa các cụm từ", source="mục II.1.b", hint="Gõ “Độc lập - Tự do - Hạnh phúc”.", check=reads(_A.MOTTO, r" - .+ - ", "viết khác")),
    Point(id="motto-rule", part=_BODY, component=_A.MOTTO.value, requirement="có đường kẻ bên dưới dài bằng dòng chữ", source="mục II.1.b", hint=_BORDER, check=ruled(_A.MOTTO, 0.9, 1.1)),
    Point(id="issuer-rule", part=_BODY, component=_A.ISSUER.value, requirement="có đường kẻ bên dưới dài từ 1/3 đến 1/2 dòng chữ", source="mục II.2.b", hint=_BORDER, check=ruled(_A.ISSUER, 1 / 3, 1 / 2)),
    Point(id="number-place", part=_BODY, component=_A.NUMBER.value, requirement="ở dưới tên cơ quan ban hành", source="mục II.3.c", hint=_TITLE_TABLE, check=places.in_column_of(_A.NUMBER, _A.ISSUER)),
    Point(id="number-digits", part=_BODY, component=_A.NUMBER.value, requirement="ghi thêm số 0 trước số nhỏ hơn 10", source="mục II.3.c", hint='Dùng thẻ {{ commune.report_number | ky_hieu("BC-UBND") }}.', check=reads(_A.NUMBER, r"^Số:\s*(\d{2,}|/)", "số chỉ có một chữ số")),
    Point(id="date-place", part=_BODY, component=_A.DATE.value, requirement="cùng một dòng với số, ký hiệu", source="mục II.4.c", hint=_TITLE_TABLE, check=places.on_line_of(_A.DATE, _A.NUMBER)),
    Point(id="date-column", part=_BODY, component=_A.DATE.value, requirement="ở dưới Quốc hiệu và Tiêu ngữ", source="mục II.4.c", hint=_TITLE_TABLE, check=places.in_column_of(_A.DATE, _A.NATION)),
    Point(id="date-digits", part=_BODY, component=_A.DATE.value, requirement="có dấu phẩy sau địa danh, ghi thêm số 0 trước ngày nhỏ hơn 10 và tháng 1, 2", source="mục II.4.b và II.4.c", hint="Dùng thẻ {{ commune.report_date | ngay_dai }} sau địa danh và dấu phẩy.", check=reads(_A.DATE, r".+, ngày (\d\d )?tháng ((0[12]|[3-9]|1[0-2]) )?năm", "viết khác")),
    Point(id="subject-place", part=_BODY, component=_A.SUBJECT.value, requirement="ở ngay dưới tên loại văn bản", source="mục II.5.b", hint="Xóa dòng nằm giữa “BÁO CÁO” và trích yếu.", check=places.directly_below(_A.SUBJECT, _A.KIND)),
    Point(id="subject-rule", part=_BODY, component=_A.SUBJECT.value, requirement="có đường kẻ bên dưới dài từ 1/3 đến 1/2 dòng chữ", source="mục II.5.b", hint=_BORDER, check=ruled(_A.SUBJECT, 1 / 3, 1 / 2)),
    Point(id="addressee-colon", part=_BODY, component=_A.ADDRESSEE.value, requirement="có dấu hai chấm sau chữ “Kính gửi”", source="mục II.9.d", hint="Gõ “Kính gửi: ” trước tên cơ quan nhận.", check=reads(_A.ADDRESSEE, r"^(Kính gửi:|-)", "không có dấu hai chấm")),
    Point(id="addressee-list", part=_BODY, component=_A.ADDRESSEE.value, requirement="ghi mỗi cơ quan một dòng có gạch đầu dòng, cuối dòng là dấu chấm phẩy, dòng cuối là dấu chấm khi gửi từ hai nơi trở lên", source="mục II.9.d", hint="Trong vòng lặp của mẫu gõ: - {{ body | bo_dau }}{% if loop.last %}.{% else %};{% endif %}", check=places.addressees_listed),
    Point(id="body-indent", part=_BODY, component=_A.BODY.value, requirement="lùi đầu dòng 10 mm hoặc 12,7 mm", source="mục II.6.e", hint="Trong Word, chọn Paragraph > Special > First line, 1,27 cm. " + _IN_STYLE, check=indented(_A.BODY, (10, 12.7))),
    Point(id="body-spacing", part=_BODY, component=_A.BODY.value, requirement="có khoảng cách giữa các đoạn ít nhất 6 pt", source="mục II.6.e", hint="Trong Word, chọn Paragraph > Spacing > After, 6 pt. " + _IN_STYLE, check=spaced(_A.BODY, 6)),
    Point(id="body-lines", part=_BODY, component=_A.BODY.value, requirement="có cách dòng từ dòng đơn đến 1,5 dòng", source="mục II.6.e", hint="Trong Word, chọn Paragraph > Line spacing từ Single đến 1.5 lines. " + _IN_STYLE, check=line_spaced(_A.BODY, 1, 1.5)),
    Point(id="body-end", part=_BODY, component=_A.BODY.value, requirement="kết thúc bằng dấu “./.”", source="", hint="Gõ “./.” vào cuối câu cuối cùng, trước phần Nơi nhận.", check=places.text_ends),
    Point(id="section-keep", part=_BODY, component=_A.SECTION.value, requirement="đi liền với đoạn sau, không đứng cuối trang", source="", hint=_KEEP_NEXT, check=kept(_A.SECTION, "keepNext", "có thể đứng cuối trang")),
    Point(id="clause-keep", part=_BODY, component=_A.CLAUSE.value, requirement="đi liền với đoạn sau, không đứng cuối trang", source="", hint=_KEEP_NEXT, check=kept(_A.CLAUSE, "keepNext", "có thể đứng cuối trang")),
    Point(id="recipients-title-place", part=_BODY, component=_A.RECIPIENTS_TITLE.value, requirement="ngang hàng với quyền hạn của người ký", source="mục II.9.d", hint=_SIGN_TABLE, check=places.on_line_of(_A.RECIPIENTS_TITLE, _A.AUTHORITY)),
    Point(id="recipients-title-colon", part=_BODY, component=_A.RECIPIENTS_TITLE.value, requirement="có dấu hai chấm", source="mục II.9.d", hint="Gõ “Nơi nhận:”.", check=reads(_A.RECIPIENTS_TITLE, r"^Nơi nhận:$", "không có dấu hai chấm")),
    Point(id="recipients-list", part=_BODY, component=_A.RECIPIENTS.value, requirement="có gạch đầu dòng, cuối dòng là dấu chấm phẩy, dòng cuối là dấu chấm", source="mục II.9.d", hint="Trong vòng lặp của mẫu gõ: - {{ line | bo_dau }}{% if loop.last %}.{% else %};{% endif %}", check=places.listed(_A.RECIPIENTS)),
    Point(id="recipients-last", part=_BODY, component=_A.RECIPIENTS.value, requirement="kết thúc bằng dòng “Lưu: VT”", source="mục II.9.d", hint="Thêm dòng “- Lưu: VT.” vào cuối danh sách.", check=places.last_is_archive),
    Point(id="recipients-first", part=_BODY, component=_A.RECIPIENTS.value, requirement="bắt đầu bằng “- Như trên;” khi có “Kính gửi”", source="mục II.9.b", hint="Thêm dòng “- Như trên;” vào đầu danh sách, hoặc bỏ dòng “Kính gửi”.", check=places.first_is_above),
    Point(id="signature-room", part=_BODY, component=_A.SIGNATORY.value, requirement="có chỗ trống phía trên để ký và đóng dấu", source="mục II.7 và II.8", hint="Chừa bốn dòng trống giữa chức vụ và họ tên.", check=places.room_for_signature),
    Point(id="signature-whole", part=_BODY, component="Khối chữ ký", requirement="nằm trọn một trang cùng đoạn cuối của lời văn", source="", hint="Trong Word, bỏ Table Properties > Row > Allow row to break across pages, và bật Keep with next cho đoạn cuối.", check=places.signature_stays_whole),
    Point(id="appendix-page", part=_APPENDIX, component=_A.APPENDIX.value, requirement="bắt đầu ở trang mới", source="mục III.1", hint="Trong Word, chọn Layout > Breaks > Next Page trước phụ lục.", check=places.appendix_on_new_page),
    Point(id="appendix-mentioned", part=_APPENDIX, component=_A.APPENDIX.value, requirement="được nhắc đến trong lời văn của báo cáo", source="mục III.1.a", hint="Thêm vào lời kết: (số liệu chi tiết tại Phụ lục kèm theo).", check=places.appendix_is_mentioned),
    Point(id="appendix-reference", part=_APPENDIX, component=_A.APPENDIX_REFERENCE.value, requirement="ghi số, ngày và cơ quan ban hành của báo cáo", source="mục III.1.c", hint="Gõ: (Kèm theo Báo cáo số … ngày … của Ủy ban nhân dân …).", check=reads(_A.APPENDIX_REFERENCE, r"số.*ngày.*của", "ghi thiếu")),
    Point(id="table-header-repeats", part=_APPENDIX, component=_A.TABLE_HEADER.value, requirement="lặp lại ở mỗi trang", source="", hint="Trong Word, chọn các hàng tiêu đề rồi Layout > Repeat Header Rows.", check=places.header_repeats),
    Point(id="table-rows-whole", part=_APPENDIX, component=_A.TABLE.value, requirement="có các hàng không bị ngắt giữa hai trang", source="", hint="Trong Word, bỏ Table Properties > Row > Allow row to break across pages.", check=places.rows_stay_whole),
    Point(id="table-header-bold", part=_APPENDIX, component=_A.TABLE_HEADER.value, requirement="là chữ đậm ở dòng đầu của mỗi ô", source="", hint="Trong Word, chọn các hàng tiêu đề rồi bấm Ctrl+B. " + _IN_STYLE, check=places.header_is_bold),
    Point(id="table-codes", part=_APPENDIX, component=_A.TABLE.value, requirement="có số thứ tự canh sát lề trái hoặc canh giữa", source="", hint="Trong Word, chọn cột STT rồi bấm Ctrl+L.", check=places.codes_aligned),
    Point(id="table-numbers", part=_APPENDIX, component=_A.TABLE.value, requirement="có số liệu canh giữa hoặc canh phải", source="", hint="Trong Word, chọn cột Số liệu rồi bấm Ctrl+E.", check=places.numbers_aligned),
)  # fmt: skip

POINTS = (
    *(_presence(component) for component in Component if component not in OPTIONAL),
    *(point for wanted in WANTED for point in _letters(wanted)),
    Point(id="issuer-bold", part=_BODY, component=_A.ISSUER.value, requirement="có dòng cuối là chữ đậm", source="mục II.2.b", hint=_IN_STYLE, check=lambda e: None if all(run.bold for p in e.found[_A.ISSUER][-1:] for run in p.letters) else "chữ không đậm"),
    *PLACES,
)  # fmt: skip
"""Every point of the decree that the program can see in a file."""


def check_layout(document: bytes) -> tuple[Deviation, ...]:
    """Return every point that a finished document does not keep: body, appendix, or both, whichever it holds."""
    examined = Examined(OpenedDocument(to_package("", document)))
    held = {LayoutArea.PAGES: True, LayoutArea.BODY: examined.has_body, LayoutArea.APPENDIX: examined.has_appendix}
    missing = {component.value for component in Component if not examined.found[component]}
    deviations = (
        Deviation(point, found)
        for point in POINTS
        if held[point.part] and (point.component not in missing or point.id.endswith("-present"))
        if (found := point.check(examined))
    )
    return tuple(deviations)
