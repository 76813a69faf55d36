"""The assets ``targets``, ``achieved``, ``commitments``, ``promise_lists``, ``claims``,
``headline_mentions``: canonical text -> what is promised, and what is said of the past."""

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import REPORT_YEARS, code_version
from pipelines.base.kept import together

CODE = code_version("targets")

DESCRIPTIONS = {
    "targets": "Quantities promised for the coming year or a later deadline, one row each.",
    "achieved": "Quantities stated of the past, from the review part of the same reports.",
    "commitments": "Promises without a number: the deed and the thing, one row each.",
    "promise_lists": "Lists of public promises (民生实事 and the like), from their names to their last items.",
    "claims": "What a report says of the targets and lists of the year before: done, done in part, not done.",
    "headline_mentions": "Headline indicators that a plan part names beside a number, whatever it says.",
}
_STATED = ("target_id", "indicator", "measure", "bound", "value", "unit", "quote")
PREVIEWS = {
    "targets": _STATED,
    "achieved": _STATED,
    "commitments": ("commitment_id", "action", "object", "quote"),
    "promise_lists": ("list_id", "name", "items", "quote"),
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
    from pipelines.targets.tables import read_reports, untraced

    same, kept = context.resources.store.kept(context, list(DESCRIPTIONS), reports, CODE)
    read = read_reports(reports.filter(~pl.col("report_id").is_in(same)), context.resources.settings.workers)
    tables = {table: together(kept[table], read[table]) for table in read}
    wrong = [row for split in tables.values() for row in untraced(split.good, reports)]
    rows, ids = tables["targets"].good.height, tables["targets"].good["target_id"].n_unique()
    without = reports.join(tables["targets"].good, on="report_id", how="anti")["file"].sort()
    cure = "Check that it is a work report with its plan part"
    silent = [f"{file}: no target is found in the report. {cure}" for file in without]
    own_checks = [
        ui.check("targets", "every_report", not silent, {"reports": reports.height} | ui.reasons(silent), warn=True),
        ui.check("targets", "primary_key", ids == rows, {"rows": rows, "ids": ids}),
        ui.check("targets", "traced", not wrong, {"untraced": str(wrong[:10])}),
    ]
    for table, split in tables.items():
        yield dg.MaterializeResult(
            asset_key=table,
            value=split,
            metadata=ui.table_metadata(table, split.good, PREVIEWS[table]) | linked(split.good),
            check_results=[
                ui.contract_check(table, split.rejects),
                *(own_checks if table == "targets" else []),
            ],
        )


def linked(frame: pl.DataFrame) -> dict[str, str]:
    """How many rows have an indicator code, for the UI."""
    if "indicator_id" not in frame.columns:
        return {}
    return {"rows with an indicator code": f"{frame['indicator_id'].is_not_null().sum()} of {frame.height}"}
