"""What a sheet's name says: which declared sheet it is, or what speaks against taking it for one that its headers fit."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cchc_report.ground.text import fold
from cchc_report.tables.column import SheetModel
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.tasks import Task

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = re.compile(r"[^\W_]+")
_EXCEL_COPY = re.compile(r"\(\d\)\s*$")
# Words of a plan, a pattern or a copy, with their marks; without marks they count where the whole name has none.
_PLANS = ("quy hoạch", "dự kiến", "dự nguồn", "nguồn quy hoạch", "dự thảo", "kế hoạch", "đề xuất")
_COPIES = ("mẫu", "bản sao", "sao lưu", "copy", "backup", "nháp", "cũ", "ví dụ", "hướng dẫn", "lưu trữ", "thử")
_OTHER_SUBJECTS: Mapping[type[SheetModel], tuple[str, ...]] = MappingProxyType(
    {IssuedDocument: ("văn bản đến", "công văn đến", "vb đến", "sổ đến", "đến")}
)


def model_named(name: str, models: Sequence[type[SheetModel]]) -> type[SheetModel] | None:
    """Return the declared sheet that a name is the title or a synonym of."""
    key = fold(name)
    return next((model for model in models if key in model.info.keys), None)


def models_said(said: str, models: Sequence[type[SheetModel]]) -> tuple[type[SheetModel], ...]:
    """Return the declared sheet that cchc.toml says a sheet is, none where it says that the sheet does not count."""
    named = model_named(said, models)
    return (named,) if named is not None else ()


def speaks_against(
    name: str, model: type[SheetModel], models: Sequence[type[SheetModel]], year: int | None
) -> str | None:
    """Return what in a sheet's name says that it is not what its headers fit, None where nothing does."""
    years = {int(found) for found in _YEAR.findall(name)}
    if year is not None and years and year not in years:
        return f"tên trang ghi năm {', '.join(map(str, sorted(years)))}"
    if _EXCEL_COPY.search(name):
        return "tên trang là tên Excel đặt cho bản sao"
    return _words_against(name, model) or _subject_against(name, model, models)


def _words_against(name: str, model: type[SheetModel]) -> str | None:
    plans = [word for word in _PLANS if not (model is Task and word == "kế hoạch")]
    for words, meaning in ((plans, "một kế hoạch hoặc dự kiến"), (_COPIES, "một mẫu hoặc bản sao")):
        if said := _first_said(name, words):
            return f"tên trang có “{said}”, là {meaning}"
    return None


def _subject_against(name: str, model: type[SheetModel], models: Sequence[type[SheetModel]]) -> str | None:
    if said := _first_said(name, _OTHER_SUBJECTS.get(model, ())):
        return f"tên trang có “{said}”"
    other = _other_named(name, model, models)
    return f"tên trang nói về {other.info.title}" if other else None


def _first_said(name: str, words: Sequence[str]) -> str | None:
    plain = name.isascii()
    told = f" {' '.join(_WORDS.findall(unicodedata.normalize('NFC', name).lower()))} "
    return next((word for word in words if f" {fold(word) if plain else word} " in told), None)


def _other_named(name: str, model: type[SheetModel], models: Sequence[type[SheetModel]]) -> type[SheetModel] | None:
    """Return another declared sheet whose title stands in a name that does not hold the model's own."""
    told = f" {fold(name)} "
    if any(f" {key} " in told for key in model.info.keys):
        return None
    return next((one for one in models if one is not model and f" {fold(one.info.title)} " in told), None)
