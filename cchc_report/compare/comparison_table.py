"""A comparison as a person reads it: lines of a given width for a terminal, tables for a workbook.

Knows how numbers are printed, not where they come from. Nothing is computed here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap

from cchc_report.compare.compare import Compared, Comparison, Side
from cchc_report.ground.numbers import Number, format_number, format_trimmed, round_half_up
from cchc_report.report.built import NumberKind

Paint = Callable[[str], str]

LEAST_LABEL = 22  # letters; a label narrower than this is not read but guessed
_GAP = "  "
_ENDS = " .:;"  # of a label, before a colon


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is wanted of a comparison, and how wide a line may be; `heading` and `mark` paint what should stand out."""

    width: int
    figures: bool = False
    only_marked: bool = False
    heading: Paint = str
    mark: Paint = str


@dataclass(frozen=True)
class _SideLine:
    """A row of the table: its code, the lines of its label, the mark below them, and its cells."""

    code: str
    label: str
    cells: tuple[str, ...]
    mark: str = ""


def printed(one: Compared, value: Number | None) -> str:
    """Return one of the two numbers as a report prints it; an unknown one is empty."""
    if value is None:
        return ""
    return f"{format_number(value, 2)}%" if one.kind is NumberKind.RATE else format_trimmed(value, 2)


def printed_change(one: Compared) -> str:
    """Return the change with its sign; that of a rate in points."""
    change = one.printed_change
    if change is None:
        return ""
    sign = "+" if change > 0 else ""
    return f"{sign}{format_number(change, 2)} điểm" if one.kind is NumberKind.RATE else sign + format_trimmed(change, 2)


def printed_percent(one: Compared) -> str:
    """Return the change in percent with its sign and one decimal; empty where there is none to tell."""
    if one.percent is None:
        return ""
    return ("+" if one.percent > 0 else "") + f"{format_trimmed(one.percent, 1)}%"


def comparison_lines(comparison: Comparison, shown: Shown) -> Iterator[str]:
    """Yield the lines of a comparison: its title, the table of the appendix, that of the figures, what the marks mean."""
    yield f"So sánh {comparison.before.title} với {comparison.after.title}"
    parts = [("", comparison.indicators)] + ([("Số liệu trong báo cáo", comparison.figures)] if shown.figures else [])
    for title, rows in parts:
        yield from _part(title, rows, comparison, shown)
    yield from ("", *_meaning(comparison, shown))


def _part(title: str, rows: Sequence[Compared], comparison: Comparison, shown: Shown) -> Iterator[str]:
    """Yield the table of rows that both sides have, then those of one side alone, and how many are known to neither."""
    both = [one for one in rows if one.only is None]
    known = [one for one in both if _is_known(one)]
    chosen = [one for one in known if one.mark or not shown.only_marked]
    lines = [_line(one, shown, named=bool(title)) for one in chosen]
    if lines:
        yield from ("", *filter(None, [title]))
        yield from _table(comparison.headings, lines, shown)
    if not shown.only_marked:
        yield from _alone(rows, comparison, shown)
        yield from _left_out(len(both) - len(known))


def _is_known(one: Compared) -> bool:
    return one.before is not None or one.after is not None


def _line(one: Compared, shown: Shown, *, named: bool) -> _SideLine:
    """Return a row; a figure is called by its name below its label, where the appendix has a code before it."""
    unit = f" ({one.unit})" if one.unit and one.kind is not NumberKind.RATE else ""
    cells = (printed(one, one.before), printed(one, one.after), printed_change(one), printed_percent(one))
    label = f"{one.label or 'Dòng này'}{unit}" + (f"\n{one.code}" if named else "")
    return _SideLine("" if named else one.code, label, cells, shown.mark(f"! {one.mark}") if one.mark else "")


def _table(headings: Sequence[str], lines: Sequence[_SideLine], shown: Shown) -> Iterator[str]:
    """Yield a header, a rule and the rows; numbers stand to the right, a long label goes on below."""
    heads = (*headings, "Tăng, giảm", "%")
    widths = [max(len(head), *(len(line.cells[at]) for line in lines)) for at, head in enumerate(heads)]
    code = _code_width(lines)
    taken = sum(len(_GAP) + width for width in widths) + (code + len(_GAP) if code else 0)
    label = min(max(shown.width - taken, LEAST_LABEL), max(len(line.label) for line in lines))
    yield shown.heading(_row("Mã", code, "Chỉ tiêu".ljust(label), heads, widths))
    yield _row("-" * code, code, "-" * label, ["-" * width for width in widths], widths)
    for line in lines:
        first, *rest = _wrapped(line.label, label)
        yield _row(line.code, code, first.ljust(label), line.cells, widths)
        indent = " " * code + _GAP
        yield from (indent + one for one in [*rest, *filter(None, [line.mark])])


def _code_width(lines: Sequence[_SideLine]) -> int:
    """Return how wide the column of codes is; figures have none."""
    widest = max((len(line.code) for line in lines), default=0)
    return max(widest, len("Mã")) if widest else 0


def _row(code: str, code_width: int, label: str, cells: Sequence[str], widths: Sequence[int]) -> str:
    first = [code.ljust(code_width)] if code_width else []
    numbers = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return _GAP.join([*first, label, *numbers]).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in wrap(part, width)] or [""]


def _alone(rows: Iterable[Compared], comparison: Comparison, shown: Shown) -> Iterator[str]:
    """Yield the rows that only one of two forms has, with what is known of them."""
    rows = tuple(rows)
    for number, side in ((1, comparison.before), (2, comparison.after)):
        found = [one for one in rows if one.only == number]
        if found:
            yield from ("", shown.heading(f"Chỉ có ở {side.title}:"))
        for one in found:
            value = printed(one, one.before if number == 1 else one.after)
            first, *rest = wrap(
                f"{one.code}  {one.label.rstrip(_ENDS)}: {value or 'trống'}", shown.width - 2, subsequent_indent="    "
            )
            yield from (f"  {line}" for line in (first, *rest))


def _left_out(count: int) -> Iterator[str]:
    if count:
        yield from ("", f"{format_number(count)} dòng chưa có số liệu ở cả hai bên, không liệt kê.")


def _meaning(comparison: Comparison, shown: Shown) -> Iterator[str]:
    """Yield how many rows are marked, and what a mark means."""
    rows = (*comparison.indicators, *(comparison.figures if shown.figures else ()))
    marked = sum(bool(one.mark) for one in rows)
    if not marked:
        yield "Không có thay đổi nào lớn khác thường."
        return
    swings = comparison.swings
    text = (
        f"{format_number(marked)} dòng có dấu ! cần xem lại: số đếm gấp từ {swings.times} lần, còn từ 1/{swings.times} trở xuống, "
        f"từ 0 lên hoặc về 0; tỷ lệ chênh từ {format_trimmed(swings.points, 2)} điểm %. Thường là gõ thừa, gõ thiếu chữ số: "
        "hãy mở sổ tính xem lại trước khi dùng."
    )
    yield from wrap(text, shown.width)


ComparedCell = str | int | Decimal | None


def comparison_header(comparison: Comparison) -> tuple[str, ...]:
    """Return the headers of the columns of `comparison_rows`."""
    first, second = comparison.headings
    return ("Mã", "Chỉ tiêu", "Đơn vị tính", first, second, "Tăng, giảm", "Tăng, giảm (%)", "Cần xem lại", "Chỉ có ở")


def comparison_rows(
    rows: Iterable[Compared], comparison: Comparison, *, only_marked: bool
) -> Iterator[tuple[ComparedCell, ...]]:
    """Yield the rows for a workbook: numbers as numbers, percentages rounded as they are printed."""
    sides = {None: None, 1: comparison.headings[0], 2: comparison.headings[1]}
    for one in rows:
        if one.mark or not only_marked:
            numbers = (_cell(one.before), _cell(one.after), _cell(one.printed_change), _cell(one.percent, 1))
            yield one.code, one.label, one.unit, *numbers, one.mark or None, sides[one.only]


def sources_rows(comparison: Comparison) -> Iterator[tuple[ComparedCell, ...]]:
    """Yield what each side is: its heading, period, bounds, source and form."""
    for heading, side in zip(comparison.headings, (comparison.before, comparison.after), strict=True):
        yield heading, side.name, *_bounds(side), side.source, side.form or None


def _bounds(side: Side) -> tuple[str | None, str | None]:
    if side.period is None:
        return None, None
    return f"{side.period.start:%d/%m/%Y}", f"{side.period.cutoff:%d/%m/%Y}"


def _cell(value: Number | None, places: int = 2) -> Number | None:
    return round_half_up(value, places) if isinstance(value, Decimal) else value
