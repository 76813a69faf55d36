"""Dagster's records of runs, which grow without end: those that say nothing of what is there now are forgotten.

Belongs here: which records go. Does not: any table, or what is published.
"""

from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.base.settings import Settings
from pipelines.line.triggers import ENDED, SHANGHAI

# So many runs are looked at in one go.
_MOST = 500


def forget(instance: dg.DagsterInstance, days: int, now: datetime | None = None) -> int:
    """Delete the records of runs that ended so many days ago; how many.

    The run that made a table last stays, however old: without it the web UI would show the table as never made.

    Args:
        instance: of the records.
        days: 0 deletes nothing.
        now: the time from which is counted.
    """
    if not days:
        return 0
    before = (now or datetime.now(UTC)) - timedelta(days=days)
    ended = dg.RunsFilter(statuses=list(ENDED), updated_before=before)
    old = [run.run_id for run in instance.get_runs(ended, limit=_MOST, ascending=True)]
    last = _last_runs(instance) if old else set()
    gone = [run_id for run_id in old if run_id not in last]
    for run_id in gone:
        instance.delete_run(run_id)
    return len(gone)


def _last_runs(instance: dg.DagsterInstance) -> set[str]:
    """The runs that made a table, or a year of it, last."""
    runs = set()
    for key in instance.get_asset_keys():
        latest = instance.event_log_storage.get_latest_storage_id_by_partition(
            key, dg.DagsterEventType.ASSET_MATERIALIZATION
        )
        whole = instance.get_latest_materialization_event(key)
        runs |= {whole.run_id} if whole else set()
        if latest:
            ids = sorted(set(latest.values()))
            records = instance.fetch_materializations(
                dg.AssetRecordsFilter(key, storage_ids=ids), limit=len(ids)
            ).records
            runs |= {record.run_id for record in records}
    return runs


@dg.op(required_resource_keys={"settings"})
def forget_old_runs(context: dg.OpExecutionContext) -> None:
    """Delete the records that are older than the setting ``keep_runs_days``."""
    days = context.resources.settings.keep_runs_days
    context.log.info(f"{forget(context.instance, days)} runs of more than {days} days ago are forgotten")


@dg.job(
    executor_def=dg.in_process_executor,
    description="Deletes Dagster's records of old runs, by the setting keep_runs_days.",
)
def history() -> None:
    """One step."""
    forget_old_runs()


@dg.schedule(
    job=history,
    cron_schedule="0 4 * * *",
    execution_timezone=SHANGHAI.key,
    description="Every night: Dagster's records of old runs are deleted, where the setting keep_runs_days says after how many days.",
)
def history_nightly(settings: dg.ResourceParam[Settings]):  # type: ignore[no-untyped-def]
    """One run, where anything is to be forgotten."""
    return (
        dg.RunRequest() if settings.keep_runs_days else dg.SkipReason("The setting keep_runs_days is 0: all is kept.")
    )
