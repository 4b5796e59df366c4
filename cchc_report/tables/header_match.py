"""Matches the texts of a header to the fields a model declares: by name, under a shared heading, as columns to tick.

Knows no sheets; likeness decides nothing here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import get_args, get_origin

from cchc_report.ground.text import fold
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.header_words import ACTUAL, PLANNED, wordings
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.sheets.tasks import Task
from cchc_report.tables.values import Choice, choice_labels
from cchc_report.tables.vocabulary import NOT_COUNTED, Words

# The field of the planned and of the actual day that may stand under one heading.
_DAYS: Mapping[type[SheetModel], tuple[str, str]] = MappingProxyType(
    {DossierRow: ("due_at", "finished_at"), Task: ("due_on", "finished_on")}
)
_CHOICES = 2  # as many names of choices make columns to tick


@dataclass(frozen=True)
class HeaderTexts:
    """The texts that may name each column, and of columns under a shared heading that heading and their own text."""

    spellings: Mapping[int, tuple[str, ...]]
    parted: Mapping[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class MatchedColumns:
    """Which column is which; `Header` says the rest."""

    columns: dict[str, int]
    rivals: Mapping[str, tuple[int, ...]]
    ticked: Mapping[str, Mapping[int, str]]
    unclear: Mapping[int, str]


def match_columns(texts: HeaderTexts, model: type[SheetModel], words: Words) -> MatchedColumns:
    """Give each field the column whose text is its header, else one that is a synonym, the earlier declared first."""
    keys = {index: _keys(spellings, words) for index, spellings in texts.spellings.items()}
    columns = _by_name(keys, model)
    ticked = {**_ticked_under_heading(texts.parted, model, columns), **_ticked_alone(keys, model, columns)}
    taken = {*columns.values(), *(index for ticks in ticked.values() for index in ticks)}
    days = _days_under_heading(texts.parted, model, taken)
    rivals = defaultdict(list, {name: [index] for name, index in days.items() if name in columns})
    columns.update({name: index for name, index in days.items() if name not in columns})
    taken |= set(days.values())
    unclear = {
        index: f"{heading} {text}"
        for index, (heading, text) in texts.parted.items()
        if index not in taken and keys[index] and _fields_named(_keys((heading,), words), model)
    }
    for index, known in keys.items():
        if index not in taken and index not in unclear:
            for name in _fields_named(known, model):
                if name in columns and _decides(model, name, known, keys[columns[name]]):
                    rivals[name].append(index)
    return MatchedColumns(columns, {name: tuple(found) for name, found in rivals.items()}, ticked, unclear)


def header_keys(model: type[SheetModel]) -> frozenset[str]:
    """Return every folded header of a model."""
    return _header_keys(model)


@cache
def _header_keys(model: type[SheetModel]) -> frozenset[str]:
    return frozenset(key for declared in fields_of(model).values() for key in declared.column.keys)


def _keys(spellings: Iterable[str], words: Words) -> tuple[str, ...]:
    """Return what a column may be called; what the workspace says of it stands alone."""
    found = dict.fromkeys(key for spelling in spellings for key in wordings(spelling))
    said = next((words[key] for key in found if key in words), None)
    if said is None:
        return tuple(found)
    return () if fold(said) == fold(NOT_COUNTED) else (fold(said),)


def _by_name(keys: Mapping[int, tuple[str, ...]], model: type[SheetModel]) -> dict[str, int]:
    columns: dict[str, int] = {}
    fields = fields_of(model)
    for own in (True, False):
        for name, declared in fields.items():
            if name in columns:
                continue
            for key in declared.column.keys[:1] if own else declared.column.keys[1:]:
                claims = [index for index, known in keys.items() if key in known and index not in columns.values()]
                if claims:
                    columns[name] = min(claims, key=lambda index: keys[index].index(key))
                    break
    return {name: columns[name] for name in fields if name in columns}


def _fields_named(known: Iterable[str], model: type[SheetModel]) -> Iterator[str]:
    wanted = set(known)
    return (name for name, declared in fields_of(model).items() if not wanted.isdisjoint(declared.column.keys))


def _decides(model: type[SheetModel], name: str, known: tuple[str, ...], taken: tuple[str, ...]) -> bool:
    """Tell whether it matters which of two columns a field is read from: of free text only where both say the same."""
    return not holds_free_text(model, name) or name in (*model.info.key, "field") or known[0] == taken[0]


def _ticked_under_heading(
    parted: Mapping[int, tuple[str, str]], model: type[SheetModel], columns: dict[str, int]
) -> dict[str, dict[int, str]]:
    """Return the columns under one heading that are its choices, to be ticked; they are no column of another name."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for index, (heading, text) in parted.items():
        for name in _fields_named(wordings(heading), model):
            if (label := _label(model, name, (fold(text),))) is not None:
                found[name][index] = label
    chosen = {name: ticks for name, ticks in found.items() if len(ticks) >= _CHOICES}
    for ticks in chosen.values():
        for name in [name for name, index in columns.items() if index in ticks]:
            del columns[name]
    return chosen


def _ticked_alone(
    keys: Mapping[int, tuple[str, ...]], model: type[SheetModel], columns: dict[str, int]
) -> dict[str, dict[int, str]]:
    """Return columns named like the choices of the one field without a column that has such choices."""
    free = {index: known for index, known in keys.items() if index not in columns.values()}
    found = {}
    for name in fields_of(model):
        if name in columns or choices_of(model, name) is None:
            continue
        ticks = {index: label for index, known in free.items() if (label := _label(model, name, known)) is not None}
        if len(set(ticks.values())) >= _CHOICES:
            found[name] = ticks
    return found if len(found) == 1 else {}


def _days_under_heading(
    parted: Mapping[int, tuple[str, str]], model: type[SheetModel], taken: set[int]
) -> dict[str, int]:
    """Return the planned and the actual day that stand under the heading of either."""
    planned, actual = _DAYS.get(model, ("", ""))
    found: dict[str, int] = {}
    for index, (heading, text) in parted.items():
        if index in taken or not {planned, actual} & set(_fields_named(wordings(heading), model)):
            continue
        if fold(text) in PLANNED:
            found.setdefault(planned, index)
        elif fold(text) in ACTUAL:
            found.setdefault(actual, index)
    return found


@cache
def holds_free_text(model: type[SheetModel], name: str) -> bool:
    """Tell whether any text at all is a value of a field."""
    return str in _kinds(model.model_fields[name].annotation)


def _kinds(annotation: object) -> tuple[object, ...]:
    """Return a type and all that it is made of; what a list is made of is no value of the field."""
    if get_origin(annotation) is tuple:
        return (annotation,)
    return (annotation, *(kind for part in get_args(annotation) for kind in _kinds(part)))


@cache
def choices_of(model: type[SheetModel], name: str) -> type[Choice] | None:
    """Return the closed list that a field's values are of."""
    kinds = _kinds(model.model_fields[name].annotation)
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Choice)), None)


def _label(model: type[SheetModel], name: str, keys: Iterable[str]) -> str | None:
    choices = choices_of(model, name)
    labels = choice_labels(choices) if choices else {}
    return next((labels[key] for key in keys if key in labels), None)
