"""The raw files as assets that nobody here makes: in the graph, above what is read from them, each with the version of its content.

Belongs here: what is looked at, and how it is told from what it was. Does not: a file's content.
"""

from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from pipelines.base.files import folder_digest, sources

GROUP = "raw"
FOLDERS = {
    "raw_statistics": "Published figures as they were bundled, with their sources: raw/statistics/.",
    "raw_readings": "Second readings, a row each: raw/readings/.",
    "raw_reference": "Addresses where reports stand, for fetching them: raw/reference/.",
}
# The tables that are read from raw files alone, and from which. ``statistics``, which takes a table too, names its files itself: Dagster gives
# no table any more to an asset whose ``deps`` are replaced.
READ_FROM: Mapping[str, str] = {
    "inventory": "raw_reports",
    "left_out": "raw_reports",
    "readings": "raw_readings",
}


@dg.observable_source_asset(
    name="raw_reports",
    group_name=GROUP,
    description="Files of reports: raw/reports/ and every collection of the settings.",
    required_resource_keys={"collections"},
    tags={"dagster/kind/file": ""},
)
def raw_reports(context) -> dg.ObserveResult:  # type: ignore[no-untyped-def]
    """The hash by which a changed file is seen; of an object store, over sizes and times of change."""
    collections = context.resources.collections
    collections.look()
    return dg.ObserveResult(
        data_version=dg.DataVersion(collections.digest()), metadata={"files": sum(1 for _ in collections.files())}
    )


def _folder(name: str, description: str) -> dg.SourceAsset:
    @dg.observable_source_asset(
        name=name,
        group_name=GROUP,
        description=description,
        required_resource_keys={"settings"},
        tags={"dagster/kind/file": ""},
    )
    def folder(context) -> dg.ObserveResult:  # type: ignore[no-untyped-def]
        path: Path = context.resources.settings.raw / name.removeprefix(f"{GROUP}_")
        files = {"files": sum(1 for _ in sources(path))}
        return dg.ObserveResult(data_version=dg.DataVersion(folder_digest(path)), metadata=files)

    return folder


RAW_ASSETS = [raw_reports, *(_folder(name, description) for name, description in FOLDERS.items())]


def read_from_raw(spec: dg.AssetSpec) -> dg.AssetSpec:
    """The spec of a table that is read from raw files, with them above it; any other as it is."""
    raw = READ_FROM.get(spec.key.path[-1]) if len(spec.key.path) == 1 else None
    return spec.replace_attributes(deps=[*spec.deps, dg.AssetDep(raw)]) if raw else spec
