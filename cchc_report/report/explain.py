"""How a figure came about: its formula with the operands' values, the rule that chose its rows, the rows, and who checks it.

Describes the very objects that were computed; computes nothing itself.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from cchc_report.figures.figure import Figure, FigureKind, FigureValue, Rows, to_json
from cchc_report.form import Indicator, Source
from cchc_report.form.pack import EnteredFormula, FigureFormula, FormRow, ShareFormula, SumFormula
from cchc_report.form.rule_kinds import Rule, names_of
from cchc_report.ground.errors import UsageError
from cchc_report.ground.json_output import JsonOutput
from cchc_report.ground.numbers import format_trimmed
from cchc_report.ground.text import nearest
from cchc_report.report.build import Report
from cchc_report.report.previous import Previous
from cchc_report.tables.table import RowReference

_SHOWN = 5  # names offered where one is unknown


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A figure or a row of the appendix with all that stands behind it."""

    code: str
    label: str
    value: FigureValue
    is_rate: bool
    formula: str  # of names: "dossiers.on_time / dossiers.total"
    operands: Mapping[str, FigureValue]
    reason: str  # in Vietnamese: which rows are counted, or which cell it was typed in
    find_rows: Callable[[], Rows]
    find_rules: Callable[[], tuple[Rule, ...]]

    @cached_property
    def rows(self) -> Rows:
        """The rows that are counted, or the one it was typed in; found when first asked for."""
        return self.find_rows()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that look at it, or at the figure it prints."""
        return self.find_rules()

    def to_json(self) -> "ExplainJson":
        """Return what `cchc explain --json` prints."""
        return ExplainJson(
            code=self.code,
            label=self.label,
            value=to_json(self.value),
            formula=self.formula,
            operands={name: to_json(value) for name, value in self.operands.items()},
            rule=self.reason,
            rows=[RowJson(**row._asdict()) for row in self.rows],
            checked_by=[RuleJson(id=rule.id, says=rule.says) for rule in self.rules],
        )


class RowJson(JsonOutput):
    """A row of a workbook."""

    file: Annotated[str, Field(description="Tên tệp, tính từ thư mục làm việc")]
    sheet: Annotated[str, Field(description="Trang tính")]
    row: Annotated[int, Field(ge=1, description="Số dòng như Excel đánh")]


class RuleJson(JsonOutput):
    """A rule of consistency."""

    id: Annotated[str, Field(description="Tên quy tắc trong form.toml")]
    says: Annotated[str, Field(description="Quy tắc đòi hỏi điều gì")]


class ExplainJson(JsonOutput):
    """What `cchc explain --json` prints."""

    command: ClassVar[str] = "cchc explain KỲ MÃ --json"

    code: Annotated[str, Field(description="Mã dòng phụ lục hoặc tên số liệu")]
    label: Annotated[str, Field(description="Tên gọi")]
    value: Annotated[JsonValue, Field(description="Giá trị; null là chưa biết")]
    formula: Annotated[str, Field(description="Công thức, viết bằng tên các số liệu")]
    operands: Annotated[dict[str, JsonValue], Field(description="Các số liệu trong công thức, theo tên")]
    rule: Annotated[str, Field(description="Đếm những dòng nào, hoặc nhập ở ô nào")]
    rows: Annotated[list[RowJson], Field(description="Các dòng được đếm")]
    checked_by: Annotated[list[RuleJson], Field(description="Các quy tắc đối chiếu có dùng số liệu này")]


def explain(report: Report, name: str) -> Explanation:
    """Explain a figure by its name, a row by its code, or a number of the year before; raises UsageError with the nearest names."""
    if name in report.indicators:
        return _of_indicator(report, report.indicators[name])
    figure = report.figures.find(name)
    if figure is not None:
        return _of_figure(report, figure)
    if (earlier := report.previous.number(name)) is not None:
        return _of_year_before(report.previous, name, earlier)
    known = [*report.indicators, *report.figures, *(report.figures.part_names() if "[" in name else ())]
    raise UsageError(f"Không có chỉ tiêu hay số liệu “{name}”. {_question(name, known)}")


def _of_indicator(report: Report, indicator: Indicator) -> Explanation:
    row = indicator.row
    if indicator.source is Source.COMPUTED:
        operands = _operands(report, row.operands)
        reason, rows = _reasons(report, row.operands), partial(_rows, report, row)
    else:
        operands, rows = {}, partial(_entered_rows, indicator)
        reason = _entered_reason(report, indicator)
    return Explanation(
        code=row.code,
        label=row.label,
        value=indicator.value,
        is_rate=row.is_rate,
        formula=_formula(row) if indicator.source is Source.COMPUTED else indicator.source.value,
        operands=operands,
        reason=reason,
        find_rows=rows,
        find_rules=partial(_rules_about, report, (row.code, *row.operands)),
    )


def _of_figure(report: Report, figure: Figure) -> Explanation:
    codes = report.form.codes_of_figures.get(figure.name, ())
    return Explanation(
        code=figure.name,
        label=figure.label,
        value=figure.value,
        is_rate=figure.kind is FigureKind.RATE,
        formula=" / ".join(figure.operands) if figure.operands else figure.name,
        operands=_operands(report, figure.operands),
        reason=figure.rule,
        find_rows=partial(report.figures.rows, figure.name),
        find_rules=partial(_rules_about, report, (figure.name, figure.name.partition("[")[0], *codes)),
    )


def _of_year_before(previous: Previous, name: str, number: Figure | Indicator) -> Explanation:
    """Explain a number that a text compares with; what it was counted from is told by the year before's own explanation."""
    match number:
        case Figure():
            code, is_rate = number.name, number.kind is FigureKind.RATE
        case Indicator():
            code, is_rate = number.row.code, number.row.is_rate
    if number.value is None:
        reason = f"Không có số liệu {previous.period.name}"
    elif previous.earlier.is_counted:
        reason = f"Tính từ sổ tính của {previous.period.name}. Xem các dòng được đếm: cchc explain {previous.period.id} {code}"
    else:
        reason = f"Lấy từ lịch sử các kỳ đã lập, lúc lập báo cáo {previous.period.name}"
    label = f"{number.label}, {previous.period.name}"
    return Explanation(
        code=name,
        label=label,
        value=number.value,
        is_rate=is_rate,
        formula=name,
        operands={},
        reason=reason,
        find_rows=tuple,
        find_rules=tuple,
    )


def _formula(row: FormRow) -> str:
    """Write a formula with the names it is made of."""
    match row.formula:
        case FigureFormula(figure=name):
            return name
        case SumFormula(sum=names):
            return " + ".join(names)
        case ShareFormula(share=share):
            return f"{share.part} / {share.whole}"
        case EnteredFormula():
            return Source.ENTERED.value


def _operands(report: Report, names: Iterable[str]) -> dict[str, FigureValue]:
    """Return the named figures and rows with their values, a rate followed by its part and whole."""
    found: dict[str, FigureValue] = {}
    for name in names:
        if name in report.indicators:
            found[name] = report.indicators[name].value
        elif figure := report.figures.find(name):
            found |= {name: figure.value, **_operands(report, figure.operands)}
    return found


def _rows(report: Report, row: FormRow) -> Rows:
    """Return the rows behind a computed row of the appendix: of all its operands, for a share those of its part."""
    names = row.operands[:1] if isinstance(row.formula, ShareFormula) else row.operands
    found: dict[RowReference, None] = {}
    for name in names:
        rows = (
            report.figures.rows(name) if name in report.figures else _of_indicator(report, report.indicators[name]).rows
        )
        found |= dict.fromkeys(rows)
    return tuple(found)


def _entered_rows(indicator: Indicator) -> Rows:
    place = indicator.place
    if place is None or place.sheet is None or place.row is None:
        return ()
    return (RowReference(place.file, place.sheet, place.row),)


def _entered_reason(report: Report, indicator: Indicator) -> str:
    """Say where a typed number stands, or why a row is empty."""
    if indicator.place is not None:
        return f"Số nhập tay ở {indicator.place.file}, trang {indicator.place.sheet}, ô {indicator.place.cell}"
    missing = [name for name in indicator.row.operands if name in report.figures]
    if not missing:
        return "Để trống: chưa nhập ở trang Chỉ tiêu"
    labels = "; ".join(f"{name} ({report.figures[name].label})" for name in missing)
    return f"Để trống: chưa có số liệu để tính {labels}, và chưa nhập ở trang Chỉ tiêu"


def _reasons(report: Report, names: Iterable[str]) -> str:
    """Say in Vietnamese what each operand counts."""
    reasons = (report.figures[name].rule if name in report.figures else report.indicators[name].label for name in names)
    return "; ".join(dict.fromkeys(reasons))


def _rules_about(report: Report, names: tuple[str, ...]) -> tuple[Rule, ...]:
    return tuple(rule for rule in report.form.rules if not set(names).isdisjoint(names_of(rule)))


def _question(name: str, known: list[str]) -> str:
    """Offer the names that the unknown one may be: those it begins, those that contain it, the rows beside a code, the most alike."""
    begun = [one for one in known if one.startswith(name)] or [one for one in known if name in one]
    offered = (begun or _beside(name, known))[:_SHOWN] or list(filter(None, (nearest(name, known),)))
    if offered:
        return f"Có phải là {' hoặc '.join(f'“{one}”' for one in offered)}?"
    return "Gõ mã của một dòng phụ lục, ví dụ 3.3.2, hoặc tên số liệu, ví dụ dossiers.on_time."


def _beside(name: str, known: list[str]) -> list[str]:
    """Return the rows beside a code that no row has: those of 3.3 for 3.3.9."""
    above = name.rpartition(".")[0]
    return [one for one in known if above in (one, one.rpartition(".")[0])] if above in known else []


def printed(value: FigureValue, *, is_rate: bool) -> str:
    """Return a value as a person reads it; unknown is said so."""
    match value:
        case None:
            return "chưa biết"
        case int() | Decimal():
            return format_trimmed(value, 2) + ("%" if is_rate else "")
        case tuple() as entries:
            return ", ".join(map(_entry, entries))
        case Mapping():
            return ", ".join(value)


def _entry(entry: object) -> str:
    name, count = getattr(entry, "name", entry), getattr(entry, "count", None)
    return f"{name} {format_trimmed(count, 2)}" if isinstance(count, int) else str(name)
