"""The assets ``packages/<name>``: stored tables -> published/<package>/<version>/, checked before readers see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import polars as pl

from pipelines.base import assets
from pipelines.base.progress import part
from pipelines.base.sidecars import sha256
from pipelines.base.version import code_of_rows
from pipelines.packages.contents import EXTRACTED, rejected, reports_of, set_aside
from pipelines.packages.definition import Definition, is_at_hand
from pipelines.packages.publish import InvalidCandidateError, Publication, build_and_check, publish
from pipelines.packages.sizes import Size, estimate
from pipelines.packages.synchronise import synchronise
from schemas.errors import InputError

YEARLY = ("reports", *EXTRACTED, "matches", "outcomes", "candidates", "vintages", "conflicts", "applied_readings")
# What is said of a year's targets stands in the report of the next.
NEXT_YEAR_TOO = ("claims",)
VIEWS = (
    "answers_by_indicator", "answers_by_region_year", "attainment_by_indicator", "attainment_by_region_year", "biggest_gaps", "headline", "headline_wide",
    "never_reported", "targets_after",
)  # fmt: skip
WHOLE = ("inventory", "as_of", "left_out", "extraction_scores", "verdict_checks", "readings", *VIEWS)


def package_assets(packages: Sequence[Definition]) -> Iterable[dg.AssetsDefinition]:
    """An asset for every package."""
    return [_asset(definition, packages) for definition in packages]


def _asset(definition: Definition, packages: Sequence[Definition]) -> dg.AssetsDefinition:
    key = dg.AssetKey(["packages", definition.name])

    @dg.asset(
        key=key,
        ins=_inputs(definition),
        required_resource_keys={"published", "io_manager"},
        description=definition.description_en,
        kinds={"frictionless", *({"parquet", "csv"} & set(definition.formats))},
        owners=assets.OWNERS,
        group_name="packages",
        pool="publishing",
        code_version=_code_version(packages),
        check_specs=[
            dg.AssetCheckSpec("valid", asset=key, description="Official profile, frictionless, keys and categories.")
        ],
    )
    def package(context: dg.AssetExecutionContext, **tables: Any):  # type: ignore[no-untyped-def]
        """Publish the package if it differs from its latest version, or build and check it where it is not to be published.

        Where none of its reports is at hand there is nothing to publish, and what was published stays.
        """
        import schemas
        from schemas import contract

        where = context.resources.published
        at_hand = is_at_hand(definition, where.collections)
        if at_hand:
            _refuse_half(definition, tables["inventory"], context.resources.io_manager.stored)
        stored = tables | {table: tables[table].good for table in EXTRACTED}
        reports = reports_of(definition, stored["reports"])
        rejects = {table: rejected(tables[table].rejects, reports["report_id"]) for table in EXTRACTED}
        publications = []
        if at_hand and reports.height:
            try:
                with part(f"package {definition.name}: {_size(definition, reports, stored['targets'])}"):
                    publications.append(_publish(definition, stored, rejects, where, packages))
            except InvalidCandidateError as invalid:
                yield assets.check(key, "valid", False, assets.reasons([str(invalid)]))
                raise
        rows = [publication.row() | {"published": definition.publish} for publication in publications]
        faults = [fault for publication in publications for fault in publication.faults]
        frame = pl.DataFrame(rows, schema=contract.dtypes(schemas.model("packages")))
        yield dg.MaterializeResult(
            asset_key=key,
            value=frame,
            metadata=assets.table_metadata("packages", frame),
            check_results=[assets.check(key, "valid", not faults, assets.reasons(faults), warn=True)],
        )

    return package


def _size(definition: Definition, reports: pl.DataFrame, targets: pl.DataFrame) -> Size:
    """How large a version of these reports will be, before it is built."""
    return estimate(definition, reports.height, targets.join(reports, on="report_id", how="semi").height)


def _refuse_half(definition: Definition, inventory: pl.DataFrame, stored: Callable[[str, str], bool]) -> None:
    """A package of which some years are still to be read or judged would be published half-filled.

    Raises:
        InputError: names the years, and the first table that they lack.
    """
    years = sorted(set(reports_of(definition, inventory)["year"].cast(pl.String)))
    lacking = {year: [table for table in YEARLY if not stored(table, year)] for year in years}
    if half := {year: tables for year, tables in lacking.items() if tables}:
        reason = f"{next(iter(half.values()))[0]} of {', '.join(half)} are not in the store yet, and half a package is not published"
        raise InputError(
            f"packages/{definition.name}",
            "",
            reason,
            "Run these years first, or `mubiao run`, which runs what is missing",
        )


def _inputs(definition: Definition) -> Mapping[str, dg.AssetIn]:
    """The tables of the package's years, of those that are read out of texts with the rows set apart, and the tables that have no years."""
    yearly = {
        table: dg.AssetIn(
            partition_mapping=_years(definition, after=table in NEXT_YEAR_TOO),
            metadata=assets.MAY_LACK | (assets.WITH_REJECTS if table in EXTRACTED else {}),
        )
        for table in YEARLY
    }
    return yearly | {table: dg.AssetIn() for table in WHOLE}


def _years(definition: Definition, *, after: bool) -> dg.PartitionMapping:
    """The package's years, with the year ``after`` each where that is wanted; all years where it names none."""
    if not definition.years:
        return dg.AllPartitionMapping()
    years = {*definition.years, *(year + 1 for year in definition.years if after)}
    return dg.SpecificPartitionsPartitionMapping(sorted(map(str, years)))


def _code_version(packages: Sequence[Definition]) -> str:
    """Changes with the code, and with the packages that there are, which may be defined in a file beside it."""
    return sha256(f"{assets.code_version('packages', 'forms')}\n{packages!r}".encode())


def _publish(
    definition: Definition,
    stored: Mapping[str, pl.DataFrame],
    rejects: Mapping[str, int],
    where: Any,
    packages: Sequence[Definition],
) -> Publication:
    left_out = set_aside(definition, stored["left_out"])
    if definition.publish:
        publication = publish(
            definition,
            stored,
            rejects,
            left_out,
            where.folder,
            others=packages,
            software_version=where.software_version,
            code_version=code_of_rows(),
            keep_versions=where.keep_versions,
        )
        if where.mirror:
            # Before the row is stored: a copy that could not be brought up to date is tried again.
            synchronise(where.folder, where.mirror)
        return publication
    into = where.candidates / definition.name
    return build_and_check(
        definition, stored, rejects, left_out, where.folder, into, where.software_version, code_of_rows()
    )
