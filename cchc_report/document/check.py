"""Every tag of a template held against sample values, in all branches and not only those taken.

Knows Jinja's syntax trees and plain Python values. A name is known when the sample has it; behind a value that the sample
leaves unknown (None, an empty list) nothing can be said and nothing is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from cchc_report.ground.text import nearest

_UNSURE = object()
_ABSENT = object()


@dataclass(frozen=True)
class UnknownTag:
    """A tag that names what does not exist: its line, its name as written, and the nearest name that exists."""

    line: int
    name: str
    near: str | None


def unknown_tags(
    tree: nodes.Template, sample: Mapping[str, object], functions: Mapping[str, object]
) -> tuple[UnknownTag, ...]:
    """Return the unknown tags of a template in the order they stand, each once a line."""
    known = dict.fromkeys(functions, _UNSURE) | dict(sample)
    return tuple(dict.fromkeys(_in_block(tree.body, known)))


def _in_block(body: list[nodes.Node], known: dict[str, object]) -> Iterator[UnknownTag]:
    for node in body:
        yield from _in_statement(node, known)


def _in_statement(node: nodes.Node, known: dict[str, object]) -> Iterator[UnknownTag]:
    match node:
        case nodes.For():
            yield from _in_expression(node.iter, known)
            inner = {**known, **_bound(node.target, _first(_value(node.iter, known))), "loop": _UNSURE}
            if node.test is not None:
                yield from _in_expression(node.test, inner)
            yield from _in_block(node.body, inner)
            yield from _in_block(node.else_, known)
        case nodes.If():
            yield from _in_expression(node.test, known)
            yield from _in_block([*node.body, *node.elif_, *node.else_], known)
        case nodes.Assign():
            yield from _in_expression(node.node, known)
            known.update(_bound(node.target, _value(node.node, known)))
        case _:
            for child in node.iter_child_nodes():
                yield from _in_expression(child, known)


def _in_expression(node: nodes.Node, known: Mapping[str, object]) -> Iterator[UnknownTag]:
    """Yield the unknown names of an expression: of `a.b.c` the first step that fails; none that the tag itself asks about."""
    if isinstance(node, nodes.Test | nodes.Filter) and node.name in {"defined", "undefined", "default", "d"}:
        return
    if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and _value(node, known) is _ABSENT:
        owner = None if isinstance(node, nodes.Name) else _value(node.node, known)
        if owner is not _ABSENT:
            yield UnknownTag(node.lineno, _written(node), _nearest(node, owner, known))
            return
    for child in node.iter_child_nodes():
        yield from _in_expression(child, known)


def _value(node: nodes.Node, known: Mapping[str, object]) -> object:
    """Return the sample's value of a tag, `_ABSENT` where a name does not exist, `_UNSURE` where nothing can be said."""
    match node:
        case nodes.Name():
            return known.get(node.name, _ABSENT)
        case nodes.Const():
            return node.value
        case nodes.Getattr():
            return _step(_value(node.node, known), node.attr)
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return _step(_value(node.node, known), key)
        case _:
            return _UNSURE


def _step(owner: object, key: object) -> object:
    """Return an attribute or an item of a value, in the way Jinja looks for either."""
    if owner is None or owner is _UNSURE or owner is _ABSENT:
        return _UNSURE if owner is None else owner
    if isinstance(key, str) and hasattr(owner, key):
        return getattr(owner, key)
    try:
        return owner[key]  # type: ignore[index]  # a sample may be anything; what has no items raises
    except IndexError:
        return _UNSURE
    except (TypeError, LookupError):
        return _ABSENT


def _first(value: object) -> object:
    if isinstance(value, tuple | list) and value:
        return value[0]
    return _UNSURE


def _bound(target: nodes.Node, value: object) -> dict[str, object]:
    """Return the names that a loop or a variable brings, each with its sample."""
    if isinstance(target, nodes.Name):
        return {target.name: _UNSURE if value is _ABSENT else value}
    names = [name.name for name in target.find_all(nodes.Name)]
    values = value if isinstance(value, tuple | list) and len(value) == len(names) else [_UNSURE] * len(names)
    return dict(zip(names, values, strict=True))


def _written(node: nodes.Node) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_written(node.node)}.{node.attr}"
        case nodes.Getitem(arg=nodes.Const(value=key)):
            return f'{_written(node.node)}["{key}"]'
        case _:
            return "…"


def _keys(owner: object) -> list[str]:
    return [key for key in owner if isinstance(key, str)] if isinstance(owner, Mapping) else []


def _nearest(
    node: nodes.Name | nodes.Getattr | nodes.Getitem, owner: object, known: Mapping[str, object]
) -> str | None:
    """Return the existing name that reads most like the one written, with what stands before it."""
    match node:
        case nodes.Name():
            return nearest(node.name, known)
        case nodes.Getattr():
            near = nearest(node.attr, [name for name in dir(owner) if not name.startswith("_")])
            return near and f"{_written(node.node)}.{near}"
        case _:
            written = str(node.arg.value) if isinstance(node.arg, nodes.Const) else _written(node.arg)
            near = nearest(written, _keys(owner))
            return near and f'{_written(node.node)}["{near}"]'
