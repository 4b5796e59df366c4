"""The words of a report: how numbers, dates and names are written in Vietnamese, as filters and functions of the templates.

Knows nothing of Word. An unknown value (None) prints as nothing; every number is rounded here and only here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Protocol

from cchc_report.ground.numbers import Number, exact, format_number, format_trimmed, percent, points
from cchc_report.ground.text import parted

_NBSP = "\u00a0"
_ROOM = _NBSP * 6  # a number written in by hand needs this much room


class Citable(Protocol):
    """A document that a report refers to."""

    @property
    def kind(self) -> str:
        """Its kind: Kế hoạch, Quyết định."""

    @property
    def symbol(self) -> str:
        """Its number and sign: 01/KH-UBND."""

    @property
    def issued_on(self) -> date:
        """The day it was issued."""

    @property
    def subject(self) -> str:
        """What it is about."""

    @property
    def issuer(self) -> str | None:
        """Who issued it; None for the reporting body itself."""


def plain_text(value: object) -> str:
    """Return a value as a reader expects it: a rate with two decimals and a comma, a date as 03/01/2023, None as nothing.

    Raises TypeError for what is no text, number or date.
    """
    match value:
        case None:
            return ""
        case Enum():
            return str(value.value)
        case bool():
            return "Có" if value else "Không"
        case Decimal():
            return format_number(value, None if value == value.to_integral_value() else 2, thousands="")
        case date():
            return short_date(value)
        case float():
            return plain_text(exact(value))
        case str() | int():
            return str(value)
        case _:
            raise TypeError(type(value).__name__)  # a whole record is never printed: it may hold a person's name


def number(value: Number | None) -> str:
    """Print a number with grouped thousands: 1603 is 1.603."""
    return "" if value is None else format_number(value)


def two_digits(value: Number | str | None) -> str:
    """Print a number below 10 with a leading zero, as official texts do; digits given as text likewise."""
    if isinstance(value, str):
        bare = value.strip()
        return bare.zfill(2) if bare.isascii() and bare.isdigit() else bare
    if value is None:
        return ""
    printed = format_number(value)
    return printed.zfill(2) if printed.isdigit() else printed


def percentage(value: Number | None) -> str:
    """Print a percentage with two decimals: 99,06%."""
    return "" if value is None else f"{format_number(value, 2)}%"


def trimmed_percentage(value: Number | None) -> str:
    """Print a percentage with at most one decimal and no trailing zero: 91,7%, 100%."""
    return "" if value is None else f"{format_trimmed(value, 1)}%"


def rate(part: Number | None, whole: Number | None) -> str:
    """Print part of whole as a percentage with two decimals; nothing where either is unknown or the whole is zero."""
    return percentage(percent(part, whole))


def swing(now: Number | None, before: Number | None, unit: str = "") -> str:
    """Say how a number moved: tăng 120 hồ sơ (8,1%), giảm 2,05 điểm %, không đổi; nothing where either is unknown.

    With the unit "%" the two are rates, and what lies between them, as printed, is percentage points.
    """
    if now is None or before is None:
        return ""
    is_rate = unit.strip() == "%"
    change = points(now, before) if is_rate else now - before
    if not change:
        return "không đổi"
    verb, size = ("tăng", Decimal(change)) if change > 0 else ("giảm", -Decimal(change))
    if is_rate:
        return f"{verb} {format_number(size, 2)} điểm %"
    share = percent(size, before)
    told = f"{verb} {format_number(size)} {unit}".rstrip()
    return told if share is None else f"{told} ({format_trimmed(share, 1)}%)"


def short_date(value: date | None) -> str:
    """Print a date in digits: 03/01/2023."""
    return "" if value is None else f"{value.day:02}/{value.month:02}/{value.year:04}"


def long_date(value: date | None) -> str:
    """Print a date in words; days below 10 and the months 1 and 2 take a zero (Nghị định 30/2020, Phụ lục I, II.4)."""
    if value is None:
        return ""
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def capitals(value: object) -> str:
    """Print in capital letters."""
    return plain_text(value).upper()


def within_sentence(value: object) -> str:
    """Print a name as it stands within a sentence: its first letter small, unless it is an abbreviation."""
    text = plain_text(value)
    return text if text[1:2] != text[1:2].lower() else text[:1].lower() + text[1:]


def document_number(value: str | int | None, sign: str) -> str:
    """Print a document's number with its sign: 5 is 05/BC-UBND; room is left for a number not yet given."""
    text = two_digits(value) if value is not None else ""
    if "/" in text:
        return text
    return f"{text or _ROOM}/{sign}"


def without_end_mark(value: object) -> str:
    """Return a line without the dash before it and the mark after it, so that a list can set its own."""
    return plain_text(value).strip().lstrip("-–+*•").strip().rstrip(";.,").rstrip()


def enumerated(value: str | None) -> str:
    """Print bodies that stand between semicolons as a sentence names them: A, B và C."""
    *first, last = parted(value or "") or ("",)
    return f"{', '.join(first)} và {last}" if first else last


def lines(values: Iterable[object] | None) -> str:
    """Print each value on a line of its own."""
    return "\n".join(map(plain_text, values or ()))


def cite_in_full(document: Citable) -> str:
    """Name a document as at its first mention: kind, number, date, issuer where it is another body, subject."""
    issuer = f" của {document.issuer}" if document.issuer else ""
    return f"{cite_briefly(document)} {long_date(document.issued_on)}{issuer} {about(document.subject)}".rstrip()


def cite_briefly(document: Citable) -> str:
    """Name a document as at every later mention: kind and number."""
    return f"{plain_text(document.kind)} số {document.symbol}"


def about(subject: str) -> str:
    """Return a document's subject as it goes on a sentence: "Cải cách hành chính" is "về cải cách hành chính"."""
    bare = without_end_mark(subject)
    if not bare:
        return ""
    for opening in ("về việc ", "v/v ", "về "):
        if bare.lower().startswith(opening):
            return ("về việc " if opening == "v/v " else opening) + bare[len(opening) :]
    first, _, rest = bare.partition(" ")
    is_name = first[1:] != first[1:].lower() or rest[:1].isupper()
    return f"về {bare if is_name else bare[0].lower() + bare[1:]}"


@dataclass(frozen=True)
class Word:
    """A filter or function that templates may use: what it does, told to the clerk who edits them, and an example."""

    function: Callable[..., str]
    meaning: str
    example: str


FILTERS: dict[str, Word] = {
    "so": Word(number, "Số có dấu chấm phân cách hàng nghìn", "{{ 1603 | so }} in ra 1.603"),
    "hai_so": Word(two_digits, "Số nhỏ hơn 10 có số 0 đứng trước", "{{ 1 | hai_so }} in ra 01"),
    "phan_tram": Word(
        percentage, "Tỷ lệ phần trăm với hai chữ số thập phân", "{{ dossiers.on_time_rate | phan_tram }} in ra 99,06%"
    ),
    "phan_tram_gon": Word(
        trimmed_percentage,
        "Tỷ lệ phần trăm với nhiều nhất một chữ số thập phân",
        "{{ level.share | phan_tram_gon }} in ra 91,7%",
    ),
    "ngay": Word(short_date, "Ngày bằng số", "{{ commune.report_date | ngay }} in ra 05/02/2023"),
    "ngay_dai": Word(
        long_date, "Ngày bằng chữ", "{{ commune.report_date | ngay_dai }} in ra ngày 05 tháng 02 năm 2023"
    ),
    "hoa": Word(capitals, "Chữ in hoa", "{{ commune.name | hoa }} in ra HOẰNG TRƯỜNG"),
    "trong_cau": Word(
        within_sentence,
        "Tên gọi đứng giữa câu: chữ đầu viết thường, trừ chữ viết tắt",
        '{{ "Môi trường điện tử" | trong_cau }} in ra môi trường điện tử',
    ),
    "ky_hieu": Word(
        document_number,
        "Số và ký hiệu văn bản; chừa chỗ khi chưa có số",
        '{{ commune.report_number | ky_hieu("BC-UBND") }} in ra 05/BC-UBND',
    ),
    "bo_dau": Word(without_end_mark, "Bỏ gạch đầu dòng và dấu câu cuối dòng", "{{ line | bo_dau }} in ra Lưu: VT"),
    "tung_dong": Word(lines, "Mỗi mục một dòng", "{{ row.unit_lines | tung_dong }} in ra từng dòng đơn vị tính"),
    "liet_ke": Word(
        enumerated,
        "Các cơ quan ngăn bằng dấu chấm phẩy, như đọc trong câu",
        '{{ "UBND tỉnh; Sở Nội vụ" | liet_ke }} in ra UBND tỉnh và Sở Nội vụ',
    ),
    "trich_dan": Word(
        cite_in_full,
        "Văn bản được nêu lần đầu: tên loại, số, ngày, cơ quan ban hành, trích yếu",
        "{{ document | trich_dan }} in ra Kế hoạch số 01/KH-UBND ngày 03 tháng 01 năm 2023 về cải cách hành chính",
    ),
    "trich_dan_gon": Word(
        cite_briefly,
        "Văn bản được nêu lại: tên loại và số",
        "{{ document | trich_dan_gon }} in ra Kế hoạch số 01/KH-UBND",
    ),
}
"""Every filter of ours by the name a template uses."""

FUNCTIONS: dict[str, Word] = {
    "ty_le": Word(
        rate,
        "Tỷ lệ phần trăm của một phần trong tổng số; trống khi chưa có số liệu",
        "{{ ty_le(dossiers.on_time, dossiers.total) }} in ra 99,06%",
    ),
    "tang_giam": Word(
        swing,
        "So với kỳ trước: tăng, giảm bao nhiêu và bao nhiêu phần trăm; đơn vị “%” thì tính điểm phần trăm; trống khi chưa có số liệu",
        '{{ tang_giam(dossiers.received, previous.dossiers.received, "hồ sơ") }} in ra tăng 120 hồ sơ (8,1%)',
    ),
}
"""Every function of ours by the name a template uses."""
