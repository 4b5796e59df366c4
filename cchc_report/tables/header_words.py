"""How a header may be worded: with numbers, units, marks of notes or a second language beside the words that count.

Knows no columns; what a wording means is looked up elsewhere.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from cchc_report.ground.legacy_text import decode_legacy
from cchc_report.ground.text import fold

PLANNED = frozenset(
    {"du kien", "theo du kien", "hen", "hen tra", "theo hen", "theo quy dinh", "quy dinh", "ke hoach", "theo ke hoach", "phai tra", "han", "theo han", "den han"}
)  # fmt: skip
ACTUAL = frozenset({"thuc te", "thuc", "thuc hien", "da tra", "thuc tra", "thuc te tra", "ngay thuc te"})

_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
_NUMBERED = re.compile(r"^(?:\d{1,2} )+|(?: \d{1,2})+$")
_NUMBERS = re.compile(r"[\d\s=+\-*/.,;:()a-z]{0,3}\d[\d\s=+\-*/.,;:()]*|[*\d\s]*")
_UNITS = frozenset(
    {"ho so", "hs", "nguoi", "van ban", "vb", "thu tuc", "tt", "nhiem vu", "ngay", "dong", "vnd", "bat buoc", "neu co", "ngay thang nam", "dd mm yyyy", "dd mm yy", "d m yyyy", "ngay thang", "co khong", "x", "dvt ho so", "don vi ho so", "so luong", "gio"}
)  # fmt: skip
# A syllable of Vietnamese without its marks: a word that is none is of another language.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ch|tr|th|ph|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|nh|ng|[cmnpt])?|[a-z]|tt|hs|kq|ubnd|hdnd|cchc|dvc|dvctt|bcci|cb|cc|llct|tdcm|tthc|vb|sl|kh|ct"
)
_PARTS = re.compile(r"\s*(?:/|\n|\||–|—| - )\s*")


@lru_cache(maxsize=4096)
def wordings(text: str) -> tuple[str, ...]:
    """Return the folded wordings of a header, its own first, then without what is added to it.

    >>> wordings("Công khai (4)")
    ('cong khai 4', 'cong khai')
    """
    decoded = decode_legacy(text)
    text = decoded.text if decoded else text
    found = dict.fromkeys(map(fold, (text, *_without_additions(text))))
    for key in tuple(found):
        found.setdefault(_NUMBERED.sub("", key).strip())
    return tuple(filter(None, found))


def _without_additions(text: str) -> Iterator[str]:
    """Yield a header without numbers, units and other languages in brackets, and each of its languages alone."""
    plain = _BRACKETED.sub(lambda found: " " if _is_addition(found[1]) else found[0], text)
    yield plain
    parts = [part for part in _PARTS.split(plain) if part.strip()]
    ours = [part for part in parts if not is_foreign(part)]
    if len(parts) > 1 and len(ours) == 1:
        yield ours[0]


def _is_addition(text: str) -> bool:
    key = fold(text)
    return key in _UNITS or _NUMBERS.fullmatch(text.strip().lower()) is not None or is_foreign(text) or key == "no"


def is_foreign(text: str) -> bool:
    """Tell whether a text is plainly not Vietnamese: plain letters that make no Vietnamese syllable."""
    words = fold(text).split()
    return text.isascii() and bool(words) and any(word.isalpha() and not _SYLLABLE.fullmatch(word) for word in words)
