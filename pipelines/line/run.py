"""What `mubiao run` and `mubiao judge` do: find what is stale, run the job on it in this process, and sum up.

Belongs here: running the line by hand. Does not: any step of the line, or how the result is printed.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import yaml
from dagster._core.definitions.job_base import InMemoryJob
from dagster._core.execution.api import execute_run
from dagster._core.instance.ref import InstanceRef

from pipelines.base.files import read_whole, sweep
from pipelines.base.progress import part
from pipelines.base.settings import ROOT, Logs, Settings
from pipelines.line import alerts
from pipelines.line.resources import Collections, Published
from pipelines.line.staleness import Staleness
from pipelines.line.store import INVENTORY, place
from pipelines.line.summary import Summary, as_they_were, sum_up
from pipelines.line.triggers import PACKAGES, WHOLE, over_years
from pipelines.outcomes.assets import NOTHING_TO_READ_ANEW, SOURCES_AGREE
from pipelines.packages.definition import definitions as defined
from pipelines.packages.upkeep import look_after
from pipelines.reports.assets import NOTHING_SET_ASIDE
from pipelines.reports.inventory import reasons
from schemas.errors import InputError

ERROR = dg.AssetCheckSeverity.ERROR
# Checks whose finding the summary tells of all years, also those that the run did not make.
SUMMED_UP = (SOURCES_AGREE, NOTHING_SET_ASIDE, NOTHING_TO_READ_ANEW)


class RunError(Exception):
    """The run stopped; ``reasons`` holds one sentence each of what a person has to mend."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass(frozen=True)
class Line:
    """The line under some settings: what Dagster runs over the years that there are, its steps in their order, what it is handed, and
    what says what is stale."""

    settings: Settings
    over: Callable[..., dg.Definitions]
    steps: Sequence[dg.AssetsDefinition]
    collections: Collections
    staleness: Staleness
    published: Published
    # The line put together under other settings.
    again: "Callable[[Settings], Line]"


Step = dg.AssetsDefinition


def run(
    line: Line,
    steps: Collection[Step],
    *,
    everything: bool = False,
    recorded: bool = False,
) -> Summary:
    """Bring the store, and the packages if they are among the steps, up to date with the raw files.

    Args:
        line: the line.
        steps: its assets that are wanted, in their order.
        everything: make also what is unchanged.
        recorded: keep Dagster's records of the run, for its web UI; they cost as much as the work of a year.

    Raises:
        RunError: a step failed or a check blocked; what was published stays.
        InputError: a collection cannot be looked at.
    """
    with part("looking at the files"):
        line.staleness.look()
        line.staleness.store.anew = everything
        years = line.staleness.inventory().years()
    if not years:
        raise RunError(_why_nothing(line))
    with part("looking for what is stale"):
        for folder in (line.settings.here, line.settings.published):
            sweep(folder)
        line.staleness.store.forget_other_years(years)
        stale = {step: _stale(line, step, years, everything=everything) for step in steps}
        before = as_they_were(line.staleness.store) if any(stale.values()) else None
    summary = Summary()
    for step, parts in stale.items():
        (summary.remade if parts else summary.unchanged).append(name(step))
    definitions = line.over(years)
    for together, its_years in _runs(stale):
        _execute(line, definitions, together, its_years or years[-1:], summary, recorded=recorded)
    if any(PACKAGES in key.path for step in steps for key in step.keys):
        with part("looking after what is published"):
            summary.published = look_after(line.settings.published, defined(line.settings.definitions))
    summary.left_out = line.staleness.inventory().left_out
    keys = [place(key) for step in steps for key in step.keys]
    packages = [part for table, part in keys if table == "packages" and part]
    return sum_up(line.staleness.store, summary, before, packages, defined(line.settings.definitions))


def _why_nothing(line: Line) -> list[str]:
    """Why there is no report: the files that cannot be used, else that there is none."""
    left_out = line.staleness.inventory().left_out.filter(kind="set_aside")
    nothing = InputError(line.settings.raw / "reports", "", "there is no report", "Add <region_code>/<year>.txt")
    return reasons(left_out) or [str(nothing)]


def _stale(line: Line, step: Step, years: list[str], *, everything: bool) -> list[str | None]:
    """The years of which a step has to be made again; [None] for a step without years."""
    parts: list[str | None] = [*years] if step.partitions_def is not None else [None]
    return [part for part in parts if everything or not _fresh(line, step, part)]


def _fresh(line: Line, step: Step, year: str | None) -> bool:
    """Whether every table of a step is made of what is there now, neither file nor figure stops the run, and what it published still stands."""
    store = line.staleness.store
    tables = [(table, part or year) for table, part in map(place, step.keys)]
    if not all(store.fresh(table, part) for table, part in tables):
        return False
    if (INVENTORY, None) in tables:
        return line.collections.stopping(line.staleness.inventory().left_out).is_empty()
    if ("statistics", None) in tables:
        # A row that was set apart stops every run until it is mended, not only the one that read it.
        return store.read("statistics_rejects", [None]).is_empty()
    # A published package may have been taken away.
    return all(line.published.stands(store.read(table, [part])) for table, part in tables if table == PACKAGES)


def _runs(stale: Mapping[Step, list[str | None]]) -> list[tuple[list[Step], list[str]]]:
    """The stale steps in their order, as runs over the same years: a run costs a second, a year that is fresh need not be made.

    A step without years goes into any run.
    """
    runs: list[tuple[list[Step], list[str]]] = []
    for step, parts in stale.items():
        years = [year for year in parts if year]
        if not parts:
            continue
        steps, same = runs[-1] if runs else ([], years)
        if runs and (not years or not same or years == same):
            runs[-1] = ([*steps, step], same or years)
        else:
            runs.append(([step], years))
    return runs


def name(step: Step) -> str:
    """The name of a step: its function's, or of a package the package's."""
    table, part = place(min(step.keys))
    return part or (step.op.name if len(list(step.keys)) > 1 else table)


def _execute(
    line: Line, definitions: dg.Definitions, steps: list[Step], years: list[str], summary: Summary, *, recorded: bool
) -> None:
    """Run steps; where their records cannot be kept, without: nothing that is made hangs on them."""
    if recorded:
        try:
            with _instance(line.settings.instance) as instance:
                return _execute_in(instance, line, definitions, steps, years, summary)
        except RunError:
            raise
        except (
            Exception
        ) as error:  # a disk that is full, a broken file, no permission: each storage says it in errors of its own
            why = str(error).partition("\n")[0]
            cure = "The run went on without; make room, or move that folder away and new ones are begun"
            lost = InputError(line.settings.instance, "", f"Dagster's records cannot be kept: {why}", cure)
            summary.warnings = list(dict.fromkeys([*summary.warnings, str(lost)]))
    with dg.DagsterInstance.ephemeral() as instance:
        _execute_in(instance, line, definitions, steps, years, summary)
    return None


def _execute_in(
    instance: dg.DagsterInstance,
    line: Line,
    definitions: dg.Definitions,
    steps: list[Step],
    years: list[str],
    summary: Summary,
) -> None:
    loggers = ["progress", *(["console"] if line.settings.logs is Logs.json else [])]
    keys = {key for step in steps for key in step.keys}
    job = definitions.resolve_job_def(WHOLE).get_subset(asset_selection=keys)
    begun = instance.create_run_for_job(
        job, run_config={"loggers": {name: {} for name in loggers}}, tags=over_years(years), asset_selection=keys
    )
    # `execute_in_process` would keep every table that a step gives in memory until the run ends.
    result = execute_run(InMemoryJob(job), begun, instance)
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    warned = [check for check in failed if check.severity != ERROR and check.check_name not in SUMMED_UP]
    summary.warnings += [reason for check in warned for reason in alerts.reasons(check)]
    if not result.success:
        blocking = [line for check in failed if check.severity == ERROR for line in alerts.reasons(check)]
        why = blocking or [
            alerts.innermost(event.step_failure_data.error) for event in result.get_step_failure_events()
        ]
        content = alerts.message("run failed", WHOLE, result.run_id, over_years(years), why)
        alerts.post_if_wanted(line.settings, content)
        raise RunError(why)


def _instance(folder: Path) -> dg.DagsterInstance:
    """The instance that dagster.yaml describes, from whatever folder the command is called."""
    folder.mkdir(parents=True, exist_ok=True)
    description = yaml.safe_load(read_whole(ROOT / "dagster.yaml"))
    storages = (
        description["storage"]["sqlite"],
        *(description[part]["config"] for part in ("local_artifact_storage", "compute_logs")),
    )
    for storage in storages:
        storage["base_dir"] = str(folder)
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(folder), overrides=description))
