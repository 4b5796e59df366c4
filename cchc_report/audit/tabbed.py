"""Tables that somebody typed as lines with tabs, or with bars, instead of drawing them.

Only lines below a header of the appendix are taken for one: a signature set apart by tabs is none.
"""

import re
from collections.abc import Iterator, Sequence

from cchc_report.audit.columns import find_columns
from cchc_report.audit.written_blocks import Block, Grid, Paragraph
from cchc_report.ground.text import clean

_LEAST_CELLS = 3
_LEAST_ROWS = 3
_MARKS = re.compile(r"\t| ?\| ?")


def with_tabbed_tables(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with runs of tabbed lines as tables, where these have the header of an appendix."""
    return tuple(_tabled(blocks))


def _tabled(blocks: Sequence[Block]) -> Iterator[Block]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and (_is_tabbed(block) or (run and not block.text.strip())):
            run.append(block)
            continue
        yield from _joined(run)
        run = []
        yield block
    yield from _joined(run)


def _is_tabbed(paragraph: Paragraph) -> bool:
    return any(len(_MARKS.split(line)) >= _LEAST_CELLS for line in paragraph.text.splitlines())


def _joined(run: Sequence[Paragraph]) -> Iterator[Block]:
    """Yield the lines as one table, or as they are."""
    rows = [tuple(map(clean, _MARKS.split(line))) for one in run for line in one.text.splitlines() if line.strip()]
    width = max(map(len, rows), default=0)
    grid = Grid(tuple(row + ("",) * (width - len(row)) for row in rows))
    if len(rows) >= _LEAST_ROWS and find_columns(grid) is not None:
        yield grid
    else:
        yield from run
