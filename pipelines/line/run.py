"""What `mubiao run` does: find what is stale, run the job on it in this process, and sum up.

Belongs here: running the line by hand. Does not: any step of the line, or how the result is printed.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import yaml
from dagster._core.instance.ref import InstanceRef

from pipelines import definitions
from pipelines.base.settings import ROOT, folders, instance_folder
from pipelines.packages.catalogue import is_published
from schemas.errors import InputError

ERROR = dg.AssetCheckSeverity.ERROR


class RunError(Exception):
    """The run stopped; ``reasons`` holds one sentence each of what a person has to mend."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("\n".join(reasons))


@dataclass
class Summary:
    """What a run made, what it left as it was, and what is published now."""

    made: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    packages: list[dict[str, Any]] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    published: Path = Path()


def run(everything: bool) -> Summary:
    """Bring the store and the packages up to date with raw/.

    Args:
        everything: make also what is unchanged.

    Raises:
        RunError: a step failed or a check blocked; what was published stays.
    """
    years = definitions.report_years(folders().raw)
    if not years:
        raise RunError(
            [str(InputError(folders().raw / "reports", "", "there is no report", "Add <region_code>/<year>.txt"))]
        )
    stale = {
        step: [year for year in (years if partitioned(step) else [None]) if everything or not fresh(step, year)]
        for step in definitions.ASSETS
    }
    summary = Summary()
    for step, found in stale.items():
        (summary.made if found else summary.unchanged).append(name(step))
    for steps, todo in _runs(stale):
        _execute(steps, todo or years[-1:], summary)
    return _sum_up(summary, years)


def _runs(stale: dict[dg.AssetsDefinition, list[str | None]]) -> list[tuple[list[dg.AssetsDefinition], list[str]]]:
    """The stale steps in their order, as runs over the same years: a run costs a second, a year that is fresh need not be made.

    A step without years goes into any run.
    """
    runs: list[tuple[list[dg.AssetsDefinition], list[str]]] = []
    for step, found in stale.items():
        years = [year for year in found if year]
        if not found:
            continue
        steps, known = runs[-1] if runs else ([], years)
        if runs and (not years or not known or years == known):
            runs[-1] = ([*steps, step], known or years)
        else:
            runs.append(([step], years))
    return runs


def name(step: dg.AssetsDefinition) -> str:
    """The name of a step: its function's."""
    return step.op.name


def partitioned(step: dg.AssetsDefinition) -> bool:
    """Whether a step's tables have years."""
    return step.partitions_def is not None


def fresh(step: dg.AssetsDefinition, year: str | None) -> bool:
    """Whether every table of a step is made of what is there now, and what it published still stands."""
    tables = [key.path[-1] for key in step.keys]
    store = definitions.STORE
    if not all(store.fresh(table, year) for table in tables):
        return False
    if tables != ["packages"]:
        return True
    return all(
        is_published(row, folders().published) for row in pl.read_parquet(store.path("packages", None)).to_dicts()
    )


def _execute(steps: list[dg.AssetsDefinition], years: list[str], summary: Summary) -> None:
    with _instance() as instance:
        result = definitions.defs.resolve_job_def("publish").execute_in_process(
            instance=instance,
            asset_selection=[key for step in steps for key in step.keys],
            **definitions.over_years(years),
            run_config={"loggers": {"progress": {}}},
            raise_on_error=False,
        )
    checks = [check for check in result.get_asset_check_evaluations() if not check.passed]
    summary.warnings += [line for check in checks if check.severity != ERROR for line in _check_reasons(check)]
    if not result.success:
        reasons = [line for check in checks if check.severity == ERROR for line in _check_reasons(check)]
        raise RunError(
            reasons or [_innermost(event.step_failure_data.error) for event in result.get_step_failure_events()]
        )


def _instance() -> dg.DagsterInstance:
    """The instance that dagster.yaml describes, from whatever folder the command is called."""
    folder = instance_folder()
    folder.mkdir(parents=True, exist_ok=True)
    told = yaml.safe_load((ROOT / "dagster.yaml").read_text(encoding="utf-8"))
    for part in (told["storage"]["sqlite"], told["local_artifact_storage"]["config"], told["compute_logs"]["config"]):
        part["base_dir"] = str(folder)
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(folder), overrides=told))


def _check_reasons(check: dg.AssetCheckEvaluation) -> list[str]:
    told = check.metadata.get("reasons")
    return (
        str(told.value).splitlines()
        if told
        else [f"{check.asset_key.to_user_string()}: the check {check.check_name} failed"]
    )


def _innermost(error: Any) -> str:
    """The message of the error that began it; of an error in the input, the sentence alone."""
    while error.cause:
        error = error.cause
    kind, _, sentence = error.message.strip().partition(": ")
    return str(sentence if kind.startswith("schemas.errors.") else error.to_string())


def _sum_up(summary: Summary, years: list[str]) -> Summary:
    store = definitions.STORE
    statuses = pl.concat([pl.read_parquet(store.path("outcomes", year), columns=["status"]) for year in years])
    summary.statuses = dict(statuses["status"].value_counts(sort=True).iter_rows())
    summary.published = folders().published
    summary.packages = pl.read_parquet(store.path("packages", None)).to_dicts()
    return summary
