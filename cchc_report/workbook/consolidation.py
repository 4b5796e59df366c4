"""The workbook of a province: what each commune reported beside the totals, which are formulas a clerk can follow.

Knows cells, formulas and charts; the numbers and words come from the caller.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.workbook import looks
from cchc_report.workbook.package import to_bytes

Number = int | Decimal

_FIRST = 4  # row of the first line of a table: above it title, a remark, header
_CHARTED = 60  # communes that one chart can name
_FORMATS = {"count": "#,##0", "rate": "0.00"}
_HIDDEN_ZERO = "0;-0;"
_CELL = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>.*?</f>)<v\s*/?>(?:</v>)?', re.DOTALL)


class Line(NamedTuple):
    """A row of a table: its texts, its numbers, and the total: the sum, the share of two other rows, or a number as it is."""

    texts: tuple[str, ...]
    numbers: tuple[Number | None, ...]
    total: Number | None
    is_rate: bool = False
    is_sum: bool = False
    share: tuple[int, int] | None = None  # the lines (from 0) that the total is the percentage of


class Count(NamedTuple):
    """A column of the communes' table: header, a number for each commune, their sum."""

    header: str
    numbers: tuple[Number | None, ...]
    total: Number | None


@dataclass(frozen=True)
class Consolidation:
    """All that the workbook says."""

    title: str
    remark: str
    communes: tuple[str, ...]  # that reported, in the order of their names
    counts: tuple[Count, ...]
    rates: Count  # the on-time rate, the share of two of the counts
    part: int  # of the counts, from 0
    whole: int
    lines: tuple[Line, ...]  # the indicators
    absent: tuple[tuple[str, str, str, str], ...]  # name, folder, status, why


@dataclass
class _Sheet:
    """A sheet being filled, and the values of its formulas: programs that do not compute show those."""

    worksheet: Worksheet
    cached: dict[str, Number | str | None] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Number | str | None, number_format: str = "") -> None:
        """Put a value into a cell as it is."""
        cell = looks.cell_at(self.worksheet, row, column)
        cell.font, cell.border = looks.PLAIN, looks.BOX
        cell.value = looks.printable(value) if isinstance(value, str) else value
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins with = is a text
            cell.alignment = looks.TOP_WRAPPED
        if number_format:
            cell.number_format = number_format

    def put_texts(self, row: int, first: int, texts: Sequence[str]) -> None:
        """Put texts side by side into a row that becomes as high as they need."""
        for column, text in enumerate(texts, start=first):
            self.put(row, column, text)
        looks.fit_row(self.worksheet, row, {get_column_letter(first + index): text for index, text in enumerate(texts)})

    def compute(self, row: int, column: int, formula: str, value: Number | str | None, number_format: str) -> None:
        """Put a formula and the value it has."""
        cell = looks.cell_at(self.worksheet, row, column)
        cell.font, cell.border, cell.value, cell.number_format = looks.BOLD, looks.BOX, formula, number_format
        self.cached[cell.coordinate] = value


def write_consolidation(consolidation: Consolidation) -> bytes:
    """Return the .xlsx; the same numbers give the same bytes."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheets = [
        _communes_sheet(workbook, consolidation),
        _indicators_sheet(workbook, consolidation),
        _ranking_sheet(workbook, consolidation),
        _absent_sheet(workbook, consolidation),
    ]
    cached = {f"xl/worksheets/sheet{number}.xml": sheet.cached for number, sheet in enumerate(sheets, start=1)}
    return to_bytes(workbook, change=lambda name, content: _with_values(content, cached.get(name, {})))


def _with_values(content: bytes, values: Mapping[str, Number | str | None]) -> bytes:
    """Write the value of each formula beside it: the library leaves it out."""
    if not values:
        return content

    def valued(found: re.Match[str]) -> str:
        value = values.get(found[2])
        if value is None or value == "":
            return found[1].replace("<c ", '<c t="str" ', 1) + "<v></v>"
        return f"{found[1]}<v>{escape(str(value))}</v>"

    return _CELL.sub(valued, content.decode("utf-8")).encode("utf-8")


def _communes_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the table of communes with dossiers by outcome, totals below and a chart of the rates."""
    headers = ("STT", "Đơn vị", *(count.header for count in told.counts), told.rates.header)
    sheet = _start(workbook, "Hồ sơ", told, headers, (6, 32, *(14 for _ in told.counts), 14), "C")
    last, rate_column = _FIRST + len(told.communes) - 1, len(told.counts) + 3
    for index, name in enumerate(told.communes):
        row = _FIRST + index
        sheet.put(row, 1, index + 1)
        sheet.put(row, 2, name)
        for column, count in enumerate(told.counts, start=3):
            sheet.put(row, column, count.numbers[index], _FORMATS["count"])
        sheet.compute(row, rate_column, _share(row, told), told.rates.numbers[index], _FORMATS["rate"])
    total = last + 1
    sheet.put(total, 1, None)
    sheet.put(total, 2, "Tổng cộng")
    for column, count in enumerate(told.counts, start=3):
        letter = get_column_letter(column)
        sheet.compute(total, column, f"=SUM({letter}{_FIRST}:{letter}{last})", count.total, _FORMATS["count"])
    sheet.compute(total, rate_column, _share(total, told), told.rates.total, _FORMATS["rate"])
    if told.communes:
        sheet.worksheet.auto_filter.ref = f"A{_FIRST - 1}:{get_column_letter(rate_column)}{last}"
    return sheet


def _share(row: int, told: Consolidation) -> str:
    part, whole = (f"{get_column_letter(index + 3)}{row}" for index in (told.part, told.whole))
    return f'=IF(N({whole})=0,"",{part}/{whole}*100)'


def _indicators_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the table of indicators: a column a commune, the total before them."""
    headers = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số xã có số liệu", "Tổng cộng", *told.communes)
    sheet = _start(
        workbook, "Chỉ tiêu", told, headers, (9, 60, 16, 12, 14, *(13 for _ in told.communes)), "F", landscape=True
    )
    last = get_column_letter(5 + len(told.communes))
    for index, line in enumerate(told.lines):
        row = _FIRST + index
        number_format = _FORMATS["rate" if line.is_rate else "count"]
        sheet.put_texts(row, 1, line.texts)
        known = sum(number is not None for number in line.numbers)
        sheet.compute(row, 4, f"=COUNT(F{row}:{last}{row})", known, _HIDDEN_ZERO)
        for column, number in enumerate(line.numbers, start=6):
            sheet.put(row, column, number, number_format)
        if line.share:
            part, whole = (f"E{_FIRST + other}" for other in line.share)
            sheet.compute(row, 5, f'=IF(N({whole})=0,"",{part}/{whole}*100)', line.total, number_format)
        elif line.is_sum and known:
            sheet.compute(row, 5, f"=SUM(F{row}:{last}{row})", line.total, number_format)
        else:
            sheet.put(row, 5, line.total, number_format)
    return sheet


def _ranking_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the communes by their on-time rate, the best first; those of one rate share their rank."""
    sheet = _start(workbook, "Xếp hạng", told, ("Hạng", "Đơn vị", told.rates.header), (8, 34, 16), "C")
    rated = [(rate, name) for rate, name in zip(told.rates.numbers, told.communes, strict=True) if rate is not None]
    ordered = sorted(rated, key=lambda pair: -pair[0])  # communes of one rate stay in the order of their names
    last = _FIRST + len(ordered) - 1
    for index, (rate, name) in enumerate(ordered):
        row = _FIRST + index
        rank = 1 + sum(other > rate for other, _ in ordered)
        sheet.compute(row, 1, f"=RANK(C{row},C${_FIRST}:C${last})", rank, "0")
        sheet.put(row, 2, name)
        sheet.put(row, 3, rate, _FORMATS["rate"])
    if ordered:
        _add_chart(sheet.worksheet, told.rates.header, min(len(ordered), _CHARTED))
    return sheet


def _add_chart(worksheet: Worksheet, title: str, bars: int) -> None:
    """Add a chart of the first bars, the best on top."""
    chart = BarChart()
    chart.type, chart.style, chart.legend = "bar", 10, None
    chart.title = title
    chart.add_data(Reference(worksheet, min_col=3, min_row=_FIRST, max_row=_FIRST + bars - 1))
    chart.set_categories(Reference(worksheet, min_col=2, min_row=_FIRST, max_row=_FIRST + bars - 1))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.height, chart.width = max(7, 0.6 * bars), 20
    worksheet.add_chart(chart, f"E{_FIRST}")


def _absent_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the communes that are in no total, and why."""
    headers = ("STT", "Đơn vị", "Thư mục", "Tình trạng", "Vì sao")
    sheet = _start(workbook, "Chưa báo cáo", told, headers, (6, 30, 40, 20, 80), "C")
    for index, words in enumerate(told.absent):
        sheet.put(_FIRST + index, 1, index + 1)
        sheet.put_texts(_FIRST + index, 2, words)
    if not told.absent:
        sheet.put(_FIRST, 2, "Mọi đơn vị đã báo cáo.")
    return sheet


def _start(  # noqa: PLR0913 - a sheet has these six things
    workbook: Workbook,
    name: str,
    told: Consolidation,
    headers: Sequence[str],
    widths: Sequence[int],
    frozen: str,
    *,
    landscape: bool = True,
) -> _Sheet:
    """Begin a sheet: title, remark, header, widths, what stays in sight."""
    worksheet = workbook.create_sheet(name)
    sheet = _Sheet(worksheet)
    for row, text, font in ((1, told.title, looks.TITLE), (2, told.remark, looks.PLAIN)):
        cell = looks.cell_at(worksheet, row, 1)
        cell.value, cell.font = looks.printable(text), font
    for column, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        sheet.put(_FIRST - 1, column, header)
        cell = looks.cell_at(worksheet, _FIRST - 1, column)
        cell.font, cell.fill, cell.alignment = looks.ON_PALE, looks.OPTIONAL_FILL, looks.MIDDLE_WRAPPED
        worksheet.column_dimensions[get_column_letter(column)].width = width
    worksheet.row_dimensions[_FIRST - 1].height = 3 * looks.LINE
    worksheet.freeze_panes = f"{frozen}{_FIRST}"
    worksheet.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"
    looks.set_up_page(worksheet, landscape=landscape)
    return sheet
