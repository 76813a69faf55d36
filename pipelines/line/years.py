"""The report years that there are, as partitions: the calendar by which the stages say what they read, bound to them.

Belongs here: which years have a partition, and which years a table of a year is made of. Does not: when a year is run (``triggers``), or
what makes it stale (``staleness``).
"""

import re
from collections.abc import Iterable, Sequence

import dagster as dg

from pipelines.line.resources import Collections
from pipelines.line.store import INVENTORY, Store
from schemas.errors import InputError

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def bound(
    steps: Iterable[dg.AssetsDefinition], years: Sequence[str], years_a_run: int = 0
) -> list[dg.AssetsDefinition]:
    """The steps with a partition for each of the years, none else; what they read of other years is the same.

    Args:
        steps: assets over the calendar (``REPORT_YEARS``), which names every year, and shifts by it.
        years: in their order.
        years_a_run: how many of them a run of a backfill takes at most; 0 for all.
    """
    policy = dg.BackfillPolicy.multi_run(years_a_run) if years_a_run else dg.BackfillPolicy.single_run()
    partitions = dg.StaticPartitionsDefinition(years)

    def over_years(spec: dg.AssetSpec) -> dg.AssetSpec:
        deps = [
            dg.AssetDep(dep.asset_key, partition_mapping=_mapping(dep.partition_mapping, years)) for dep in spec.deps
        ]
        return spec.replace_attributes(deps=deps, partitions_def=partitions if spec.partitions_def else None)

    # `with_attributes` of a step without years would give it a policy that it cannot have.
    return [
        step.map_asset_specs(over_years).with_attributes(backfill_policy=policy if step.partitions_def else None)
        for step in steps
    ]


def _mapping(mapping: dg.PartitionMapping | None, years: Sequence[str]) -> dg.PartitionMapping | None:
    """A mapping of the calendar, of the years alone: a shift counts calendar years, so that one without a report is no neighbour's."""
    if isinstance(mapping, dg.TimeWindowPartitionMapping):
        shifts = range(mapping.start_offset, mapping.end_offset + 1)
        return dg.StaticPartitionMapping(
            {year: [other for other in years if int(year) - int(other) in shifts] for year in years}
        )
    if isinstance(mapping, dg.SpecificPartitionsPartitionMapping):
        return dg.SpecificPartitionsPartitionMapping([year for year in mapping.partition_keys if year in years])
    return mapping


def at_hand(collections: Collections, store: Store) -> list[str]:
    """The years that have a report, without reading one: of the stored inventory, and where files changed since also what their names tell.

    Years of which nothing is known yet have no partition until definitions are loaded again; a run loads its own.
    """
    try:
        changed = not store.fresh(INVENTORY, None)
        named = _YEAR.findall("\n".join(collections.files())) if changed else []
    except InputError:  # whoever reads the collection says so
        named = []
    return sorted({*_stored(store), *named})


def _stored(store: Store) -> set[str]:
    try:
        return {str(year) for year in store.read(INVENTORY, [None])["year"]}
    except InputError:
        return set()
