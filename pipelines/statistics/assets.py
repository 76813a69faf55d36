"""The asset ``statistics``: raw/statistics/ -> published figures in base units, with their codes."""

import dagster as dg

from pipelines.base import assets as ui
from pipelines.base.assets import code_version
from pipelines.base.files import read_settled


@dg.asset(
    description="Published figures: what happened, with source, date and indicator code.",
    kinds={"polars", "parquet"},
    owners=ui.OWNERS,
    check_specs=[
        dg.AssetCheckSpec("contract", asset="statistics", blocking=True, description="No figure breaks its contract."),
    ],
    required_resource_keys={"settings"},
    group_name="statistics",
    code_version=code_version("statistics"),
)
def statistics(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Read all sources, normalise units and find each figure's indicator."""
    import schemas
    from pipelines.statistics import reasons, sources
    from schemas import contract

    folder = context.resources.settings.raw / "statistics"
    (rows, faults), digest = read_settled(folder, lambda: sources.read(folder))
    split = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    return dg.MaterializeResult(
        value=split,
        metadata=ui.table_metadata("statistics", split.good) | {ui.RAW_READ: digest},
        check_results=[
            ui.contract_check("statistics", split.rejects, reasons.sentences(split.rejects)),
        ],
    )
