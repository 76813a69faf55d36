"""How long half a million targets take to publish: Parquet, CSV, descriptor, README and all checks."""

import tempfile
import time
from itertools import pairwise
from pathlib import Path

import polars as pl

from pipelines.packages import checks
from pipelines.packages.publish import publish
from tests.packages.conftest import definition, tables
from tools import timing

TARGETS, JUDGED = 500_000, 200_000


def grown() -> dict[str, pl.DataFrame]:
    """The small tables of the tests, their first row as often as is wanted, with ids of its own each time."""
    small = tables()

    def many(table: str, rows: int, **ids: pl.Expr) -> pl.DataFrame:
        first = small[table].head(1)
        return pl.concat([first] * rows).with_row_index("n").with_columns(**ids).select(first.columns)

    target = "650000-2023@" + pl.col("n").cast(pl.String)
    figure = "650000-2023-" + pl.col("n").cast(pl.String).str.zfill(12)
    undecided = (
        pl.concat([small["outcomes"].slice(1, 1)] * (TARGETS - JUDGED))
        .with_row_index("n")
        .with_columns(target_id="650000-2023@" + (pl.col("n") + JUDGED).cast(pl.String))
        .select(small["outcomes"].columns)
    )
    return small | {
        "targets": many("targets", TARGETS, target_id=target),
        "outcomes": pl.concat([many("outcomes", JUDGED, target_id=target, statistic_id=figure), undecided]),
        "matches": many("matches", JUDGED, target_id=target, statistic_id=figure),
        "candidates": many("candidates", JUDGED, statistic_id=figure),
    }


def main() -> None:
    """Publish once and report the seconds of each stage."""
    stored = grown()
    stages: list[tuple[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        published = Path(folder)
        package = definition(formats=("parquet", "csv"))
        publish(
            package, stored, {"targets": 0}, 0, published, at=lambda stage: stages.append((stage, time.perf_counter()))
        )
        size = sum(path.stat().st_size for path in published.rglob("*") if path.is_file())
    seconds = {stage: [ended - began] for (stage, began), (_, ended) in pairwise(stages)}
    title = f"publishing {TARGETS:,} targets, {JUDGED:,} of them judged"
    note = f"{size / 1e6:.0f} MB as Parquet and CSV; once; constraints in DuckDB above {checks.MOST_ROWS_OF_FRICTIONLESS:,} rows."
    whole = {"all": [stages[-1][1] - stages[0][1]]}
    timing.report("publish", timing.Table(title, {"seconds": 1}, seconds | whole, note))


if __name__ == "__main__":
    main()
