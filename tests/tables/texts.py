"""Sheets written as text: a line is a row, cells are separated by bars, ~12.5 is a number and @2023-03-05 a real date."""

from datetime import date

from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.workbook.sheet import Cell, Sheet

DOSSIER_HEADER = (
    "Mã hồ sơ | Tên thủ tục | Lĩnh vực | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả | Hình thức tiếp nhận"
)


def sheet_of(text: str, name: str = "Hồ sơ", file: str = "2023.xlsx") -> Sheet:
    """Make a sheet of a text table."""
    lines = [line.strip() for line in text.strip("\n").splitlines()]
    return Sheet.of_rows(
        file, name, [[cell_of(cell.strip()) for cell in line.split("|")] if line else [""] for line in lines]
    )


def cell_of(text: str) -> Cell:
    """Read one cell of a text table."""
    if text.startswith("~"):
        return float(text[1:])
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    return text


def told(diagnostics: list[Diagnostic] | tuple[Diagnostic, ...]) -> list[tuple[str, str | None]]:
    """Return code and cell of each diagnostic, notes aside."""
    return [(found.code.identifier, found.place.cell) for found in diagnostics if found.severity != "note"]
