"""The asset ``reports``: raw/reports/<region>/<year>.* -> canonical text with provenance."""

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import REPORT_YEARS, code_version
from pipelines.base.settings import folders
from pipelines.reports import read


@dg.asset(
    description="Work reports: where each is from, and the canonical text that every offset points into.",
    kinds={"polars", "parquet"},
    owners=ui.OWNERS,
    check_specs=[
        dg.AssetCheckSpec("contract", asset="reports", blocking=True, description="No report breaks its contract."),
        dg.AssetCheckSpec("rows", asset="reports", blocking=True, description="Every raw file has its row."),
    ],
    partitions_def=REPORT_YEARS,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="reports",
    code_version=code_version("reports"),
)
def reports(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Read, decode and clean the raw reports of the run's years."""
    import schemas
    from schemas import contract

    raw = folders().raw
    years = [int(year) for year in context.partition_keys]
    parts = [contract.split(schemas.model("reports"), read.read_reports(raw, year), "reports", year) for year in years]
    found, rejects = (pl.concat(frames) for frames in zip(*parts, strict=True))
    files = sum(1 for year in years for _ in read.raw_reports(raw, year))
    rows = found.height + rejects["row"].n_unique()
    return dg.MaterializeResult(
        value=contract.Split(found, rejects),
        metadata={
            **ui.table_metadata("reports", found, ("report_id", "title", "published", "chars", "source_url")),
            "characters": int(found["chars"].sum()),
            "sha256": ", ".join(found["raw_sha256"]),
            "text": dg.MetadataValue.md("\n\n".join(text[:300] + "…" for text in found["text"].head(3))),
        },
        check_results=[
            ui.contract_check("reports", rejects),
            ui.check("reports", "rows", rows == files, {"files": files, "rows": rows}),
        ],
    )
