"""Finds the cells in error of an .xlsb: the reader gives them as if they were empty."""

import io
import struct
import zipfile

from cchc_report.workbook.broken.binary_errors import Cells, xlsb_errors
from cchc_report.workbook.broken.facts import SheetFacts
from cchc_report.workbook.broken.xlsx_parts import UNREADABLE


def error_cells(content: bytes) -> dict[str, Cells]:
    """Return what the error cells of each sheet show, by row and column counted from 1.

    What cannot be taken apart has no known error cells: whether it can be read at all, the reader says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return xlsb_errors(archive) if "xl/workbook.bin" in archive.namelist() else {}
    except (*UNREADABLE, struct.error, IndexError):
        return {}


def other_facts(content: bytes) -> dict[str, SheetFacts]:
    """Return what each sheet of an .xlsb tells beside its values."""
    return {name: SheetFacts(broken=cells) for name, cells in error_cells(content).items()}
