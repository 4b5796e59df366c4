"""The names and signs by which what we wrote ourselves is known again: our sheets, our copies, our example rows.

Knows no spreadsheet library, so that whoever reads a workbook may ask without loading one.
"""

import re
from pathlib import Path

from cchc_report.ground.text import clean, fold

OVERVIEW_SHEET = "Kết quả kiểm tra"  # first sheet of an annotated copy: all problems with links to their cells
GUIDE_SHEET = "Hướng dẫn"  # first sheet of a blank workbook
COPY_SUFFIX = "-da-kiem-tra"  # ends the name of an annotated copy
EXAMPLE_MARK = "(ví dụ)"  # begins the first cell of a row that shows how to fill in a sheet and is not counted

_OWN_SHEETS = frozenset(map(fold, (OVERVIEW_SHEET, GUIDE_SHEET)))
_EXAMPLE = clean(EXAMPLE_MARK)
_COPY = re.compile(rf"{COPY_SUFFIX}(?:-\d+)?$", re.IGNORECASE)  # the number where an edited copy was kept beside it


def is_own_sheet(title: str) -> bool:
    """Tell whether a sheet is one of ours and holds no figures: a reader passes over it without a word."""
    return fold(title) in _OWN_SHEETS


def is_example(text: str) -> bool:
    """Tell whether a cell's text marks its row as an example."""
    return "(" in text[:4] and clean(text).lower().startswith(_EXAMPLE)


def is_annotated_copy(path: Path) -> bool:
    """Tell whether a file is named as an annotated copy: read only where it is asked for by name."""
    return _COPY.search(path.stem) is not None


def original_stem(path: Path) -> str:
    """Return the stem of the workbook that a file is an annotated copy of, its own stem where it is none."""
    return _COPY.sub("", path.stem) or path.stem
