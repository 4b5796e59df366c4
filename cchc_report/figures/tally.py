"""Counts of rows by their kind, that add up over communes although some of them do not know what others know.

Knows no subject: a kind is a tuple of all that the figures of a subject ask of a row.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Kind = TypeVar("Kind")
Unknown = tuple[str, ...]  # what a commune's sheet does not tell of its rows, in order, so that equal counts pack alike


@dataclass(frozen=True)
class Tally(Generic[Kind]):
    """How many rows there are of each kind, apart for each set of things unknown; without any group all is unknown.

    So what a figure asks for is counted over those that know it, and a commune that lacks a column takes it from nobody else.
    """

    groups: tuple[tuple[Unknown, tuple[tuple[Kind, int], ...]], ...] = ()

    @classmethod
    def of(cls, kinds: Mapping[Kind, int], unknown: Iterable[str] = ()) -> "Tally[Kind]":
        """Return the tally of one commune."""
        return cls(((tuple(sorted(unknown)), tuple(kinds.items())),))

    @classmethod
    def of_sheets(cls, sheets: Iterable[tuple[Mapping[Kind, int], Iterable[str]]]) -> "Tally[Kind]":
        """Return the tally of one commune's sheets, each with what it does not know; one without rows knows nothing of others'."""
        found = [cls.of(kinds, unknown) for kinds, unknown in sheets]
        return cls.sum([one for one in found if one.groups[0][1]] or found)

    @classmethod
    def sum(cls, tallies: Iterable["Tally[Kind]"]) -> "Tally[Kind]":
        """Return the tally of several communes together."""
        found: defaultdict[Unknown, Counter[Kind]] = defaultdict(Counter)
        for tally in tallies:
            for unknown, kinds in tally.groups:
                found[unknown].update(dict(kinds))
        return cls(tuple((unknown, tuple(found[unknown].items())) for unknown in sorted(found)))

    def kinds(self, needs: Iterable[str] = ()) -> Counter[Kind] | None:
        """Return the kinds of those that know all that is needed, None where nobody does."""
        wanted = frozenset(needs)
        known = [kinds for unknown, kinds in self.groups if wanted.isdisjoint(unknown)]
        if not known:
            return None
        found: Counter[Kind] = Counter()
        for kinds in known:
            found.update(dict(kinds))
        return found

    def count(self, chooses: Callable[[Kind], bool], needs: Iterable[str] = ()) -> int | None:
        """Return how many rows are of a kind that is chosen, counted over those that know all that is needed."""
        wanted = frozenset(needs)
        known = [kinds for unknown, kinds in self.groups if wanted.isdisjoint(unknown)]
        return sum(count for kinds in known for kind, count in kinds if chooses(kind)) if known else None

    def knows(self, *needs: str) -> bool:
        """Tell whether anyone knows all that is needed."""
        return any(frozenset(needs).isdisjoint(unknown) for unknown, _ in self.groups)
