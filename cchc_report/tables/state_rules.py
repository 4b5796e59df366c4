"""What makes rows of two statements of staff or procedures one person or one procedure. Names are never quoted."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Generic

from cchc_report.ground.text import fold
from cchc_report.tables.copies import RowCopy
from cchc_report.tables.keys import procedure_key
from cchc_report.tables.sheets.procedures import Procedure
from cchc_report.tables.sheets.staffing import Person
from cchc_report.tables.table import Model, SheetPart


@dataclass(frozen=True, kw_only=True)
class StateRules(Generic[Model]):
    """What makes rows of two statements one thing: a key, and fields that tell apart where both rows have them."""

    model: type[Model]
    key: Callable[[RowCopy[Model]], Hashable]
    apart: tuple[str, ...] = ()
    spelt: tuple[str, ...]  # fields whose spelling is no difference
    explained_by: tuple[str, ...] = ()  # fields that, filled, say why a row stands in one version alone
    once: str  # what to do about a row that stands twice in a statement


def _person(copy: RowCopy[Person]) -> Hashable:
    return fold(str(copy.value("name"))), copy.value("group")


def _procedure(copy: RowCopy[Procedure]) -> Hashable:
    return procedure_key(str(copy.value("code")))


STAFF = StateRules(
    model=Person,
    key=_person,
    apart=("title", "started_on"),
    spelt=("name", "title"),
    explained_by=("started_on", "ended_on"),
    once="Xóa một trong hai dòng; nếu là hai người cùng tên thì ghi Chức vụ hoặc Ngày bắt đầu của từng người.",
)
PROCEDURES = StateRules(
    model=Procedure,
    key=_procedure,
    spelt=("code", "name", "field"),
    once="Mỗi thủ tục chỉ ghi một lần: xóa dòng sai, hoặc sửa lại mã.",
)

Buckets = Mapping[Hashable, list[RowCopy[Model]]]


def things_of(rules: StateRules[Model], part: SheetPart[Model], number: int) -> dict[Hashable, list[RowCopy[Model]]]:
    """Return the rows of a statement by their key; rows of one key may be two persons."""
    found: dict[Hashable, list[RowCopy[Model]]] = {}
    for index in range(len(part)):
        copy = RowCopy(part, number, index)
        found.setdefault(rules.key(copy), []).append(copy)
    return found


def is_same(rules: StateRules[Model], first: RowCopy[Model], second: RowCopy[Model]) -> bool:
    """Tell whether two rows of one key are one thing: what tells apart is not given in both, or is alike."""
    return not any(contradict(rules, first, second, field) for field in rules.apart)


def contradict(rules: StateRules[Model], first: RowCopy[Model], second: RowCopy[Model], field: str) -> bool:
    """Tell whether two rows have a field otherwise; what one of them leaves blank contradicts nothing."""
    mine, theirs = first.value(field), second.value(field)
    if mine is None or theirs is None:
        return False
    return fold(str(mine)) != fold(str(theirs)) if field in rules.spelt else mine != theirs
