"""How a report is set out: what Nghị định 30/2020/NĐ-CP asks of its words and marks, and what should be written one way throughout.

Notes only: no number is wrong. What a report has no place for (an appendix alone, a body alone) is not asked of it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cchc_report.audit.appendix import Appendix
from cchc_report.audit.headings import title_words
from cchc_report.audit.parts import Parts
from cchc_report.form import Form
from cchc_report.form.pack import RowKind
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import clean, fold, plain_letters

_LAW = "Nghị định 30/2020/NĐ-CP, Phụ lục I"
_UPWARD = re.compile(r"\b(?:tinh|huyen|thanh pho|thi xa|quan|so|van phong|phong|ban|chu tich)\b")
_DAY = re.compile(r"\b\d{1,2}([-/.])\d{1,2}\1\d{4}\b")
_PADDED = (  # a small number, and what it counts
    re.compile(r"(?<![\d.,/-])(?P<number>0?[1-9]) (?P<of>ho so|nguoi|dong chi|thu tuc|van ban|nhiem vu)\b"),
    re.compile(r"\b(?P<of>ngay) (?P<number>0?[1-9])(?= thang)"),
    re.compile(r"\b(?P<of>thang) (?P<number>0?[12])(?= nam)"),
    re.compile(r"\b(?P<of>so):? (?P<number>0?[1-9])(?= ?/)"),
)
_CHAPTER = re.compile(r"^(?:(?:PHẦN|Phần)\s+)?([IVX]{1,4})\s*[.)/:]\s", re.MULTILINE)
_NUMBER = re.compile(r"\s*(?:(?:mục|điểm)\s+)?(?:[IVX]+\.)?(\d{1,2}(?:\.\d{1,2})*)\s*[.)/:\-–]?\s", re.IGNORECASE)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_CLOSES = re.compile(r"^tren day la (?:toan bo )?(?:noi dung )?bao cao (?:ket qua )?", re.IGNORECASE)
_LEAST_SECTIONS = 4  # with which a text is a report and no part of one
_TITLE_WORDS = 6


class ReportStyle(NamedTuple):
    """What the checks look at."""

    parts: Parts
    appendix: Appendix
    form: Form

    @property
    def is_whole(self) -> bool:
        """Tell whether there is a report's body, and not only a few of its paragraphs."""
        return len(self.parts.sections) >= _LEAST_SECTIONS

    @property
    def text(self) -> str:
        """All running text."""
        return "\n".join(self.parts.texts.values())


class _Slip(NamedTuple):
    """What is not as it should be, and what to write instead."""

    message: str
    hint: str


def check_style(style: ReportStyle, body: Place) -> Iterator[Diagnostic]:
    """Yield a note for each thing that is not set out as it should be; `body` is the place of the body as a whole."""
    for check in _CHECKS if style.is_whole else ():
        yield from (Diagnostic.of(Code.REPORT_STYLE, body, slip.message, slip.hint) for slip in check(style))
    yield from _without_unit(style, body)
    for code in _choices(style):
        place = Place(file=body.file, sheet=style.form.appendix_name, label=code)
        message = f"Dòng {code} là câu hỏi chọn một trong các câu trả lời mà để trống"
        yield Diagnostic.of(Code.REPORT_STYLE, place, message, "Ghi số của câu trả lời như cột đơn vị tính.")


def _addressee(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a report to a higher body that says nobody is meant, or one to whoever writes it."""
    if not style.form.addressee:
        return
    line = next((line for line in style.parts.head.split("\n") if fold(line).startswith("kinh gui")), None)
    if line is None:
        yield _Slip(
            "Báo cáo gửi cấp trên không có dòng “Kính gửi”", f"Thêm dòng “Kính gửi: …” dưới tên báo cáo ({_LAW})."
        )
    elif fold(line) != "kinh gui" and not _UPWARD.search(fold(line)):
        yield _Slip(f"Dòng “{clean(line)[:80]}” không nêu cơ quan cấp trên", "Ghi tên cơ quan nhận báo cáo.")


def _ending(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a body that does not end as the decree has it."""
    last = next((text for text in reversed([*style.parts.sections.values()]) if text.strip()), "").rstrip()
    closing = style.parts.closing.rstrip() or last
    if closing and not closing.endswith("./.") and not last.endswith("./."):
        yield _Slip("Báo cáo không kết thúc bằng “./.”", f"Nội dung báo cáo kết thúc bằng “./.” ({_LAW}).")


def _pointer(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a body that does not point to its appendix."""
    if style.parts.tables and "phu luc" not in fold(style.text):
        message = "Lời văn không nhắc tới phụ lục kèm theo"
        yield _Slip(message, f"Thêm vào câu kết, ví dụ “(số liệu chi tiết tại {style.form.appendix_name} kèm theo)”.")


def _recipients(style: ReportStyle) -> Iterator[_Slip]:
    """Yield recipients whose lines do not end with semicolons, the last with a full stop."""
    lines = [line for line in style.parts.end.split("\n") if re.match(r"\s*[-–+]\s*\w", line)]
    wrong = [line for line in lines[:-1] if not line.rstrip().endswith(";")]
    wrong += [line for line in lines[-1:] if not line.rstrip().endswith(".")]
    if wrong:
        message = f"Nơi nhận: dòng “{clean(wrong[0])[:60]}” sai dấu cuối dòng"
        yield _Slip(message, f"Mỗi nơi nhận một dòng, cuối dòng có dấu “;”, dòng cuối có dấu “.” ({_LAW}).")


def _named_as_titled(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a closing sentence that calls the report otherwise than its title."""
    title = next((line for line in style.parts.titles.split("\n") if title_words(line)[:2] == ["cong", "tac"]), "")
    closing = _CLOSES.sub("", plain_letters(clean(style.parts.closing)))
    wanted, said = title_words(title)[:_TITLE_WORDS], title_words(closing)[:_TITLE_WORDS]
    if len(wanted) == _TITLE_WORDS and said and said != wanted:
        message = f"Câu kết gọi báo cáo là “{clean(style.parts.closing)[:70]}…”, tên báo cáo là “{clean(title)[:70]}”"
        yield _Slip(message, "Gọi báo cáo ở câu kết đúng như tên báo cáo.")


def _days(style: ReportStyle) -> Iterator[_Slip]:
    """Yield two ways of writing days."""
    found: dict[str, str] = {}
    for match in _DAY.finditer(style.text):
        found.setdefault(match[1], match[0])
    if len(found) > 1:
        shown = ", ".join(f"“{day}”" for day in found.values())
        yield _Slip(f"Ngày tháng viết theo nhiều cách: {shown}", "Viết ngày theo một cách trong cả báo cáo.")


def _padding(style: ReportStyle) -> Iterator[_Slip]:
    """Yield two ways of writing small numbers of one thing: 01 người, 1 người."""
    text = "\n".join((style.text, style.parts.end, style.parts.below))
    found: defaultdict[str, dict[bool, str]] = defaultdict(dict)
    for pattern in _PADDED:
        for match in pattern.finditer(plain_letters(text)):
            found[match["of"]].setdefault(match["number"].startswith("0"), text[match.start() : match.end()])
    for said in found.values():
        if len(said) > 1:
            shown = ", ".join(f"“{clean(words)}”" for words in said.values())
            yield _Slip(
                f"Số nhỏ hơn 10 viết theo hai cách: {shown}", "Chọn một cách, có hoặc không có số 0 đứng trước."
            )


def _chapters(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a gap in the numbers of the chapters, or one that stands twice."""
    numbers = [_ROMAN[found[1]] for found in _CHAPTER.finditer(style.text) if found[1] in _ROMAN]
    for before, after in pairwise(numbers):
        if after != before + 1 and after != 1:
            yield _Slip("Các phần của báo cáo đánh số không liền nhau", "Đánh lại số La Mã của các phần theo thứ tự.")
            return


def _section_numbers(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a section whose number is not that of its place, where the others are numbered as in the form."""
    typed = {code: _NUMBER.match(text) for code, text in style.parts.sections.items() if "." in code}
    right = [code for code, found in typed.items() if found and code.endswith(f".{found[1].rpartition('.')[2]}")]
    if 2 * len(right) > len(typed):
        for code in typed.keys() - set(right):
            heading = style.parts.sections[code].partition("\n")[0]
            yield _Slip(f"Mục {code} đánh số sai: “{clean(heading)[:70]}”", "Đánh lại số thứ tự của mục này.")


def _sections(style: ReportStyle) -> Iterator[_Slip]:
    """Yield the sections of the form that the report has not, where it has most of them."""
    form, has = style.form, style.parts.sections
    lacking = [one for one in form.sections if one not in has]
    if lacking and 2 * len(has) > len(form.sections):
        named = ", ".join(f"{one} {form.section_titles.get(one, '')}".rstrip() for one in lacking)
        yield _Slip(f"Báo cáo không có mục: {named}", "Thêm mục còn thiếu, hoặc đặt tên mục như biểu mẫu.")


def _twice(style: ReportStyle) -> Iterator[_Slip]:
    """Yield a document that one section cites twice with number and day."""
    for section, text in style.parts.sections.items():
        cited = re.findall(
            r"\b\d{1,4}/(?:20\d\d/)?[a-z]+(?:-[a-z]+)*,? ngay \d{1,2}[-/. ][\w ]{1,9}[-/. ][\w ]{0,4}\d{4}",
            plain_letters(text),
        )
        twice = next((one for one in cited if cited.count(one) > 1), None)
        if twice:
            message = f"Mục {section} viện dẫn đủ số, ngày của một văn bản hai lần: “{twice.upper()}”"
            yield _Slip(message, "Lần sau chỉ cần ghi tên loại và số, ký hiệu.")


_CHECKS: tuple[Callable[[ReportStyle], Iterator[_Slip]], ...] = (
    _addressee,
    _ending,
    _pointer,
    _recipients,
    _named_as_titled,
    _days,
    _padding,
    _chapters,
    _section_numbers,
    _sections,
    _twice,
)


def _choices(style: ReportStyle) -> Iterator[str]:
    """Yield the rows that ask for one of several answers and are blank, where nearly all such rows are answered."""
    asked = [one.row.code for one in style.appendix.rows if one.row and one.row.choices]
    blank = [code for code in asked if code in style.appendix.left_empty]
    if blank and 4 * len(blank) < len(asked):
        yield from blank


def _without_unit(style: ReportStyle, body: Place) -> Iterator[Diagnostic]:
    """Yield the rows of the appendix that lack the unit which the form prints, where most rows have one."""
    with_unit = [one for one in style.appendix.rows if one.row and one.row.unit and one.row.kind is not RowKind.HEADING]
    lacking = [one.row.code for one in with_unit if one.row and not one.printed.unit]
    if lacking and 2 * len(lacking) < len(with_unit):
        place = Place(file=body.file, sheet=style.form.appendix_name, label=lacking[0])
        message = f"Dòng {', '.join(lacking[:8])} không ghi đơn vị tính"
        yield Diagnostic.of(Code.REPORT_STYLE, place, message, "Ghi đơn vị tính của dòng như biểu mẫu.")
