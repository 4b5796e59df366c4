"""The changes that are made to deciding code: conditions, comparisons, numbers, operators, arguments of calls; no text.

mutmut leaves out what stands outside functions and all that is decorated (the figures' predicates, every property), cosmic-ray
has no change of arguments and starts a process for each: hence these few lines.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SKIPPED = {"annotation", "returns", "decorator_list", "keywords_of_class", "type_comment"}


@dataclass(frozen=True)
class Change:
    """A change of a tree that is not made yet."""

    line: int
    shown: str  # "a < b → a <= b"
    apply: Callable[[], None]


def changes(tree: ast.Module) -> Iterator[Change]:
    """Yield every change of a module in a fixed order."""
    for parent, field, index, node in _places(tree):
        for new in (*_variants(node), *_as_condition(parent, field, node), *_as_argument(parent, field, node)):
            yield Change(
                getattr(node, "lineno", 0), f"{_text(node)} → {_text(new)}", _replacing(parent, field, index, new)
            )


def _places(parent: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.expr]]:
    """Yield the expressions of a tree, each with where it stands; not annotations, decorators and what makes types."""
    for field, value in ast.iter_fields(parent):
        if field in _SKIPPED or _declares_types(parent):
            continue
        for index, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.expr):
                yield parent, field, index, node
            if isinstance(node, ast.AST):
                yield from _places(node)


def _declares_types(node: ast.AST) -> bool:
    """Tell whether a statement only makes a type: an alias, a type variable, a model's field."""
    if isinstance(node, ast.Assign):
        name = node.targets[0]
        return isinstance(name, ast.Name) and not name.id.isupper() and name.id.lstrip("_")[:1].isupper()
    return isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation)


def _replacing(parent: ast.AST, field: str, index: int | None, new: ast.expr) -> Callable[[], None]:
    def apply() -> None:
        if index is None:
            setattr(parent, field, new)
        else:
            getattr(parent, field)[index] = new

    return apply


def _variants(node: ast.expr) -> Iterator[ast.expr]:
    """Yield an expression with another comparison, operator or number."""
    match node:
        case ast.Compare(ops=ops):
            for position, op in enumerate(ops):
                changed = copy.deepcopy(node)
                changed.ops[position] = _COMPARISONS[type(op)]()
                yield changed
        case ast.BoolOp(op=op):
            changed_op = copy.deepcopy(node)
            changed_op.op = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield changed_op
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=op) if type(op) in _OPERATORS and not _is_text(node.left):
            changed_sum = copy.deepcopy(node)
            changed_sum.op = _OPERATORS[type(op)]()
            yield changed_sum
        case ast.Constant(value=bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield ast.Constant(value + 1)


def _as_condition(parent: ast.AST, field: str, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the contrary of what decides an if, a while, a ternary or a comprehension, unless a variant is that already."""
    decides = field == "test" and isinstance(parent, ast.If | ast.IfExp | ast.While)
    decides = decides or (field == "ifs" and isinstance(parent, ast.comprehension))
    if decides and not isinstance(node, ast.Compare | ast.UnaryOp):
        yield ast.UnaryOp(ast.Not(), node)


def _as_argument(parent: ast.AST, field: str, node: ast.expr) -> Iterator[ast.expr]:
    """Yield None for an argument of a call that is no text."""
    is_argument = (isinstance(parent, ast.Call) and field == "args") or (
        isinstance(parent, ast.keyword) and field == "value"
    )
    if is_argument and not _is_text(node) and not isinstance(node, ast.Starred | ast.GeneratorExp | ast.Constant):
        yield ast.Constant(None)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, str))
    )


def _text(node: ast.expr) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 70 else f"{text[:67]}…"
