"""The list under “Nơi nhận” as it is printed: the addressee stands there once, as “Như trên”."""

import re
from collections.abc import Iterable, Sequence

from cchc_report.ground.text import fold

_AS_ABOVE = "Như trên"
_REMARK = re.compile(r"\(.*\)\s*$")  # (b/c)


def listed(recipients: Sequence[str], addressees: Iterable[str]) -> tuple[str, ...]:
    """Return the lines that are printed: those of the bodies the report is addressed to become one “Như trên” at the top.

    >>> listed(("UBND huyện (b/c)", "Lưu: VT"), ("UBND huyện Hoằng Hóa",))
    ('Như trên', 'Lưu: VT')
    """
    named = [_key(body) for body in addressees]
    if not named or not recipients:
        return tuple(recipients)
    kept = [line for line in recipients if not _is_one_of(_key(line), named)]
    return tuple(kept) if kept and fold(_AS_ABOVE) in fold(kept[0]) else (_AS_ABOVE, *kept)


def _is_one_of(line: str, named: Sequence[str]) -> bool:
    return bool(line) and any(body == line or body.startswith(f"{line} ") for body in named)


def _key(body: str) -> str:
    return fold(_REMARK.sub("", body.strip(" -–;.,"))).replace("uy ban nhan dan", "ubnd")
