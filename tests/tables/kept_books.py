"""Workbooks as communes keep them, made from a seed: titles, groups, totals, notes and signatures around right rows.

What is made is known: how many rows of each table there are, and how many rows of each sheet hold anything.
"""

import csv
import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlwt  # type: ignore[import-untyped]  # ships no types
from odf.opendocument import OpenDocumentSpreadsheet  # type: ignore[import-untyped]  # ships no types
from odf.table import Table, TableCell, TableRow  # type: ignore[import-untyped]  # ships no types
from odf.text import P  # type: ignore[import-untyped]  # ships no types
from openpyxl import Workbook

Grid = list[list[object]]
FORMATS = ("xlsx", "xls", "ods", "csv", "html")

_COMMUNE: Grid = [["Tên xã", "Hoằng Thử"], ["Cơ quan nhận", "UBND huyện Hoằng Hóa"], ["Người ký", "A"]]
_HEADERS = {
    "Hồ sơ": ["Mã hồ sơ", "Tên thủ tục", "Lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả kết quả", "Hình thức tiếp nhận", "Mức độ DVC", "Hình thức trả", "Công khai", "Xin lỗi"],
    "Nhân sự": ["Họ và tên", "Nhóm", "Chức vụ", "Trình độ chuyên môn", "Lý luận chính trị", "Lãnh đạo", "Kỷ luật"],
    "Văn bản đi": ["Số ký hiệu", "Loại", "Ngày ban hành", "Trích yếu", "Hình thức gửi", "Chỉ đạo CCHC"],
    "Thủ tục": ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cơ chế", "Mức độ DVC", "Tình trạng"],
    "Nhiệm vụ": ["Nội dung", "Nguồn giao", "Hạn hoàn thành", "Ngày hoàn thành"],
}  # fmt: skip
_NOUNS = {"Hồ sơ": "hồ sơ", "Nhân sự": "người", "Văn bản đi": "văn bản", "Thủ tục": "thủ tục", "Nhiệm vụ": "nhiệm vụ"}
_GROUPS = {
    "Hồ sơ": ["I. LĨNH VỰC HỘ TỊCH", "Lĩnh vực: Đất đai (5)", "Tháng 3", "B. Chứng thực"],
    "Nhân sự": ["I. CÁN BỘ", "II. CÔNG CHỨC (12 người)", "A. Khối Đảng:"],
    "Văn bản đi": ["Quý II", "II. BÁO CÁO", "Tháng 5"],
    "Thủ tục": ["I. Lĩnh vực Hộ tịch", "LĨNH VỰC ĐẤT ĐAI"],
    "Nhiệm vụ": ["I. NHIỆM VỤ TRONG KẾ HOẠCH", "II. Nhiệm vụ được giao:"],
}
_TITLES = (["UBND XÃ HOẰNG THỬ"], ["SỔ THEO DÕI NĂM 2023"], ["UBND XÃ HOẰNG THỬ", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["(Kèm theo Báo cáo số 05/BC-UBND)"])  # fmt: skip
_NOTES = (["Ghi chú: số liệu lấy từ phần mềm một cửa."], ["", "(*) Đã đối chiếu với sổ gốc"], ["Danh sách này có đủ các dòng nêu trên."])  # fmt: skip
_SIGNED = (
    [["", "", "", "Hoằng Thử, ngày 31 tháng 12 năm 2023"], ["NGƯỜI LẬP BIỂU", "", "", "CHỦ TỊCH"], [], ["Lê Văn Lập", "", "", "Trần Thị Ký"]],
    [["", "Người lập", "", "TM. UBND XÃ"], ["", "(Ký, ghi rõ họ tên)"], ["", "Lê Văn Lập"]],
)  # fmt: skip
_OTHER_NAMES = {"Lĩnh vực": "Lĩnh vực (3)", "Công khai": "Công khai (Published)", "Trích yếu": "Trích yếu nội dung", "Ngày hẹn trả": "Ngày hẹn trả (dd/mm/yyyy)", "Nội dung": "1. Nội dung", "Chức vụ": "Chức vụ / Position"}  # fmt: skip


@dataclass
class KeptSheet:
    """A sheet as it is written, and what is in it."""

    table: str
    name: str
    grid: Grid
    rows: int  # of data

    @property
    def non_empty(self) -> int:
        """How many rows hold anything."""
        return sum(any(cell != "" for cell in row) for row in self.grid)


@dataclass
class KeptBooks:
    """The workbooks of a year by their names."""

    files: dict[str, list[KeptSheet]] = field(default_factory=dict)

    def rows(self) -> dict[str, int]:
        """How many rows of each table there are."""
        found: dict[str, int] = {}
        for sheets in self.files.values():
            for sheet in sheets:
                found[sheet.table] = found.get(sheet.table, 0) + sheet.rows
        return found

    def write(self, folder: Path) -> None:
        """Write every workbook below a year's folder."""
        for name, sheets in self.files.items():
            path = folder / "2023" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            _WRITERS[path.suffix[1:]](path, sheets)


def keep_books(seed: int) -> KeptBooks:
    """Make the workbooks of a commune that keeps them rightly, in some plausible layout."""
    random, books = Random(seed), KeptBooks()
    suffix = random.choice(("xlsx", "ods", "csv"))
    books.files[f"don-vi.{suffix}"] = [KeptSheet("Đơn vị", "Đơn vị", [list(row) for row in _COMMUNE], 3)]
    numbers = iter(range(1, 100_000))
    tables = ["Hồ sơ", *random.sample(list(_HEADERS)[1:], random.randint(0, 4))]
    if random.random() < 0.4:
        tables.append("Hồ sơ")  # a log in two workbooks
    for place, table in enumerate(tables):
        kind = random.choice(FORMATS)
        sheet = _sheet(random, table, numbers)
        host = next(
            (name for name in books.files if name.endswith(("xlsx", "ods", "xls")) and random.random() < 0.3), None
        )
        if host and table not in {one.table for one in books.files[host]}:
            books.files[host].append(sheet)
            continue
        name = f"so-{place}.{kind}"
        books.files[f"quy {place}/{name}" if random.random() < 0.2 else name] = [sheet]
    return books


def _sheet(random: Random, table: str, numbers: Iterator[int]) -> KeptSheet:
    grid: Grid = [list[object](row) for row in random.sample(_TITLES, random.randint(0, 2))]
    header = [_OTHER_NAMES.get(text, text) if random.random() < 0.3 else text for text in _HEADERS[table]]
    offset = random.random() < 0.5
    written: list[object] = [*(["STT"] if offset else []), *header]
    grid.append(written)
    if random.random() < 0.2:
        grid.append([f"({number})" for number in range(1, len(written) + 1)])
    rows = 0
    for block in range(random.choice((1, 1, 1, 2, 3))):
        if block:
            if random.random() < 0.5:
                grid.append([random.choice(("Tháng 4", "Quý II", "ĐỢT 2"))])
            grid.append(list(written))
        rows += _fill(random, table, grid, numbers, offset=offset)
    if random.random() < 0.4:
        grid.append([*([""] if offset else []), f"Tổng cộng: {rows} {_NOUNS[table]}"])
    if random.random() < 0.4:
        grid.append(list(random.choice(_NOTES)))
    if random.random() < 0.4:
        grid.append([])
        grid.extend(list[object](row) for row in random.choice(_SIGNED))
    return KeptSheet(table, table, grid, rows)


def _fill(random: Random, table: str, grid: Grid, numbers: Iterator[int], *, offset: bool) -> int:
    count = random.randint(1, 12)
    for index in range(count):
        if random.random() < 0.12:
            grid.append([*([""] if offset else []), random.choice(_GROUPS[table])])
        if random.random() < 0.05:
            grid.append([])
        number = next(numbers)
        grid.append([*([index + 1] if offset else []), *_ROWS[table](random, number)])
    return count


def _day(random: Random, first: date = date(2023, 1, 2), days: int = 300) -> date:
    return first + timedelta(random.randint(0, days))


def _dossier(random: Random, number: int) -> list[object]:
    received = _day(random)
    due = received + timedelta(random.randint(1, 20))
    finished = received + timedelta(random.randint(0, 25)) if random.random() < 0.9 else None
    done, late = finished or "", finished is not None and finished > due
    channel = random.choice(("Trực tiếp", "BCCI", "Trực tuyến"))
    level = random.choice(("Một phần", "Toàn trình")) if channel == "Trực tuyến" else ""
    field_, name = random.choice((("Hộ tịch", "Đăng ký khai sinh"), ("Chứng thực", "Chứng thực bản sao")))
    back = random.choice(("Trực tiếp", "BCCI")) if done else ""
    return [f"HS-{number:05d}", name, field_, received, due, done, channel, level, back, "Có" if done else "Không", "Có" if late else "Không"]  # fmt: skip


def _person(random: Random, number: int) -> list[object]:
    group = random.choice(("Cán bộ", "Công chức"))
    return [f"Người Thứ {'ABCDEGHIKL'[number % 10]} {'abcdeghikl'[number // 10 % 10]}{'mnpqrstuvx'[number // 100 % 10]}", group, "Văn phòng", random.choice(("Đại học", "Trung cấp")), random.choice(("Trung cấp", "Sơ cấp")), "Không", "Không"]  # fmt: skip


def _document(random: Random, number: int) -> list[object]:
    kind, sign = random.choice((("Báo cáo", "BC"), ("Kế hoạch", "KH"), ("Công văn", "CV")))
    return [f"{number}/{sign}-UBND", kind, _day(random), f"Về việc thứ {number}", "Điện tử", "Không"]


def _procedure(random: Random, number: int) -> list[object]:
    return [f"1.{number:06d}", f"Thủ tục thứ {number}", "Hộ tịch", random.choice(("Một cửa", "Một cửa liên thông")), "Toàn trình", "Đang áp dụng"]  # fmt: skip


def _task(random: Random, number: int) -> list[object]:
    due = _day(random)
    return [
        f"Nhiệm vụ thứ {number} của năm",
        random.choice(("Kế hoạch CCHC", "Cấp trên giao")),
        due,
        due - timedelta(1),
    ]


_ROWS: dict[str, Callable[[Random, int], list[object]]] = {
    "Hồ sơ": _dossier,
    "Nhân sự": _person,
    "Văn bản đi": _document,
    "Thủ tục": _procedure,
    "Nhiệm vụ": _task,
}


def _shown(cell: object) -> str:
    return f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)


def _write_xlsx(path: Path, sheets: Sequence[KeptSheet]) -> None:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        worksheet = workbook.create_sheet(sheet.name)
        for row in sheet.grid:
            worksheet.append([None if cell == "" else cell for cell in row])
    workbook.save(path)


def _write_xls(path: Path, sheets: Sequence[KeptSheet]) -> None:
    workbook = xlwt.Workbook(encoding="utf-8")
    for sheet in sheets:
        worksheet = workbook.add_sheet(sheet.name)
        for number, row in enumerate(sheet.grid):
            for column, cell in enumerate(row):
                if cell != "":
                    worksheet.write(number, column, _shown(cell) if isinstance(cell, date) else cell)
    workbook.save(str(path))


def _write_ods(path: Path, sheets: Sequence[KeptSheet]) -> None:
    document = OpenDocumentSpreadsheet()
    for sheet in sheets:
        table = Table(name=sheet.name)
        for row in sheet.grid or [[]]:
            line = TableRow()
            for cell in row or [""]:
                if cell == "":
                    line.addElement(TableCell())
                    continue
                one = TableCell(valuetype="string")
                one.addElement(P(text=_shown(cell)))
                line.addElement(one)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    document.save(str(path))


def _write_csv(path: Path, sheets: Sequence[KeptSheet]) -> None:
    width = max(len(row) for sheet in sheets for row in sheet.grid)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for sheet in sheets:
            writer.writerows([*map(_shown, row), *[""] * (width - len(row))] for row in sheet.grid)


def _write_html(path: Path, sheets: Sequence[KeptSheet]) -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{html.escape(_shown(cell))}</td>' for cell in row) or '<td></td>'}</tr>"
        for sheet in sheets
        for row in sheet.grid
    )
    path.write_text(f"<html><meta charset=utf-8><body><table>{rows}</table></body></html>", encoding="utf-8")


_WRITERS: dict[str, Callable[[Path, Sequence[KeptSheet]], None]] = {
    "xlsx": _write_xlsx,
    "xls": _write_xls,
    "ods": _write_ods,
    "csv": _write_csv,
    "html": _write_html,
}
