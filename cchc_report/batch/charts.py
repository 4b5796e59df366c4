"""Charts as values: labelled bars and a line with their places in a drawing 360 units wide, ready to be printed as SVG.

The drawing is as wide as a phone, so that its letters stay readable there. Knows no figures and no HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from cchc_report.ground.numbers import format_number, round_half_up

WIDTH = 360
_BAR_STEP = 34  # a line for the label, and the bar below it
_LONGEST_LABEL = 44  # letters that fit beside the value
_LEFT, _RIGHT, _TOP, _BOTTOM = 42, 334, 26, 150  # where the points of a line may lie
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Bar:
    """A labelled value: `printed` is how it reads, `share` how long its bar is, from 0 to 1."""

    label: str
    printed: str
    share: Decimal

    @property
    def short_label(self) -> str:
        """The label, cut where it would run into the value."""
        return self.label if len(self.label) <= _LONGEST_LABEL else self.label[: _LONGEST_LABEL - 1].rstrip() + "…"

    @property
    def length(self) -> str:
        """The bar's length in the drawing."""
        return _coordinate(self.share * WIDTH)


@dataclass(frozen=True)
class BarChart:
    """Bars below each other; `described` is all of them as one sentence for who cannot see the drawing."""

    id: str
    title: str
    bars: tuple[Bar, ...]
    note: str = ""

    @property
    def height(self) -> int:
        """The height of the drawing."""
        return _BAR_STEP * len(self.bars)

    @property
    def rows(self) -> tuple[tuple[int, Bar], ...]:
        """Each bar with the top of its row."""
        return tuple((_BAR_STEP * index, bar) for index, bar in enumerate(self.bars))

    @property
    def described(self) -> str:
        """Every bar in words."""
        return "; ".join(f"{bar.label}: {bar.printed}" for bar in self.bars) + "."


@dataclass(frozen=True)
class ChartPoint:
    """The rate of several communes at one time, in percent."""

    label: str
    rate: Decimal
    communes: int  # that it is the rate of

    @property
    def printed(self) -> str:
        """The rate as it reads."""
        return f"{format_number(self.rate, 2)}%"


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """Rates over time, the oldest first; the scale reaches from whole tens below the lowest to 100 % or what is above it."""

    id: str
    title: str
    points: tuple[ChartPoint, ...]
    note: str = ""
    height: int = 190

    @property
    def scale(self) -> tuple[Decimal, Decimal]:
        """The lowest and highest rate of the drawing."""
        rates = [point.rate for point in self.points]
        lowest = (min(rates) / 10).to_integral_value(ROUND_FLOOR) * 10
        highest = max(_HUNDRED, (max(rates) / 10).to_integral_value(ROUND_CEILING) * 10)
        return (lowest if lowest < highest else highest - 10), highest

    @property
    def marks(self) -> tuple[tuple[str, str, ChartPoint], ...]:
        """Each point with its x and y."""
        low, high = self.scale
        step = Decimal(_RIGHT - _LEFT) / max(1, len(self.points) - 1)
        return tuple(
            (
                _coordinate(_LEFT + index * step),
                _coordinate(_BOTTOM - (point.rate - low) / (high - low) * (_BOTTOM - _TOP)),
                point,
            )
            for index, point in enumerate(self.points)
        )

    @property
    def path(self) -> str:
        """The corners of the line."""
        return " ".join(f"{x},{y}" for x, y, _ in self.marks)

    @property
    def axis(self) -> tuple[tuple[int, str], ...]:
        """The y and the text of the scale's ends."""
        low, high = self.scale
        return (_BOTTOM, f"{format_number(low)}%"), (_TOP, f"{format_number(high)}%")

    @property
    def described(self) -> str:
        """Every point in words."""
        return "; ".join(f"{point.label}: {point.printed}" for point in self.points) + "."


def counted_bars(counts: Sequence[tuple[str, int]]) -> tuple[Bar, ...]:
    """Return bars of counts; the greatest is as long as the drawing is wide."""
    most = max((count for _, count in counts), default=0) or 1
    return tuple(Bar(label, format_number(count), Decimal(count) / most) for label, count in counts)


def rate_bar(label: str, rate: Decimal) -> Bar:
    """Return the bar of a percentage on a scale from 0 to 100 %."""
    return Bar(label, f"{format_number(rate, 2)}%", min(max(rate, Decimal(0)), _HUNDRED) / 100)


def _coordinate(value: Decimal) -> str:
    """Print a coordinate for SVG with one decimal."""
    return f"{round_half_up(value, 1):f}"
