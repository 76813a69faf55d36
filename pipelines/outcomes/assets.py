"""The assets ``matches`` and ``outcomes``: targets meet the figures that measure the same thing, and are judged."""

import dagster as dg
import polars as pl

from pipelines import ui
from pipelines.store import REPORT_YEARS, code_version

JUDGED = ("met", "near", "missed")


@dg.multi_asset(
    ins={"targets": dg.AssetIn(), "reports": dg.AssetIn(), "statistics": dg.AssetIn()},
    outs={
        "matches": dg.AssetOut(
            description="Every pair of a target and a figure that could judge it, the best first.",
            kinds={"duckdb", "parquet"},
            owners=ui.OWNERS,
        ),
        "outcomes": dg.AssetOut(
            description="One judgement a target: the figure, the gap, the verdict, and a sentence that says why.",
            kinds={"duckdb", "parquet"},
            owners=ui.OWNERS,
        ),
    },
    check_specs=[
        dg.AssetCheckSpec("rows", asset="outcomes", blocking=True, description="Every target has one outcome."),
        dg.AssetCheckSpec(
            "keys", asset="outcomes", blocking=True, description="No verdict without the figure that gave it."
        ),
        dg.AssetCheckSpec("judged", asset="outcomes", description="Share of targets judged met, near or missed."),
    ],
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="outcomes",
    code_version=code_version("outcomes"),
)
def outcomes(context: dg.AssetExecutionContext, targets: pl.DataFrame, reports: pl.DataFrame, statistics: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Join in DuckDB and judge by the rule table."""
    from pipelines.outcomes.judge import judge

    made = judge({"targets": targets, "reports": reports, "statistics": statistics})
    found = made["outcomes"]
    shares = dict(found["status"].value_counts(sort=True).iter_rows())
    judged = sum(shares.get(status, 0) for status in JUDGED)
    unkeyed = found.filter(pl.col("status").is_in(JUDGED) & pl.col("statistic_id").is_null()).height
    yield dg.MaterializeResult(
        asset_key="matches", value=made["matches"], metadata=ui.table_metadata("matches", made["matches"])
    )
    yield dg.MaterializeResult(
        asset_key="outcomes",
        value=found,
        metadata=ui.table_metadata("outcomes", found, ("target_id", "actual", "status", "why_zh", "why_en")) | shares,
        check_results=[
            ui.check(
                "outcomes",
                "rows",
                sorted(found["target_id"]) == sorted(targets["target_id"]),
                {"targets": targets.height, "outcomes": found.height},
            ),
            ui.check("outcomes", "keys", unkeyed == 0, {"verdicts without a figure": unkeyed}),
            ui.check(
                "outcomes",
                "judged",
                judged > 0 or not found.height,
                {"judged": f"{judged} of {found.height}", **shares},
                warn=True,
            ),
        ],
    )
