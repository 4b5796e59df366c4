"""A validated sheet: typed columns whose values know their cells. Knows neither how they were read nor what is counted."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress
from typing import Generic, NamedTuple, TypeVar, cast

from cchc_report.ground.diagnostics import Place
from cchc_report.tables.column import SheetModel, fields_of

Model = TypeVar("Model", bound=SheetModel)
AnyValue = TypeVar("AnyValue")
Derived = TypeVar("Derived")


class RowReference(NamedTuple):
    """The row of a workbook that something was counted from."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, kw_only=True)
class SheetPart(Generic[Model]):
    """The good rows of one sheet of one file: columns of equal length, an empty cell as None."""

    model: type[Model]
    file: str
    sheet: str
    columns: dict[str, list[object]]  # by field name; a column the sheet lacks is not here
    rows: list[int]  # the sheet's row numbers
    positions: dict[str, int]  # a field's column in the sheet, counted from 1
    heading: str = ""  # what stands above its header and names it, of a block further down
    # by field and spelling, the sheet's rows where a choice was given as a number
    numbered: Mapping[str, Mapping[str, tuple[int, ...]]] = field(default_factory=dict)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def column(self, field: str, kind: type[AnyValue]) -> list[AnyValue | None]:  # noqa: ARG002  # names the type for mypy
        """Return a column as values of the type its model declares, all None where the sheet lacks it."""
        assert field in fields_of(self.model), field  # noqa: S101  # a misspelt field is our own mistake
        found = self.columns.get(field)
        if found is None:
            return [None] * len(self)
        return cast("list[AnyValue | None]", found)  # the model's check made every value of this kind

    def has(self, field: str) -> bool:
        """Tell whether the sheet has the column at all."""
        return field in self.columns

    def has_values(self, field: str) -> bool:
        """Tell whether the sheet has the column and something in it."""
        return any(value is not None for value in self.columns.get(field, ()))

    def place(self, index: int, field: str | None = None) -> Place:
        """Return where a row, or a field of it, stands."""
        return Place(
            file=self.file, sheet=self.sheet, row=self.rows[index], column=self.positions.get(field) if field else None
        )

    def reference(self, index: int) -> RowReference:
        """Return the row of the workbook behind a row of the table."""
        return RowReference(self.file, self.sheet, self.rows[index])

    def keep(self, chosen: list[bool]) -> "SheetPart[Model]":
        """Return the part with only the chosen rows."""
        columns = {name: list(compress(values, chosen)) for name, values in self.columns.items()}
        return replace(self, columns=columns, rows=list(compress(self.rows, chosen)))

    def records(self) -> Iterator[tuple[int, Model]]:
        """Yield (index, row as its model) for sheets that are short enough to be read row by row."""
        names, make = list(self.columns), self._make
        for index, values in enumerate(zip(*self.columns.values(), strict=True)):
            yield index, make(**dict(zip(names, values, strict=True)))

    @property
    def _make(self) -> Callable[..., Model]:
        return cast("Callable[..., Model]", self.model.model_construct)  # the plugin types it by the bound


@dataclass(frozen=True)
class Table(Generic[Model]):
    """The same sheet in one or several files, united."""

    model: type[Model]
    parts: tuple[SheetPart[Model], ...] = ()
    _derived: dict[Hashable, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        """The number of rows in all parts."""
        return sum(map(len, self.parts))

    def __bool__(self) -> bool:
        """Tell whether any file has the sheet, be it without rows."""
        return bool(self.parts)

    def records(self) -> Iterator[tuple[RowReference, Model]]:
        """Yield every row with the place it came from."""
        for part in self.parts:
            for index, record in part.records():
                yield part.reference(index), record

    def place(self, reference: RowReference, field: str) -> Place:
        """Return the cell of a field in a row, or the whole row where it is not one of this table."""
        parts = (part for part in self.parts if (part.file, part.sheet) == reference[:2])
        column = next((part.positions.get(field) for part in parts), None)
        return Place(file=reference.file, sheet=reference.sheet, row=reference.row, column=column)

    def knows(self, part: SheetPart[Model], field: str) -> bool:
        """Tell whether a blank in a column of one of the sheets says anything: the sheet has it, and somebody fills it."""
        return part.has(field) and field in self.filled

    @cached_property
    def filled(self) -> frozenset[str]:
        """The columns in which any sheet has a value."""
        return frozenset(name for part in self.parts for name in part.columns if part.has_values(name))

    def once(self, key: Hashable, derive: Callable[[], Derived]) -> Derived:
        """Return what is derived from the rows, worked out when first asked for under a key."""
        if key not in self._derived:
            self._derived[key] = derive()
        return cast("Derived", self._derived[key])  # whoever uses a key derives one kind of thing

    def rows_where(self, chosen: Callable[[Model], bool]) -> tuple[RowReference, ...]:
        """Return the places of the rows that fit."""
        return tuple(reference for reference, record in self._all if chosen(record))

    @cached_property
    def _all(self) -> tuple[tuple[RowReference, Model], ...]:
        return tuple(self.records())
