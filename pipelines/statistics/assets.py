"""The asset ``statistics``: raw/statistics/ -> published figures in base units, with their codes."""

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import code_version
from pipelines.base.files import read_settled


@dg.asset(
    description="Published figures: what happened, with source, date and indicator code.",
    kinds={"polars", "parquet"},
    owners=ui.OWNERS,
    deps=["raw_statistics"],
    check_specs=[
        dg.AssetCheckSpec("contract", asset="statistics", blocking=True, description="No figure breaks its contract."),
    ],
    required_resource_keys={"settings"},
    group_name="statistics",
    code_version=code_version("statistics"),
)
def statistics(context: dg.AssetExecutionContext, inventory: pl.DataFrame):  # type: ignore[no-untyped-def]
    """Read all sources, normalise units and find each figure's indicator; of the reports it is asked which year is the newest."""
    import schemas
    from pipelines.statistics import reasons, sources
    from schemas import contract
    from schemas.dates import LAST_YEAR

    folder = context.resources.settings.raw / "statistics"
    newest = max(inventory["year"], default=LAST_YEAR)
    (rows, faults), digest = read_settled(folder, lambda: sources.read(folder, newest))
    split = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    return dg.MaterializeResult(
        value=split,
        metadata=ui.table_metadata("statistics", split.good) | {ui.RAW_READ: digest},
        check_results=[
            ui.contract_check("statistics", split.rejects, reasons.sentences(split.rejects)),
        ],
    )
