"""Looks through the text of a web page for markup that tears its tables: what the parser makes of it is fewer rows, silently."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# Elements whose content is no markup; one that a cell's text opens swallows the cells after it.
_RAW = re.compile(
    r"<(script|style|textarea|title|xmp|noscript|iframe)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""<[a-z][^<>"']*=\s*(?:"[^"<>]*<[^"]*(?:"|\Z)|'[^'<>]*<[^']*(?:'|\Z))""", re.IGNORECASE)
_CELL_OR_ROW = re.compile(r"<(/?)(t[dhr]|table)\b", re.IGNORECASE)


class TornTable(Exception):  # noqa: N818  # said of a file, told as a diagnostic
    """The tables of a page are torn; `line` is where in its text, from 1, `what` tears them."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(line, what)
        self.line, self.what = line, what


@dataclass(frozen=True)
class PageCount:
    """How many tables, rows and cells a page opens."""

    tables: int
    rows: int
    cells: int


def count_markup(text: str) -> PageCount:
    """Return how many tables, rows and cells a page has; raises TornTable where stray markup would swallow some."""
    text = _cleared(text, _COMMENT, "dấu <!-- mở chú thích")
    text = _cleared(text, _RAW, "thẻ lạ")
    text = _cleared(text, _ATTRIBUTE, "dấu ngoặc kép không đóng trong thẻ")
    depth = tables = rows = cells = 0
    for found in _CELL_OR_ROW.finditer(text):
        closes, name = bool(found[1]), found[2].lower()
        if name == "table":
            depth += -1 if closes else 1
            tables += not closes
            if depth < 0:
                raise TornTable(_line(text, found.start()), "thẻ </table> thừa")
        elif not closes:
            rows += name == "tr"
            cells += name != "tr"
    if depth:
        raise TornTable(_line(text, len(text.rstrip()) - 1), "bảng chưa kết thúc (tệp bị cắt)")
    return PageCount(tables, rows, cells)


def _cleared(text: str, pattern: re.Pattern[str], what: str) -> str:
    """Take out what is no markup of a table, but its lines; raises TornTable where rows or cells end in it."""

    def lines_of(found: re.Match[str]) -> str:
        if any(opened < closed for opened, closed in _balances(found[0])):
            raise TornTable(_line(text, found.start()), what)
        return "\n" * found[0].count("\n")

    return pattern.sub(lines_of, text)


def _balances(piece: str) -> Iterator[tuple[int, int]]:
    for name in ("table", "tr", "td", "th"):
        tags = [match[1] for match in _CELL_OR_ROW.finditer(piece) if match[2].lower() == name]
        yield tags.count(""), tags.count("/")


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, max(at, 0)) + 1
