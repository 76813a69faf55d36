"""Small charts of one series, a province each, beside each other on the same axes, so that they are compared at a glance.

Belongs here: where their marks lie. Does not: the numbers, which stand in the table of the same series.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from pipelines.site import addresses
from pipelines.site.cell_text import Unit
from pipelines.site.charts.scales import Scale, Years, linear, px
from pipelines.site.grid import Cell, Place, cell_of
from pipelines.site.regions import ABOVE_CITIES, NATION
from pipelines.site.series import RATES, Series

WIDE, HIGH = 150, 92
_LEFT, _TOP, _FOOT, _YEARS = 20, 8, 14, 15
# So many provinces with so many years at least: fewer are read in the table.
_PROVINCES, _SPAN = 12, 4
_HALF = 3
# A verdict's mark around its point; a met target is a dot, which the stroke's round end draws.
_MARKS = {"met": "h0", "near": "m0-3l3 3l-3 3l-3-3z", "missed": "m-3-2.5h6l-3 5.5z"}


class Small(NamedTuple):
    """A province's chart.

    Attributes:
        name: of the province.
        page: its page; empty where it has none.
        newest: the cell of its newest year with a result, and that year; None where it has none.
        aims: the path of its targets.
        came: the path of its results.
        marks: a path a verdict.
    """

    name: str
    page: str
    newest: tuple[int, Cell] | None
    aims: str
    came: str
    marks: list[tuple[str, str]]


class Multiples(NamedTuple):
    """Charts on the same axes: the first and last year, ticks with their heights, the path of the nation's results, the charts."""

    first: int
    last: int
    ticks: list[tuple[str, str]]
    grid: str
    nation: str
    charts: list[Small]


class _Axes(NamedTuple):
    """Where years and figures lie in each of the charts; ``size`` is how many base units a figure counts."""

    scale: Scale
    years: Years
    size: float


def multiples(series: Series, unit: Unit, language: str, named: Mapping[str, Place]) -> Multiples | None:
    """The charts of all provinces that set targets of a rate; None for amounts, and where too few are to be compared."""
    if series.measure not in RATES:
        return None
    last = int(series.rows.select(pl.col("year").max()).item())
    rows = series.rows.filter(pl.col("year") > last - _YEARS, pl.col("level").is_in(ABOVE_CITIES))
    by_code = {code: part.to_dicts() for (code,), part in rows.partition_by("region_code", as_dict=True).items()}
    provinces = {code: by_code[code] for code in sorted(by_code) if code != NATION}
    if sum(len(of_one) >= _SPAN for of_one in provinces.values()) < _PROVINCES:
        return None
    size = float(unit.size)
    figures = [
        float(row[name]) / size
        for row in rows.to_dicts()
        for name in ("value_base", "actual_base")
        if row[name] is not None
    ]
    scale = linear(figures, HIGH - _FOOT, _TOP, steps=3)
    first = min(row["year"] for of_one in provinces.values() for row in of_one)
    axes = _Axes(scale, Years(first, last, _LEFT, (WIDE - _LEFT) / (last - first + 1)), size)
    return Multiples(
        first,
        last,
        [(px(scale.at(tick)), f"{tick:g}".replace("-", "−")) for tick in scale.ticks],
        "".join(f"M{_LEFT} {px(scale.at(tick))}H{WIDE}" for tick in scale.ticks),
        _came(by_code.get(NATION, []), axes),
        [_small(named[code], of_one, axes, _newest(of_one, unit, language)) for code, of_one in provinces.items()],
    )


def _small(place: Place, rows: Sequence[Mapping[str, Any]], axes: _Axes, newest: tuple[int, Cell] | None) -> Small:
    scale, years, size = axes
    aims = "".join(
        f"M{px(years.at(row['year']) - _HALF)} {px(scale.at(float(row['value_base']) / size))}h{2 * _HALF}"
        for row in rows
    )
    marks = [
        (status, "".join(_point(row, axes) + mark for row in rows if _has_result(row) and row["status"] == status))
        for status, mark in _MARKS.items()
    ]
    page = addresses.place(place.code) if place.at_hand else ""
    return Small(place.name, page, newest, aims, _came(rows, axes), [(status, path) for status, path in marks if path])


def _newest(rows: Sequence[Mapping[str, Any]], unit: Unit, language: str) -> tuple[int, Cell] | None:
    """The newest year with a result, and its cell."""
    of = next((row for row in reversed(rows) if _has_result(row)), None)
    return (of["year"], cell_of(of, unit, language)) if of else None


def _has_result(row: Mapping[str, Any]) -> bool:
    return row["actual_base"] is not None


def _came(rows: Sequence[Mapping[str, Any]], axes: _Axes) -> str:
    """A stroke through the results, broken where a year has none."""
    path, before = "", 0
    for row in filter(_has_result, rows):
        path += ("L" if before and row["year"] == before + 1 else "M") + _point(row, axes)[1:]
        before = row["year"]
    return path


def _point(row: Mapping[str, Any], axes: _Axes) -> str:
    scale, years, size = axes
    return f"M{px(years.at(row['year']))} {px(scale.at(row['actual_base'] / size))}"
