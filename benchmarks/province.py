"""Makes a province of communes to measure and to break: `python -m benchmarks.province FOLDER [--communes N] [--dossiers N] [--sound]`.

Each commune has a workbook of its own figures; one in ten is broken, each kind of breakage in turn. The same numbers give the
same bytes on every run.
"""

import argparse
import random
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product
from pathlib import Path

from benchmarks.light_xlsx import Cell, write_xlsx
from benchmarks.workbooks import HEADERS, dossier_rows

YEAR = "2023"
COMMUNES, DOSSIERS = 166, 5_000  # a province since July 2025, and a busy commune's year
_BROKEN_EVERY, _FIRST_BROKEN = 10, 4
_PER_DISTRICT = 20

_HEADS = "Hoằng Quảng Thiệu Đông Hà Nga Vĩnh Yên Cẩm Thọ Xuân Định Đại".split()
_TAILS = "Trường Tiến Phú Hải Thịnh Châu Lộc Sơn Giang Thành Hòa Long Minh".split()
_STAFF_HEADERS = ("Họ và tên", "Nhóm", "Trình độ chuyên môn", "Lý luận chính trị", "Lãnh đạo", "Kỷ luật")
_QUALIFICATIONS = ("Đại học", "Đại học", "Đại học", "Thạc sĩ", "Cao đẳng", "Trung cấp")
_THEORY = ("Trung cấp", "Trung cấp", "Cao cấp", "Sơ cấp", "Chưa qua")

Sheets = dict[str, list[tuple[Cell, ...]]]


@dataclass(frozen=True)
class MadeCommune:
    """A commune of the province: its folder below the root, its name, and what is wrong with it."""

    path: str
    name: str
    seed: int
    breakage: "Breakage | None" = None


class Breakage(Enum):
    """What may be wrong with a commune: the status a batch gives it, and a code or words that name what is wrong."""

    BAD_DATE = "a day that does not exist", "errors", "CC202"
    UNKNOWN_CHOICE = "a choice not in the list", "errors", "CC203"
    NO_COLUMN = "a needed column is missing", "errors", "CC102"
    CUT_OFF = "half of the file", "errors", "CC002"
    ENCRYPTED = "a password", "errors", "CC003"
    NOT_A_WORKBOOK = "a PDF", "errors", "CC004"
    EMPTY_FILE = "no byte", "errors", "CC004"
    OTHER_YEAR = "only another year's workbook", "errors", "CC001"
    TWO_SOURCES = "a workbook and a folder of one year", "errors", "CC006"
    NO_COMMUNE_SHEET = "a needed sheet is missing", "errors", "CC101"
    FAR_CELL = "a cell in the last row and column", "errors", "CC005"
    BROKEN_SETTINGS = "settings that are no TOML", "failed", "cchc.toml: sai cú pháp"
    UNKNOWN_FORM = "a form that is not there", "failed", "Không thấy biểu mẫu"
    EDITED_REPORT = "a report that somebody wrote by hand", "failed", "đã được sửa sau khi lập"
    MEMORY_EATER = "more texts than memory can hold", "failed", "bộ nhớ"

    def __init__(self, _what: str, status: str, sign: str) -> None:
        self.status, self.sign = status, sign


def province(communes: int = COMMUNES, *, broken: bool = True) -> Iterator[MadeCommune]:
    """Yield the communes in their order; two of them share a name, and one folder's name is in NFD as a Mac writes it."""
    kinds = list(Breakage)
    names = [" ".join(pair) for pair in product(_HEADS, _TAILS)]
    for number in range(communes):
        name = names[number % len(names)] if number != 1 else names[0]
        district, folder = f"huyen-{number // _PER_DISTRICT + 1:02}", f"{number + 1:03} {name}"
        folder = unicodedata.normalize("NFD" if number == 2 else "NFC", folder)
        turn, rest = divmod(number - _FIRST_BROKEN, _BROKEN_EVERY)
        breakage = kinds[turn % len(kinds)] if broken and rest == 0 else None
        yield MadeCommune(f"{district}/{folder}", name, 2023 + number, breakage)


def write_province(root: Path, communes: int = COMMUNES, dossiers: int = DOSSIERS, *, broken: bool = True) -> None:
    """Write the workspaces of a province below a folder."""
    for commune in province(communes, broken=broken):
        write_commune(root, commune, dossiers)


def write_commune(root: Path, commune: MadeCommune, dossiers: int = DOSSIERS) -> Path:
    """Write a commune's workspace with so many dossiers, broken as it is to be; return its folder."""
    folder = root / commune.path
    folder.mkdir(parents=True)
    workbook = folder / f"{YEAR}.xlsx"
    sheets = _sheets(commune, dossiers)
    if commune.breakage in _IN_SHEETS:
        _IN_SHEETS[commune.breakage](sheets)
    write_xlsx(workbook, sheets)
    if commune.breakage in _IN_FILES:
        _IN_FILES[commune.breakage](workbook)
    return folder


def _sheets(commune: MadeCommune, dossiers: int) -> Sheets:
    return {
        "Hồ sơ": [HEADERS, *dossier_rows(dossiers, seed=commune.seed)],
        "Đơn vị": [("Tên xã", commune.name), ("Cơ quan nhận", "Sở Nội vụ"), ("Người ký", "Người Ký")],
        "Nhân sự": [_STAFF_HEADERS, *_staff(commune.seed)],
    }


def _staff(seed: int) -> Iterator[tuple[Cell, ...]]:
    chance = random.Random(seed)  # noqa: S311  # nothing secret depends on it
    for number in range(18 + chance.randrange(10)):
        group = "Cán bộ" if number % 2 else "Công chức"
        yield f"Người {number + 1}", group, chance.choice(_QUALIFICATIONS), chance.choice(_THEORY), "Không", "Không"


def _set(sheet: str, row: int, column: str, value: Cell) -> Callable[[Sheets], None]:
    """Return what puts a value into a cell; the row is counted from 0, the header's."""

    def put(sheets: Sheets) -> None:
        index = sheets[sheet][0].index(column)
        cells = sheets[sheet][row]
        sheets[sheet][row] = (*cells[:index], value, *cells[index + 1 :])

    return put


def _drop_commune(sheets: Sheets) -> None:
    del sheets["Đơn vị"]


_IN_SHEETS: Mapping[Breakage | None, Callable[[Sheets], None]] = {
    Breakage.BAD_DATE: _set("Hồ sơ", 3, "Ngày tiếp nhận", "31/02/2023"),
    Breakage.UNKNOWN_CHOICE: _set("Hồ sơ", 5, "Hình thức tiếp nhận", "Qua loa"),
    Breakage.NO_COLUMN: _set("Hồ sơ", 0, "Ngày hẹn trả", "Cột mới"),
    Breakage.NO_COMMUNE_SHEET: _drop_commune,
}


def _cut_off(workbook: Path) -> None:
    content = workbook.read_bytes()
    workbook.write_bytes(content[: len(content) // 2])


def _encrypt(workbook: Path) -> None:
    marks = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    workbook.write_bytes(marks + bytes(512))


def _other_year(workbook: Path) -> None:
    workbook.rename(workbook.with_stem("2022"))


def _two_sources(workbook: Path) -> None:
    (workbook.parent / YEAR).mkdir()
    (workbook.parent / YEAR / "Hồ sơ.csv").write_text(",".join(HEADERS) + "\n", encoding="utf-8")


def _edit_report(workbook: Path) -> None:
    report = workbook.parent / "out" / YEAR / f"bao-cao-{YEAR}.docx"
    report.parent.mkdir(parents=True)
    report.write_bytes(b"written by hand")


def _rewrite_part(workbook: Path, name: str, start: bytes, repeated: bytes, times: int, end: bytes) -> None:
    """Put into one part a start, a piece so many times, and an end; the other parts stay."""
    with zipfile.ZipFile(workbook) as archive:
        parts = {info: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for info, content in parts.items():
            with archive.open(info, "w", force_zip64=True) as part:
                if info.filename != name:
                    part.write(content)
                    continue
                part.write(start)
                for _ in range(times):
                    part.write(repeated)
                part.write(end)


def _far_cell(workbook: Path) -> None:
    cell = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cell += b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    _rewrite_part(workbook, "xl/worksheets/sheet1.xml", cell, b"", 0, b"</sheetData></worksheet>")


def eat_memory(workbook: Path, strings: int = 100_000_000) -> None:
    """Put so many texts into a workbook's store of shared texts: five megabytes on the disk, as many gigabytes once read."""
    at_once = 1_000_000
    start = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    repeated = b"<si><t>a</t></si>"
    _rewrite_part(workbook, "xl/sharedStrings.xml", start, repeated * at_once, strings // at_once, b"</sst>")


_IN_FILES: Mapping[Breakage | None, Callable[[Path], object]] = {
    Breakage.CUT_OFF: _cut_off,
    Breakage.ENCRYPTED: _encrypt,
    Breakage.NOT_A_WORKBOOK: lambda workbook: workbook.write_bytes(b"%PDF-1.7\n"),
    Breakage.EMPTY_FILE: lambda workbook: workbook.write_bytes(b""),
    Breakage.OTHER_YEAR: _other_year,
    Breakage.TWO_SOURCES: _two_sources,
    Breakage.FAR_CELL: _far_cell,
    Breakage.BROKEN_SETTINGS: lambda workbook: (workbook.parent / "cchc.toml").write_text("form = ", encoding="utf-8"),
    Breakage.UNKNOWN_FORM: lambda workbook: (workbook.parent / "cchc.toml").write_text(
        'form = "chua-co"\n', encoding="utf-8"
    ),
    Breakage.EDITED_REPORT: _edit_report,
    Breakage.MEMORY_EATER: eat_memory,
}


def main() -> None:
    """Write a province into a folder that is not there yet."""
    parser = argparse.ArgumentParser(description="Tạo thư mục của một tỉnh để đo và thử.")
    parser.add_argument("folder", type=Path, metavar="THƯ_MỤC", help="thư mục sẽ tạo")
    parser.add_argument("--communes", type=int, default=COMMUNES, metavar="N", help=f"số xã (mặc định {COMMUNES})")
    parser.add_argument("--dossiers", type=int, default=DOSSIERS, metavar="N", help=f"số hồ sơ (mặc định {DOSSIERS})")
    parser.add_argument("--sound", action="store_true", help="không xã nào hỏng")
    wishes = parser.parse_args()
    if wishes.folder.exists():
        parser.error(f"{wishes.folder}: đã có")
    write_province(wishes.folder, wishes.communes, wishes.dossiers, broken=not wishes.sound)
    sys.stderr.write(f"{wishes.communes} xã × {wishes.dossiers} hồ sơ: {wishes.folder}\n")


if __name__ == "__main__":
    main()
