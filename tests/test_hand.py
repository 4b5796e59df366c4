"""How the package is written: one meaning a name, fields named where they are made, conditions that can be read."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "cchc_report").rglob("*.py"))
MOST_POSITIONAL = 4  # fields of a dataclass that may be given without their names
MOST_COMPLEX = 10
# Functions above it that are still to be taken apart; none may come in.
TO_TAKE_APART = ROOT / "tests" / "to_take_apart.txt"


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def type_names(module: ast.Module) -> Iterator[str]:
    """Yield the names of classes, and of the aliases and type variables of a module: what begins with a capital and is no constant."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for node in module.body:
        names = (
            [node.target] if isinstance(node, ast.AnnAssign) else node.targets if isinstance(node, ast.Assign) else []
        )
        for name in names:
            if isinstance(name, ast.Name) and name.id.lstrip("_")[:1].isupper() and not name.id.isupper():
                yield name.id


def fields_of(node: ast.ClassDef, classes: dict[str, ast.ClassDef]) -> set[str]:
    """Return the fields of a dataclass, those it inherits included."""
    bases = [base.value if isinstance(base, ast.Subscript) else base for base in node.bases]
    inherited = [classes[base.id] for base in bases if isinstance(base, ast.Name) and base.id in classes]
    own = {
        item.target.id
        for item in node.body
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name) and not is_given_elsewhere(item)
    }
    return own.union(*(fields_of(base, classes) for base in inherited if dataclass_call(base) is not None))


def is_given_elsewhere(item: ast.AnnAssign) -> bool:
    return "ClassVar" in ast.unparse(item.annotation) or (
        item.value is not None and "init=False" in ast.unparse(item.value)
    )


def dataclass_call(node: ast.ClassDef) -> str | None:
    """Return how a class is made a dataclass, None where it is none."""
    return next((text for text in map(ast.unparse, node.decorator_list) if text.startswith("dataclass")), None)


def test_a_type_has_a_name_of_its_own() -> None:
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for name in set(type_names(tree_of(path))):
            homes[name].append(path.relative_to(ROOT).as_posix())
    homes.pop("_Strict", None)  # until the three bases of strict models are one
    assert {} == {name: paths for name, paths in homes.items() if len(paths) > 1}


def test_five_fields_and_more_are_given_by_name() -> None:
    classes = {
        node.name: node for path in MODULES for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)
    }
    assert [] == [
        name
        for name, node in classes.items()
        if (call := dataclass_call(node)) is not None
        and "kw_only=True" not in call
        and len(fields_of(node, classes)) > MOST_POSITIONAL
    ]


def test_no_function_has_more_ways_through_it_than_ten() -> None:
    known = set(TO_TAKE_APART.read_text(encoding="utf-8").split())
    assert set() == set(complex_functions()) - known


def complex_functions() -> Iterator[str]:
    """Yield the functions and methods with more branches than can be read; radon counts and, or, ternaries and comprehensions."""
    for path in MODULES:
        for block in cc_visit(path.read_text(encoding="utf-8")):
            if block.letter in ("F", "M") and block.complexity > MOST_COMPLEX:
                yield f"{path.relative_to(ROOT).as_posix()}:{block.fullname}"
