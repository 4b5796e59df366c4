"""A form that is based on another says only what differs: entries changed, added and dropped. Knows tables as TOML has them, no model.

A row is known by its code, a rule by its id, a sentence by the figure it reads. An entry of the same name changes what it gives
and keeps the rest; a new one stands after the entry that its `after` names, else at the end.
"""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

FormToml: TypeAlias = dict[str, object]

_NAMES = {"indicator": "code", "rule": "id"}
_FORMULAS = {"figure", "sum", "share"}
_OF_ONE_FORM = {"valid_from", "valid_to", "sums", "based_on"}  # what a form does not take from the one below it
DROPPED = {"indicator": "without_rows", "rule": "without_rules"}


def whole(said: Mapping[str, object], base: Mapping[str, object]) -> FormToml:
    """Return what a form says in full, given what it says itself and the whole of the form it is based on."""
    own = {key: value for key, value in said.items() if key not in {"based_on", *DROPPED.values()}}
    found: FormToml = {**{key: value for key, value in base.items() if key not in _OF_ONE_FORM}, **own}
    for kind, name in _NAMES.items():
        dropped = _entries_named(said.get(DROPPED[kind]))
        below = [one for one in _tables(base.get(kind)) if str(one.get(name)) not in dropped]
        if merged := _merged(below, _tables(said.get(kind)), name):
            found[kind] = merged
    if sentences := _sentences(_tables(base.get("sentence")), _tables(said.get("sentence"))):
        found["sentence"] = sentences
    titles = (base.get("section_titles"), said.get("section_titles"))
    if any(titles):
        found["section_titles"] = {key: value for one in titles if isinstance(one, dict) for key, value in one.items()}
    return found


def _tables(value: object) -> list[FormToml]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _entries_named(value: object) -> set[str]:
    return set(map(str, value)) if isinstance(value, list) else set()


def _merged(below: Sequence[FormToml], own: Sequence[FormToml], name: str) -> list[FormToml]:
    """Return the entries of the form below with those of their name put over them and the new ones put in."""
    found = list(below)
    for entry in own:
        given = {key: value for key, value in entry.items() if key != "after"}
        at = _place_of(found, name, entry.get(name))
        if at is not None:
            found[at] = _changed(found[at], given)
            continue
        after = _place_of(found, name, entry.get("after")) if "after" in entry else None
        found.insert(len(found) if after is None else after + 1, given)
    return found


def _place_of(entries: Sequence[FormToml], name: str, wanted: object) -> int | None:
    return next((at for at, one in enumerate(entries) if one.get(name) == wanted), None)


def _changed(below: FormToml, given: FormToml) -> FormToml:
    """Return an entry with what is given put over it; one formula takes the place of another."""
    kept = {key: value for key, value in below.items() if not (key in _FORMULAS and _FORMULAS & given.keys())}
    return {**kept, **given}


def _sentences(below: Sequence[FormToml], own: Sequence[FormToml]) -> list[FormToml]:
    """Return the sentences of the form below with those that read the figure named in `replaces` replaced, and new ones put in."""
    found = list(below)
    for entry in own:
        # The `after` of a list holds the words before its first entry; only a name says where a sentence is put in.
        is_place = isinstance(entry.get("after"), str)
        given = {key: value for key, value in entry.items() if key != "replaces" and not (key == "after" and is_place)}
        named = entry.get("replaces", entry.get("after") if is_place else None)
        at = next((at for at, one in enumerate(found) if _reads(one, named)), len(found))
        found[at if "replaces" in entry else at + 1 : at + 1] = [given]
    return found


def _reads(sentence: FormToml, figure: object) -> bool:
    says = sentence.get("says")
    return isinstance(says, list) and any(f"{{{figure}}}" in str(one) for one in says)
