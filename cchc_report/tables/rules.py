"""Rules that involve several columns of a row: what a rule is, and how the rules of a sheet run over its columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, TypeVar, cast

from cchc_report.ground.codes import Code
from cchc_report.ground.diagnostics import Diagnostic
from cchc_report.tables.table import Model, SheetPart


class Finding(NamedTuple):
    """What a rule has to say of a row: the code, the field it points at, the message and the hint."""

    code: Code
    field: str
    message: str
    hint: str


RowFacts = TypeVar("RowFacts", bound=NamedTuple)


@dataclass(frozen=True)
class RowRule(Generic[RowFacts]):
    """A check of one row's facts; it applies where the sheet has the columns it needs."""

    check: Callable[[RowFacts], Finding | None]
    needs: tuple[str, ...] = ()
    always: bool = False  # looks at ordinary rows too

    def applies(self, part: SheetPart[Model]) -> bool:
        """Tell whether the sheet's columns let the rule speak."""
        return all(map(part.has, self.needs))


def _never(_: object) -> bool:
    return False


@dataclass(frozen=True)
class RowRules(Generic[RowFacts]):
    """The rules of a sheet. Of an ordinary row none of them can have anything to say but those that look always."""

    rules: tuple[RowRule[RowFacts], ...]
    is_ordinary: Callable[[RowFacts], bool] = _never


def run_rules(
    part: SheetPart[Model], facts: type[RowFacts], rules: RowRules[RowFacts]
) -> Iterator[tuple[int, Diagnostic]]:
    """Yield (row index, diagnostic) for every rule a row breaks; the facts' names are the columns they are made of."""
    applying = [rule for rule in rules.rules if rule.applies(part)]
    of_all, of_ordinary = [rule.check for rule in applying], [rule.check for rule in applying if rule.always]
    columns = [part.column(field, object) for field in facts._fields]
    make = cast(
        "Callable[[tuple[object, ...]], RowFacts]", partial(tuple.__new__, facts)
    )  # in C, for every row of a log
    for index, row in enumerate(map(make, zip(*columns, strict=True))):
        for check in of_ordinary if rules.is_ordinary(row) else of_all:
            if finding := check(row):
                yield (
                    index,
                    Diagnostic.of(finding.code, part.place(index, finding.field), finding.message, finding.hint),
                )
