"""The table ``results``: a row a target with all that a reader or an app asks of it, so that no other table is needed.

Belongs here: joining the tables of a package. Does not: which rows a package has (``contents``), or any verdict.
"""

from collections.abc import Mapping

import polars as pl

import schemas
from pipelines.wording.names import name_en, name_en_machine
from pipelines.wording.topics import with_topic
from schemas import contract

TABLE = "results"
# Columns of a target that keep their names, and those that are called otherwise beside what came.
_TARGET = (
    "target_id", "report_id", "region_code", "year", "period", "period_kind", "indicator_id", "indicator", "action", "topic", "measure",
    "bound", "unit", "comparator",
)  # fmt: skip
_SET = {"target": "value", "target_high": "value_high"}
_VERDICT = {"verdict": "status", "verdict_latest": "status_latest", "verdict_reason": "status_reason"}
# Of a result, which is none where it may not be compared with the target.
_RESULT = {"result": "actual", "result_bound": "actual_bound", "gap": "gap", "source_kind": "source_kind"}
_FIGURE = {
    "printed": "value",
    "printed_unit": "unit",
    "source_title": "source_title",
    "source_published": "published",
    "source_url": "source_url",
}


def results(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """A row a target, in the order of ``targets``.

    Args:
        tables: ``targets``, ``outcomes`` and ``statistics`` of a package, whether or not it holds them.
    """
    targets = with_topic(tables["targets"])
    rows = (
        targets.select(*_TARGET, **{name: pl.col(column) for name, column in _SET.items()})
        .join(_places(), on="region_code", how="left", maintain_order="left")
        .join(_became(tables), on="target_id", how="left", maintain_order="left")
        .with_columns(indicator_en=name_en(), indicator_en_machine=name_en_machine())
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in contract.dtypes(schemas.model(TABLE)).items())


def _places() -> pl.DataFrame:
    """Names and level of each region, by its code."""
    return contract.codelist("regions").select("region_code", "level", place_zh="name_zh", place_en="name_en")


def _became(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """What became of each target, with the figure that judges it."""
    comparable = pl.col("comparability") == "comparable"
    figures = tables["statistics"].select("statistic_id", **{name: pl.col(column) for name, column in _FIGURE.items()})
    return (
        tables["outcomes"]
        .select(
            "target_id",
            "claim",
            "counted",
            statistic_id=pl.when(comparable).then("statistic_id"),
            **{name: pl.col(column) for name, column in _VERDICT.items()},
            **{name: pl.when(comparable).then(column) for name, column in _RESULT.items()},
        )
        .join(figures, on="statistic_id", how="left", maintain_order="left")
        .drop("statistic_id")
    )
