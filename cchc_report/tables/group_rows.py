"""The values that group rows give the rows below them, where the sheet has no column for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic

from cchc_report.ground.text import fold
from cchc_report.tables.column import SheetModel, fields_of
from cchc_report.tables.header_match import choices_of
from cchc_report.tables.row_words import group_name
from cchc_report.tables.sheets.dossiers import DossierRow
from cchc_report.tables.table import Model, SheetPart
from cchc_report.tables.values import choice_labels

# Free text that a group row may give, with the word that says so.
_NAMED: Mapping[type[SheetModel], Mapping[str, str]] = MappingProxyType({DossierRow: {"field": "lĩnh vực"}})


@dataclass
class GroupValues(Generic[Model]):
    """Which rows of a block are headed by which value."""

    model: type[Model]
    columns: frozenset[str]  # fields that the block has a column for
    heads: dict[str, list[tuple[int, object]]] = field(
        default_factory=dict
    )  # by field: from which index of good rows on

    def head(self, index: int, texts: Sequence[str]) -> None:
        """Note that a group row stands before the good row with an index."""
        for name in fields_of(self.model):
            if name in self.columns:
                continue
            for text in texts:
                if (value := self._value(name, text)) is not None:
                    self.heads.setdefault(name, []).append((index, value))
                    break

    def fill(self, part: SheetPart[Model]) -> None:
        """Give the good rows the values of their groups; where a row stands above every group the field stays absent."""
        for name, heads in self.heads.items():
            if heads[0][0] > 0:
                continue
            ends = [index for index, _ in heads[1:]] + [len(part.rows)]
            part.columns[name] = [
                value for (start, value), end in zip(heads, ends, strict=True) for _ in range(start, end)
            ]

    def _value(self, name: str, text: str) -> object:
        choices, named = choices_of(self.model, name), group_name(text)
        if choices is not None:
            label = choice_labels(choices).get(fold(named))
            return None if label is None else choices(label)
        word = _NAMED.get(self.model, {}).get(name)
        if word is None or not fold(named).startswith(fold(word)):
            return None
        return named[len(word) :].lstrip(": ") or None
