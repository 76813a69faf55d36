"""Ask Dagster's daemon for the tables of all report years: `python deploy/backfill.py`, where DAGSTER_HOME and the settings are those of a
worker. `MUBIAO_YEARS_A_RUN` says how many years a run takes; what is published follows by the job `publish`, in one run.

Dagster runs what has no years first, then reports and targets, then the outcomes of each year once the years that it reads are there.
"""

import time

import dagster as dg
from dagster._core.definitions.assets.graph.asset_graph_subset import AssetGraphSubset
from dagster._core.execution.backfill import PartitionBackfill
from dagster._utils.warnings import disable_dagster_warnings

from pipelines.definitions import defs


def tables(definitions: dg.Definitions) -> AssetGraphSubset:
    """Every table of every year, without the packages."""
    graph = definitions.resolve_asset_graph()
    keys = [key for key in graph.materializable_asset_keys if graph.get(key).group_name != "packages"]
    return AssetGraphSubset.from_asset_keys(keys, graph)


def ask(instance: dg.DagsterInstance, definitions: dg.Definitions) -> str:
    """Leave a backfill with the daemon; its id."""
    backfill = PartitionBackfill.from_asset_graph_subset(
        backfill_id=f"tables-{int(time.time())}",
        backfill_timestamp=time.time(),
        tags={},
        dynamic_partitions_store=instance,
        asset_graph_subset=tables(definitions),
        title="All tables",
        description=None,
        run_config=None,
    )
    instance.add_backfill(backfill)
    return backfill.backfill_id


if __name__ == "__main__":
    with disable_dagster_warnings(), dg.DagsterInstance.get() as instance:
        print(ask(instance, defs()))
