"""The asset ``packages``: stored tables -> published/<package>/<version>/, checked before readers see it."""

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.base.assets import code_version
from pipelines.base.settings import folders

EXTRACTED = ("targets", "achieved", "commitments", "claims")
YEARLY = ("reports", *EXTRACTED, "matches", "outcomes", "candidates", "conflicts")


@dg.asset(
    # Read from the store by the years of each definition, not as inputs: those would be all years of all regions.
    deps=list(YEARLY),
    required_resource_keys={"io_manager"},
    description="Published data packages: Parquet, CSV, workbook and README, with a version that follows from the difference.",
    kinds={"frictionless", "parquet", "csv"},
    owners=ui.OWNERS,
    group_name="packages",
    code_version=code_version("packages"),
    check_specs=[
        dg.AssetCheckSpec(
            "valid", asset="packages", blocking=True, description="Official profile, frictionless, keys and categories."
        ),
    ],
)
def packages(context: dg.AssetExecutionContext):  # type: ignore[no-untyped-def]
    """Publish every package of definitions.toml whose reports are there, if it differs from its latest version."""
    import schemas
    from pipelines.measuring import scores
    from pipelines.packages.definition import definitions
    from pipelines.packages.publish import publish
    from schemas import contract

    store, published = context.resources.io_manager, folders().published
    done = []
    for definition in (each for each in definitions() if each.built_from == "raw"):
        years = [str(year) for year in definition.years if store.path("reports", str(year)).exists()]
        tables = {table: store.read(table, years) for table in YEARLY} | {"extraction_scores": scores.read()}
        if tables["reports"].filter(pl.col("region_code").is_in(definition.regions)).is_empty():
            context.log.warning(f"{definition.name}: no report of its regions and years is in the store")
            continue
        rejects = {name: store.read(f"{name}_rejects", years)["row"].n_unique() for name in EXTRACTED}
        publication = publish(definition, tables, rejects, published)
        done.append(vars(publication))
    made = pl.DataFrame(done, schema=contract.dtypes(schemas.model("packages")))
    return dg.MaterializeResult(
        value=made,
        metadata=ui.table_metadata("packages", made)
        | {row["package"]: dg.MetadataValue.path(str(published / row["path"])) for row in done},
        # An invalid candidate raises in publish and is never seen; what is published passed all three layers.
        check_results=[ui.check("packages", "valid", True, {row["package"]: row["version"] for row in done})],
    )
