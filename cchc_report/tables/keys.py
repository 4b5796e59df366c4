"""What makes two rows one thing: the keys of dossiers, documents, procedures and tasks, freed of what Excel and people do to them.

Codes are compared without the kind of dash, spaces, case and lost zeros; names and contents without case, marks and punctuation.
"""

import re
from collections.abc import Iterable

from cchc_report.ground.text import fold

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SAME = str.maketrans(dict.fromkeys(_DASHES, "-") | {" ": None, "\u00a0": None})
_LOST_ZEROS = re.compile(r"^0+(?=\d+$)", re.MULTILINE)  # of a code of digits alone: Excel makes 123 of 000123
# A procedure's code in the national database, and the suffix a province's software adds: 1.001193.000.00.00.H56.
_NATIONAL = re.compile(r"(\d{1,2})[.,](\d{1,6})(?:\.0{3}\.\d\d\.\d\d\.H\d\d)?")
_DIGITS_OF_CODE = 6
_FIRST_ZEROS = re.compile(r"^(?:SỐ[:.]?)?0*(?=\d)")
_OWN_ISSUER = re.compile(r"^(?:ubnd|uy ban nhan dan)? ?(?:xa|phuong|thi tran|dac khu)\b")


def dossier_keys(codes: Iterable[str | None]) -> list[str]:
    """Return the keys of a column of dossier codes; a code has no line breaks, so all are treated as one text."""
    text = "\n".join(code or "" for code in codes).upper().translate(_SAME)
    return _LOST_ZEROS.sub("", text).split("\n")


def code_key(code: str) -> str:
    """Return the key of one code."""
    return _LOST_ZEROS.sub("", code.upper().translate(_SAME))


def procedure_key(code: str) -> str:
    """Return the key of a procedure's code: without the province's suffix, with the zeros Excel takes from a number.

    >>> procedure_key("2.00072") == procedure_key("2.000720.000.00.00.H56")
    True
    """
    key = code_key(code)
    national = _NATIONAL.fullmatch(key)
    return f"{national[1]}.{national[2].ljust(_DIGITS_OF_CODE, '0')}" if national else key


def document_key(symbol: str, kind: str, issuer: str | None) -> tuple[str, str, str]:
    """Return what tells documents of one day apart; the commune's own office may be named or left out."""
    key = fold(issuer or "")
    return _FIRST_ZEROS.sub("", code_key(symbol)), fold(kind), "" if _OWN_ISSUER.match(key) else key


def is_same_code(first: object, second: object) -> bool:
    """Tell whether two codes are one in another spelling."""
    return isinstance(first, str) and isinstance(second, str) and procedure_key(first) == procedure_key(second)
