"""The only place that knows all assets, checks, jobs, schedules, sensors and resources.

Belongs here: how the line is put together. Does not: any step of it, when it runs (``line.triggers``), or what makes a table stale
(``line.staleness``).
"""

import logging
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta

import dagster as dg

import pipelines.forms  # noqa: F401  every form registers itself
from pipelines.base.progress import LOGGER, part
from pipelines.base.settings import RAW, Logs, Settings, settings
from pipelines.line.alerts import checks_warned, run_failed
from pipelines.line.checks import stored_checks
from pipelines.line.configured import resources
from pipelines.line.history import history, history_nightly
from pipelines.line.logs import json_lines
from pipelines.line.raw import RAW_ASSETS, read_from_raw
from pipelines.line.resources import Collections, Published
from pipelines.line.run import Line
from pipelines.line.staleness import Staleness
from pipelines.line.triggers import (
    SHANGHAI,
    jobs,
    packages_changed,
    reports_changed,
    reports_season,
    statistics_monthly,
    tables_changed,
)
from pipelines.line.years import at_hand, bound
from pipelines.measuring.assets import extraction_scores, verdict_checks
from pipelines.outcomes.assets import as_of, outcomes, readings, views
from pipelines.packages.assets import package_assets
from pipelines.packages.definition import definitions as packages
from pipelines.reports.assets import inventory, reports
from pipelines.site.assets import site_asset
from pipelines.statistics.assets import statistics
from pipelines.targets.assets import targets
from pipelines.targets.parts.doubt import of_report

# When a table is late. Congresses sit in January and February and their reports are out by the end of March; figures come monthly.
FRESHNESS = {
    "reports": dg.FreshnessPolicy.cron("0 0 1 4 *", lower_bound_delta=timedelta(days=90), timezone=SHANGHAI.key),
    "statistics": dg.FreshnessPolicy.time_window(fail_window=timedelta(days=45), warn_window=timedelta(days=35)),
}


CONSOLE = {Logs.text: dg.colored_console_logger, Logs.json: json_lines}


def _with_freshness(spec: dg.AssetSpec) -> dg.AssetSpec:
    policy = FRESHNESS.get(spec.key.path[-1])
    return dg.apply_freshness_policy(spec, policy) if policy else spec


# What `mubiao judge` makes, in the order in which it is made.
JUDGING: list[dg.AssetsDefinition] = list(
    dg.map_asset_specs(
        _with_freshness,
        [inventory, reports, statistics, as_of, targets, readings, outcomes, views, extraction_scores, verdict_checks],
    )
)


def steps(under: Settings) -> list[dg.AssetsDefinition]:
    """What a run makes, in the order in which it is made: the tables, and the packages of the settings.

    Raises:
        InputError: the file of packages cannot be read.
    """
    return [*JUDGING, *package_assets(packages(under.definitions))]


@dg.logger
def progress(context: dg.InitLoggerContext) -> logging.Logger:
    """A logger that passes the start of each step on to the standard logger ``mubiao.progress``, which says more of one that takes long.

    A step reads its tables before its function is called and writes them after it, so that only Dagster's events span all of it.
    """

    class Steps(logging.Handler):
        working = ExitStack()

        def emit(self, record: logging.LogRecord) -> None:
            event = getattr(record, "dagster_meta", {}).get("dagster_event")
            if event is None or event.step_key is None:
                return
            if event.is_step_start:
                # Dagster calls the step of packages/gansu-2024 packages__gansu_2024.
                step = event.step_key.replace("packages__", "package ")
                LOGGER.info(step)
                self.working.enter_context(part(step))
            elif event.is_step_success or event.is_step_failure:
                self.working.close()

    logger = logging.getLogger("mubiao.dagster")
    logger.handlers, logger.propagate = [Steps()], False
    logger.setLevel(logging.DEBUG)
    return logger


def line(under: Settings) -> Line:
    """Put the line together.

    Raises:
        InputError: the file of packages, or a collection, cannot be read.
    """
    assets = steps(under)
    collections = Collections(under)
    staleness = Staleness(under, collections, lambda: over_calendar)
    named = (RAW, *under.collections)
    published = Published(
        under.published, under.candidates, under.software_version, under.keep_versions, named, under.mirror
    )

    def over(years: Sequence[str], alone: Sequence[dg.AssetChecksDefinition] = ()) -> dg.Definitions:
        return dg.Definitions(
            asset_checks=alone,
            assets=[
                *dg.map_asset_specs(read_from_raw, bound(assets, years, under.years_a_run)),
                *RAW_ASSETS,
                site_asset(packages(under.definitions)),
            ],
            jobs=[*jobs(alone), history],
            schedules=[reports_season, statistics_monthly, history_nightly],
            sensors=[reports_changed, tables_changed, packages_changed, run_failed, checks_warned],
            resources=handed,
            loggers={"console": CONSOLE[under.logs], "progress": progress},
            executor=dg.in_process_executor,
        )

    this = Line(under, over, assets, collections, staleness, published, line)
    handed = resources(this, doubt=of_report)
    over_calendar = dg.Definitions(assets=assets, resources=handed)
    return this


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster loads: the line under the settings of the environment."""
    return loaded(line(settings()))


def loaded(now: Line) -> dg.Definitions:
    """The line over the years at hand, with the checks that run alone: a run by hand does without, as it would take them for its own."""
    alone = stored_checks(key for step in now.steps for key in step.keys)
    return now.over(at_hand(now.collections, now.staleness.store), alone)
