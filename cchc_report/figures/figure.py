"""What a figure is: a name, a Vietnamese label, a value, and how it came about. Knows no subject."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from pydantic import JsonValue

from cchc_report.ground.json_output import number_json
from cchc_report.ground.numbers import percent
from cchc_report.tables.table import RowReference

FigureValue = int | Decimal | tuple[object, ...] | Mapping[str, tuple[object, ...]] | None
Rows = tuple[RowReference, ...]


class FigureKind(Enum):
    """How a figure is read and printed."""

    COUNT = "count"
    RATE = "rate"  # a percentage, unrounded
    LIST = "list"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure; None is unknown. `rule` says in Vietnamese which rows it counts, or what it is computed from."""

    name: str  # "dossiers.on_time"
    label: str
    value: FigureValue
    rule: str
    kind: FigureKind = FigureKind.COUNT
    operands: tuple[str, ...] = ()  # the figures it is computed from, part before whole
    find_rows: Callable[[], Rows] = field(
        default=tuple, repr=False, compare=False
    )  # the rows it counts, found when asked for
    sheets: tuple[tuple[str, str], ...] = ()  # file and sheet of its rows, where they are many and slow to find
    find_parts: Callable[[], tuple["FigureInList", ...]] = field(
        default=tuple, repr=False, compare=False
    )  # the numbers in a list, found when asked for


@dataclass(frozen=True)
class FigureInList:
    """A number in a figure that is a list: the attribute of a record, as a figure with a name, a rule and rows of its own."""

    record: object
    attribute: str
    figure: Figure


class Namespace:
    """The figures of one subject as a template sees them: read-only attributes, and no other."""

    __slots__ = ("_figures",)

    def __init__(self, figures: Mapping[str, Figure]) -> None:
        self._figures = figures

    def __getattr__(self, name: str) -> FigureValue:
        """Return a figure's value; an unknown name is an AttributeError, which a template reports as an unknown tag."""
        try:
            return self._figures[name].value
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self) -> list[str]:
        """List the names a template may use."""
        return sorted(self._figures)


@dataclass(frozen=True)
class Figures(Mapping[str, Figure]):
    """All figures of a report by their full names."""

    by_name: Mapping[str, Figure]

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> "Figures":
        """Gather figures; their order is kept."""
        return cls({figure.name: figure for figure in figures})

    def __getitem__(self, name: str) -> Figure:
        """Return a figure by its full name."""
        return self.by_name[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self.by_name)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.by_name)

    def namespace(self, subject: str) -> Namespace:
        """Return the figures of one subject for templates."""
        prefix = f"{subject}."
        return Namespace(
            {name.removeprefix(prefix): figure for name, figure in self.by_name.items() if name.startswith(prefix)}
        )

    @cached_property
    def parts(self) -> tuple[FigureInList, ...]:
        """The numbers in all lists."""
        return tuple(part for figure in self.by_name.values() for part in figure.find_parts())

    @cached_property
    def _parts_by_name(self) -> dict[str, Figure]:
        return {part.figure.name: part.figure for part in self.parts}

    def find(self, name: str) -> Figure | None:
        """Return a figure, or a number in a list ("documents.issued_by_type[Báo cáo]"), by its full name."""
        return self.by_name.get(name) or (self._parts_by_name.get(name) if "[" in name else None)

    def part_names(self) -> tuple[str, ...]:
        """Return the names of the numbers in lists."""
        return tuple(self._parts_by_name)

    def rows(self, name: str) -> Rows:
        """Return the rows a figure counts; for a rate, those of its part."""
        figure = self._known(name)
        return (
            self.rows(figure.operands[0]) if figure.kind is FigureKind.RATE and figure.operands else figure.find_rows()
        )

    def sheets(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return file and sheet of each table that a figure's rows stand in, without repeats; for a rate, of its part."""
        figure = self._known(name)
        if figure.kind is FigureKind.RATE and figure.operands:
            return self.sheets(figure.operands[0])
        return figure.sheets or tuple(dict.fromkeys((row.file, row.sheet) for row in figure.find_rows()))

    def _known(self, name: str) -> Figure:
        figure = self.find(name)
        if figure is None:
            raise KeyError(name)
        return figure

    def json_ready(self) -> dict[str, JsonValue]:
        """Return the values by full name as JSON takes them."""
        return {name: to_json(figure.value) for name, figure in self.by_name.items()}


def figure_behind(namespace: Namespace, name: str) -> Figure | None:
    """Return the figure that a template reads under a name."""
    return namespace._figures.get(name)


def rate(name: str, label: str, part: Figure, whole: Figure, counted: int | None = None) -> Figure:
    """Make the figure that is one figure's share of another, in percent.

    `counted` is the whole of those communes that know the part, where that may be fewer than know the whole.
    """
    return Figure(
        name=name,
        label=label,
        value=percent(_number(part), _number(whole) if counted is None else counted),
        rule=f"{part.label} chia cho {whole.label[0].lower()}{whole.label[1:]}, tính bằng phần trăm",
        kind=FigureKind.RATE,
        operands=(part.name, whole.name),
    )


def _number(figure: Figure) -> int | Decimal | None:
    return figure.value if isinstance(figure.value, int | Decimal) else None


def to_json(value: object) -> JsonValue:
    """Return a value as JSON takes it: a whole Decimal as an integer, dates in ISO form, records as objects."""
    match value:
        case Decimal():
            return number_json(value)
        case date():
            return value.isoformat()
        case tuple() | list():
            return [to_json(item) for item in value]
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {each.name: to_json(getattr(value, each.name)) for each in fields(value)}
        case None | bool() | int() | float() | str():
            return value
        case _:
            raise TypeError(type(value))
