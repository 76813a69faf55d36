"""Checks that run alone, over what is stored and published now: the same questions that a run asks of what it makes, asked of all years.

A run asks of the rows in its hands, and stops at them; these look at the files, whoever wrote or touched them since. Belongs here: which
question is asked of which stored table. Does not: the question itself, which stands with the stage.
"""

from collections.abc import Iterable, Iterator, Mapping

import dagster as dg
import polars as pl

from pipelines.base import assets as ui
from pipelines.line.resources import Published
from pipelines.line.store import Store, place
from pipelines.outcomes.assets import LINKS_AGREE, check_judged, check_keys, check_links_agree, check_rows
from pipelines.packages.catalogue import is_published
from pipelines.packages.checks import validate
from pipelines.targets.assets import DESCRIPTIONS as EXTRACTED
from pipelines.targets.assets import check_primary_key, check_traced
from schemas.errors import InputError

_STORED = "stored_"
# What is asked of tables that belong together.
_QUESTIONS: Mapping[str, tuple[str, ...]] = {
    "targets": ("primary_key", "traced"),
    "outcomes": ("rows", "keys", "judged"),
    "matches": (LINKS_AGREE,),
}


def stored_checks(keys: Iterable[dg.AssetKey]) -> list[dg.AssetChecksDefinition]:
    """The checks of stored tables and published packages, of which each runs alone.

    Args:
        keys: of all tables and packages.
    """
    packages = [key for key in keys if place(key)[1]]
    tables = [key for key in keys if not place(key)[1]]
    return [_contracts(tables), _statements(), _judgements(), *map(_published, packages)]


def _contracts(tables: Iterable[dg.AssetKey]) -> dg.AssetChecksDefinition:
    name = f"{_STORED}contract"
    specs = [
        dg.AssetCheckSpec(name, asset=key, description="The files of the table can be read, and keep its contract.")
        for key in tables
    ]

    @dg.multi_asset_check(name="stored_tables", specs=specs, can_subset=True, required_resource_keys={"store"})
    def check(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        for key in sorted(context.selected_asset_check_keys):
            table = place(key.asset_key)[0]
            try:
                rows = context.resources.store.whole(table).height
                yield ui.check(table, name, True, {"rows": rows})
            except InputError as error:
                yield ui.check(table, name, False, ui.reasons([str(error)]))

    return check


def _asked(table: str) -> list[dg.AssetCheckSpec]:
    return [
        dg.AssetCheckSpec(f"{_STORED}{question}", asset=table, description=f"`{question}` of all stored years.")
        for question in _QUESTIONS[table]
    ]


def _statements() -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name="stored_statements", specs=_asked("targets"), required_resource_keys={"store"})
    def check(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        store: Store = context.resources.store
        tables = {table: store.whole(table) for table in EXTRACTED}
        yield _of_store(check_primary_key(tables["targets"]))
        yield _of_store(check_traced(tables.values(), store.whole("reports")))

    return check


def _judgements() -> dg.AssetChecksDefinition:
    specs = [*_asked("outcomes"), *_asked("matches")]

    @dg.multi_asset_check(name="stored_judgements", specs=specs, required_resource_keys={"store"})
    def check(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        store: Store = context.resources.store
        outcomes = store.whole("outcomes")
        yield _of_store(check_rows(outcomes, store.whole("targets")))
        yield _of_store(check_keys(outcomes))
        yield _of_store(check_judged(outcomes))
        yield _of_store(check_links_agree(store.whole("matches"), outcomes))

    return check


def _published(key: dg.AssetKey) -> dg.AssetChecksDefinition:
    description = "The published version is the one that the store names, and valid as it lies on the disk."

    @dg.asset_check(asset=key, name="published", description=description, required_resource_keys={"store", "published"})
    def check(context: dg.AssetCheckExecutionContext) -> dg.AssetCheckResult:
        table, part = place(key)
        faults = list(_faults(context.resources.store.read(table, [part]), context.resources.published))
        return ui.check(key, "published", not faults, ui.reasons(faults))

    return check


def _faults(packages: pl.DataFrame, published: Published) -> Iterator[str]:
    """What is wrong with the version that rows of ``packages`` name, as it lies there."""
    for row in packages.filter("published").to_dicts():
        if not is_published(row, published.folder):
            yield f"{row['path']}: its descriptor is not the one that was published, or the catalogue does not list it last"
        try:
            yield from validate(published.folder / row["path"])
        except InputError as error:
            yield str(error)


def _of_store(result: dg.AssetCheckResult) -> dg.AssetCheckResult:
    """A finding under the name that it has where it is asked of the store."""
    return result._replace(check_name=f"{_STORED}{result.check_name}")
