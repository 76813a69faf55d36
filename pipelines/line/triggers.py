"""What starts a run: the job, the schedules and the sensor. Belongs here: when, and over which years. Does not: what a run does."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.line.staleness import Staleness
from pipelines.line.store import place

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Runs with this tag wait for each other, in the order in which they were asked for (dagster.yaml).
IN_ORDER = {"mubiao/in_order": "reports"}


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


def keys_of(graph: Any, *groups: str) -> list[dg.AssetKey]:
    """The assets of some groups, in the order of their names."""
    return sorted(key for key in graph.get_all_asset_keys() if graph.get(key).group_name in groups)


@dg.schedule(
    job=publish,
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
    return dg.RunRequest(run_key=f"reports-{day:%Y-%m-%d}", **over_years(years))


@dg.schedule(
    job=publish,
    cron_schedule="0 8 20 * *",
    execution_timezone=SHANGHAI.key,
    description="On the 20th, after the month's figures: statistics, and every year's outcomes that follow from them.",
)
def statistics_monthly(context: dg.ScheduleEvaluationContext, staleness: dg.ResourceParam[Staleness]):  # type: ignore[no-untyped-def]
    """One run over all years that have reports: what statistics change, or all of it where the store lacks what that is made of."""
    years = _years(staleness)
    if not years:
        return dg.SkipReason("No report is at hand.")
    read = [
        place(key)[0]
        for key in keys_of(staleness.graph, "reports", "targets")
        if staleness.graph.get(key).is_partitioned
    ]
    stored = all(staleness.store.fresh(table, year) for table in read for year in years)
    return dg.RunRequest(
        run_key=f"statistics-{context.scheduled_execution_time.astimezone(SHANGHAI):%Y-%m}",
        asset_selection=keys_of(staleness.graph, "statistics", "outcomes", "packages") if stored else None,
        **over_years(years),
    )


@dg.sensor(
    job=publish,
    minimum_interval_seconds=60,
    description="Sees new, changed and removed reports in raw/ and the collections, and runs their years.",
)
def reports_changed(context: dg.SensorEvaluationContext, staleness: dg.ResourceParam[Staleness]):  # type: ignore[no-untyped-def]
    """One run for each year whose reports differ from those of the last look, the latest first; the cursor holds a hash a year.

    What a changed report says of the past judges the targets of the year before, and bears out figures of other years: after them
    one run makes the outcomes of all these years again, and nothing else. So dagster.yaml lets no two runs with the tag IN_ORDER
    run at once. Requests carry no run key: with one, a file that is put back as it was before would start no run.
    """
    seen, now = json.loads(context.cursor or "{}"), dict(_hashes(staleness))
    changed = [year for year in sorted(seen | now) if seen.get(year) != now.get(year)]
    requests = [dg.RunRequest(partition_key=year, tags=IN_ORDER) for year in reversed(changed)]
    again = staleness.dependent_years("outcomes", "achieved", changed)
    # A year that is alone is judged by its own run.
    if again and (len(changed) > 1 or again != changed):
        run = over_years(again)
        run["tags"] = run.get("tags", {}) | IN_ORDER
        requests.append(dg.RunRequest(asset_selection=keys_of(staleness.graph, "outcomes", "packages"), **run))
    return dg.SensorResult(run_requests=requests, cursor=json.dumps(now, sort_keys=True))


def _years(staleness: Staleness) -> list[str]:
    """The years of which there is a report now."""
    staleness.look()
    return staleness.inventory().years()


def _hashes(staleness: Staleness) -> Iterable[tuple[str, str]]:
    """A hash of its reports' files by year."""
    staleness.look()
    reports = staleness.inventory().reports.sort("report_id").select("year", "report_id", "raw_sha256", "title")
    for (year,), rows in reports.group_by("year", maintain_order=True):
        yield str(year), hashlib.sha256(rows.write_csv().encode()).hexdigest()
