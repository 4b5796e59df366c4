"""Reads the words of a date: its weekday before or after it, its month by name, in Vietnamese or English."""

import re

from cchc_report.ground.text import plain_letters

_WEEKDAYS = (
    ("hai", "mon"),
    ("ba", "tue"),
    ("tu", "wed"),
    ("nam", "thu"),
    ("sau", "fri"),
    ("bay", "sat"),
)  # Monday first; Sunday is no number in Vietnamese
_MONTHS = (
    ("mot", "gieng", "jan"),
    ("hai", "feb"),
    ("ba", "mar"),
    ("tu", "bon", "apr"),
    ("nam", "may"),
    ("sau", "jun"),
    ("bay", "jul"),
    ("tam", "aug"),
    ("chin", "sep"),
    ("muoi", "oct"),
    ("muoi mot", "nov"),
    ("muoi hai", "chap", "dec"),
)
_DAY_NAME = (
    r"(?:(?:thu\s*|t)(?P<number>[2-7])|thu\s+(?P<word>hai|ba|tu|nam|sau|bay)|(?P<sunday>chu\s+nhat|cn|sun(?:day)?)"
    r"|(?P<english>mon|tue|wed|thu|fri|sat)(?:s|nes|rs|ur)?(?:day)?)\b\.?"
)
_BEFORE = re.compile(rf"{_DAY_NAME}[\s,:\-]*(?:ngay\s+)?(?=\d|[a-z]{{3}})")
_AFTER = re.compile(rf"[\s,]*\(?{_DAY_NAME}\)?$")
_NAMED = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_ENGLISH_MONTH = "(?P<name>" + "|".join(names[-1] for names in _MONTHS) + r")[a-z]*\.?"
_VIETNAMESE_MONTH = (
    r"thang\s+(?P<name>" + "|".join(sorted((name for names in _MONTHS for name in names[:-1]), key=len)[::-1]) + r")\b"
)
_YEAR = r"(?P<year>\d{4}|\d{2})\b"
_WITH_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:ngay\s+)?(?P<day>\d{{1,2}})[\s,\-]*{_VIETNAMESE_MONTH}[\s,\-]*(?:nam\s+)?{_YEAR}",
        rf"(?P<day>\d{{1,2}})[\s\-/.]*{_ENGLISH_MONTH}[\s,\-/.]*{_YEAR}",
        rf"{_ENGLISH_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+{_YEAR}",
    )
)


def without_weekday(text: str) -> tuple[str, int | None]:
    """Return a cleaned text without the weekday before or after it, and that day's number: Monday is 0, None for no weekday."""
    plain = plain_letters(text)
    if found := _BEFORE.match(plain):
        return text[found.end() :], _number_of(found)
    if found := _AFTER.search(plain):
        return text[: found.start()], _number_of(found)
    return text, None


def with_month_number(text: str) -> str:
    """Return a cleaned text with the month by its number, day first; as it was where no month is named."""
    plain = plain_letters(text)
    for pattern in _WITH_NAMES:
        if found := pattern.match(plain):
            return f"{found['day']}/{_NAMED[found['name']]}/{found['year']}{text[found.end() :]}"
    return text


def _number_of(found: re.Match[str]) -> int:
    if found["sunday"]:
        return 6
    if found["number"]:
        return int(found["number"]) - 2
    return next(index for index, names in enumerate(_WEEKDAYS) if (found["word"] or found["english"]) in names)
