"""A commune whose sheets are lines of text: `write_year(folder, "2023", {"Hồ sơ": (HEADER, "HS-1 | …")})`."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from cchc_report.report.build import Report, build_report
from cchc_report.workspace.workspace import open_workspace

DOSSIERS = "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận"
UNIT = ("Mục | Nội dung", "Tên xã | Hoằng Trường", "Cơ quan nhận | UBND huyện Hoằng Hóa", "Người ký | Lê Văn A")


def dossier(code: str, received: str, due: str, finished: str = "") -> str:
    """Return the line of a dossier handed in at the desk."""
    return f"{code} | Khai sinh | Hộ tịch | {received} | {due} | {finished} | Trực tiếp"


def write_year(folder: Path, year: str, sheets: Mapping[str, Sequence[str]], unit: Sequence[str] = UNIT) -> Path:
    """Write the workbooks of a year, one file a sheet, and return their folder."""
    home = folder / year
    home.mkdir(parents=True)
    for name, lines in {"Đơn vị": unit, **sheets}.items():
        with (home / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([cell.strip() for cell in line.split("|")] for line in lines)
    return home


def report_on(folder: Path, period: str, today: date | None = None, as_of: date | None = None) -> Report:
    """Return the report of a period as it is made on a day."""
    workspace = open_workspace(folder, today)
    return build_report(workspace, workspace.parse_period(period, as_of))


def told(report: Report, *identifiers: str) -> list[str]:
    """Return the messages of these codes."""
    return [one.message for one in report.diagnostics if one.code.identifier in identifiers]
