"""Targets of one indicator with their results, year by year, in panels of a few years each that stand beside or below each other.

A panel is as wide as a phone, so that every number is printed at its mark and none is too small to read. Belongs here: where marks and numbers
of a series lie. Does not: what they are called (``templates/charts.html.j2``), or which rows they come from.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pipelines.site.charts.scales import Scale, Years, linear, px
from schemas.codelists.statuses import statuses

# The drawing of a panel, in its own units: 340 of them are 280 pixels on the smallest phone, where digits of 13.5 are 11 pixels high.
WIDE, LEFT, _YEARS = 340, 30, 9
STEP = (WIDE - LEFT) / _YEARS
_PLOT, _LINE, _FOOT = 140, 15, 40
# Room between a mark and its number, and how wide a digit of it is at most.
_ABOVE, _BELOW, _CHARACTER = 8, 19, 7.8
# From the lowest number to the signs of the verdicts below it.
_SIGN = 17
# Characters that are wider or narrower than a digit, and how much.
_WIDER = dict.fromkeys("≈≥≤", 1.5) | dict.fromkeys(".,()", 0.5)
_HALF, _SIZE, _ARROW, _POINTED = 11, 5.5, 8, 5
# Classes in the order in which they are drawn.
_KINDS = ("range", "set", "about", "arrow", "revised", "newest", "r", "aim", "came")


class Point(NamedTuple):
    """A year: what was set and what came, as figures and as they are printed.

    Attributes:
        year: that the figures are for.
        target: set; of a range its lower end; None where no number is set.
        target_high: the upper end of a range.
        bound: how the target binds, a code of ``bound``.
        target_printed: its number, as short as a column is wide.
        result: what came, as it was first published; None where it is not known.
        result_printed: its number.
        newest: what came, as the newest release has it, where that differs.
        newest_printed: its number.
        status: the verdict's code; None where there is no target.
    """

    year: int
    target: float | None = None
    target_high: float | None = None
    bound: str = "exact"
    target_printed: str = ""
    result: float | None = None
    result_printed: str = ""
    newest: float | None = None
    newest_printed: str = ""
    status: str | None = None


class Line(NamedTuple):
    """Results of another government behind the marks: its code, the class of its stroke, and its figures by year."""

    name: str
    kind: str
    figures: Mapping[int, float]


class Text(NamedTuple):
    """A number at a mark: where, what, and how wide it may be where it would be wider than its column."""

    x: str
    y: str
    text: str
    length: str = ""


class Panel(NamedTuple):
    """A drawing of some years.

    Attributes:
        first: year.
        last: year.
        wide: of the drawing.
        high: of the drawing.
        left: where the column of the first year begins.
        step: how wide a column is.
        grid: the path of the lines at round figures.
        zero: the path of the line at zero; empty where zero is not on the scale.
        ticks: places and texts of the round figures.
        years: places and texts of the years.
        lines: the paths of other governments, each with its class.
        paths: the marks, a path a class, what lies below first.
        texts: the numbers of a class.
        signs: a place and a status a year.
        foot: where signs stand.
    """

    first: int
    last: int
    wide: int
    high: int
    left: str
    step: str
    grid: str
    zero: str
    ticks: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str], ...]
    paths: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, tuple[Text, ...]], ...]
    signs: tuple[tuple[str, str], ...]
    foot: int


def panels(points: Sequence[Point], lines: Sequence[Line] = ()) -> tuple[Panel, ...]:
    """The panels of a series, the newest years first, all on one scale that begins at zero; none of years without a figure of its own."""
    drawn = [point for point in points if _figures(point)]
    if not drawn:
        return ()
    first, last = min(point.year for point in drawn), max(point.year for point in drawn)
    head = _ABOVE + _POINTED + _LINE * (2 if any(point.newest is not None for point in drawn) else 1)
    within = [figure for line in lines for year, figure in line.figures.items() if first <= year <= last]
    figures = [figure for point in drawn for figure in _figures(point)]
    scale = linear([*figures, *within], head + _PLOT, head)
    lowest = max(float(text.y) for point in drawn for _, text in _texts(point, 0, scale))
    foot = math.ceil(max(scale.start + _BELOW + _LINE, lowest + _SIGN))
    spans = [(max(first, end - _YEARS + 1), end) for end in range(last, first - 1, -_YEARS)]
    return tuple(
        _panel(own, lines, scale, foot, *span)
        for span in spans
        if (own := [point for point in drawn if span[0] <= point.year <= span[1]])
    )


def shape(name: str, x: float, y: float, size: float = _SIZE) -> str:
    """The path of a mark: circle, diamond, triangle-down or square; a small circle for what has no shape."""
    if name == "diamond":
        far = size * 1.25
        return f"M{px(x)} {px(y - far)}l{px(far)} {px(far)}l{px(-far)} {px(far)}l{px(-far)} {px(-far)}z"
    if name == "triangle-down":
        return f"M{px(x - size * 1.15)} {px(y - size)}h{px(size * 2.3)}L{px(x)} {px(y + size * 1.1)}z"
    if name == "square":
        return f"M{px(x - size)} {px(y - size)}h{px(2 * size)}v{px(2 * size)}h{px(-2 * size)}z"
    around = f"a{px(size)} {px(size)} 0 1 0"
    return f"M{px(x - size)} {px(y)}{around} {px(2 * size)} 0{around} {px(-2 * size)} 0z"


def _figures(point: Point) -> list[float]:
    """All that is drawn of a year."""
    figures = (point.target, point.target_high, point.result, point.newest)
    return [figure for figure in figures if figure is not None]


def _panel(points: Sequence[Point], lines: Sequence[Line], scale: Scale, foot: int, first: int, last: int) -> Panel:
    years = Years(first, last, LEFT, STEP)
    across = f"H{WIDE}"
    own = [(point, years.at(point.year)) for point in points]
    targets = [path for point, x in own for path in _target_paths(point, x, scale)]
    results = [path for point, x in own for path in _result_paths(point, x, scale)]
    return Panel(
        first=first,
        last=last,
        wide=WIDE,
        high=foot + _FOOT - _BELOW,
        left=px(LEFT),
        step=px(STEP),
        grid="".join(f"M{LEFT} {px(scale.at(tick))}{across}" for tick in scale.ticks if tick),
        zero=f"M{LEFT} {px(scale.at(0))}{across}" if scale.holds_zero else "",
        ticks=tuple((px(scale.at(tick)), f"{tick:g}".replace("-", "−")) for tick in scale.ticks),
        years=tuple((px(x), text) for x, text in years.labels),
        lines=tuple((line.kind, path) for line in lines if (path := _path(line, years, scale))),
        paths=tuple((kind, "".join(each)) for kind, each in _by_kind([*targets, *results]).items()),
        texts=tuple(
            (kind, tuple(each))
            for kind, each in _by_kind(text for point, x in own for text in _texts(point, x, scale)).items()
        ),
        signs=tuple((px(x), point.status) for point, x in own if point.status),
        foot=foot,
    )


def _by_kind(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    """What is of each class, in the order of ``_KINDS``."""
    by_kind: dict[str, list[Any]] = {}
    for kind, each in pairs:
        by_kind.setdefault(kind, []).append(each)
    return {kind: by_kind[kind] for kind in sorted(by_kind, key=lambda kind: (_KINDS.index(kind.split()[0]), kind))}


def _path(line: Line, years: Years, scale: Scale) -> str:
    """A stroke through the figures of a panel, broken where a year has none."""
    path, before = "", None
    for year in range(years.first, years.last + 1):
        figure = line.figures.get(year)
        if figure is not None:
            path += f"{'M' if before is None else 'L'}{px(years.at(year))} {px(scale.at(figure))}"
        before = figure
    return path


def _target_paths(point: Point, x: float, scale: Scale) -> list[tuple[str, str]]:
    """A bar at the target; a box for a range, broken for about, with an arrow for a target that is open to one side."""
    if point.target is None:
        return []
    y = scale.at(point.target)
    if point.target_high is not None:
        top = scale.at(point.target_high)
        return [("range", f"M{px(x - _HALF)} {px(top)}h{2 * _HALF}V{px(y)}h{-2 * _HALF}z")]
    bar = f"M{px(x - _HALF)} {px(y)}h{2 * _HALF}"
    paths = [("about" if point.bound == "about" else "set", bar)]
    if point.bound in ("at_least", "at_most"):
        way = -1 if point.bound == "at_least" else 1
        left = x - _HALF + 3
        paths.append(("arrow", f"M{px(left)} {px(y)}v{way * _ARROW}m-3 {-3 * way}l3 {3 * way}l3 {-3 * way}"))
    return paths


def _result_paths(point: Point, x: float, scale: Scale) -> list[tuple[str, str]]:
    """The mark of the verdict at the result, and a ring at what the newest release says."""
    paths = []
    if point.newest is not None:
        paths.append(("newest", shape("", x, scale.at(point.newest), 4)))
    if point.result is not None:
        known = statuses().get(point.status or "")
        kind = f"r {point.status}" if known and known.shape else "r hollow"
        paths.append((kind, shape(known.shape if known else "", x, scale.at(point.result))))
    if point.newest is not None and point.result is not None:
        paths.append(("revised", f"M{px(x)} {px(scale.at(point.result))}V{px(scale.at(point.newest))}"))
    return paths


def _texts(point: Point, x: float, scale: Scale) -> list[tuple[str, Text]]:
    """The numbers: what is higher has its own above all marks of the year, what is lower below them."""
    places = [scale.at(figure) for figure in _figures(point)]
    came = [("came", point.result_printed)] if point.result is not None else []
    if point.newest is not None:
        came.append(("newest", f"({point.newest_printed})"))
    aim = [("aim", point.target_printed)] if point.target is not None else []
    result = point.newest if point.result is None else point.result
    is_above = result is not None and (point.target is None or result >= point.target)
    over, under = (came, aim) if is_above else (aim, came)
    # An arrow on the same side as the target's own number pushes it away.
    top = min(places) - _ABOVE - (_POINTED if point.bound == "at_least" and over is aim else 0)
    bottom = max(places) + _BELOW + (_POINTED if point.bound == "at_most" and under is aim else 0)
    return [(kind, _text(x, top - _LINE * place, text)) for place, (kind, text) in enumerate(over)] + [
        (kind, _text(x, bottom + _LINE * place, text)) for place, (kind, text) in enumerate(under)
    ]


def _text(x: float, y: float, text: str) -> Text:
    is_wide = sum(_WIDER.get(each, 1) for each in text) * _CHARACTER > STEP + 1
    return Text(px(x), px(y), text, px(STEP - 1) if is_wide else "")
