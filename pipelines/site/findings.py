"""What the tables say that is news, by rule: true of every data set, each number with what it is of.

Belongs here: which findings, and their figures. Does not: their sentences (``words/home.toml``).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipelines.packages.counts import once
from pipelines.site.charts.dots import Dot
from pipelines.site.regions import NATION
from pipelines.site.source import Source
from pipelines.site.tally import JUDGED
from schemas import codelists

GROWTH = "gdp"
_DECIDED = codelists.decided()
# A year is told of once so much of its growth targets can be judged; of the years before it was known what became of them.
_ENOUGH = 0.5


class Growth(NamedTuple):
    """The growth targets of a year: of how many governments a number is known, how many of those are judged, and how."""

    year: int
    targets: int
    judged: int
    met: int
    near: int
    missed: int


class Turned(NamedTuple):
    """The verdicts that a later figure turned, of how many that are judged, and the row that was turned last.

    Of its newest figure the day, how exactly that is known (day, month or year), and the kind of source.
    """

    changed: int
    judged: int
    row: dict[str, Any] | None
    day: date | None
    precision: str
    source_kind: str | None


def headline(source: Source) -> pl.DataFrame:
    """The table ``headline`` with the gap of each judged target and its unit; no row where no package has it."""
    if not source.has("headline"):
        return pl.DataFrame(schema=dict.fromkeys(("region_code", "headline", "state", "status", "target_id", "unit_base"), pl.String) | {"year": pl.Int32, "target": pl.Float64, "actual": pl.Float64, "gap": pl.Float64})  # fmt: skip
    return source.table("headline").with_columns(gap=_gap())


def _gap() -> pl.Expr:
    """The result less the target: in points of a rate, else in percent of the target."""
    actual, target = pl.col("actual").cast(pl.Float64), pl.col("target").cast(pl.Float64)
    high = pl.coalesce(pl.col("target_high").cast(pl.Float64), target)
    # Within a range there is no gap; beyond it, it is that to its nearer end.
    nearest = pl.when(actual > high).then(high).when(actual < target).then(target).otherwise(actual)
    return pl.when(pl.col("unit_base") == "%").then(actual - nearest).otherwise((actual - nearest) / target * 100)


def growth(rows: pl.DataFrame) -> Growth | None:
    """The growth targets of the newest year of which at least half are judged, else of the newest with any; None where there is none.

    Args:
        rows: ``headline``.
    """
    of = rows.filter(pl.col("headline") == GROWTH, pl.col("target").is_not_null())
    counts = {status: (pl.col("status") == status).sum() for status in _DECIDED}
    years = of.group_by("year").agg(targets=pl.len(), judged=JUDGED.sum(), **counts).filter(pl.col("judged") > 0)
    if years.is_empty():
        return None
    enough = years.filter(pl.col("judged") >= _ENOUGH * pl.col("targets"))
    newest = (years if enough.is_empty() else enough).sort("year").row(-1, named=True)
    return Growth(**{name: newest[name] for name in Growth._fields})


def widest(source: Source, rows: pl.DataFrame, year: int) -> dict[str, Any] | None:
    """The row of the growth target of a year whose exact result fell farthest short of it, else went farthest beyond; None where there is none."""
    of = rows.filter(
        JUDGED, pl.col("headline") == GROWTH, pl.col("year") == year, pl.col("actual_bound").is_null()
    ).sort("gap", "region_code")
    if of.is_empty():
        return None
    target_id = of["target_id"][0 if of["gap"][0] < 0 else -1]
    return source.of_place("rows", target_id[:6]).row(by_predicate=pl.col("target_id") == target_id, named=True)


def turned(source: Source) -> Turned:
    """What later figures turned; the row is that of the newest figure."""
    rows = once(source.columns("rows", "target_id", "year", "status", "changed", "newest_published", "rank", "counted"))  # fmt: skip
    judged = rows.filter(JUDGED).height
    changed = rows.filter("changed")
    dated = changed.filter(pl.col("newest_published").is_not_null()).sort(
        "newest_published", "rank", "year", "target_id", descending=[True, False, True, False]
    )
    if dated.is_empty():
        return Turned(changed.height, judged, None, None, "day", None)
    target_id, day = dated["target_id"][0], dated["newest_published"][0]
    row = source.of_place("rows", target_id[:6]).row(by_predicate=pl.col("target_id") == target_id, named=True)
    precision, kind = of_newest(source, pl.DataFrame({"target_id": [target_id]})).row(0)[1:]
    return Turned(changed.height, judged, row, day, precision or "day", kind)


def of_newest(source: Source, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with ``newest_precision`` and ``newest_kind``: of the newest figure of each how exactly its day is known, and the kind of its source."""
    if not source.has("vintages"):
        return rows.with_columns(pl.lit(None, pl.String).alias(name) for name in ("newest_precision", "newest_kind"))
    newest = source.table("vintages", vintage="newest").select("target_id", newest_id="statistic_id")
    known = source.table("statistics").select(
        newest_id="statistic_id", newest_precision="published_precision", newest_kind="source_kind"
    )
    figures = newest.join(known, on="newest_id").drop("newest_id")
    return rows.join(figures, on="target_id", how="left", maintain_order="left")


def dots(rows: pl.DataFrame, name: str) -> Sequence[Dot]:
    """The judged targets of a headline indicator as dots."""
    judged = rows.filter(JUDGED, pl.col("headline") == name, pl.col("gap").is_not_null())
    of = judged.sort("year", "region_code").select("year", "gap", "status", "region_code")
    return [Dot(year, gap, status, region == NATION) for year, gap, status, region in of.iter_rows()]


def by_year(rows: pl.DataFrame, name: str) -> list[dict[str, Any]]:
    """Of a headline indicator and each year with a target of it, newest first: ``targets``, ``judged``, how many of each verdict, and the
    middle ``gap``."""
    counts = {status: (pl.col("status") == status).sum() for status in _DECIDED}
    return (
        rows.filter(pl.col("headline") == name, pl.col("target").is_not_null())
        .group_by("year")
        .agg(targets=pl.len(), judged=JUDGED.sum(), **counts, gap=pl.col("gap").filter(JUDGED).median())
        .sort("year", descending=True)
        .to_dicts()
    )
