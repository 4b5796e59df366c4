"""The words by which rows of a clerk's sheet that are no data are known: totals, notes, signatures, group rows.

All patterns are held against folded text, but for those that look at signs.
"""

import re
from collections.abc import Sequence

from cchc_report.ground.text import fold

_TOTAL = re.compile(
    r"(?:(?:tong|cong|luy ke)(?: (?:so|cong|hop|dong|toan|chung|cac|nhom|thang|quy|trang|den|nam|tu|ca|muc|phan|i|ii|iii|iv|v|ho so|thu tuc|nguoi|van ban|nhiem vu|can bo|cong chuc|lai)\b.*| \d[\d ]*(?: (?:ho so|thu tuc|nguoi|van ban|nhiem vu|dong))?| [a-z](?: [a-z])*)?|(?:grand |sub ?)?totals?(?: \d+)?|sum|subtotal)"
)
_SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|ky|tong hop|bao cao|kiem tra|thong ke|ghi so|nhap)|lap bieu|thu truong|(?:pho )?chu tich|(?:pho )?truong phong|giam doc|bi thu|(?:tm|kt|tl|tuq|t m|k t|t l) (?:ubnd|uy ban|chu tich|truong|thu truong|giam doc|hdnd)|ky (?:ten|ghi ro)|da ky|xac nhan|can bo (?:tong hop|thong ke|lap)|ke toan|dai dien)\b.*|.*\bngay \d{0,2} ?thang \d{0,2} ?nam(?: \d{2,4})?"
)
_NOTE = re.compile(
    r"(?:ghi chu|luu y|chu thich|chu y|nguon|note|notes|noi nhan|danh sach (?:nay|tren|gom)|bieu (?:nay|mau)|so lieu (?:tinh|den|tren|nay|lay)|tinh den|an dinh|bang chu|trong do|ket xuat|in ngay|ngay in|xuat ngay|trang \d+|nguoi xuat|he thong|luu|lien he|(?:het|ket thuc)(?: danh sach)?$|[ab]? ?tham khao)\b.*"
)
_TITLE = re.compile(
    r"(?:thang|quy|nam|dot|ky|tuan|\d{1,2} thang|hoc ky) (?:\d{1,4}|[ivx]+|mot|hai|ba|bon|tu)\b.*|(?:danh sach|so theo doi|bang|bieu|bao cao|cong hoa xa hoi|doc lap tu do|uy ban nhan dan|ubnd|phu luc|mau so|thong ke) .*"
)
_NUMERAL = re.compile(r"^\s*(?:[IVX]{1,5}|[A-ZĐ]|[a-zđ])\s*[.)/:-]\s*\S|^\s*(?:[IVX]{1,5})\s+\S")
_COUNTED = re.compile(r"\(\s*\d+[^()]*\)\s*$")
_NAMES_GROUP = re.compile(
    r"(?:linh vuc|nhom|khoi|bo phan|loai|don vi|thon|khu pho|phong|ban|muc|phan|chuong|nguon giao|co quan) .*"
)
_COLUMN_MARK = re.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐ]|[a-zđ])\s*\)?(?:\s*=.*)?")
_PLAIN_TOTAL = re.compile(r"(?:tong(?: so| cong)?|cong|total)(?: (\d+))?")
_TOO_LONG = 8  # digits: no number of rows
_LONGEST = 60  # letters: a cell alone that is longer is a sentence


def is_total(text: str) -> bool:
    """Tell whether a cell labels a total."""
    return _TOTAL.fullmatch(fold(text)) is not None


def is_signature(text: str) -> bool:
    """Tell whether a cell is of the lines under a table that are signed, or dated."""
    return _SIGNATURE.fullmatch(fold(text)) is not None


def is_note(text: str) -> bool:
    """Tell whether a cell is plainly a remark on the table."""
    written = text.strip()
    return (
        _NOTE.fullmatch(fold(text)) is not None
        or (written.startswith("(") and written.endswith(")"))
        or written.startswith(("*", "(*", "- ", "+ ", "–"))
        or (len(written) > _LONGEST and written.endswith("."))
    )


def is_title(text: str) -> bool:
    """Tell whether a cell names a table or the time that a part of it is of."""
    return _TITLE.fullmatch(fold(text)) is not None


def is_group(text: str) -> bool:
    """Tell whether a cell that stands alone in its row heads a group: numbered, in capitals, counted or ending in a colon."""
    written = text.strip()
    return (
        _NUMERAL.search(written) is not None
        or written.endswith(":")
        or _COUNTED.search(written) is not None
        or (written.isupper() and sum(map(str.isalpha, written)) > 1 and not any(map(str.isdigit, written)))
        or _NAMES_GROUP.fullmatch(fold(written)) is not None
    )


def is_column_mark(text: str) -> bool:
    """Tell whether a cell is a number or letter that counts columns: (1), A, 4=2+3."""
    return _COLUMN_MARK.fullmatch(text.removesuffix(".0").strip()) is not None


def group_name(text: str) -> str:
    """Return what a group row names, without its number and its count.

    >>> group_name("I. CÁN BỘ (11 người)")
    'CÁN BỘ'
    """
    named = _COUNTED.sub("", text.strip()).rstrip(": ")
    return re.sub(r"^\s*(?:[IVX]{1,5}|[A-ZĐ]|[a-zđ]|\d{1,2})\s*[.)/:-]\s*|^\s*[IVX]{1,5}\s+", "", named).strip()


def stated_total(texts: Sequence[str], noun: str) -> int | None:
    """Return how many rows a line of totals states: beside the noun of a row, or after the label and nothing else."""
    beside = re.compile(rf"(\d[\d.]*) {re.escape(fold(noun))}\b")
    found = next((match for text in texts if (match := beside.search(fold(text.replace(".", ""))))), None)
    if found:
        return int(found[1])
    label = next((text for text in texts if is_total(text)), "")
    numbers = [text.removesuffix(".0") for text in texts if text is not label]
    alone = _PLAIN_TOTAL.fullmatch(fold(label.replace(".", "")))
    if alone is None or len(numbers) > 1:
        return None
    said = alone[1] or "".join(numbers)
    return int(said) if said.isdigit() and len(said) < _TOO_LONG else None
