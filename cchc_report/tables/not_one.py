"""Rows that are not one thing: a range or a list of codes or names in the key, and words that say a row stands for nothing.

A column is searched as one text, so that a log in which there is no such row costs next to nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.column import SheetModel
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheets.documents import IssuedDocument
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.table import Model, SheetPart

_HINT_OF_SEVERAL = re.compile(r"[,;&+÷~→…\t\xa0 ]|->|\.\.\.|\d[-–—]\d+/")  # most codes have none of these
_BETWEEN = re.compile(r"\s*(?:\bđến\b|\btới\b|->|→|÷|~|\.\.\.|…|\s[-–—]+\s)\s*", re.IGNORECASE)
_AMONG = re.compile(r"\s*(?:[,;&+\n]|\bvà\b)\s*", re.IGNORECASE)
_NUMBERS_OF_ONE_KIND = re.compile(
    r"(?:từ\s+)?(?:số\s+)?\d+[a-zđ]?\s*(?:[-–—]|đến|,|;|và)\s*\d+[a-zđ]?\s*/", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
# A row that a clerk crossed out in words. “Huy” without its mark may be somebody's name, so accents count.
_CANCELLED = re.compile(
    r"(?:^|[\s(\[.,;:-])(?:(?:đã|bị|hồ sơ|số|văn bản|dòng)\s+)*(?:hủy|huỷ)(?:\s+(?:bỏ|số|hồ sơ|dòng))?[\s)\].!]*$"
    r"|\b(?:nhập nhầm|ghi nhầm|nhập sai|ghi sai|nhập trùng|ghi trùng|vào nhầm|bỏ số|số bỏ|bỏ trống số|không sử dụng số|không tính)\b",
    re.IGNORECASE | re.MULTILINE,
)
_MOST_LETTERS = 60  # of a cell that crosses a row out; a longer text tells of something else


def is_several_codes(text: str) -> bool:
    """Tell whether a cell holds a range or a list of codes: each end or entry has a digit.

    >>> is_several_codes("HS-001 đến HS-005"), is_several_codes("H56.33-230305-0001")
    (True, False)
    """
    if not _HINT_OF_SEVERAL.search(text):
        return False
    return any(_all_have_digits(split.split(text)) for split in (_BETWEEN, _AMONG)) or _are_alike(text.split())


def is_several_symbols(text: str) -> bool:
    """Tell whether a cell holds several numbers of documents: `01-05/KH-UBND`, or a list of whole symbols."""
    return bool(_NUMBERS_OF_ONE_KIND.match(text)) or is_several_codes(text)


def is_several_names(text: str) -> bool:
    """Tell whether a cell holds several names, or a number of people."""
    entries = [entry for entry in _AMONG.split(text) if entry]
    return len(entries) > 1 and all(len(entry.split()) > 1 and not _DIGIT.search(entry) for entry in entries)


def _all_have_digits(entries: list[str]) -> bool:
    return len(entries) > 1 and all(_DIGIT.search(entry) for entry in entries)


def _are_alike(words: list[str]) -> bool:
    """Tell whether words side by side are codes of one shape: two lines of one cell."""
    shapes = {_DIGIT.sub("9", word) for word in words}
    return len(words) > 1 and len(shapes) == 1 and "9" in (shape := shapes.pop()) and not shape.isdecimal()


def cancels(text: str) -> bool:
    """Tell whether a cell says that its row stands for nothing."""
    return len(text) <= _MOST_LETTERS and bool(_CANCELLED.search(text))


@dataclass(frozen=True)
class _KeyOfOne:
    field: str
    is_several: Callable[[str], bool]
    told_in: tuple[str, ...] = ()  # columns in which a clerk may cross a row out


_KEYS: Mapping[type[SheetModel], _KeyOfOne] = {
    DossierRow: _KeyOfOne("code", is_several_codes, ("code", "procedure")),
    IssuedDocument: _KeyOfOne("symbol", is_several_symbols, ("symbol", "subject")),
    Procedure: _KeyOfOne("code", is_several_codes),
    Person: _KeyOfOne("name", is_several_names),
    Task: _KeyOfOne("content", lambda _: False, ("content",)),
}


def rows_not_one(part: SheetPart[Model]) -> Iterator[tuple[int, Diagnostic]]:
    """Yield (row index, diagnostic) for each row whose key stands for several, an error, or that is crossed out in words."""
    key = _KEYS.get(part.model)
    if key is None:
        return
    for index, text in _suspects(part.column(key.field, str), _HINT_OF_SEVERAL):
        if key.is_several(text):
            yield index, _several(part, index, key.field)
    for field in key.told_in:
        for index, text in _suspects(part.column(field, str), _CANCELLED):
            if cancels(text):
                yield index, cancelled(part, index, field, text)


def _suspects(column: list[str | None], pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Yield the cells that may match, each with its index; none where the column as one text does not."""
    if pattern.search("\n".join(text or "" for text in column)):
        yield from ((index, text) for index, text in enumerate(column) if text and pattern.search(text))


def _several(part: SheetPart[Model], index: int, field: str) -> Diagnostic:
    noun = part.model.info.noun
    return Diagnostic.of(
        Code.ROW_FOR_SEVERAL,
        part.place(index, field),
        f"Một dòng kê nhiều {noun} ({_described(part, index, field)}), nhưng mỗi dòng chỉ được tính là một",
        f"Tách ra mỗi {noun} một dòng.",
    )


def _described(part: SheetPart[Model], index: int, field: str) -> str:
    return "tên nhiều người" if part.model is Person else quote(part.columns[field][index])


def cancelled(part: SheetPart[Model], index: int, field: str, text: str) -> Diagnostic:
    """Say that a row is crossed out in words, and counts all the same."""
    return Diagnostic.of(
        Code.ROW_CANCELLED,
        part.place(index, field),
        f"Dòng ghi {quote(text)} nhưng vẫn được tính là một {part.model.info.noun}",
        "Nếu là dòng bỏ thì xóa khỏi sổ; nếu không thì bỏ chữ ấy đi.",
    )
