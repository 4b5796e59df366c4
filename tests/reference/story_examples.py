"""Turns the example of a story into workbooks, and checks those as `cchc validate 2023` does."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.cli.show import format_diagnostics
from cchc_report.ground.periods import parse_period
from cchc_report.reference.code_stories import Story
from cchc_report.report.build import validate_workspace
from cchc_report.tables.column import fields_of
from cchc_report.tables.read import SHEETS
from cchc_report.workspace.workspace import Workspace

HEADING = re.compile(r"(\S+\.xlsx) \[(.+)\]$", re.MULTILINE)
# A good row of each sheet: what stands in the required columns that an example does not show.
USUAL = {
    "Mã hồ sơ": "HS-{}", "Tên thủ tục": "Đăng ký khai sinh", "Lĩnh vực": "Hộ tịch", "Ngày tiếp nhận": "05/03/2023",
    "Ngày hẹn trả": "08/03/2023", "Ngày trả kết quả": "06/03/2023", "Hình thức tiếp nhận": "Trực tiếp",
    "Họ và tên": "Người {}", "Nhóm": "Công chức", "Trình độ chuyên môn": "Đại học", "Lý luận chính trị": "Trung cấp",
    "Ngày ban hành": "03/01/2023", "Trích yếu": "về cải cách hành chính",
}  # fmt: skip
COMMUNE = {"A1": "Tên xã", "B1": "Hoằng Trường", "A2": "Cơ quan nhận", "B2": "UBND huyện", "A3": "Người ký", "B3": "A"}
DOSSIERS = {"A1": "Mã hồ sơ", "A2": "HS-900"}

Cells = dict[str, str | date]


@dataclass(frozen=True)
class Unseen:
    """What a table of texts cannot show of its cells: real dates, merged cells, hidden rows."""

    dates: Mapping[str, date] = field(default_factory=dict)
    merged: str = ""
    hidden: int = 0
    struck: int = 0


def told_of(story: Story, folder: Path, unseen: Unseen) -> str:
    """Return all lines of the story's code that its example gives."""
    sheets = dict(_tables(story.example))
    own = {name for _, name in sheets}
    year = next(iter(sheets))[0][:4]
    rest = f"{year}.xlsx" if any(file == f"{year}.xlsx" for file, _ in sheets) else f"{year}/chung.xlsx"
    for name, cells in (("Đơn vị", COMMUNE), ("Hồ sơ", DOSSIERS)):
        if name not in own:
            sheets[rest, name] = dict(cells)
    for file in dict.fromkeys(file for file, _ in sheets):
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        _write(path, {name: cells for (other, name), cells in sheets.items() if other == file}, own, unseen)
    found = validate_workspace(Workspace(folder), parse_period(year)).diagnostics
    return format_diagnostics(one for one in found if one.code is story.code)


def _tables(example: str) -> Iterator[tuple[tuple[str, str], Cells]]:
    """Yield file, sheet and cells of each table in an example."""
    _, *parts = HEADING.split(example)
    for file, sheet, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        letters, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        cells: Cells = {
            f"{letter}{row[0]}": cell for row in rows for letter, cell in zip(letters[1:], row[1:], strict=True)
        }
        yield (file, sheet), cells


def _write(path: Path, sheets: Mapping[str, Cells], own: set[str], unseen: Unseen) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, shown in sheets.items():
        sheet = workbook.create_sheet(name)
        for address, value in _completed(name, shown).items():
            sheet[address] = value
        if name in own:
            _add_unseen(sheet, unseen)
    workbook.save(path)


def _add_unseen(sheet: Worksheet, unseen: Unseen) -> None:
    for address, day in unseen.dates.items():
        sheet[address] = day
    if unseen.merged:
        sheet.merge_cells(unseen.merged)
    if unseen.hidden:
        sheet.row_dimensions[unseen.hidden].hidden = True
    if unseen.struck:
        for cell in sheet[unseen.struck]:
            cell.font = Font(strike=True)


def _completed(name: str, shown: Cells) -> Cells:
    """Return the cells of a sheet with the usual ones added, in columns that the example does not show."""
    model = next((model for model in SHEETS if model.info.title == name and name != "Đơn vị"), None)
    if model is None:
        return shown
    cells = dict(shown)
    letters = {re.sub(r"\d", "", address) for address in shown}
    rows = {int(re.sub(r"\D", "", address)) for address in shown} - {1}
    has_header = any(
        value in {declared.column.header for declared in fields_of(model).values()} for value in shown.values()
    )
    for index, declared in enumerate(fields_of(model).values(), start=1):
        letter = chr(ord("A") + index - 1)
        assert index == column_index_from_string(letter)
        usual = USUAL.get(declared.column.header)
        if usual and letter not in letters and has_header:
            cells[f"{letter}1"] = declared.column.header
            cells |= {f"{letter}{row}": usual.format(row) for row in rows}
    return cells
