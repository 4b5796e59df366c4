"""Written reports for the tests: the published report of 2023 as a Word file, its appendix in several tables or in one.

The text stands beside this file as it was published, slips, torn rows and repeated headers included; only the signatory's name
is another. `python -m tests.audit.reports FILE.docx` writes it, to look at.
"""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document

from cchc_report.audit import Audit, Forms, audit_report
from cchc_report.form import Form

TEXT = Path(__file__).with_name("bao-cao-cchc-2023-hoang-truong.txt")
Rows = list[list[str]]


def published() -> str:
    """Return the text of the published report."""
    return TEXT.read_text(encoding="utf-8")


def write_report(path: Path, text: str, *, one_table: bool = False) -> Path:
    """Write a report's text as a Word file: a table wherever lines have tabs, or one table with all of them."""
    document = docx.Document()
    rows: Rows = []
    for block in re.split(r"\n\s*\n", text):
        lines = block.strip("\n").split("\n")
        if "\t" in block:
            if rows and not one_table:
                add_table(document, rows)
                rows = []
            rows += [[_plain(cell) for cell in line.split("\t")] for line in lines]
        else:
            for line in lines:
                document.add_paragraph(_plain(line))
    add_table(document, rows)
    document.save(str(path))
    return path


def _plain(text: str) -> str:
    """Return a line without the marks that stand for bold and italic letters in the text."""
    return re.sub(r"</?i>|\*\*|^\* ", "", text)


def add_table(document: Document, rows: Sequence[Sequence[str]]) -> None:
    """Add a table; the cells of its two header rows are merged as the form has them."""
    if not rows:
        return
    width = max(map(len, rows))
    table = document.add_table(0, width, "Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
    for index, row in enumerate(rows):
        if row[0] == "STT" and index + 1 < len(rows):
            for column in (0, 1, 4):
                table.cell(index, column).merge(table.cell(index + 1, column))
            table.cell(index, 2).merge(table.cell(index, 3))


def audited(path: Path, form: Form, appendix: Path | None = None) -> Audit:
    """Audit a report on a form, whatever its period."""
    return audit_report(path, Forms(lambda _: form, lambda: [form]), appendix=appendix)


def changed(*changes: tuple[str, str]) -> str:
    """Return the published text with some words replaced, each of which must be there, and its plans of a Saturday on a Monday."""
    text = published().replace("07-01-2023", "09-01-2023")  # a Saturday
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


CONSISTENT: tuple[tuple[str, str], ...] = (
    ("đã ban hành 706 văn bản", "đã ban hành 606 văn bản"),
    ("trên địa bàn xã\tVăn bản\t706", "trên địa bàn xã\tVăn bản\t606"),
    ("11 hồ sơ = 0,68 %", "11 hồ sơ = 0,69 %"),
    ("4 hồ sơ = 0,26 %", "4 hồ sơ = 0,25 %"),
    ("Số lượng hồ sơ\t581", "Số lượng hồ sơ\t587"),
    ("Cổng dịch vụ công.\tThủ tục\t1599", "Cổng dịch vụ công.\tThủ tục\t189"),
    ("1.1.2\tSố vấn đề", "1.2.2\tSố vấn đề"),
    ("1.1.3\tSố vấn đề", "1.2.3\tSố vấn đề"),
    ("Chín tháng đầu năm 2023", "Trong năm 2023"),
    ("NHIỆM VỤ CCHC NĂM 2023", "NHIỆM VỤ CCHC NĂM 2024"),
    ("trực tuyến mức độ 3\tTTHC\t", "trực tuyến mức độ 3\tTTHC\t100"),
    ("trực tuyến mức độ 4\tTTHC\t", "trực tuyến mức độ 4\tTTHC\t80"),
    ("Hoằng Trưởng", "Hoằng Trường"),
    ("Thực hiện nhiệm vụ cải cách hành chính trên", "Kính gửi: UBND huyện Hoằng Hóa.\n\nThực hiện nhiệm vụ cải cách hành chính trên"),
    ("báo cáo công tác Cải cách hành năm 2023", "báo cáo công tác Cải cách hành chính năm 2023"),
    ("báo cáo UBND huyện Hoằng Hóa tổng hợp.", "báo cáo UBND huyện Hoằng Hóa tổng hợp (Phụ lục 01b kèm theo)./."),
    ("UBND huyện (B/c)", "UBND huyện (B/c);"),
    ("ngày 04/01/2023", "ngày 04-01-2023"),
    ("ngày 10/01/2023", "ngày 10-01-2023"),
)  # fmt: skip
"""The slips of the published report, each with what puts it right."""


if __name__ == "__main__":
    write_report(Path(sys.argv[1]), published())
