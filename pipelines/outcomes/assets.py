"""The assets ``matches`` and ``outcomes``: targets meet the figures that measure the same thing, and are judged."""

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import REPORT_YEARS, code_version

JUDGED = ("met", "near", "missed")
DESCRIPTIONS = {
    "matches": "Every pair of a target and a figure that could judge it, the best first.",
    "outcomes": "One judgement a target: the figure, the gap, the verdict, and a sentence that says why.",
    "candidates": "The figures that matches names: published statistics, and what the next report says.",
    "conflicts": "Two sources that print different figures for the same thing.",
}
VIEWS = {
    "attainment_by_region_year": "What became of the targets that a government set for a year.",
    "attainment_by_indicator": "What became of the targets of an indicator.",
    "biggest_gaps": "The targets that were missed by most.",
    "promises_after": "What was promised for a year, and for the next.",
    "never_reported": "How many targets the next report says nothing of.",
    "headline_growth": "Headline growth targets and what became of them, a row a government and year.",
}
# What became of the targets of a year stands in the report of the next, which may not be there yet.
_NEXT = {"allow_missing_partitions": True}
_YEAR_AFTER = dg.TimeWindowPartitionMapping(start_offset=1, end_offset=1, allow_nonexistent_upstream_partitions=True)
_BOTH_YEARS = dg.TimeWindowPartitionMapping(start_offset=0, end_offset=1, allow_nonexistent_upstream_partitions=True)


@dg.multi_asset(
    ins={
        "targets": dg.AssetIn(),
        "reports": dg.AssetIn(partition_mapping=_BOTH_YEARS, metadata=_NEXT),
        "achieved": dg.AssetIn(partition_mapping=_YEAR_AFTER, metadata=_NEXT),
        "claims": dg.AssetIn(partition_mapping=_YEAR_AFTER, metadata=_NEXT),
        "statistics": dg.AssetIn(),
    },
    outs={
        table: dg.AssetOut(description=told, kinds={"duckdb", "parquet"}, owners=ui.OWNERS)
        for table, told in DESCRIPTIONS.items()
    },
    check_specs=[
        dg.AssetCheckSpec("rows", asset="outcomes", blocking=True, description="Every target has one outcome."),
        dg.AssetCheckSpec(
            "keys", asset="outcomes", blocking=True, description="No verdict without the figure that gave it."
        ),
        dg.AssetCheckSpec("judged", asset="outcomes", description="Share of targets judged met, near or missed."),
        dg.AssetCheckSpec("sources_agree", asset="conflicts", description="No two sources print different figures."),
    ],
    required_resource_keys={"settings"},
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="outcomes",
    code_version=code_version("outcomes"),
)
def outcomes(  # type: ignore[no-untyped-def]
    context: dg.AssetExecutionContext,
    targets: pl.DataFrame,
    reports: pl.DataFrame,
    achieved: pl.DataFrame | None,
    claims: pl.DataFrame | None,
    statistics: pl.DataFrame,
):
    """Join in DuckDB and judge by the rule table."""
    from pipelines.outcomes.judge import judge

    tables = {"targets": targets, "reports": reports, "achieved": achieved, "claims": claims, "statistics": statistics}
    made = judge(
        {name: frame for name, frame in tables.items() if frame is not None},
        known_on=context.resources.settings.known_on,
    )
    found, conflicts = made["outcomes"], made["conflicts"]
    shares = dict(found["status"].value_counts(sort=True).iter_rows())
    judged = sum(shares.get(status, 0) for status in JUDGED)
    unkeyed = found.filter(pl.col("status").is_in(JUDGED) & pl.col("statistic_id").is_null()).height
    for table in ("matches", "candidates"):
        yield dg.MaterializeResult(asset_key=table, value=made[table], metadata=ui.table_metadata(table, made[table]))
    yield dg.MaterializeResult(
        asset_key="conflicts",
        value=conflicts,
        metadata=ui.table_metadata("conflicts", conflicts),
        check_results=[
            ui.check("conflicts", "sources_agree", conflicts.is_empty(), {"conflicts": conflicts.height}, warn=True)
        ],
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


@dg.multi_asset(
    ins={"targets": dg.AssetIn(), "outcomes": dg.AssetIn()},
    outs={
        name: dg.AssetOut(description=text, kinds={"duckdb", "parquet"}, owners=ui.OWNERS)
        for name, text in VIEWS.items()
    },
    group_name="outcomes",
    code_version=code_version("outcomes"),
)
def views(targets: pl.DataFrame, outcomes: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Count what became of the targets of all governments and years."""
    from pipelines.outcomes.views import views as counted

    for name, frame in counted(targets, outcomes).items():
        yield dg.MaterializeResult(asset_key=name, value=frame, metadata=ui.table_metadata(name, frame))
