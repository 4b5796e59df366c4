"""A cell's value as a message quotes it: short, in Vietnamese notation, and never a person's name."""

import re
from datetime import date, datetime, timedelta

from cchc_report.ground.numbers import exact, format_number
from cchc_report.ground.text import clean, fold

_LONGEST = 40
_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh dao doan trinh mai truong luong ha cao trieu lai ta to chu thai "
    "quach kieu luu lam phung tong la dam nghiem vuong khuong bach tang quang mac ninh vi lo hua vang sung giang".split()
)
_CAPITALISED = re.compile(r"[^\W\d_]+")


def quote(value: object) -> str:
    """Quote a value for a message; what reads like a person's name is replaced by a description."""
    match value:
        case datetime() if value.hour or value.minute or value.second:
            return f"“{value:%d/%m/%Y %H:%M}”"
        case date():
            return f"“{value:%d/%m/%Y}”"
        case bool():
            return "“TRUE”" if value else "“FALSE”"
        case timedelta():
            hours, rest = divmod(int(value.total_seconds()), 3600)
            return f"“{hours}:{rest // 60:02}”"
        case int() | float():
            return f"“{_number(value)}”"
        case _:
            text = clean(str(value))
    if reads_like_a_name(text):
        return "“(tên người)”"
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[: _LONGEST - 1]}…”"


def reads_like_a_name(text: str) -> bool:
    """Tell whether a text is two to six capitalised words that begin with a Vietnamese surname."""
    words = text.split()
    return (
        2 <= len(words) <= 6
        and fold(words[0]) in _SURNAMES
        and all(_CAPITALISED.fullmatch(word) and word[0].isupper() for word in words)
    )


def _number(value: int | float) -> str:
    number = exact(value)
    return format_number(number, thousands="") if number.is_finite() and abs(number) < 10**20 else str(value)
