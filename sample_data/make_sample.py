"""Writes the workbooks of the sample workspace from the tables in `source/`: `python sample_data/make_sample.py [FOLDER]`.

Knows Excel files and the calendar of 2023; must not know the package that reads them, so that it stays an independent witness.
The same source gives the same bytes on every run.
"""

import csv
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).resolve().parent
YEAR = 2023
SEED = 2023
STAMP = datetime(2023, 12, 31, 17, 0, 0)  # noqa: DTZ001 - Excel's times have no zone
CODE_PREFIX = "H56.33.24"  # the commune's identifier in the province's one-stop software

COMMUNE_SHEET = "Đơn vị"
# Sheet and source, in the order of the workbook.
PLAIN_SHEETS = {
    COMMUNE_SHEET: "commune",
    "Nhân sự": "staff",
    "Văn bản đi": "issued",
    "Tổng hợp văn bản": "document_totals",
    "Thủ tục": "procedures",
    "Nhiệm vụ": "tasks",
    "Chỉ tiêu": "indicators",
    "Thuyết minh": "narrative",
}
DOSSIER_TITLES = (
    f"SỔ THEO DÕI HỒ SƠ TIẾP NHẬN VÀ TRẢ KẾT QUẢ NĂM {YEAR}",
    "Bộ phận Tiếp nhận và Trả kết quả UBND xã Hoằng Trường (dữ liệu mẫu)",
)
DOSSIER_HEADER = [
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Mã thủ tục",
    "Lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày trả kết quả",
    "Hình thức tiếp nhận",
    "Mức độ DVC",
    "Hình thức trả",
    "Công khai",
    "Xin lỗi",
]
NUMBER_HEADERS = {"Số lượng", "Số liệu", "Số hồ sơ", "Số ngày làm việc"}
DATE_HEADERS = {"Ngày ban hành", "Ngày bắt đầu", "Ngày kết thúc", "Hạn hoàn thành", "Ngày hoàn thành"}
CODE_HEADERS = {"Mã", "Mã hồ sơ", "Mã thủ tục", "Số ký hiệu", "Mục", "Mục báo cáo"}
FONT = "Calibri"  # the one of the cells that name none
WIDEST = 70  # characters; longer text wraps
EARLY_SHARE = 0.6  # of the dossiers that have at least a day

Cell: TypeAlias = str | int | date | None
Row: TypeAlias = list[Cell]


@dataclass(frozen=True)
class Table:
    """A sheet's header and rows."""

    header: list[str]
    rows: list[Row]

    def records(self) -> Iterator[dict[str, Cell]]:
        """Yield each row as a mapping from header to cell."""
        for row in self.rows:
            yield dict(zip(self.header, row, strict=True))


@dataclass(frozen=True)
class Dossier:
    """One dossier of the log; days are indexes into the working days, a `finished` of None is pending."""

    batch: Mapping[str, Cell]
    received: int
    due: int
    finished: int | None

    @property
    def is_overdue(self) -> bool:
        """Tell whether the result came after its day."""
        return self.finished is not None and self.finished > self.due


def read_source(name: str) -> Table:
    """Read a tab-separated source table; its first line is the sheet's header."""
    with (HERE / "source" / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return Table(header, [[_cell(title, text) for title, text in zip(header, row, strict=True)] for row in rows])


def _cell(header: str, text: str) -> Cell:
    if not text:
        return None
    if header in NUMBER_HEADERS:
        return int(text)
    if header in DATE_HEADERS:
        day, month, year = map(int, text.split("/"))
        return date(year, month, day)
    return text.replace("\\n", "\n")


def working_days() -> list[date]:
    """Return the working days from the start of the year to the end of January after it, in order."""
    off = {
        date(YEAR, 1, 2),  # in lieu of 1 January, a Sunday
        *_days(date(YEAR, 1, 20), date(YEAR, 1, 26)),  # Tết
        *_days(date(YEAR, 4, 29), date(YEAR, 5, 3)),
        *_days(date(YEAR, 9, 1), date(YEAR, 9, 4)),
        date(YEAR + 1, 1, 1),
    }
    everyday = _days(date(YEAR, 1, 1), date(YEAR + 1, 1, 31))
    return [day for day in everyday if day.weekday() < 5 and day not in off]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def plan_dossiers(batches: Table, last: int) -> list[Dossier]:
    """Spread the dossiers of each batch over the year, in the order of receipt; `last` is its last working day."""
    # Only random() is promised to give the same numbers in every version of Python.
    random = Random(SEED)
    planned = [
        (plan_dossier(batch, last, random), random.random())
        for batch in batches.records()
        for _ in range(_number(batch["Số hồ sơ"]))
    ]
    planned.sort(key=lambda pair: (pair[0].received, pair[1]))
    return [dossier for dossier, _ in planned]


def plan_dossier(batch: Mapping[str, Cell], last: int, random: Random) -> Dossier:
    """Choose a dossier's days so that it ends as its batch says: whatever is finished is finished within the year."""
    allowed = _number(batch["Số ngày làm việc"])
    match batch["Kết quả"]:
        case "đúng hẹn":
            received = _pick(random, 0, last - allowed)
            early = allowed > 0 and random.random() < EARLY_SHARE
            taken = _pick(random, 0, allowed - 1) if early else allowed
            return Dossier(batch, received, received + allowed, received + taken)
        case "quá hạn":
            late = _pick(random, 1, 4)
            received = _pick(random, 0, last - allowed - late)
            return Dossier(batch, received, received + allowed, received + allowed + late)
        case "đang giải quyết":
            received = _pick(random, last - allowed + 1, last)
            return Dossier(batch, received, received + allowed, None)
        case outcome:
            raise ValueError(f"unknown outcome in dossiers.tsv: {outcome!r}")


def _pick(random: Random, lowest: int, highest: int) -> int:
    return lowest + int(random.random() * (highest - lowest + 1))


def _number(cell: Cell) -> int:
    if not isinstance(cell, int):
        raise TypeError(f"not a number: {cell!r}")
    return cell


def dossier_table() -> Table:
    """Return the dossier log; the codes carry the day of receipt and a running number within it."""
    days = working_days()
    last = max(index for index, day in enumerate(days) if day.year == YEAR)
    procedures = {procedure["Mã thủ tục"]: procedure for procedure in read_source("procedures").records()}
    received_on_day: Counter[int] = Counter()
    rows: list[Row] = []
    for number, dossier in enumerate(plan_dossiers(read_source("dossiers"), last), 1):
        received_on_day[dossier.received] += 1
        code = f"{CODE_PREFIX}-{days[dossier.received]:%y%m%d}-{received_on_day[dossier.received]:04}"
        rows.append([number, code, *_dossier_cells(dossier, procedures[dossier.batch["Mã thủ tục"]], days)])
    return Table(DOSSIER_HEADER, rows)


def _dossier_cells(dossier: Dossier, procedure: Mapping[str, Cell], days: list[date]) -> Row:
    """Return the cells after the code, in the order of the header."""
    batch, finished = dossier.batch, dossier.finished
    channel = batch["Hình thức tiếp nhận"]
    returned = "BCCI" if channel == "BCCI" else "Trực tiếp"  # online ones too: so the commune published it
    return [
        procedure["Tên thủ tục"],
        procedure["Mã thủ tục"],
        procedure["Lĩnh vực"],
        days[dossier.received],
        days[dossier.due],
        None if finished is None else days[finished],
        channel,
        batch["Mức độ DVC"],
        None if finished is None else returned,
        _yes_no(finished is not None),
        _yes_no(dossier.is_overdue),
    ]


def procedure_table() -> Table:
    """Return the procedures; the interlinked ones are so at both levels, and all have their internal process."""
    listed = read_source("procedures")
    mechanism = listed.header.index("Cơ chế")
    more = ["Liên thông cùng cấp", "Liên thông các cấp", "Quy trình ISO", "Điện tử hóa"]
    rows = [[*row, *[_yes_no(row[mechanism] == "Một cửa liên thông")] * 2, "Có", "Có"] for row in listed.rows]
    return Table(listed.header + more, rows)


def _yes_no(holds: bool) -> str:
    return "Có" if holds else "Không"


def dossier_workbook() -> bytes:
    """Return the workbook that holds the dossier log, with two title rows above its header."""
    return _saved({"Hồ sơ": dossier_table()}, DOSSIER_TITLES)


def figures_workbook() -> bytes:
    """Return the workbook that holds every other sheet."""
    return _saved(
        {
            title: procedure_table() if name == "procedures" else read_source(name)
            for title, name in PLAIN_SHEETS.items()
        }
    )


def _saved(tables: Mapping[str, Table], titles: tuple[str, ...] = ()) -> bytes:
    workbook = Workbook()
    del workbook["Sheet"]
    for name, table in tables.items():
        write_sheet(workbook.create_sheet(name), table, titles)
    workbook.properties.creator = "Dữ liệu mẫu"
    workbook.properties.created = STAMP
    stream = BytesIO()
    workbook.save(stream)
    return without_clock(stream.getvalue())


def write_sheet(sheet: Worksheet, table: Table, titles: tuple[str, ...] = ()) -> None:
    """Write a table with a bold, frozen, filtered header, below any title rows."""
    for row, title in enumerate(titles, 1):
        sheet.cell(row, 1, title).font = Font(name=FONT, bold=True, size=14 if row == 1 else 11)
        sheet.cell(row, 1).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(table.header))
    top = len(titles) + 1
    for column, header in enumerate(table.header, 1):
        head = sheet.cell(top, column, header)
        head.font = Font(name=FONT, bold=True, size=11)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cells = [row[column - 1] for row in table.rows]
        _write_column(sheet, column, top + 1, cells, "@" if header in CODE_HEADERS else "General")
        sheet.column_dimensions[get_column_letter(column)].width = _width([header, *cells])
    sheet.freeze_panes = sheet.cell(top + 1, 1).coordinate
    if sheet.title != COMMUNE_SHEET:  # keys and values are nothing to filter
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(len(table.header))}{top + len(table.rows)}"


def _write_column(sheet: Worksheet, column: int, top: int, cells: Iterable[Cell], number_format: str) -> None:
    for row, value in enumerate(cells, top):
        if value is None:
            continue
        cell = sheet.cell(row, column, value)
        cell.number_format = "dd/mm/yyyy" if isinstance(value, date) else number_format
        is_long = isinstance(value, str) and _width([value]) >= WIDEST
        cell.alignment = Alignment(vertical="top", wrap_text=is_long or "\n" in str(value) or None)


def _width(cells: Iterable[Cell]) -> int:
    """Return a width in characters that shows the longest cell, within reason."""
    lengths = (10 if isinstance(cell, date) else len(str(cell)) for cell in cells if cell is not None)
    return min(max(lengths) + 4, WIDEST)


def without_clock(workbook: bytes) -> bytes:
    """Repack a saved workbook so that neither its parts' times, their order nor its properties depend on the clock."""
    stamp = f"{STAMP:%Y-%m-%dT%H:%M:%SZ}".encode()
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as saved, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(saved.namelist()):
            part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, saved.read(name))
            entry = zipfile.ZipInfo(name, STAMP.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            target.writestr(entry, part)
    return packed.getvalue()


def main(arguments: list[str]) -> None:
    """Write both workbooks into the year's folder below the given folder, by default the one of this script."""
    folder = (Path(arguments[0]) if arguments else HERE) / str(YEAR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"ho-so-{YEAR}.xlsx").write_bytes(dossier_workbook())
    (folder / f"so-lieu-{YEAR}.xlsx").write_bytes(figures_workbook())


if __name__ == "__main__":
    main(sys.argv[1:])
