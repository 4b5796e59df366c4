"""The figures of a written appendix by the codes of the form, and what is wrong with its rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc_report.audit.columns import PrintedRow, printed_rows
from cchc_report.audit.placing import PlacedRow, place_rows
from cchc_report.audit.written_blocks import Grid
from cchc_report.form import Form
from cchc_report.form.pack import FormRow, RowKind
from cchc_report.form.rule_kinds import Numbered
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number, parse_number
from cchc_report.ground.text import clean, fold

_NOTHING = {"", "-", "–", "—", "_", "/", "\\", ".", "..", "...", "…"}
_WITH_UNIT = re.compile(r"([\d.,\s]+%?)\s*([^\W\d][^\d]*)?")
_MOST_ROWS = 1_000
_LISTED = 12  # codes named in one message
_LONGEST_QUOTE = 80


@dataclass(frozen=True)
class Appendix:
    """What an appendix says: a number or None by the code of each row it has, and the notes beside them."""

    values: Mapping[str, int | Decimal | None]
    notes: Mapping[str, str]
    rows: tuple[PlacedRow, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def left_empty(self) -> frozenset[str]:
        """The codes of the rows that are there and say nothing."""
        return frozenset(one.row.code for one in self.rows if one.row and clean(one.printed.value) in _NOTHING)


def read_appendix(tables: Sequence[Grid], form: Form, file: str) -> Appendix:
    """Read an appendix's tables; what cannot be placed or read is told, and no figure."""
    printed = list(printed_rows(tables))
    placed = place_rows(printed[:_MOST_ROWS], form)
    found = list(_problems(placed, form, file)) if printed else []
    if len(printed) > _MOST_ROWS:
        message = f"Phụ lục có {format_number(len(printed))} dòng, chỉ đọc {format_number(_MOST_ROWS)} dòng đầu"
        found.append(Diagnostic.of(Code.REPORT_ROW_UNPLACED, Place(file=file, sheet=form.appendix_name), message))
    values: dict[str, int | Decimal | None] = {}
    notes: dict[str, str] = {}
    for one in placed:
        if one.row is None:
            continue
        values[one.row.code] = number = _number(one.printed, one.row)
        if one.printed.note:
            notes[one.row.code] = one.printed.note
        is_figure = one.row.kind not in (RowKind.GROUP, RowKind.HEADING) or fold(one.printed.value) != "x"
        if number is None and is_figure and clean(one.printed.value) not in _NOTHING:
            found.append(
                _unreadable(one.printed, one.row, Place(file=file, sheet=form.appendix_name, label=one.row.code))
            )
    return Appendix(values, notes, placed, tuple(found))


def _number(printed: PrintedRow, row: FormRow) -> int | Decimal | None:
    """Return a row's number; its unit may follow it, and a choice may be written in its words."""
    text = clean(printed.value)
    chosen = _chosen(text, row)
    number = parse_number(text) if chosen is None else chosen
    if number is None and (match := _WITH_UNIT.fullmatch(text)) and match[2]:
        known = set(fold(f"{row.unit} {row.label}").split())
        number = parse_number(match[1]) if set(fold(match[2]).split()) <= known else None
    return int(number) if number is not None and number == number.to_integral_value() else number


def _chosen(text: str, row: FormRow) -> Decimal | None:
    """Return the choice that is written in its words, with or without its number: “3 cấp”, “2 (3 cấp)”, “3 cấp = 2”."""
    said = fold(text)
    for value, meaning in row.choices.items():
        words = fold(meaning)
        if said in (words, f"{value} {words}", f"{words} {value}"):
            return value
    return None


def _unreadable(printed: PrintedRow, row: FormRow, place: Place) -> Diagnostic:
    if row.choices:
        hint = "Gõ một trong các số: " + ", ".join(f"{value} ({meaning})" for value, meaning in row.choices.items())
    else:
        hint = "Gõ một con số, ví dụ 1.603 hoặc 99,06; chưa có số liệu thì để trống."
    message = f"Không đọc được số liệu “{_quoted(printed.value)}” của dòng {row.code}"
    return Diagnostic.of(Code.REPORT_NUMBER_UNREADABLE, place, message, hint)


def _problems(placed: Sequence[PlacedRow], form: Form, file: str) -> Iterator[Diagnostic]:
    yield from _unplaced(placed, form, file)
    yield from _misnumbered(placed, form, file)
    printed = {one.row.code for one in placed if one.row}
    missing = [row for row in form.rows if row.code not in printed and row.kind is not RowKind.GROUP]
    if missing:
        listed = ", ".join(row.code for row in missing[:_LISTED])
        more = f" và {len(missing) - _LISTED} dòng khác" if len(missing) > _LISTED else ""
        message = f"Phụ lục thiếu {len(missing)} dòng của biểu mẫu: {listed}{more}"
        hint = "Bổ sung các dòng này, để trống ô số liệu nếu chưa có số."
        yield Diagnostic.of(Code.REPORT_ROW_LACKING, Place(file=file, sheet=form.appendix_name), message, hint)


def _unplaced(placed: Sequence[PlacedRow], form: Form, file: str) -> Iterator[Diagnostic]:
    for one in placed:
        if one.row is not None or not (one.printed.label or one.printed.value):
            continue
        label = _quoted(one.printed.label) or "không có tên"
        said = f", ghi {_quoted(one.printed.value)}" if one.printed.value else ""
        name = f"Dòng {one.printed.number} “{label}”" if one.printed.number else f"Dòng “{label}”"
        if one.repeats is not None:
            message = f"{name} lặp lại dòng {one.repeats.code} đã có ở trên{said}"
            hint = "Giữ một dòng, xóa dòng kia."
        else:
            message = f"{name} không phải dòng nào của biểu mẫu{said}; chưa đọc số liệu của dòng này"
            hint = "Gõ lại số thứ tự và tên dòng đúng như biểu mẫu, hoặc xóa dòng nếu thừa."
        place = Place(file=file, sheet=form.appendix_name, label=one.printed.number or None)
        yield Diagnostic.of(Code.REPORT_ROW_UNPLACED, place, message, hint)


def _misnumbered(placed: Sequence[PlacedRow], form: Form, file: str) -> Iterator[Diagnostic]:
    """Yield each row whose printed number is not that of its place; whatever the form itself prints there."""
    rule = next((rule for rule in form.rules if isinstance(rule.check, Numbered)), None)
    if rule is None:
        return
    unnumbered = _unnumbered(placed)
    for one in placed:
        if one.row is None or (one.number in ("", one.row.code) and one not in unnumbered):
            continue
        prints = f"in số {one.number}" if one.number else "không in số"
        message = f"{rule.says}: dòng {one.row.code} “{_quoted(one.printed.label)}” {prints}"
        place = Place(file=file, sheet=form.appendix_name, label=one.row.code)
        hint = f"Đánh lại số thứ tự của dòng này thành {one.row.code}. (quy tắc {rule.id})"
        yield Diagnostic.of(Code.ROW_MISNUMBERED, place, message, hint, rule.severity)


def _unnumbered(placed: Sequence[PlacedRow]) -> list[PlacedRow]:
    """Return the rows that lack their number, unless most do: then Word numbers them, and shows no text."""
    wanted = [one for one in placed if one.row and one.row.printed_code[:1].isdigit()]
    lacking = [one for one in wanted if not one.number]
    return lacking if 2 * len(lacking) < len(wanted) else []


def _quoted(text: str) -> str:
    plain = clean(text)
    return plain if len(plain) <= _LONGEST_QUOTE else f"{plain[: _LONGEST_QUOTE - 1]}…"
