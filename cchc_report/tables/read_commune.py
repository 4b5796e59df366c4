"""Reads the sheet `Đơn vị`: two columns, key and value, checked by the same declarations as every other sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from pydantic import ValidationError

from cchc_report.ground.codes import Code, Severity
from cchc_report.ground.diagnostics import Diagnostic, Place
from cchc_report.ground.text import fold, nearest
from cchc_report.tables.column import Field, fields_of
from cchc_report.tables.ledger import Fate
from cchc_report.tables.quoting import quote
from cchc_report.tables.sheet_book import SheetBook
from cchc_report.tables.sheets.commune import Commune, part_name
from cchc_report.tables.unite import same_place
from cchc_report.workbook.sheet import Cell, Sheet, SheetRow

_WITHIN = 200  # rows; the sheet has some twelve
_AT_LEAST = 2  # keys before a sheet of another name is taken for this one
_KEYS = {key: name for name, declared in fields_of(Commune).items() for key in declared.column.keys}
_ALL_BUT = 0.8  # of the letters: a name mistyped by a letter or two
_LIST = "recipients"  # the one field whose value goes on in the rows below


@dataclass
class CommuneReader:
    """Gathers the entries of the sheet from all workbooks, then makes one commune of them."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    def add(self, sheet: Sheet, book: SheetBook) -> None:
        """Read one sheet and enter its rows in its books."""
        self.sheets.append(sheet)
        entries = _entries(sheet, book)
        for name, (cell, place) in entries.items():
            self._take(fields_of(Commune)[name], cell, place)
        self._ask_about_misspelt(sheet)

    def _ask_about_misspelt(self, sheet: Sheet) -> None:
        """Tell each row whose name is all but one of the sheet's that no row has: its value is not read."""
        lacking = {
            declared.column.header: name for name, declared in fields_of(Commune).items() if name not in self.places
        }
        for number, row in _rows(sheet):
            said = row[0] if row and isinstance(row[0], str) else ""
            meant = nearest(said, lacking, _ALL_BUT) if fold(said) and _key_of(row)[0] is None else None
            if meant:
                place = Place(file=sheet.file, sheet=sheet.name, row=number, column=sheet.left)
                message = f"Trang {Commune.info.title} không có mục {quote(said)}, nên không đọc dòng này"
                self.diagnostics.append(
                    Diagnostic.of(
                        Code.CHOICE_UNKNOWN, place, message, f"Có phải “{meant}”? Gõ lại như vậy.", Severity.WARNING
                    )
                )

    def finish(self) -> Commune | None:
        """Return the commune, or None with the missing entries told; without any sheet nothing is told here."""
        if not self.sheets:
            return None
        self._part_name()
        missing = [
            declared for name, declared in fields_of(Commune).items() if declared.required and name not in self.values
        ]
        told = {diagnostic.place for diagnostic in self.diagnostics}
        for declared in missing:
            sheet = self.sheets[0]
            place = self.places.get(declared.name, Place(file=sheet.file, sheet=sheet.name))
            if place not in told:
                header = declared.column.header
                where = f"Gõ vào ô {place.cell}." if place.cell else f"Gõ “{header}” ở cột A và giá trị ở cột B."
                hint = f"{where} {declared.column.note}"
                self.diagnostics.append(
                    Diagnostic.of(Code.VALUE_MISSING, place, f"Thiếu “{header}” trong trang {Commune.info.title}", hint)
                )
        return (
            None if missing else cast("Callable[..., Commune]", Commune.model_construct)(**self.values)
        )  # checked already

    def _part_name(self) -> None:
        """Take the kind out of `xã Hoằng Trường`, which would be printed twice; a kind other than the stated one is told."""
        kind, name = part_name(str(self.values.get("name", "")))
        if kind is None:
            return
        if kind is not (stated := self.values.setdefault("kind", kind)):
            message = f"Tên xã ghi {quote(self.values['name'])} nhưng mục Loại ghi {quote(stated)}"
            hint = "Sửa mục Loại; ở Tên xã chỉ gõ tên riêng."
            self.diagnostics.append(Diagnostic.of(Code.TWO_VALUES, self.places["name"], message, hint))
        self.values["name"] = name

    def _take(self, declared: Field, cell: Cell, place: Place) -> None:
        if not str(cell).strip():
            self.places.setdefault(declared.name, place)
            return
        value = self._checked(declared, cell, place)
        if value is None:
            self.places.setdefault(declared.name, place)
            return
        earlier = self.values.setdefault(declared.name, value)
        first = self.places.setdefault(declared.name, place)
        if earlier != value:
            quoted = "giá trị này" if declared.column.person else quote(value)
            message = f"{declared.column.header}: {quoted} khác giá trị ở {same_place(place, first)}"
            self.diagnostics.append(
                Diagnostic.of(Code.TWO_VALUES, place, message, "Sửa cho hai nơi giống nhau, hoặc xóa một nơi.")
            )

    def _checked(self, declared: Field, cell: Cell, place: Place) -> object:
        try:
            return declared.adapter.validate_python([cell])[0]
        except ValidationError as failure:
            context = failure.errors(include_url=False)[0].get("ctx", {})
            message = f"{declared.column.header}: {context['message']}"
            self.diagnostics.append(Diagnostic.of(Code[context["code"]], place, message, context["hint"]))
            return None


def is_commune_sheet(sheet: Sheet) -> bool:
    """Tell whether a sheet of another name reads like key and value of the reporting unit."""
    return len({name for _, row in _rows(sheet) if (name := _key_of(row)[0])}) > _AT_LEAST


def _rows(sheet: Sheet) -> Iterator[tuple[int, SheetRow]]:
    yield from enumerate(sheet.head(_WITHIN), sheet.top)


def _key_of(row: SheetRow) -> tuple[str | None, int]:
    """Return the field that one of the first cells names, and the cell's index."""
    for index, cell in enumerate(row[:4]):
        if isinstance(cell, str) and (name := _KEYS.get(fold(cell))):
            return name, index
    return None, 0


def _entries(sheet: Sheet, book: SheetBook) -> dict[str, tuple[Cell, Place]]:
    """Return the cell and place of each entry; lines below `Nơi nhận` without a key of their own belong to it."""
    entries: dict[str, tuple[Cell, Place]] = {}
    current: str | None = None
    column = 0
    for number, row in _rows(sheet):
        name, index = _key_of(row)
        if name is not None:
            column = next((i for i in range(index + 1, len(row)) if row[i] != ""), index + 1)
            value = row[column] if column < len(row) else ""
        elif current == _LIST and any(cell != "" for cell in row):
            name, value = _LIST, next(cell for cell in row if cell != "")
        else:
            if any(cell != "" for cell in row):
                book.pass_over(number, "tên bảng" if current is None else "ghi chú")
            continue
        book.enter(Fate.COUNTED)
        place = Place(file=sheet.file, sheet=sheet.name, row=number, column=sheet.left + column)
        if name == _LIST and name in entries:
            before, place = entries[name]
            value = f"{before}\n{value}"
        entries[name] = (value, place)
        current = name
    return entries
