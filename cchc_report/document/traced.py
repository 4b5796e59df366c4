"""Values that remember which figures they come from, on their way through a template to the place where they are printed.

Knows Jinja; what a figure is, only the `origin` it is given knows. A traced printing has the very text of a plain one, with
marks round each printed figure: `Trace.tokens` finds them again.
"""

import re
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from decimal import Decimal
from functools import wraps
from typing import Any, NamedTuple

from jinja2 import Template, nodes
from jinja2.runtime import Context
from markupsafe import Markup

from cchc_report.document.sandbox import ReportEnvironment

FigureSources = tuple[str, ...]  # full names of figures and codes of rows
Origin = Callable[[object, str], str | None]  # an object and an attribute of it to the figure that is read there

# No text of a workbook holds these: they are code points for private use that no font and no keyboard has.
_START, _NAMED, _END = "\U0010fff0", "\U0010fff1", "\U0010fff2"
_MARK = re.compile(f"({_START}[0-9]{{1,6}}{_NAMED}|{_END})")
_CARRIED = "_carried"  # a function no template can name


class TracedInt(int):
    """A whole number with its sources."""

    sources: FigureSources


class TracedDecimal(Decimal):
    """A decimal number with its sources."""

    sources: FigureSources


class TracedTuple(tuple[object, ...]):
    """A list with its sources; its entries have their own."""

    sources: FigureSources


class TracedMarkup(Markup):
    """A text that is escaped already, with its sources."""

    sources: FigureSources


class Piece(NamedTuple):
    """A part of a text, with the sources of the figure it prints; none for what stands between figures."""

    text: str
    sources: FigureSources


class TracedText(str):
    """A text with the pieces it was put together from."""

    pieces: tuple[Piece, ...]

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> "TracedText":
        """Put a text together."""
        kept = tuple(pieces)
        made = cls("".join(piece.text for piece in kept))
        made.pieces = kept
        return made

    @property
    def sources(self) -> FigureSources:
        """The sources of all pieces."""
        return _united(piece.sources for piece in self.pieces)


class Trace:
    """The marks of one printing: which number stands for which sources."""

    def __init__(self, origin: Origin) -> None:
        self.origin = origin
        self._numbers: dict[FigureSources, int] = {}

    def marked(self, text: str, sources: FigureSources) -> str:
        """Return a text between marks; nothing is marked where there is nothing to see."""
        if not text or not sources:
            return text
        number = self._numbers.setdefault(sources, len(self._numbers))
        return f"{_START}{number}{_NAMED}{text}{_END}"

    def tokens(self, text: str) -> Iterator[str | FigureSources]:
        """Yield a printed text bit by bit: the sources where a figure begins, nothing () where it ends, the text between."""
        known = list(self._numbers)
        for token in filter(None, _MARK.split(text)):
            if token == _END:
                yield ()
            elif token.startswith(_START):
                number = int(token[1:-1])
                yield known[number] if number < len(known) else ()
            else:
                yield token

    def pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of a printed text."""
        sources: FigureSources = ()
        for token in self.tokens(text):
            if isinstance(token, tuple):
                sources = token
            else:
                yield Piece(token, sources)


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return _MARK.sub("", text) if is_marked(text) else text


def is_marked(text: str) -> bool:
    """Tell whether a text has marks."""
    return _START in text or _END in text


class TracingEnvironment(ReportEnvironment):
    """The sandbox, in which every value read from a figure carries it along, through filters, sums and variables."""

    intercepted_binops = frozenset({"*", "+", "-", "/", "//", "%", "**"})

    def __init__(self, trace: Trace, printable: Callable[[object], object], *, autoescape: bool = True) -> None:
        super().__init__(printable, autoescape=autoescape)
        self._trace = trace
        self._printable = printable
        self._noted: list[list[str]] = []  # of each filter at work, the figures it has read itself
        self.finalize = self._print
        self.filters = {name: self._carrying(function) for name, function in self.filters.items()}
        self.globals = {name: self._carrying(function) for name, function in self.functions.items()}
        self.globals[_CARRIED] = lambda value, operands: _carry(value, _sources_of_all(operands))
        self._callables = tuple(self.globals.values())

    def from_string(
        self,
        source: str | nodes.Template,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - name and Any are Jinja's own
        template_class: type[Template] | None = None,
    ) -> Template:
        """Compile a template; texts joined by `~` keep their sources."""
        joined = _joining(source) if isinstance(source, nodes.Template) else source
        return super().from_string(joined, globals, template_class)

    def getattr(self, obj: object, attribute: str) -> object:
        """Read an attribute; a figure's value remembers the figure."""
        return self._read(super().getattr(obj, attribute), obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Read an item, or an attribute by its name."""
        found = super().getitem(obj, argument)
        return self._read(found, obj, argument) if isinstance(argument, str) else found

    def call(self, context: Context, function: object, *args: object, **kwargs: object) -> object:
        """Call what is allowed; the text a text's method returns keeps its sources."""
        return _carry(super().call(context, function, *args, **kwargs), _sources(getattr(function, "__self__", None)))

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Reckon; the result comes from both sides."""
        if operator == "*":
            found = super().call_binop(context, operator, left, right)
        else:
            found = self.binop_table[operator](left, right)
        return _carry(found, _sources_of_all((left, right)))

    def _read(self, value: object, obj: object, attribute: str) -> object:
        name = self._trace.origin(obj, attribute)
        if name is None:
            return value
        if self._noted:
            self._noted[-1].append(name)
        return _carry(value, (name,))

    def _carrying(self, function: Callable[..., object]) -> Callable[..., object]:
        @wraps(function)
        def carry(*args: object, **kwargs: object) -> object:
            self._noted.append([])
            try:
                found = function(*args, **kwargs)
            finally:
                noted = self._noted.pop()
            return _carry(found, _united([_sources_of_all(args), tuple(noted)]))

        return carry

    def _print(self, value: object) -> object:
        """Return a value as the plain printing has it, with marks round what comes from figures."""
        if isinstance(value, TracedText):
            printed = [(self._printable(piece.text), piece.sources) for piece in value.pieces]
        else:
            printed = [(self._printable(value), _sources(value))]
            if not printed[0][1]:
                return printed[0][0]
        text = "".join(self._trace.marked(str(piece), sources) for piece, sources in printed)
        return Markup(text) if self.autoescape else text  # noqa: S704 - every piece is escaped


def _carry(value: object, sources: FigureSources) -> object:
    """Return a number, a text or a list with its sources; anything else as it is."""
    if not sources:
        return value
    made: TracedInt | TracedDecimal | TracedTuple | TracedMarkup
    match value:
        case bool():
            return value
        case int():
            made = TracedInt(value)
        case Decimal():
            made = TracedDecimal(value)
        case Markup():
            made = TracedMarkup(value)
        case str():
            return TracedText.of([Piece(str(value), sources)])
        case tuple():
            made = TracedTuple(value)
        case _:
            return value
    made.sources = sources
    return made


def _sources(value: object) -> FigureSources:
    if isinstance(value, TracedInt | TracedDecimal | TracedTuple | TracedMarkup | TracedText):
        return value.sources
    return _sources_of_all(value) if type(value) in {tuple, list} and isinstance(value, tuple | list) else ()


def _sources_of_all(values: Iterable[object]) -> FigureSources:
    return _united(map(_sources, values))


def _united(several: Iterable[FigureSources]) -> FigureSources:
    return tuple(dict.fromkeys(name for sources in several for name in sources))


def _joining(tree: nodes.Template) -> nodes.Template:
    """Let every text joined by `~` come from what it was joined from."""
    for node in list(tree.find_all(nodes.Node)):
        for name, value in list(node.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(node, name, _carried(value))
            elif isinstance(value, list):
                setattr(node, name, [_carried(one) if isinstance(one, nodes.Concat) else one for one in value])
    return tree


def _carried(joined: nodes.Concat) -> nodes.Expr:
    line = joined.lineno
    operands = nodes.List(joined.nodes, lineno=line)
    return nodes.Call(nodes.Name(_CARRIED, "load", lineno=line), [joined, operands], [], None, None, lineno=line)
