"""A dot a government and year: how far its result lies from its target, and by its shape what the verdict is.

Dots of one verdict are one path of many tiny strokes, so that a thousand of them are a few kilobytes. Belongs here: where dots lie. Does not: what
they are called (``templates/home.html.j2``), or which figures they are.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipelines.site.charts.scales import Scale, Years, linear

# The drawing in its own units, of which a phone shows one in a pixel; marks are placed in halves of them, so that places are whole numbers.
WIDE, HIGH = 340, 200
_LEFT, _RIGHT, _TOP, _FOOT, _HALVES = 40, 8, 8, 22, 2
# Dots that lie closer than this in height, in halves, stand beside each other, so far apart where there is room.
_STEP = 7
# So many of a hundred at either end may lie beyond the frame, where they are drawn at its edge and counted.
_BEYOND = 0.01
# A shape around a place, as strokes from it, no wider than a step, since three that touch seem a hollow fourth; a circle is a stroke of no length with round ends.
SHAPES = {"circle": "h0", "diamond": "m0-4 4 4-4 4-4-4z", "triangle-down": "m-4-3h8l-4 7z"}


class Dot(NamedTuple):
    """The year that a target was for, its result less its target, its verdict, and whether it is the nation's."""

    year: int
    gap: float
    status: str
    nation: bool


class Drawing(NamedTuple):
    """Where everything of a drawing lies.

    Attributes:
        paths: status -> its dots as one path, in halves of a unit, in the order in which they are drawn.
        rings: the middles of the nation's dots, in halves of a unit.
        scale: of the heights.
        years: of the columns.
        beyond: how many dots lie beyond the frame.
    """

    paths: Mapping[str, str]
    rings: Sequence[tuple[int, int]]
    scale: Scale
    years: Years
    beyond: int


def drawing(dots: Sequence[Dot], shapes: Mapping[str, str], first: int, last: int) -> Drawing:
    """The drawing of the dots of some years.

    Args:
        dots: in any order; those of other years are left out.
        shapes: status -> its shape, a key of ``SHAPES``, in the order in which they are drawn: what is to be seen lies at the end.
        first: year.
        last: year.
    """
    shown = [dot for dot in dots if first <= dot.year <= last]
    years = Years(first, last, _LEFT, (WIDE - _LEFT - _RIGHT) / (last - first + 1))
    scale = _scale([dot.gap for dot in shown])
    places = [(dot, place) for year in range(first, last + 1) for dot, place in _column([d for d in shown if d.year == year], scale, years)]  # fmt: skip
    paths = {
        status: "".join(f"M{x} {y}{SHAPES[shape]}" for dot, (x, y) in places if dot.status == status)
        for status, shape in shapes.items()
    }
    beyond = sum(not scale.low <= dot.gap <= scale.high for dot in shown)
    return Drawing(paths, [place for dot, place in places if dot.nation], scale, years, beyond)


def _scale(gaps: Sequence[float]) -> Scale:
    """The scale of the heights, from one round figure to another, with room for all gaps but the outermost."""
    ordered, left_out = sorted(gaps) or [-1.0, 1.0], int(len(gaps) * _BEYOND)
    rough = linear([ordered[left_out], ordered[-1 - left_out]], HIGH - _FOOT, _TOP)
    step = rough.ticks[1] - rough.ticks[0] if len(rough.ticks) > 1 else 1.0
    ends = (math.floor(rough.low / step) * step, math.ceil(rough.high / step) * step)
    return linear(ends, HIGH - _FOOT, _TOP, steps=6)


def _column(dots: Sequence[Dot], scale: Scale, years: Years) -> Iterable[tuple[Dot, tuple[int, int]]]:
    """The dots of a year: those of about one height beside each other around its middle, the nation's first."""
    rows: dict[int, list[Dot]] = {}
    for dot in sorted(dots, key=lambda dot: (not dot.nation, dot.status, dot.gap)):
        held = min(max(dot.gap, scale.low), scale.high)
        rows.setdefault(round(scale.at(held) * _HALVES / _STEP), []).append(dot)
    for row, beside in sorted(rows.items()):
        step = min(_STEP + 1, (years.step * _HALVES - _STEP) / max(len(beside) - 1, 1))
        for number, dot in enumerate(beside):
            # 0, 1, -1, 2, -2 … steps from the middle; of an even number half a step less.
            aside = (number + 1) // 2 * (1 if number % 2 else -1) - (len(beside) + 1) % 2 / 2
            yield dot, (round(years.at(dot.year) * _HALVES + aside * step), row * _STEP)
