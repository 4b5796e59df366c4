"""An old report as the start of a workspace: the sheets that it can honestly fill, under the headers `cchc validate` reads."""

from collections.abc import Iterator

from cchc_report.audit.audit import Audit
from cchc_report.audit.signature import commune_lines
from cchc_report.form.rules import ListEntry
from cchc_report.ground.text import clean
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.sheets.commune import Commune
from cchc_report.tables.sheets.documents import Direction, DocumentTotal
from cchc_report.tables.sheets.entered import EnteredIndicator, NarrativeParagraph
from cchc_report.workbook.plain_table import Content, PlainTable, write_tables

_TOTAL = "Tổng số"
_TAGS = ("{{", "{%", "{#")


def workbook_of(audit: Audit) -> bytes:
    """Return a workbook with `Chỉ tiêu` and, where the report says them, `Tổng hợp văn bản`, `Thuyết minh` and `Đơn vị`."""
    return write_tables([table for table in _tables(audit) if table.rows])


def _tables(audit: Audit) -> Iterator[PlainTable]:
    yield _table(EnteredIndicator, list(_indicators(audit)))
    yield _table(DocumentTotal, list(_totals(audit)))
    yield _table(NarrativeParagraph, list(_paragraphs(audit)))
    yield PlainTable(Commune.info.title, ("Mục", "Nội dung"), [list(pair) for pair in commune_lines(audit.parts)])


def _table(model: type[SheetModel], rows: list[list[Content]]) -> PlainTable:
    headers = [declared.column.header for declared in fields_of(model).values()]
    return PlainTable(model.info.title, headers[: max(map(len, rows), default=0)], rows)  # the optional ones come last


def _indicators(audit: Audit) -> Iterator[list[Content]]:
    labels = {row.code: row.label for row in audit.form.rows}
    for code, value in audit.appendix.values.items():
        note = audit.appendix.notes.get(code)
        if value is not None or note:
            yield [code, labels.get(code), value, note]


def _totals(audit: Audit) -> Iterator[list[Content]]:
    """Yield the parts and the stated total of the issued and incoming documents."""
    for direction, total, parts in (
        (Direction.OUTGOING, "documents.issued", "documents.issued_by_type"),
        (Direction.INCOMING, "documents.incoming", "documents.incoming_by_channel"),
    ):
        listed, said = audit.body.figures.get(parts), audit.body.figures.get(total)
        for entry in listed.value if listed and isinstance(listed.value, tuple) else ():
            if isinstance(entry, ListEntry):
                yield [direction.value, entry.name[0].upper() + entry.name[1:], entry.count]
        if said and isinstance(said.value, int):
            yield [direction.value, _TOTAL, said.value]


def _paragraphs(audit: Audit) -> Iterator[list[Content]]:
    """Yield the paragraphs of the sections that say no figures: those with figures are written anew from the figures."""
    with_figures = {sentence.section for sentence in audit.form.sentences}
    for section, text in audit.parts.sections.items():
        if section in with_figures:
            continue
        for paragraph in text.split("\n")[1:]:  # the first is the heading
            is_closing = clean(paragraph) == clean(audit.parts.closing)
            if not is_closing and not any(tag in paragraph for tag in _TAGS):
                yield [section, clean(paragraph)]
