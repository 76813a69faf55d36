"""The only place that knows all assets, checks, jobs, schedules, sensors and resources.

Belongs here: how the line is put together. Does not: any step of it, when it runs (``line.triggers``), or what makes a table stale
(``line.staleness``).
"""

import logging
from datetime import timedelta

import dagster as dg

import pipelines.forms  # noqa: F401  every form registers itself
from pipelines.base.settings import Settings, settings
from pipelines.line.resources import Collections, Published
from pipelines.line.run import Line
from pipelines.line.staleness import Staleness
from pipelines.line.triggers import SHANGHAI, publish, reports_changed, reports_season, statistics_monthly
from pipelines.measuring.assets import extraction_scores
from pipelines.outcomes.assets import outcomes, views
from pipelines.packages.assets import package_assets
from pipelines.reports.assets import inventory, reports
from pipelines.statistics.assets import statistics
from pipelines.targets.assets import targets
from pipelines.targets.parts.doubt import of_report

# When a table is late. Congresses sit in January and February and their reports are out by the end of March; figures come monthly.
FRESHNESS = {
    "reports": dg.FreshnessPolicy.cron("0 0 1 4 *", lower_bound_delta=timedelta(days=90), timezone=SHANGHAI.key),
    "statistics": dg.FreshnessPolicy.time_window(fail_window=timedelta(days=45), warn_window=timedelta(days=35)),
}


def _with_freshness(spec: dg.AssetSpec) -> dg.AssetSpec:
    policy = FRESHNESS.get(spec.key.path[-1])
    return dg.apply_freshness_policy(spec, policy) if policy else spec


# In the order in which a run makes them.
ASSETS: list[dg.AssetsDefinition] = list(
    dg.map_asset_specs(
        _with_freshness,
        [inventory, reports, statistics, targets, outcomes, views, extraction_scores, *package_assets()],
    )
)
# All but the packages: what `mubiao judge` makes.
JUDGING = [step for step in ASSETS if not any(key.path[0] == "packages" for key in step.keys)]


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


def line(under: Settings) -> Line:
    """Put the line together."""
    collections = Collections(under)
    staleness = Staleness(under, collections, lambda: definitions)
    published = Published(under.published, under.candidates, under.software_version)
    resources = {
        "collections": collections,
        "staleness": staleness,
        "published": published,
        "settings": under,
        "doubt": of_report,
        "io_manager": staleness.store,
    }
    definitions = dg.Definitions(
        assets=ASSETS,
        jobs=[publish],
        schedules=[reports_season, statistics_monthly],
        sensors=[reports_changed],
        resources=resources,
        loggers={"console": dg.colored_console_logger, "progress": progress},
        executor=dg.in_process_executor,
    )
    return Line(under, definitions, collections, staleness, published)


@dg.definitions
def defs() -> dg.Definitions:
    """What Dagster loads: the line under the settings of the environment."""
    return line(settings()).definitions
