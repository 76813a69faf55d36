"""The assets ``targets``, ``achieved``, ``commitments``, ``project_lists``, ``claims``,
``headline_mentions``: canonical text -> targets, and what is said of the past."""

from collections.abc import Iterable
from functools import partial

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import REPORT_YEARS, code_version
from pipelines.base.kept import together

CODE = code_version("targets")

DESCRIPTIONS = {
    "targets": "Quantities set for the coming year or a later deadline, one row each.",
    "achieved": "Quantities stated of the past, from the review part of the same reports.",
    "commitments": "Targets without a number: the deed and the thing, one row each.",
    "project_lists": "Lists of public-benefit projects (民生实事 and the like), from their names to their last items.",
    "claims": "What a report says of the targets and lists of the year before: done, done in part, not done.",
    "headline_mentions": "Headline indicators that a plan part names beside a number, whatever it says.",
}
_STATED = ("target_id", "indicator", "measure", "bound", "value", "unit", "quote")
PREVIEWS = {
    "targets": _STATED,
    "achieved": _STATED,
    "commitments": ("commitment_id", "action", "object", "quote"),
    "project_lists": ("list_id", "name", "items", "quote"),
    "claims": ("claim_id", "claim", "about", "indicator", "quote"),
    "headline_mentions": ("report_id", "headline", "quote"),
}


@dg.multi_asset(
    ins={"reports": dg.AssetIn()},
    outs={
        table: dg.AssetOut(description=description, kinds={"polars", "parquet"}, owners=ui.OWNERS)
        for table, description in DESCRIPTIONS.items()
    },
    check_specs=[
        *(dg.AssetCheckSpec("contract", asset=table, description="No row breaks the contract.") for table in PREVIEWS),
        dg.AssetCheckSpec("primary_key", asset="targets", blocking=True, description="No two targets share an id."),
        dg.AssetCheckSpec("every_report", asset="targets", description="Every report sets a target."),
        dg.AssetCheckSpec(
            "traced",
            asset="targets",
            blocking=True,
            description="Every row's offsets cut out its quote, in all six tables.",
        ),
    ],
    required_resource_keys={"settings", "store"},
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="targets",
    code_version=CODE,
)
def targets(context: dg.AssetExecutionContext, reports: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Extract every statement of the reports and set apart what breaks the contract; of a text that is the same the rows are kept."""
    from pipelines.targets.tables import read_reports

    same, kept = context.resources.store.kept(context, list(DESCRIPTIONS), reports, CODE)
    read_now = reports.filter(~pl.col("report_id").is_in(same))
    read = read_reports(read_now, context.resources.settings.workers)
    tables = {table: together(kept[table], read[table]) for table in read}
    without = reports.join(tables["targets"].good, on="report_id", how="anti")["file"].sort()
    cure = "Check that it is a work report with its plan part"
    silent = [f"{file}: no target is found in the report. {cure}" for file in without]
    own_checks = [
        ui.check("targets", "every_report", not silent, {"reports": reports.height} | ui.reasons(silent), warn=True),
        check_primary_key(tables["targets"].good),
        check_traced((split.good for split in tables.values()), reports),
    ]
    for report, file in read_now.select("report_id", "file").iter_rows():
        ui.log(context, f"{file} is taken apart", report_id=report, file=file)
    for table, split in tables.items():
        figures = partial(_figures, reports, split.rejects)
        ui.by_year(context, table, split.good, PREVIEWS[table], figures)
        yield dg.MaterializeResult(
            asset_key=table,
            value=split,
            metadata=ui.column_metadata(table, split.good),
            check_results=[
                ui.contract_check(table, split.rejects),
                *(own_checks if table == "targets" else []),
            ],
        )


def check_primary_key(targets: pl.DataFrame) -> dg.AssetCheckResult:
    """Green where no two targets share an id."""
    ids = targets["target_id"].n_unique()
    return ui.check("targets", "primary_key", ids == targets.height, {"rows": targets.height, "ids": ids})


def check_traced(tables: Iterable[pl.DataFrame], reports: pl.DataFrame) -> dg.AssetCheckResult:
    """Green where the offsets of every row cut its quote out of the text of its report."""
    from pipelines.targets.tables import untraced

    wrong = [row for table in tables for row in untraced(table, reports)]
    return ui.check("targets", "traced", not wrong, {"untraced": str(wrong[:10])})


def _figures(reports: pl.DataFrame, rejects: pl.DataFrame, rows: pl.DataFrame, year: int) -> dict[str, int]:
    """What is to be seen of a table of a year: how many reports it was read from, rows that broke the contract, rows with a code."""
    rejected = rejects.filter(pl.col("year") == year)["row"].n_unique()
    figures = {"reports read": reports.filter(pl.col("year") == year).height, "rejected rows": rejected}
    if "indicator_id" in rows.columns:
        figures["rows with an indicator code"] = rows["indicator_id"].count()
    return figures
