"""The assets ``matches`` and ``outcomes``: targets meet the figures that measure the same thing, and are judged; before them ``as_of`` and ``readings``."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import REPORT_YEARS, code_version
from pipelines.base.files import read_settled
from pipelines.outcomes.places import FIRST_REPORT, LAST_REPORT
from schemas import codelists

CODE = code_version("outcomes")
DESCRIPTIONS = {
    "matches": "Every pair of a target and a figure that could judge it, the best first.",
    "outcomes": "One judgement a target: the figure, the gap, the verdict, and a sentence that says why.",
    "candidates": "The figures that matches names: published statistics, and what the next report says.",
    "vintages": "What the figures of a target say of it: the first, the newest, and the government's next report.",
    "conflicts": "Two sources that print different figures for the same thing.",
    "applied_readings": "Second readings beside what is at hand now: which of them hold.",
}
VIEWS = {
    "answers_by_region_year": "What answers the targets that a government set for a year.",
    "answers_by_indicator": "What answers the targets of an indicator.",
    "attainment_by_region_year": "What became of the targets that a government set for a year.",
    "attainment_by_indicator": "What became of the targets of an indicator.",
    "biggest_gaps": "The targets that were missed by most.",
    "targets_after": "The target of a year beside that of the next.",
    "never_reported": "How many targets the next report says nothing of.",
    "headline": "The ten headline indicators by government and year: target or none, what came, and the verdict.",
    "headline_wide": "The same, a row a government and year.",
}
SOURCES_AGREE = "sources_agree"
LINKS_AGREE = "links_agree"
NOTHING_TO_READ_ANEW = "nothing_to_read_anew"
# So many pairs of figures stand in the metadata of its check; the table holds all.
MOST_PAIRS = 20
# What became of the targets of a year stands in the report of the next, which may not be there yet.
_YEAR_AFTER = dg.TimeWindowPartitionMapping(start_offset=1, end_offset=1, allow_nonexistent_upstream_partitions=True)
_IN_REACH = dg.TimeWindowPartitionMapping(
    start_offset=FIRST_REPORT, end_offset=LAST_REPORT, allow_nonexistent_upstream_partitions=True
)


@dg.asset(
    description="Second readings: what somebody who read both places again says of a target and its figure.",
    kinds={"polars", "parquet"},
    owners=ui.OWNERS,
    required_resource_keys={"settings"},
    group_name="outcomes",
    code_version=CODE,
)
def readings(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Read all files of readings."""
    from pipelines.outcomes.readings import FOLDER, read

    raw = context.resources.settings.raw
    frame, digest = read_settled(raw / FOLDER, lambda: read(raw))
    return dg.MaterializeResult(value=frame, metadata=ui.table_metadata("readings", frame) | {ui.RAW_READ: digest})


@dg.asset(
    description="The day as of which everything is judged: the newest date among all reports and statistics.",
    kinds={"polars", "parquet"},
    owners=ui.OWNERS,
    group_name="outcomes",
    code_version=CODE,
)
def as_of(inventory: pl.DataFrame, statistics: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Look for the newest date once for all years: a year that is judged alone is judged as of the same day as all together."""
    from pipelines.outcomes.as_of import newest

    frame = newest(inventory, statistics)
    return dg.MaterializeResult(value=frame, metadata=ui.table_metadata("as_of", frame))


@dg.multi_asset(
    ins={
        "targets": dg.AssetIn(),
        "reports": dg.AssetIn(partition_mapping=_IN_REACH, metadata=ui.MAY_LACK | ui.WITHOUT_TEXTS),
        "achieved": dg.AssetIn(partition_mapping=_IN_REACH, metadata=ui.MAY_LACK),
        "claims": dg.AssetIn(partition_mapping=_YEAR_AFTER, metadata=ui.MAY_LACK),
        "project_lists": dg.AssetIn(),
        "statistics": dg.AssetIn(),
        "readings": dg.AssetIn(),
        "as_of": dg.AssetIn(),
    },
    outs={
        table: dg.AssetOut(description=description, kinds={"duckdb", "parquet"}, owners=ui.OWNERS)
        for table, description in DESCRIPTIONS.items()
    },
    check_specs=[
        dg.AssetCheckSpec("rows", asset="outcomes", blocking=True, description="Every target has one outcome."),
        dg.AssetCheckSpec(
            "keys", asset="outcomes", blocking=True, description="No verdict without the figure that gave it."
        ),
        dg.AssetCheckSpec("judged", asset="outcomes", description="Share of targets that figures decide."),
        dg.AssetCheckSpec(
            LINKS_AGREE, asset="matches", description="Where codes and words link a target, they name the same figure."
        ),
        dg.AssetCheckSpec(SOURCES_AGREE, asset="conflicts", description="No two sources print different figures."),
        dg.AssetCheckSpec(
            NOTHING_TO_READ_ANEW, asset="applied_readings", description="What was read again is what is there now."
        ),
    ],
    required_resource_keys={"settings", "store"},
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="outcomes",
    code_version=CODE,
)
def outcomes(  # type: ignore[no-untyped-def]
    context: dg.AssetExecutionContext,
    targets: pl.DataFrame,
    reports: pl.DataFrame,
    achieved: pl.DataFrame | None,
    claims: pl.DataFrame | None,
    project_lists: pl.DataFrame,
    statistics: pl.DataFrame,
    readings: pl.DataFrame,
    as_of: pl.DataFrame,
):
    """Join in DuckDB and judge by the rule table and by what second readings say."""
    from pipelines.outcomes.again import basis, judged
    from pipelines.outcomes.applied import apply, in_force
    from pipelines.outcomes.as_of import day, turn
    from pipelines.outcomes.disagreements import disagreements
    from pipelines.outcomes.judge import judge

    settings = context.resources.settings
    inputs = {
        "targets": targets,
        "reports": reports,
        "achieved": achieved,
        "claims": claims,
        "project_lists": project_lists,
        "statistics": statistics,
        "as_of": as_of,
    }
    given = {name: frame for name, frame in inputs.items() if frame is not None}
    applied = apply(readings, given, [int(key) for key in context.partition_keys], settings.raw / "readings")
    readings_in_force = in_force(applied)
    years = [int(key) for key in context.partition_keys]
    store = context.resources.store
    handed = store.handed(context)
    common = [
        turn(day(as_of)),
        str(settings.known_on),
        handed.fingerprints["statistics", None],
        *sorted(handed.codes),
    ]
    hangs_on = basis(reports, readings_in_force, years, common)
    same = store.unchanged(context, list(DESCRIPTIONS), hangs_on, CODE)

    def judge_all(tables: Mapping[str, pl.DataFrame]) -> Mapping[str, pl.DataFrame]:
        return judge(
            {**tables, "readings": readings_in_force},
            known_on=settings.known_on,
            threads=settings.threads or settings.workers,
        )

    results = judged(given, hangs_on, same, store.read, judge_all)
    tables = {**results, "applied_readings": applied}

    checks = {
        "matches": [check_links_agree(tables["matches"], tables["outcomes"])],
        "outcomes": [
            check_rows(tables["outcomes"], targets),
            check_keys(tables["outcomes"]),
            check_judged(tables["outcomes"]),
        ],
        "conflicts": [check_sources_agree(disagreements(tables["conflicts"], tables["candidates"]))],
        "applied_readings": [check_nothing_to_read_anew(applied)],
    }
    for table, frame in tables.items():
        show = ("target_id", "actual", "status", "why_zh", "why_en") if table == "outcomes" else ()
        ui.by_year(context, table, frame, show, _figures if table == "outcomes" else lambda rows, year: {})
        yield dg.MaterializeResult(
            asset_key=table,
            value=frame,
            metadata=ui.column_metadata(table, frame),
            check_results=checks.get(table, []),
        )


def _figures(outcomes: pl.DataFrame, year: int) -> dict[str, Any]:
    """Of how many targets of a year figures decide what became, as a share too, and how many there are of each status."""
    counts = dict(outcomes["status"].value_counts(sort=True).iter_rows())
    judged = sum(counts.get(status, 0) for status in codelists.decided())
    return {"judged": judged, "share judged": judged / outcomes.height if outcomes.height else 0.0, **counts}


def check_rows(outcomes: pl.DataFrame, targets: pl.DataFrame) -> dg.AssetCheckResult:
    """Green where every target has one outcome, and every outcome its target."""
    same = sorted(outcomes["target_id"]) == sorted(targets["target_id"])
    return ui.check("outcomes", "rows", same, {"targets": targets.height, "outcomes": outcomes.height})


def check_keys(outcomes: pl.DataFrame) -> dg.AssetCheckResult:
    """Green where every verdict has the figure that gave it."""
    unkeyed = outcomes.filter(pl.col("status").is_in(codelists.decided()) & pl.col("statistic_id").is_null()).height
    return ui.check("outcomes", "keys", unkeyed == 0, {"verdicts without a figure": unkeyed})


def check_judged(outcomes: pl.DataFrame) -> dg.AssetCheckResult:
    """A warning where figures decide no target at all; with the number of targets by status."""
    shares = dict(outcomes["status"].value_counts(sort=True).iter_rows())
    decided = sum(shares.get(status, 0) for status in codelists.decided())
    counted = {"judged": f"{decided} of {outcomes.height}", **shares}
    return ui.check("outcomes", "judged", decided > 0 or outcomes.is_empty(), counted, warn=True)


def check_links_agree(matches: pl.DataFrame, outcomes: pl.DataFrame) -> dg.AssetCheckResult:
    """A warning where codes and words name different figures for one target, with the first pairs; with how often they agree."""
    both = matches.filter(pl.col("names_agree") & (pl.col("link") == "code"))["target_id"].unique()
    differ = outcomes.filter(status_reason="links_differ").select("target_id", by_code="statistic_id")
    metadata: dict[str, object] = {
        "linked both ways": len(set(both) | set(differ["target_id"])),
        "differ": differ.height,
    }
    if differ.height:
        by_words = matches.filter("names_agree").select("target_id", by_words="statistic_id")
        pairs = differ.join(by_words, on="target_id").sort("target_id")
        metadata["pairs"] = dg.MetadataValue.md(ui.markdown(pairs.head(MOST_PAIRS)))
        both_ways = f"of the targets that codes and words link, {metadata['linked both ways']:,} in all"
        metadata |= ui.reasons(
            [f"matches: {both_ways}, {differ.height:,} get no verdict: the two name different figures"]
        )
    return ui.check("matches", LINKS_AGREE, differ.is_empty(), metadata, warn=True)


def check_sources_agree(pairs: pl.DataFrame) -> dg.AssetCheckResult:
    """A warning where two sources print different figures, with the first pairs as a table."""
    metadata: dict[str, object] = {"conflicts": pairs.height}
    if pairs.height:
        from pipelines.wording.disagreements import sources_differ

        metadata["pairs"] = dg.MetadataValue.md(ui.markdown(pairs.head(MOST_PAIRS), width=200))
        metadata |= ui.reasons([sources_differ(pairs.row(0, named=True), pairs.height, "conflicts")])
    return ui.check("conflicts", SOURCES_AGREE, pairs.is_empty(), metadata, warn=True)


def check_nothing_to_read_anew(applied: pl.DataFrame) -> dg.AssetCheckResult:
    """A warning where what was read again is another text now, a sentence a reading; with the number of readings by state."""
    from pipelines.outcomes.applied import to_read_anew

    sentences = to_read_anew(applied)
    counts = dict(applied["state"].value_counts(sort=True).iter_rows())
    return ui.check("applied_readings", NOTHING_TO_READ_ANEW, not sentences, counts | ui.reasons(sentences), warn=True)


@dg.multi_asset(
    ins={
        name: dg.AssetIn(metadata=ui.WITHOUT_TEXTS if name == "reports" else None)
        for name in (
            "targets",
            "outcomes",
            "matches",
            "reports",
            "achieved",
            "statistics",
            "headline_mentions",
            "as_of",
        )
    },
    outs={
        name: dg.AssetOut(description=text, kinds={"duckdb", "parquet"}, owners=ui.OWNERS)
        for name, text in VIEWS.items()
    },
    required_resource_keys={"settings"},
    group_name="outcomes",
    code_version=CODE,
)
def views(context: dg.AssetExecutionContext, **tables: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Count what became of the targets of all governments and years."""
    from pipelines.outcomes.views import views as counted

    settings = context.resources.settings
    for name, frame in counted(tables, settings.known_on, settings.threads or settings.workers).items():
        yield dg.MaterializeResult(asset_key=name, value=frame, metadata=ui.table_metadata(name, frame))
