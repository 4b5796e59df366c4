"""Text tables as validated sheets, and what a united table holds."""

from cchc_report.tables.header import find_header
from cchc_report.tables.table import Model, SheetPart, Table
from cchc_report.tables.validate import validate_sheet
from tests.tables.texts import sheet_of


def part_of(model: type[Model], text: str, file: str = "2023.xlsx", sheet: str | None = None) -> SheetPart[Model]:
    """Validate a text table as a sheet of a file."""
    read = sheet_of(text, sheet or model.info.title, file)
    header = find_header(read, model)
    assert header is not None
    return validate_sheet(read, model, header).parts[0]


def values(table: Table[Model], *fields: str) -> list[tuple[object, ...]]:
    """Return some columns of a table, row by row, in the order of its sheets."""
    found = ((part.file, part.rows[index], record) for part in table.parts for index, record in part.records())
    return [
        tuple(getattr(record, field) for field in fields) for _, _, record in sorted(found, key=lambda one: one[:2])
    ]
