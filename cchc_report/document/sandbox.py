"""The small language of the templates: values, if, for, our filters; nothing that could harm or hang the machine.

Knows Jinja. Knows neither Word files nor what the names in a context mean. Four walls stand round a template: only the
constructs of `_ALLOWED` are compiled, only listed filters and callables are run, loops and text are bounded, and what is
printed is always escaped for XML.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cchc_report.document.words import FILTERS, FUNCTIONS, plain_text

MOST_STEPS = 100_000  # turns of all loops of one rendering
LONGEST_TEXT = 100_000  # characters of one value
BUDGET = "_budget"  # the name under which a rendering carries its Budget; no template can write it

_LONGEST_RANGE = 1_000
_KEPT_FILTERS = ("capitalize", "count", "d", "default", "first", "last", "length", "list", "lower", "map", "reject",
                 "rejectattr", "select", "selectattr", "sum", "trim", "upper")  # fmt: skip
_TEXT_METHODS = {"upper", "lower", "strip", "startswith", "endswith"}
_MAPPING_METHODS = {"items", "keys", "values", "get"}
_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Name, nodes.Const,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.CondExpr, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.Neg, nodes.Pos, nodes.Concat,
    nodes.Call, nodes.Keyword, nodes.Tuple, nodes.List,
)  # fmt: skip

_OPERATORS: dict[type[nodes.Node], str] = {
    nodes.Pow: "**",
    nodes.Mod: "%",
    nodes.FloorDiv: "//",
    nodes.Scope: "autoescape",
}
_LARGEST = 10**30  # a number that somebody writes into a template
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_LINE_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'


class Budget:
    """What one rendering may still spend, so that no template runs for ever or fills the memory."""

    def __init__(self) -> None:
        self.steps = MOST_STEPS

    def count(self, values: Iterable[object] | None) -> Iterator[object]:
        """Yield the values, None being none; raises SecurityError when the loops have turned too often."""
        for value in () if values is None else values:
            self.spend(1)
            yield value

    def spend(self, steps: int) -> None:
        """Take steps off the budget; raises SecurityError when there are none left."""
        self.steps -= steps
        if self.steps < 0:
            raise SecurityError("vòng lặp quá dài")

    def bound(self, value: object) -> object:
        """Return a value to be kept in a variable; raises SecurityError when it has grown too long."""
        if isinstance(value, str | tuple | list) and len(value) > LONGEST_TEXT:
            raise SecurityError("giá trị quá dài")
        return value


class TagUndefined(StrictUndefined):
    """A name that does not exist; its message is the name alone, for a diagnostic to word."""

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        return str(self._undefined_name)


class ReportEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with the walls of this module round it."""

    intercepted_binops = frozenset({"*"})

    def __init__(self, printable: Callable[[object], object], *, autoescape: bool = True) -> None:
        super().__init__(autoescape=autoescape, undefined=TagUndefined, finalize=printable, keep_trailing_newline=True)
        kept = {name: self.filters[name] for name in _KEPT_FILTERS}
        own = {name: word.function for name, word in FILTERS.items()}
        self.filters = {**kept, **own, "join": join}
        self.functions: dict[str, Callable[..., object]] = {"range": short_range}
        self.functions |= {name: word.function for name, word in FUNCTIONS.items()}
        self.globals = dict(self.functions)
        self._callables = tuple(self.globals.values())

    def is_safe_callable(self, obj: object) -> bool:
        """Allow our functions, and the few methods of texts, mappings and loops that a report has use for."""
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        if isinstance(owner, Budget):
            return True
        if isinstance(owner, str):
            return name in _TEXT_METHODS
        if isinstance(owner, dict):
            return name in _MAPPING_METHODS
        is_ours = any(obj is function for function in self._callables)
        return is_ours or (isinstance(owner, LoopContext) and name == "cycle")

    def call(self, context: Context, function: object, *args: object, **kwargs: object) -> object:
        """Call what is allowed; raises SecurityError, in Vietnamese and without the object's content, for the rest."""
        if not self.is_safe_callable(function):
            raise SecurityError(f"gọi hàm “{getattr(function, '__name__', '…')}”")
        found = super().call(context, function, *args, **kwargs)
        if isinstance(found, range) and isinstance(budget := context.get(BUDGET), Budget):
            budget.spend(len(found))  # a filter may walk through it out of every loop's sight
        return found

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Multiply numbers only: a repeated text could fill the memory."""
        if isinstance(left, str | tuple | list) or isinstance(right, str | tuple | list):
            raise SecurityError("phép nhân chữ")
        return super().call_binop(context, operator, left, right)

    def unsafe_undefined(self, obj: object, attribute: str) -> Undefined:
        """Return what raises SecurityError, in Vietnamese, when it is used."""
        return self.undefined(f"truy cập “{attribute}”", obj=obj, name=attribute, exc=SecurityError)


def short_range(*bounds: int) -> range:
    """Count as Python's range does, but not far."""
    numbers = range(*bounds)
    if len(numbers) > _LONGEST_RANGE:
        raise SecurityError("vòng lặp quá dài")
    return numbers


def join(values: Iterable[object] | None, separator: str = "", attribute: str | None = None) -> str:
    """Print values one after the other with a separator between, or one attribute of each."""
    texts: list[str] = []
    length = 0
    for value in () if values is None else values:
        text = plain_text(value if attribute is None or attribute.startswith("_") else getattr(value, attribute))
        length += len(text) + len(separator)
        if length > LONGEST_TEXT:
            raise SecurityError("giá trị quá dài")
        texts.append(text)
    return separator.join(texts)


def forbidden(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the line and the reason of everything in a template that is not allowed."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if not isinstance(node, (*_ALLOWED, nodes.Helper)):
            yield (
                node.lineno or 1,
                f"Lệnh “{_OPERATORS.get(type(node), type(node).__name__.lower())}” không được dùng trong mẫu",
            )
        elif isinstance(node, nodes.For) and node.recursive:
            yield node.lineno, "Vòng lặp đệ quy không được dùng trong mẫu"
        elif isinstance(node, nodes.Const) and isinstance(node.value, int | float) and not abs(node.value) < _LARGEST:
            yield node.lineno, "Số quá lớn"
        elif (name := _name_in(node)).startswith("_"):
            yield node.lineno, f"Không được truy cập “{name}”"


def unknown_words(tree: nodes.Template, environment: ReportEnvironment) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield the line, the name and the known names of each filter or test that does not exist."""
    for node in tree.find_all((nodes.Filter, nodes.Test)):
        known = environment.filters if isinstance(node, nodes.Filter) else environment.tests
        name = _name_in(node)
        if name not in known:
            yield node.lineno, name, tuple(known)


def bounded(tree: nodes.Template) -> nodes.Template:
    """Return the template with every loop counted and every variable bounded by the rendering's Budget."""
    for node in list(tree.find_all((nodes.For, nodes.Assign))):
        if isinstance(node, nodes.For):
            node.iter = _through("count", node.iter)
        elif isinstance(node, nodes.Assign):
            node.node = _through("bound", node.node)
    return tree


def _through(method: str, expression: nodes.Node) -> nodes.Expr:
    line = expression.lineno
    carrier = nodes.Name(BUDGET, "load", lineno=line)
    return nodes.Call(nodes.Getattr(carrier, method, "load", lineno=line), [expression], [], None, None, lineno=line)


def _name_in(node: nodes.Node) -> str:
    """Return the name a node speaks of: a variable, an attribute, a key, a filter."""
    match node:
        case nodes.Name() | nodes.Filter() | nodes.Test():
            return node.name
        case nodes.Getattr():
            return node.attr
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            return key
        case _:
            return ""


def word_xml(value: object) -> object:
    """Return a value as it goes between <w:t> and </w:t>: escaped, breaks and tabs as Word's elements, no control characters."""
    if isinstance(value, Undefined | Markup):  # the one raises when printed, the other is a constant already escaped
        return value
    text = plain_text(value)
    if text.isprintable():
        return escape(text)
    text = _ILLEGAL.sub("", _BREAK.sub("\n", text))
    return Markup(str(escape(text)).replace("\n", _LINE_BREAK).replace("\t", _TAB))  # noqa: S704 - escaped just before


def word_text(value: object) -> object:
    """Return a value as plain text for a paragraph that Word's template will print, and escape, later."""
    return value if isinstance(value, Undefined) else plain_text(value)
