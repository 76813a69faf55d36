"""The only place that knows all assets, checks, jobs, schedules, sensors and resources.

Belongs here: how the line is put together and when it runs, and what makes a stored table stale. Does not: any step of it.
"""

import hashlib
import json
import logging
from functools import cache
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.outcomes.assets import outcomes
from pipelines.packages.assets import packages
from pipelines.reports.assets import reports
from pipelines.settings import folders
from pipelines.statistics.assets import statistics
from pipelines.store import REPORT_YEARS, TableStore, digest
from pipelines.targets.assets import targets

ASSETS = [reports, targets, statistics, outcomes, packages]


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
    partitions_def=REPORT_YEARS,
    description="From the raw reports of a year to the published packages.",
    # The work of a year is a second or two; a process a step would cost ten times that.
    executor_def=dg.in_process_executor,
)


@dg.schedule(
    job=publish,
    cron_schedule="0 6 1 * *",
    execution_timezone="Asia/Shanghai",
    description="Monthly: publish what changed since; an unchanged input publishes nothing.",
)
def monthly(context: dg.ScheduleEvaluationContext):  # type: ignore[no-untyped-def]
    """One run for each year that has reports."""
    for year in report_years(folders().raw):
        yield dg.RunRequest(run_key=f"{context.scheduled_execution_time:%Y-%m}-{year}", partition_key=year)


@dg.sensor(
    job=publish,
    minimum_interval_seconds=60,
    description="Sees a new or changed file in raw/reports/ and runs its year.",
)
def raw_reports_changed(context: dg.SensorEvaluationContext):  # type: ignore[no-untyped-def]
    """One run for each year whose files differ from those of the last look; the cursor holds a hash a year.

    What the changed report says of the year before it judges that year's targets: its outcomes are made again, and nothing else
    of it. Requests carry no run key: with one, a file that is put back as it was before would start no run.
    """
    seen = json.loads(context.cursor or "{}")
    now = {year: digest(raw_files("reports", year), folders().raw) for year in report_years(folders().raw)}
    changed = [year for year in sorted(seen | now) if seen.get(year) != now.get(year)]
    before = [year for year in now if str(int(year) + 1) in changed and year not in changed]
    again = [*outcomes.keys, *packages.keys]
    requests = [dg.RunRequest(partition_key=year) for year in changed]
    requests += [dg.RunRequest(partition_key=year, asset_selection=again) for year in before]
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
    schedules=[monthly],
    sensors=[raw_reports_changed],
    resources={"io_manager": STORE},
    loggers={"console": dg.colored_console_logger, "progress": progress},
    executor=dg.in_process_executor,
)
