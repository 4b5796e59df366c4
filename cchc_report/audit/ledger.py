"""What was read of a written report: how many numbers, how many understood as which figure, which main figures were not found.

A reader that found nothing wrong because it understood nothing must say so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cchc_report.audit.appendix import Appendix
from cchc_report.audit.body import Body
from cchc_report.audit.parts import Parts
from cchc_report.audit.sayings import NumberSaid
from cchc_report.form import Form
from cchc_report.form.rules import Value
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.numbers import format_number
from cchc_report.ground.text import clean

_MAIN = {
    "dossiers.received": "số hồ sơ tiếp nhận",
    "dossiers.on_time": "số hồ sơ giải quyết trước hạn và đúng hạn",
    "dossiers.overdue": "số hồ sơ giải quyết quá hạn",
}
_LISTED = 6  # numbers named in one message


@dataclass(frozen=True)
class ReadNumbers:
    """The numbers of one half of a report: how many there are, how many are a known figure, and speak of something else."""

    all: int
    understood: int
    aside: int = 0  # of another period, a part, a thing the form does not ask for

    @property
    def unknown(self) -> int:
        """How many might be figures and are not understood."""
        return self.all - self.understood - self.aside

    @property
    def is_hardly_read(self) -> bool:
        """Tell whether fewer than half are understood."""
        return self.understood < self.unknown


@dataclass(frozen=True)
class ReadLedger:
    """What was read of the text and of the tables, and the main figures that were found in neither."""

    text: ReadNumbers
    tables: ReadNumbers
    missing: tuple[str, ...]

    @property
    def both(self) -> ReadNumbers:
        """The numbers of text and tables together."""
        text, tables = self.text, self.tables
        return ReadNumbers(text.all + tables.all, text.understood + tables.understood, text.aside + tables.aside)

    @property
    def shown(self) -> str:
        """The ledger as one line."""
        parts = (("lời văn", self.text), ("bảng", self.tables))
        told = [
            f"{name}: hiểu {format_number(read.understood)}/{format_number(read.all)} con số{_aside(read)}"
            for name, read in parts
            if read.all
        ]
        return f"Đã đọc {'; '.join(told)}." if told else "Không đọc được con số nào."


def _aside(read: ReadNumbers) -> str:
    return f" ({format_number(read.aside)} nói chuyện khác)" if read.aside else ""


def ledger_of(parts: Parts, body: Body, appendix: Appendix, values: Mapping[str, Value], form: Form) -> ReadLedger:
    """Return what was read of a report."""
    said = [one.said for one in body.numbers]
    understood = sum(one.figure is not None for one in said)
    aside = sum(one.figure is None and (bool(one.why) or one.clearness == 0) for one in said)
    numbers = [one for one in appendix.rows if any(letter.isdigit() for letter in clean(one.printed.value))]
    known = sum(one.row is not None and appendix.values.get(one.row.code) is not None for one in numbers)
    return ReadLedger(
        ReadNumbers(len(said), understood, aside),
        ReadNumbers(len(numbers), known),
        tuple(_missing(parts, body, values, form)),
    )


def _missing(parts: Parts, body: Body, values: Mapping[str, Value], form: Form) -> Iterator[str]:
    """Yield the main figures that stand nowhere; what no row of the appendix prints is looked for where there is a text."""
    named = {name for sentence in form.sentences for name in sentence.figures}
    has_text = bool(body.numbers) and bool(parts.sections or not parts.tables)
    for name in _MAIN:
        rows = form.codes_of_figures.get(name, ())
        is_said = any(values.get(one) is not None for one in (name, *rows))
        is_none = name == "dossiers.overdue" and _is_all_in_time(values)
        if name in named and (has_text or rows) and not is_said and not is_none:
            yield name


def _is_all_in_time(values: Mapping[str, Value]) -> bool:
    on_time, wholes = values.get("dossiers.on_time"), (values.get("dossiers.finished"), values.get("dossiers.total"))
    return on_time is not None and on_time in wholes


def check_reading(ledger: ReadLedger, body: Body, place: Place) -> Iterator[Diagnostic]:
    """Yield where too little was understood to say that nothing is wrong."""
    hint = "Đối chiếu các con số này bằng mắt, hoặc chạy lại với --show để xem câu nào được hiểu thế nào."
    if ledger.text.is_hardly_read:
        listed = [
            one.said.words
            for one in body.numbers
            if one.said.figure is None and not one.said.why and one.said.clearness
        ]
        shown = "; ".join(f"“{words[:60]}”" for words in listed[:_LISTED])
        message = f"Mới hiểu {ledger.text.understood} trong {ledger.text.all - ledger.text.aside} con số của lời văn; chưa hiểu: {shown}"
        yield Diagnostic.of(Code.REPORT_HARDLY_READ, place, message, hint)
    if ledger.tables.is_hardly_read:
        message = f"Mới hiểu {ledger.tables.understood} trong {ledger.tables.all} con số của bảng phụ lục"
        yield Diagnostic.of(Code.REPORT_HARDLY_READ, place, message, hint)
    if ledger.missing:
        names = ", ".join(_MAIN[name] for name in ledger.missing)
        message = f"Không thấy {names} trong báo cáo, nên các số này chưa được đối chiếu"
        yield Diagnostic.of(Code.MAIN_FIGURE_NOT_FOUND, place, message, hint)


def shown_numbers(body: Body) -> str:
    """Return every number of the text with what was made of it, a line each."""
    return "\n".join(
        f"{one.section or '-':6} {format_number(one.said.number.value)}{'%' if one.said.number.is_rate else ''} = {_made_of(one.said)}  ← “{one.said.words}”"
        for one in body.numbers
    )


def _made_of(said: NumberSaid) -> str:
    if said.figure:
        return f"{said.figure} ({said.entry})" if said.entry else said.figure
    return f"không phải số liệu của biểu mẫu ({said.why})" if said.why else "chưa hiểu"
