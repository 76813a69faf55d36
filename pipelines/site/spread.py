"""How far apart the targets of governments lie, by year: the numbers and the picture of them.

Belongs here: quartiles, and where they are drawn. Does not: a line of one government (``charts``).
"""

from decimal import Decimal
from typing import NamedTuple

import polars as pl

from pipelines.site.cell_text import Unit, number
from pipelines.site.charts.scales import linear
from pipelines.site.regions import NATION
from pipelines.site.series import RATES, Series

# Fewer governments than these have no spread; so many years are drawn.
_FEWEST, _YEARS = 5, 20
WIDTH, HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 300, 34, 10, 18, 26


class Year(NamedTuple):
    """The targets of a year: how many governments set one, and where they lie, printed, and as heights in the picture."""

    year: int
    governments: int
    x: float
    printed: dict[str, str]
    y: dict[str, float]


class Spread(NamedTuple):
    """A picture of targets by year.

    Attributes:
        years: oldest first.
        ticks: heights of the lines across, with their numbers.
        half: half the width of a box.
    """

    years: list[Year]
    ticks: list[tuple[float, str]]
    half: float


_SHARES = {"low": 0.1, "lower": 0.25, "median": 0.5, "upper": 0.75, "high": 0.9}


def spread(series: Series, unit: Unit, language: str) -> Spread | None:
    """The spread of a series by year; None for amounts, which large and small governments do not share, and where too few set targets."""
    if series.measure not in RATES:
        return None
    table = _by_year(series.rows, float(unit.size))
    if table.height < 2:
        return None
    drawn = pl.concat([table[name].drop_nulls() for name in ("low", "high", "nation")]).to_list()
    scale = linear(drawn, HEIGHT - _BOTTOM, _TOP)

    def height(value: float) -> float:
        return round(scale.at(value), 1)

    def printed(value: float) -> str:
        return number(Decimal(str(round(value, 6))) * unit.size, unit, language)

    wide = (WIDTH - _LEFT - _RIGHT) / table.height
    years = [
        Year(
            row["year"],
            row["governments"],
            round(_LEFT + wide * (place + 0.5), 1),
            {name: printed(row[name]) for name in ("least", *_SHARES, "most", "nation") if row[name] is not None},
            {name: height(row[name]) for name in (*_SHARES, "nation") if row[name] is not None},
        )
        for place, row in enumerate(table.iter_rows(named=True))
    ]
    ticks = [(height(tick), printed(tick)) for tick in scale.ticks]
    return Spread(years, ticks, round(min(14, wide / 3), 1))


def _by_year(rows: pl.DataFrame, size: float) -> pl.DataFrame:
    """A row a year with enough governments: how many, the least and most of their targets, shares of them, and the nation's."""
    value = rows.select(
        "year", is_nation=pl.col("region_code") == NATION, value=pl.col("value_base").cast(pl.Float64) / size
    )
    nation = value.filter("is_nation").select("year", nation="value")
    shares = {name: pl.col("value").quantile(share, "linear") for name, share in _SHARES.items()}
    return (
        value.filter(~pl.col("is_nation"))
        .group_by("year")
        .agg(governments=pl.len(), least=pl.col("value").min(), most=pl.col("value").max(), **shares)
        .filter(pl.col("governments") >= _FEWEST)
        .join(nation, on="year", how="left")
        .sort("year")
        .tail(_YEARS)
    )
