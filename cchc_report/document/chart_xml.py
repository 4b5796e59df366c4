"""A breakdown as a chart of Word's own: bars that stay apart in grey print, with the numbers in a workbook behind them.

Knows DrawingML's charts (ECMA-376, part 1, chapter 21.2: the order of elements is the schema's), not where a chart stands.
"""

from collections.abc import Sequence
from html import escape

from cchc_report.figures.breakdowns import Axis, Breakdown, Series

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
SHEET = "Số liệu"  # of the workbook behind the chart

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<c:date1904 val="0"/><c:lang val="vi-VN"/><c:roundedCorners val="0"/>'
)
_LINE = '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
_GREY_LINE = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr>'
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
# Each differs from its neighbours in darkness or pattern, so that a copy in grey can be read.
_FILLS = (
    '<a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill>',
    '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>',
    '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>',
    '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="000000"/></a:fgClr>'
    '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>',
)
_OVERLAP = '<c:overlap val="100"/>'
_NUMBERS = r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"  # dots between thousands whatever the machine's language
_CATEGORIES, _VALUES = 111_111_111, 222_222_222  # the ids of the two axes


def chart_xml(breakdown: Breakdown, workbook: str) -> bytes:
    """Return the chart's part; `workbook` is the id of its link to the workbook behind it."""
    stacked = breakdown.adds_up and len(breakdown.series) > 1
    series = "".join(_series(breakdown, one, index) for index, one in enumerate(breakdown.series))
    labels = "" if stacked else _labels()
    return (
        f"{_HEAD}<c:chart>"
        '<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="{"col" if breakdown.axis is Axis.TIME else "bar"}"/>'
        f'<c:grouping val="{"stacked" if stacked else "clustered"}"/><c:varyColors val="0"/>{series}{labels}'
        f'<c:gapWidth val="60"/>{_OVERLAP if stacked else ""}'
        f'<c:axId val="{_CATEGORIES}"/><c:axId val="{_VALUES}"/></c:barChart>'
        f"{_axes(breakdown.axis)}"
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>{_legend(breakdown.series)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{_letters(1100)}"
        f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


def _series(breakdown: Breakdown, series: Series, index: int) -> str:
    """Return a series with the cells it is taken from, and a copy of what they hold."""
    column = chr(ord("B") + index)
    last = len(breakdown.categories) + 1
    categories = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(name, quote=False)}</c:v></c:pt>'
        for at, name in enumerate(breakdown.categories)
    )
    counts = "".join(
        f'<c:pt idx="{at}"><c:v>{count}</c:v></c:pt>' for at, count in enumerate(series.counts) if count is not None
    )
    size = f'<c:ptCount val="{len(breakdown.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{_cells(column, 1, 1)}</c:f><c:strCache>"
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(series.name, quote=False)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f"<c:spPr>{_FILLS[index % len(_FILLS)]}{_LINE}</c:spPr>"
        '<c:invertIfNegative val="0"/>'
        f"<c:cat><c:strRef><c:f>{_cells('A', 2, last)}</c:f><c:strCache>{size}{categories}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_cells(column, 2, last)}</c:f><c:numCache><c:formatCode>{_NUMBERS}</c:formatCode>"
        f"{size}{counts}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _cells(column: str, first: int, last: int) -> str:
    start = f"'{SHEET}'!${column}${first}"
    return start if first == last else f"{start}:${column}${last}"


def _labels() -> str:
    shown = ("LegendKey", "0"), ("Val", "1"), ("CatName", "0"), ("SerName", "0"), ("Percent", "0"), ("BubbleSize", "0")
    return (
        f'<c:dLbls><c:numFmt formatCode="{_NUMBERS}" sourceLinked="0"/><c:dLblPos val="outEnd"/>'
        + "".join(f'<c:show{name} val="{value}"/>' for name, value in shown)
        + "</c:dLbls>"
    )


def _axes(axis: Axis) -> str:
    """Return both axes; names run down the page from the first, so their axis is turned and the other crosses at its end."""
    over_time = axis is Axis.TIME
    order, crosses = ("minMax", "autoZero") if over_time else ("maxMin", "max")
    sides = ("b", "l") if over_time else ("l", "b")
    return (
        f'<c:catAx><c:axId val="{_CATEGORIES}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{sides[0]}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr>{_LINE}</c:spPr>{_letters(1000)}'
        f'<c:crossAx val="{_VALUES}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUES}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{sides[1]}"/><c:majorGridlines>{_GREY_LINE}</c:majorGridlines>'
        f'<c:numFmt formatCode="{_NUMBERS}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="nextTo"/><c:spPr>{_NO_LINE}</c:spPr>{_letters(1000)}'
        f'<c:crossAx val="{_CATEGORIES}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/></c:valAx>'
    )


def _legend(series: Sequence[Series]) -> str:
    return '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>' if len(series) > 1 else ""


def _letters(size: int) -> str:
    """Return how letters are set; `size` is in hundredths of a point."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr val="000000"/>'
        '</a:solidFill><a:latin typeface="Times New Roman"/><a:cs typeface="Times New Roman"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'
    )
