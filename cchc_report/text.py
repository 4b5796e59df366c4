"""Vietnamese text: one clean spelling for what looks alike, keys that match headers and choices, the nearest of several."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

# Characters that take no room in text pasted from the web, Word or a one-stop system; splitting knows all kinds of space.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_STROKE = str.maketrans("đĐ", "dD")
_MARKS = re.compile(r"[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")


def is_blank(text: str) -> bool:
    """Tell whether a text has nothing to see in it."""
    return not (text if text.isascii() else text.translate(_INVISIBLE)).strip()


def clean(text: str) -> str:
    """Return the text in NFC, without invisible characters, its runs of white space as one space, trimmed."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


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


def nearest(text: str, candidates: Iterable[str], likeness: float = 0.6) -> str | None:
    """Return the candidate that reads most like the text, for the wording of a question; never for a decision.

    `likeness` is difflib's ratio from which a candidate is worth asking about.
    """
    by_key = {fold(candidate): candidate for candidate in candidates}
    found = get_close_matches(fold(text), by_key, n=1, cutoff=likeness)
    return by_key[found[0]] if found else None
