"""The only place that knows all assets, checks, jobs, schedules, sensors and resources.

Belongs here: how the line is put together and when it runs, and what makes a stored table stale. Does not: any step of it.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

import pipelines.forms  # noqa: F401 - the forms that packages are published in register themselves
from pipelines.base.files import digest
from pipelines.base.settings import folders
from pipelines.line.store import TableStore
from pipelines.outcomes.assets import outcomes
from pipelines.packages.assets import packages
from pipelines.reports.assets import reports
from pipelines.statistics.assets import statistics
from pipelines.targets.assets import targets

SHANGHAI = ZoneInfo("Asia/Shanghai")
# When a table is late. Congresses sit in January and February and their reports are out by the end of March; figures come monthly.
FRESHNESS = {
    "reports": dg.FreshnessPolicy.cron("0 0 1 4 *", lower_bound_delta=timedelta(days=90), timezone=SHANGHAI.key),
    "statistics": dg.FreshnessPolicy.time_window(fail_window=timedelta(days=45), warn_window=timedelta(days=35)),
}


# Runs with this tag wait for each other, in the order in which they were asked for.
IN_ORDER = {"mubiao/in_order": "reports"}


def _with_freshness(spec: dg.AssetSpec) -> dg.AssetSpec:
    policy = FRESHNESS.get(spec.key.path[-1])
    return dg.apply_freshness_policy(spec, policy) if policy else spec


ASSETS = list(dg.map_asset_specs(_with_freshness, [reports, targets, statistics, outcomes, packages]))


def report_years(raw: Path) -> list[str]:
    """The years of which a report lies below ``raw``/reports, in order."""
    return sorted({path.stem for path in raw.glob("reports/*/[12][0-9][0-9][0-9].*") if path.suffix != ".toml"})


def raw_files(stage: str, year: str | None) -> list[Path]:
    """The raw files that a stage reads for a year, in order; sidecars too."""
    patterns = {"reports": f"reports/*/{year}.*", "statistics": "statistics/**/*"}
    found = folders().raw.glob(patterns[stage]) if stage in patterns else ()
    return sorted(path for path in found if path.is_file())


def fingerprint(table: str, year: str | None) -> str:
    """What a table would be made of now: hash over its stage's code, its raw files and its parents' fingerprints."""
    graph = _asset_graph()
    node = graph.get(dg.AssetKey(table))
    parts = [table, str(node.code_version), digest(raw_files(str(node.group_name), year), folders().raw)]
    for parent in sorted(node.parent_keys):
        if not graph.get(parent).is_partitioned:
            parts.append(fingerprint(parent.path[-1], None))
        else:
            parts += [fingerprint(parent.path[-1], each) for each in _years_read(node, parent, year)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _years_read(node: Any, parent: dg.AssetKey, year: str | None) -> list[str]:
    """The report years of a partitioned parent that a table of a year is made of: its own, or as the mapping shifts it."""
    there = report_years(folders().raw)
    if year is None:
        return there
    mapping = node.partition_mappings.get(parent)
    if not isinstance(mapping, dg.TimeWindowPartitionMapping):
        return [year]
    shifted = range(int(year) + mapping.start_offset, int(year) + mapping.end_offset + 1)
    return [each for each in map(str, shifted) if each in there]


@cache
def _asset_graph():  # type: ignore[no-untyped-def]
    return defs.resolve_asset_graph()


publish = dg.define_asset_job(
    "publish",
    selection=dg.AssetSelection.all(),
    description="From the raw reports of a year to the published packages.",
    # The work of a year is a second or two; a process a step would cost ten times that.
    executor_def=dg.in_process_executor,
)


def over_years(years: list[str]) -> dict[str, Any]:
    """How a run is told its years: one by its key; several as one run over the range from the first to the last."""
    if len(years) == 1:
        return {"partition_key": years[0]}
    return {"tags": {"dagster/asset_partition_range_start": years[0], "dagster/asset_partition_range_end": years[-1]}}


def stored(steps: Iterable[dg.AssetsDefinition], years: list[str]) -> bool:
    """Whether the store holds what the steps would make of these years now."""
    return all(STORE.fresh(key.path[-1], year) for step in steps for key in step.keys for year in years)


@dg.schedule(
    job=publish,
    cron_schedule="0 6 * 1-3 *",
    execution_timezone=SHANGHAI.key,
    description="Every morning of January to March, when reports come out: the year's reports, and what they say of the year before.",
)
def reports_season(context: dg.ScheduleEvaluationContext):  # type: ignore[no-untyped-def]
    """One run over the current year and the one before, once a report of the current year is there.

    One run, not two: the outcomes of the year before have to wait for what this year's reports say.
    """
    day = context.scheduled_execution_time.astimezone(SHANGHAI)
    years = [year for year in report_years(folders().raw) if day.year - 1 <= int(year) <= day.year]
    if str(day.year) not in years:
        return dg.SkipReason(f"No report of {day.year} is in raw/reports yet.")
    return dg.RunRequest(run_key=f"reports-{day:%Y-%m-%d}", **over_years(years))


@dg.schedule(
    job=publish,
    cron_schedule="0 8 20 * *",
    execution_timezone=SHANGHAI.key,
    description="On the 20th, after the month's figures: statistics, and every year's outcomes that follow from them.",
)
def statistics_monthly(context: dg.ScheduleEvaluationContext):  # type: ignore[no-untyped-def]
    """One run over all years that have reports: what statistics change, or all of it where the store lacks what that is made of."""
    years = report_years(folders().raw)
    if not years:
        return dg.SkipReason("No report is in raw/reports.")
    changed = [key for step in (statistics, outcomes, packages) for key in step.keys]
    return dg.RunRequest(
        run_key=f"statistics-{context.scheduled_execution_time.astimezone(SHANGHAI):%Y-%m}",
        asset_selection=changed if stored((reports, targets), years) else None,
        **over_years(years),
    )


@dg.sensor(
    job=publish,
    minimum_interval_seconds=60,
    description="Sees a new or changed file in raw/reports/ and runs its year.",
)
def raw_reports_changed(context: dg.SensorEvaluationContext):  # type: ignore[no-untyped-def]
    """One run for each year whose files differ from those of the last look; the cursor holds a hash a year.

    What the changed report says of the year before it judges that year's targets: its outcomes are made again, and nothing else
    of it. So the latest year comes first, and dagster.yaml lets no two runs with the tag IN_ORDER run at once. Requests carry no
    run key: with one, a file that is put back as it was before would start no run.
    """
    seen = json.loads(context.cursor or "{}")
    now = {year: digest(raw_files("reports", year), folders().raw) for year in report_years(folders().raw)}
    changed = [year for year in sorted(seen | now) if seen.get(year) != now.get(year)]
    before = [year for year in now if str(int(year) + 1) in changed and year not in changed]
    again = [*outcomes.keys, *packages.keys]
    requests = [
        dg.RunRequest(partition_key=year, asset_selection=again if year in before else None, tags=IN_ORDER)
        for year in sorted([*changed, *before], reverse=True)
    ]
    return dg.SensorResult(run_requests=requests, cursor=json.dumps(now, sort_keys=True))


@dg.logger
def progress(context: dg.InitLoggerContext) -> logging.Logger:
    """A logger that passes the start of each step on to the standard logger ``mubiao.progress``."""

    class Steps(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            event = getattr(record, "dagster_meta", {}).get("dagster_event")
            if event is not None and event.is_step_start:
                logging.getLogger("mubiao.progress").info(event.step_key)

    logger = logging.getLogger("mubiao.dagster")
    logger.handlers, logger.propagate = [Steps()], False
    logger.setLevel(logging.DEBUG)
    return logger


STORE = TableStore(folders().store, fingerprint)

defs = dg.Definitions(
    assets=ASSETS,
    jobs=[publish],
    schedules=[reports_season, statistics_monthly],
    sensors=[raw_reports_changed],
    resources={"io_manager": STORE},
    loggers={"console": dg.colored_console_logger, "progress": progress},
    executor=dg.in_process_executor,
)
