"""Vietnamese text: one clean spelling for what looks alike, keys that match and sort it, the nearest of several."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import TypeAlias

# Characters that take no room in text pasted from the web, Word or a one-stop system; splitting knows all kinds of space.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_STROKE = str.maketrans("đĐ", "dD")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_SLIP = 0.7  # how alike two words must be to be one, mistyped: "tuyn" and "tuyen", not "vien" and "cong"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng, as dictionaries order them
_TONE = re.compile(f"[{_TONES}]")
_WORD = re.compile(r"\d{1,18}|(?:[^\W\d_][\u0300-\u036f]*)+")
_RANKS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}

# What commands a terminal or turns the order of letters around: a file's name or a cell may hold any of it.
_HARMFUL = re.compile(
    "(\\x1b\\[[0-9;]*m)|[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]"
)

SortKey: TypeAlias = tuple[tuple[tuple[int, ...], ...], tuple[int, ...], str]


def is_blank(text: str) -> bool:
    """Tell whether a text has nothing to see in it."""
    return not (text if text.isascii() else text.translate(_INVISIBLE)).strip()


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, its runs of white space as one space, trimmed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def harmless(text: str) -> str:
    """Return a text that commands no terminal and keeps the order of its letters; line breaks, tabs and our colours stay."""
    return text if text.isascii() and text.isprintable() else _HARMFUL.sub(lambda found: found[1] or "", text)


def clean_lines(text: str) -> str:
    """Like `clean`, but keep the line breaks that separate paragraphs and recipients."""
    return "\n".join(filter(None, map(clean, text.splitlines())))


def fold(text: str) -> str:
    """Return a key that ignores case, diacritics, tone placement, punctuation and spacing.

    >>> fold("NGÀY  TIẾP-NHẬN:")
    'ngay tiep nhan'
    """
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_INVISIBLE)).translate(_STROKE))
    return _NOT_WORD.sub(" ", text.lower()).strip()


def plain_letters(text: str) -> str:
    """Return a text in lower case and without diacritics, letter for letter: what is found in it stands there in the text.

    The text is expected in NFC, as `clean` leaves it.
    """
    return text.lower() if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=2_000)
def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.lower())[:1]
    return "d" if base == "đ" else base


def parted(text: str) -> tuple[str, ...]:
    """Return what a cell names, one after another, between semicolons."""
    return tuple(filter(None, (part.strip() for part in text.split(";"))))


def nearest(text: str, candidates: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the candidate that reads most like the text, for the wording of a question; never for a decision.

    `likeness` is difflib's ratio from which a candidate is worth asking about.
    """
    by_key = {fold(candidate): candidate for candidate in candidates}
    found = get_close_matches(fold(text), by_key, n=1, cutoff=likeness)
    return by_key[found[0]] if found else None


def nearest_slip(text: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a text is a slip of the keyboard for, word by word; None where another word is meant.

    >>> nearest_slip("Trực tuyn", ["Trực tiếp", "Trực tuyến"]), nearest_slip("Viên chức", ["Công chức"])
    ('Trực tuyến', None)
    """
    words = fold(text).split()
    alike = [
        candidate
        for candidate in candidates
        if len(others := fold(candidate).split()) == len(words)
        and all(SequenceMatcher(None, word, other).ratio() >= _SLIP for word, other in zip(words, others, strict=True))
    ]
    return nearest(text, alike)


def sort_key(text: str) -> SortKey:
    """Return a key that sorts as a Vietnamese dictionary does: by letters (a ă â … d đ e ê), then by tones, then as written.

    Case and punctuation do not count, numbers sort by their value, and tone placement (hoà, hòa) makes no difference.

    >>> sorted(["Phường 10", "Đặng", "Dương", "Phường 2"], key=sort_key)
    ['Dương', 'Đặng', 'Phường 2', 'Phường 10']
    """
    written = clean(text)
    words = _WORD.findall(unicodedata.normalize("NFD", written.lower()))
    return tuple(map(_letters, words)), tuple(map(_tone, words)), written


def _letters(word: str) -> tuple[int, ...]:
    """Return the ranks of a word's letters without its tone; a number comes before all letters, by its value."""
    if word.isdecimal():
        return -1, int(word)
    composed = unicodedata.normalize("NFC", _TONE.sub("", word))
    return tuple(_RANKS.get(letter, ord(letter)) for letter in composed)


def _tone(word: str) -> int:
    """Return the rank of a syllable's tone: ngang, huyền, hỏi, ngã, sắc, nặng."""
    found = _TONE.search(word)
    return 1 + _TONES.index(found[0]) if found else 0
