"""What starts a run: the jobs, the schedules and the sensors. Belongs here: when, and over which years. Does not: what a run does.

Nothing is remembered between two looks: what the store lacks is asked for, until it is there. So a run that failed is asked for again,
and a look that saw nothing loses nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.base.files import hashed
from pipelines.base.settings import Settings
from pipelines.line.resources import Collections, Published
from pipelines.line.staleness import FOLDERS, Staleness
from pipelines.line.store import INVENTORY, place
from pipelines.reports.inventory import reasons
from pipelines.site.assets import GROUP
from pipelines.site.build import fingerprint, is_current
from schemas.errors import InputError

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Runs with this tag wait for each other, in the order in which they were asked for (dagster.yaml).
IN_ORDER = {"mubiao/in_order": "reports"}
# What a sensor's run is to bring up to date, as one hash: what fails is not asked for at every look.
WANTED = "mubiao/wanted"
# So long a run that failed is not asked for again where no file has changed since.
AGAIN_AFTER = timedelta(hours=1)
PACKAGES = "packages"
# Jobs.
TABLES, PUBLISH, WHOLE, SITE = "tables", "publish", "line", "publish_site"
# Of several machines only one publishes and writes the site, that of the folder which holds what is published: the worker of celery that takes this queue.
PUBLISHER = {"dagster-celery/queue": "publishing"}
ENDED = (dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED)
UNDER_WAY = dg.RunsFilter(tags=IN_ORDER, statuses=[status for status in dg.DagsterRunStatus if status not in ENDED])


def jobs(alone: Sequence[dg.AssetChecksDefinition]) -> list[Any]:
    """What is run: tables, packages, both, or the checks that run alone, which are part of no other.

    The work of a year is a second or two; a process a step would cost ten times that.
    """
    packages, site = dg.AssetSelection.groups(PACKAGES), dg.AssetSelection.groups(GROUP)
    by_themselves = dg.AssetSelection.checks(*alone)
    every = dg.AssetSelection.all() - by_themselves - site
    selections = {
        TABLES: (every - packages, "From the raw files to the judged tables; nothing is published."),
        PUBLISH: (packages - by_themselves, "From the stored tables to the published packages, one run at a time."),
        WHOLE: (every, "From the raw files to the published packages in one run, as `mubiao run` does."),
        SITE: (site, "From what is published to the site, as `mubiao site` does."),
        "checks": (
            by_themselves,
            "What a run asks of the rows that it makes, asked of all that is stored and published.",
        ),
    }
    return [
        dg.define_asset_job(
            name,
            selection,
            description=description,
            tags=PUBLISHER if name in (PUBLISH, SITE) else None,
            executor_def=dg.in_process_executor,
        )
        for name, (selection, description) in selections.items()
    ]


def over_years(years: Sequence[str]) -> dict[str, str]:
    """The tags that tell a run its years, from the first to the last.

    Tags, not a key: a sensor's process may have been started before a year had its first report, and knows no such key; the run's own does.
    """
    if not years:
        return {}
    return {"dagster/asset_partition_range_start": years[0], "dagster/asset_partition_range_end": years[-1]}


def keys_of(graph: Any, *groups: str) -> list[dg.AssetKey]:
    """The assets of some groups, in the order of their names."""
    return sorted(key for key in graph.get_all_asset_keys() if graph.get(key).group_name in groups)


@dg.schedule(
    job_name=TABLES,
    cron_schedule="0 6 * 1-3 *",
    execution_timezone=SHANGHAI.key,
    description="Every morning of January to March, when reports come out: the year's reports, and what they say of the years before.",
)
def reports_season(context: dg.ScheduleEvaluationContext, staleness: dg.ResourceParam[Staleness]):  # type: ignore[no-untyped-def]
    """One run over the current year and the two before, once a report of the current year is there.

    One run, not three: the outcomes of the years before have to wait for what this year's reports say.
    """
    day = context.scheduled_execution_time.astimezone(SHANGHAI)
    years = [year for year in _years(staleness) if day.year - 2 <= int(year) <= day.year]
    if str(day.year) not in years:
        return dg.SkipReason(f"No report of {day.year} is at hand yet.")
    return dg.RunRequest(run_key=f"reports-{day:%Y-%m-%d}", tags=over_years(years) | IN_ORDER)


@dg.schedule(
    job_name=TABLES,
    cron_schedule="0 8 20 * *",
    execution_timezone=SHANGHAI.key,
    description="On the 20th, after the month's figures: statistics, and every year's outcomes that follow from them.",
)
def statistics_monthly(context: dg.ScheduleEvaluationContext, staleness: dg.ResourceParam[Staleness]):  # type: ignore[no-untyped-def]
    """One run over all years that have reports: what statistics change, or all of it where the store lacks what that is made of."""
    years = _years(staleness)
    if not years:
        return dg.SkipReason("No report is at hand.")
    read = [key for key in keys_of(staleness.graph, "reports", "targets") if staleness.graph.get(key).is_partitioned]
    stored = not any(_stale_parts(staleness, key, years) for key in read)
    selected = keys_of(staleness.graph, "statistics", "outcomes") if stored else None
    return dg.RunRequest(
        run_key=f"statistics-{context.scheduled_execution_time.astimezone(SHANGHAI):%Y-%m}",
        asset_selection=selected,
        asset_check_keys=_checks_of(staleness, selected) if selected else None,
        tags=over_years(years) | IN_ORDER,
    )


@dg.sensor(
    job_name=TABLES,
    minimum_interval_seconds=60,
    description="Sees what is new, changed or gone in raw/ and the collections, and makes the tables again that follow from it, in one run.",
)
def reports_changed(  # type: ignore[no-untyped-def]
    context: dg.SensorEvaluationContext,
    staleness: dg.ResourceParam[Staleness],
    collections: dg.ResourceParam[Collections],
):
    """One run over the years whose tables are stale, from the first to the last; before it one that goes through the files, if they changed."""
    staleness.look()
    try:
        if stale := _stale(staleness, [dg.AssetKey(INVENTORY)], []):
            # Going through the files takes longer than a sensor may.
            return _asked(context, staleness, "inventory", stale, [])
        if why := _stopped(staleness, collections):
            return dg.SkipReason(" ".join(why))
        years = staleness.inventory().years()
    except InputError as error:
        return dg.SkipReason(str(error))
    if not years:
        return dg.SkipReason("No report is at hand.")
    every = [key for key in staleness.steps if staleness.graph.get(key).group_name != PACKAGES]
    stale = _stale(staleness, every, years)
    if not stale:
        return dg.SkipReason("Every table is made of what is there now.")
    return _asked(context, staleness, "tables", stale, years)


@dg.sensor(
    job_name=PUBLISH,
    minimum_interval_seconds=60,
    description="Publishes what changed, in one run, once every table of every year is there.",
)
def tables_changed(  # type: ignore[no-untyped-def]
    context: dg.SensorEvaluationContext,
    staleness: dg.ResourceParam[Staleness],
    collections: dg.ResourceParam[Collections],
    published: dg.ResourceParam[Published],
):
    """One run over the packages that are stale, or do not stand as they were published; none while a table is stale or being made."""
    staleness.look()
    before = [key for key in staleness.steps if staleness.graph.get(key).group_name != PACKAGES]
    try:
        if _stale(staleness, [dg.AssetKey(INVENTORY)], []) or _stale(staleness, before, staleness.inventory().years()):
            return dg.SkipReason("Tables are to be made first: switch on reports_changed, or run the job tables.")
        if why := _stopped(staleness, collections):
            return dg.SkipReason(" ".join(why))
        packages = [key for key in staleness.steps if key not in before]
        stale = {key: [place(key)[1]] for key in packages if not _stands(staleness, key, published)}
    except InputError as error:
        return dg.SkipReason(str(error))
    if not stale:
        return dg.SkipReason("Every package is published as it would be made now.")
    return _asked(context, staleness, PACKAGES, stale, [])


@dg.sensor(
    job_name=SITE,
    minimum_interval_seconds=60,
    description="Writes the site again once what is published is other than what it shows, where MUBIAO_SITE_ADDRESS says that there is one.",
)
def packages_changed(context: dg.SensorEvaluationContext, settings: dg.ResourceParam[Settings]):  # type: ignore[no-untyped-def]
    """One run, once nothing is published just now."""
    if not settings.site_address:
        return dg.SkipReason("MUBIAO_SITE_ADDRESS names no address: there is no site to keep up to date.")
    asked = {"address": settings.site_address, "contact": settings.site_contact}
    try:
        if is_current(settings.published, settings.site, **asked):
            return dg.SkipReason("The site is of what is published now.")
        wanted = fingerprint(settings.published, **asked)
    except InputError as error:
        return dg.SkipReason(str(error))
    if why := _waits(context, wanted):
        return dg.SkipReason(why)
    return dg.RunRequest(tags=IN_ORDER | {WANTED: wanted})


# What is stale of each table: years, or None for a table that has none.
_Stale = Mapping[dg.AssetKey, Sequence[str | None]]


def _stale(
    staleness: Staleness, keys: Iterable[dg.AssetKey], years: Sequence[str]
) -> dict[dg.AssetKey, list[str | None]]:
    """The stale tables, whole steps: what is made together with a stale table is made again with it."""
    stale = {key: parts for key in keys if (parts := _stale_parts(staleness, key, years))}
    return stale | {
        beside: parts
        for key, parts in stale.items()
        for beside in staleness.graph.get(key).assets_def.keys
        if beside not in stale
    }


def _stale_parts(staleness: Staleness, key: dg.AssetKey, years: Sequence[str]) -> list[str | None]:
    table, part = place(key)
    parts: Sequence[str | None] = years if staleness.graph.get(key).is_partitioned else [part]
    return [each for each in parts if not staleness.store.fresh(table, each)]


def _stands(staleness: Staleness, key: dg.AssetKey, published: Published) -> bool:
    """Whether a package is made of what is there now, and what was published of it is still there as it was."""
    table, part = place(key)
    if not staleness.store.fresh(table, part):
        return False
    return published.stands(staleness.store.read(table, [part]))


def _stopped(staleness: Staleness, collections: Collections) -> list[str]:
    """What a person has to mend before anything more is made; the run that found it has failed with it."""
    stopping = reasons(collections.stopping(staleness.inventory().left_out))
    try:
        faults = staleness.store.read("statistics_rejects", [None]).height
    except InputError:  # not read yet
        faults = 0
    return stopping + [
        "A figure in raw/statistics breaks its contract: see the check `contract` of statistics."
    ] * bool(faults)


def _asked(
    context: dg.SensorEvaluationContext, staleness: Staleness, step: str, stale: _Stale, years: Sequence[str]
) -> dg.RunRequest | dg.SkipReason:
    """The run that makes what is stale; none while such a run is under way, or where one of the very same failed a short time ago."""
    changed = [year for year in years if any(year in parts for parts in stale.values())]
    wanted = hashed([step, *_inputs(staleness)])
    if why := _waits(context, wanted):
        return dg.SkipReason(why)
    return dg.RunRequest(
        asset_selection=sorted(stale),
        asset_check_keys=_checks_of(staleness, stale),
        tags=over_years(changed) | IN_ORDER | {WANTED: wanted},
    )


def _waits(context: dg.SensorEvaluationContext, wanted: str) -> str:
    """Why a run is not asked for now: such a run is under way, or one that made the very same ended a short time ago; empty where it is."""
    under_way = context.instance.get_runs(UNDER_WAY, limit=1)
    if under_way:
        return f"The run {under_way[0].run_id} is under way."
    before = context.instance.get_run_records(dg.RunsFilter(tags={WANTED: wanted}), limit=1)
    if before and (again := _ended(before[0]) + AGAIN_AFTER) > datetime.now(UTC):
        how = "made this, and it is stale still: is the code that is loaded another than the run's?"
        if before[0].dagster_run.is_failure_or_canceled:
            how = "failed; mend what it says."
        return f"The run {before[0].dagster_run.run_id} {how} It is asked for again at {again:%H:%M} UTC, or when a file changes."
    return ""


def _checks_of(staleness: Staleness, keys: Iterable[dg.AssetKey]) -> list[dg.AssetCheckKey]:
    """The checks that steps make with these tables: where none are named, Dagster takes those that run alone too."""
    return sorted(key for table in keys for key in staleness.graph.get_check_keys_for_assets({table}))


def _inputs(staleness: Staleness) -> Iterable[str]:
    """All that the line is made of: what the tables hold that are made of no other, and the code of each."""
    for key in sorted(staleness.steps):
        node, (table, part) = staleness.graph.get(key), place(key)
        yield str(node.code_version)
        if not node.parent_keys or table in FOLDERS:
            yield staleness.fingerprint(table, part)


def _ended(record: dg.RunRecord) -> datetime:
    return datetime.fromtimestamp(record.end_time or record.update_timestamp.timestamp(), UTC)


def _years(staleness: Staleness) -> list[str]:
    """The years of which there is a report now."""
    staleness.look()
    return staleness.inventory().years()
