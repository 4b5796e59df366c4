"""Computes the rows of the appendix from figures and entered numbers, and tells where the two disagree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from cchc_report.figures import Figures
from cchc_report.form.misfit import misfit_when_entered
from cchc_report.form.pack import EnteredFormula, FigureFormula, Form, FormRow, RowKind, ShareFormula, SumFormula
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.json_output import JsonNumber, JsonOutput, number_json
from cchc_report.ground.numbers import Number, format_trimmed, percent
from cchc_report.ground.text import fold, nearest
from cchc_report.tables.sheets.entered import EnteredIndicator
from cchc_report.tables.table import Table


class Source(StrEnum):
    """Where an indicator's value comes from."""

    COMPUTED = "computed"
    ENTERED = "entered"
    EMPTY = "empty"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A row of the appendix with its value; None is unknown and prints empty."""

    row: FormRow
    value: Number | None
    source: Source
    note: str = ""
    place: Place | None = None  # the cell it was entered in

    @property
    def printed_code(self) -> str:
        """The number the form prints for the row."""
        return self.row.printed_code

    @property
    def label(self) -> str:
        """What the row counts."""
        return self.row.label

    @property
    def unit_lines(self) -> tuple[str, ...]:
        """The unit, a choice to a line."""
        return self.row.unit_lines

    @property
    def is_group(self) -> bool:
        """Tell whether the row is a chapter of the appendix."""
        return self.row.kind is RowKind.GROUP

    @property
    def is_heading(self) -> bool:
        """Tell whether the row heads the rows below it."""
        return self.row.kind is RowKind.HEADING

    @property
    def text(self) -> str:
        """The value as it is printed: a decimal comma, thousands in groups, an unknown one empty."""
        return "" if self.value is None else printed(self.value)


def printed(value: Number) -> str:
    """Return a value as the appendix prints it, at most two decimals: 1.603, 100, 99,06."""
    return format_trimmed(value, 2)


class IndicatorJson(JsonOutput):
    """A row of the appendix as scripts see it."""

    value: Annotated[JsonNumber, Field(description="Con số được in; null là để trống")]
    source: Annotated[Source, Field(description="Tính từ sổ, nhập ở trang Chỉ tiêu, hoặc để trống")]


@dataclass(frozen=True)
class Indicators(Mapping[str, Indicator]):
    """The rows of the appendix by code, in the form's order."""

    by_code: Mapping[str, Indicator]

    def __getitem__(self, code: str) -> Indicator:
        """Return a row by its code."""
        return self.by_code[code]

    def __iter__(self) -> Iterator[str]:
        """Go through the codes in order."""
        return iter(self.by_code)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.by_code)

    def to_json(self) -> dict[str, IndicatorJson]:
        """Return value and source by code as scripts see them."""
        return {
            code: IndicatorJson(value=number_json(one.value), source=one.source) for code, one in self.by_code.items()
        }


@dataclass(frozen=True)
class EnteredNumber:
    """A number entered for a row, with its cell; the number is None where only a note was entered."""

    number: Number | None
    note: str
    place: Place


@dataclass(kw_only=True)
class Evaluation:
    """Evaluates formulas, each row once; a row may be built on other rows."""

    form: Form
    figures: Figures
    entries: Mapping[str, EnteredNumber]
    found: dict[str, Indicator] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)

    def indicator(self, row: FormRow) -> Indicator:
        """Return a row's value: computed where its figures are known, else entered, else empty."""
        if row.code not in self.found:
            self.under_way.add(row.code)
            computed = self._formula(row)
            self.under_way.discard(row.code)
            entry = self.entries.get(row.code)
            value = computed if computed is not None else entry.number if entry else None
            source = Source.COMPUTED if computed is not None else Source.EMPTY if value is None else Source.ENTERED
            place = entry.place if entry and source is Source.ENTERED else None
            self.found[row.code] = Indicator(
                row=row, value=value, source=source, note=entry.note if entry else "", place=place
            )
        return self.found[row.code]

    def _formula(self, row: FormRow) -> Number | None:
        match row.formula:
            case FigureFormula(figure=name):
                return self._operand(name)
            case SumFormula(sum=names):
                values = [self._operand(name) for name in names]
                return sum((value for value in values if value is not None), start=0) if None not in values else None
            case ShareFormula(share=share):
                return percent(self._operand(share.part), self._operand(share.whole))
            case EnteredFormula():
                return None

    def _operand(self, name: str) -> Number | None:
        """Return a figure or another row by name; a row that asks for itself is unknown, and the form check says so."""
        if name in self.figures:
            value = self.figures[name].value
            return value if isinstance(value, int | Decimal) else None
        row = self.form.by_code.get(name)
        return None if row is None or name in self.under_way else self.indicator(row).value


def compute(
    form: Form, figures: Figures, entered: Table[EnteredIndicator]
) -> tuple[Indicators, tuple[Diagnostic, ...]]:
    """Return every row of the appendix, and what is wrong with the entered numbers."""
    entries, problems = read_entries(form, entered)
    evaluation = Evaluation(form=form, figures=figures, entries=entries)
    indicators = Indicators({row.code: evaluation.indicator(row) for row in form.rows})
    return indicators, (*problems, *_differences(indicators, entries))


def read_entries(form: Form, entered: Table[EnteredIndicator]) -> tuple[dict[str, EnteredNumber], list[Diagnostic]]:
    """Return the entered numbers that fit their rows, by code, and what is wrong with the others."""
    entries: dict[str, EnteredNumber] = {}
    problems: list[Diagnostic] = []
    for part in entered.parts:
        for index, record in part.records():
            row = _row_of(record, form)
            if row is None:
                problems.append(_unknown_code(form, record.code, part.place(index, "code")))
                continue
            place = part.place(index, "number")
            if record.number is not None and (found := misfit_when_entered(row, record.number)):
                problems.append(Diagnostic.of(found.code, place, f"Chỉ tiêu {row.code}: {found.shows}", found.hint))
                continue
            entries[row.code] = EnteredNumber(_as_number(record.number), record.note or "", place)
    return entries, problems


def _row_of(record: EnteredIndicator, form: Form) -> FormRow | None:
    """Return the row that an entry is for: the one of its code, unless its label is that of another row that prints the number."""
    row = form.by_code.get(record.code)
    printing = [one for one in form.rows if one.printed == record.code]
    if record.label is not None and (row is None or fold(row.label) != fold(record.label)):
        row = next((one for one in printing if fold(one.label) == fold(record.label or "")), row)
    return row if row is not None or len(printing) != 1 else printing[0]


def _as_number(number: Decimal | None) -> Number | None:
    return int(number) if number is not None and number == number.to_integral_value() else number


def _unknown_code(form: Form, code: str, place: Place) -> Diagnostic:
    near = nearest(code, form.by_code)
    siblings = [known for known in form.by_code if known.rpartition(".")[0] == code.rpartition(".")[0]]
    shown = f"Gõ “{near}” nếu đúng ý. " if near else ""
    hint = (
        f"{shown}Các mã cùng nhóm: {', '.join(siblings)}."
        if siblings
        else f"{shown}Xem các mã ở cột STT của {form.appendix_name}."
    )
    return Diagnostic.of(Code.INDICATOR_UNKNOWN, place, f"{form.appendix_name} không có chỉ tiêu “{code}”", hint)


def _differences(indicators: Indicators, entries: Mapping[str, EnteredNumber]) -> Iterator[Diagnostic]:
    """Yield a warning for each entered number that is not what was computed."""
    for code, entry in entries.items():
        indicator = indicators[code]
        if indicator.source is not Source.COMPUTED or entry.number is None:
            continue
        if printed(entry.number) != indicator.text:  # 99,06 was typed from a report that rounds
            message = f"Chỉ tiêu {code}: số nhập {printed(entry.number)} khác số tính được từ sổ {indicator.text}"
            yield Diagnostic.of(
                Code.ENTERED_DIFFERS, entry.place, message, "Xóa số nhập, hoặc sửa sổ. Hiện in số tính được."
            )
