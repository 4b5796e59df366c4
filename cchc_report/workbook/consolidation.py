"""The workbook of a province: what each commune reported beside the totals, which are formulas a clerk can follow.

Knows cells, formulas and charts; the numbers and words come from the caller.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cchc_report.ground.numbers import Number
from cchc_report.workbook import looks
from cchc_report.workbook.package import to_bytes

_FIRST = 4  # row of the first line of a table: above it title, a remark, header
_TOTAL, _FIRST_COMMUNE = "E", "F"  # columns of a table of lines
_CHARTED = 60  # communes that one chart can name
_LOWEST = 20  # that the chart of the others names
_PRINTED_SCALE = 50  # percent: the first columns, which every page repeats, take half of one
_FORMATS = {"count": "#,##0", "rate": "0.00"}
_HIDDEN_ZERO = "0;-0;"
_CELL = re.compile(r'(<c r="([A-Z]+[0-9]+)"[^>]*><f>.*?</f>)<v\s*/?>(?:</v>)?', re.DOTALL)
_DOSSIERS, _INDICATORS, _PARTS, _RANKING = "Hồ sơ", "Chỉ tiêu", "Tử số, mẫu số", "Xếp hạng"


class Sum(NamedTuple):
    """A total that is the sum of the communes' numbers."""


class ShareOf(NamedTuple):
    """A total that is the percentage of two sums, each a line (from 0) of the sheet of parts."""

    part: int
    whole: int


class Chosen(NamedTuple):
    """A total that is how many communes chose a number."""

    choice: int


class Spread(NamedTuple):
    """A total that says how many communes chose which number: meaning and number."""

    choices: tuple[tuple[str, int], ...]


Total = Sum | ShareOf | Chosen | Spread | None  # None: there is no total


class Line(NamedTuple):
    """A row of a table: its texts, the communes' numbers, how many of them the total is of, the total and how it comes about."""

    texts: tuple[str, ...]
    numbers: tuple[Number | None, ...]
    known: int
    value: Number | str | None
    total: Total = None
    is_rate: bool = False


class CountColumn(NamedTuple):
    """A column of the communes' table: header, a number for each commune, their sum."""

    header: str
    numbers: tuple[Number | None, ...]
    total: Number | None


class RateColumn(NamedTuple):
    """A column of percentages, each the share of two of the counts, numbered from 0."""

    column: CountColumn
    part: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class Consolidation:
    """All that the workbook says."""

    title: str
    remark: str
    communes: tuple[str, ...]  # that reported, in the order of their names
    counts: tuple[CountColumn, ...]
    rates: tuple[RateColumn, ...]  # the communes are ranked by the last
    outcomes: tuple[int, ...]  # the counts that a chart shows the totals of
    lines: tuple[Line, ...]  # the indicators
    parts: tuple[Line, ...]  # of their percentages: each part before its whole
    absent: tuple[tuple[str, str, str, str], ...]  # name, folder, status, why
    problems: tuple[tuple[str, str, str], ...]  # of the totals: where, what, what to do


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

    def put_numbers(self, row: int, first: int, numbers: Sequence[Number | None], number_format: str) -> None:
        """Put numbers side by side; a country's millions of cells take the look of the first."""
        for column, number in enumerate(numbers, start=first):
            if column == first:
                self.put(row, column, number, number_format)
                dressed = looks.cell_at(self.worksheet, row, column)
                continue
            cell = looks.cell_at(self.worksheet, row, column)
            cell.value = number
            looks.dress_like(cell, dressed)

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
        _lines_sheet(workbook, consolidation, _INDICATORS, consolidation.lines),
        _lines_sheet(workbook, consolidation, _PARTS, consolidation.parts),
        _ranking_sheet(workbook, consolidation),
        _absent_sheet(workbook, consolidation),
        _problems_sheet(workbook, consolidation),
    ]
    cached = {f"xl/worksheets/sheet{number}.xml": sheet.cached for number, sheet in enumerate(sheets, start=1)}
    return to_bytes(workbook, change=lambda name, content: _with_values(content, cached.get(name, {})))


def _with_values(content: bytes, values: Mapping[str, Number | str | None]) -> bytes:
    """Write the value of each formula beside it: the library leaves it out."""
    if not values:
        return content

    def valued(found: re.Match[str]) -> str:
        value = values.get(found[2])
        if value is None or isinstance(value, str):
            return found[1].replace("<c ", '<c t="str" ', 1) + f"<v>{escape(value or '')}</v>"
        return f"{found[1]}<v>{escape(str(value))}</v>"

    return _CELL.sub(valued, content.decode("utf-8")).encode("utf-8")


def _communes_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the table of communes with dossiers by outcome, totals below and a chart of them."""
    headers = ("STT", "Đơn vị", *(count.header for count in told.counts), *(rate.column.header for rate in told.rates))
    sheet = _start(workbook, _DOSSIERS, told, headers, (6, 32, *(14 for _ in (*told.counts, *told.rates))), "C")
    last, rate_column = _FIRST + len(told.communes) - 1, len(told.counts) + 3
    last_column = rate_column + len(told.rates) - 1
    for index, name in enumerate(told.communes):
        row = _FIRST + index
        sheet.put(row, 1, index + 1)
        sheet.put_texts(row, 2, (name,))
        for column, count in enumerate(told.counts, start=3):
            sheet.put(row, column, count.numbers[index], _FORMATS["count"])
        for column, rate in enumerate(told.rates, start=rate_column):
            sheet.compute(row, column, _share(row, rate), rate.column.numbers[index], _FORMATS["rate"])
    _add_totals(sheet, told, last + 1)
    if told.communes:
        sheet.worksheet.auto_filter.ref = f"A{_FIRST - 1}:{get_column_letter(last_column)}{last}"
        _add_outcomes(sheet.worksheet, [3 + index for index in told.outcomes], last + 1)
    return sheet


def _add_totals(sheet: _Sheet, told: Consolidation, row: int) -> None:
    """Write the sums of the counts, and the rates of these, below the communes."""
    sheet.put(row, 1, None)
    sheet.put(row, 2, "Tổng cộng")
    for column, count in enumerate(told.counts, start=3):
        letter = get_column_letter(column)
        sheet.compute(row, column, f"=SUM({letter}{_FIRST}:{letter}{row - 1})", count.total, _FORMATS["count"])
    for column, rate in enumerate(told.rates, start=len(told.counts) + 3):
        sheet.compute(row, column, _share(row, rate), rate.column.total, _FORMATS["rate"])


def _share(row: int, rate: RateColumn) -> str:
    part, whole = (f"{get_column_letter(index + 3)}{row}" for index in (rate.part, rate.whole))
    return f'=IF(N({whole})=0,"",{part}/{whole}*100)'


def _lines_sheet(workbook: Workbook, told: Consolidation, name: str, lines: Sequence[Line]) -> _Sheet:
    """Fill a table of lines: a column a commune, before them the total and of how many communes it is."""
    headers = ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số xã có số liệu", "Tổng cộng", *told.communes)
    sheet = _start(workbook, name, told, headers, (9, 60, 20, 12, 16, *(13 for _ in told.communes)), _FIRST_COMMUNE)
    sheet.worksheet.print_title_cols = f"A:{_TOTAL}"
    sheet.worksheet.sheet_properties.pageSetUpPr = None  # 166 communes are not to be read on one page's width
    sheet.worksheet.page_setup.scale = _PRINTED_SCALE
    last = get_column_letter(5 + len(told.communes))
    for row, line in enumerate(lines, start=_FIRST):
        number_format = _FORMATS["rate" if line.is_rate else "count"]
        numbers = f"{_FIRST_COMMUNE}{row}:{last}{row}"
        sheet.put_texts(row, 1, line.texts)
        formula = _formula(line.total, numbers) if line.known else ""
        if line.is_rate:  # fewer communes may know what a rate is of than print one
            sheet.put(row, 4, line.known, _HIDDEN_ZERO)
        else:
            sheet.compute(row, 4, f"=COUNT({numbers})", line.known, _HIDDEN_ZERO)
        if formula:
            sheet.compute(row, 5, formula, line.value, number_format)
        else:
            sheet.put(row, 5, line.value, number_format)
        sheet.put_numbers(row, 6, line.numbers, number_format)
    if not lines:
        sheet.put_texts(_FIRST, 2, ("Chưa tính được tỷ lệ nào: chưa có đơn vị nào biết cả tử số và mẫu số.",))
    return sheet


def _formula(total: Total, numbers: str) -> str:
    """Return the formula of a total over the communes' cells; none where there is no total."""
    match total:
        case Sum():
            return f"=SUM({numbers})"
        case ShareOf(part, whole):
            over, under = (f"'{_PARTS}'!{_TOTAL}{_FIRST + line}" for line in (part, whole))
            return f'=IF(N({under})=0,"",{over}/{under}*100)'
        case Chosen(choice):
            return f"=COUNTIF({numbers},{choice})"
        case Spread(choices):
            said = '&"; '.join(f'{_quoted(meaning)}: "&COUNTIF({numbers},{choice})' for meaning, choice in choices)
            return f'="{said}'
        case None:
            return ""


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _ranking_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill the communes by the index, the best first; those of one rate share their rank."""
    ranked = told.rates[-1].column
    sheet = _start(workbook, _RANKING, told, ("Hạng", "Đơn vị", ranked.header), (8, 34, 16), "C")
    rates = enumerate(zip(ranked.numbers, told.communes, strict=True), start=_FIRST)
    rated = [(rate, name, row) for row, (rate, name) in rates if rate is not None]
    ordered = sorted(rated, key=lambda one: -one[0])  # communes of one rate stay in the order of their names
    last = _FIRST + len(ordered) - 1
    letter = get_column_letter(len(told.counts) + len(told.rates) + 2)
    rank = 0
    for index, (rate, name, source) in enumerate(ordered):
        row = _FIRST + index
        rank = index + 1 if not index or rate < ordered[index - 1][0] else rank
        sheet.compute(row, 1, f"=RANK(C{row},C${_FIRST}:C${last})", rank, "0")
        sheet.put_texts(row, 2, (name,))
        sheet.compute(row, 3, f"='{_DOSSIERS}'!{letter}{source}", rate, _FORMATS["rate"])
    if ordered:
        bars = min(len(ordered), _CHARTED)
        title = ranked.header if bars == len(ordered) else f"{bars} đơn vị có tỷ lệ đúng hạn cao nhất (%)"
        _add_chart(sheet.worksheet, title, (_FIRST, _FIRST + bars - 1), "E")
    if len(ordered) > _CHARTED:
        _add_chart(
            sheet.worksheet, f"{_LOWEST} đơn vị có tỷ lệ đúng hạn thấp nhất (%)", (last - _LOWEST + 1, last), "Q"
        )
    return sheet


def _add_chart(worksheet: Worksheet, title: str, rows: tuple[int, int], column: str) -> None:
    """Add a chart of the communes in some rows, the first on top."""
    first, last = rows
    chart = BarChart()
    chart.type, chart.style, chart.legend, chart.gapWidth = "bar", 10, None, 40
    chart.title = title
    chart.add_data(Reference(worksheet, min_col=3, min_row=first, max_row=last))
    chart.set_categories(Reference(worksheet, min_col=2, min_row=first, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 100
    chart.y_axis.number_format = "0"
    _label_bars(chart, _FORMATS["rate"])
    chart.height, chart.width = max(7, 0.6 * (last - first + 1)), 20
    worksheet.add_chart(chart, f"{column}{_FIRST}")


def _add_outcomes(worksheet: Worksheet, columns: Sequence[int], total: int) -> None:
    """Add a chart of what became of all dossiers together, beside the table."""
    chart = BarChart()
    chart.type, chart.style, chart.legend, chart.gapWidth = "col", 10, None, 60
    chart.title = "Kết quả giải quyết hồ sơ của các đơn vị đã báo cáo"
    first, last = columns[0], columns[-1]
    chart.add_data(Reference(worksheet, min_col=first, max_col=last, min_row=total), from_rows=True)
    chart.set_categories(Reference(worksheet, min_col=first, max_col=last, min_row=_FIRST - 1))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = _FORMATS["count"]
    _label_bars(chart, _FORMATS["count"])
    chart.height, chart.width = 9, 18
    worksheet.add_chart(chart, f"{get_column_letter(worksheet.max_column + 2)}{_FIRST - 1}")


def _label_bars(chart: BarChart, number_format: str) -> None:
    """Print each bar's number at it."""
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    chart.dataLabels.showSerName = chart.dataLabels.showCatName = chart.dataLabels.showLegendKey = False
    chart.dataLabels.numFmt = number_format


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


def _problems_sheet(workbook: Workbook, told: Consolidation) -> _Sheet:
    """Fill what contradicts what in the totals."""
    sheet = _start(workbook, "Đối chiếu", told, ("STT", "Chỉ tiêu", "Vấn đề", "Cách xử lý"), (6, 26, 80, 70), "C")
    for index, words in enumerate(told.problems):
        sheet.put(_FIRST + index, 1, index + 1)
        sheet.put_texts(_FIRST + index, 2, words)
    if not told.problems:
        sheet.put(_FIRST, 2, "Số tổng hợp khớp nhau.")
    return sheet


def _start(
    workbook: Workbook, name: str, told: Consolidation, headers: Sequence[str], widths: Sequence[int], frozen: str
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
    looks.set_up_page(worksheet, landscape=True)
    return sheet
