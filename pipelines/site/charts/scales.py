"""From figures to places in a drawing. Belongs here: scales, their round numbers, and how a place is printed. Does not: any mark."""

import math
from collections.abc import Iterable
from typing import NamedTuple

# A step between round numbers is one of these times a power of ten.
_ROUND = (1, 2, 2.5, 5, 10)


class Scale(NamedTuple):
    """A line of figures from one place of the drawing to another.

    Attributes:
        low: the figure at ``start``.
        high: the figure at ``end``.
        start: a place; below ``end`` on a screen where figures grow upwards.
        end: a place.
        ticks: the round figures on it.
    """

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...]

    def at(self, figure: float) -> float:
        """Where a figure lies."""
        return self.start + (figure - self.low) * (self.end - self.start) / (self.high - self.low)

    @property
    def holds_zero(self) -> bool:
        """Whether zero lies on it; where it does not, the page says so."""
        return self.low <= 0 <= self.high


def linear(figures: Iterable[float], start: float, end: float, *, zero: bool = True, steps: int = 4) -> Scale:
    """A scale of all figures, from the lowest to the highest.

    Args:
        figures: what is to lie on it; none gives 0 to 1.
        start: where it begins.
        end: where it ends.
        zero: whether zero is to lie on it.
        steps: at most so many from one round figure to the next.
    """
    held = [*figures, *([0.0] if zero else [])] or [0.0]
    low, high = min(held), max(held)
    if low == high:
        high = low + 1
    step = _round_step((high - low) / steps)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(round(number * step, 10) for number in range(first, last + 1))
    return Scale(low, high, start, end, ticks)


class Years(NamedTuple):
    """Years beside each other, a column each.

    Attributes:
        first: year.
        last: year.
        start: where the first column begins.
        step: how wide a column is.
    """

    first: int
    last: int
    start: float
    step: float

    def at(self, year: float) -> float:
        """The middle of a year's column."""
        return self.start + (year - self.first + 0.5) * self.step

    @property
    def labels(self) -> list[tuple[float, str]]:
        """Where each year is named, and how: the first and each that begins a decade whole, the others by two digits."""
        return [(self.at(year), self._label(year)) for year in range(self.first, self.last + 1)]

    def _label(self, year: int) -> str:
        return str(year) if year == self.first or (year % 10 == 0 and year - self.first > 1) else f"{year % 100:02d}"


def px(place: float) -> str:
    """A place as a drawing prints it: one decimal at most."""
    text = f"{place:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _round_step(about: float) -> float:
    power = 10.0 ** math.floor(math.log10(about))
    return next(times * power for times in _ROUND if times * power >= about - 1e-12)
