"""The pairs of the table ``conflicts`` with the figures themselves, for people: what both measure, what each prints, and who printed it.

Belongs here: looking the figures up. Does not: which figures differ (``conflicts.sql``), or the sentence about it (``wording``).
"""

import polars as pl

from pipelines.wording.units import quantity_en
from schemas import contract


def disagreements(conflicts: pl.DataFrame, candidates: pl.DataFrame) -> pl.DataFrame:
    """A row a pair, the most digits apart first, with columns ``region``, ``indicator``, ``measure``, ``period``, ``figure``, ``source``, ``other_figure``, ``other_source``.

    Args:
        conflicts: the table; a pair that could judge targets of several reports counts once.
        candidates: the table that holds the figures.
    """
    pairs = conflicts.unique(["statistic_id", "other_statistic_id"], keep="first", maintain_order=True)
    one, other = _figures(candidates), _figures(candidates).rename(lambda name: f"other_{name}")
    indicators = contract.codelist("indicators").select("indicator_id", indicator="name_en")
    regions = contract.codelist("regions").select("region_code", region="name_en")
    return (
        pairs.sort(-pl.col("difference").abs() / pl.col("last_digit"), "statistic_id", "other_statistic_id")
        .join(one, on="statistic_id", how="left", maintain_order="left")
        .join(other, on="other_statistic_id", how="left", maintain_order="left")
        .join(regions, on="region_code", how="left", maintain_order="left")
        .join(indicators, on="indicator_id", how="left", maintain_order="left")
        .select(
            "region",
            "indicator",
            "measure",
            "period",
            _printed("figure"),
            "source",
            _printed("other_figure"),
            "other_source",
        )
    )


def _printed(figure: str) -> pl.Expr:
    """A figure as English prints it; there are few pairs, so each is worked out by itself."""
    return pl.col(figure).map_elements(lambda parts: quantity_en(parts["value"], parts["unit"]), return_dtype=pl.String)


def _figures(candidates: pl.DataFrame) -> pl.DataFrame:
    """Every figure as it was printed, and who printed it where."""
    return candidates.unique("statistic_id", keep="first").select(
        "statistic_id",
        figure=pl.struct("value", "unit"),
        source=pl.format("{}, {}", "publisher", "source_title"),
    )
