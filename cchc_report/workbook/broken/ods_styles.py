"""What the styles of an .ods say of cells, spans of text and sheets: struck out, raised, hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass
class OdsStyles:
    """Names of styles by what they do; gathered element by element."""

    struck: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)  # of sheets
    name: str = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Open an element of the styles."""
        match tag:
            case "style:style":
                self.name = attributes.get("style:name", "")
            case "style:text-properties":
                if _draws_line(attributes, "style") or _draws_line(attributes, "type"):
                    self.struck.add(self.name)
                if _is_raised(attributes.get("style:text-position", "")):
                    self.raised.add(self.name)
            case "style:table-properties" if attributes.get("table:display") == "false":
                self.hidden.add(self.name)


def _draws_line(attributes: Mapping[str, str], kind: str) -> bool:
    return attributes.get(f"style:text-line-through-{kind}", "none") != "none"


def _is_raised(position: str) -> bool:
    """Tell whether a position is above or below the line: `super 58%`, `-33% 58%`."""
    first = position.split(" ", maxsplit=1)[0]
    return first in ("super", "sub") or (first.endswith("%") and first.rstrip("%").strip("-0.") != "")
