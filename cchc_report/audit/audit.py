"""Audits a written report: its figures, read from body and appendix, against the rules of the form. The flow, top to bottom."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cchc_report.audit.appendix import Appendix, read_appendix
from cchc_report.audit.body import Body, read_body
from cchc_report.audit.forms import Forms
from cchc_report.audit.frame import check_frame, check_spelling
from cchc_report.audit.ledger import ReadLedger, ReadNumbers, check_reading, ledger_of
from cchc_report.audit.parts import Parts, named_period, take_apart
from cchc_report.audit.period import check_periods
from cchc_report.audit.rows import check_blanks, check_rows, is_share_of_finished
from cchc_report.audit.slips import check_slips
from cchc_report.audit.style import ReportStyle, check_style
from cchc_report.audit.written import read_written
from cchc_report.audit.written_blocks import Block, UnreadableReportError
from cchc_report.form import Form, check_citations, check_rules
from cchc_report.form.rule_kinds import Numbered, names_of
from cchc_report.form.rules import Value
from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place, count_by_severity
from cchc_report.ground.errors import UsageError
from cchc_report.ground.numbers import format_number
from cchc_report.ground.periods import Period, parse_period
from cchc_report.ground.text import fold
from cchc_report.tables.tally import SheetTally

BODY_NAME = "Báo cáo"
# Sentences of hints that send a clerk to a workbook.
_OF_WORKBOOKS = re.compile(r"\b(trang|cột|số nhập|Hiện in)\b|\{\{")
_SENTENCE = re.compile(r"(?:[^.]|\.(?=\S))+\.?\s*")
_HINTS = {
    Code.PARTS_AGAINST_TOTAL: "Cộng lại các phần, rồi sửa phần ghi sai hoặc tổng số trong báo cáo.",
    Code.OTHER_PERIOD: "Sửa kỳ hoặc năm trong câu này.",
}


@dataclass(frozen=True, kw_only=True)
class Audit:
    """A written report's figures and all that is wrong in it; unknown figures are None or not there."""

    file: str
    form: Form
    period: Period | None
    parts: Parts
    appendix: Appendix
    body: Body
    ledger: ReadLedger
    diagnostics: tuple[Diagnostic, ...]

    @property
    def rows(self) -> dict[str, int]:
        """How many rows of the appendix and figures of the body were read."""
        return {self.form.appendix_name: len(self.appendix.values), BODY_NAME: len(self.body.figures)}

    @property
    def tallies(self) -> tuple[SheetTally, ...]:
        """The rows and problems of appendix and body."""
        nouns = {self.form.appendix_name: "dòng đọc được", BODY_NAME: "số liệu đọc được"}
        return tuple(
            SheetTally(
                name,
                f"{format_number(count)} {nouns[name]}",
                count_by_severity(one for one in self.diagnostics if one.place.sheet == name),
            )
            for name, count in self.rows.items()
        )


def audit_report(
    path: Path,
    forms: Forms,
    name: str | None = None,
    appendix: Path | None = None,
    period: Period | None = None,
) -> Audit:
    """Read a report, its appendix perhaps in a file of its own, and check what it says; a file that cannot be read is told.

    `name` is what diagnostics call the report; `period` is needed only where the report does not name it.
    """
    file = name or path.name
    try:
        blocks: tuple[Block, ...] = read_written(path)
        blocks += read_written(appendix) if appendix else ()
    except UnreadableReportError as error:
        which = file if appendix is None else f"{file} hoặc {appendix.name}"
        problem = Diagnostic.of(Code.REPORT_UNREADABLE, Place(file=file), f"Tệp {which} {error.reason}", error.hint)
        return _nothing(file, forms.choose(period), problem)
    return audit_blocks(blocks, forms, file, period)


def audit_blocks(blocks: tuple[Block, ...], forms: Forms, file: str, period: Period | None = None) -> Audit:
    """Check what the paragraphs and tables of a report say; `file` is what diagnostics call it."""
    known = period or _period_of(blocks)
    form = forms.choose(known, blocks)
    parts = take_apart(blocks, form)
    if not parts.tables and not parts.sections and not read_body(parts, form, known).figures:
        return _nothing(file, form, _unrecognised(form, Place(file=file)))
    return _audit(file, form, known, parts)


def _audit(file: str, form: Form, period: Period | None, parts: Parts) -> Audit:
    """Read the figures of both halves and hold them to the rules."""
    appendix = read_appendix(parts.tables, form, file)
    body = read_body(parts, form, period)
    values: dict[str, Value] = {**body.values(form), **appendix.values}
    ledger = ledger_of(parts, body, appendix, values, form)
    found = (
        *_unread(parts, file),
        *_lacking(parts, form, file),
        *(one for one in appendix.diagnostics if not (parts.unread and one.code is Code.REPORT_ROW_LACKING)),
        *_check_figures(form, values, body, file),
        *_said_again(body, file),
        *_listed_twice(body, file),
        *check_blanks(form, appendix, values, file),
        *check_slips({**parts.texts, "cuối": parts.end, "phụ lục": parts.below}, Place(file=file, sheet=BODY_NAME)),
        *check_frame(parts, Place(file=file, sheet=BODY_NAME)),
        *check_spelling(parts, Place(file=file, sheet=BODY_NAME)),
        *check_style(ReportStyle(parts, appendix, form), Place(file=file, sheet=BODY_NAME)),
        *check_rows(form, appendix, body, parts, file),
        *map(_for_a_report, check_periods(parts, form, period, Place(file=file, sheet=BODY_NAME))),
        *map(_for_a_report, _check_citations(parts, form, period, file, values)),
        *_unsaid(parts, body, file),
        *check_reading(ledger, body, Place(file=file, sheet=BODY_NAME)),
    )
    return Audit(
        file=file, form=form, period=period, parts=parts, appendix=appendix, body=body, ledger=ledger, diagnostics=found
    )


def _nothing(file: str, form: Form, problem: Diagnostic) -> Audit:
    return Audit(
        file=file,
        form=form,
        period=None,
        parts=Parts(head="", sections={}, closing="", end="", tables=()),
        appendix=Appendix({}, {}, (), ()),
        body=Body(figures={}, again=(), unsaid=()),
        ledger=ReadLedger(ReadNumbers(0, 0), ReadNumbers(0, 0), ()),
        diagnostics=(problem,),
    )


def _period_of(blocks: tuple[Block, ...]) -> Period | None:
    named = named_period(blocks)
    try:
        return parse_period(named) if named else None
    except UsageError:  # “3 tháng cuối năm” is none that a report is written for
        return None


def _check_figures(form: Form, values: Mapping[str, Value], body: Body, file: str) -> Iterator[Diagnostic]:
    """Hold the figures to the rules; how the form numbers its rows says nothing of how this report does."""
    rules = tuple(
        rule
        for rule in (*form.rules, *form.paper_rules)
        if not isinstance(rule.check, Numbered)
        and body.doubtful.isdisjoint(names_of(rule))
        and not is_share_of_finished(rule, values)
    )
    of_figures = form.model_copy(update={"rules": rules})
    yield from map(_for_a_report, check_rules(of_figures, values, partial(_place_of, form=form, body=body, file=file)))


def _check_citations(
    parts: Parts, form: Form, period: Period | None, file: str, values: Mapping[str, Value]
) -> Iterator[Diagnostic]:
    """Hold the documents that the sections cite to the rules; without a known period none of these can speak."""
    if period is not None:
        texts = (
            (section, text, Place(file=file, sheet=BODY_NAME, label=section))
            for section, text in parts.sections.items()
        )
        yield from check_citations(form, period, texts, values=values)


def _for_a_report(diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic without what its hint says of workbooks: whoever mends a report may have none."""
    hint, _, rule = diagnostic.hint.partition(" (quy tắc ")
    kept = [sentence for sentence in _SENTENCE.findall(hint) if not _OF_WORKBOOKS.search(sentence)]
    told = "".join(kept).strip() or _HINTS.get(diagnostic.code, "Tra lại sổ gốc rồi sửa chỗ ghi sai trong báo cáo.")
    return replace(diagnostic, hint=f"{told} (quy tắc {rule}" if rule else told)


def _place_of(name: str, form: Form, body: Body, file: str) -> Place:
    """Return where a figure stands: in a section of the body, or in its row of the appendix."""
    if name in form.by_code:
        return Place(file=file, sheet=form.appendix_name, label=name)
    said = body.figures.get(name)
    operands = next((implied.sum for implied in form.implied if implied.figure == name), ())
    section = said.section if said else next((body.figures[one].section for one in operands if one in body.figures), "")
    return Place(file=file, sheet=BODY_NAME, label=section or None)


def _said_again(body: Body, file: str) -> Iterator[Diagnostic]:
    for said in body.again:
        first = body.figures[said.name]
        where = f"Mục {said.section}" if said.section else "Lời văn"
        earlier = f" ở mục {first.section}" if first.section not in ("", said.section) else ""
        message = f"{where} nói một điều hai lần mà khác nhau: “{first.words}”{earlier} rồi “{said.words}”"
        place = Place(file=file, sheet=BODY_NAME, label=said.section or None)
        yield Diagnostic.of(Code.FIGURES_DIFFER, place, message, "Sửa chỗ ghi sai.")


def _listed_twice(body: Body, file: str) -> Iterator[Diagnostic]:
    """Yield each list in which one name stands twice: one of the two must be another."""
    for said in body.figures.values():
        entries = said.value if isinstance(said.value, tuple) else ()
        names = [fold(entry.name) for entry in entries]
        twice = next((entry.name for entry, name in zip(entries, names, strict=True) if names.count(name) > 1), None)
        if twice:
            message = f"Mục {said.section} kể “{twice}” hai lần trong một danh sách"
            place = Place(file=file, sheet=BODY_NAME, label=said.section or None)
            yield Diagnostic.of(Code.FIGURES_DIFFER, place, message, "Sửa tên ghi sai, hoặc cộng hai số làm một.")


def _unrecognised(form: Form, place: Place) -> Diagnostic:
    message = f"Không thấy mục nào của báo cáo và bảng {form.appendix_name}"
    hint = f"Kiểm tra lại có đúng tệp báo cáo không; bảng {form.appendix_name} cần dòng tiêu đề có “Chỉ tiêu” và “Số liệu”."
    return Diagnostic.of(Code.REPORT_UNRECOGNISED, place, message, hint)


def _lacking(parts: Parts, form: Form, file: str) -> Iterator[Diagnostic]:
    """Say which half of a report is not in the file: the other half is checked all the same."""
    if not parts.tables:
        message = f"Không thấy bảng {form.appendix_name} trong tệp, chỉ đối chiếu được lời văn"
        hint = f"Nếu {form.appendix_name} ở tệp riêng, thêm --appendix và tên tệp ấy."
        yield Diagnostic.of(
            Code.REPORT_UNRECOGNISED, Place(file=file, sheet=form.appendix_name), message, hint, Severity.NOTE
        )
    if not parts.sections:
        message = "Không thấy mục nào của báo cáo trong tệp, chỉ đối chiếu được phụ lục"
        hint = "Các mục được nhận ra theo số (I, 1) và tên mục của biểu mẫu."
        yield Diagnostic.of(Code.REPORT_UNRECOGNISED, Place(file=file, sheet=BODY_NAME), message, hint, Severity.NOTE)


def _unread(parts: Parts, file: str) -> Iterator[Diagnostic]:
    if parts.unread:
        message = f"Trang {parts.unread} là ảnh, không có lớp chữ: chưa đọc được gì ở các trang này"
        hint = "Kiểm tra tệp Word gốc, hoặc lưu lại PDF từ Word (File > Save As > PDF)."
        yield Diagnostic.of(Code.PAGES_ARE_IMAGES, Place(file=file), message, hint)


def _unsaid(parts: Parts, body: Body, file: str) -> Iterator[Diagnostic]:
    """Yield a note for each sentence with figures that a section does not say: those figures are unknown, and no rule speaks."""
    by_section: dict[str, list[str]] = {}
    for sentence in body.unsaid if parts.sections and not parts.unread else ():
        by_section.setdefault(sentence.section, []).append(f"“{sentence.shown}”")
    for section, sentences in by_section.items():
        message = f"Mục {section} không có câu {', '.join(dict.fromkeys(sentences))}; số liệu trong câu ấy chưa được đối chiếu"
        hint = "Nếu báo cáo viết câu này theo cách khác, thêm cách viết ấy vào form.toml, mục [[sentence]]."
        yield Diagnostic.of(Code.REPORT_FIGURE_UNSAID, Place(file=file, sheet=BODY_NAME, label=section), message, hint)
