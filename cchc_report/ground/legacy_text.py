"""Recognises Vietnamese typed in the fonts of before Unicode, TCVN3 (ABC, ".VnTime") and VNI, and decodes it.

Such text looks like "Trùc tiÕp" or "Tröïc tieáp". It is told with its meaning, never put in the place of what stands in a cell.
"""

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from cchc_report.ground.text import fold


class LegacyEncoding(StrEnum):
    """The two 8-bit encodings in which old workbooks are typed."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


class Decoded(NamedTuple):
    """A legacy text's encoding and what it means."""

    encoding: LegacyEncoding
    text: str


_TCVN3 = str.maketrans(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
)
# In VNI a letter is followed by the sign of its tone, its hat, or both; four letters stand alone.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VOWELS = "a|e|i|o|u|y|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye|ieu|oai|oao|oay|oeo|uay|uoi|uou|uya|uye|uyu|yeu"
_SYLLABLE = re.compile(rf"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?(?:{_VOWELS})(?:ch|ng|nh|[cmnpt])?")
_ALPHABET = frozenset("aăâbcdđeêghiklmnoôơpqrstuưvxy")
_BETWEEN_WORDS = re.compile(r"[\s!-@\[-`{-~]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_STOPPED = re.compile(r"(?:c|ch|p|t)$")


def decode_legacy(text: str) -> Decoded | None:
    """Return the meaning of a text that makes no Vietnamese syllables as it stands but does in a legacy encoding; else None."""
    if text.isascii() or any(ord(letter) > 0xFF for letter in text) or _reads_well(text):
        return None
    for encoding, decoded in ((LegacyEncoding.TCVN3, text.translate(_TCVN3)), (LegacyEncoding.VNI, _from_vni(text))):
        if decoded != text and _reads_well(decoded):
            return Decoded(encoding, decoded)
    return None


def _from_vni(text: str) -> str:
    letters: list[str] = []
    for letter in text:
        before, small = letters[-1] if letters else "", letter.lower()
        if small in _VNI_TONES and before.lower() in tuple("aeouyơư"):
            letters[-1] = unicodedata.normalize("NFC", before + _VNI_TONES[small])
        elif small in _VNI_HAT and before.lower() in tuple("aeo"):
            letters[-1] = unicodedata.normalize("NFC", before + "\u0302" + _VNI_HAT[small])
        elif small in _VNI_BREVE and before.lower() == "a":
            letters[-1] = unicodedata.normalize("NFC", before + "\u0306" + _VNI_BREVE[small])
        else:
            alone = _VNI_ALONE.get(small, small)
            letters.append(alone.upper() if letter.isupper() else alone)
    return "".join(letters)


def _reads_well(text: str) -> bool:
    """Tell whether every word is a Vietnamese syllable."""
    words = [word for word in _BETWEEN_WORDS.split(text) if word]
    return bool(words) and all(map(_is_syllable, words))


def _is_syllable(word: str) -> bool:
    """Tell whether the letters are Vietnamese, in Vietnamese order, and a stopped ending has one of its two tones."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(tones) > 1 or not _ALPHABET.issuperset(letters) or not _SYLLABLE.fullmatch(fold(word)):
        return False
    return not _STOPPED.search(letters) or tones in (["\u0301"], ["\u0323"])
