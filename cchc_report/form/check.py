"""Proves a form: every formula names what exists, no row is built on itself, no code stands twice."""

from collections import Counter
from collections.abc import Collection, Iterator

from cchc_report.form.pack import FORM_FILE, Form, FormRow, RowKind
from cchc_report.form.rule_kinds import OPTIONAL_MARK, Cited, ComingYear, Grounds, Rule, SamePeriod, names_of
from cchc_report.form.sentences import figures_of
from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import nearest

_REPEATED = "_repeated"  # ends the name of a figure that a written report says a second time
_RATE = "_rate"  # ends the name of a figure's share that only a written report works out


def check_form(form: Form, figures: Collection[str], lists: Collection[str] = ()) -> Iterator[Diagnostic]:
    """Yield what is wrong with a form, given the names of all figures that are numbers, and of those that are lists of them."""
    yield from _check_rows(form, figures)
    for name, count in Counter(rule.id for rule in (*form.rules, *form.paper_rules)).items():
        if count > 1:
            yield _of(form, Code.FORM_INVALID, name, f"{count} quy tắc cùng tên “{name}”", "Mỗi quy tắc một id riêng.")
    said = [*figures, *lists, *figures_of(form.sentences), *(implied.figure for implied in form.implied)]
    if form.sums:  # its rules are those of the form it sums, whose sentences it has not
        said += [f"{name}{_RATE}" for name in figures]
    for rule in (*form.rules, *form.paper_rules):
        yield from _check_rule(form, rule, said)
    yield from _check_sentences(form, [*figures, *lists])


def _check_rule(form: Form, rule: Rule, figures: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what a rule names and the form does not have."""
    sections = rule.check.sections if isinstance(rule.check, SamePeriod | ComingYear | Cited | Grounds) else ()
    for section in sections:
        if section not in form.sections:
            hint = f"Các mục: {', '.join(form.sections)}."
            yield _of(form, Code.FIGURE_NOT_DEFINED, rule.id, f"Quy tắc gọi mục “{section}” không có", hint)
    for name in names_of(rule):
        if name.removesuffix(_REPEATED) not in figures and name not in form.by_code:
            hint = _question(name, [*figures, *form.by_code])
            yield _of(form, Code.FIGURE_NOT_DEFINED, rule.id, f"Quy tắc gọi “{name}” không có", hint)


def _check_sentences(form: Form, figures: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what the sentences of written reports name and the form does not have.

    A sentence may say a figure a second time (`_repeated`), or a figure's share that only the report works out (`_rate`).
    """
    yield from _check_sections(form)
    wanted = [(name, sentence.section) for sentence in form.sentences for name in sentence.figures]
    wanted += [(name, implied.figure) for implied in form.implied for name in (implied.figure, *implied.sum)]
    for name, label in wanted:
        bare = name.removesuffix(OPTIONAL_MARK).removesuffix(_REPEATED)
        if bare not in figures and bare.removesuffix(_RATE) not in figures:
            yield _of(
                form, Code.FIGURE_NOT_DEFINED, label, f"Câu của báo cáo gọi “{name}” không có", _question(name, figures)
            )


def _check_sections(form: Form) -> Iterator[Diagnostic]:
    """Yield the sections that titles and sentences name and the form does not have."""
    hint = f"Các mục: {', '.join(form.sections)}."
    chapters = {section.partition(".")[0] for section in form.sections}
    for section in form.section_titles.keys() - chapters - set(form.sections):
        yield _of(form, Code.FIGURE_NOT_DEFINED, section, f"section_titles gọi mục “{section}” không có", hint)
    for sentence in form.sentences:
        if sentence.section not in form.sections:
            message = f"Câu “{sentence.shown}” gọi mục “{sentence.section}” không có"
            yield _of(form, Code.FIGURE_NOT_DEFINED, sentence.section, message, hint)


def _check_rows(form: Form, figures: Collection[str]) -> Iterator[Diagnostic]:
    """Yield what is wrong with the rows of the appendix."""
    for code, count in Counter(row.code for row in form.rows).items():
        if count > 1:
            yield _of(
                form, Code.FORM_INVALID, code, f"Mã “{code}” có ở {count} dòng", "Mỗi dòng của phụ lục một mã riêng."
            )
    for row in form.rows:
        yield from _check_operands(form, row, figures)
        for message, hint in _faults(form, row):
            yield _of(form, Code.FORM_INVALID, row.code, message, hint)


def _faults(form: Form, row: FormRow) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with one row, and what to do."""
    parent = row.code.rpartition(".")[0]
    if parent and not _has_family(form, row.code, parent):
        yield f"Không có dòng nào cùng nhóm “{parent}”", "Kiểm tra lại mã của dòng này."
    if row.kind is RowKind.CHOICE and len(row.choices) < 2:
        yield "Dòng lựa chọn cần ít nhất hai giá trị trong đơn vị tính", "Ghi đơn vị tính dạng “Không = 0 | Có = 1”."
    if _reaches(form, row.code, row, frozenset()):
        yield "Công thức gọi lại chính dòng này", "Bỏ vòng lặp trong công thức."


def _has_family(form: Form, code: str, parent: str) -> bool:
    """Tell whether a code's parent or a sibling is a row too."""
    return any(other == parent or other.startswith(f"{parent}.") for other in form.by_code if other != code)


def _check_operands(form: Form, row: FormRow, figures: Collection[str]) -> Iterator[Diagnostic]:
    for name in row.operands:
        if name not in figures and name not in form.by_code:
            hint = _question(name, [*figures, *form.by_code])
            yield _of(
                form, Code.FIGURE_NOT_DEFINED, row.code, f"Công thức của dòng {row.code} gọi “{name}” không có", hint
            )


def _question(name: str, known: Collection[str]) -> str:
    near = nearest(name, known)
    return f"Có phải là “{near}”?" if near else "Xem danh sách số liệu trong tài liệu biểu mẫu."


def _reaches(form: Form, code: str, row: FormRow, seen: frozenset[str]) -> bool:
    """Tell whether a row's formula comes back to a code."""
    for name in row.operands:
        following = form.by_code.get(name)
        if name == code or (following and name not in seen and _reaches(form, code, following, seen | {name})):
            return True
    return False


def _of(form: Form, code: Code, label: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic.of(code, Place(file=f"{form.id}/{FORM_FILE}", label=label), message, hint)
