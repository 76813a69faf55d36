"""Targets beside what became of them and the figure that judged, as every form for people shows them.

Belongs here: joining the tables of a package. Does not: which rows a package has (``contents``), or how a cell is printed.
"""

from collections.abc import Mapping

import polars as pl

import schemas
from pipelines.wording.sentences import explained, in_parts
from schemas import contract

Tables = Mapping[str, pl.DataFrame]
# Columns of the figure that keep their names, and those whose names a target has too.
FIGURE = ("source_title", "publisher", "source_kind", "published", "source_url", "note")
# Columns of the newest figure, which are called newest_<name>.
NEWEST = ("actual", "actual_bound", "publisher", "published")
_ACTUAL = {
    "indicator": "actual_name", "indicator_id": "actual_id", "aspect": "actual_aspect", "value": "actual_printed", "unit": "actual_unit",
    "derived": "derived",
}  # fmt: skip


def joined(tables: Tables) -> pl.DataFrame:
    """Every target with its outcome (whose ``rule`` is called ``verdict_rule``) and its figure, in the order of ``targets``.

    Of the figure there are the columns of ``FIGURE``, and ``actual_name``, ``actual_id``, ``actual_aspect``, ``actual_printed``,
    ``actual_unit`` and ``derived``; all are null where the package has no table ``statistics``; of a newer figure those of ``NEWEST``. ``price_basis`` is the one by which it was judged.
    """
    targets = tables["targets"].drop("price_basis", strict=False)
    # Who says the figure stands with the figure itself.
    outcomes = tables["outcomes"].drop("report_id", "year").drop("source_kind", strict=False)
    rows = targets.join(outcomes.rename({"rule": "verdict_rule"}), on="target_id", how="left", maintain_order="left")
    statistics = tables.get("statistics", contract.empty(schemas.model("statistics")))
    # The first versions did not say which figures are worked out, or which stage they count.
    unsaid = {"derived": pl.Boolean, "aspect": pl.String}
    statistics = statistics.with_columns(
        pl.lit(None, dtype).alias(name) for name, dtype in unsaid.items() if name not in statistics.columns
    )
    figures = statistics.select("statistic_id", *FIGURE, *_ACTUAL).rename(_ACTUAL)
    rows = rows.join(figures, on="statistic_id", how="left", maintain_order="left")
    return rows.join(_newest(tables), on="target_id", how="left", maintain_order="left")


def _newest(tables: Tables) -> pl.DataFrame:
    """The newest figure of each target where it is another than the one that judged it: the columns of ``NEWEST``."""
    vintages = tables.get("vintages", contract.empty(schemas.model("vintages")))
    judging = tables["outcomes"].select("target_id", "statistic_id").drop_nulls()
    newest = vintages.filter(pl.col("vintage") == "newest").join(judging, on=["target_id", "statistic_id"], how="anti")
    return newest.select("target_id", *NEWEST).rename({name: f"newest_{name}" for name in NEWEST})


def with_tolerances(rows: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """The rows with ``tolerance_unit``, ``about`` and ``near`` of the rule that judged them; null where none did."""
    rules = tables.get("verdict_rules", contract.codelist("verdict_rules"))
    began = pl.col("period").str.slice(0, 4).str.to_date("%Y")
    near = pl.when(pl.col("bound") == "about").then("near_about").otherwise("near")
    # A rule that was changed stands there once for each time it held.
    applied = (
        rows.select("target_id", "bound", "verdict_rule", began=began)
        .join(rules, left_on="verdict_rule", right_on="rule")
        .filter(pl.col("since") <= pl.col("began"))
        .sort("since")
        .unique("target_id", keep="last")
        .select("target_id", "tolerance_unit", "about", near=near)
    )
    return rows.join(applied, on="target_id", how="left", maintain_order="left")


def with_sentences(rows: pl.DataFrame, tables: Tables) -> pl.DataFrame:
    """The rows with their sentences in parts, ``zh`` and ``en``, as ``wording.sentences`` gives them.

    A package without ``statistics`` has the figure in the target's unit alone.
    """
    return in_parts(_with_period_open(with_tolerances(rows, tables)))


def _with_period_open(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with ``period_open``: whether a pending target's period was not over when it was judged.

    No published column says so, nor on which day it was judged. The two differ in their explanation alone, so a period is open
    where the row's own is the one that an open period has.
    """
    pending = rows.filter(status="pending")
    if_open = explained(pending.with_columns(period_open=pl.lit(value=True))).select("target_id", if_open="why_zh")
    rows = rows.join(if_open, on="target_id", how="left", maintain_order="left")
    return rows.with_columns(period_open=(pl.col("why_zh") == pl.col("if_open")).fill_null(value=False)).drop("if_open")
