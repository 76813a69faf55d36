"""The asset ``packages``: stored tables -> published/<package>/<version>/, checked before readers see it."""

import dagster as dg

from pipelines import ui
from pipelines.store import code_version


@dg.asset(
    description="Published data packages: Parquet, CSV, workbook and README, with a version that follows from the difference.",
    kinds={"frictionless", "parquet", "csv", "xlsx"},
    owners=ui.OWNERS,
    group_name="packages",
    code_version=code_version("packages"),
)
def packages(context: dg.AssetExecutionContext):
    return None
