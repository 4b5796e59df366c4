"""Rules that involve several columns of a row: what a rule is, and how the rules of a sheet run over its columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar, cast

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.table import Model, Part


class Finding(NamedTuple):
    """What a rule has to say of a row: the code, the field it points at, the message and the hint."""

    code: Code
    field: str
    message: str
    hint: str


Facts = TypeVar("Facts", bound=NamedTuple)


@dataclass(frozen=True)
class RowRule(Generic[Facts]):
    """A check of one row's facts; it applies where the sheet has the columns it needs."""

    check: Callable[[Facts], Finding | None]
    needs: tuple[str, ...] = ()
    always: bool = False  # looks at ordinary rows too

    def applies(self, part: Part[Model]) -> bool:
        """Tell whether the sheet's columns let the rule speak."""
        return all(map(part.has, self.needs))


def _never(_: object) -> bool:
    return False


@dataclass(frozen=True)
class RowRules(Generic[Facts]):
    """The rules of a sheet. Of an ordinary row none of them can have anything to say but those that look always."""

    rules: tuple[RowRule[Facts], ...]
    is_ordinary: Callable[[Facts], bool] = _never


def run_rules(part: Part[Model], facts: type[Facts], rules: RowRules[Facts]) -> Iterator[tuple[int, Diagnostic]]:
    """Yield (row index, diagnostic) for every rule a row breaks; the facts' names are the columns they are made of."""
    applying = [rule for rule in rules.rules if rule.applies(part)]
    of_all, of_ordinary = [rule.check for rule in applying], [rule.check for rule in applying if rule.always]
    columns = [part.column(field, object) for field in facts._fields]
    make = cast("Callable[[tuple[object, ...]], Facts]", partial(tuple.__new__, facts))  # in C, for every row of a log
    for index, row in enumerate(map(make, zip(*columns, strict=True))):
        for check in of_ordinary if rules.is_ordinary(row) else of_all:
            if finding := check(row):
                yield (
                    index,
                    Diagnostic.of(finding.code, part.place(index, finding.field), finding.message, finding.hint),
                )
