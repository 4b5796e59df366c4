"""Two periods side by side: which numbers are the same ones, how far apart they are, and which swings want a second look.

Takes numbers that are there already: of workbooks, of the history, of a report's record or of a written report. Prints nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from cchc_report.form.pack import Swings
from cchc_report.ground.json_output import JsonNumber, JsonOutput, number_json
from cchc_report.ground.numbers import Number, format_trimmed, percent, points
from cchc_report.ground.periods import Period
from cchc_report.ground.text import fold
from cchc_report.report.built import KeptNumber, NumberKind

Numbers = Mapping[str, KeptNumber]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two: its numbers, indicators by code and figures by full name, and where they come from.

    A number without a label is known by its code alone. `period` is None where a written report does not say its own.
    """

    name: str  # "năm 2022"
    source: str  # "sổ tính", "lịch sử", "bao-cao-2022.docx"
    period: Period | None
    form: str  # the form's id; empty where it is not known
    indicators: Numbers
    figures: Numbers

    @property
    def heading(self) -> str:
        """The name in short, for a column: 2022."""
        return self.period.id if self.period else self.name

    @property
    def title(self) -> str:
        """The name with the source: năm 2022 (lịch sử)."""
        return f"{self.name} ({self.source})" if self.name != self.source else self.name

    def to_json(self) -> "SideJson":
        """Return what `cchc compare --json` prints of it."""
        period = self.period
        return SideJson(
            name=self.name,
            period=period.id if period else None,
            start=period.start.isoformat() if period else None,
            cutoff=period.cutoff.isoformat() if period else None,
            source=self.source,
            form=self.form or None,
        )


@dataclass(frozen=True, kw_only=True)
class Compared:
    """A number on both sides, or on one of them only; None is unknown. `mark` says why it wants a second look."""

    code: str
    label: str
    unit: str
    kind: NumberKind
    before: Number | None
    after: Number | None
    only: Literal[1, 2] | None = None  # 1 or 2 where the other side's form has no such row
    mark: str = ""

    @property
    def change(self) -> Number | None:
        """How much more there is than before; of rates in percentage points; None of choices and of what is unknown."""
        if self.before is None or self.after is None or self.kind is NumberKind.CHOICE:
            return None
        return self.after - self.before

    @property
    def printed_change(self) -> Number | None:
        """The change as it is printed: that of two rates is the difference of what is printed of them."""
        return points(self.after, self.before) if self.kind is NumberKind.RATE else self.change

    @property
    def percent(self) -> Decimal | None:
        """The change of a count in percent of what was before; None where that was zero or unknown, and of rates."""
        return percent(self.change, self.before) if self.kind is NumberKind.COUNT else None

    def to_json(self) -> "ComparedJson":
        """Return what `cchc compare --json` prints of it."""
        return ComparedJson(
            code=self.code,
            label=self.label,
            unit=self.unit,
            before=number_json(self.before),
            after=number_json(self.after),
            change=number_json(self.change),
            percent=number_json(self.percent),
            mark=self.mark or None,
            only_in=self.only,
        )


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two sides, their numbers one by one, and what the reader should know before believing them."""

    before: Side
    after: Side
    indicators: tuple[Compared, ...]
    figures: tuple[Compared, ...]
    warnings: tuple[str, ...]
    swings: Swings

    @property
    def headings(self) -> tuple[str, str]:
        """The names of both sides in short, never the same."""
        first, second = self.before.heading, self.after.heading
        return (first, second) if first != second else (f"{first} (1)", f"{second} (2)")


class ComparedJson(JsonOutput):
    """One indicator in two periods."""

    code: Annotated[str, Field(description="Mã dòng phụ lục hoặc tên số liệu")]
    label: Annotated[str, Field(description="Tên gọi")]
    unit: Annotated[str, Field(description="Đơn vị tính")]
    before: Annotated[JsonNumber, Field(description="Kỳ thứ nhất; null là chưa biết")]
    after: Annotated[JsonNumber, Field(description="Kỳ thứ hai; null là chưa biết")]
    change: Annotated[
        JsonNumber, Field(description="Tăng, giảm bao nhiêu; với tỷ lệ là số điểm phần trăm; null với lựa chọn")
    ]
    percent: Annotated[
        JsonNumber, Field(description="Tăng, giảm bao nhiêu phần trăm; null với tỷ lệ và khi không tính được")
    ]
    mark: Annotated[str | None, Field(description="Vì sao cần xem lại: gấp 10 lần, về 0…; null khi không có gì lạ")]
    only_in: Annotated[
        Literal[1, 2] | None,
        Field(description="1 hoặc 2: dòng chỉ có trong biểu của kỳ thứ nhất hoặc thứ hai; null khi cả hai đều có"),
    ]


class SideJson(JsonOutput):
    """One of the two periods that are compared."""

    name: Annotated[str, Field(description="Tên kỳ (năm 2022), hoặc tên tệp khi tệp không nói kỳ nào")]
    period: Annotated[str | None, Field(description="Kỳ báo cáo (2022); null khi không biết")]
    start: Annotated[str | None, Field(alias="from", description="Ngày đầu kỳ")]
    cutoff: Annotated[str | None, Field(alias="to", description="Ngày cuối kỳ")]
    source: Annotated[str, Field(description="Lấy từ đâu: sổ tính, lịch sử, hoặc tên tệp")]
    form: Annotated[str | None, Field(description="Biểu mẫu; null khi không biết")]


class CompareJson(JsonOutput):
    """What `cchc compare --json` prints."""

    command: ClassVar[str] = "cchc compare KỲ KỲ --json"

    periods: Annotated[list[str], Field(min_length=2, max_length=2, description="Hai kỳ được so sánh")]
    sides: Annotated[
        list[SideJson], Field(min_length=2, max_length=2, description="Mỗi kỳ là gì và lấy số liệu từ đâu")
    ]
    indicators: Annotated[list[ComparedJson], Field(description="Các dòng của phụ lục, theo thứ tự in")]
    figures: Annotated[list[ComparedJson], Field(description="Các số liệu có tên; trống nếu không có --figures")]
    warnings: Annotated[list[str], Field(description="Điều khiến hai kỳ không so thẳng với nhau được")]

    @classmethod
    def of(cls, comparison: Comparison, *, figures: bool, only_marked: bool) -> "CompareJson":
        """Return a comparison, with the named figures or without, all of it or only what wants a second look."""
        chosen = (comparison.indicators, comparison.figures if figures else ())
        rows, named = ([one.to_json() for one in part if one.mark or not only_marked] for part in chosen)
        return cls(
            periods=list(comparison.headings),
            sides=[comparison.before.to_json(), comparison.after.to_json()],
            indicators=rows,
            figures=named,
            warnings=list(comparison.warnings),
        )


def compare(before: Side, after: Side, swings: Swings) -> Comparison:
    """Put two sides beside each other; `swings` says from where on a change is marked."""
    return Comparison(
        before=before,
        after=after,
        indicators=tuple(_compare(before.indicators, after.indicators, swings)),
        figures=tuple(_compare(before.figures, after.figures, swings)),
        warnings=tuple(_warnings(before, after)),
        swings=swings,
    )


def _compare(before: Numbers, after: Numbers, swings: Swings) -> Iterator[Compared]:
    """Yield the numbers that both have in the order of the second, then those of one side alone."""
    same = [code for code in after if code in before and _is_same(before[code], after[code])]
    for code in same:
        yield _paired(code, before[code], after[code], swings)
    sides: tuple[tuple[Literal[1, 2], Numbers], ...] = ((1, before), (2, after))
    for side, numbers in sides:
        for code, one in numbers.items():
            if code not in same:
                first, second = (one.value, None) if side == 1 else (None, one.value)
                yield Compared(
                    code=code, label=one.label, unit=one.unit, kind=one.kind, before=first, after=second, only=side
                )


def _is_same(before: KeptNumber, after: KeptNumber) -> bool:
    """Tell whether a code means the same on both sides: forms give a number to another row when they change."""
    return not before.label or not after.label or fold(before.label) == fold(after.label)


def _paired(code: str, before: KeptNumber, after: KeptNumber, swings: Swings) -> Compared:
    told = after if after.label else before
    mark = _mark(told.kind, before.value, after.value, swings)
    return Compared(
        code=code, label=told.label, unit=told.unit, kind=told.kind, before=before.value, after=after.value, mark=mark
    )


def _mark(kind: NumberKind, before: Number | None, after: Number | None, swings: Swings) -> str:
    """Say why a change is hard to believe; nothing of choices, of what is unknown, and of small numbers."""
    if before is None or after is None:
        return ""
    match kind:
        case NumberKind.CHOICE:
            return ""
        case NumberKind.RATE:
            apart = points(after, before) or Decimal(0)
            return f"chênh {format_trimmed(abs(apart), 2)} điểm %" if abs(apart) >= swings.points else ""
        case NumberKind.COUNT:
            return _mark_of_counts(before, after, swings)


def _mark_of_counts(before: Number, after: Number, swings: Swings) -> str:
    small, large = sorted((abs(Decimal(before)), abs(Decimal(after))))
    if large < swings.least or small * swings.times > large:
        return ""
    if small == 0:
        return "từ 0 lên" if before == 0 else "về 0"
    times = format_trimmed(large / small, 1)
    return f"gấp {times} lần" if after > before else f"chỉ còn 1/{format_trimmed(large / small, 0)}"


def _warnings(before: Side, after: Side) -> Iterator[str]:
    """Yield what keeps the two from being compared as they stand."""
    if before.form and after.form and before.form != after.form:
        yield (
            f"Hai kỳ theo hai biểu mẫu khác nhau ({before.form} và {after.form}): chỉ so những dòng cùng mã và cùng tên; "
            "dòng khác được liệt kê riêng."
        )
    if before.period is None or after.period is None:
        return
    if before.period.kind is not after.period.kind:
        yield f"Hai kỳ dài ngắn khác nhau ({before.period.name} và {after.period.name}): số đếm tăng, giảm một phần vì thế."
    elif before.period.cutoff > after.period.cutoff:
        yield f"{after.period.name_at_start} sớm hơn {before.period.name}: tăng, giảm tính từ kỳ gõ trước đến kỳ gõ sau."
    if _part(before.period) == _part(after.period) and _days(before.period) != _days(after.period):
        yield (
            f"Ngày đầu và ngày cuối của hai kỳ khác nhau: {before.period.name} {_bounds(before.period)}, "
            f"{after.period.name} {_bounds(after.period)}."
        )


def _part(period: Period) -> tuple[object, ...]:
    return period.kind, period.quarter


def _days(period: Period) -> tuple[int, ...]:
    return period.start.month, period.start.day, period.cutoff.month, period.cutoff.day


def _bounds(period: Period) -> str:
    return f"từ {period.start:%d/%m/%Y} đến {period.cutoff:%d/%m/%Y}"
