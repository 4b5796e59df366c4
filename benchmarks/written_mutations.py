"""How many wrong words and numbers of a written report `cchc audit` sees: changes one place of the Word file at a time.

Every number of body, title and appendix, every row's number, every period, unit's name and entry of a list. Called by
`mutations.py --docx`. A change that nothing on paper contradicts cannot be seen; `--all` lists those for somebody to judge.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from cchc_report.audit import Forms, audit_blocks
from cchc_report.audit.written_word import word_blocks

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<!tháng \d\d )\bnăm (20\d\d)")
_ENTRY = re.compile(r"\d+ (?:người|Tờ trình)")
_NAMES = ("Tiến sĩ", "Thạc sĩ", "Đại học", "Cao đẳng", "Trung cấp", "Sơ cấp", "Cao cấp", "Chưa qua", "Tờ trình", "Quyết định", "Báo cáo", "Kế hoạch", "Công văn", "Thông báo")  # fmt: skip
_UNITS = (("Hoằng Lâm", "Hoằng Trường"), ("HOẰNG LÂM", "HOẰNG TRƯỜNG"), ("Hoằng Hóa", "Hậu Lộc"))
_APPENDIX_ROWS = 20  # a table with more is the appendix
_NUMBER_COLUMN, _VALUE_COLUMN = 0, 3
CAUGHT, NOTED, MISSED = "thấy", "chỉ ghi chú", "không thấy"


class Spot(NamedTuple):
    """A paragraph that may be changed: where it stands, and in which column of the appendix, if it is in one."""

    where: str
    column: int | None
    paragraph: Paragraph


class WrittenChange(NamedTuple):
    """One place made wrong: how, where, and the text before and after."""

    kind: str
    spot: Spot
    before: str
    after: str


def spots(document: Document) -> Iterator[Spot]:
    """Yield every paragraph with words in it."""
    where = "phần đầu"
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            where = block.text[:25] if block.style and block.style.name in ("CCHC Mục", "CCHC Khoản") else where
            yield Spot(where, None, block)
            continue
        is_appendix = len(block.rows) > _APPENDIX_ROWS
        for row in block.rows:
            for column, cell in enumerate(row.cells):
                if not is_appendix:
                    yield from (Spot("bảng", None, one) for one in cell.paragraphs)
                elif column in (_NUMBER_COLUMN, _VALUE_COLUMN):
                    yield Spot(row.cells[1].text[:40], column, cell.paragraphs[0])


def typed_wrong(number: str) -> Iterator[tuple[str, str]]:
    """Yield a printed number as somebody may mistype it, with the kind of slip."""
    whole, comma, decimals = number.partition(",")
    value = int((whole + decimals).replace(".", ""))
    for kind, changed in (
        ("thêm 1", value + 1),
        ("bớt 1", value - 1),
        ("nhân 10", value * 10),
        ("chia 10", value // 10),
    ):
        digits = str(max(changed, 0)).zfill(len(decimals) + 1)
        yield kind, digits[: -len(decimals)] + comma + digits[-len(decimals) :] if comma else digits
    yield "thừa một chữ số", number + "1"
    yield "thiếu chữ số đầu", number[1:].lstrip(".,")
    yield "sai dấu phẩy", whole + decimals if comma else f"{whole[:-1] or '0'},{whole[-1]}"
    yield "thêm dấu trừ", f"-{number}"
    yield "bỏ trống", ""
    for at, (one, other) in enumerate(pairwise(number)):
        if one != other and (one + other).isdigit():
            yield "đảo hai chữ số", number[:at] + other + one + number[at + 2 :]
            return


def written_changes(document: Document) -> Iterator[WrittenChange]:
    """Yield every change of every place."""
    all_spots = [spot for spot in spots(document) if spot.paragraph.text and spot.paragraph.runs]
    values = [spot for spot in all_spots if spot.column == _VALUE_COLUMN]
    below = {id(one.paragraph): other.paragraph.text for one, other in pairwise(values)}
    for spot in all_spots:
        text = spot.paragraph.text
        changed = _of_row_number(text) if spot.column == _NUMBER_COLUMN else _of_text(text)
        following = below.get(id(spot.paragraph), text)
        for kind, after in [*changed, ("chép số dòng dưới", following)]:
            if after != text:
                yield WrittenChange(kind, spot, text, after)


def _of_row_number(text: str) -> Iterator[tuple[str, str]]:
    if text[-1:].isdigit():
        yield "sai số dòng", f"{text[:-1]}{int(text[-1]) + 1}"
        yield "bỏ số dòng", ""


def _of_text(text: str) -> Iterator[tuple[str, str]]:
    for match in _TOKEN.finditer(text):
        for kind, wrong in typed_wrong(match[0]):
            yield kind, text[: match.start()] + wrong + text[match.end() :]
    for match in _YEAR.finditer(text):
        for part in ("quý IV", "6 tháng đầu", "9 tháng đầu"):
            yield "sai kỳ", f"{text[: match.start()]}{part} {text[match.start() :]}"
    for old, new in _UNITS:
        yield "sai tên đơn vị", text.replace(old, new, 1)
    named = sorted((text.find(name), name) for name in _NAMES if name in text) if _ENTRY.search(text) else []
    for (at, one), (_, other) in pairwise(named):
        yield "kể một tên hai lần", text[:at] + other + text[at + len(one) :]


def measure_written(path: Path, forms: Forms) -> tuple[dict[str, Counter[str]], list[WrittenChange]]:
    """Return, by kind of change, how many were seen, only noted and not seen, and the changes that nothing saw."""
    document = docx.Document(str(path))
    right = _told(document, forms)
    shares: defaultdict[str, Counter[str]] = defaultdict(Counter)
    unseen: list[WrittenChange] = []
    for change in list(written_changes(document)):
        kept = [run.text for run in change.spot.paragraph.runs]
        _write(change.spot.paragraph, [change.after, *("" for _ in kept[1:])])
        new = _told(document, forms) - right
        _write(change.spot.paragraph, kept)
        verdict = (CAUGHT if any(grave != "note" for grave, _ in new) else NOTED) if new else MISSED
        shares[change.kind][verdict] += 1
        unseen += [change] if verdict == MISSED else []
    return dict(shares), unseen


def _write(paragraph: Paragraph, texts: list[str]) -> None:
    for run, text in zip(paragraph.runs, texts, strict=True):
        run.text = text


def _told(document: Document, forms: Forms) -> Counter[tuple[str, str]]:
    """Return what an audit tells of a document as it stands in memory: a file for each change would take four times as long."""
    blocks = tuple(word_blocks(document.element.body, document.styles.element))
    return Counter((one.severity.value, one.message) for one in audit_blocks(blocks, forms, "bao-cao.docx").diagnostics)


def print_written(shares: dict[str, Counter[str]]) -> None:
    """Print the table."""
    print(f"{'Sửa một chỗ của tệp Word':28}{CAUGHT:>8}{NOTED:>14}{MISSED:>14}{'tất cả':>8}")
    for kind, found in [*shares.items(), ("cộng", sum(shares.values(), Counter()))]:
        print(f"{kind:28}{found[CAUGHT]:>8}{found[NOTED]:>14}{found[MISSED]:>14}{found.total():>8}")
