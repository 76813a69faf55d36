"""What a person is told of a run who does not look: a run that failed, and checks with findings, posted as JSON to one address.

Belongs here: what is posted, and when. Does not: where to (the setting ``webhook``), or what a check finds.
"""

import logging
import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg

from pipelines.base.settings import Settings

LOGGER = logging.getLogger("mubiao.alerts")
# Seconds that a receiver has to answer; a run does not wait longer for it, whatever it does.
PATIENCE = 5.0
# What DuckDB makes of a signal that comes while it works.
_OF_DUCKDB = "Query interrupted"
# Errors of the system (a disk that is full, rights that are missing), which name the file by themselves.
_OF_THE_SYSTEM = (
    "OSError",
    "PermissionError",
    "FileNotFoundError",
    "IsADirectoryError",
    "NotADirectoryError",
    "FileExistsError",
)


def post(webhook: str, message: Mapping[str, Any]) -> bool:
    """Post a message as JSON; whether it was taken. A receiver that is down, slow or refuses is a warning in the log, and nothing else."""
    import requests

    outcome: list[str] = []

    def deliver() -> None:
        try:
            answer = requests.post(webhook, json=message, timeout=PATIENCE, allow_redirects=False)
            outcome.append("" if answer.ok else f"it answers {answer.status_code}")
        except (requests.RequestException, ValueError) as error:
            outcome.append(type(error).__name__)

    # In a thread that nothing waits for: the timeout of a request begins anew with every byte.
    thread = threading.Thread(target=deliver, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    why = outcome[0] if outcome else "it does not answer"
    if why:
        LOGGER.warning("the webhook took nothing: %s", why)
    return not why


def message(event: str, job: str, run_id: str, tags: Mapping[str, str], reasons: Sequence[str]) -> dict[str, Any]:
    """What is posted: what happened, of which run over which years, and a sentence for each thing that a person has to look at."""
    ends = [
        tags.get(f"dagster/asset_partition_range_{end}") or tags.get("dagster/partition") for end in ("start", "end")
    ]
    return {
        "event": event,
        "job": job,
        "run_id": run_id,
        "years": "/".join(dict.fromkeys(end for end in ends if end)),
        "reasons": list(reasons),
    }


def findings(checks: Iterable[dg.AssetCheckEvaluation]) -> list[str]:
    """A sentence for each reason of the checks that did not pass."""
    return [
        f"{check.asset_key.to_user_string()}, {check.check_name} ({check.severity.value.lower()}): {reason}"
        for check in checks
        if not check.passed
        for reason in reasons(check)
    ]


def reasons(check: dg.AssetCheckEvaluation) -> list[str]:
    """What a person has to mend of what a check finds, a sentence each."""
    mend = check.metadata.get("reasons")
    if mend is None:
        return [f"{check.asset_key.to_user_string()}: the check {check.check_name} failed"]
    return str(mend.value).splitlines()


def checks_of(instance: dg.DagsterInstance, run_id: str) -> list[dg.AssetCheckEvaluation]:
    """What the checks of a run find."""
    records = instance.get_records_for_run(run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
    events = (record.event_log_entry.dagster_event for record in records)
    return [event.asset_check_evaluation_data for event in events if event]


@dg.run_failure_sensor(
    description="Posts every run that failed to the setting `webhook`, with what a person has to mend."
)
def run_failed(context: dg.RunFailureSensorContext, settings: dg.ResourceParam[Settings]) -> None:
    """Of whatever job, and however it ended: a run that was never started, or was killed, has failed too."""
    run = context.dagster_run
    checks = checks_of(context.instance, run.run_id)
    why = findings(check for check in checks if check.severity == dg.AssetCheckSeverity.ERROR)
    if not why:
        failures = [event.step_failure_data for event in context.get_step_failure_events()]
        why = [innermost(failure.error) for failure in failures] or [context.failure_event.message or ""]
    post_if_wanted(settings, message("run failed", run.job_name, run.run_id, run.tags, why))


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    description="Posts the checks of a run that ended well, but find something, to the setting `webhook`.",
)
def checks_warned(context: dg.RunStatusSensorContext, settings: dg.ResourceParam[Settings]) -> None:
    """One message a run; none where every check is green."""
    run = context.dagster_run
    if why := findings(checks_of(context.instance, run.run_id)):
        post_if_wanted(settings, message("checks warned", run.job_name, run.run_id, run.tags, why))


def post_if_wanted(settings: Settings, content: Mapping[str, Any]) -> None:
    """Post a message where the settings name an address."""
    if settings.webhook:
        post(settings.webhook, content)


def innermost(error: Any) -> str:
    """The message of the error that began it; of an error in the input, of the disk, and of a run that was stopped, the sentence alone."""
    while error.cause:
        error = error.cause
    if error.cls_name == dg.DagsterExecutionInterruptedError.__name__ or _OF_DUCKDB in error.message:
        return "The run was stopped while it worked; what was published stays. Run again"
    if error.cls_name in _OF_THE_SYSTEM:
        why = re.sub(r"^\w+: (\[Errno \d+\] )?", "", error.message.strip())
        return f"{why}. Make room, or mend the rights, and run again"
    kind, _, sentence = error.message.strip().partition(": ")
    return str(sentence if kind.startswith("schemas.errors.") else error.to_string())
