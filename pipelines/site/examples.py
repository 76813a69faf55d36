"""Worked examples: one target of each verdict that the method is shown by, chosen by rule from the data at hand.

Belongs here: which rows. Does not: how a page works them out (``templates/method``).
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipelines.site.prepare import CODED
from pipelines.site.source import Source

# The verdicts, in the order of the page.
SHOWN = ("met", "near", "missed", "not_comparable", "no_data")
# From which level of government an example is taken first.
_LEVELS = ("province", "sub_provincial_city", "prefecture", "county", "nation")


def examples(source: Source) -> list[dict[str, Any]]:
    """The rows with ``published_precision`` of their figures, at most one of each verdict and each of another government where there are enough.

    Of a verdict it is the newest of the headline indicators' targets for the year itself, of a province first, under the indicator's
    own name, with its own address where the source has one; a figure whose year alone is in doubt shows no difference of definition,
    and of targets without a figure those come first that the next report does not mention.
    """
    precisions = dict(source.columns("statistics", "statistic_id", "published_precision").iter_rows())
    used: list[str] = []
    chosen = []
    for status in SHOWN:
        if (row := _first(source, status, used)) is not None:
            used.append(row["region_code"])
            chosen.append(row | {"published_precision": precisions.get(row["statistic_id"])})
    return chosen


def _first(source: Source, status: str, used: list[str]) -> dict[str, Any] | None:
    rows = source.table("coded", status=status, counted=True, for_year=True)
    named = source.table("indicators").select("indicator_id", "name_zh")
    order = list(_ranked())
    best = (
        rows.filter(pl.col("value").is_not_null())
        .join(named, on="indicator_id", how="left", maintain_order="left")
        .sort(order, descending=[False] * (len(order) - 3) + [True, False, False])
    )
    fresh = best.filter(pl.col("region_code").is_in(used).not_())
    return next(iter((fresh if fresh.height else best).head(1).to_dicts()), None)


def _ranked() -> Iterator[pl.Expr]:
    """What an example is chosen by, the weightiest first; the last three are year (newest first), rank and id."""
    yield pl.col("rank") >= CODED
    yield pl.col("level").replace_strict(_LEVELS, range(len(_LEVELS)), default=len(_LEVELS), return_dtype=pl.Int8)
    yield (pl.col("comparability_reason") == "period_in_doubt").fill_null(value=False)
    yield (pl.col("status") == "no_data") & (pl.col("claim") != "silent").fill_null(value=True)
    yield pl.col("indicator") != pl.col("name_zh")
    yield pl.col("year")
    yield pl.col("rank")
    yield pl.col("target_id")
