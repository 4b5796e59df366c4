"""What one cell may hold: the Vietnamese notations of dates, numbers, yes/no, choices and text, as pydantic types.

A value that cannot be read raises a problem with a code, a message and a hint; the address is the validator's business.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, InstanceOf
from pydantic_core import PydanticCustomError

from cchc_report.ground.codes import Code
from cchc_report.ground.legacy_text import decode_legacy
from cchc_report.ground.numbers import exact, format_number, is_unclear, parse_number
from cchc_report.ground.text import clean, clean_lines, fold, nearest_slip
from cchc_report.tables.dates import parse_moment
from cchc_report.tables.quoting import quote

_LARGEST = Decimal(10) ** 12
_EXACT = 10**15  # Excel keeps fifteen digits of a number
_EARLIEST, _EARLIEST_SERVICE = 1990, 1960  # years; who began before 1960 has long retired
_LATEST = 2099
_ELAPSED = timedelta(days=21916)  # what a cell formatted as hours since shows is then a day: since 1960
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*").fullmatch  # nothing to clean: most codes
_CODE = re.compile(r"\d+(?:\.\d+)*(?:\.[a-z])?", re.IGNORECASE)
_YES = frozenset({"co", "x", "1", "true", "yes", "y", "dung", "roi", "da", "v"})
_NO = frozenset({"khong", "0", "false", "no", "n", "chua", "sai", "ko", "k"})
_TICKS = frozenset("✓✔☑√×")


def problem(code: Code, message: str, hint: str, *, unlike: bool = False) -> PydanticCustomError:
    """Make the error a cell's check raises; `tables.validate` turns it into a diagnostic with the cell's address.

    `unlike` says that a choice is like none of the allowed ones, so that it may be a word of its own and no slip.
    """
    return PydanticCustomError(
        "cell", "{message}", {"code": code.name, "message": message, "hint": hint, "unlike": unlike}
    )


class Choice(StrEnum):
    """A closed list of values; each is declared with the other spellings that mean it."""

    synonyms: tuple[str, ...]

    def __new__(cls, label: str, *synonyms: str) -> "Choice":
        """Make a member whose value is its label."""
        member = str.__new__(cls, label)
        member._value_ = label
        member.synonyms = synonyms
        return member

    __hash__ = str.__hash__  # equal texts are equal; the enum's own hash is a slow function


AnyChoice = TypeVar("AnyChoice", bound=Choice)


@cache
def choice_labels(choices: type[Choice]) -> dict[str, str]:
    """Return the label of each choice by its folded spellings."""
    return {fold(spelling): member.value for member in choices for spelling in (member.value, *member.synonyms)}


def read_choice(choices: type[AnyChoice], value: object) -> AnyChoice:
    """Match a cell to one of the choices by any declared spelling, without regard to case or diacritics."""
    text = read_text(value)
    labels = choice_labels(choices)
    label = labels.get(fold(text))
    if label is not None:
        return choices(label)
    near = nearest_slip(text, [spelling for member in choices for spelling in (member.value, *member.synonyms)])
    allowed = ", ".join(choices)
    hint = (
        f"Gõ “{labels[fold(near)]}” nếu đúng ý. Các giá trị được dùng: {allowed}."
        if near
        else f"Gõ một trong các giá trị: {allowed}."
    )
    raise problem(Code.CHOICE_UNKNOWN, f"{quote(value)} không có trong danh mục", hint, unlike=near is None)


def read_text(value: object) -> str:
    """Read a cell as one line of text; a whole number loses its `.0`."""
    match value:
        case str():
            if _PLAIN(value):
                return value
            _refuse_legacy(value)
            return clean(value)
        case int() | float() if abs(value) >= _EXACT:
            raise problem(
                Code.TEXT_UNREADABLE,
                f"{quote(value)} dài hơn 15 chữ số, Excel đã đổi các số cuối thành 0",
                "Định dạng ô là Văn bản (Text) rồi gõ lại, hoặc xuất lại tệp từ phần mềm.",
            )
        case float() if value.is_integer():
            return str(int(value))
        case int() | float() | Decimal():
            return str(value)
        case _:
            raise problem(
                Code.TEXT_UNREADABLE,
                f"{quote(value)} là ngày hoặc giờ, ở đây cần chữ",
                "Excel đã tự đổi nội dung thành ngày. Định dạng ô là Văn bản (Text) rồi gõ lại.",
            )


def _refuse_legacy(text: str) -> None:
    """Refuse a text typed in a font of before Unicode, and say what it means."""
    decoded = decode_legacy(text)
    if decoded is not None:
        raise problem(
            Code.LEGACY_TEXT,
            f"{quote(text)} gõ bằng bảng mã {decoded.encoding}, nghĩa là {quote(decoded.text)}",
            "Gõ lại bằng Unicode, hoặc chuyển cả tệp bằng công cụ chuyển mã của UniKey (Ctrl+Shift+F6).",
        )


def read_lines(value: object) -> str:
    """Read a cell as text that keeps its line breaks."""
    if not isinstance(value, str):
        return read_text(value)
    _refuse_legacy(value)
    return clean_lines(value)


def read_moment(value: object, earliest: int = _EARLIEST) -> datetime:
    """Read a cell as a day with its time of day; midnight stands for no time, `earliest` is the first plausible year."""
    match value:
        case datetime():
            moment = value
        case date():
            moment = datetime.combine(value, time())
        case timedelta() if value >= _ELAPSED:
            moment = parse_moment(value / timedelta(days=1))
        case bool() | time() | timedelta():
            raise problem(
                Code.DATE_UNREADABLE,
                f"{quote(value)} không phải là ngày",
                "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2023.",
            )
        case str() | int() | float():
            moment = parse_moment(value)
        case _:
            raise problem(
                Code.DATE_UNREADABLE, "Ô không chứa ngày", "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2023."
            )
    if not earliest <= moment.year <= _LATEST:
        raise problem(
            Code.DATE_IMPLAUSIBLE,
            f"{quote(value)} là ngày thuộc năm {moment.year}, ngoài khoảng {earliest}-{_LATEST}",
            "Kiểm tra lại năm, gõ đủ bốn chữ số, ví dụ 05/03/2023.",
        )
    return moment if moment.tzinfo is None else moment.replace(tzinfo=None)


def read_day(value: object) -> date:
    """Read a cell as a day; a time of day is dropped."""
    return read_moment(value).date()


def read_service_day(value: object) -> date:
    """Read a cell as the day on which somebody's service began or ended."""
    return read_moment(value, _EARLIEST_SERVICE).date()


def read_yes_no(value: object) -> bool:
    """Read Có/Không and the marks people use for them."""
    if isinstance(value, str) and clean(value) in _TICKS:
        return True
    key = fold(read_text(value))
    if key in _YES:
        return True
    if key in _NO:
        return False
    raise problem(Code.YES_NO_UNREADABLE, f"{quote(value)} không phải là Có hoặc Không", "Gõ Có hoặc Không.")


class Percentage(Decimal):
    """A number that its cell gives in percent, by a sign or by its format: 100 is all."""


def read_number(value: object) -> Decimal:
    """Read a cell as an exact number in Vietnamese notation: `1.603` as text is 1603; one with a percent sign is a `Percentage`."""
    number = exact(value) if isinstance(value, int | float) else parse_number(value) if isinstance(value, str) else None
    if number is None or not number.is_finite():
        raise problem(
            Code.NUMBER_UNREADABLE,
            f"{quote(value)} không phải là số",
            "Chỉ gõ chữ số; phần thập phân dùng dấu phẩy, ví dụ 1603 hoặc 99,06.",
        )
    if isinstance(value, str) and is_unclear(value):
        whole = clean(value).replace(",", "")
        raise problem(
            Code.NUMBER_UNCLEAR,
            f"{quote(value)} hiểu được hai cách: {whole}, hoặc {format_number(number)}",
            f"Gõ {whole} nếu dấu phẩy ngăn hàng nghìn; nếu là phần thập phân thì bỏ các số 0 ở cuối hoặc gõ thành ô số.",
        )
    if not 0 <= number < _LARGEST:
        raise problem(
            Code.NUMBER_IMPLAUSIBLE,
            f"{quote(value)} là số âm hoặc quá lớn",
            "Kiểm tra lại: số liệu báo cáo không âm và dưới 1.000 tỷ.",
        )
    return Percentage(number) if isinstance(value, str) and value.rstrip().endswith("%") else number


def read_count(value: object) -> int:
    """Read a cell as a whole number, zero or more."""
    number = read_number(value)
    if number != number.to_integral_value():
        raise problem(Code.NUMBER_UNREADABLE, f"{quote(value)} không phải là số nguyên", "Gõ số nguyên, ví dụ 1603.")
    return int(number)


def read_indicator_code(value: object) -> str:
    """Read the code of an appendix row: Excel may have made the number 1.1 of it, or a date."""
    if isinstance(value, date):
        raise problem(
            Code.TEXT_UNREADABLE,
            f"{quote(value)} là ngày, ở đây cần mã chỉ tiêu",
            "Excel đã đổi mã thành ngày. Định dạng ô là Văn bản (Text) rồi gõ lại mã, ví dụ 1.1.3.",
        )
    code = read_text(value).rstrip(". ")
    return code.lower() if _CODE.fullmatch(code) else code


def read_sections(value: object) -> tuple[str, ...]:
    """Read the report sections a cell names: `I.1`, several as in `I.1, I.2`, or `I.1+` for what is added after one."""
    named = (part.strip(". ").upper() for part in re.split(r"[,;\n]| và ", read_lines(value)))
    return tuple(re.sub(r"[.\s]*\+$", "+", part) for part in named if part)


def read_line_list(value: object) -> tuple[str, ...]:
    """Read a cell as a list, a line an entry, without the dashes and end marks people type round the entries."""
    lines = (line.strip().lstrip("-+•*").strip().rstrip(";.").strip() for line in read_lines(value).splitlines())
    return tuple(line for line in lines if line)


def read_bodies(value: object) -> str:
    """Read a cell that names one body or several, on lines of their own or between semicolons."""
    return "; ".join(line for each in read_lines(value).splitlines() if (line := each.strip("-;. ")))


Text = Annotated[str, BeforeValidator(read_text)]
Bodies = Annotated[str, BeforeValidator(read_bodies)]
Lines = Annotated[str, BeforeValidator(read_lines)]
Day = Annotated[date, BeforeValidator(read_day)]
ServiceDay = Annotated[date, BeforeValidator(read_service_day)]
Moment = Annotated[datetime, BeforeValidator(read_moment)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
Amount = Annotated[InstanceOf[Decimal], BeforeValidator(read_number)]  # a Percentage stays one
Count = Annotated[int, BeforeValidator(read_count)]
IndicatorCode = Annotated[str, BeforeValidator(read_indicator_code)]
LineList = Annotated[tuple[str, ...], BeforeValidator(read_line_list)]
Sections = Annotated[tuple[str, ...], BeforeValidator(read_sections)]


def one_of(choices: type[AnyChoice]) -> BeforeValidator:
    """Return the check that reads a cell as one of the choices."""
    return BeforeValidator(partial(read_choice, choices))
