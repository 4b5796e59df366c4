"""The fields of administration that the appendix asks for by name, told by the whole name of a field and not by a word in it.

“Xây dựng nông thôn mới” is no construction. A name that is in neither table and could belong is asked about.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.ground.text import clean, fold
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import Table
from cchc_report.tables.vocabulary import settings_hint


class Domain(StrEnum):
    """The fields of administration the appendix asks for by name."""

    LAND = "dat dai"
    CONSTRUCTION = "xay dung"
    MAYBE_LAND = "dat dai?"  # asked about; the figures of land are unknown meanwhile
    MAYBE_CONSTRUCTION = "xay dung?"
    MAYBE_EITHER = "dat dai, xay dung?"
    OTHER = ""


_LAND = """đất đai; quản lý đất đai; lĩnh vực đất đai; đăng ký đất đai; giao đất, cho thuê đất; hòa giải tranh chấp đất đai;
tranh chấp đất đai; địa chính; địa chính đất đai; quản lý nhà nước về đất đai; thủ tục đất đai"""
_CONSTRUCTION = """xây dựng; hoạt động xây dựng; quản lý xây dựng; quản lý hoạt động xây dựng; lĩnh vực xây dựng; quy hoạch xây dựng;
quy hoạch xây dựng, kiến trúc; quy hoạch kiến trúc, xây dựng; cấp phép xây dựng; cấp giấy phép xây dựng; giấy phép xây dựng;
trật tự xây dựng; quản lý trật tự xây dựng; quản lý chất lượng công trình xây dựng; xây dựng nhà ở; xây dựng công trình;
quy hoạch và xây dựng; kiến trúc, quy hoạch xây dựng"""
# What has the word and is something else: building the countryside, the Party, the government, a way of life, legal texts.
_NOT_CONSTRUCTION = re.compile(
    r"(?:cong tac )?xay dung (?:nong thon|chinh quyen|dang\b|he thong chinh tri|doi song|nep song|gia dinh|van ban|phap luat|van hoa|luc luong|phong trao|do thi van minh|co so|ke hoach|y thuc)"
)
_LAND_WORD, _CONSTRUCTION_WORD = re.compile(r"\bdat\b|\bdia chinh\b"), re.compile(r"\bxay dung\b")
_NOT_LAND = re.compile(r"\b(?:dat ten|lap dat|dat hang|dat nuoc|thanh dat|dat coc|khuyen)\b")
_PREFIX = re.compile(r"^(?:linh vuc|thu tuc hanh chinh|tthc) ")
_PIECES = re.compile(r"\s*(?:[,;/&+–]|\s-\s|\bva\b|\bvà\b)\s*")


def _keys(names: str) -> frozenset[str]:
    return frozenset(_key(name) for name in names.replace("\n", " ").split(";"))


def _key(name: str) -> str:
    return _PREFIX.sub("", fold(name))


_NAMES = {Domain.LAND: _keys(_LAND), Domain.CONSTRUCTION: _keys(_CONSTRUCTION)}


@lru_cache(maxsize=1024)  # a log of 100,000 dossiers names a few dozen fields
def domain_of(field: str) -> Domain:
    """Return the field of administration by its name: the whole name, or a whole term in a name of several."""
    terms = (field, *_PIECES.split(clean(field)))
    found = {domain for domain, names in _NAMES.items() if any(_key(term) in names for term in terms)}
    if found:
        return found.pop() if len(found) == 1 else Domain.MAYBE_EITHER
    key = _key(field)
    if _CONSTRUCTION_WORD.search(_NOT_CONSTRUCTION.sub("", key)):
        return Domain.MAYBE_CONSTRUCTION
    is_land = _LAND_WORD.search(_NOT_LAND.sub("", key)) and _says_land(field)
    return Domain.MAYBE_LAND if is_land else Domain.OTHER


def _says_land(field: str) -> bool:
    """Tell whether the word is “đất” and not “đạt” or “đặt”; a text without accents may mean it."""
    text = clean(field).casefold()
    return text.isascii() or "đất" in text or "địa chính" in text


_ASKED = {Domain.MAYBE_LAND: "Đất đai", Domain.MAYBE_CONSTRUCTION: "Xây dựng", Domain.MAYBE_EITHER: "Đất đai"}


def ask_about_fields(table: Table[DossierRow]) -> Iterator[Diagnostic]:
    """Yield a question for each name of a field that could be land or construction and is no usual name of either."""
    asked: set[str] = set()
    for part in table.parts:
        for index, field in enumerate(part.column("field", str)):
            if field is None or field in asked:
                continue
            asked.add(field)
            name = _ASKED.get(domain_of(field))
            if name:
                yield Diagnostic.of(
                    Code.FIELD_UNCLEAR,
                    part.place(index, "field"),
                    f"Chưa rõ lĩnh vực {quote(field)} có phải là {name} không; số liệu lĩnh vực ấy để trống",
                    f"Sửa tên lĩnh vực theo danh mục của tỉnh; nếu không thuộc lĩnh vực nào trong hai, thay {name} ở cuối dòng sau bằng Khác. {settings_hint('choices', 'Lĩnh vực', field, name)}",
                )
