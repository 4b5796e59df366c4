"""Lines of a log that state a number carried over instead of rows: “Tồn năm 2022 chuyển sang: 12 hồ sơ”."""

import re
from collections.abc import Iterator, Sequence

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import clean, fold, is_blank
from cchc_report.workbook.sheet import Cell, Sheet

_CARRIED = re.compile(
    r"\b(?:ton(?: dong)?|chuyen (?:sang|tiep|den|ky)|mang sang|(?:ky|nam|quy|thang) truoc|dau ky|con lai|chua giai quyet|sang nam)\b"
)
_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}(?:[/-]\d{2,4})?|\d{1,2}\.\d{1,2}\.\d{2,4}|\b(?:19|20)\d\d\b")
_NUMBERED = re.compile(
    r"\b(?:quý|tháng|tuần|số|điều|khoản|mục) \d+", re.IGNORECASE
)  # of a quarter or a document, no quantity
_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?!\d)|\d+")
_LONGEST = 120  # letters; a longer cell is a sentence that tells of something


def stated_sum(cells: Sequence[Cell]) -> int | None:
    """Return the number that a line states as carried over, None where it states none.

    >>> stated_sum(["Tồn năm 2022 chuyển sang: 12", ""]), stated_sum(["Danh sách hồ sơ năm 2022", ""])
    (12, None)
    """
    texts = [cell for cell in cells if isinstance(cell, str) and not is_blank(cell)]
    if not any(len(text) <= _LONGEST and _CARRIED.search(fold(text)) for text in texts):
        return None
    plain = (int(cell) for cell in cells if type(cell) in (int, float))  # type: ignore[arg-type]  # no text, no day
    return next(filter(None, (*map(_number_in, texts), *plain)), None)


def _number_in(text: str) -> int | None:
    found = _NUMBER.search(_NUMBERED.sub(" ", _DATE.sub(" ", clean(text))))
    return int(found[0].replace(".", "")) if found else None


def sum_told(sheet: Sheet, row: int, cells: Sequence[Cell], noun: str) -> Iterator[Diagnostic]:
    """Say that the number of a line is not counted."""
    number = stated_sum(cells)
    if number is not None:
        first = next(index for index, cell in enumerate(cells) if not is_blank(str(cell)))
        yield Diagnostic.of(
            Code.SUM_AS_LINE,
            Place(file=sheet.file, sheet=sheet.name, row=row, column=sheet.left + first),
            f"Dòng ghi chuyển sang hoặc còn tồn {number} {noun}, nhưng chỉ các dòng kê từng {noun} được tính",
            f"Kê từng {noun} chuyển sang vào sổ, mỗi {noun} một dòng, với ngày tiếp nhận của nó.",
        )
