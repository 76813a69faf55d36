"""The assets ``statistics`` and ``statistics_rejects``: raw/statistics/ -> published figures in base units, with their codes."""

import dagster as dg

from pipelines import ui
from pipelines.settings import folders
from pipelines.store import code_version


@dg.multi_asset(
    outs={
        "statistics": dg.AssetOut(
            description="Published figures: what happened, with source, date and indicator code.",
            kinds={"polars", "parquet"},
            owners=ui.OWNERS,
        ),
        "statistics_rejects": dg.AssetOut(
            description="Rows of the bundled tables that broke the contract, kept whole. Any row here blocks publication.",
            kinds={"parquet"},
            owners=ui.OWNERS,
        ),
    },
    check_specs=[
        dg.AssetCheckSpec("contract", asset="statistics", blocking=True, description="No figure breaks its contract."),
        dg.AssetCheckSpec("rows", asset="statistics", blocking=True, description="There are figures."),
    ],
    group_name="statistics",
    code_version=code_version("statistics"),
)
def statistics(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Read the bundled tables, normalise units and find each figure's indicator."""
    import schemas
    from pipelines.statistics import bundled
    from schemas import contract

    rows, faults = bundled.read(folders().raw / "statistics")
    found, rejects = contract.split(schemas.model("statistics"), rows, "statistics", faults=faults)
    yield dg.MaterializeResult(
        asset_key="statistics",
        value=found,
        metadata=ui.table_metadata(found),
        check_results=[
            ui.contract_check("statistics", rejects),
            ui.check("statistics", "rows", found.height > 0, {"rows": found.height}),
        ],
    )
    yield dg.MaterializeResult(
        asset_key="statistics_rejects", value=rejects, metadata={"dagster/row_count": rejects.height}
    )
